"""Blocks: rows of a small text and the kinds of its lines, with rows in which nothing may be taken for a heading."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbutils.corpus.articles import read_article
from nbutils.corpus.blocks import blocks_of
from nbutils.corpus.formats import Document
from nbutils.corpus.readable import view

BODY = "The bridge carries trams and people across the river, and has done so for a long time now."

WRAPPED = """The bridge carries trams and people across the river, and has
done so for a long time, as every old map of the town shows
to those who look."""
PRINTED = """It gives me special pleasure to
congratulate the chair on
his election to the office of
president of the body.
I also thank the members who
have come so far today."""


def kinds(text: str) -> list[str]:
    """The kind of each block, with the level of headings."""
    return [b.kind if not b.level or b.kind == "title" else f"{b.kind} {b.level}" for b in blocks_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"The Old Bridge\n{BODY}\nIts History\n{BODY}", ["title", "paragraph", "heading 2", "paragraph"]),
        (f"The Old Bridge\n\n{BODY}\n\nIts History\n\n{BODY}", ["title", "paragraph", "heading 2", "paragraph"]),
        (f"{BODY}\nIts History\n{BODY}", ["paragraph", "heading 2", "paragraph"]),
        (f"{BODY}\nIts Long History\nThe first crossing\n{BODY}", ["paragraph", "heading 2", "heading 3", "paragraph"]),
        (f"# The Old Bridge\n\n{BODY}\n\n### Trams\n\n{BODY}", ["title", "paragraph", "heading 3", "paragraph"]),
        (
            f"The Old Bridge\n=====\n\n{BODY}\n\nTrams\n---\n{BODY}",
            ["title", "rule", "paragraph", "heading 2", "rule", "paragraph"],
        ),
        (f"THE OLD BRIDGE\n\n{BODY}\n\nTRAMS\n\n{BODY}", ["title", "paragraph", "heading 2", "paragraph"]),
        (
            f"{BODY}\n\n1. Introduction\n\n{BODY}\n\n2. Trams\n\n{BODY}",
            ["paragraph", "heading 2", "paragraph", "heading 2", "paragraph"],
        ),
        (f"{BODY}\n\n2.1 Trams of the First Line\n\n{BODY}", ["paragraph", "heading 3", "paragraph"]),
        (f"{BODY}\n\n**Trams**\n\n{BODY}", ["paragraph", "heading 2", "paragraph"]),
        (f"{BODY}\nWhy It Matters?\n{BODY}", ["paragraph", "heading 2", "paragraph"]),
        (f"---\ntitle: The Old Bridge\n---\n{BODY}", ["byline", "paragraph"]),
    ],
)
def test_titles_and_headings_are_found(text: str, expected: list[str]) -> None:
    """Headings by mark, by capitals, by section number, or as short lines over a text."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BODY}\n- people\n- trams\n{BODY}", ["paragraph", "list-item", "list-item", "paragraph"]),
        (f"{BODY}\n  • people\n  • trams", ["paragraph", "list-item", "list-item"]),
        (f"{BODY}\n-\nPeople on foot\n-\nTrams\n{BODY}", ["paragraph", "list-item", "list-item", "paragraph"]),
        (f"{BODY}\n1. Rinse the beans.\n2. Drain them.\n{BODY}", ["paragraph", "list-item", "list-item", "paragraph"]),
        (f"{BODY}\nHeight: 120 m\nLength: 300 m\n{BODY}", ["paragraph", "list-item", "list-item", "paragraph"]),
        (f"{BODY}\n\n> So it is said,\n> and written.", ["paragraph", "quote"]),
        (f"{BODY}\n\nName     Year\nNorth    1911\nSouth    1962\n\n{BODY}", ["paragraph", "table", "paragraph"]),
        (f"{BODY}\n\n| Name | Year |\n|---|---|\n| North | 1911 |", ["paragraph", "table"]),
        (f"{BODY}\n\n* * *\n\n{BODY}", ["paragraph", "rule", "paragraph"]),
    ],
)
def test_lists_tables_quotes_and_rules_are_found(text: str, expected: list[str]) -> None:
    """A marker alone on its line belongs to the line below it."""
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "It rained.",
        "The main points are these:",
        "“Nobody had seen the like of it”",
        "Figure 3: The bridge in 1932",
        "**How long is the bridge?**",
        "1. How long is the bridge?",
        "Q  Is there a plan?",
        "MS. DOE: Not that I know of",
        "of which nothing is left",
        "Yours sincerely,",
    ],
)
def test_these_short_lines_are_not_headings(line: str) -> None:
    """Between two paragraphs, and still no heading."""
    assert not [kind for kind in kinds(f"{BODY}\n\n{line}\n\n{BODY}") if kind.startswith("heading")]


