"""Where a passage stands, as other programs ask for it: the file and its address, lines and columns, the words around it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nbutils.corpus.formats import PLAIN, TABLES, suffix
from nbutils.store import Audit

CONTEXT = 32  # characters on each side of a quote; more where the same words stand twice
_ROW = re.compile(rf"(?P<file>.*(?:{'|'.join(map(re.escape, TABLES))}))#.+", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """The file that an article came in, and whether its text is that file's: else lines count in the text taken out of it."""

    file: str
    own: bool


def place(article: str) -> Place:
    """The file of an article; for a row of a table (`table.csv#KEY`) the table."""
    row = _ROW.fullmatch(article)
    return Place(row["file"], own=False) if row else Place(article, own=suffix(article) in PLAIN)


def address(path: str, base: Path = Path()) -> str:
    """A path below a folder as an address: relative where the folder is, blanks and signs as %XX."""
    if base.is_absolute():
        return (base / path).as_uri()
    return quote((base / path).as_posix(), safe="/")


def span(audit: Audit, article: str, start: int, end: int) -> dict[str, int]:
    """The lines and columns of a passage, 1-based, the end behind its last character, as SARIF has them."""
    text = audit.text(article)
    return {
        "startLine": text.count("\n", 0, start) + 1,
        "startColumn": start - text.rfind("\n", 0, start),
        "endLine": text.count("\n", 0, end) + 1,
        "endColumn": end - text.rfind("\n", 0, end),
    }


def unrepaired(audit: Audit) -> frozenset[str]:
    """The articles whose file was read as it is, so that offsets count in the file as well."""
    report = audit.load_report
    return frozenset(report.loc[report["action"] == "read", "file"])


def context(audit: Audit, article: str, start: int, end: int) -> dict[str, Any]:
    """A quote with as much before and behind it as is needed to find it in no other place."""
    text, size = audit.text(article), CONTEXT
    while True:
        before, behind = text[max(start - size, 0) : start], text[end : end + size]
        first = text.find(before + text[start:end] + behind)
        if size >= len(text) or (first == start - len(before) and text.find(before + text[start:end] + behind, first + 1) < 0):
            return {"exact": text[start:end], "prefix": before, "suffix": behind}
        size *= 2
