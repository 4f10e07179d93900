"""A sentence as the claims read it: its text, tokens and chunks, and what it mentions."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from nbutils.claims.chunks import Chunk
from nbutils.claims.tokens import QUANTITY, TIME, Mask, Token
from nbutils.mentions.names import Name
from nbutils.mentions.quantities import Quantity
from nbutils.mentions.times import Time

VAGUE = ("now", "past", "future")  # adverbs: they stand inside a verb group, "is now shown"


def masks(text: str, times: Sequence[Time], quantities: Sequence[Quantity], names: Sequence[Name]) -> list[Mask]:
    """What stands as one token: times, quantities with a unit, and names of more than one word."""
    found = [(time.start, time.end, TIME) for time in times if time.kind not in VAGUE]
    found += [(q.start, q.end, QUANTITY) for q in quantities if q.unit]
    # "up to 900 people": what stands before a number hangs on no verb
    found += [(q.start, q.number[0] - 1, "RB") for q in quantities if q.comparator and not q.unit and q.start < q.number[0] - 1]
    taken = sorted(found)
    for name in names:
        if re.search(r"[\s\d]", text[name.start : name.end]) and not any(a < name.end and name.start < b for a, b, _ in taken):
            found.append((name.start, name.end, "NNP"))
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the frames need it: text, tokens, chunks, and what it mentions."""

    text: str
    tokens: Sequence[Token]
    chunks: Sequence[Chunk]
    times: Sequence[Time]
    quantities: Sequence[Quantity]
    names: Sequence[Name]

    def times_in(self, found: Sequence[Chunk]) -> list[Time]:
        """The times that chunks mask."""
        starts = {token.start for chunk in found for token in chunk.tokens}
        return [time for time in self.times if time.start in starts]


def with_periods(found: list[Time], periods: Iterable[Name]) -> list[Time]:
    """The times of a sentence with the named periods of the packs; the longer of two that overlap."""
    rows = [*found, *(Time(p.start, p.end, p.canonical, "period") for p in periods)]
    kept: list[Time] = []
    for time in sorted(rows, key=lambda t: (t.start - t.end, t.start)):
        if not any(time.start < other.end and other.start < time.end for other in kept):
            kept.append(time)
    return sorted(kept, key=lambda t: t.start)
