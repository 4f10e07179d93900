"""Which rows of a table begin in which sentence."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

Row = TypeVar("Row", bound=Mapping[str, Any])
Span = tuple[str, int, int]  # article, start, end


def within(spans: Sequence[Span], rows: Iterable[Row]) -> list[list[Row]]:
    """For each span the rows that begin in it, in order of place; the spans of an article are disjoint and in order."""
    starts, numbers = defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
    for number, (article, start, _) in enumerate(spans):
        starts[article].append(start)
        numbers[article].append(number)
    found: list[list[Row]] = [[] for _ in spans]
    for row in sorted(rows, key=lambda row: (row["article"], row["start"])):
        at = bisect_right(starts[row["article"]], row["start"]) - 1
        if at >= 0 and row["start"] < spans[numbers[row["article"]][at]][2]:
            found[numbers[row["article"]][at]].append(row)
    return found
