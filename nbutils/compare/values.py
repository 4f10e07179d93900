"""Values as intervals: amounts in base units, dates with their bounds, lengths of time in hours; when two cannot both hold."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from nbutils.mentions.edtf import FIRST, LAST, Day, bounds
from nbutils.mentions.quantities import in_base_units

# Two amounts given without "exactly" may be one, rounded: apart by less than this share they are taken as the same.
ROUNDING = 0.06
_AMOUNT = re.compile(r"(?P<sign>~|<=|>=|<|>)?(?P<low>-?\d[\d.]*?)(?:\.\.(?P<high>-?\d[\d.]*))?(?: (?P<unit>\D.*))?")
_DURATION = re.compile(r"[~<>]?P(?:(?P<number>[\d.]+)(?P<unit>[YMWD])|T(?P<count>[\d.]+)(?P<part>[HMS]))")
_HOURS = {"Y": 365.25 * 24, "M": 730.5, "W": 168.0, "D": 24.0, "TH": 1.0, "TM": 1 / 60, "TS": 1 / 3600}


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` in base units of `dimension`; `digits` and `unit` are as written, `sign` is ~, <, >, <=, >= or ""."""

    low: float
    high: float
    dimension: str
    digits: float
    unit: str
    sign: str

    @property
    def spread(self) -> tuple[float, float]:
        """The interval that it may stand for: open for "over" and "up to", widened for "about" and for round numbers."""
        if self.sign in (">", ">="):
            return self.low, float("inf")
        if self.sign in ("<", "<="):
            return float("-inf"), self.high
        share = 0.15 if self.sign == "~" else _looseness(self.digits)
        return self.low - abs(self.low) * share, self.high + abs(self.high) * share


class Span(NamedTuple):
    """The first and the last day that a time may mean, and its EDTF value."""

    first: Day
    last: Day
    value: str


def amount(value: str) -> Amount | None:
    """The amount that a quantity of the tables states; None for ordinals."""
    found = _AMOUNT.fullmatch(value)
    if not found:
        return None
    low = float(found["low"])
    high, unit = float(found["high"] or low), found["unit"] or ""
    factor, dimension = in_base_units(unit)
    return Amount(low * factor, high * factor, dimension, low, unit, found["sign"] or "")


def duration(value: str) -> float | None:
    """The length of time of an ISO 8601 duration, in hours."""
    found = _DURATION.fullmatch(value)
    if not found:
        return None
    unit = found["unit"] or f"T{found['part']}"
    return float(found["number"] or found["count"]) * _HOURS[unit]


def dates(value: str) -> list[Span]:
    """The readings of a time: each from the first to the last day it may mean."""
    return [Span(b.begin_first, b.end_last, value) for b in bounds(value)]


def apart(one: Amount, other: Amount) -> bool:
    """Whether two amounts of one dimension cannot both hold, however each was rounded."""
    if one.dimension != other.dimension:
        return False
    (low, high), (least, most) = one.spread, other.spread
    return high < least or most < low


def disjoint(one: Span, other: Span) -> bool:
    """Whether no day can be meant by both."""
    return one.last < other.first or other.last < one.first


def is_open(span: Span) -> bool:
    """Whether one end is not stated."""
    return span.first <= FIRST or span.last >= LAST


def lengths_apart(one: float, other: float) -> bool:
    """Whether two lengths of time differ by more than rounding."""
    return abs(one - other) > 0.1 * max(one, other)


def _looseness(number: float) -> float:
    """By which share a number may be rounded: 4,000 may be 3,970; 12 is 12; 25.4 may be 25.39."""
    digits = f"{abs(number):.10g}".replace(".", "").strip("0")
    trailing = number == int(number) and abs(number) >= 10 and number % 10 == 0
    if trailing:
        return {1: ROUNDING, 2: 0.04}.get(len(digits), 0.005)
    return 0.0 if number == int(number) and abs(number) < 100 else 0.005
