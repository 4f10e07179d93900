"""The page of an article: its text with notes in the margin, what the marks mean, and the way to the articles beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from nbutils.corpus.language import ENGLISH
from nbutils.corpus.metadata import NOT_STATED
from nbutils.reports.annotated import Annotations
from nbutils.reports.frame import rendered
from nbutils.reports.marked import LETTERS
from nbutils.reports.notes import LOOKS, Note, rows
from nbutils.reports.parts import Part, beginning
from nbutils.reports.places import reader_page
from nbutils.reports.titles import titles
from nbutils.store import Audit


def reader_pages(audit: Audit, cards: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(file name, HTML) of every article's pages; `cards` has the addresses of the evidence cards by their ids."""
    annotations = Annotations(audit)
    leaves = list(_leaves(annotations))
    for at, leaf in enumerate(leaves):
        html = rendered(
            "reader.html.j2",
            css=("report", "reader"),
            title=leaf.title,
            row=leaf.row,
            meta=_meta(leaf.row),
            place=leaf.place,
            total=len(audit.articles),
            parts=leaf.others,
            around=[("Previous", leaves[at - 1] if at else None), ("Next", leaves[at + 1] if at + 1 < len(leaves) else None)],
            looks=_legend(annotations.notes_in(leaf.row["article"], leaf.part)),
            letters=_letters(annotations, leaf.row["article"]),
            text=Markup(annotations.fragment(leaf.row["article"], cards, leaf.part, leaf.name)),  # noqa: S704  # escaped where it is made
        )
        yield leaf.file, html


def _leaves(annotations: Annotations) -> "Iterator[_Leaf]":
    names = titles(annotations.audit)
    for place, row in enumerate(rows(annotations.audit.articles), 1):
        found = annotations.parts(row["article"])
        yield from (_Leaf(row, names[row["article"]], place, part, len(found)) for part in found)


@dataclass(frozen=True)
class _Leaf:
    """A page of an article: of a long one, one of its parts."""

    row: Mapping[str, Any]
    name: str
    place: int
    part: Part
    parts: int

    @property
    def file(self) -> str:
        return self.file_of(self.part.number)

    def file_of(self, number: int) -> str:
        """The page of a part of the same article."""
        return reader_page(self.row["article"], beginning(number))

    @property
    def others(self) -> list[tuple[int, str]]:
        """(number from 1, page) of every part, "" for this one."""
        return [(number + 1, "" if number == self.part.number else self.file_of(number)) for number in range(self.parts)]

    @property
    def title(self) -> str:
        return self.name + (f", part {self.part.number + 1} of {self.parts}" if self.parts > 1 else "")


def _meta(row: Mapping[str, Any]) -> list[str]:
    """What the article says of itself, in short."""
    stated = [f"by {row['author']}" if row["author"] != NOT_STATED else "no author stated"]
    stated += [f"source: {row['source']}" if row["source"] != NOT_STATED else "no source stated"]
    language = [] if row["language"] == ENGLISH else [f"language: {row['language']}, not read for claims"]
    return [f"{row['words']:,} words in its file", row["date"], *stated, *language]


def _legend(notes: list[Note]) -> list[tuple[str, str, str, int]]:
    """(status, sign, words, how many) of the kinds of notes an article has."""
    counts = {status: sum(note.status == status for note in notes) for status in LOOKS}
    return [(status, *LOOKS[status], count) for status, count in counts.items() if count]


def _letters(annotations: Annotations, article: str) -> list[tuple[str, str]]:
    """(letter, kind) of the kinds of checkable claims an article has."""
    kinds = {claim["kind"] for claim in annotations.claims.get(article, []) if claim["checkable"]}
    return [(letter, kind) for kind, letter in LETTERS.items() if kind in kinds]
