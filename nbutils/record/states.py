"""States against states: what is pending, lasts or is over, as a passage says in the present and as the record has it by then."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from nbutils.compare.passages import stem, stems
from nbutils.packs.general import data
from nbutils.record.facts import Fact
from nbutils.record.families import HAPPENS, NOUN, Trigger, group, property_of, triggers
from nbutils.record.index import Facts, is_status
from nbutils.record.meetings import AGREES, LAPSED, PARTS, Meeting, has_lapsed, held_on, moment
from nbutils.record.moments import joins_another, subjects_of
from nbutils.record.scenes import Scene
from nbutils.record.tense import When

RULE = "record: status"
PENDING, LASTING, OVER = "pending", "lasting", "over"
_BEGUN = ("force", "start", "open", "accession", "first meeting", "completion")
_EXCLUDES = {PENDING: (LASTING, OVER), LASTING: (OVER,), OVER: (LASTING,)}


def states(scene: Scene, facts: Facts, today: When) -> Iterator[Meeting]:
    """The meetings of a passage that says of a subject that it is pending, lasts, or is over."""
    for kind, said in _said():
        for found in said.finditer(scene.text):
            if kind == LASTING and not _present(scene, found):
                continue
            # "is still suspended" says that it is suspended
            state = OVER if kind == LASTING and re.search(_data()[OVER]["value"], found[0].lower()) else kind
            for subject in _subjects(scene, found, state):
                if meeting := _judged(scene, found, state, facts.of(subject), today):
                    yield meeting


def values(scene: Scene, facts: Facts, today: When) -> Iterator[Meeting]:
    """The meetings of a passage that says a status in the record's own words, with "still" or "now": "is still free of it"."""
    if not {"lasting"} & scene.passage.cues:
        return
    said = set(scene.passage.stems)
    for subject in sorted(scene.named | set(scene.lead)):
        rows = [f for f in facts.statuses(subject) if not state_of(f) and stems(f.value)]
        for fact in rows:
            words = set(stems(fact.value))
            place = next((t for t in scene.words if stem(t.lower) in words and _is_still(scene, t.start)), None)
            if words <= said and place:
                outcome = LAPSED if has_lapsed(fact, today.last) else AGREES
                yield Meeting(scene, fact, RULE, outcome, scene.text[place.start : place.end], place.start, place.end)


def _is_still(scene: Scene, place: int) -> bool:
    """Whether "is still", "remains" or the like stands just before a place."""
    return bool(re.search(r"\b(?:is|are) (?:still|today|now|currently) (?:\w+ )?$|\bremains? (?:\w+ )?$", scene.text[:place]))


def _present(scene: Scene, found: re.Match[str]) -> bool:
    """Whether the verb of a wording is in the present, and says more than that a memory lasts."""
    row = [token for token in scene.words if found.start() <= token.start < found.end()]
    return any(token.tag in ("VBZ", "VBP") for token in row) and not {stem(token.lower) for token in row} & group("legacy")


def _subjects(scene: Scene, found: re.Match[str], state: str) -> list[str]:
    """What the wording is said of; of "is pending", also what "the creation of X" is of in the same passage."""
    own = [s for s, _ in subjects_of(scene, Trigger(state, HAPPENS, found.start(), found.end()))]
    if own or state != PENDING:
        return own
    nouns = (each for each in triggers(scene.text) if each.kind == NOUN and each.family in _BEGUN)
    return [subject for each in nouns for subject, _ in subjects_of(scene, each)]


def _judged(scene: Scene, found: re.Match[str], state: str, facts: Sequence[Fact], today: When) -> Meeting | None:
    rows = [fact for fact in facts if is_status(fact) and _in_scope(scene, fact)]
    place = (found[0], found.start(), found.end())
    current = [fact for fact in held_on(rows, today.last) if state_of(fact)]
    if any(state_of(fact) == state for fact in current):
        return Meeting(scene, next(f for f in current if state_of(f) == state), RULE, AGREES, *place)
    against = next((fact for fact in current if state_of(fact) in _EXCLUDES[state]), None)
    against = against or _by_dates(state, [fact for fact in facts if _in_whole(scene, fact, found)], today)
    if against is None:
        return None
    lapsed = next((fact for fact in rows if state_of(fact) == state and has_lapsed(fact, today.last)), None)
    return Meeting(scene, lapsed or against, RULE, LAPSED if lapsed or state != OVER else PARTS, *place)


def _in_scope(scene: Scene, fact: Fact) -> bool:
    """Whether the whole in which a thing has a status is spoken of: by its name, as "the union", or as membership."""
    narrows = property_of(fact.property).narrows
    said = set(scene.passage.stems)
    return narrows <= said or (
        narrows <= scene.topic_stems and bool(said & (group("wholes") | {stem("member"), stem("membership")}))
    )


def _in_whole(scene: Scene, fact: Fact, found: re.Match[str]) -> bool:
    """Whether a membership that is spoken of is the record's."""
    trigger = Trigger("", HAPPENS, found.start(), found.end())
    return property_of(fact.property).family != "accession" or (scene.on_topic and not joins_another(scene, trigger))


def _by_dates(state: str, facts: Sequence[Fact], today: When) -> Fact | None:
    """The dated row that a state is against: it has begun and is called pending, has ended and is said to last."""
    families = _BEGUN if state == PENDING else ("end",) if state == LASTING else ()
    dated = ((fact, moment(fact)) for fact in facts if property_of(fact.property).family in families)
    past = [(span.last, fact) for fact, span in dated if span and span.last <= today.first]
    return max(past, key=lambda pair: pair[0])[1] if past else None


def state_of(fact: Fact) -> str:
    """The state that a row's value names, "" where it names none."""
    value = fact.value.lower()
    order = (OVER, PENDING, LASTING)  # "not a full member" is over, whatever else it holds
    return next((state for state in order if re.fullmatch(_data()[state]["value"], value)), "")


@cache
def _said() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (state, re.compile(rf"(?<![\w-])(?:{'|'.join(entry['said'])})(?![\w-])", re.IGNORECASE))
        for state, entry in _data().items()
    ]


@cache
def _data() -> Any:
    return data("record.yaml")["states"]
