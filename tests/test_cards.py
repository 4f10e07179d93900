"""The evidence card: both sides, what parts, when it is none, the source; and never markup from an article or a record."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nbutils.reports.cards import STATUS_WORDS, Card, Cards, Compared
from nbutils.reports.clean import clean_html
from nbutils.schemas import TABLES

EVIL = "<script>alert(1)</script>"
ROW: dict[str, Any] = {
    "finding": "f-12",
    "status": "conflict-if",
    "rule": "unit",
    "severity": 3,
    "summary": "The same digits stand with two units: 140 foot and 140 metre.",
    "readings": ["both measure the same thing"],
    "slots": [{"slot": "unit", "a": "140 foot", "b": "140 metre", "same": False}],
    "evidence": [
        {"article": "a.txt", "start": 0, "end": 9, "line": 3, "quote": "The lamp burns 140 feet above the sea.", "side": "a"},
        {"article": "b.txt", "start": 4, "end": 9, "line": 7, "quote": "The lamp burns 140 metres above the sea.", "side": "b"},
    ],
}


def test_a_card_shows_both_sides_and_when_it_is_no_conflict() -> None:
    """Summary, quotes with their places, the slot that parts, the reading turned round, the rule's measured figures."""
    html = Card(ROW, "This rule was right in 7 of 8 reports.")._repr_html_()
    for words in ("140 foot and 140 metre", "a.txt, line 3", "b.txt, line 7", "✗ unit: 140 foot – 140 metre", "7 of 8 reports"):
        assert words in html
    assert "This is no conflict unless both measure the same thing." in html
    assert 'id="finding-f-12"' in html
    assert clean_html(html).count("<blockquote") == 2


def test_only_what_the_other_side_lacks_is_marked() -> None:
    """Figures, names and longer words; what both sides have is not."""
    marked = re.findall(r"<mark>(.*?)</mark>", Card({**ROW, "evidence": [
        {**ROW["evidence"][0], "quote": "The harbour opened in 1873 under Ada Blom."},
        {**ROW["evidence"][1], "quote": "The harbour opened in 1894 under Ada Blom."},
    ]})._repr_html_())  # fmt: skip
    assert marked == ["1873", "1894"]


def test_a_fact_stands_with_its_source() -> None:
    """The other side of a finding against the record."""
    fact = {"fact": "F1", "source": "The county’s yearbook", "source_url": "", "quote": "The bridge – opened: 1873", "side": "b"}
    html = Card({**ROW, "status": "record-contradicted", "evidence": [ROW["evidence"][0], fact]})._repr_html_()
    assert "Record: The bridge – opened: 1873" in html
    assert "The county’s yearbook" in html


def test_nothing_of_a_row_becomes_markup() -> None:
    """Whatever stands in a text, a file name or a record is shown as typed."""
    piece = {"article": EVIL, "start": 0, "end": 1, "line": 1, "quote": EVIL, "side": "a"}
    fact = {"fact": EVIL, "source": EVIL, "source_url": EVIL, "quote": EVIL, "side": "b"}
    row = {
        "finding": EVIL, "status": "conflict-if", "rule": EVIL, "summary": EVIL, "readings": [EVIL],
        "slots": [{"slot": EVIL, "a": EVIL, "b": EVIL, "same": True}], "evidence": [piece, fact],
    }  # fmt: skip
    html = Cards([Card(row, EVIL, EVIL)], EVIL)._repr_html_()
    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 8


def test_a_card_without_readings_says_what_the_rule_may_overlook() -> None:
    """When it is no conflict is on every card that promises it, once."""
    html = Card({**ROW, "readings": []}, unless="they measure two things")._repr_html_()
    assert "This is no conflict if they measure two things." in html
    assert Card(ROW, unless="they measure two things")._repr_html_().count("This is no conflict") == 1


