"""Repeated search phrases: the same run of words again and again, as in a text that is written for a search engine."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from nbutils.mentions.cues import lowered
from nbutils.rhetoric.passages import Own, Row

LONGEST, SHORTEST = 6, 3  # words
LEAST, PER_1000 = 8, 3.0  # how often at least, and for each 1,000 words
WEIGHTY = 5.6  # Zipf frequency (Brysbaert and New 2009) below which a word carries meaning: "security", not "with"
KIND = "repeated-phrase"
_WORD = re.compile(r"(?:https?://|www\.)\S+|(?P<word>[^\W_]+(?:[’'‐-][^\W_]+)*)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence or heading: its row, its words in small letters, their spans, and which words a phrase has taken."""

    row: Row
    words: Sequence[str]
    spans: Sequence[tuple[int, int]]
    heading: bool
    taken: set[int] = field(default_factory=set)

    def is_small(self, at: int, size: int) -> bool:
        """Whether a word that carries meaning stands here in small letters."""
        text = self.row["text"]
        return any(text[self.spans[i][0]].islower() and _is_weighty(self.words[i]) for i in range(at, at + size))


def repeated(own: Own) -> Iterator[Row]:
    """Every place of a phrase of three to six words that the article repeats unusually often, longer phrases first.

    A phrase begins and ends with a word that carries meaning, and stands in a heading too: what an article is to be found
    by does. One that always has its capitals is a name, and left out.
    """
    if not own.headings:
        return
    lines = [_line(s.row, heading=False) for s in own.sentences] + [_line(row, heading=True) for row in own.headings]
    least = max(LEAST, PER_1000 * sum(len(line.words) for line in lines) / 1000)
    for size in range(LONGEST, SHORTEST - 1, -1):
        for phrase, places in _phrases(lines, size).items():
            if len(places) < least or not _is_sought(places, size):
                continue
            for line, at in places:
                line.taken.update(range(at, at + size))
                span = line.spans[at][0], line.spans[at + size - 1][1]
                if row := own.hit(line.row, span, KIND, " ".join(phrase), 1.0):
                    yield row


def _is_sought(places: Sequence[tuple[_Line, int]], size: int) -> bool:
    """Whether a heading holds the phrase, and running text has it in small letters."""
    headed = any(line.heading for line, _ in places)
    return headed and any(line.is_small(at, size) for line, at in places if not line.heading)


def _line(row: Row, *, heading: bool) -> _Line:
    found = [m for m in _WORD.finditer(lowered(row["text"])) if m.lastgroup == "word"]
    return _Line(row, [m[0].replace("’", "'") for m in found], [m.span() for m in found], heading)


def _phrases(lines: Sequence[_Line], size: int) -> dict[tuple[str, ...], list[tuple[_Line, int]]]:
    """The runs of so many words of which no longer phrase has taken one, with their places."""
    found: dict[tuple[str, ...], list[tuple[_Line, int]]] = defaultdict(list)
    for line in lines:
        for at in range(len(line.words) - size + 1):
            if (
                _is_weighty(line.words[at])
                and _is_weighty(line.words[at + size - 1])
                and line.taken.isdisjoint(range(at, at + size))
            ):
                found[tuple(line.words[at : at + size])].append((line, at))
    return found


@cache
def _is_weighty(word: str) -> bool:
    from wordfreq import zipf_frequency

    return not word[0].isdigit() and zipf_frequency(word.removesuffix("'s"), "en") < WEIGHTY
