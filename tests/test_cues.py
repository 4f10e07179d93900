"""The layout patterns against their own examples: what must be found, and what must not be."""

import pytest

from nbutils.corpus.cues import SET_ASIDE, cue, layout

_ENTRIES = [(kind, entry) for kind in SET_ASIDE for entry in layout()[kind]]


@pytest.mark.parametrize(
    ("kind", "name", "line"),
    [(kind, entry["class"], line) for kind, entry in _ENTRIES for line in entry["examples"]],
)
def test_an_example_of_a_pattern_is_found_as_its_kind(kind: str, name: str, line: str) -> None:
    """Each example is found, as this kind and class."""
    found = cue(line)
    assert found is not None, line
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize("line", [line for _, entry in _ENTRIES for line in entry["counterexamples"]])
def test_a_counterexample_is_not_set_aside(line: str) -> None:
    """No counterexample is found as anything."""
    assert cue(line) is None


def test_every_pattern_has_examples_and_counterexamples() -> None:
    """A pattern without both kinds of example is not accepted."""
    assert all(entry["examples"] and entry["counterexamples"] for _, entry in _ENTRIES)
