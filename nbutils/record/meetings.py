"""Where a passage meets facts: what it says, what the record has, and whether the two agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from nbutils.compare.values import Span, dates
from nbutils.mentions.edtf import FIRST, LAST, Day
from nbutils.record.facts import Fact
from nbutils.record.scenes import Scene

AGREES, PARTS, LAPSED = "agrees", "parts", "lapsed"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One passage against the rows of one subject and property; `fact` is the row that decides.

    `outcome`: it agrees with a row that holds at the time the passage speaks of; it parts from all rows that do; or it agrees
    only with one that no longer held. `said` are the passage's words, `start` and `end` their place in it.
    """

    scene: Scene
    fact: Fact
    rule: str
    outcome: str
    said: str
    start: int
    end: int
    readings: tuple[str, ...] = ()


def moment(fact: Fact) -> Span | None:
    """The span of days that a fact's date means; None where its value is no date."""
    if not fact.is_moment:
        return None
    spans = dates(fact.value)
    begin, end = fact.value.partition("/")[::2]
    if end and end != "..":
        last = dates(end)
        return Span(dates(begin)[0].first, last[0].last, fact.value) if last else None
    return spans[0] if spans else None


def held(fact: Fact) -> tuple[Day, Day]:
    """The first and the last day on which a fact held, as far as its row says."""
    begin = dates(fact.valid_from)[0].first if fact.valid_from else FIRST
    end = dates(fact.valid_to)[0].last if fact.valid_to else LAST
    return begin, end


def has_lapsed(fact: Fact, day: Day) -> bool:
    """Whether a fact held no longer on a day."""
    return bool(fact.valid_to) and dates(fact.valid_to)[0].first <= day


def held_on(facts: Sequence[Fact], day: Day) -> list[Fact]:
    """The facts that held on a day."""
    return [fact for fact in facts if held(fact)[0] <= day and not has_lapsed(fact, day)]
