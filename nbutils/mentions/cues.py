"""Cues in a sentence: negation, hedges, universals, reporting, conditions, prediction, advice, evaluation, vagueness.

The lists are data (packs/general/cues.yaml), each with its source and examples.
"""

import re
from dataclasses import dataclass
from functools import cache

from nbutils.packs.general import data


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its span and class."""

    start: int
    end: int
    kind: str


def cues(text: str) -> list[Cue]:
    """The cues of a sentence, by class and then in order; classes may overlap, as "never" is negation and universal."""
    lower = lowered(text)
    return [Cue(m.start(), m.end(), kind) for kind, pattern in _patterns().items() for m in pattern.finditer(lower)]


def lowered(text: str) -> str:
    """The text in small letters, as long as it was: offsets still hold."""
    lower = text.lower()
    if len(lower) != len(text):  # a few capitals have two letters in small
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """A pattern per class, for text in small letters: one that ignores case cannot skip to likely first letters."""
    return {kind: re.compile(_joined(entry["patterns"])) for kind, entry in data("cues.yaml").items()}


def _joined(patterns: list[str]) -> str:
    # "n't" and "'ll" stand inside a word, all others begin one.
    inside = [pattern for pattern in patterns if pattern.startswith(("n[", "’"))]
    words = "|".join(pattern for pattern in patterns if pattern not in inside)
    return rf"(?:\b(?:{words})" + "".join(f"|{pattern}" for pattern in inside) + r")(?!\w)"
