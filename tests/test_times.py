"""Time expressions: every example of the grammar, and a table of sentences labelled by somebody who had not seen it."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.mentions.edtf import bounds, first_and_last, shifted
from nbutils.mentions.times import times
from nbutils.packs.general import data

GRAMMAR = data("times.yaml")
ROWS = [*GRAMMAR["atoms"], *GRAMMAR["around"], *GRAMMAR["between"]]
TABLE = [json.loads(line) for line in (Path(__file__).parent / "data" / "times.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("expression", "value"), [pair for row in ROWS for pair in row.get("examples", {}).items()])
def test_an_example_of_the_grammar_has_its_value(expression: str, value: str) -> None:
    """Each pattern shows what it is for; a sentence stands around it."""
    found = times(f"It was so {expression}, as was known.")
    assert [time.value for time in found] == [value]


@pytest.mark.parametrize("text", [text for row in ROWS for text in row.get("never", ())])
def test_a_counterexample_has_no_time_of_that_rule(text: str) -> None:
    """A number or word that only looks like a time; "1999" itself may be one."""
    assert [time.value for time in times(text)] in ([], ["1999"])


def test_the_labelled_table_is_found_with_few_errors() -> None:
    """Written by somebody who had not seen the grammar; read once since, so this is a figure of rehearsal."""
    right = found = wanted = 0
    for row in TABLE:
        got = [(_bare(row["text"][time.start : time.end]), time.value) for time in times(row["text"])]
        want = [(_bare(time["text"]), time["value"]) for time in row["times"]]
        right += sum(got.count(pair) and want.count(pair) and 1 for pair in set(want))
        found, wanted = found + len(set(got)), wanted + len(set(want))
    assert len(TABLE) >= 250
    assert right / found >= 0.97
    assert right / wanted >= 0.98


def _bare(words: str) -> str:
    return words.lower().removeprefix("the ").strip()


@pytest.mark.parametrize(
    ("value", "begin", "end"),
    [
        ("1999", (1999, 1, 1), (1999, 12, 31)),
        ("199X", (1990, 1, 1), (1999, 12, 31)),
        ("19XX", (1901, 1, 1), (2000, 12, 31)),
        ("2000-02", (2000, 2, 1), (2000, 2, 29)),
        ("2003-22", (2003, 6, 1), (2003, 8, 31)),
        ("2001/2014", (2001, 1, 1), (2014, 12, 31)),
    ],
)
def test_bounds_hold_all_that_a_value_can_mean(value: str, begin: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    """The first day it can have begun and the last it can have ended."""
    only = bounds(value)[0]
    assert (only.begin_first, only.end_last) == (begin, end)


@pytest.mark.parametrize("value", ["P10Y", "+P1Y", "now", "now-P2Y", "now-", "XXXX-07-04"])
def test_what_names_no_year_has_no_bounds(value: str) -> None:
    """Lengths, shifts and what depends on the day of writing."""
    assert bounds(value) == []


@pytest.mark.parametrize("value", ["1999-02-30", "1999-13", "1999-00", "1999-01-00", "2004/1999", "2001-02-29"])
def test_what_no_calendar_has_has_no_bounds(value: str) -> None:
    """Nor has an interval that ends before it begins."""
    assert bounds(value) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It held from 2041 to 2014.", ["2041/..", "2014"]),
        ("It held from 2004 to 2014.", ["2004/2014"]),
        ("On 31 February 1999 it fell.", []),
        ("On 28 February 1999 it fell.", ["1999-02-28"]),
        ("On 5–3 May 1999 it fell.", []),
        (f"It fell 1{',000' * 400} years ago, and 1{',000' * 400} years later it rose.", []),
        ("It fell 65,000,000 years ago.", ["now-P65000000Y"]),
    ],
)
def test_a_time_that_cannot_be_is_none(text: str, values: list[str]) -> None:
    """Days, intervals and lengths of time."""
    assert [time.value for time in times(text)] == values


def test_readings_have_bounds_each() -> None:
    """As in "Post-1990s" is after the decade, or from its beginning on."""
    assert [found.begin_first[0] for found in bounds("2000/.. | 1990/..")] == [2000, 1990]
    assert all(found.is_open for found in bounds("2000/.. | 1990/.."))


@pytest.mark.parametrize(
    ("value", "step", "moved"),
    [("1999", 1, "2000"), ("1999-12", 1, "2000-01"), ("2000-03-01", -1, "2000-02-29"), ("0001", -1, "0000"), ("XXXX-03", 1, "")],
)
def test_a_date_moves_by_its_own_precision(value: str, step: int, moved: str) -> None:
    """The year after, the month before, the day before."""
    assert shifted(value, step) == moved


def test_a_decade_has_its_first_and_last_year() -> None:
    """What "since the 1990s" begins with."""
    assert first_and_last("199X") == ("1990", "1999")


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    """Times are in order, disjoint and inside the text."""
    found = times(text)
    assert all(0 <= a.start < a.end <= len(text) for a in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(
    st.lists(
        st.sampled_from(
            [
                "in",
                "since",
                "the",
                "1999",
                "2001–14",
                "late",
                "1990s",
                "May",
                "3",
                "ten",
                "years",
                "ago",
                "to",
                "from",
                ",",
                "’90s",
            ]
        )
    )
)
def test_any_row_of_time_words_can_be_searched(words: list[str]) -> None:
    """Values are never empty, and bounds never raise."""
    for time in times(" ".join(words)):
        assert time.value
        bounds(time.value)
