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
    return [Cue(m.start(), m.end(), kind) for kind, pattern in _patterns().items() for m in pattern.finditer(text)]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(_joined(entry["patterns"]), re.IGNORECASE) for kind, entry in data("cues.yaml").items()}


def _joined(patterns: list[str]) -> str:
    # "n't" and "'ll" stand inside a word, all others between words.
    parts = [pattern if pattern.startswith(("n[", "’")) else rf"\b(?:{pattern})" for pattern in patterns]
    return "(?:" + "|".join(parts) + r")(?![\w])"
