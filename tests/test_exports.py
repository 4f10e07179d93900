"""Exports: each follows the published rules of its format, holds all that the audit holds, and leads back to the same words."""

import csv
import gzip
import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.compare.findings import worst_first
from nbutils.compare.rules.wordings import RULES as WORDINGS
from nbutils.engine import Against, audit
from nbutils.exports.claims import claims
from nbutils.exports.fixlist import fix_csv, fix_list, fix_markdown
from nbutils.exports.folder import write_exports
from nbutils.exports.places import Place, address, context, place, span
from nbutils.exports.sarif import sarif
from nbutils.exports.tables import as_csv, as_parquet, csv_file, exported, inert, plain
from nbutils.exports.words import rule_words
from nbutils.packs.general import data
from nbutils.packs.load import GENERAL, PACKS
from nbutils.packs.schema import RuleWords, rows
from nbutils.schemas import TABLES
from nbutils.store import Audit, open_audit
from nbutils.verdicts import Verdict, add_verdict

SCHEMAS = Path(__file__).parent / "data"
DAY = date(2026, 11, 25)
LAMP = (
    "The Marl Lighthouse\n\nThe Marl Lighthouse stands at the mouth of the river. The lamp of the Marl Lighthouse burns "
    "140 {unit} above the sea, on a tower of stone.\n\n- The Marl Lighthouse was built in {year}.\n"
)


def folder_of_lamps(folder: Path) -> Path:
    """Articles with blanks, braces and letters beyond ASCII in their names, one of them a web page, one a table's row."""
    docs = folder / "docs"
    docs.mkdir()
    (docs / "a b é 🗼.txt").write_text("🗼 and =1+1\n\n" + LAMP.format(unit="feet", year=1911), "utf-8")
    (docs / "{x}.md").write_bytes(("A *note*.\n\n" + LAMP.format(unit="metres", year=1873)).replace("\n", "\r\n").encode())
    paragraphs = "".join(f"<p>{line}</p>" for line in LAMP.format(unit="metres", year=1902).split("\n") if line)
    (docs / "page.html").write_text(f"<html><body><article><h1>Marl</h1>{paragraphs}</article></body></html>", "utf-8")
    (docs / "table.csv").write_text("id,text\nÄ 1,The Marl Lighthouse was built in 1899. It stands by the river.\n", "utf-8")
    (folder / "facts.csv").write_text(
        "id,subject,property,value,source,source_url\nF1,Marl Lighthouse,built,1911,=County {yearbook},https://example.org/y\n"
    )
    return docs


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The audit of such a folder, with a record."""
    folder = tmp_path_factory.mktemp("lamps")
    audit(folder_of_lamps(folder), folder / "audit", pack="none", against=Against(folder / "facts.csv"))
    found = open_audit(folder / "audit")
    assert {"unit", "record: date"} <= set(found.findings["rule"])
    return found


@pytest.fixture(scope="module")
def kept(lamps: Audit) -> dict[str, Verdict]:
    """A finding against the record set aside, another kept, a pair kept by a reviewer without a name."""
    ids = list(lamps.findings.loc[lamps.findings["severity"] == 3, "finding"])
    made = [
        Verdict(id=ids[0], verdict="dismissed", reason="two {lamps}", reviewer="Ada", date=DAY),
        Verdict(id=ids[1], verdict="accepted", reviewer="Ada", date=DAY),
        Verdict(id=lamps.sidebyside["pair"].iloc[0], verdict="accepted", date=DAY),
        Verdict(id="f-000000000000", verdict="accepted", date=DAY),
    ]
    return {verdict.id: verdict for verdict in made}


@pytest.fixture(scope="module")
def folder(lamps: Audit, kept: dict[str, Verdict], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of exports, with the verdicts."""
    scratch = tmp_path_factory.mktemp("exports")
    for verdict in kept.values():
        add_verdict(scratch / "verdicts.jsonl", verdict)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBUTILS_VERDICTS", str(scratch / "verdicts.jsonl"))
        write_exports(lamps, scratch / "data")
    return scratch / "data"


