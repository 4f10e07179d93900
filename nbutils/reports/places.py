"""Where things stand in the report: the page of an article, and the places on it that other pages lead to."""

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import pandas as pd

from nbutils.reports.parts import part_of
from nbutils.reports.text import Link
from nbutils.store import Audit

_LONGEST = 10  # characters of an article's name in the name of its page


def reader_page(article: str, start: int = 0) -> str:
    """The file name of the page of an article on which a place of it stands: the page of its part, where it is long.

    The same on every run, safe on every system, and another for every article.
    """
    name = re.sub(r"\.\w{1,8}$", "", article.rpartition("/")[2])
    slug = "-".join(re.findall(r"[a-z0-9]+", name.lower()))[:_LONGEST].strip("-")
    # The hash keeps apart what the slug makes alike; article names come from anywhere, lone surrogates included.
    mark = _mark(article)
    later = f"-{part_of(start) + 1}" if part_of(start) else ""
    return f"reader-{slug}-{mark}{later}.html" if slug else f"reader-{mark}{later}.html"


def sentence_place(audit: Audit, article: str, start: int) -> str:
    """The address of the sentence that stands at a place of an article."""
    return f"{reader_page(article, start)}#s-{audit.sentence_at(article, start)}"


def note_id(kind: str, row_id: str, evidence: Sequence[Mapping[str, Any]], place: int) -> str:
    """The id of the note beside a piece of evidence: "finding-f-12", and "finding-f-12-2" for its second in one article."""
    article = evidence[place].get("article")
    before = sum(piece.get("article") == article for piece in evidence[:place])
    return f"{kind}-{row_id}" + (f"-{before + 1}" if before else "")


def line_links(audit: Audit, frame: pd.DataFrame) -> pd.Series:
    """For a table with columns article, start and line: the lines as links to their places."""
    rows = zip(frame["article"], frame["start"], frame["line"], strict=True)
    links = [Link(str(line), sentence_place(audit, article, start)) for article, start, line in rows]
    return pd.Series(links, index=frame.index, dtype=object)


def in_cells(article: str) -> str:
    """What all ids of an article begin with where a cell of a notebook shows it."""
    return f"read-{_mark(article)}-"


def place_in_cell(article: str, line: int) -> str:
    """The id of a line of an article where a cell shows it."""
    return f"{in_cells(article)}{line}"


def _mark(article: str) -> str:
    return sha256(article.encode("utf-8", "surrogatepass")).hexdigest()[:8]
