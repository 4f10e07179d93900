"""A record of facts: a CSV table, and beside it a YAML file that says what it is, what is complete and what is contested."""

import builtins
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import ValidationError, field_validator

from nbutils.corpus.decode import NotText, decode
from nbutils.faults import Refusal
from nbutils.mentions.edtf import LAST, Day, bounds
from nbutils.packs.general import data
from nbutils.packs.schema import BadPack, Strict, Words, row

NEEDED = ("subject", "property", "value")
DATES = ("date", "year", "month", "day")  # units by which a value says that it is a date
RECORD = "record.yaml"


class BadRecord(Refusal):
    """A record's file breaks its schema; the message is one line with file, line and what to do."""


class Fact(Strict):
    """What holds of a subject: one row of the table.

    `valid_from` and `valid_to` are EDTF dates or ""; without `valid_to` it still held when the record was checked.
    """

    id: str = ""
    subject: Words
    aliases: tuple[str, ...] = ()
    property: Words
    value: Words
    unit: str = ""
    valid_from: str = ""
    valid_to: str = ""
    precision: str = ""
    status: Literal["settled", "contested"] = "settled"
    source: str = ""
    source_url: str = ""
    note: str = ""

    @builtins.property
    def names(self) -> tuple[str, ...]:
        """The subject's name and its other names."""
        return (self.subject, *self.aliases)

    @builtins.property
    def is_moment(self) -> bool:
        """Whether its value is a date: "1999" with the unit "members" is none, and neither is "1" with the unit "year"."""
        return self.unit in ("", *DATES) and is_date(self.value)

    @builtins.property
    def is_unchecked(self) -> bool:
        """Whether its source or note says that it was not looked up, or not in full."""
        return is_unchecked(f"{self.source} {self.note}")

    @builtins.property
    def words(self) -> str:
        """The fact as one line of words, for evidence."""
        held = f" ({self.valid_from or '…'}–{self.valid_to or '…'})" if self.valid_from or self.valid_to else ""
        unit = "" if self.is_moment else f" {self.unit}"
        return f"{self.subject} – {self.property}: {self.value}{unit}".rstrip() + held

    @field_validator("valid_from", "valid_to")
    @classmethod
    def _is_date(cls, value: str) -> str:
        if value and not bounds(value):
            raise ValueError(f"{value!r} is no date: write 1999, 1999-03 or 1999-03-24")
        return value


class Pair(Strict):
    """A property of a subject, and why the record says something of all its rows."""

    property: Words
    subject: Words
    why: str = ""


