"""Titles, dates, authors and sources, and what is not stated."""

import datetime as dt

import pytest

from nbutils.corpus.blocks import blocks_of
from nbutils.corpus.metadata import Metadata, edtf, front_matter, mapping, metadata

BODY = "The bridge carries trams and people across the river, and has done so for a long time."
BYLINE = "The Old Bridge\nBy Jane Doe | Updated 14 July 2024 | 6 min read\n"
POSTED = "# When Bridges Fall\n\n*Posted on 2023-04-11 by the Long Span blog*\n\n"
FRONT = "---\ntitle: Bridges\ndate: 2020-02-03\nauthor: [A. One, B. Two]\nsource_url: https://example.org\n---\n"


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024-07-14", "2024-07-14"),
        ("Updated 14 July 2024", "2024-07-14"),
        ("July 14th, 2024 at 9:30", "2024-07-14"),
        ("March 2021", "2021-03"),
        ("25/12/2022", "2022-12-25"),
        ("12/25/2022", "2022-12-25"),
        ("12/09/2022", "2022"),
        ("1987", "1987"),
        (1987, "1987"),
        (dt.date(2020, 2, 3), "2020-02-03"),
        (dt.datetime(2020, 2, 3, 4, 5, tzinfo=dt.UTC), "2020-02-03"),
        ("2024-13-40", ""),
        ("31 February 2020", "2020-02"),
        ("soon", ""),
        (None, ""),
        (3.5, ""),
    ],
)
def test_a_date_is_given_to_the_precision_that_is_certain(value: object, date: str) -> None:
    """A day and month that could change places leave the year."""
    assert edtf(value) == date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BYLINE + BODY, Metadata("The Old Bridge", "2024-07-14", "Jane Doe")),
        (POSTED + BODY, Metadata("When Bridges Fall", "2023-04-11", "the Long Span blog")),
        (f"{BODY}\n{BODY}", Metadata()),
        (FRONT + BODY, Metadata("Bridges", "2020-02-03", "A. One, B. Two", "https://example.org")),
    ],
)
def test_an_article_states_these_things_about_itself(text: str, expected: Metadata) -> None:
    """What nothing states is "undated" or "not stated"."""
    blocks = blocks_of(text)
    own = text[blocks[0].start : blocks[0].end] if blocks[0].cue == "front-matter" else ""
    assert metadata([front_matter(own)], text, blocks) == expected


def test_what_is_stated_first_counts() -> None:
    """A sidecar goes before front matter, and both before the text."""
    found = metadata([{"Date": "2001"}, {"date": "2002", "title": "T"}], "", [])
    assert (found.date, found.title) == ("2001", "T")


@pytest.mark.parametrize(
    "text", ["---\ntitle: a: b: c\ndate: 2020-01-01\n---", "---\n- a\n- b\n---", "---\n!!python/object:x {}\n---", ""]
)
def test_bad_front_matter_never_raises(text: str) -> None:
    """Broken YAML gives its plain lines, or nothing."""
    assert isinstance(front_matter(text), dict)


@pytest.mark.parametrize(
    "text",
    ['a: !!int ""', "a: !!bool x", "a: !!timestamp x", "date: 2001-99-99", "a: &b [*b]", "[" * 5000, f"0x{'f' * 5000}: a",
     "a: [&b [x, x, x, x], &c [*b, *b, *b, *b], [*c, *c, *c, *c]]", "\x07"],
)  # fmt: skip
def test_values_that_are_not_what_they_say_give_nothing(text: str) -> None:
    """Tags that lie, lists that hold themselves, numbers and brackets without end."""
    assert mapping(text) == {}


@pytest.mark.parametrize(
    ("text", "title"),
    [(f"title: 0x{'f' * 5000}", "not stated"), ('title: "half a pair \\ud800"', "half a pair \ufffd"), ("title: 1984", "1984"),
     ("title: [a, [b]]", "a, b"), ("title: {a: b}", "not stated"), ("title: !!binary aGVsbG8=", "not stated")],
)  # fmt: skip
def test_a_title_is_text_that_a_file_can_hold(text: str, title: str) -> None:
    """Whatever YAML makes of it."""
    assert metadata([mapping(text)], "", []).title == title


def test_broken_front_matter_still_gives_its_plain_lines() -> None:
    """One line that is not YAML does not cost the date."""
    assert front_matter("---\ntitle: a: b: c\ndate: 2020-01-01\n---")["date"] == "2020-01-01"
