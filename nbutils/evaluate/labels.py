"""Labels of a corpus (`gold.jsonl`), placed in the texts of an audit: what should be found, and what must not be reported."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from nbutils.corpus.folder import list_files, read_file
from nbutils.corpus.formats import Document
from nbutils.evaluate.evidence import Span
from nbutils.faults import Refusal
from nbutils.store import Audit

GOLD = "gold.jsonl"
_OPENS = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z“\"(])")
_CLOSES = re.compile(r"[.!?](?=[\"”’)]?(\s+[A-Z“\"(]|\s*$))")


class BadLabels(Refusal):
    """Labels that cannot be used; the message is one line with file, line and what to do."""


class Place(BaseModel):
    """A line of an article, from 1, and the words on it; without words the whole line is meant."""

    file: str
    line: Annotated[int, Field(ge=1)]
    quote: str = ""


def _in_articles(value: Any) -> Any:
    """Only what stands in an article has a place; an item of the record has none."""
    if isinstance(value, list):
        return [item for item in value if not isinstance(item, dict) or "file" in item]
    return value if not isinstance(value, dict) or "file" in value else None


class Label(BaseModel):
    """A row of `gold.jsonl`; `b` is None where the other side is an item of the record. More columns are welcome."""

    id: Annotated[str, Field(min_length=1)]
    label: Literal["inconsistent", "compatible", "weak-tension", "record-contradicted", "record-outdated", "record-supported"]
    kind: str = ""
    a: Place
    b: Annotated[Place | None, BeforeValidator(_in_articles)] = None
    a_alt: Annotated[tuple[Place, ...], BeforeValidator(_in_articles)] = ()
    b_alt: Annotated[tuple[Place, ...], BeforeValidator(_in_articles)] = ()

    @property
    def places(self) -> list[Place]:
        """Every place the label names."""
        return [self.a, *self.a_alt, *([self.b] if self.b else []), *self.b_alt]


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with the sentences that its sides stand in, each equally good; `b` is empty for items of the record."""

    id: str
    label: str
    kind: str
    a: tuple[Span, ...]
    b: tuple[Span, ...]


def read_labels(folder: Path, audit: Audit) -> list[Placed]:
    """The labels of a folder, placed in the audit's texts; raises BadLabels with file, line and what to do."""
    path = folder / GOLD
    known = set(audit.articles["article"])
    return [_placed(where, label, audit, known) for where, label in _labels(path)]


def check_texts(folder: Path, audit: Audit, docs: Path) -> None:
    """Raise BadLabels unless the labelled articles stand in `docs` with the very texts that the audit holds."""
    wanted = {place.file for _, label in _labels(folder / GOLD) for place in label.places}
    texts = dict(_texts(docs.resolve(), wanted))
    for article in sorted(wanted):
        if article not in texts:
            raise BadLabels(f"{docs}: holds no article {article}, which {folder / GOLD} labels: give the folder of the articles")
        if texts[article] != audit.text(article):
            raise BadLabels(f"{docs / article}: differs from the audit’s text: make the audit again, then evaluate it")


def _texts(docs: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    """The texts of the wanted articles, as reading a folder gives them."""
    if not docs.exists():
        raise BadLabels(f"{docs} does not exist: give the folder of the articles")
    for file in list_files(docs):
        if file.name in wanted or any(article.startswith(f"{file.name}#") for article in wanted):
            yield from ((item.article, item.text) for item in read_file(file) if isinstance(item, Document))


def _labels(path: Path) -> Iterator[tuple[str, Label]]:
    """Each label and its file:line."""
    if not path.is_file():
        raise BadLabels(f"{path} does not exist: give the folder that holds {GOLD}")
    seen: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8-sig").split("\n"), start=1):
        if line.strip():
            where = f"{path}:{number}"
            label = _label(where, line)
            if label.id in seen:
                raise BadLabels(f"{where}: the id {label.id} stands already in {seen[label.id]}: give each label its own")
            seen[label.id] = where
            yield where, label


def _label(where: str, line: str) -> Label:
    try:
        return Label.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        column = ".".join(map(str, first["loc"])) or "the row"
        raise BadLabels(f"{where}: {column}: {first['msg']}: mend this column") from None
    except ValueError as error:
        raise BadLabels(f"{where}: not JSON ({error}): write one object per line") from None


def _placed(where: str, label: Label, audit: Audit, known: set[str]) -> Placed:
    def spans(*places: Place) -> tuple[Span, ...]:
        return tuple(_span(where, place, audit, known) for place in places)

    b = (label.b, *label.b_alt) if label.b else ()
    return Placed(label.id, label.label, label.kind, spans(label.a, *label.a_alt), spans(*b))


def _span(where: str, place: Place, audit: Audit, known: set[str]) -> Span:
    """The sentence around a quote, within its line."""
    if place.file not in known:
        raise BadLabels(f"{where}: the audit has no article {place.file!r}: audit the folder that the labels are for")
    lines = audit.text(place.file).split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    quote = place.quote or line
    at = line.find(quote)
    if at < 0 or not quote:
        raise BadLabels(f"{where}: “{quote[:40]}” is not on line {place.line} of {place.file}: mend the line or the quote")
    base, last = sum(len(above) + 1 for above in lines[: place.line - 1]), at + max(len(quote) - 1, 0)
    start = max((found.end() for found in _OPENS.finditer(line[: at + 1])), default=0)
    stop = _CLOSES.search(line[last:])
    end = max(last + stop.end() if stop else len(line), at + len(quote))
    return place.file, base + start, base + end
