"""Comparing articles: what each rule must find and must leave alone, the worklist, and silence where nothing differs."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from nbutils.compare.findings import findings, worst_first
from nbutils.compare.partings import STATUSES
from nbutils.compare.passages import Passage, cues, passages, stems
from nbutils.compare.rules.lists import listed
from nbutils.compare.rules.wordings import EXCLUSIVE, pattern
from nbutils.compare.rules.wordings import RULES as OPPOSED
from nbutils.compare.values import Amount, amount, apart, dates, disjoint, duration
from nbutils.compare.vectors import nearest, space
from nbutils.compare.worklist import PER_FIVE_ARTICLES, clusters, worklist
from nbutils.engine import Against, audit
from nbutils.evaluate.fresh import with_fresh_subjects
from nbutils.packs.general import data
from nbutils.reports.notes import LOOKS
from nbutils.store import open_audit

ROOT = Path(__file__).parents[1]
# Thirty sentences on other things: a word is rare only among others.
FILLER = """
Bakers rise early and sell most of their bread before noon. The orchard lost half its apples in the storm. A painter
rents the loft above the pharmacy. Trams turn at the square every ten minutes. The museum shows coins, stamps and old maps. Her
brother repairs clocks in a narrow street. Snow closed the pass for a week in March. The choir sings in the old brewery. Farmers
sold less wool. A ferry takes bicycles across the lake. The library lends tools and seeds. Children painted the
fence of the playground. Two cooks opened a stall beside the station. The river froze only once. Gardeners planted limes along
the avenue. The mayor keeps bees on the roof. A baker from the valley won the prize. Potters dig their clay near the quarry. The
theatre plays comedies in summer. Students count swifts from the tower. The mill grinds rye and barley. Foxes live behind the
warehouse. An engineer mends the pumps at night. The market smells of cheese and leather. Old rails lie under the asphalt. The
chapel keeps a painted ceiling. Swimmers meet at dawn by the weir. The post office moved to a smaller house. A clockmaker taught
her to solder. The vineyard belongs to three sisters."""


def said(tmp_path: Path, *texts: str) -> list[Passage]:
    """The passages of articles with these texts, among others on other things."""
    folder, out = tmp_path / "articles", tmp_path / "audit"
    folder.mkdir()
    for number, text in enumerate((*texts, FILLER)):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    audit(folder, out, pack="none", against=Against(parting_only=True))
    made = open_audit(out)
    tables = {name: getattr(made, name).to_dict("records") for name in ("articles", "sentences", "blocks", "mentions", "claims")}
    return passages(tables["articles"], tables)


MUST = {
    "count": (
        "The charter of the guild rests on three core principles: honesty, thrift and patience. Members meet in the hall.",
        "In its charter the guild names four core principles: courage, skill, charity and silence. It has a hall.",
    ),
    "unit": (
        "The lighthouse at Carrow Point is old. The lamp of the lighthouse shines 140 feet above the sea at high tide.",
        "Visitors to Carrow Point climb. The lamp of the lighthouse burns 140 metres above the high tide of the sea.",
    ),
    "certainty": (
        "The inquiry proved beyond doubt that a faulty heater had started the warehouse fire. The archive was destroyed.",
        "Nobody forgot the warehouse fire. The inquiry was unable to say whether a heater or a lamp started the warehouse fire.",
    ),
    "restated: date": (
        "The covered bridge over the Tarn was opened to carriages in 1873 by the county surveyor.",
        "The covered bridge over the Tarn was opened to carriages in 1894 by the county surveyor.",
    ),
    "category": (
        "Regional leagues such as the Harbour Forum show how towns can work together on dredging and pilotage.",
        "The Harbour Forum is a place for talks and not a league. Towns send a delegate to the Harbour Forum every spring.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", MUST)
def test_what_parts_is_found_by_its_rule(tmp_path: Path, rule: str) -> None:
    """One finding, by the rule that is meant, between the two articles."""
    found = findings(space(said(tmp_path, *MUST[rule])))
    assert [row["rule"] for row in found] == [rule]
    assert {piece["article"] for piece in found[0]["evidence"]} == {"0.txt", "1.txt"}


MUST_NOT = {
    "the same said twice": ("The guild rests on three core principles.", "The guild rests on three core principles."),
    "another owner": (
        "The choir of Ostby rests on three core principles: breath, tone and time.",
        "The bank of Melk rests on four core principles: trust, thrift, care and profit.",
    ),
    "converted": (
        "The lamp of the lighthouse at Carrow Point burns 42 metres above the sea.",
        "The lamp of the lighthouse at Carrow Point burns 138 feet above the sea.",
    ),
    "rounded": (
        "The county spent 4,980 crowns on the covered bridge over the Tarn.",
        "The county spent 5,000 crowns on the covered bridge over the Tarn.",
    ),
    "less exact": (
        "The covered bridge over the Tarn was opened to carriages on 3 May 1873.",
        "The covered bridge over the Tarn was opened to carriages in 1873.",
    ),
    "what critics say": (
        "The inquiry proved beyond doubt that a faulty heater had started the warehouse fire.",
        "Critics claim that the inquiry was unable to say what started the warehouse fire.",
    ),
    "a question": (
        "The inquiry proved beyond doubt that a faulty heater had started the warehouse fire.",
        "Was the inquiry unable to say what started the warehouse fire?",
    ),
    "at their dates": (
        "In 2020 the league had 30 allies. In 2023 the league had 31 allies.",
        "By the summer of 2024 the league had 32 allies. The league met in Washington.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MUST_NOT)
def test_near_misses_are_left_alone(tmp_path: Path, case: str) -> None:
    """What fits, or is said of another, by another or at another time, is no finding."""
    assert findings(space(said(tmp_path, *MUST_NOT[case]))) == []


def test_no_finding_has_both_sides_in_one_sentence_and_ids_stay(tmp_path: Path) -> None:
    """Of one text beside itself nothing is found; another article on something else changes no id."""
    alone = findings(space(said(tmp_path, *MUST["certainty"])))
    (tmp_path / "more").mkdir()
    other = "The stadium seats forty. Its roof leaks when it rains hard."
    more = findings(space(said(tmp_path / "more", *MUST["certainty"], other)))
    assert [row["finding"] for row in alone] == [row["finding"] for row in more]
    for row in alone:
        places = [(piece["article"], piece["start"]) for piece in row["evidence"]]
        assert len(set(places)) == len(places)
    (tmp_path / "twice").mkdir()
    text = MUST["certainty"][0]
    assert findings(space(said(tmp_path / "twice", text, text))) == []


def test_with_every_subject_replaced_nothing_is_said_of_one_thing(tmp_path: Path) -> None:
    """The frames' subjects are what ties two denials together; with fresh ones no polarity parts."""
    found = said(tmp_path, "The county owns the covered bridge.", "The county does not own the covered bridge.")
    for passage in found:
        passage.claims = with_fresh_subjects(passage.claims)
    assert not [row for row in findings(space(found)) if row["rule"] == "restated: polarity"]


