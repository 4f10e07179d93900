"""Evaluation: labels are placed or refused, figures agree with the independent scorer, planted changes are counted."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import combinations
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from nbutils import engine
from nbutils.evaluate.candidates import candidates
from nbutils.evaluate.changes import CHANGES
from nbutils.evaluate.evidence import json_rows, rows
from nbutils.evaluate.folders import audited, names
from nbutils.evaluate.fresh import fresh_name, with_fresh_subjects
from nbutils.evaluate.labels import BadLabels, read_labels
from nbutils.evaluate.mutations import Mutation, mutations
from nbutils.evaluate.nearmisses import NEAR_MISSES
from nbutils.evaluate.scores import Scores, scores
from nbutils.evaluate.shares import wilson
from nbutils.evaluate.summary import WIDTH, evaluate, trial_lines
from nbutils.evaluate.trials import by_kind, noise_floor, planted
from nbutils.mentions.quantities import in_base_units
from nbutils.store import Audit, open_audit

APOLLO = Path(__file__).parent / "corpora" / "apollo"
SCORER = Path(__file__).parents[2] / "shared" / "score.py"
Row = dict[str, Any]

HARBOUR = """The boats came every morning, and people stood at the quay to see them.

The Harbour Board was founded on 4 May 1911. The Old Tower is 126 metres tall. The Old Tower was designed by Ada Cole. The Harbour Board has fourteen members.

- The Canal Company is headquartered in Oslo
"""  # noqa: E501  # a paragraph is one line
CANAL = """The canal was the pride of the town for many years, and many came to see it.

The Grand Canal was opened in July 1954. The Grand Canal is 1,250 kilometres long. The Harbour Board has fourteen members.

The Peru Company is headquartered in Lima.
"""


def write_jsonl(path: Path, table: Iterable[Row]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in table), encoding="utf-8")


def toy(folder: Path) -> Path:
    """Two articles on a harbour and a canal."""
    folder.mkdir()
    (folder / "canal.txt").write_text(CANAL, encoding="utf-8")
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy articles."""
    return toy(tmp_path_factory.mktemp("toy") / "articles")


@pytest.fixture(scope="module")
def harbour(articles: Path) -> Audit:
    """An audit of the toy articles in which nothing is found."""
    out = articles.parent / "audit"
    careful(articles, out)
    return open_audit(out)


# Wilson


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (5, 10, 0.2366, 0.7634), (1, 1, 0.2065, 1.0),
        (15, 148, 0.0624, 0.1605),
    ],
)  # fmt: skip
def test_wilson_gives_the_known_intervals(count: int, of: int, low: float, high: float) -> None:
    """The first as any textbook has them, the last from Newcombe (1998), Statistics in Medicine 17, table I."""
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


def test_of_nothing_no_share_is_known() -> None:
    """Not 0 and not 1."""
    assert all(map(isnan, wilson(0, 0)))


# Labels


def label(**columns: Any) -> Row:
    place = {"file": "harbour.txt", "line": 3, "quote": "The Old Tower is 126 metres tall"}
    return {"id": "x-1", "label": "inconsistent", "kind": "quantity", "a": place, "b": place, **columns}


def test_a_quote_is_placed_in_its_sentence(harbour: Audit, tmp_path: Path) -> None:
    """The sentence around it on its line, whatever part is quoted; without a quote the whole line."""
    whole_line = {"file": "canal.txt", "line": 5, "quote": ""}
    write_jsonl(tmp_path / "gold.jsonl", [label(b=whole_line, a_alt=[{"file": "harbour.txt", "line": 5, "quote": "in Oslo"}])])
    placed = read_labels(tmp_path, harbour)[0]
    words = [harbour.text(article)[start:end] for article, start, end in (*placed.a, *placed.b)]
    assert words == [
        "The Old Tower is 126 metres tall.",
        "- The Canal Company is headquartered in Oslo",
        "The Peru Company is headquartered in Lima.",
    ]


