"""Headings that promise what the text under them does not treat."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from nbutils.compare.passages import stem
from nbutils.corpus.blocks import ASSERTING
from nbutils.corpus.language import ENGLISH
from nbutils.themes.terms import term, words

Row = Mapping[str, Any]
LEAST = 2  # words of a heading that carry meaning: one alone, as in "Conclusion", promises nothing
FEWEST = 40  # words under a heading: less is a lead-in to what follows
_BEGINNING = 4  # letters: "terrorist" is treated where "terrorism" stands


@dataclass(frozen=True, slots=True)
class Promise:
    """A heading's row, its words that carry meaning, and how many words stand under it."""

    heading: Row
    words: tuple[str, ...]
    under: int


def unkept(tables: Mapping[str, Sequence[Row]]) -> Iterator[Promise]:
    """The headings of which no word that carries meaning, in any form, stands in the text up to the next of their level.

    Words that head the article, or several of its headings, promise nothing of their own and are left aside; so are headings of
    which less than two words are left.
    """
    english = {row["article"] for row in tables["articles"] if row["language"] == ENGLISH}
    texts: dict[tuple[str, int], str] = {}
    for row in tables["sentences"]:
        key = row["article"], row["block"]
        texts[key] = f"{texts[key]} {row['text']}" if key in texts else row["text"]
    for article, rows in groupby(tables["blocks"], key=lambda row: row["article"]):
        if article in english:
            yield from _of_article([(row, texts.get((article, row["block"]), "")) for row in rows])


def _of_article(blocks: Sequence[tuple[Row, str]]) -> Iterator[Promise]:
    heads = [at for at, (row, _) in enumerate(blocks) if row["kind"] == "heading"]
    usual = {stem(word) for row, text in blocks if row["kind"] == "title" for word in _telling(text)}
    times = Counter(root for at in heads for root in {stem(word) for word in _telling(blocks[at][1])})
    usual |= {root for root, number in times.items() if number > 1}
    for at in heads:
        promised = tuple(word for word in _telling(blocks[at][1]) if stem(word) not in usual)
        under = _under(blocks, at)
        if len(promised) >= LEAST and len(under) >= FEWEST and not any(_stands(word, under) for word in promised):
            yield Promise(blocks[at][0], promised, len(under))


def _telling(text: str) -> list[str]:
    return [word.lower() for word in words(text) if term(word)]


def _under(blocks: Sequence[tuple[Row, str]], at: int) -> list[str]:
    """The words up to the next heading that is no deeper."""
    found: list[str] = []
    for row, text in blocks[at + 1 :]:
        if row["kind"] == "heading" and row["level"] <= blocks[at][0]["level"]:
            break
        if row["kind"] in (*ASSERTING, "heading"):
            found.extend(word.lower() for word in words(text))
    return found


def _stands(word: str, under: Sequence[str]) -> bool:
    root = stem(word)
    begin = word[: max(_BEGINNING, len(root) - 3)]
    return any(other.startswith(begin) or stem(other) == root for other in under)