LISTS = (
    "The guild rests on three core principles: honesty, thrift, and skilled work.",
    "The core objectives of the guild are honesty, fair prices, and wide fame.",
)


def test_two_lists_of_what_is_core_are_no_disagreement(tmp_path: Path) -> None:
    """Both can hold: it is told as perhaps only a choice of words, with the items that one list alone has."""
    one, other = (f"The guild is old. {text} It meets in the hall." for text in LISTS)
    (row,) = [row for row in findings(space(said(tmp_path, one, other))) if row["rule"] == "core list"]
    assert (row["status"], row["severity"]) == ("drift", 1)
    assert row["summary"] == "Two articles list different things as core; it may be only a choice of words."
    items = row["slots"][-1]
    assert {items["a"], items["b"]} == {"thrift; skilled work", "fair prices; wide fame"}


@pytest.mark.parametrize("kind", data("compare.yaml")["cues"])
def test_cues_are_found_in_their_examples_only(kind: str) -> None:
    """Each class's examples and `never` rows."""
    entry = data("compare.yaml")["cues"][kind]
    assert all(kind in cues(text) for text in entry["examples"])
    assert not [text for text in entry["never"] if kind in cues(text)]


@pytest.mark.parametrize("kind", data("wordings.yaml"))
def test_wordings_are_found_in_their_examples_only(kind: str) -> None:
    """Each class's examples and `never` rows."""
    entry = data("wordings.yaml")[kind]
    assert not [text for text in entry["examples"] if not pattern(kind).search(text)]
    assert not [text for text in entry["never"] if pattern(kind).search(text)]


def test_core_lists_are_split_into_items() -> None:
    """The head and the stems of each item; a clause is no item."""
    found = listed("Its core objectives include flood control, cheap transport, and clean water.")
    assert found
    assert found[0] == "core objectives"
    assert [sorted(item) for item in found[1]] == [["control", "flood"], ["cheap", "transport"], ["clean", "water"]]
    assert listed("The core of the earth is hot.") is None


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("120 metre", "120 metre", False),
        ("110 foot", "110 metre", True),
        ("382 kilogram", "842 pound", False),
        ("~50000", "15000", True),
        ("4980", "5000", False),
        ("12", "14", True),
        (">90 mile", "120 mile", False),
        ("30", "32", True),
        ("6..9 millimetre", "8 millimetre", False),
    ],
)
def test_amounts_part_only_beyond_rounding(one: str, other: str, differ: bool) -> None:
    """Intervals by comparator and by how round a number is; units are converted."""
    a, b = amount(one), amount(other)
    assert isinstance(a, Amount)
    assert isinstance(b, Amount)
    assert apart(a, b) is differ
    assert apart(b, a) is differ


def test_dates_and_lengths_of_time() -> None:
    """A day lies in its year; a decade excludes another; durations are hours; an ordinal is no amount."""
    assert not disjoint(dates("1999")[0], dates("1999-06-12")[0])
    assert disjoint(dates("199X")[0], dates("2001")[0])
    assert duration("P2W") == 336
    assert duration("1999") is None
    assert amount("no. 3") is None


