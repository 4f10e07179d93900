"""Spans that overlap, as pieces that do not: what a page can mark."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar


class Span(Protocol):
    """Anything that has a place in a text."""

    @property
    def start(self) -> int:
        """The first character."""
        ...

    @property
    def end(self) -> int:
        """The place behind the last character."""
        ...


Some = TypeVar("Some", bound=Span)


def pieces(start: int, end: int, spans: Sequence[Some]) -> Iterator[tuple[int, int, list[Some]]]:
    """Cut a stretch at every edge of the spans: (start, end, the spans over this piece), in order and without a gap.

    Spans may overlap, nest and reach out of the stretch; one without a character covers nothing.
    """
    within = [span for span in spans if span.start < end and span.end > start and span.start < span.end]
    edges = {start, end} | {edge for span in within for edge in (span.start, span.end) if start < edge < end}
    cuts = sorted(edges)
    for left, right in pairwise(cuts):
        yield left, right, [span for span in within if span.start <= left and span.end >= right]