@pytest.mark.parametrize(
    ("rows_or_text", "says"),
    [
        ("{", "gold.jsonl:1: not JSON"),
        ("[1]", "gold.jsonl:1: the row: "),
        ([label(), label(id="x-2", label="wrong")], "gold.jsonl:2: label: Input should be 'inconsistent'"),
        ([label(), label()], "gold.jsonl:2: the id x-1 stands already in "),
        ([label(a={"file": "harbour.txt", "line": 0})], "gold.jsonl:1: a.line: "),
        ([label(a={"file": "none.txt", "line": 1})], "gold.jsonl:1: the audit has no article 'none.txt'"),
        ([label(a={"file": "harbour.txt", "line": 1, "quote": "Old"})], "gold.jsonl:1: “Old” is not on line 1 of harbour.txt"),
        ([label(b={"file": "harbour.txt", "line": 99})], "gold.jsonl:1: “” is not on line 99 of harbour.txt"),
    ],
)
def test_labels_that_cannot_be_used_are_refused_in_one_line(
    harbour: Audit, tmp_path: Path, rows_or_text: str | list[Row], says: str
) -> None:
    """File, line, and what to do."""
    path = tmp_path / "gold.jsonl"
    if isinstance(rows_or_text, str):
        path.write_text(rows_or_text, encoding="utf-8")
    else:
        write_jsonl(path, rows_or_text)
    with pytest.raises(BadLabels, match=re.escape(says)) as error:
        read_labels(tmp_path, harbour)
    assert "\n" not in str(error.value)
    assert re.search(r": (mend|write|give|audit) |: mend this column$|: give each", str(error.value))


def test_a_folder_without_labels_is_refused(harbour: Audit, tmp_path: Path) -> None:
    """It says which file is looked for."""
    with pytest.raises(BadLabels, match=r"gold\.jsonl does not exist: give the folder"):
        read_labels(tmp_path, harbour)


def test_an_audit_of_other_texts_is_refused(harbour: Audit, tmp_path: Path) -> None:
    """Figures on articles that have been edited since would mean nothing."""
    write_jsonl(tmp_path / "gold.jsonl", [label()])
    docs = toy(tmp_path / "docs")
    assert evaluate(harbour, tmp_path, docs)
    (docs / "harbour.txt").write_text(HARBOUR + "\nMore.\n", encoding="utf-8")
    with pytest.raises(BadLabels, match=r"harbour\.txt: differs from the audit’s text: make the audit again"):
        evaluate(harbour, tmp_path, docs)
    with pytest.raises(BadLabels, match=r"holds no article harbour\.txt"):
        evaluate(harbour, tmp_path, toy(tmp_path / "other").joinpath("canal.txt"))


# Scores on a toy, counted by hand


def place(article: str, words: str) -> Row:
    text = {"harbour.txt": HARBOUR, "canal.txt": CANAL}[article]
    return {"file": article, "line": text[: text.index(words)].count("\n") + 1, "quote": words}


def piece(article: str, words: str, side: str) -> Row:
    start = {"harbour.txt": HARBOUR, "canal.txt": CANAL}[article].index(words)
    return {"article": article, "start": start, "end": start + len(words), "quote": words, "side": side}


FOUNDED, TALL, DESIGNED, MEMBERS = "founded on 4 May 1911", "126 metres tall", "designed by Ada Cole", "has fourteen members"
OPENED, LONG, LIMA, OSLO = "opened in July 1954", "1,250 kilometres", "headquartered in Lima", "headquartered in Oslo"
H, C = "harbour.txt", "canal.txt"

