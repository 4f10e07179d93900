"""What kind of claim a clause makes, and whether it can be checked: a list of visible features, and one rule over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from nbutils.claims.clauses import Clause
from nbutils.claims.sentences import VAGUE
from nbutils.claims.slots import Frame, Statement
from nbutils.claims.words import closed

# Design: event to uniqueness are checkable; cause and attribution where both sides are named; the last four never are.
NEVER = frozenset(("evaluation", "prediction", "advice", "question"))
KINDS = (
    "event", "date", "quantity", "status", "membership", "role", "legal", "definition", "category", "uniqueness", "causal",
    "attribution", "evaluation", "prediction", "advice", "question",
)  # fmt: skip
ANCHORS = ("time", "quantity", "name", "uniqueness")


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim's kind, whether it can be checked, and the features that say so."""

    kind: str
    checkable: bool
    features: tuple[str, ...]


def kind_of(said: Statement, *, named: bool, topics: frozenset[str]) -> Reading:
    """The reading of a statement; `named` says whether its subject is filled.

    `topics` are the names the whole article is about: that a sentence has one of them says nothing.
    """
    features = _features(said, topics)
    features += _form(said.clause) if said.clause is not None else [] if said.frame is not None else ["no verb"]
    kind = _kind(said, features)
    return Reading(kind, is_checkable(kind, frozenset(features), named=named), tuple(features))


def is_checkable(kind: str, features: frozenset[str], *, named: bool) -> bool:
    """Whether a claim of this kind with these features can be checked: the one rule, used wherever checkable claims are counted.

    Advice, predictions, praise and questions never; what is only possible, never. Otherwise a date, a number or a rank
    among others suffices; without one, a told event, or a named thing in a relation that is declared.
    """
    if kind in NEVER or features & {"possible", "embedded", "says nothing"}:
        return False
    if features & {"time", "quantity"} or {"uniqueness", "name"} <= features:
        return "no verb" not in features or "name" in features
    named_thing, told = "name" in features, "declared predicate" in features
    if not named:
        return named_thing and "past" in features
    if "dependent" in features:
        return named_thing and (told or "current" in features)
    if features & {"past", "current"} or ("universal" in features and "hedge" not in features):
        return True
    enough = (told and named_thing) if "generic subject" in features else (told or named_thing)
    return enough and ("condition" not in features or "generic subject" in features)


def _features(said: Statement, topics: frozenset[str]) -> list[str]:
    """What speaks for and against checking the claim, by name, in a fixed order."""
    sentence, clause, cues = said.sentence, said.clause, {cue.kind for cue in said.cues}
    start, end = (clause.start, max(clause.end, clause.verb.end)) if clause else (0, len(sentence.text))
    inside = {
        "time": any(start <= time.start < end and time.kind not in VAGUE for time in sentence.times),
        "current": "status" in cues or any(start <= time.start < end and time.kind == "now" for time in sentence.times),
        "quantity": any(start <= q.start < end and q.kind == "quantity" for q in sentence.quantities),
        "name": any(start <= n.start < end and not _is_topical(n.canonical, topics) for n in sentence.names),
    }
    found = [feature for feature, holds in inside.items() if holds]
    found += [cue for cue in _TOLD_CUES if cue in cues]
    return [*found, "declared predicate"] if said.frame is not None else found


_TOLD_CUES = ("uniqueness", "evaluation", "prediction", "advice", "reporting", "hedge", "universal", "vague", "condition")


def _is_topical(name: str, topics: frozenset[str]) -> bool:
    """Whether a name is one of the article's topics, in a longer or shorter form."""
    words = set(name.lower().split())
    return any(words <= set(topic.lower().split()) or set(topic.lower().split()) <= words for topic in topics if topic)


def _form(clause: Clause) -> list[str]:
    """What the verb and the subject's form say: told in the past, only possible, of no one in particular, part of a question."""
    words = {token.lower for token in clause.verb.tokens}
    found = []
    if clause.verb.tokens[0].tag == "VBD" or clause.verb.can_be_participle or words & {"was", "were", "had", "did"}:
        found.append("past")
    if words & closed("possible"):
        found.append("possible")
    if not (clause.objects or clause.times or clause.rest or clause.is_passive):
        found.append("says nothing")  # "It did", "which came back"
    if clause.how in ("relative", "participle") or clause.marker in closed("subordinators"):
        found.append("dependent")
    if clause.subject and _is_generic(clause):
        found.append("generic subject")
    if clause.marker in closed("embedding"):
        found.append("embedded")
    return found


def _is_generic(clause: Clause) -> bool:
    """A plural or bare noun without article or name: "readers", "few journeys", "such measures"."""
    group = clause.subject[0]
    first = group.tokens[0]
    if any(token.tag in ("NNP", "NNPS", "PRP", "PRP$", "CD", "QTY") for chunk in clause.subject for token in chunk.tokens):
        return False
    return first.lower in closed("generic") or first.tag not in ("DT", "PRP$")


def _kind(said: Statement, features: Sequence[str]) -> str:
    if said.sentence.text.rstrip("”\"' )").endswith("?"):
        return "question"
    frame, clause = said.frame, said.clause
    anchored = any(anchor in features for anchor in ANCHORS)
    in_verb = {cue.kind for cue in said.cues if clause and clause.verb.start <= cue.start <= clause.verb.end}
    if "advice" in in_verb or _is_imperative(said) or ("advice" in features and not anchored):
        return "advice"
    if "prediction" in in_verb or ("prediction" in features and not anchored):
        return "prediction"
    hard = "time" in features or "quantity" in features or (frame is not None and frame.predicate.kind in _HARD)
    told = "past" in features and frame is not None and not {"generic subject", "dependent"} & set(features)
    if not hard and not told and _is_praise(said):
        return "evaluation"
    return _kind_of_fact(frame, features)


def _kind_of_fact(frame: Frame | None, features: Sequence[str]) -> str:
    """The kind of what can be checked: the predicate's, else that of what anchors it."""
    if frame is not None:
        told = "event" if "past" in features else "status" if "name" in features else frame.predicate.kind
        return told if frame.predicate.kind in NEVER else frame.predicate.kind
    for feature, kind in (("uniqueness", "uniqueness"), ("quantity", "quantity"), ("time", "date"), ("past", "event")):
        if feature in features:
            return kind
    return "status"


def _is_praise(said: Statement) -> bool:
    """Whether what is said of the subject is an evaluation: a cue in the verb or its object, or in a bare subject."""
    clause, places = said.clause, [cue.start for cue in said.cues if cue.kind == "evaluation"]
    if clause is None or not places:
        return bool(places)
    linking = clause.verb.verb in closed("linking")
    first = next((phrase for preposition, phrase in clause.objects if not preposition or linking), ())
    end = first[-1].end if first else clause.verb.end
    in_subject = said.frame is None and any(place < clause.verb.start for place in places)
    return in_subject or any(clause.verb.start <= place < max(end, clause.verb.end) for place in places)


_HARD = frozenset(("date", "quantity", "membership", "legal", "uniqueness"))


def _is_imperative(said: Statement) -> bool:
    """Whether a sentence opens with a verb in its plain form: "Keep valuables out of sight"."""
    clause, words = said.clause, said.sentence.tokens
    if clause is None or clause.subject or not words:
        return False
    first = words[0]
    return first.start == clause.verb.start and first.tag in ("VB", "VBP") and first.lower not in closed("be")
