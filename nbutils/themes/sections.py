"""The articles in sections: a heading with what stands under it, a long one in pieces, a short one with its neighbour."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from nbutils.corpus.articles import count_words
from nbutils.corpus.blocks import ASSERTING, HEADINGS
from nbutils.corpus.language import ENGLISH

Row = Mapping[str, Any]

LONG, SHORT = 250, 60  # words; a section of about one subject has no more, and one with less says too little


@dataclass(slots=True)
class Section:
    """A piece of an article: the rows of its headings and of its sentences, and how many words these have."""

    article: str
    headings: list[Row] = field(default_factory=list)
    sentences: list[Row] = field(default_factory=list)
    words: int = 0

    def add(self, block: Sequence[Row], words: int) -> None:
        """Take in the sentences of a block."""
        self.sentences.extend(block)
        self.words += words


def sections(tables: Mapping[str, Iterable[Row]]) -> list[Section]:
    """The sections of the articles that are in English, in order; `tables` holds articles, blocks and sentences."""
    english = {row["article"] for row in tables["articles"] if row["language"] == ENGLISH}
    kinds = {(row["article"], row["block"]): row["kind"] for row in tables["blocks"]}
    found: list[Section] = []
    for article, rows in groupby(tables["sentences"], key=lambda row: row["article"]):
        if article in english:
            found.extend(_joined(_pieces(article, rows, kinds)))
    return found


def _pieces(article: str, rows: Iterator[Row], kinds: Mapping[tuple[str, int], str]) -> Iterator[Section]:
    """What stands between two headings, a new piece where it grows long."""
    section = Section(article)
    for block, group in groupby(rows, key=lambda row: row["block"]):
        kind, sentences = kinds[article, block], list(group)
        words = sum(count_words(row["text"]) for row in sentences)
        if kind in HEADINGS:
            if section.sentences:
                yield section
                section = Section(article)
            section.headings.extend(sentences)
        elif kind in ASSERTING:
            if section.sentences and section.words + words > LONG:
                yield section
                section = Section(article)
            section.add(sentences, words)
    if section.sentences:
        yield section


def _joined(pieces: Iterator[Section]) -> Iterator[Section]:
    """The pieces, each that is short with the one behind it, and the last with the one before."""
    held: Section | None = None
    for piece in pieces:
        if held is not None and min(held.words, piece.words) < SHORT and held.words + piece.words <= LONG:
            held.headings.extend(piece.headings)
            held.add(piece.sentences, piece.words)
        else:
            if held is not None:
                yield held
            held = piece
    if held is not None:
        yield held
