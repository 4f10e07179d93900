"""What kind of claim a clause makes, and whether it can be checked: a list of visible features, and one rule over them."""

from collections.abc import Sequence
from dataclasses import dataclass

from nbutils.claims.clauses import Clause
from nbutils.claims.frames import Frame, Sentence
from nbutils.claims.tokens import closed
from nbutils.mentions.cues import Cue

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


def kind_of(
    sentence: Sentence, clause: Clause | None, frame: Frame | None, cues: Sequence[Cue], *, named: bool, topics: frozenset[str]
) -> Reading:
    """The reading of a clause (None: a line without a verb); `cues` are the clause's own, `named` whether its subject is filled.

    `topics` are the names the whole article is about: that a sentence has one of them says nothing.
    """
    start, end = (clause.start, max(clause.end, clause.verb.end)) if clause else (0, len(sentence.text))
    features = _features(sentence, start, end, frame, {cue.kind for cue in cues}, topics)
    if clause is not None:
        features += _form(clause)
    kind = _kind(sentence, clause, frame, features, cues)
    return Reading(kind, is_checkable(kind, frozenset(features), named=named), tuple(features))


def is_checkable(kind: str, features: frozenset[str], *, named: bool) -> bool:
    """Whether a claim of this kind with these features can be checked: the one rule, used wherever checkable claims are counted.

    Advice, predictions, praise and questions never; what is only possible, never. Otherwise a date, a number or a rank
    among others suffices; without one, a told event, or a named thing in a relation that is declared.
    """
    if kind in NEVER or features & {"possible", "embedded", "says nothing"}:
        return False
    if features & {"time", "quantity"} or {"uniqueness", "name"} <= features:
        return True
    if not named:
        return {"past", "name"} <= features
    told = "declared predicate" in features
    if "dependent" in features:
        return "name" in features and (told or "current" in features)
    if features & {"past", "current"} or ("universal" in features and "hedge" not in features):
        return True
    if "generic subject" in features:
        return told and "name" in features
    return (told or "name" in features) and "condition" not in features


def _features(sentence: Sentence, start: int, end: int, frame: Frame | None, cues: set[str], topics: frozenset[str]) -> list[str]:
    """What speaks for and against checking the claim, by name, in a fixed order."""
    found = []
    if any(start <= time.start < end and time.kind not in ("now", "past", "future") for time in sentence.times):
        found.append("time")
    if "status" in cues or any(start <= time.start < end and time.kind == "now" for time in sentence.times):
        found.append("current")
    if any(start <= q.start < end and q.kind == "quantity" for q in sentence.quantities):
        found.append("quantity")
    if any(start <= name.start < end and not _is_topical(name.canonical, topics) for name in sentence.names):
        found.append("name")
    found += [
        cue
        for cue in ("uniqueness", "evaluation", "prediction", "advice", "reporting", "hedge", "universal", "vague", "condition")
        if cue in cues
    ]
    if frame is not None:
        found.append("declared predicate")
    return found


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
    if words & {"may", "might", "could", "would"}:
        found.append("possible")
    if not (clause.objects or clause.times or clause.rest or clause.verb.is_passive):
        found.append("says nothing")  # "It did", "which came back"
    if clause.how in ("relative", "participle") or clause.marker in closed("subordinators"):
        found.append("dependent")
    if clause.subject and _is_generic(clause):
        found.append("generic subject")
    if clause.marker in ("whether", "if", "unless", "how", "why", "what", "when") or (
        clause.how == "relative" and clause.marker in ("what", "how", "why")
    ):
        found.append("embedded")
    return found


def _is_generic(clause: Clause) -> bool:
    """A plural or bare noun without article or name: "readers", "few journeys", "such measures"."""
    group = clause.subject[0]
    first = group.tokens[0]
    if any(token.tag in ("NNP", "NNPS", "PRP", "PRP$", "CD", "QTY") for chunk in clause.subject for token in chunk.tokens):
        return False
    return first.lower in ("such", "few", "many", "most", "some", "a", "an", "every", "any", "each", "one") or first.tag not in (
        "DT",
        "PRP$",
    )


def _kind(sentence: Sentence, clause: Clause | None, frame: Frame | None, features: Sequence[str], cues: Sequence[Cue]) -> str:
    if sentence.text.rstrip("”\"' )").endswith("?"):
        return "question"
    verb_cues = {cue.kind for cue in cues if clause and clause.verb.start <= cue.start <= clause.verb.end}
    anchored = any(anchor in features for anchor in ANCHORS)
    if "advice" in verb_cues or _is_imperative(sentence, clause) or ("advice" in features and not anchored):
        return "advice"
    if "prediction" in verb_cues or ("prediction" in features and not anchored and "time" not in features):
        return "prediction"
    hard = "time" in features or "quantity" in features or (frame is not None and frame.predicate.kind in _HARD)
    told = "past" in features and frame is not None and not {"generic subject", "dependent"} & set(features)
    if not hard and not told and _is_praise(clause, frame, cues):
        return "evaluation"
    if frame is not None:
        return "event" if frame.predicate.kind in NEVER and "past" in features else frame.predicate.kind
    if "uniqueness" in features:
        return "uniqueness"
    if "quantity" in features:
        return "quantity"
    if "time" in features:
        return "date"
    return "event" if clause and clause.verb.tokens[0].tag == "VBD" else "status"


def _is_praise(clause: Clause | None, frame: Frame | None, cues: Sequence[Cue]) -> bool:
    """Whether what is said of the subject is an evaluation: a cue in the verb or its first object, or in a bare subject."""
    places = [cue.start for cue in cues if cue.kind == "evaluation"]
    if clause is None or not places:
        return bool(places)
    first = next(
        (phrase for preposition, phrase in clause.objects if not preposition or clause.verb.verb in closed("linking")), ()
    )
    end = first[-1].end if first else clause.verb.end
    in_subject = any(place < clause.verb.start for place in places) and frame is None
    return in_subject or any(clause.verb.start <= place < max(end, clause.verb.end) for place in places)


_HARD = frozenset(("date", "quantity", "membership", "legal", "uniqueness"))


def _is_imperative(sentence: Sentence, clause: Clause | None) -> bool:
    """Whether a sentence opens with a verb in its plain form: "Keep valuables out of sight"."""
    if clause is None or clause.subject or not sentence.tokens:
        return False
    first = sentence.tokens[0]
    return first.start == clause.verb.start and first.tag in ("VB", "VBP") and first.lower not in closed("be")
