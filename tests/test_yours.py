"""Exploring one's own folder: steps, starters for a pack and a record, cards and articles by name, tables to sort and search."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
import yaml
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from test_any_folder import THREE

from nbutils import explore as exploring
from nbutils import nb
from nbutils.packs.load import load_pack, write_skeleton
from nbutils.questions.picked import NotThere
from nbutils.questions.reading import reading
from nbutils.questions.yours import _COLUMNS, Starter, _csv, _entity
from nbutils.record.facts import load_record
from nbutils.reports.cells import PAGE, SCOPE
from nbutils.reports.export import PageExporter
from nbutils.reports.places import in_cells, place_in_cell
from nbutils.store import Audit

TOWN = {
    "hall.txt": "The town hall is 34 metres high. Experts say that the Old Market opened in 1920.\n",
    "again.txt": "The town hall is 31 metres high. The Old Market may have 50 stalls. The Old Market did not open in 1912.\n",
    "market.txt": "The Old Market opened in 1911. The Old Market has 40 stalls.\n",
}
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six short articles."""
    docs = tmp_path_factory.mktemp("yours") / "docs"
    docs.mkdir()
    for name, text in {**THREE, **TOWN}.items():
        (docs / name).write_text(text, "utf-8")
    return docs


@pytest.fixture(scope="module")
def made(folder: Path) -> Audit:
    """Their audit, without a pack or a record."""
    return nb.audit(folder)


# --- what to do next


def test_steps_are_those_that_the_folder_needs(made: Audit, folder: Path, tmp_path: Path) -> None:
    """Without a pack and a record both are offered; with a record of one's own it is not."""
    steps = set(nb.next_steps(made).frame["what to do"])
    assert {"judge the findings", "give it facts to compare with", "teach it your subject's names"} <= steps
    assert "see which files were skipped" not in steps
    facts = nb.facts_for_a_record(made).result
    assert isinstance(facts, Starter)
    again = nb.audit(folder, record=facts.save(tmp_path / "facts.csv"))
    assert "give it facts to compare with" not in set(nb.next_steps(again).frame["what to do"])


def test_lines_for_a_record_run_as_a_record(made: Audit, folder: Path, tmp_path: Path) -> None:
    """What the author says outright; not what is denied, only possible, or said by others. Each line meets its own passage."""
    result = nb.facts_for_a_record(made).result
    assert isinstance(result, Starter)
    path = result.save(tmp_path / "facts.csv")
    rows = {(fact.subject, fact.property, fact.value, fact.unit) for fact in load_record(path).facts}
    assert {("town hall", "height", "34", "metre"), ("Old Market", "opened", "1911", ""),
            ("Old Market", "number of stalls", "40", "")} <= rows  # fmt: skip
    assert not {row for row in rows if row[2] in ("1920", "1912", "50")}
    assert all("to be checked" in fact.note and not fact.source for fact in load_record(path).facts)
    found = nb.audit(folder, record=path).findings
    said = " ".join(found.loc[found["status"] == "record-supported", "summary"])
    assert all(value in said for value in ("34", "1911", "40"))
    with pytest.raises(FileExistsError):
        result.save(path)


def test_names_for_a_pack_load_as_a_pack(made: Audit, tmp_path: Path) -> None:
    """The names that stand more than once, most frequent first, as entries that the schema takes."""
    result = nb.names_for_a_pack(made)
    assert list(result.frame["name"][:2]) == ["Old Market", "Roof Bee Club"]
    assert result.frame["mentions"].is_monotonic_decreasing
    write_skeleton(tmp_path / "mine")
    (tmp_path / "mine" / "entities.yaml").unlink()
    assert isinstance(result.result, Starter)
    result.result.save(tmp_path / "mine" / "entities.yaml")
    assert {entity.name for entity in load_pack(str(tmp_path / "mine")).entities} == set(result.frame["name"])