LABELS = [
    label(id="i1", kind="date", a=place(H, FOUNDED), b=place(C, OPENED)),
    label(id="i2", kind="quantity", a=place(H, TALL), b=place(C, LONG)),
    label(id="i3", kind="date", a=place(H, DESIGNED), b=place(C, LIMA)),
    label(id="w1", label="weak-tension", a=place(H, OSLO), b=place(C, LIMA)),
    label(id="c1", label="compatible", a=place(H, MEMBERS), b=place(C, MEMBERS)),
    label(id="c2", label="compatible", a=place(H, FOUNDED), b=place(H, TALL)),
    label(id="r1", label="record-contradicted", kind="date", a=place(H, FOUNDED), b={"record": {}}),
    label(id="r2", label="record-outdated", kind="location", a=place(H, OSLO), b={"record": {}}),
    label(id="s1", label="record-supported", kind="date", a=place(C, OPENED), b={"record": {}}),
    label(id="s2", label="record-supported", kind="date", a=place(C, LIMA), b={"record": {}}),
]


def finding(name: str, status: str, rule: str, *evidence: Row) -> Row:
    return {"finding": name, "status": status, "rule": rule, "evidence": list(evidence)}


FACT = {"fact": "f1", "source": "a table", "quote": "1912"}
FINDINGS = [
    finding("f1", "contradiction", "date", piece(H, FOUNDED, "a"), piece(C, OPENED, "b")),  # i1
    finding("f2", "tension", "place", piece(H, OSLO, "a"), piece(C, LIMA, "b")),  # w1: matches, but is no recall
    finding("f3", "conflict-if", "date", piece(H, MEMBERS, "a"), piece(C, MEMBERS, "b")),  # c1: a look-alike
    finding("f4", "contradiction", "date", piece(H, TALL, "a"), piece(C, LONG, "a"), piece(C, LIMA, "b")),  # no label: one side
    finding("f5", "drift", "name", piece(H, DESIGNED, "a"), piece(C, LIMA, "b")),  # i3, but not strictly
    finding("f6", "record-contradicted", "record", piece(H, FOUNDED, "a"), FACT),  # r1
    finding("f7", "outdated", "record", piece(C, OPENED, "a"), FACT),  # s1, which the record supports
    finding("f8", "record-supported", "record", piece(C, LIMA, "a"), FACT),  # s2
]
WORKLIST = [
    {
        "pair": "p1",
        "rank": 1,
        "evidence": [piece(H, FOUNDED, "a"), piece(C, LONG, "b"), piece(C, LIMA, "b"), piece(C, LONG, "b")],
    },
    {"pair": "p2", "rank": 2, "evidence": [piece(H, TALL, "a"), piece(C, LONG, "b")]},  # i2
]


@pytest.fixture(scope="module")
def counted(articles: Path, harbour: Audit, tmp_path_factory: pytest.TempPathFactory) -> tuple[Audit, Path]:
    """The toy audit with findings, and labels for it."""
    folder = tmp_path_factory.mktemp("counted")
    shutil.copytree(harbour.folder, folder / "audit")
    write_jsonl(folder / "audit" / "findings.jsonl", FINDINGS)
    write_jsonl(folder / "audit" / "sidebyside.jsonl", WORKLIST)
    write_jsonl(folder / "gold.jsonl", LABELS)
    shutil.copytree(articles, folder / "docs")
    return open_audit(folder / "audit"), folder


def toy_scores(counted: tuple[Audit, Path]) -> Scores:
    return scores(counted[0], read_labels(counted[1], counted[0]))


def test_the_figures_of_a_toy_are_those_counted_by_hand(counted: tuple[Audit, Path]) -> None:
    """Strict and any, look-alikes, the record, and how far a reader has to read: 5 findings cost 6, the first row 3, then i2."""
    overall = toy_scores(counted).overall
    figures = {row["measure"]: (row["count"], row["of"]) for row in overall.to_dict("records")}
    assert figures == {
        "inconsistent pairs found, strict": (1, 3),
        "inconsistent pairs found, any status": (2, 3),
        "look-alikes reported, strict": (1, 2),
        "reports that match a labelled pair, strict": (1, 3),
        "reports that match a labelled pair, any status": (3, 5),
        "items against the record found": (1, 2),
        "reports that match an item of the record": (1, 2),
        "items with the record told so": (1, 2),
        "items with the record reported against it": (1, 2),
        "inconsistent pairs seen in the first 10 read": (3, 3),
        "inconsistent pairs seen in the first 25 read": (3, 3),
        "inconsistent pairs seen in the first 50 read": (3, 3),
        "inconsistent pairs seen in the first 100 read": (3, 3),
        "inconsistent pairs seen in the first 200 read": (3, 3),
    }
    assert dict(zip(toy_scores(counted).items["id"], toy_scores(counted).items["seen_at"], strict=True))["i2"] == 10


