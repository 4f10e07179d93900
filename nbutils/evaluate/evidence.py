"""Evidence of findings: which passages a row sets against each other, and whether they touch a labelled place.

The definitions are those of the project's independent scorer, so that the figures are the same.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from nbutils.store import Audit

Row = dict[str, Any]
Span = tuple[str, int, int]  # article, start, end

STRICT = frozenset(("contradiction", "conflict-if"))
ANY = STRICT | {"tension", "drift"}
AGAINST_RECORD = frozenset(("record-contradicted", "outdated"))
SUPPORTED = frozenset(("record-supported",))
LONGEST = 600  # characters; evidence is the sentence or less, and what is longer says nothing


def rows(audit: Audit, table: str) -> list[Row]:
    """The rows of an audit's table as they stand on disk; none where an audit has no such table."""
    return json_rows(audit.folder / f"{table}.jsonl")


def json_rows(path: Path) -> list[Row]:
    """The objects of a file of JSON lines; none where there is no such file."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]


def of_status(findings: Iterable[Row], statuses: frozenset[str]) -> list[Row]:
    """The findings that have one of the statuses, in their order."""
    return [finding for finding in findings if finding["status"] in statuses]


def crossing(row: Row) -> Iterator[tuple[Row, Row]]:
    """Every two pieces of a row's evidence, in both orders, that stand on different sides; without sides all differ."""
    pieces = row.get("evidence") or []
    for i, first in enumerate(pieces):
        for j, second in enumerate(pieces):
            if i != j and first.get("side", i) != second.get("side", j):
                yield first, second


def touches(piece: Row, span: Span) -> bool:
    """Whether a piece of evidence shares a character with a span; a fact of the record stands in no article."""
    article, start, end = span
    if piece.get("article") != article or piece.get("start") is None:
        return False
    return bool(piece["end"] - piece["start"] <= LONGEST and piece["start"] < end and piece["end"] > start)


def sets_apart(row: Row, a: Sequence[Span], b: Sequence[Span]) -> bool:
    """Whether a row sets one of the spans `a` against one of the spans `b`."""
    one, other = ([(i, x.get("side", i)) for i, x in _touching(row, spans)] for spans in (a, b))
    return any(i != j and side != opposite for i, side in one for j, opposite in other)


def speaks_of(row: Row, spans: Sequence[Span]) -> bool:
    """Whether any piece of a row's evidence touches one of the spans."""
    return any(True for _ in _touching(row, spans))


def _touching(row: Row, spans: Sequence[Span]) -> Iterator[tuple[int, Row]]:
    """The pieces of a row's evidence that touch one of the spans, numbered."""
    for i, piece in enumerate(row.get("evidence") or []):
        if any(touches(piece, span) for span in spans):
            yield i, piece
