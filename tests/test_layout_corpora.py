"""Headings and set-aside lines on the labelled corpora: the read ones here, blind ones where a path to them is given."""

import tomllib
from pathlib import Path

import pytest
from layout_f1 import score

CORPORA = Path(__file__).parent / "corpora"
SPLIT = tomllib.loads((CORPORA / "split.toml").read_text("utf-8"))
ROOT = CORPORA.parents[1]


def docs(name: str) -> Path:
    """Where a corpus's documents are: the seeds are the project's own."""
    return ROOT / "seeds" if name == "seeds" else CORPORA / name / "docs"


def test_every_corpus_is_either_read_or_blind() -> None:
    """A corpus that no side claims would be read by accident."""
    here = {path.name for path in CORPORA.iterdir() if path.is_dir()}
    assert not set(SPLIT["read"]) & set(SPLIT["blind"])
    assert here <= {*SPLIT["read"], *SPLIT["blind"]}


@pytest.mark.parametrize("name", SPLIT["read"])
def test_headings_and_notices_of_a_read_corpus_are_found(name: str) -> None:
    """What the rules were written with stays found; this says nothing about other texts."""
    found = score(CORPORA / name, docs(name))
    least = SPLIT["least"].get(name, SPLIT["least"]["default"])
    assert found["headings"].f1 >= least["headings"]
    assert found["residue"].f1 >= least["residue"]


@pytest.mark.parametrize("name", SPLIT["blind"])
def test_a_blind_corpus_has_its_scorings_logged(name: str) -> None:
    """With both figures each time; a blind corpus is scored rarely, by hand."""
    logged = [entry for entry in SPLIT["scoring"] if entry["corpus"] == name]
    assert logged
    assert all({"corpus", "date", "headings", "residue"} <= set(entry) for entry in logged)