def test_each_rule_has_its_own_precision(counted: tuple[Audit, Path]) -> None:
    """Reported, right, and how many of its reports are look-alikes."""
    table = toy_scores(counted).by_rule
    got = {row["rule"]: (row["reported"], row["right"], row["look_alikes"]) for row in table.to_dict("records")}
    assert got == {"date": (3, 1, 1), "record": (2, 1, 1), "name": (1, 1, 0), "place": (1, 1, 0)}
    assert list(table["rule"]) == ["date", "record", "name", "place"]
    assert tuple(table.loc[0, ["precision", "low", "high"]]) == pytest.approx((1 / 3, *wilson(1, 3)))


def test_each_kind_of_label_has_its_own_recall(counted: tuple[Audit, Path]) -> None:
    """With how many there are."""
    table = toy_scores(counted).by_kind.to_dict("records")
    got = {(row["label"], row["kind"]): (row["n"], row["strict"], row["found"]) for row in table}
    assert got == {
        ("inconsistent", "date"): (2, 1, 2),
        ("inconsistent", "quantity"): (1, 0, 0),
        ("record-contradicted", "date"): (1, 1, 1),
        ("record-outdated", "location"): (1, 0, 0),
        ("record-supported", "date"): (2, 1, 1),
    }


def test_what_is_printed_is_plain_and_fits_a_terminal(counted: tuple[Audit, Path]) -> None:
    """At most 100 columns, no word that judges the articles, and the labels that were not found by name."""
    lines = evaluate(counted[0], counted[1], counted[1] / "docs")
    assert max(map(len, lines)) <= WIDTH
    assert not re.search(r"\b(lie|lies|wrong|false)\b", "\n".join(lines), re.IGNORECASE)
    assert {"Not found, inconsistent (1): i2", "Reported, and must not be (2): c1, s1"} <= set(lines)
    assert "Reports that match no label (3): f3, f4, f7" in lines
    assert lines[2].split() == ["inconsistent", "pairs", "found,", "strict", "1", "3", "0.33", "0.06–0.79"]


def test_an_audit_without_findings_has_scores_too(harbour: Audit, counted: tuple[Audit, Path]) -> None:
    """Nothing found of something, and no precision of nothing."""
    found = scores(harbour, read_labels(counted[1], harbour))
    assert found.by_rule.empty
    assert found.overall.loc[found.overall["of"] == 0, "share"].isna().all()
    assert not found.items["found"].any()


# Beside the independent scorer


def reports_on(labels: list[Row], audit: Audit, folder: Path) -> tuple[list[Row], list[Row]]:
    """Findings and a worklist made from labels, so that each figure is neither nothing nor all."""
    placed = {p.id: p for p in read_labels(folder, audit)}
    findings, worklist = [], []
    for number, row in enumerate(labels):
        spans = [placed[row["id"]].a[-1], *placed[row["id"]].b[-1:]]
        evidence = [{"article": a, "start": s, "end": e, "side": side} for (a, s, e), side in zip(spans, "ab", strict=False)]
        statuses = ("contradiction", "tension", "conflict-if", "drift")
        against = ("record-contradicted", "record-supported", "outdated")
        status = statuses[number % 4] if len(spans) > 1 else against[number % 3]
        if number % 3 == 2 and len(spans) > 1:
            worklist.append({"pair": row["id"], "rank": number, "evidence": evidence})
        else:
            findings.append({"finding": row["id"], "status": status, "rule": row["kind"], "evidence": evidence})
    elsewhere = {"article": placed[labels[0]["id"]].a[0][0], "start": 0, "end": 40}
    same_side = {**findings[0], "finding": "same-side", "evidence": [{**e, "side": "a"} for e in findings[0]["evidence"]]}
    many = {"finding": "many", "status": "contradiction", "rule": "x", "evidence": [elsewhere, *findings[0]["evidence"]]}
    return [many, *findings, same_side], worklist


