"""Which rows of a table begin in which sentence."""

import pytest

from nbutils.corpus.within import within

SPANS = [("b", 0, 4), ("a", 0, 5), ("a", 7, 9), ("b", 5, 8)]


@pytest.mark.parametrize(
    ("article", "start", "span"),
    [("a", 0, 1), ("a", 4, 1), ("a", 5, None), ("a", 6, None), ("a", 7, 2), ("a", 9, None), ("b", 5, 3), ("c", 0, None)],
)
def test_a_row_stands_in_the_span_that_it_begins_in(article: str, start: int, span: int | None) -> None:
    """A span's end is not in it, and articles need not be in order."""
    row = {"article": article, "start": start}
    assert [number for number, rows in enumerate(within(SPANS, [row])) if rows] == ([] if span is None else [span])


def test_rows_of_a_span_are_in_order_of_place() -> None:
    """However they come."""
    rows = [{"article": "a", "start": start} for start in (3, 1, 2)]
    assert [row["start"] for row in within(SPANS, rows)[1]] == [1, 2, 3]
