"""Headings that name something which the text under them does not.

Only names are looked at. With the common words of headings 23 of 226 on five labelled folders had none of theirs under them, as
"Why development matters" or "Key facts at a glance": a turn of phrase, and no sign that anything is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from nbutils.corpus.blocks import ASSERTING, HEADINGS
from nbutils.corpus.language import ENGLISH
from nbutils.themes.keyness import small_words

Row = Mapping[str, Any]
FEWEST = 40  # words under a heading: less is a lead-in to what follows


@dataclass(frozen=True, slots=True)
class Promise:
    """A heading's row, the name in it that does not come up again, and how many words stand under it."""

    heading: Row
    name: str
    under: int


def unkept(tables: Mapping[str, Iterable[Row]]) -> Iterator[Promise]:
    """The headings with a name of which no word stands in the text up to the next heading of their level.

    `tables` holds the rows of articles, blocks, sentences and mentions. Names are those that the articles' sentences have; what
    the article's title names is not asked for again.
    """
    english = {row["article"] for row in tables["articles"] if row["language"] == ENGLISH}
    texts: dict[tuple[str, int], str] = {}
    for row in tables["sentences"]:
        key = row["article"], row["block"]
        texts[key] = f"{texts[key]} {row['text']}" if key in texts else row["text"]
    names = _names(tables["mentions"])
    if names is not None:
        for article, rows in groupby(tables["blocks"], key=lambda row: row["article"]):
            if article in english:
                yield from _of_article([(row, texts.get((article, row["block"]), "")) for row in rows], names)


def _names(mentions: Iterable[Row]) -> re.Pattern[str] | None:
    """The names of the articles as one pattern, longest first; None where they have none.

    Only names of two words and more: in headings any single word may have a capital.
    """
    named = {row["text"] for row in mentions if row["kind"] == "name" and row["text"][:1].isupper() and " " in row["text"]}
    longest = sorted(named, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None


def _of_article(blocks: Sequence[tuple[Row, str]], names: re.Pattern[str]) -> Iterator[Promise]:
    titled = {word for row, text in blocks if row["kind"] == "title" for word in small_words(text)}
    for at, (row, text) in enumerate(blocks):
        named = names.findall(text) if row["kind"] == "heading" else []
        under = _under(blocks, at) if named else []
        left_out = [name for name in named if titled.isdisjoint(small_words(name)) and not set(under) & set(small_words(name))]
        if left_out and len(under) >= FEWEST:
            yield Promise(row, left_out[0], len(under))


def _under(blocks: Sequence[tuple[Row, str]], at: int) -> list[str]:
    """The words up to the next heading that is no deeper."""
    found: list[str] = []
    for row, text in blocks[at + 1 :]:
        if row["kind"] == "heading" and row["level"] <= blocks[at][0]["level"]:
            break
        if row["kind"] in (*ASSERTING, *HEADINGS):
            found.extend(small_words(text))
    return found
