"""The amounts of a fact and of a passage, in base units; lengths of time are amounts too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nbutils.compare.passages import stems
from nbutils.compare.values import Amount, amount, apart, duration, lengths_apart
from nbutils.mentions.numbers import magnitude_of
from nbutils.mentions.quantities import quantities
from nbutils.mentions.times import times
from nbutils.record.facts import Fact
from nbutils.record.families import property_of
from nbutils.record.scenes import Scene

TIME, COUNT = "[time]", "count"
_NUMBER = re.compile(r"(?P<low>-?\d{1,30}(?:\.\d+)?)(?:\s?[-–]\s?(?P<high>\d{1,30}(?:\.\d+)?))?")
_COUNTED = re.compile(r"number of (?P<words>.+?)(?:\s(?:at|in|on|during|under|from|since|per|a|an|of|that|who|which)\s.*)?")


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount where a passage has it."""

    start: int
    end: int
    amount: Amount


@dataclass(frozen=True, slots=True)
class Measure:
    """A fact's amount: `counted` are the stems of what is counted, `unit` those of the unit's words, `rest` what else is told."""

    amount: Amount
    counted: frozenset[str]
    unit: frozenset[str]
    rest: frozenset[str]
    year: str


def stated(scene: Scene) -> Iterator[Stated]:
    """The amounts of a passage, lengths of time among them."""
    for quantity in scene.amounts:
        if value := amount(quantity.value):
            yield Stated(*quantity.number, value)
    for time in scene.times:
        if time.kind == "duration" and (hours := duration(time.value)) is not None:
            yield Stated(time.start, time.end, _of_hours(hours, time.value))


def _of_hours(hours: float, value: str) -> Amount:
    sign = value[0] if value[0] in "~<>" else ""
    return Amount(hours * 3600, hours * 3600, TIME, hours, "hour", sign)


@lru_cache(maxsize=8192)
def measure(fact: Fact) -> Measure | None:
    """What a fact says how much of; None where its value is no number."""
    found = _NUMBER.fullmatch(fact.value)
    if not found or fact.is_moment or float(found["high"] or "inf") < float(found["low"]):
        return None  # "4-1" is a score, no range
    known = property_of(fact.property)
    words = _COUNTED.fullmatch(fact.property.lower())
    unit = frozenset(stems(fact.unit))
    counted = frozenset(stems(words["words"])) if words else frozenset()
    value = _value(found, fact.unit)
    return Measure(value, counted, unit, known.stems - counted - unit, known.year)


def _value(found: re.Match[str], unit: str) -> Amount:
    """In the unit's own dimension where it is known, as a count where it is not."""
    text = f"{found[0]} {unit}".strip()
    first, _, rest = unit.partition(" ")
    size = magnitude_of(first) if first in ("thousand", "million", "billion", "trillion") else 1.0
    lengths = [hours for time in times(text) if (hours := duration(time.value)) is not None]
    if lengths and size == 1.0 and not found["high"]:
        return _of_hours(lengths[0], "P")
    known = [value for quantity in quantities(text) if (value := amount(quantity.value))]
    if known and known[0].dimension != COUNT:
        return known[0]
    low = float(found["low"])
    return Amount(low * size, float(found["high"] or low) * size, COUNT, low * size, rest if size > 1 else unit, "")


def differ(one: Amount, other: Amount) -> bool:
    """Whether two amounts of one dimension cannot both hold."""
    if one.dimension == TIME:
        return lengths_apart(one.low, other.low)
    return apart(one, other)