@pytest.mark.skipif(not SCORER.exists(), reason="the independent scorer ../shared/score.py is not on this machine")
def test_our_figures_are_those_of_the_independent_scorer(tmp_path: Path) -> None:
    """On an audit of the apollo corpus as the engine makes it, and with reports made from the labels."""
    engine.audit(APOLLO / "docs", tmp_path / "audit")
    audit = open_audit(tmp_path / "audit")
    assert_same_figures(audit)
    findings, worklist = reports_on(json_rows(APOLLO / "gold.jsonl"), audit, APOLLO)
    write_jsonl(audit.folder / "findings.jsonl", findings)
    write_jsonl(audit.folder / "sidebyside.jsonl", worklist)
    assert_same_figures(audit)


def assert_same_figures(audit: Audit) -> None:
    """Every count and list that both scorers have."""
    command = [sys.executable, SCORER, audit.folder, APOLLO, APOLLO / "docs", "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    ours = scores(audit, read_labels(APOLLO, audit))
    figures = {row["measure"]: row for row in ours.overall.to_dict("records")}
    assert read_figures(figures) == their_figures(theirs)
    items, reports = ours.items, ours.reports
    assert list(items.loc[(items["label"] == "inconsistent") & ~items["found"], "id"]) == theirs["pairs"]["missed"]
    wide = reports[reports["status"].isin(["contradiction", "conflict-if", "tension", "drift"])]
    assert list(wide.loc[~wide["right"].astype(bool), "finding"]) == theirs["pairs"]["unmatched"]
    against = items["label"].isin(["record-contradicted", "record-outdated"])
    assert list(items.loc[against & ~items["found"], "id"]) == theirs["record"]["missed"]
    assert list(items.loc[items["label"].eq("compatible") & items["alarm"], "id"]) == [
        which[0] for which in theirs["hard_negatives"]["which"]
    ]


MEASURES = {
    "inconsistent pairs found, strict": ("pairs", "found_strict", "labelled", "recall_strict"),
    "inconsistent pairs found, any status": ("pairs", "found_any", "labelled", "recall_any"),
    "look-alikes reported, strict": ("hard_negatives", "false_alarms_strict", "labelled", ""),
    "reports that match a labelled pair, strict": ("pairs", "", "reported_strict", "precision_strict"),
    "reports that match a labelled pair, any status": ("pairs", "", "reported_any", "precision_any"),
    "items against the record found": ("record", "found", "labelled", "recall"),
    "reports that match an item of the record": ("record", "", "reported", "precision"),
    "items with the record told so": ("record", "supported_found", "supported_labelled", ""),
    "items with the record reported against it": ("record", "supported_accused", "supported_labelled", ""),
    **{f"inconsistent pairs seen in the first {k} read": ("worklist", "", "", f"seen_at_{k}") for k in (10, 25, 50, 100, 200)},
}


def read_figures(figures: dict[str, Row]) -> dict[str, list[Any]]:
    """Our figures in the order of MEASURES: count, of and share, where theirs have it."""
    found = {}
    for measure, (_, *columns) in MEASURES.items():
        row = figures[measure]
        share = None if isnan(row["share"]) else round(row["share"], 3)
        found[measure] = [value for value, name in zip((row["count"], row["of"], share), columns, strict=True) if name]
    return found


def their_figures(theirs: dict[str, Row]) -> dict[str, list[Any]]:
    return {name: [theirs[part][column] for column in columns if column] for name, (part, *columns) in MEASURES.items()}


# Mutations


def kinds_of(found: Iterable[Mutation]) -> Counter[str]:
    return Counter(mutation.kind for mutation in found)


def test_a_change_is_made_where_the_predicate_has_one_value(harbour: Audit) -> None:
    """Of eight statements (one stands twice): two dates, two amounts, one count, two places; seven verbs but "have"."""
    found = kinds_of(mutations(harbour))
    assert 4 <= found.pop("of another subject") <= 8  # with a made-up name some are not taken for English
    assert found == {
        "another year": 2, "another amount": 2, "another count": 1, "another name": 2, "verb denied": 7,
        "said again": 8, "amount rounded": 2, "amount in another unit": 2, "date less exact": 2,
        "under a condition": 8, "claimed by others": 8,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "words", "pattern"),
    [
        ("another year", FOUNDED, r"The Harbour Board was founded on 4 May (?!1911)19\d\d\."),
        ("another amount", TALL, r"The Old Tower is (50\.4|75\.6|202|315) metres tall\."),
        ("another count", MEMBERS, r"The Harbour Board has twenty members\."),
        ("another name", LIMA, r"The Peru Company is headquartered in Oslo\."),
        ("verb denied", FOUNDED, r"The Harbour Board was not founded on 4 May 1911\."),
        ("verb denied", MEMBERS, None),  # "have" as the main verb is left alone
        ("said again", OSLO, r"The Canal Company is headquartered in Oslo\."),
        ("amount rounded", LONG, r"The Grand Canal is about 1200 kilometres long\."),
        ("amount in another unit", TALL, r"The Old Tower is 413\.39 feet tall\."),
        ("date less exact", FOUNDED, r"The Harbour Board was founded in 1911\."),
        ("of another subject", OPENED, r"The [A-Z][a-z]{9} was opened in July (?!1954)19\d\d\."),
        ("under a condition", OPENED, r"If the Grand Canal was opened in July (?!1954)19\d\d, the plans have to be read again\."),
        ("claimed by others", OPENED, r"Critics claim that the Grand Canal was opened in July (?!1954)19\d\d\."),
    ],
)
def test_a_mutation_says_what_it_should(harbour: Audit, kind: str, words: str, pattern: str | None) -> None:
    """The sentence, altered, as a paragraph of its own."""
    change = {**CHANGES, **NEAR_MISSES}[kind]
    found = [m for m in mutations(harbour) if m.kind == kind and words in m.original]
    if pattern is None:
        assert not [said for said in candidates(harbour) if words in said.text and change(said)]
    else:
        assert [mutation.text for mutation in found if re.fullmatch(pattern, mutation.text)], [m.text for m in found]


