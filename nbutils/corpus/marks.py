"""The marks of lines: list markers, section numbers, Markdown signs, stops; and the cells of a table row."""

import re
from dataclasses import dataclass

_TERMINAL = re.compile(r"[.!?:;…。！？][\"'”’)\]]*$")


_MARKER = re.compile(r"(?:[-*+•‣◦▪●○■□–·⁃➤►✓✔]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\(?[A-Z]{1,5}\))(?=\s)")


LONE_MARKER = re.compile(r"(?:[-*+•‣◦▪●○■□–·⁃➤►✓✔]|\(?\d{1,3}[.)])$")


_TIGHT_MARKER = re.compile(r"[•‣◦▪●■⁃➤►✓✔](?=\S)")


_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVXLC]{1,6}[.)])\s+(?=\S)")


ATX = re.compile(r"#{1,6}\s+\S")


UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})$")


_LABELLED = re.compile(r"[^:|\t]{1,40}:\s+\S+(?:\s{1,2}\S+)*$")  # "Height:   120 m" is a fact, not two cells


_CELLS = re.compile(r"\s*\|\s*|\t+|(?<=\S)\s{3,}(?=\S)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the blanks around it; `number` is 1-based, `after_blank` if a blank line precedes."""

    number: int
    start: int
    end: int
    text: str
    indent: int
    after_blank: bool


def is_item(text: str) -> bool:
    """Whether a line begins with a list marker."""
    return bool(_MARKER.match(text) or _TIGHT_MARKER.match(text))


def content(text: str) -> str:
    """The text without its list marker, section number, `#` or `>` marks."""
    text = text.lstrip("#> ")
    match = _MARKER.match(text) or _TIGHT_MARKER.match(text) or _NUMBERED.match(text)
    return text[match.end() :].lstrip() if match else text


def number_of(text: str) -> str:
    """The section number a line begins with ("2.1"), or an empty string."""
    match = _NUMBERED.match(text)
    return match[0].strip().rstrip(".)") if match else ""


def ends_open(text: str) -> bool:
    """Whether the text ends without a stop, a colon or the like."""
    return not _TERMINAL.search(text)


def starts_unit(text: str) -> bool:
    """Whether a line opens a unit of its own whatever stands above it."""
    return bool(is_item(text) or ATX.match(text) or LONE_MARKER.match(text) or text.startswith(">"))


def is_bar(text: str) -> bool:
    """Whether a line is a row of four or more short names far apart, as a site prints its sections."""
    cells = _CELLS.split(text.strip("| "))
    return len(cells) >= 4 and all(len(cell.split()) <= 3 and not any(map(str.isdigit, cell)) for cell in cells)


def cells(text: str) -> list[tuple[int, str]]:
    """The cells of a table row, each with where it begins in the row."""
    found, at = [], 0
    for cell in _CELLS.split(text):
        at = text.index(cell, at)
        if cell.strip():
            found.append((at, cell.strip()))
        at += len(cell)
    return found


def cell_count(text: str) -> int:
    """How many cells a line has, 0 for what is no table row."""
    if not any(gap in text for gap in ("|", "\t", "   ")) or is_item(text) or _LABELLED.match(text):
        return 0
    return len(_CELLS.split(text.strip("| ")))