@settings(max_examples=60)
@given(st.text(min_size=1).filter(str.strip), st.lists(st.text(min_size=1), max_size=2))
def test_any_name_is_one_entry(name: str, aliases: list[str]) -> None:
    """Whatever signs a name holds, YAML reads it back."""
    entry = {"name": name, **({"aliases": aliases} if aliases else {}), "type": "thing", "source": "my articles"}
    assert yaml.safe_load(_entity(name, 3, 2, aliases)) == [entry]


def test_no_cell_of_the_record_is_a_formula() -> None:
    """A spreadsheet takes what begins with one of these signs for one."""
    row = dict.fromkeys(_COLUMNS, "=1+1") | {"note": "-1", "unit": "@x", "value": "40"}
    cells = list(csv.reader(io.StringIO(_csv(pd.DataFrame([row], columns=_COLUMNS)))))[1]
    assert cells == ["'=1+1", "'=1+1", "40", "'@x", "'=1+1", "'=1+1", "'-1"]


def test_an_audit_takes_no_other_record_and_no_other_pack(made: Audit) -> None:
    """It has its own; the message says what to name."""
    with pytest.raises(ValueError, match="name the folder of the articles"):
        nb.audit(made.folder, pack="none")


# --- one finding, one article


def test_a_card_is_had_by_row_and_by_id(made: Audit) -> None:
    """Both ways are the same card, and Tab lists the ids."""
    row = made.findings.iloc[0]
    cards = nb.cards(made)
    assert nb.card(row["finding"], made) == nb.card(row.to_dict()) == cards[row["finding"]] == nb.card(row)
    assert cards._ipython_key_completions_() == [*made.findings["finding"], *made.sidebyside["pair"]]
    assert len(cards) == len(made.findings) + len(made.sidebyside)


def test_what_is_not_there_is_told_with_what_is_near(made: Audit) -> None:
    """One line, and the way to go on."""
    name = made.findings["finding"].iloc[0]
    with pytest.raises(NotThere, match=f"^no finding or pair '{name[:-1]}' here; near it: {name}"):
        nb.card(name[:-1], made)
    with pytest.raises(TypeError, match="an id needs its audit"):
        nb.card(name)
    with pytest.raises(TypeError, match="one card shows one row"):
        nb.card(made.findings)
    with pytest.raises(NotThere, match="no article 'bes' here; near it: bees"):
        nb.read(made, "bes")
    with pytest.raises(NotThere, match=r"is part of 4 names: bees\.txt, honey price\.txt, market\.txt and prize\.txt"):
        nb.read(made, "e")


def in_lab(result: Any) -> BeautifulSoup:
    """What JupyterLab shows of a result."""
    return BeautifulSoup(result._repr_mimebundle_()["text/html"], "html.parser")


@pytest.mark.parametrize("name", ["hall.txt", "hall"])
def test_an_article_is_shown_as_on_its_page_with_its_findings(made: Audit, name: str) -> None:
    """By its name or its short name; every word is there, each line can be led to, findings are marked and said."""
    body, finding = in_lab(nb.read(made, name)), made.findings.iloc[0]
    assert body.select_one("mark[class*=m-]").get_text() == "The town hall is 34 metres high."  # type: ignore[union-attr]
    assert body.find(id=place_in_cell("hall.txt", 1))
    note = body.find(id=f"{in_cells('hall.txt')}finding-{finding['finding']}")
    assert note
    assert finding["summary"] in note.get_text()
    assert repr(nb.read(made, name)) == TOWN["hall.txt"]


def test_two_articles_in_one_notebook_share_no_id_and_no_link_is_dead(made: Audit) -> None:
    """Each place by the article's own prefix, every line included; what stands on no page beside the notebook is its words."""
    bodies = {article: in_lab(nb.read(made, article)) for article in made.articles["article"]}
    ids = [str(tag["id"]) for body in bodies.values() for tag in body.select("[id]")]
    assert len(ids) == len(set(ids))
    for article, body in bodies.items():
        assert all(body.find(id=str(link["href"])[1:]) for link in body.select("a[href]"))
        lines = made.text(article).count("\n") + 1
        assert all(body.find(id=place_in_cell(article, line)) for line in range(1, lines + 1))