def test_a_mutation_names_the_place_that_was_changed(harbour: Audit) -> None:
    """`text[start:end]` are the words that were altered, `sentence` the sentence; the same on every run."""
    found = mutations(harbour)
    assert found == mutations(harbour)
    for mutation in found:
        text = harbour.text(mutation.article)
        assert text[slice(*mutation.sentence)] == mutation.original
        assert mutation.sentence[0] <= mutation.start <= mutation.end <= mutation.sentence[1]
    year = next(mutation for mutation in found if mutation.kind == "another year")
    assert re.fullmatch(r"\d{4}", harbour.text(year.article)[year.start : year.end])


def test_no_more_of_a_kind_than_asked_for(harbour: Audit) -> None:
    """And what is chosen with a smaller number is chosen with a larger one too."""
    few, many = (set(mutations(harbour, most=most)) for most in (3, 40))
    assert max(kinds_of(few).values()) == 3
    assert few < many


def test_what_differs_in_no_slot_that_holds_one_value_is_left_alone(harbour: Audit) -> None:
    """Of what may happen many times another year says nothing."""
    said = next(said for said in candidates(harbour) if FOUNDED in said.text)
    assert CHANGES["another year"](said)
    assert not CHANGES["another year"](replace(said, constraint={"time": "many"}))


