"""Headings that name something which the text under them does not.

Only names are looked at. With the common words of headings 23 of 226 on five labelled folders had none of theirs under them, as
"Why development matters" or "Key facts at a glance": a turn of phrase, and no sign that anything is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from nbutils.corpus.blocks import ASSERTING, HEADINGS
from nbutils.corpus.language import ENGLISH
from nbutils.corpus.within import within
from nbutils.themes.terms import words

Row = Mapping[str, Any]
FEWEST = 40  # words under a heading: less is a lead-in to what follows


@dataclass(frozen=True, slots=True)
class Promise:
    """A heading's row, the name in it that does not come up again, and how many words stand under it."""

    heading: Row
    name: str
    under: int


def unkept(tables: Mapping[str, Sequence[Row]]) -> Iterator[Promise]:
    """The headings with a name of which no word stands in the text up to the next heading of their level.

    `tables` holds the rows of articles, blocks, sentences and mentions. What the article's title names is not asked for again.
    """
    english = {row["article"] for row in tables["articles"] if row["language"] == ENGLISH}
    texts: dict[tuple[str, int], str] = {}
    for row in tables["sentences"]:
        key = row["article"], row["block"]
        texts[key] = f"{texts[key]} {row['text']}" if key in texts else row["text"]
    blocks = [row for row in tables["blocks"] if row["article"] in english]
    names = (row for row in tables["mentions"] if row["kind"] == "name")
    named = within([(row["article"], row["start"], row["end"]) for row in blocks], names)
    own = [(row, texts.get((row["article"], row["block"]), ""), inside) for row, inside in zip(blocks, named, strict=True)]
    for _, group in groupby(own, key=lambda block: block[0]["article"]):
        yield from _of_article(list(group))


def _of_article(blocks: Sequence[tuple[Row, str, Sequence[Row]]]) -> Iterator[Promise]:
    titled = {name["value"] for row, _, names in blocks if row["kind"] == "title" for name in names}
    for at, (row, _, names) in enumerate(blocks):
        if row["kind"] == "heading":
            under, values = _under(blocks, at)
            for name in names:
                promised = {word.lower() for word in words(name["text"])}
                if name["value"] not in titled | values and len(under) >= FEWEST and not promised & set(under):
                    yield Promise(row, name["text"], len(under))
                    break


def _under(blocks: Sequence[tuple[Row, str, Sequence[Row]]], at: int) -> tuple[list[str], set[str]]:
    """The words up to the next heading that is no deeper, and the values of the names there."""
    found, values = list[str](), set[str]()
    for row, text, names in blocks[at + 1 :]:
        if row["kind"] == "heading" and row["level"] <= blocks[at][0]["level"]:
            break
        if row["kind"] in (*ASSERTING, *HEADINGS):
            found.extend(word.lower() for word in words(text))
            values |= {name["value"] for name in names}
    return found, values
