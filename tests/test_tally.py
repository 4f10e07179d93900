"""What is counted is counted alike: on the first page, in the notebooks, and by the check before publishing; and said plainly."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nbutils import nb
from nbutils.checking import Checked
from nbutils.questions.beside import to_read
from nbutils.questions.corpus import undated
from nbutils.questions.front import front
from nbutils.questions.inconsistencies import card
from nbutils.questions.tally import in_words, to_look_at
from nbutils.questions.themes import _most_left_out
from nbutils.reports.titles import titles
from nbutils.store import Audit
from nbutils.verdicts import SETTING, Verdict, add_verdict, read_verdicts

MILL = "The mill guild is old. {} The guild owns the mill by the weir.\n"
TEXTS = {
    "one.txt": MILL.format("The guild rests on three core principles: honesty, thrift, and skilled work. All mills grind rye."),
    "two.txt": "Mill\n\n" + MILL.format("The core objectives of the guild are honesty, fair prices, and wide fame."),
    "three.txt": MILL.format("The mill guild was founded in 1911. The mill guild is headed by Ada Grey."),
    "four.txt": MILL.format("The guild has some mills that grind no rye. The guild owns the mill by the weir."),
}
FACTS = """subject,property,value,valid_from,valid_to,source
mill guild,founded,1873,,,a book
mill guild,headed by,Ada Grey,1990,1999,own knowledge, unverified
mill guild,headed by,Ben Holt,2000,,a book
""".replace("own knowledge, unverified", '"own knowledge, unverified"')


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """Two lists of what is core, a date that differs from the record, and who heads it now."""
    folder = tmp_path_factory.mktemp("tally")
    (folder / "docs").mkdir()
    for name, text in TEXTS.items():
        (folder / "docs" / name).write_text(text, "utf-8")
    (folder / "facts.csv").write_text(FACTS, "utf-8")
    return nb.audit(folder / "docs", record=folder / "facts.csv")


def test_every_place_counts_the_same_findings(made: Audit) -> None:
    """The first page, the overview, the folder's own notebook and the check; what a record supports is none of them."""
    found = to_look_at(made)
    assert set(found["status"]) == {"drift", "record-contradicted", "outdated"}
    first = front(made)
    assert len(first.worst) + first.more_findings == len(found) == len(nb.worst_findings(made).frame)
    assert len(Checked(made, {}).found) == len(found)
    for said in (nb.overview_in_short(made).text, nb.yours_in_short(made).text):
        assert "Three findings ask for a look: two of statements that do not fit the record and one of lists or words" in said
        assert "No passages were found to part." in said


def test_firm_findings_stand_first_everywhere(made: Audit) -> None:
    """What an undated article says of the present, from a fact that was not looked up, and what may be only words, later."""
    order = list(to_look_at(made)["status"])
    assert order[0] == "record-contradicted"
    assert list(nb.worst_findings(made).frame["status"]) == order
    assert list(nb.against_record(made).frame["status"]) == [status for status in order if status != "drift"]


def test_what_only_differs_is_not_counted_as_parting(made: Audit) -> None:
    """It is shown with its card."""
    said = nb.inconsistencies_in_short(made).text
    assert said.startswith(
        "No finding says that passages part by a rule. In one finding lists or words differ, which may be only"
    )
    assert "Two articles list different things as core" in repr(nb.inconsistencies(made))


def test_every_card_says_when_it_is_no_conflict(made: Audit) -> None:
    """As the pages promise, once; a finding that the record supports is no conflict at all."""
    for row in made.findings.to_dict("records"):
        assert card(row)._repr_html_().count("This is no conflict") == (row["status"] != "record-supported")


def test_a_dismissed_finding_is_counted_nowhere(made: Audit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the file that the setting names."""
    first, path = to_look_at(made)["finding"].iloc[0], tmp_path / "verdicts.jsonl"
    add_verdict(path, Verdict.model_validate({"id": first, "verdict": "dismissed", "date": "2026-11-25"}))
    monkeypatch.setenv(SETTING, str(path))
    assert len(to_look_at(made)) == 2 == len(Checked(made, read_verdicts(path)).found)
    assert in_words(made).startswith("Two findings ask for a look")


def test_supported_sentences_and_comparisons_are_told_apart(made: Audit) -> None:
    """A sentence may be compared with several facts, and of it only some words; the table has a column for each outcome."""
    assert list(nb.coverage(made).frame)[1:4] == ["as the record has it", "differs", "may be out of date"]
    assert int(nb.coverage(made).frame["differs"].sum()) == 1


def test_rows_that_agree_stand_last_among_those_shown(made: Audit) -> None:
    """Only their order: the rows are the same, and counted anew."""
    rows = to_read(made)
    assert sorted(rows["pair"]) == sorted(made.sidebyside["pair"])
    assert list(rows["rank"]) == list(range(1, len(rows) + 1))
    agreed = [{(p["article"], p["start"]) for p in evidence} for evidence in made.agreements["evidence"]]
    same = [any({(p["article"], p["start"]) for p in evidence} <= places for places in agreed) for evidence in rows["evidence"]]
    assert same == sorted(same)


def test_an_article_without_a_title_is_known_by_its_first_words(made: Audit) -> None:
    """In quotes; a title stands as it is."""
    assert titles(made)["two.txt"] == "Mill"
    assert titles(made)["three.txt"] == "“The mill guild is old”"


def test_known_names_and_facts_are_not_proposed(made: Audit) -> None:
    """What the record in use speaks of."""
    assert "mill guild" not in {name.lower() for name in nb.names_for_a_pack(made).frame["name"]}
    facts = nb.facts_for_a_record(made).frame
    assert facts[facts["subject"].str.lower().str.contains("guild") & (facts["property"] == "founded")].empty


@pytest.mark.parametrize(
    ("gaps", "said"),
    [
        ({"a": ["x", "y"], "b": ["x"]}, "a leaves out two of nine themes that at least half of the articles treat, no other as"),
        ({"a": ["x"], "b": ["y"]}, "a and b each leave out one of nine themes"),
    ],
)
def test_what_is_left_out_is_said_in_numbers(gaps: dict[str, list[str]], said: str) -> None:
    """Two of nine are not most."""
    assert _most_left_out(gaps, 9).startswith(said)


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (["undated"] * 3, "none states a date"), (["2020"] * 2, "each states a date"),
        (["undated", "2020"], "one of two states no date"), (["undated", "undated", "2020"], "two of three state no date"),
    ],
)  # fmt: skip
def test_how_many_are_undated_is_said_plainly(dates: list[str], said: str) -> None:
    """All, none, and some."""

    class Made:
        articles = pd.DataFrame({"date": dates})

    audit: Any = Made()
    assert undated(audit) == said