def test_a_folder_written_again_is_read_as_before(tmp_path: Path) -> None:
    """From cp1252 with a date of its own, and with a byte order mark: the same rows, but for names and ids."""
    docs = tmp_path / "docs"
    (docs / "sub").mkdir(parents=True)
    (docs / "sub" / "harbour.txt").write_bytes(HARBOUR.replace("quay", "“quay”").replace("\n", "\r\n").encode("cp1252"))
    (docs / "sub" / "harbour.txt.meta.yaml").write_text("{date: 2020-01-02, author: Ada Cole}", encoding="utf-8")
    (docs / "canal.txt").write_text(f"# The Grand Canal\n\n{CANAL}", encoding="utf-8-sig")
    engine.audit(docs, tmp_path / "audit")
    own = open_audit(tmp_path / "audit")
    with audited(own, []) as again:
        for table in ("articles", "sentences", "claims"):
            assert anonymous(rows(again, table)) == anonymous(rows(own, table))
        assert [again.text(name) for name in names(own).values()] == [own.text(article) for article in names(own)]


def anonymous(table: list[Row]) -> list[Row]:
    return [{k: v for k, v in row.items() if k not in ("article", "claim", "text_file", "encoding")} for row in table]


# Trials, with comparers of a few lines in place of the engine's


def comparing(compare: Callable[[Row, Row], bool], folder: Path, out: Path) -> None:
    """Audit a folder and write a contradiction for every two claims that a comparer says differ."""
    engine.audit(folder, out, pack="none")
    claims = [c for c in json_rows(out / "claims.jsonl") if c["predicate"]]
    pairs = [pair for pair in combinations(claims, 2) if same_topic(*pair) and compare(*pair)]
    write_jsonl(out / "findings.jsonl", (report(number, *pair) for number, pair in enumerate(pairs)))


def same_topic(one: Row, other: Row) -> bool:
    return bool(one["predicate"].split(":")[0] == other["predicate"].split(":")[0] and one["claim"] != other["claim"])


def report(number: int, one: Row, other: Row) -> Row:
    sides = [{**{k: c[k] for k in ("article", "start", "end")}, "side": s} for c, s in ((one, "a"), (other, "b"))]
    return finding(f"f{number}", "contradiction", "toy", *sides)


def differ(one: Row, other: Row) -> bool:
    """Another polarity, year, amount (by more than a tenth) or object."""
    if one["polarity"] != other["polarity"]:
        return True
    if one["time"] and other["time"]:
        return bool(one["time"][:4] != other["time"][:4])
    if one["quantity"] and other["quantity"]:
        a, b = size(one["quantity"]), size(other["quantity"])
        return abs(a - b) > 0.1 * max(a, b)
    return bool(one["object"] != other["object"])


def size(quantity: str) -> float:
    number, _, unit = quantity.lstrip("~").partition(" ")
    return float(number) * in_base_units(unit)[0]


def soberly(one: Row, other: Row) -> bool:
    plain = all(claim["attribution"] == "author" and not claim["condition"] for claim in (one, other))
    plain = plain and not any(claim["text"].startswith("Critics") for claim in (one, other))
    return plain and one["subject"] == other["subject"] and differ(one, other)


