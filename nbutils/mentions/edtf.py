"""EDTF values (ISO 8601-2) from the parts of a time expression, and their bounds.

A value is a date ("1999-03"), an unspecified one ("199X", "XXXX-07-04"), a season or part of the year ("2003-21"), an
interval with open ends ("1999/..", "../2004"), approximate ("1850~"), or readings joined by " | ". Beside EDTF: durations
("P10Y"), shifts from another time ("+P10Y"), and what is relative to the day of writing ("now", "now-P2Y", "now-", "now+").
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

Day = tuple[int, int, int]  # year (0 is 1 BC), month, day

FIRST: Day = (-9999, 1, 1)
LAST: Day = (9999, 12, 31)
READINGS = " | "
_MONTHS_OF_PART = {
    **dict(zip(range(21, 25), ((3, 5), (6, 8), (9, 11), (12, 12)), strict=True)),  # seasons of the northern half
    **dict(zip(range(33, 37), ((1, 3), (4, 6), (7, 9), (10, 12)), strict=True)),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip
_OF_YEARS = re.compile(r"[\d/~-]+")
_DATE = re.compile(r"(-?[\dX]{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?~?")


@dataclass(frozen=True, slots=True)
class Bounds:
    """When something was, as far as a value says: it began in [begin_first, begin_last] and ended in [end_first, end_last].

    A point in time that is known to the year has its begin and its end anywhere in that year.
    """

    begin_first: Day
    begin_last: Day
    end_first: Day
    end_last: Day

    @property
    def is_open(self) -> bool:
        """Whether one end is not stated."""
        return self.begin_first == FIRST or self.end_last == LAST


def bounds(value: str) -> list[Bounds]:
    """The bounds of each reading of a value; none for durations, shifts and what is relative to the day of writing.

    None as well for a day that no calendar has, and for an interval that ends before it begins.
    """
    found = (_bounds(reading) for reading in value.split(READINGS))
    return [reading for reading in found if reading]


def can_be(value: str) -> bool:
    """Whether a value is none of years that a calendar cannot have: "1999-02-31", "2004/1999"."""
    return not _OF_YEARS.fullmatch(value) or bool(_bounds(value))


@lru_cache(maxsize=4096)
def _bounds(reading: str) -> Bounds | None:
    begin, slash, end = reading.partition("/")
    first, last = _days(begin) if begin != ".." else (FIRST, LAST), _days(end or begin) if end != ".." else (FIRST, LAST)
    if not first or not last or first[0] > last[1]:
        return None
    return Bounds(*first, *last) if slash else Bounds(first[0], first[1], first[0], first[1])


def _days(date: str) -> tuple[Day, Day] | None:
    """The first and the last day a date can be; None for what is no date of a known year."""
    found = _DATE.fullmatch(date)
    if not found or found[1].startswith("X"):
        return None
    first, last = (int(found[1].replace("X", digit)) for digit in "09")
    if found[1].endswith("XX"):
        first, last = first + 1, last + 1  # the 20th century is 1901 to 2000
    begin, end = _months(found[2])
    if not 1 <= end <= 12:
        return None
    if found[3] and found[3].isdecimal():
        day = int(found[3])
        known = 1 <= day <= max(days_in(first, begin), days_in(last, begin))
        return ((first, begin, day), (last, begin, day)) if known else None
    return (first, begin, 1), (last, end, days_in(last, end))


def _months(month: str | None) -> tuple[int, int]:
    if not month or month == "XX":
        return 1, 12
    return _MONTHS_OF_PART.get(int(month), (int(month), int(month)))


def days_in(year: int, month: int) -> int:
    """How many days a month has; years outside the calendar module's count as leap years by the Gregorian rule."""
    return monthrange(year if 1 <= year <= 9999 else 2000 + year % 400, month)[1]


def before(day: Day) -> Day:
    """The day before."""
    year, month, number = day
    if number > 1:
        return year, month, number - 1
    year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return year, month, days_in(year, month)


def after(day: Day) -> Day:
    """The day after."""
    year, month, number = day
    if number < days_in(year, month):
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def first_and_last(value: str) -> tuple[str, str]:
    """The two ends of an interval; a decade or century in whole years ("199X" is 1990 to 1999), any other date twice."""
    begin, slash, end = value.rstrip("~").partition("/")
    if slash:
        return begin, end
    days = _days(value.rstrip("~")) if "X" in value else None
    if days and "-" not in value[1:]:
        # A century counts from its first decade here: "since the 20th century" is since 1901.
        return year_of(days[0][0]), year_of(days[1][0])
    return value.rstrip("~"), value.rstrip("~")


def year_of(number: int) -> str:
    """A year as EDTF writes it, four digits and a sign before the year 0."""
    return f"{number:04d}" if number >= 0 else f"-{-number:04d}"


def shifted(value: str, step: int) -> str:
    """The date of the same precision before (-1) or after (1): "1999" and 1 give "2000", "1999-03" and -1 "1999-02"."""
    days = _days(value)
    if not days or value.startswith("X"):
        return ""
    year, month, number = after(days[1]) if step > 0 else before(days[0])
    parts = value.lstrip("-").count("-")
    return "-".join([year_of(year), *(f"{part:02d}" for part in (month, number)[:parts])])
