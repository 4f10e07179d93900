"""Clauses to frames: a declared predicate with its subject and the slots that state something – object, quantity, time, place."""

from collections.abc import Sequence
from dataclasses import replace

from nbutils.claims.clauses import Clause
from nbutils.claims.nouns import of_measured_adjective, of_noun_as_complement, of_noun_as_subject
from nbutils.claims.phrases import Phrase, span
from nbutils.claims.registry import Registry, Trigger
from nbutils.claims.sentences import Sentence
from nbutils.claims.slots import PLACES, Frame, Span, filled
from nbutils.claims.tokens import QUANTITY, TIME, Token
from nbutils.claims.words import closed, is_participle
from nbutils.packs.schema import Predicate

_NOT_OF_PERSONS = ("causal", "definition")


def frame_of(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
    """The frame of a clause; None where no declared predicate is said."""
    following = [token for token in sentence.tokens if token.start >= clause.verb.end]
    return (
        of_measured_adjective(sentence, clause, registry, following)
        or of_noun_as_subject(sentence, clause, registry)
        or of_noun_as_complement(sentence, clause, registry)
        or _of_verb(sentence, clause, registry, following)
    )


def _of_verb(sentence: Sentence, clause: Clause, registry: Registry, following: Sequence[Token]) -> Frame | None:
    found = (_of_trigger(sentence, clause, trigger) for trigger in registry.of_clause(clause, following))
    return next((frame for frame in found if frame), None) or _of_bare_be(sentence, clause, registry, following)


def _of_trigger(sentence: Sentence, clause: Clause, trigger: Trigger) -> Frame | None:
    if (
        trigger.predicate.kind in _NOT_OF_PERSONS
        and clause.subject
        and clause.subject[0].lower in ("he", "she", "i", "we", "you")
    ):
        return None  # "drives change" is a cause, "she drives" is not
    if trigger.predicate.kind == "definition" and not (clause.is_passive or clause.verb.tokens[0].tag in ("VBZ", "VBP")):
        return None  # "refers to" defines, "referred to the letter" tells
    if trigger.predicate.kind == "role" and clause.object and any(chunk.kind == "INF" for chunk in clause.rest[:1]):
        return None  # "led the army" is a role, "led the army to act" is none
    if not trigger.rest and _has_result(sentence, clause):
        return None
    subject, target = _roles(clause, trigger)
    frame = filled(sentence, clause, Frame(trigger.predicate, subject), target)
    if "object" in trigger.predicate.value:
        frame = replace(frame, object=_object(sentence, clause, trigger, target))
    return frame if frame.has_value else None


def _has_result(sentence: Sentence, clause: Clause) -> bool:
    """Whether a verb like "leave" says what becomes of its object: "left the dispute open", "had the ship painted"."""
    if clause.verb.verb not in closed("resultative") or not clause.object:
        return False
    after = next((token for token in sentence.tokens if token.start >= clause.object[-1].end), None)
    return after is not None and (after.tag in ("JJ", "VBN") or (after.tag == "VBD" and is_participle(after.lower)))


def _object(sentence: Sentence, clause: Clause, trigger: Trigger, target: Phrase) -> Span | None:
    """The object: a phrase with what hangs on it, an infinitive or that-clause, or (in a definition) the rest of the sentence."""
    stop = len(sentence.text.rstrip(' .;:!?”"'))
    if not target:
        return _clause_as_object(sentence, clause, trigger, stop)
    start, end = span(target)
    if start < clause.verb.end:
        return start, end
    if trigger.predicate.constraint.get("object") == "definition":
        return start, stop
    first = clause.rest[0] if clause.rest else None
    if first and first.kind == "INF" and first.start > end and trigger.predicate.kind in ("legal", "causal"):
        return start, clause.end
    return start, _extended(clause, trigger.predicate, target)


def _clause_as_object(sentence: Sentence, clause: Clause, trigger: Trigger, stop: int) -> Span | None:
    """An infinitive ("aims to reduce noise") or a that-clause ("shows that wages fell") in place of a phrase."""
    infinitive = next((chunk for chunk in clause.rest if chunk.kind == "INF"), None)
    if infinitive and trigger.preposition == "to" and "place" not in trigger.predicate.value:
        return infinitive.tokens[-1].start, clause.end
    that = next((token for token in sentence.tokens if token.start >= clause.verb.end), None)
    return (that.start, stop) if that is not None and that.lower == "that" else None


def _extended(clause: Clause, predicate: Predicate, target: Phrase) -> int:
    """Where an object ends with the prepositional phrases that follow it: "a harbour at dawn"; not a time, place or agent."""
    end = target[-1].end
    for preposition, phrase in clause.objects:
        if phrase[0].start < end:
            continue
        place = preposition in PLACES and "place" in predicate.value
        if preposition in ("", "by", "since", "until", "to", "from") or place or any(chunk.kind == "T" for chunk in phrase):
            break
        end = phrase[-1].end
    return end


def _of_bare_be(sentence: Sentence, clause: Clause, registry: Registry, following: Sequence[Token]) -> Frame | None:
    """As in "X is a Y", a category, and "X is binding", a quality; the words behind "be" decide."""
    if clause.verb.verb != "be" or clause.how in ("existential", "expletive", "inverted"):
        return None
    if clause.object:
        return _of_category(sentence, clause, registry)
    quality = next((token for token in following if token.tag != "RB"), None)
    if registry.bare_adjective is None or quality is None or quality.tag not in ("JJ", "JJR", "JJS"):
        return None
    return Frame(registry.bare_adjective, clause.subject, object=(quality.start, max(clause.end, quality.end)))


def _of_category(sentence: Sentence, clause: Clause, registry: Registry) -> Frame | None:
    """The frame of "X is a Y", unless Y is a number, a measure, a pronoun or nothing."""
    first = clause.object[0].tokens[0]
    counted = first.tag == "CD" and first.lower != "one"
    ends = sentence.text[clause.object[-1].end :].startswith(("’s", "'s"))  # "the order was the king's"
    bare = len(clause.object) == 1 and [token.tag for token in clause.object[0].tokens] == ["NN"]  # "are bone dry"
    names_nothing = (
        ends or bare or first.tag in ("PRP", TIME, QUANTITY, "EX") or first.lower in closed("denying") | {"all", "there"}
    )
    if registry.bare_be is None or counted or names_nothing:
        return None
    return filled(sentence, clause, Frame(registry.bare_be, clause.subject), clause.object)


def _roles(clause: Clause, trigger: Trigger) -> tuple[Phrase, Phrase]:
    """The phrase the statement is about, and its other side."""
    direct = _behind(clause, trigger.preposition) if trigger.preposition else clause.object
    infinitive = next((chunk for chunk in clause.rest if chunk.kind == "INF"), None)
    if trigger.preposition and direct and infinitive and infinitive.start < direct[0].start:
        direct = ()  # "attempted to find peace with regard to the island"
    if trigger.intransitive and direct and not trigger.preposition:
        direct = ()  # the object is one of the trigger's words: "take place"
    if clause.is_passive and not trigger.passive and not (trigger.preposition and direct):
        agent = clause.after("by")
        return (clause.subject, agent) if trigger.predicate.about == "object" else (agent, clause.subject)
    if trigger.intransitive or trigger.passive or trigger.predicate.about == "subject":
        return clause.subject, direct
    return direct, clause.subject


def _behind(clause: Clause, preposition: str) -> Phrase:
    """The phrase behind a preposition; "of" may stand inside the object ("take command of the force")."""
    if found := clause.after(preposition):
        return found
    inner = clause.object
    return inner[2:] if len(inner) >= 3 and inner[1].lower == preposition else ()
