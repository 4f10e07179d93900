"""Times in a sentence, with their EDTF values. The grammar is data: packs/general/times.yaml."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from nbutils.mentions import timeparts, timevalues
from nbutils.mentions.edtf import can_be
from nbutils.packs.general import data

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_PART = re.compile(r"\(\?P<[A-Z]>")
# What every expression has: a digit, or one of the words the grammar knows.
_CAN_HOLD = re.compile(
    r"\d|\b(?:today|tomorrow|now|nowadays|currently|presently|recently?|lately|present|late|moment|future|coming|ahead"
    r"|\w*(?:second|minute|hour|day|week|fortnight|month|year|decade|centur|twenties|thirties|forties|fifties|sixties|sevent"
    r"|eighties|nineties|spring|summer|autumn|fall|winter)|January|February|March|April|May|June|July|August|September|October|November|December)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time mention: its span in the text searched, its value, and which rule of the grammar found it."""

    start: int
    end: int
    value: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Opening:
    """Words before and after a point in time that make an interval of it, for points of some kinds."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    value: str
    kinds: frozenset[str]


def times(text: str) -> list[Time]:
    """The times of a text, in order and disjoint."""
    if not _CAN_HOLD.search(text):
        return []
    return _merged(text, [atom for found in _atoms().finditer(text) if (atom := _atom(text, found))])


def _atom(text: str, found: re.Match[str]) -> Time | None:
    rule = str(found.lastgroup)
    kind = rule.rpartition("_")[0]
    if not _holds(kind, text, found):
        return None
    parts = _rules()[rule].match(text, found.start())
    value = _value(kind)(parts.groupdict()) if parts else ""
    return Time(found.start(), found.end(), value, kind) if value and can_be(value) else None


def _holds(kind: str, text: str, found: re.Match[str]) -> bool:
    """Whether what stands around a bare number or a bare "a year" lets it be a time."""
    before = text[max(0, found.start() - 40) : found.start()]
    if kind in ("year", "years"):
        if _context("not_year_before").search(before) or _context("not_year_after").match(text, found.end()):
            return False
        return not _context("counted").match(text, found.end()) or bool(_context("year_before").search(before))
    if kind == "duration" and timeparts.is_one_small_unit(found[0]):
        return bool(_context("one_unit_before").search(before))
    return True


def _merged(text: str, atoms: list[Time]) -> list[Time]:
    """Atoms with the words around them that make an interval of one or of two."""
    found: list[Time] = []
    at = 0
    while at < len(atoms):
        left = found[-1].end if found else 0
        pair = _between(text, left, atoms[at], atoms[at + 1]) if at + 1 < len(atoms) else None
        found.append(pair or _around(text, left, atoms[at]))
        at += 2 if pair else 1
    return found


def _between(text: str, left: int, first: Time, second: Time) -> Time | None:
    if first.kind not in timevalues.POINTS or second.kind not in timevalues.POINTS:
        return None
    for before, link in _pairs():
        opening = before.search(text, left, first.start)
        if opening and link.fullmatch(text, first.end, second.start):
            value = timevalues.joined(first.value, second.value)
            return Time(opening.start(), second.end, value, "interval") if value and can_be(value) else None
    return None


def _around(text: str, left: int, atom: Time) -> Time:
    """The atom, widened by a word like "since" before it."""
    if atom.kind not in timevalues.POINTS:
        return atom
    for row in _openings():
        opening = row.before.search(text, left, atom.start) if atom.kind in row.kinds else None
        closing = row.after.match(text, atom.end)
        value = _value(row.value)({"value": atom.value}) if opening and closing else ""
        if opening and closing and value:
            return Time(opening.start(), closing.end(), value, atom.kind if row.value == "about" else "interval")
    return atom


def _value(name: str) -> Callable[[Mapping[str, str | None]], str]:
    function: Callable[[Mapping[str, str | None]], str] = getattr(timevalues, name)
    return function


def filled(pattern: str) -> str:
    """A pattern of the grammar with its fragments put in."""
    fragments = data("times.yaml")["fragments"]
    while _PLACEHOLDER.search(pattern):
        pattern = _PLACEHOLDER.sub(lambda m: fragments[m[1]], pattern)
    return pattern


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    """Every pattern of an atom under a name of its own: `date_0`, `date_1`."""
    grammar = data("times.yaml")
    rows = [(atom["value"], pattern) for atom in grammar["atoms"] for pattern in atom["patterns"]]
    rows.insert(-1, ("month_alone", grammar["month_alone"]))
    return {f"{name}_{number}": re.compile(filled(pattern)) for number, (name, pattern) in enumerate(rows)}


@cache
def _atoms() -> re.Pattern[str]:
    """All atoms as one pattern, which finds where one stands and which; its parts are then read by the rule alone."""
    parts = (f"(?P<{name}>{_PART.sub('(?:', rule.pattern)})" for name, rule in _rules().items())
    return re.compile(r"(?<!\w)(?<!\w[.’'])(?:" + "|".join(parts) + r")(?!\w)")


@cache
def _context(name: str) -> re.Pattern[str]:
    return re.compile(data("times.yaml")[name].removeprefix(r"\A"))


@cache
def _openings() -> list[_Opening]:
    return [
        _Opening(
            before=_opening(row["before"]),
            after=re.compile(row.get("after", "")),
            value=row["value"],
            kinds=frozenset(row.get("kinds", timevalues.POINTS)),
        )
        for row in data("times.yaml")["around"]
    ]


@cache
def _pairs() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [(_opening(row["before"]), re.compile(filled(row["link"]))) for row in data("times.yaml")["between"]]


def _opening(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.-])(?:{filled(pattern)})\Z" if pattern else r"\Z")
