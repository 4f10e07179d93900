"""Wordings that are told by their words: vague attribution, vague time, and stock phrases where they stand in clusters."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from nbutils.rhetoric.lists import patterns
from nbutils.rhetoric.passages import Own, Row

CLUSTERED = ("stock-phrase", "formula")  # one alone says nothing: good writers use each of them
NEAR, LEAST, DIFFERENT = 10, 3, 2  # sentences in a row, how many hits in them, how many of these differ

Placed = tuple[int, Row]  # the number of a sentence and a hit in it


def wordings(own: Own) -> Iterator[Row]:
    """The wordings of an article; stock phrases and formulas only where several stand close together."""
    alone = [kind for kind in patterns() if kind not in CLUSTERED]
    yield from (row for kind in alone for _, row in _found(own, kind))
    together = [placed for kind in CLUSTERED for placed in _found(own, kind)]
    yield from clustered(sorted(together, key=lambda placed: placed[1]["start"]))


def clustered(hits: Sequence[Placed]) -> list[Row]:
    """Of hits in order those of which ten sentences in a row hold three, not all of one cue."""
    kept: set[int] = set()
    places = [place for place, _ in hits]
    for first, place in enumerate(places):
        near = range(first, bisect_left(places, place + NEAR))
        if len(near) >= LEAST and len({hits[i][1]["cue"] for i in near}) >= DIFFERENT:
            kept.update(near)
    return [hits[i][1] for i in sorted(kept)]


def _found(own: Own, kind: str) -> Iterator[Placed]:
    pattern = patterns()[kind]
    for sentence in own.sentences:
        for match in pattern.regex.finditer(sentence.lower):
            known = pattern.wording(match)
            if row := own.hit(sentence.row, match.span(), kind, known.cue, known.strength):
                yield sentence.place, row