class _About(Strict):
    """The YAML file beside the table."""

    title: str = ""
    checked: date | None = None
    licence: str = ""
    complete: tuple[Pair, ...] = ()
    contested: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Facts, the day on which they were last checked, and the pairs of subject and property that are complete or contested."""

    facts: tuple[Fact, ...]
    checked: date
    title: str = ""
    licence: str = ""
    complete: frozenset[tuple[str, str]] = frozenset()
    contested: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def is_contested(self, fact: Fact) -> bool:
        """Whether sources part over a fact."""
        return fact.status == "contested" or (fact.subject, fact.property) in self.contested

    def why_contested(self, fact: Fact) -> str:
        """In which way sources part over a fact, as far as the record says."""
        return self.contested.get((fact.subject, fact.property), "")


def load_record(path: Path) -> Record:
    """The record in a CSV file; raises BadRecord for the first row, or entry of the file beside it, that breaks the schema."""
    facts = tuple(_facts(path))
    beside = path.with_suffix(".yaml") if path.with_suffix(".yaml").is_file() else path.with_name(RECORD)
    about = _about(beside) if beside.is_file() else _About()
    return Record(
        facts,
        about.checked or _latest(facts),
        about.title or path.stem,
        about.licence,
        frozenset((pair.subject, pair.property) for pair in about.complete),
        {(pair.subject, pair.property): pair.why for pair in about.contested},
    )


def _about(path: Path) -> _About:
    try:
        return row(path, _About)
    except BadPack as error:
        raise BadRecord(str(error)) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise BadRecord(f"{path}:1: not readable as YAML: save it as text in UTF-8") from None


def _facts(path: Path) -> Iterator[Fact]:
    rows = _rows(path)
    _, heads = next(rows, (1, []))
    heads = [head.strip().lower() for head in heads]
    if missing := [name for name in NEEDED if name not in heads]:
        raise BadRecord(f"{path}:1: no column {', '.join(missing)}: the first line must name subject, property and value")
    seen = dict[str, int]()
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(heads):
            raise BadRecord(
                f"{path}:{line}: {len(cells)} cells for {len(heads)} columns: put a value that holds a comma in quotes"
            )
        fact = _fact(path, line, dict(zip(heads, cells, strict=False)), seen)
        if fact.id in seen:
            raise BadRecord(f"{path}:{line}: id {fact.id} stands on line {seen[fact.id]} too: give each row its own")
        seen[fact.id] = line
        yield fact


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) for each row, however the file is encoded and its lines end; a row may run over lines."""
    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        raise BadRecord(f"{path}:1: cannot be read: {error.strerror}") from None
    except NotText:
        raise BadRecord(f"{path}:1: this is no text: save the table as CSV") from None
    reader, line = csv.reader(io.StringIO(text, newline=""), strict=True), 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadRecord(f"{path}:{line}: {error}: close each quote, and double those inside a quoted value") from None


def _fact(path: Path, line: int, cells: Mapping[str, str], seen: Mapping[str, int]) -> Fact:
    given: dict[str, Any] = {name: " ".join(cells[name].split()) for name in Fact.model_fields if cells.get(name, "").strip()}
    given["aliases"] = tuple(filter(None, (alias.strip() for alias in given.get("aliases", "").split("|"))))
    given.setdefault("id", _id(given, seen))
    try:
        fact = Fact.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        what = "is empty: fill it in, or leave out the row" if first["type"] == "missing" else _told(first["msg"])
        raise BadRecord(f"{path}:{line}: {'.'.join(map(str, first['loc']))} {what}") from None
    if fact.unit == "date" and not fact.is_moment:
        raise BadRecord(f"{path}:{line}: value {fact.value!r} is no date: write 1999, 1999-03 or 1999-03-24")
    return fact


def _told(message: str) -> str:
    return message.removeprefix("Value error, ").replace("Input should be", "must be")


def _id(given: Mapping[str, Any], seen: Mapping[str, int]) -> str:
    """A name for a row without one: a hash of what it says, and which of the same it is."""
    key = "\0".join(str(given.get(name, "")) for name in ("subject", "property", "value", "unit", "valid_from", "valid_to"))
    ids = ("r-" + sha256(f"{key}\0{number or ''}".encode()).hexdigest()[:12] for number in range(len(seen) + 1))
    return next(each for each in ids if each not in seen)


def is_unchecked(words: str) -> bool:
    """Whether words about a source say that it was not looked up."""
    return bool(re.search(data("record.yaml")["unchecked"], words, re.IGNORECASE))


def is_date(value: str) -> bool:
    """Whether a value is written as a date or an interval of dates."""
    return bool(re.fullmatch(r"-?\d{4}(?:-\d\d){0,2}~?(?:/(?:-?\d{4}(?:-\d\d){0,2}~?|\.\.)?)?", value)) and bool(bounds(value))


def _latest(facts: tuple[Fact, ...]) -> date:
    """The latest day that stands in the facts."""
    values = [value for fact in facts for value in (fact.valid_from, fact.valid_to, fact.value if fact.is_moment else "")]
    days = [
        day for value in values if value for b in bounds(value) for day in (b.begin_last, b.end_last) if day < LAST and day[0] > 0
    ]
    return _date(max(days, default=(1, 1, 1)))


def _date(day: Day) -> date:
    return date(*day)