def test_the_looks_of_a_cell_touch_nothing_else(made: Audit) -> None:
    """Every selector is kept to what stands in a cell of ours."""
    for result in (nb.read(made, "hall"), nb.card(made.findings.iloc[0])):
        css = in_lab(result).style.get_text()  # type: ignore[union-attr]  # it is there
        selectors = [part for rule in re.findall(r"([^{}@;]+)\{[^{}]*\}", css) for part in re.split(r",(?![^(]*\))", rule)]
        assert len(selectors) > 10
        assert [selector for selector in selectors if not selector.startswith(f".{SCOPE}")] == []


@pytest.mark.parametrize("question", ["card", "inconsistencies", "articles", "claims_table", "kwic"])
def test_in_jupyterlab_no_result_leads_to_a_page_that_is_not_there(made: Audit, question: str) -> None:
    """On a page of the report the same result has its links."""
    of = {"card": made.findings.iloc[0].to_dict(), "kwic": made}.get(question, made)
    data = getattr(nb, question)(of, *["hall"][: question == "kwic"])._repr_mimebundle_()
    assert not re.search(r'href="(?!#)', data["text/html"])
    if question != "articles":
        assert re.search(r'href="reader-', data[PAGE])


def test_a_table_of_first_rows_says_where_all_are_on_a_page_alone() -> None:
    """Where a file has them; in a notebook they are the frame."""
    frame = pd.DataFrame({"a": range(50)})
    data = reading("Fifty.", frame, "Rows.", data="claims")._repr_mimebundle_()
    assert 'All 50 are in <a href="data/claims.csv">data/claims.csv</a>.' in data[PAGE]
    assert "claims.csv" not in data["text/html"]
    assert PAGE not in reading("Five.", frame.head(5), "Rows.", data="claims")._repr_mimebundle_()
    assert 'href="data/blocks.csv.gz"' in reading("Ten.", frame.head(5), "Rows.", data="blocks", total=10)._repr_html_()


# --- tables to sort and search


def test_a_table_is_interactive_in_a_notebook_and_plain_on_a_page(made: Audit) -> None:
    """The page's exporter takes the plain one, without a script."""
    data = nb.explore(made.claims, "All claims.")._repr_mimebundle_()
    assert "new ITable" in data["text/html"]
    assert "unpkg" not in data["text/html"]
    assert "<script" not in data[PAGE]
    output = nbformat.from_dict({"output_type": "execute_result", "data": dict(data)})
    assert PageExporter().output_html(output).count("<tr>") == 1 + exploring.ON_PAGE


@pytest.mark.parametrize("name", ["articles", "claims", "findings", "sidebyside", "agreements", "mentions", "nodes", "facts"])
def test_every_table_can_be_explored(made: Audit, name: str) -> None:
    """Empty ones too; a passage stands in its words."""
    frame = getattr(made, name)
    data = nb.explore(frame)._repr_mimebundle_()
    assert "new ITable" in data["text/html"]
    if name == "findings":
        assert "again.txt, line 1" in data["text/html"]


def test_nothing_of_a_table_becomes_markup() -> None:
    """Cells, heads and caption are shown as typed."""
    data = nb.explore(pd.DataFrame({EVIL: [EVIL, None], "b": [[EVIL], [1]]}), EVIL)._repr_mimebundle_()
    for html in (data["text/html"], data[PAGE]):
        assert "alert(1)" in html
        assert "<script>alert" not in html
        assert "<img" not in html


def test_without_itables_the_table_is_plain_and_says_what_to_install(made: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra."""
    monkeypatch.setattr(exploring, "find_spec", lambda _: None)
    data = nb.explore(nb.articles(made))._repr_mimebundle_()
    assert "nbutils[explore]" in data["text/html"]
    assert "nbutils[explore]" not in data[PAGE]
    assert "<script" not in data["text/html"]


def test_tab_behind_nb_lists_the_questions_each_with_its_contract() -> None:
    """Nothing that a notebook does not call, and nothing without words."""
    assert dir(nb) == sorted(nb.__all__)
    assert [name for name in nb.__all__ if not (getattr(nb, name).__doc__ or "").strip()] == []
