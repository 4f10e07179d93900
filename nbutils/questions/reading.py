"""A result as a notebook shows it: the sentence that reads it, then the table, figure or list; and words for counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from nbutils.reports.cells import Displayed
from nbutils.reports.tables import table
from nbutils.reports.text import Html, escaped, shown

SHOWN_ROWS = 40
_LONGEST = 260  # characters of a quote in a list
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class Reading(Displayed):
    """A sentence that says what the result shows, the result itself, and the frame behind it to go on with."""

    sentence: str
    frame: pd.DataFrame
    result: Html | None

    def _repr_html_(self) -> str:
        result = self.result._repr_html_() if self.result else ""
        return f'<p class="reading">{escaped(self.sentence)}</p>{result}'

    def __repr__(self) -> str:
        return shown(self.sentence) + (f"\n\n{self.result!r}" if self.result else "")


def reading(sentence: str, frame: pd.DataFrame, caption: str, *, data: str = "", total: int = 0) -> Reading:
    """A sentence with its table; a long table shows its first rows and says so, an empty one is not shown.

    `data` names the exported table that has all the rows, `total` their number where the frame has only the first.
    """
    if frame.empty:
        return Reading(sentence, frame, None)
    words, total = caption + first_of(len(frame), "rows"), total or len(frame)
    return Reading(sentence, frame, table(frame.head(SHOWN_ROWS), caption=words, total=total, data=data))


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame as named tuples; what a cell holds, its table's schema says."""
    yield from frame.itertuples()


def first_of(total: int, things: str, most: int = SHOWN_ROWS) -> str:
    """What a caption adds where not everything is shown."""
    return f" The first {most} of {total:,} {things}." if total > most else ""


def shortened(words: str) -> str:
    """Words on one line, a long quote cut behind a word."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"


def number(value: int) -> str:
    """A count as a word up to twelve: "none", "one", "13", "1,200"."""
    return _NUMBERS[value] if value < len(_NUMBERS) else f"{value:,}"


def count(value: int, noun: str, plural: str = "") -> str:
    """A counted noun: "no article", "one article", "13 articles"."""
    words = "no" if value == 0 else number(value)
    return f"{words} {noun if value in {0, 1} else plural or noun + 's'}"


def listed(words: Sequence[str], most: int = 6) -> str:
    """Words as a list: "a, b and c"; of many the first few and how many more."""
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
