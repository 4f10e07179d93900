"""Keyword in context."""

from pathlib import Path

import pytest

from nbutils.engine import audit
from nbutils.questions.actors import kwic
from nbutils.store import Audit, open_audit


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """Three places of a name, between other words."""
    folder: Path = tmp_path_factory.mktemp("kwic")
    (folder / "docs").mkdir()
    (folder / "docs" / "a.txt").write_text("The old mill that Ada Cole met. A young Ada Cole left. My dear Ada Cole came.\n")
    audit(folder / "docs", folder / "audit")
    return open_audit(folder / "audit")


@pytest.mark.parametrize(
    ("sort", "after"),
    [("place", ["met", "left", "came"]), ("left", ["came", "met", "left"]), ("right", ["came", "left", "met"])],
)
def test_lines_are_ordered_by_place_or_by_the_word_beside(made: Audit, sort: str, after: list[str]) -> None:
    """dear, that, young to the left; came, left, met to the right."""
    assert [words.split()[0].strip(".") for words in kwic(made, "ada cole", sort).frame["after"]] == after


def test_without_a_word_it_is_the_name_found_most_often(made: Audit) -> None:
    """Ada Cole."""
    assert kwic(made).sentence == "“Ada Cole” stands in three places, in one article."


@pytest.mark.parametrize(("word", "sort", "message"), [(" ", "place", "give a word"), ("Ada", "up", "place, left or right")])
def test_what_cannot_be_looked_for_is_said(made: Audit, word: str, sort: str, message: str) -> None:
    """In one line that says what to do."""
    with pytest.raises(ValueError, match=message):
        kwic(made, word, sort)
