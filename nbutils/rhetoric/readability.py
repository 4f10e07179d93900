"""Readability: how long words and sentences are, in the formulas of their authors. They know nothing of sense or order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from nbutils.rhetoric.lists import lists

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Counts:
    """What the formulas count: sentences, words (runs of letters), their letters and their syllables."""

    sentences: int
    words: int
    letters: int
    syllables: int


def counts(sentences: Iterable[str]) -> Counts:
    """Count the sentences that hold a word."""
    said = [words for sentence in sentences if (words := _WORD.findall(sentence))]
    flat = [word for words in said for word in words]
    return Counts(len(said), len(flat), sum(map(len, flat)), sum(map(syllables, flat)))


def reading_ease(n: Counts) -> float:
    """Flesch (1948), A new readability yardstick: 100 is very easy, 30 and less very hard."""
    return 206.835 - 1.015 * n.words / n.sentences - 84.6 * n.syllables / n.words


def grade(n: Counts) -> float:
    """Kincaid et al. (1975), Navy Research Branch Report 8-75: the years of schooling that it takes."""
    return 0.39 * n.words / n.sentences + 11.8 * n.syllables / n.words - 15.59


def automated_index(n: Counts) -> float:
    """Smith and Senter (1967), AMRL-TR-66-220: years of schooling too, from letters in place of syllables."""
    return 4.71 * n.letters / n.words + 0.5 * n.words / n.sentences - 21.43


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, told by its spelling; at least one."""
    lower = "".join(_WORD.findall(word.lower().replace("’s", "").replace("'s", "")))
    silent, parted = _patterns()
    spoken = silent.sub("", lower)
    return max(1, len(_VOWELS.findall(spoken)) + len(parted.findall(spoken)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = lists().syllables
    silent, parted = (re.compile("|".join(f"(?:{rule})" for rule in rows)) for rows in (rules.silent, rules.parted))
    return silent, parted
