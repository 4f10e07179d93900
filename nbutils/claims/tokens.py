"""A sentence as tokens with parts of speech.

What is already known of the sentence is masked: a time is one token, so "In 1999 troops arrived" holds no "1999 troops".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nbutils.claims.tags import repaired, tags_of

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\b[A-Z]\.(?=\s[A-Z])"
    r"|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Prof|Capt|Lt|Col|Jr|Sr|Inc|Ltd|Co|Corp|Mt|Ft|No|vs|etc)\."
    r"|\w+?(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b|[$£€]?\d[\d,]*(?:\.\d+)?%?(?:[-–]\w+)*"
    r"|\w+(?:[-‐]\w+)*(?:[’'](?=\s))?|[–—-]{1,2}|\.{3}|\S"
)


TIME, QUANTITY = "TIME", "QTY"


Mask = tuple[int, int, str]  # start, end and the tag of the one token it becomes


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign with its span in the sentence and its Penn Treebank tag; TIME for a masked time.

    `lower` is the word in lower case, with straight apostrophes.
    """

    text: str
    start: int
    end: int
    tag: str
    lower: str


def tokens(text: str, masks: Sequence[Mask] = ()) -> list[Token]:
    """The tokens of a sentence; each masked span is one token."""
    spans = _spans(text, masks)
    words = ["" if mask else text[start:end] for start, end, mask in spans]
    tags = repaired(words, tags_of(words))
    return [
        Token(word := text[start:end], start, end, mask or tag, word.lower().replace("’", "'"))
        for (start, end, mask), tag in zip(spans, tags, strict=True)
    ]


def _spans(text: str, masks: Sequence[Mask]) -> list[Mask]:
    spans: list[Mask] = []
    at = 0
    for start, end, tag in (*masks, (len(text), len(text), "")):
        spans += [(m.start(), m.end(), "") for m in _TOKEN.finditer(text, at, start)]
        if end > start:
            spans.append((start, end, tag))
        at = max(at, end)
    return spans
