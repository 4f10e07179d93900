"""Names and cues."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.mentions.cues import cues
from nbutils.mentions.names import ArticleNames, Gazetteer, gazetteer
from nbutils.packs.general import data
from nbutils.packs.schema import Entity

CUES = data("cues.yaml")


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, row in CUES.items() for text in row["examples"]])
def test_an_example_holds_its_cue(kind: str, text: str) -> None:
    """Each list shows what it is for."""
    assert kind in {cue.kind for cue in cues(text)}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, row in CUES.items() for text in row["never"]])
def test_a_counterexample_does_not(kind: str, text: str) -> None:
    """Words that only look alike."""
    assert kind not in {cue.kind for cue in cues(text)}


@pytest.mark.parametrize("kind", CUES)
def test_a_list_of_cues_has_examples_of_both_kinds(kind: str) -> None:
    """Must match, and must not match."""
    assert CUES[kind]["examples"]
    assert CUES[kind]["never"]


def names(text: str, known: Gazetteer | None = None) -> list[tuple[str, str]]:
    """(words, canonical form) of every name in a text."""
    found = ArticleNames(text, known or Gazetteer()).find(text)
    return [(text[name.start : name.end], name.canonical) for name in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Harbour Board (HB) met. HB agreed.", ["Harbour Board", "Harbour Board", "Harbour Board"]),
        ("John F. Kennedy spoke. Later Kennedy left.", ["John F. Kennedy", "John F. Kennedy"]),
        ("In June the Treaty of Ghent ended it.", ["Treaty of Ghent"]),
        ("Apollo 11 landed.", ["Apollo 11"]),
        ("an Oxfam-led mission", ["Oxfam"]),
        ("Engineers argued. The engineers lost.", []),
        ("Understanding the plan helps.", []),
        ("However, Lima’s port grew.", ["Lima"]),
        ("We said I’m sure, and I’ve seen it.", []),
        ("The Treaty of Ghent was signed. They left Ghent.", ["Treaty of Ghent", "Ghent"]),
    ],
)
def test_names_are_told_by_their_capitals(text: str, expected: list[str]) -> None:
    """Acronyms and last names stand for the full name; a word that only opens a sentence is none."""
    assert [canonical for _, canonical in names(text)] == expected


def test_a_pack_names_things_in_small_letters_too() -> None:
    """An alias in small letters is found in any case, one with a capital only as it stands."""
    known = gazetteer([Entity(name="Harbour Board", aliases=("the board", "ACT"), type="organisation")])
    assert names("It was said that The board met to act.", known) == [("The board", "Harbour Board")]


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    """Names are in order, disjoint and inside the text; cues inside it."""
    found = ArticleNames(text, Gazetteer()).find(text)
    assert all(0 <= a.start < a.end <= len(text) for a in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(0 <= cue.start < cue.end <= len(text) for cue in cues(text))