def test_the_worklist_has_its_columns_and_is_the_same_each_time(tmp_path: Path) -> None:
    """Ranks from 1, at most the allowed rows, evidence of two passages or more, the same ids again."""
    words = space(said(tmp_path, *MUST["count"], *MUST["certainty"]))
    rows = worklist(words, 5)
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert 0 < len(rows) <= PER_FIVE_ARTICLES
    assert all(len(row["evidence"]) >= 2 and row["why"] for row in rows)
    assert rows == worklist(words, 5)
    assert len({row["pair"] for row in rows}) == len(rows)


def test_a_large_folder_has_no_endless_worklist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The best rows stay, in whatever batches the pairs are looked at."""
    words = space(said(tmp_path, *MUST["count"], *MUST["certainty"]))
    rows = worklist(words, 5)
    monkeypatch.setattr("nbutils.compare.features.BATCH", 2)
    assert worklist(words, 5) == rows
    monkeypatch.setattr("nbutils.compare.worklist.MOST_ROWS", 2)
    assert len(rows) > 2
    assert worklist(words, 5) == rows[:2]


def test_every_rule_on_wordings_is_among_the_pairs_that_are_looked_for() -> None:
    """A rule whose pair is not would never fire."""
    assert {(rule.wording, rule.opposite) for rule in OPPOSED} <= set(EXCLUSIVE)


def test_a_cluster_grows_while_that_promises_more_than_a_new_pair() -> None:
    """Three passages that all pair well are one row; a lone pair is its own."""
    assert clusters([(1, 2, 5.0), (1, 3, 4.9), (2, 3, 4.8), (7, 8, 1.0)], 10) == [[1, 2, 3], [7, 8]]
    assert clusters([], 10) == []


def test_the_nearest_rows_are_those_that_sorting_all_of_them_gives() -> None:
    """Nearest first, of equals the earlier; a row is not its own neighbour, and who shares nothing is none."""
    rows = np.random.default_rng(7).integers(0, 3, (40, 6)).astype(float)
    rows[5], rows[9] = 0, rows[8]
    likeness = rows @ rows.T
    expected = [
        sorted((j for j in range(40) if j != i and likeness[i, j]), key=lambda j: (-likeness[i, j], j)) for i in range(40)
    ]
    for most in (1, 4, 39):
        assert [found for _, found in nearest(sparse.csr_matrix(rows), most)] == [row[:most] for row in expected]


def test_a_word_of_a_great_many_passages_makes_none_of_them_near(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the time to find what is near grows with a folder, not with its square."""
    rows = sparse.csr_matrix([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    assert dict(nearest(rows, 3))[3] == [0, 1, 2]
    monkeypatch.setattr("nbutils.compare.vectors.CROWD", 3)
    assert dict(nearest(rows, 3)) == {0: [2], 1: [], 2: [0], 3: []}


def test_stems_leave_out_common_words() -> None:
    """A plural or another tense of a word has its stem."""
    assert set(stems("The ratified treaties")) == set(stems("ratifying a treaty"))


# What no output says of an article, and no number that stands for a feeling.
ACCUSING = re.compile(
    r"\b(?:lies?|lying|liar|false(?:ly)?|untrue|fake|fabricat\w+|hallucinat\w+|written by (?:an? )?AI|confidence)\b",
    re.IGNORECASE,
)


def test_no_output_accuses_or_shows_a_confidence(tmp_path: Path) -> None:
    """Summaries, readings and reasons of an audit of the seeds, beside the quotes, which are the articles' own."""
    audit(ROOT / "seeds", tmp_path / "audit")
    made = open_audit(tmp_path / "audit")
    texts = [*made.findings["summary"], *made.findings["readings"].explode().dropna(), *made.sidebyside["why"]]
    assert texts
    assert not [text for text in texts if ACCUSING.search(text)]
    report = json.loads((tmp_path / "audit" / "report.json").read_text("utf-8"))
    assert not ACCUSING.search(json.dumps(report))


@given(st.permutations(range(8)))
def test_worst_first_is_one_order_whatever_a_finding_comes_from(order: list[int]) -> None:
    """By severity, then by status, of articles and records alike, then by place; the margins of articles rank alike."""

    def row(severity: int, status: str, article: str, start: int, finding: str) -> dict[str, Any]:
        return {"severity": severity, "status": status, "finding": finding,
                "evidence": [{"fact": "F1"}, {"article": article, "start": start}]}  # fmt: skip

    wanted = [
        row(3, "contradiction", "b", 9, "f-1"), row(3, "record-contradicted", "a", 1, "f-9"),
        row(2, "conflict-if", "a", 5, "f-2"), row(2, "conflict-if", "a", 10, "f-1"), row(2, "outdated", "a", 1, "f-1"),
        row(1, "drift", "a", 1, "f-1"), row(1, "drift", "a", 1, "f-2"), row(0, "record-supported", "a", 1, "f-1"),
    ]  # fmt: skip
    assert worst_first([wanted[at] for at in order]) == wanted
    assert [status for status in LOOKS if status in STATUSES] == list(STATUSES)