careful = partial(comparing, soberly)
careless = partial(comparing, differ)  # whatever the subject, whoever says it, and under whatever condition


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The toy articles and one more, which has another year for the canal’s opening: one finding."""
    folder = tmp_path_factory.mktemp("coast")
    docs = toy(folder / "docs")
    (docs / "later.txt").write_text(f"{CANAL.splitlines()[0]}\n\nThe Grand Canal was opened in July 1960.\n", encoding="utf-8")
    careful(docs, folder / "audit")
    return open_audit(folder / "audit")


@pytest.fixture(scope="module")
def trial(coast: Audit) -> pd.DataFrame:
    """What a careful comparer makes of all mutations."""
    return planted(coast, run=careful)


def test_a_careful_comparer_finds_all_changes_and_no_near_miss(coast: Audit, trial: pd.DataFrame) -> None:
    """That a copy differs from what its original differed from already is no alarm."""
    assert len(rows(coast, "findings")) == 1
    table = by_kind(trial)
    changes = table[~table["near_miss"]]
    assert list(changes["found"]) == list(changes["planted"]) == list(changes["strict"]) == [2, 2, 1, 2, 7]
    assert table.loc[table["near_miss"], "found"].sum() == 0
    assert list(table.loc[0, ["share", "low", "high"]]) == pytest.approx([1, *wilson(2, 2)])
    assert (table["read"] == table["planted"]).all()


def test_a_careless_comparer_gives_alarms(harbour: Audit) -> None:
    """What somebody claims, what stands under a condition, and what another subject has is reported, and is counted."""
    careful_with = {"date less exact", "amount in another unit"}
    kinds = {"under a condition", "claimed by others", "of another subject", *careful_with}
    table = by_kind(planted(harbour, most=4, kinds=kinds, run=careless)).set_index("kind")
    assert set(table.index) == kinds
    assert table.loc[list(kinds - careful_with), "found"].min() > 0
    assert table.loc[list(careful_with), "found"].sum() == 0


def test_a_comparer_that_finds_nothing_is_told_so(harbour: Audit) -> None:
    """Planted and read, and not found."""
    table = by_kind(planted(harbour, kinds=["another year"], run=partial(comparing, lambda *_: False)))
    assert table.loc[0, ["planted", "read", "strict", "found", "share"]].tolist() == [2, 2, 0, 0, 0]


def test_the_noise_floor_of_a_careful_comparer_is_nothing(coast: Audit) -> None:
    """The one finding stands between two articles, and twice more between one and the copy of the other."""
    assert list(noise_floor(coast, run=careful)["reported"]) == [0, 0]


def test_the_noise_floor_counts_what_should_not_be(harbour: Audit, tmp_path: Path) -> None:
    """A finding within one sentence, and those between an article and its copy, but for what the article has by itself."""
    shutil.copytree(harbour.folder, tmp_path / "audit")
    within = finding("f1", "tension", "x", piece(H, "Old Tower", "a"), piece(H, TALL, "b"))
    write_jsonl(tmp_path / "audit" / "findings.jsonl", [within])
    table = noise_floor(open_audit(tmp_path / "audit"), run=partial(comparing, lambda one, other: one["text"] == other["text"]))
    assert list(table["reported"]) == [1, sum(claim["predicate"] != "" for claim in rows(harbour, "claims")) - 1]
    assert table.loc[0, "of"] == 1


def test_fresh_subjects_are_names_that_stand_once(harbour: Audit) -> None:
    """Every claim that has a subject gets one of its own; nothing else changes, and the same on every run."""
    claims = rows(harbour, "claims")
    renamed = with_fresh_subjects(claims)
    named = [claim["subject"] for claim in renamed if claim["subject"]]
    assert len(named) == len(set(named)) == sum(claim["subject"] != "" for claim in claims)
    assert not set(named) & {claim["subject"] for claim in claims}
    assert [{**new, "subject": "", "subject_how": ""} for new in renamed] == [
        {**old, "subject": "", "subject_how": ""} for old in claims
    ]
    assert renamed == with_fresh_subjects(claims)
    assert re.fullmatch(r"[A-Z][a-z]{9}", fresh_name("x"))


def test_the_trials_are_printed_within_their_width(trial: pd.DataFrame) -> None:
    """A row per kind, with how many were planted and found."""
    floor = pd.DataFrame({"check": ["x" * 200], "reported": [0], "of": [1]})
    lines = trial_lines(trial, floor)
    assert max(map(len, lines)) <= WIDTH
    assert lines[2].split() == ["another", "year", "no", "2", "2", "2", "2", "1.00", "0.34–1.00"]
    assert not re.search(r"\b(lie|lies|wrong|false)\b", "\n".join(lines), re.IGNORECASE)
