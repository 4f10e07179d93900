"""Lines set aside by their place at the edges of a text."""

import pytest

from nbutils.corpus.lines import lines_of, units_of
from nbutils.corpus.notices import set_aside

_TEXT = (
    "The keeper walked along the wall every evening of that year and wrote down in his book "
    "what he saw of the sea, the ships and the birds."
)


def _edges(*paragraphs: str) -> list[str]:
    return [unit.text for unit in set_aside(units_of(lines_of("\n\n".join(paragraphs)))) if unit.cue == "edge"]


@pytest.mark.parametrize(
    ("page", "edges"),
    [
        (
            ("Holt University Hospitals", "Department of Sleep", "Sleeping well", _TEXT),
            ["Holt University Hospitals", "Department of Sleep"],
        ),
        (("The Long Wall – Issue 41, Autumn 2026", "A keeper and his book", _TEXT), ["The Long Wall – Issue 41, Autumn 2026"]),
        (("The Holt Society", "Members", _TEXT), []),
        (("Symphony No. 5", "History", _TEXT), []),
        (("The siege of Acre, 1291", "Background", _TEXT), []),
    ],
)
def test_a_masthead_stands_over_a_title(page: tuple[str, ...], edges: list[str]) -> None:
    """Names of periodicals and of two bodies over another line are not the title; a title over a heading is."""
    assert _edges(*page) == edges


def test_a_running_head_stands_beside_page_numbers() -> None:
    """The first time a line stands in the file it may be the title."""
    assert _edges("The sea wall", _TEXT, "12", "The sea wall", _TEXT, "13", "The sea wall", _TEXT) == [
        "The sea wall",
        "The sea wall",
    ]


@pytest.mark.parametrize("last", ["Ada Holt is a writer who lives in Hull.", "*All measurements were taken in May.*"])
def test_a_note_on_the_author_ends_a_text(last: str) -> None:
    """A person named nowhere else, or a line all in italics."""
    assert _edges("The sea wall", _TEXT, last) == [last]


def test_a_sentence_on_a_person_of_the_text_is_no_note() -> None:
    """Whoever the text speaks of is its subject."""
    assert _edges("The sea wall", f"{_TEXT} Ada Holt built it.", "Ada Holt is a writer who lives in Hull.") == []