def errors(name: str, document: Any) -> list[str]:
    """What breaks the rules of a format."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    checker = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{list(error.path)}: {error.message[:200]}" for error in checker.iter_errors(document)]


FILES = {
    "sarif": "findings.sarif", "annotations": "annotations.jsonld", "claims": "claims.jsonld", "datapackage": "datapackage.json",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_an_export_follows_the_rules_of_its_format(folder: Path, name: str) -> None:
    """As they are written down in tests/data; a log that lacks what is required, or has what is unknown, does not."""
    document = json.loads((folder / FILES[name]).read_text("utf-8"))
    assert errors(name, document) == []
    assert errors(name, {**document, "surprise": 1})
    for key in document:
        if key not in ("title", "description", "version"):
            assert errors(name, {other: value for other, value in document.items() if other != key}), key


def test_the_exports_are_the_same_bytes_each_time(folder: Path, lamps: Audit, tmp_path: Path) -> None:
    """All but what a verdict changes, which is left out here."""
    for name in ("one", "two"):
        write_exports(open_audit(lamps.folder), tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == sorted(path.name for path in folder.iterdir())
    assert [name for name in files if (tmp_path / "one" / name).read_bytes() != (tmp_path / "two" / name).read_bytes()] == []


# --- tables


def test_every_table_of_an_audit_is_exported() -> None:
    """Each has a name on the audit, and a word on what it holds."""
    assert exported() == list(TABLES)


def read_back(text: str, name: str) -> pd.DataFrame:
    """A table of CSV as a program reads it that knows the data package."""
    lines = csv.DictReader(io.StringIO(text, newline=""))
    of: dict[type, Any] = {
        str: plain,
        int: int,
        float: float,
        bool: lambda cell: {"true": True, "false": False}[cell],
        list: json.loads,
    }
    return pd.DataFrame([{column: of[kind](line[column]) for column, (kind, _) in TABLES[name].items()} for line in lines])


@pytest.mark.parametrize("name", TABLES)
def test_csv_and_parquet_give_the_table_back(folder: Path, lamps: Audit, name: str) -> None:
    """Every cell of every row, and hash and size as the package says."""
    wanted = getattr(lamps, name).to_dict("records")
    data, packed = (folder / csv_file(name)).read_bytes(), csv_file(name).endswith(".gz")
    assert read_back((gzip.decompress(data) if packed else data).decode(), name).to_dict("records") == wanted
    table = pq.read_table(folder / f"{name}.parquet")
    assert table.column_names == list(TABLES[name])
    given = [{key: _without_nulls(value) for key, value in row.items()} for row in table.to_pylist()]
    assert given == wanted
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert {r["path"]: r["bytes"] for r in package["resources"] if r["path"].startswith(f"{name}.")} == {
        file: (folder / file).stat().st_size for file in (csv_file(name), f"{name}.parquet")
    }
    assert [r["path"] for r in package["resources"] if "compression" in r and r["name"] == name] == [csv_file(name)] * packed


def _without_nulls(value: Any) -> Any:
    if isinstance(value, list):
        return [{k: v for k, v in each.items() if v is not None} if isinstance(each, dict) else each for each in value]
    return value


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_begins_as_a_formula_does(sign: str) -> None:
    """A spreadsheet shows it and never runs it."""
    lines = csv.reader(io.StringIO(as_csv(pd.DataFrame({"a": [f"{sign}1+1"], "b": ["1+1"], "c": [[sign]]})), newline=""))
    assert list(lines)[1] == [f"'{sign}1+1", "1+1", json.dumps([sign], ensure_ascii=False)]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_made_inert_comes_back(text: str) -> None:
    """For any text, those that begin with the mark and those with line ends of any kind as well."""
    assert plain(inert(text)) == text
    assert inert(text)[:1] not in tuple("=+-@\t\r\n")
    [_, cells] = csv.reader(io.StringIO(as_csv(pd.DataFrame({"a": [text], "b": ["x"]})), newline=""))
    assert [plain(cells[0]), cells[1]] == [text, "x"]


def test_a_table_to_come_with_lists_of_records_is_written_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its lists hold, and when they hold nothing."""
    monkeypatch.setitem(TABLES, "new", {"name": (str, None), "weight": (list, None), "none": (list, None)})  # type: ignore[call-overload]
    frame = pd.DataFrame({"name": ["a"], "weight": [[{"article": "x", "weight": 0.5}]], "none": [[]]})
    assert pq.read_table(io.BytesIO(as_parquet("new", frame))).to_pylist() == frame.to_dict("records")
    assert pq.read_table(io.BytesIO(as_parquet("new", frame.head(0)))).num_rows == 0


# --- places


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("a.txt", Place("a.txt", own=True)), ("x/#1.MD", Place("x/#1.MD", own=True)), ("a.html", Place("a.html", own=False)),
        ("t.csv#row 1", Place("t.csv", own=False)), ("x/t.JSONL#a.txt", Place("x/t.JSONL", own=False)),
        ("csv#1.txt", Place("csv#1.txt", own=True)),
    ],
)  # fmt: skip
def test_the_file_of_an_article(article: str, expected: Place) -> None:
    """A table's row has the table; what is taken out of a file has lines of its own."""
    assert place(article) == expected


