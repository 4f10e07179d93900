"""Values under a label: "Opened: 1950" below a heading, and the cells of a table under their column's head."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nbutils.claims.registry import Registry
from nbutils.compare.passages import stems
from nbutils.corpus.marks import cells
from nbutils.record.amounts import differ, measure, stated
from nbutils.record.facts import Fact
from nbutils.record.families import property_of
from nbutils.record.index import Facts
from nbutils.record.meetings import AGREES, PARTS, Meeting
from nbutils.record.moments import RULE, agree, parts, spanned
from nbutils.record.scenes import Scene
from nbutils.record.subjects import Names
from nbutils.record.tense import When, judged

NUMBER = "record: number"
_LABEL = re.compile(r"\s*(?:[-*•‣◦▪–]\s*)?\**(?P<label>[A-Z0-9][^:.!?*]{1,48})\**:\**\s+(?P<value>\S.*)", re.DOTALL)
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands under a label: the subjects it may be of, the label, and where the value stands."""

    subjects: tuple[str, ...]
    label: str
    start: int
    end: int


def labelled(scene: Scene, facts: Facts, registry: Registry, names: Names, today: When) -> Iterator[Meeting]:
    """The meetings of a labelled line or a row of a table."""
    entries = _row(scene, names) if scene.passage.kind == "table" else _line(scene)
    for entry in entries:
        for subject in entry.subjects:
            own = [fact for fact in facts.of(subject) if _is_of(entry.label, fact, registry)]
            yield from _dates(scene, entry, [fact for fact in own if fact.is_moment])
            yield from _amounts(scene, entry, [fact for fact in own if measure(fact)], today)


def _line(scene: Scene) -> Iterator[Entry]:
    found = _LABEL.fullmatch(scene.text)
    if found and len(found["label"].split()) <= _MOST_WORDS and len(scene.standing) == 1:
        yield Entry(scene.standing, found["label"], found.start("value"), found.end())


def _row(scene: Scene, names: Names) -> Iterator[Entry]:
    row = cells(scene.text)
    if not row or scene.text == scene.heads_text:
        return
    subjects = names.called(row[0][1])
    heads = cells(scene.heads_text)
    for (_, head), (at, cell) in list(zip(heads, row, strict=False))[1:] if len(heads) >= len(row) else ():
        yield Entry(subjects, head, at, at + len(cell))


def _is_of(label: str, fact: Fact, registry: Registry) -> bool:
    """Whether a label names a property: the same family, the same relation, or all its words."""
    one, other = property_of(label), property_of(fact.property)
    if one.family or other.family:
        return one.family == other.family and other.narrows <= set(stems(label)) | other.stems - other.narrows
    if not one.stems or other.year:
        return False
    relation = registry.of_label(label)
    same = relation is not None and relation is registry.of_label(other.head) and not other.narrows
    return same or (one.stems <= other.stems and other.narrows <= one.stems)


def _dates(scene: Scene, entry: Entry, own: Sequence[Fact]) -> Iterator[Meeting]:
    time = next((time for time in scene.times if entry.start <= time.start < entry.end), None)
    span = spanned(time) if time else None
    if time is None or span is None or not own:
        return
    place = (scene.text[time.start : time.end], time.start, time.end)
    agreeing = next((fact for fact in own if agree(span, fact)), None)
    if agreeing or all(parts(span, fact) for fact in own):
        yield Meeting(scene, agreeing or own[0], RULE, AGREES if agreeing else PARTS, *place)


def _amounts(scene: Scene, entry: Entry, own: Sequence[Fact], today: When) -> Iterator[Meeting]:
    value = next((each for each in stated(scene) if entry.start <= each.start < entry.end), None)
    known = [(fact, found) for fact in own if (found := measure(fact))]
    if value is None or not known or value.amount.dimension != known[0][1].amount.dimension:
        return
    agreeing = [fact for fact, found in known if not differ(value.amount, found.amount)]
    if outcome := judged([fact for fact, _ in known], agreeing, today, sure=True):
        yield Meeting(scene, outcome[1], NUMBER, outcome[0], scene.text[value.start : value.end], value.start, value.end)
