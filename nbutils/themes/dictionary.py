"""Themes that a pack names: which sentences treat them, told by words, phrases and named things."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from nbutils.packs.schema import Theme

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that treats a theme, and the different words it is told by."""

    sentence: int
    words: frozenset[str]


def treats(theme: Theme, text: str) -> frozenset[str]:
    """The different terms of a theme in a text, as they stand there in small letters."""
    return frozenset(found[0].lower() for found in _pattern(theme).finditer(text))


def told(theme: Theme, sentences: Sequence[Row], names: Sequence[Sequence[Row]]) -> Iterator[Told]:
    """The sentences that treat a theme, in order; `names` are each sentence's mentions of things with a name."""
    entities, types = set(theme.entities), set(theme.types)
    for number, (sentence, rows) in enumerate(zip(sentences, names, strict=True)):
        named = {row["value"] for row in rows if row["type"] in types}
        named |= {row["text"].lower() for row in rows if row["value"] in entities}
        if words := treats(theme, sentence["text"]) | named:
            yield Told(number, words)


@cache
def _pattern(theme: Theme) -> re.Pattern[str]:
    """The terms of a theme, longest first; "*" is any ending, a blank any run of blanks."""
    longest = sorted(theme.terms, key=lambda words: (-len(words), words))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_one, longest))})(?!\w)", re.IGNORECASE)


def _one(words: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in words.split())
