"""Many patterns tried at the words that can begin them find what each of them finds alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.compare.dispatch import Wordings, begins
from nbutils.compare.passages import in_small_letters
from nbutils.compare.rules.wordings import EXCLUSIVE
from nbutils.packs.general import data

PATTERNS = (
    "a", "ab?c", "(?:is|was) not", "(?:un)?known", r"\w+ of the", "[ab]c", "[^a]b", r"\d{2} votes", "(?:a|bc)+d", "(?<=b )a",
    "a(?! b)", "(?:a|b|)c", ".b", "x{0,2}ab", "", "(?:ab |a ){1,3}c", "a*b", "a|b c", "a b c d e",
)  # fmt: skip
KINDS = dict.fromkeys(kind for pair in EXCLUSIVE for kind in pair)


def alone(pattern: str, text: str) -> bool:
    """Whether a pattern matches a text between two ends of words, searched the plain way."""
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text) is not None


@given(st.text("abcdnotuwkisx 1-", max_size=20))
def test_a_class_is_found_where_its_pattern_is(text: str) -> None:
    """Whatever the pattern begins with."""
    wordings = Wordings({pattern: [pattern] for pattern in PATTERNS})
    assert wordings.within(text) == {pattern for pattern in PATTERNS if alone(pattern, text)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_classes_are_found_in_their_examples(kind: str) -> None:
    """And in those of all others exactly where a search finds them."""
    entries = data("wordings.yaml")
    small = [in_small_letters(pattern) for pattern in entries[kind]["patterns"]]
    wordings = Wordings({kind: small})
    texts = [text.lower() for entry in entries.values() for text in (*entry["examples"], *entry["never"])]
    for text in texts:
        assert (kind in wordings.within(text)) == any(alone(pattern, text) for pattern in small), text


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("known", {"kno"}),
        ("is|was", {"is", "was"}),
        ("(?:un)?known", {"unk", "kno"}),
        (r"\w+ of", {""}),
        ("a+b", {"a"}),
        ("[ab]cd", {"acd", "bcd"}),
        ("(?!x)ab", {"ab"}),
    ],
)
def test_what_a_match_can_begin_with(pattern: str, expected: set[str]) -> None:
    """Up to three signs; after fewer anything can follow."""
    assert begins(pattern) == expected