def test_an_address_holds_no_blank_and_leads_back() -> None:
    """Relative to a folder, or whole where the folder is."""
    assert address("a b/é#1.txt", Path("docs")) == "docs/a%20b/%C3%A9%231.txt"
    assert unquote(address("a b/é#1.txt")) == "a b/é#1.txt"
    assert address("a.txt", Path("/x y")) == "file:///x%20y/a.txt"


def passages(found: Audit) -> list[dict[str, Any]]:
    return [piece for evidence in found.findings["evidence"] for piece in evidence if "article" in piece]


def test_lines_and_columns_lead_to_the_quote(lamps: Audit) -> None:
    """Counted in characters, also behind one that two units of UTF-16 write."""
    for piece in passages(lamps):
        where = span(lamps, piece["article"], piece["start"], piece["end"])
        lines = lamps.text(piece["article"]).split("\n")[where["startLine"] - 1 : where["endLine"]]
        lines[-1] = lines[-1][: where["endColumn"] - 1]
        assert "\n".join(lines)[where["startColumn"] - 1 :] == piece["quote"]


def test_a_quote_that_stands_twice_is_found_by_what_stands_around_it(lamps: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    """As much of it as is needed; all there is where even that does not tell."""
    text = ("x" * 200 + "same" + "y" * 200) * 2 + "z"
    monkeypatch.setattr(Audit, "text", lambda _self, _article: text)
    found = context(lamps, "a", 604, 608)
    assert text.count("".join((found["prefix"], found["exact"], found["suffix"]))) == 1


# --- findings


def test_every_annotation_leads_back_to_its_words(folder: Path, lamps: Audit) -> None:
    """By the quote with its surroundings, which stand once, and by the position; both sides of every finding."""
    items = json.loads((folder / "annotations.jsonld").read_text("utf-8"))["first"]["items"]
    assert [item["id"].rpartition(":")[2] for item in items] == list(lamps.findings["finding"])
    quotes = []
    for target in (target for item in items for target in item["target"]):
        text, (quote, position) = lamps.text(unquote(target["source"])), target["selector"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.count(around) == 1
        assert text.index(around) + len(quote["prefix"]) == position["start"]
        quotes.append(text[position["start"] : position["end"]])
        assert quotes[-1] == quote["exact"]
    assert quotes == [piece["quote"] for piece in passages(lamps)]


def test_sarif_has_every_finding_but_the_supported_ones(folder: Path, lamps: Audit) -> None:
    """Level by severity, rule with its words, the first passage as location and all else as related."""
    run = json.loads((folder / "findings.sarif").read_text("utf-8"))["runs"][0]
    wanted = {row.finding: row for row in lamps.findings.itertuples() if row.status != "record-supported"}
    assert {result["properties"]["finding"] for result in run["results"]} == set(wanted)
    for result in run["results"]:
        row = wanted[result["partialFingerprints"]["finding/v1"]]
        assert result["level"] == ["", "note", "warning", "error"][row.severity]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert len(result["locations"]) + len(result["relatedLocations"]) == len(row.evidence)


def test_sarif_counts_offsets_where_the_file_was_read_as_it_is(folder: Path) -> None:
    """No offsets behind other line ends, no lines in a web page or a table, whose text is taken out."""
    run = json.loads((folder / "findings.sarif").read_text("utf-8"))["runs"][0]
    places = [at for result in run["results"] for at in (*result["locations"], *result["relatedLocations"])]
    regions = {at["physicalLocation"]["artifactLocation"]["uri"]: at["physicalLocation"].get("region", {}) for at in places
               if "physicalLocation" in at}  # fmt: skip
    assert {uri: ("startLine" in region, "charOffset" in region) for uri, region in regions.items()} == {
        "a%20b%20%C3%A9%20%F0%9F%97%BC.txt": (True, True),
        "%7Bx%7D.md": (True, False),
        "page.html": (False, False),
        "table.csv": (False, False),
    }


def test_findings_stand_worst_first_in_every_export(folder: Path, lamps: Audit) -> None:
    """Those between articles and those against the record in one order."""
    rows_ = lamps.findings.to_dict("records")
    order = [row["finding"] for row in worst_first(rows_)]
    assert {row["status"].startswith("record-") for row in rows_} == {True, False}
    assert list(pd.read_csv(folder / "findings.csv")["finding"]) == order
    run = json.loads((folder / "findings.sarif").read_text("utf-8"))["runs"][0]
    found = [result["properties"]["finding"] for result in run["results"]]
    assert found == [name for name in order if name in found]


def test_a_dismissed_finding_is_suppressed_with_its_reason(folder: Path, kept: dict[str, Verdict]) -> None:
    """And no other."""
    run = json.loads((folder / "findings.sarif").read_text("utf-8"))["runs"][0]
    said = {result["properties"]["finding"]: result["suppressions"] for result in run["results"] if "suppressions" in result}
    [dismissed] = [verdict for verdict in kept.values() if verdict.verdict == "dismissed"]
    assert said == {dismissed.id: [{"kind": "external", "status": "accepted", "justification": str(dismissed)}]}


def test_sarif_tells_what_is_new_since_an_earlier_audit(lamps: Audit) -> None:
    """Only where it was asked."""
    first = lamps.findings["finding"].iloc[0]
    states = [r["baselineState"] for r in json.loads(sarif(lamps, {}, earlier=frozenset([first])))["runs"][0]["results"]]
    assert states.count("unchanged") == 1
    assert set(states) == {"new", "unchanged"}
    assert "baselineState" not in sarif(lamps, {})


def test_every_rule_is_described() -> None:
    """Those that were ever measured, those of wordings, and "restated" in each of its kinds; each row is of a rule there is."""
    measured = data("measured.yaml")["rules"]
    names = {*measured["blind"], *measured["read"], *(rule.rule for rule in WORDINGS), "restated: place"}
    for name in names:
        assert rule_words(name).says != name
    described = {row.rule for row in rows(PACKS / GENERAL / "rules.yaml", RuleWords)}
    assert described == {name.partition(":")[0] if name.startswith("restated") else name for name in names}
    assert rule_words("none such").says == "none such"


# --- claims


def test_claims_are_those_that_can_be_checked(folder: Path, lamps: Audit) -> None:
    """Each with its words and the article it is derived from."""
    graph = json.loads((folder / "claims.jsonld").read_text("utf-8"))["@graph"]
    found = {node["@id"]: node for node in graph if node["@type"] == ["Claim", "prov:Entity"]}
    wanted = lamps.claims[lamps.claims["checkable"]]
    assert list(found) == [f"#{claim}" for claim in wanted["claim"]]
    articles = {node["@id"] for node in graph if "Article" in node["@type"]}
    assert {node["prov:wasDerivedFrom"] for node in found.values()} <= articles
    assert [node["text"] for node in found.values()] == list(wanted["text"])


def test_a_review_stands_only_where_a_person_gave_a_verdict(folder: Path, lamps: Audit, kept: dict[str, Verdict]) -> None:
    """On findings and pairs of this audit; a verdict on what is not there is kept in its file alone."""
    graph = json.loads((folder / "claims.jsonld").read_text("utf-8"))["@graph"]
    reviews = [node for node in graph if node["@type"] == "ClaimReview"]
    assert {review["@id"] for review in reviews} == {f"#review-{name}" for name in kept if name != "f-000000000000"}
    assert {review["author"]["name"] for review in reviews} == {"Ada", "not stated"}
    assert "ClaimReview" not in claims(lamps, {})


# --- fix list


def test_the_fix_list_has_a_row_for_each_passage_to_look_at(lamps: Audit, kept: dict[str, Verdict]) -> None:
    """In the order of articles and lines; neither supported nor dismissed findings."""
    fixes = fix_list(lamps, kept)
    open_rows = lamps.findings[(lamps.findings["severity"] > 0) & ~lamps.findings["finding"].isin(
        [verdict.id for verdict in kept.values() if verdict.verdict == "dismissed"])]  # fmt: skip
    assert len(fixes) == sum("article" in piece for evidence in open_rows["evidence"] for piece in evidence)
    assert list(fixes["article"]) == sorted(fixes["article"])
    of_record = fixes[fixes["status"] == "record-contradicted"]
    assert set(of_record["record"]) == {"1911"}
    assert set(of_record["source"]) == {"=County {yearbook}"}
    assert set(of_record["as of"]) == {lamps.report["parameters"]["records"][0]["as of"]}


def test_the_fix_list_opens_in_a_spreadsheet_and_as_markdown(lamps: Audit) -> None:
    """With the mark of UTF-8, inert cells; no sign of an article's becomes markup."""
    fixes = fix_list(lamps, {})
    text = fix_csv(fixes)
    assert text.startswith(b"\xef\xbb\xbf")
    assert not [
        row for row in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")) for cell in row if cell[:1] in tuple("=+-@")
    ]
    shown = fix_markdown(fixes)
    assert "## \\{x\\}.md" in shown
    assert shown.count("\n## ") == fixes["article"].nunique()
    assert "Nothing was found" in fix_markdown(fixes.head(0))


def test_an_audit_without_a_finding_is_exported(tmp_path: Path) -> None:
    """Tables without a row, logs without a result."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Really?\n")
    audit(tmp_path / "docs", tmp_path / "audit", pack="none")
    write_exports(open_audit(tmp_path / "audit"), tmp_path / "data")
    for name, file in FILES.items():
        assert errors(name, json.loads((tmp_path / "data" / file).read_text("utf-8"))) == []
    assert pq.read_table(tmp_path / "data" / "findings.parquet").num_rows == 0