@pytest.mark.parametrize(("readings", "head"), [([], "No longer holds"), (["it was written after 2004"], "May be out of date")])
def test_what_depends_on_an_unknown_day_is_told_as_open(readings: list[str], head: str) -> None:
    """An undated article may have been written in time."""
    assert head in Card({**ROW, "status": "outdated", "readings": readings})._repr_html_()


def test_the_items_that_differ_are_marked_and_no_other_word() -> None:
    """What the slots name, where it stands in the passage; else what the other side lacks."""
    slots = [{"slot": "only here", "a": "honesty; fair pay", "b": "thrift", "same": False}]
    own = {**ROW["evidence"][0], "quote": "Underpinned by honesty, fair pay and care."}
    other = {**ROW["evidence"][1], "quote": "Celebrated principles are thrift and care."}
    html = Card({**ROW, "slots": slots, "evidence": [own, other]})._repr_html_()
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["honesty", "fair pay", "thrift"]


def test_a_source_stands_once_and_says_that_it_was_not_looked_up() -> None:
    """Beside the fact, with a plain word before it."""
    fact = {"fact": "F1", "source": "own knowledge, unverified", "quote": "The bridge – opened: 1873", "side": "b"}
    html = Card({**ROW, "status": "record-contradicted", "evidence": [ROW["evidence"][0], fact]})._repr_html_()
    assert "Record (not looked up in full): The bridge" in html
    assert html.count("own knowledge, unverified") == 1


@pytest.mark.parametrize(
    ("summary", "html"),
    [
        ("The passage says “1874”, as the record does.", "Opened in <mark>1874</mark>, &lt;b&gt; it is loved."),
        ("The passage says “1999”.", "Opened in 1874, &lt;b&gt; it is loved."),
        ("No quote.", "Opened in 1874, &lt;b&gt; it is loved."),
    ],
)
def test_of_a_supported_sentence_only_what_was_compared_is_marked(summary: str, html: str) -> None:
    """The rest of the sentence is not supported by it."""
    assert Compared("Opened in 1874, <b> it is loved.", summary)._repr_html_() == html


def test_every_status_has_words() -> None:
    """The closed set of the schema, and rows of the worklist, which have none."""
    statuses = TABLES["findings"]["status"][1]
    assert isinstance(statuses, tuple)
    assert set(STATUS_WORDS) == {*statuses, ""}


def test_the_command_line_scores_and_refuses_in_one_line(tmp_path: Path) -> None:
    """`evaluate` on a small corpus; a record that is not there is named."""
    root = Path(__file__).parents[1]
    corpus = root / "tests" / "corpora" / "opec"

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # our own program
            [sys.executable, "-m", "nbutils", *map(str, arguments)], capture_output=True, text=True, check=False, cwd=root
        )

    made = run("audit", corpus / "docs", "--out", tmp_path / "audit", "--record", corpus / "record.csv", "--as-of", "2026-01-31")
    assert made.returncode == 0, made.stderr
    scored = run("evaluate", tmp_path / "audit", corpus, corpus / "docs")
    assert scored.returncode == 0, scored.stderr
    assert "Labels and reports" in scored.stdout
    bad = run("audit", corpus / "docs", "--out", tmp_path / "none", "--record", tmp_path / "missing.csv")
    assert bad.returncode == 2
    assert re.fullmatch(r"nbutils: .*missing\.csv does not exist: give a table of facts .*\n", bad.stderr)
    assert not (tmp_path / "none").exists()


def test_beside_a_fact_the_words_that_are_compared_are_marked() -> None:
    """Those the summary quotes first, not every word that the fact lacks."""
    fact = {"fact": "F1", "source": "", "source_url": "", "quote": "The bridge – opened: 1873", "side": "b"}
    own = {**ROW["evidence"][0], "quote": "The celebrated bridge opened in 1874."}
    row = {**ROW, "status": "record-contradicted", "summary": "The passage says “1874”.", "evidence": [own, fact]}
    assert re.findall(r"<mark>(.*?)</mark>", Card(row)._repr_html_()) == ["1874"]
    assert "<mark>" not in Card({**row, "summary": "Something else."})._repr_html_()
