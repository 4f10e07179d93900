"""One document to the rows of the tables: a pure function of its text and what its file states."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from nbutils.corpus.blocks import Block, blocks_of
from nbutils.corpus.formats import Document
from nbutils.corpus.language import language
from nbutils.corpus.metadata import front_matter, metadata
from nbutils.corpus.readable import View, view
from nbutils.corpus.sentences import parted, sentence_spans

WORD = r"\w[^\s—]*"  # a run without a blank or a long dash that begins with a letter or digit
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as later stages read it: its words in the mended view, where they stand there, and its block's kind."""

    text: str
    start: int
    line: int
    block: int
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article's rows for `articles`, `blocks` and `sentences`, its text, and what was mended; `pieces` count in `seen`."""

    row: Row
    text: str
    blocks: list[Row]
    sentences: list[Row]
    repairs: tuple[str, ...]
    seen: View
    pieces: list[Piece]


def read_article(document: Document) -> Article:
    """Read a document: blocks, sentences, metadata and language. Offsets count characters of its text."""
    seen = view(document.text)
    blocks = blocks_of(seen.text)
    pieces = [piece for number, block in enumerate(blocks, 1) for piece in _pieces(seen.text, number, block)]
    return Article(
        row=_article_row(document, seen, blocks),
        text=document.text,
        blocks=[_block_row(document.article, seen, number, block) for number, block in enumerate(blocks, 1)],
        sentences=[_sentence_row(document, seen, number, piece) for number, piece in enumerate(pieces, 1)],
        repairs=(*document.repairs, *seen.repairs),
        seen=seen,
        pieces=pieces,
    )


def count_words(text: str) -> int:
    """How many words a text has."""
    return len(re.findall(WORD, text))


def _article_row(document: Document, seen: View, blocks: list[Block]) -> Row:
    own = seen.text[blocks[0].start : blocks[0].end] if blocks and blocks[0].cue == "front-matter" else ""
    about = metadata((document.stated, front_matter(own)), seen.text, blocks)
    data = document.text.encode("utf-8")
    return {
        "article": document.article,
        **asdict(about),
        "language": language(seen.text[len(own) :]),
        "encoding": document.encoding,
        "chars": len(document.text),
        "words": count_words(seen.text),
        "sha256": sha256(data).hexdigest(),
    }


def _block_row(article: str, seen: View, number: int, block: Block) -> Row:
    span = {"start": seen.back(block.start), "end": seen.back(block.end), "line": block.line}
    return {"article": article, "block": number, "kind": block.kind, "level": block.level, **span, "cue": block.cue}


def _pieces(text: str, number: int, block: Block) -> list[Piece]:
    """The sentences of a block; the lines of a table are its sentences."""
    inner = text[block.start : block.end]
    pieces, line, counted = [], block.line, 0
    for start, end in _spans(block.kind, inner):
        line += inner.count("\n", counted, start)
        counted = start
        pieces.append(Piece(inner[start:end], block.start + start, line, number, block.kind))
    return pieces


def _sentence_row(document: Document, seen: View, number: int, piece: Piece) -> Row:
    start, end = seen.back(piece.start), seen.back(piece.start + len(piece.text))
    own = {"article": document.article, "sentence": number, "block": piece.block}
    return {**own, "start": start, "end": end, "line": piece.line, "text": document.text[start:end]}


def _spans(kind: str, text: str) -> Iterator[tuple[int, int]]:
    rows = (m.span() for m in re.finditer(r"\S(?:.*\S)?", text))
    for start, end in rows if kind == "table" else sentence_spans(text):
        yield from parted(text, start, end)