@pytest.mark.parametrize(
    "text",
    [
        f"{BODY}\n\nYours sincerely,\nJane Doe\nHead of Bridges",
        f"{BODY}\nIt carries:\nPeople on foot\nTrams of Line One\nCarts\nHorses\n{BODY}",
        f"{BODY}\n\nThe Bridge Trust\n12 River Road\nOld Town\n\n{BODY}",
    ],
)
def test_stacked_short_lines_are_not_all_headings(text: str) -> None:
    """A signature, a list without marks, an address: at most the last line before a text can be a heading."""
    assert sum(kind.startswith("heading") for kind in kinds(text)) <= 1


@pytest.mark.parametrize(
    ("text", "lines_per_block"),
    [
        (WRAPPED + "\n\nIt is old.", [3, 1]),
        (PRINTED, [4, 2]),
        ("One line is a paragraph here.\nAnd so is the next one.\nAnd the third.", [1, 1, 1]),
        ("A line that breaks off in the middle\nand goes on below.", [2]),
    ],
)
def test_wrapped_lines_are_joined_and_whole_ones_are_not(text: str, lines_per_block: list[int]) -> None:
    """Hard wraps are told from paragraphs by the trace that wrapping leaves."""
    assert [text[b.start : b.end].count("\n") + 1 for b in blocks_of(text)] == lines_per_block


def test_a_block_says_on_which_line_it_begins() -> None:
    """Lines count from 1, blank lines included."""
    assert [b.line for b in blocks_of(f"Title Line\n\n\n{BODY}\n- item")] == [1, 4, 5]


def test_residue_keeps_its_class() -> None:
    """Why a line was set aside is kept with it."""
    block = blocks_of(f"{BODY}\nScroll to Top")[-1]
    assert (block.kind, block.cue) == ("residue", "nav")


LINE = st.one_of(
    st.sampled_from(
        [BODY, "A Heading", "- item", "-", "• item", "# H", "===", "> q", "a\tb", "Share", "1. One", "\x00", " ", "x:"]
    ),
    st.text(max_size=40),
)


def is_blank(gap: str) -> bool:
    """Whether a stretch is blank once it is mended: "Â" before a hard space is a damaged blank."""
    return not view(gap).text.strip()


@settings(max_examples=300)
@given(st.lists(LINE, max_size=12).map("\n".join))
def test_blocks_and_sentences_of_any_text_are_exact_ordered_and_complete(text: str) -> None:
    """Offsets are exact; blocks are ordered, disjoint and cover all that is not blank; sentences cover the blocks."""
    article = read_article(Document("any", text, "utf-8"))
    for rows in (article.blocks, article.sentences):
        done = 0
        for row in rows:
            assert done <= row["start"] < row["end"]
            assert is_blank(text[done : row["start"]])
            assert row["line"] == text.count("\n", 0, row["start"]) + 1
            done = row["end"]
        assert is_blank(text[done:])
    assert all(row["text"] == text[row["start"] : row["end"]] for row in article.sentences)
