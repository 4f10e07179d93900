"""A result as a notebook shows it: the sentence that reads it, then the table or figure; and words for counts."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from nbutils.reports.figures import Figure
from nbutils.reports.tables import Table, table
from nbutils.reports.text import escaped, shown

SHOWN_ROWS = 40
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True)
class Reading:
    """A sentence that says what the result shows, the result itself, and the frame behind it to go on with."""

    sentence: str
    frame: pd.DataFrame
    result: Table | Figure | None

    def _repr_html_(self) -> str:
        result = self.result._repr_html_() if self.result else ""
        return f'<p class="reading">{escaped(self.sentence)}</p>{result}'

    def __repr__(self) -> str:
        return shown(self.sentence) + (f"\n\n{self.result!r}" if self.result else "")


def reading(sentence: str, frame: pd.DataFrame, caption: str) -> Reading:
    """A sentence with its table; a long table shows its first rows and says so, an empty one is not shown."""
    if frame.empty:
        return Reading(sentence, frame, None)
    if len(frame) > SHOWN_ROWS:
        caption = f"{caption} The first {SHOWN_ROWS} of {len(frame):,} rows; the frame of this cell holds them all."
    return Reading(sentence, frame, table(frame.head(SHOWN_ROWS), caption=caption))


def count(number: int, noun: str, plural: str = "") -> str:
    """ "no article", "one article", "13 articles": numbers up to twelve as words."""
    words = _WORDS[number] if number < len(_WORDS) else f"{number:,}"
    return f"{words} {noun if number in (0, 1) else plural or noun + 's'}"


def listed(words: Sequence[str], most: int = 6) -> str:
    """ "a, b and c"; of many the first few and how many more."""
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def sentence_case(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]
