"""A long article in parts, a page each: where a place stands follows from its offset alone, so any page can lead there."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

LENGTH = 40_000  # characters of an article on one page: with its notes some 200 kB, which a phone still opens at once


class Numbered(Protocol):
    """A sentence, by where it stands."""

    @property
    def start(self) -> int:
        """The first character."""
        ...

    @property
    def end(self) -> int:
        """The place behind the last character."""
        ...


@dataclass(frozen=True)
class Part:
    """A part of an article, numbered from 0, and the stretch of text it shows: whole sentences."""

    number: int
    start: int
    end: int


def part_of(start: int) -> int:
    """The part in which a place stands."""
    return start // LENGTH


def beginning(number: int) -> int:
    """The first place of a part."""
    return number * LENGTH


def parts(length: int, sentences: Sequence[Numbered]) -> list[Part]:
    """The parts of a text; a sentence over the seam of two stands in both, so that each place is on the page of its part."""
    edges = [*range(0, length, LENGTH), length] if length else [0, 0]
    starts = [sentence.start for sentence in sentences]
    found = []
    for number, (left, right) in enumerate(pairwise(edges)):
        first, last = bisect_right(starts, left) - 1, bisect_right(starts, right - 1) - 1
        start = starts[first] if number and first >= 0 else left
        end = sentences[last].end if right < length and last >= 0 else right
        found.append(Part(number, min(start, left), max(end, start)))
    return found
