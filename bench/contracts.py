"""What must hold of each stage whatever it is given: a function from bytes for each, which raises where something does not.

The fuzzer (bench/fuzz.py) and the property tests (tests/test_hostile.py) drive the same functions. Only the errors a stage
declares (BadPack, BadRecord, BadVerdicts, Skipped rows) are right answers to bad input.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pandas as pd

from nbutils import schemas
from nbutils.claims.claims import assertions
from nbutils.claims.knowledge import Knowledge, knowledge
from nbutils.comparing import Comparing, Knowing, compared
from nbutils.corpus.articles import Article, read_article
from nbutils.corpus.decode import NotText, decode
from nbutils.corpus.formats import READERS, TABLES, Document, Skipped, documents
from nbutils.corpus.metadata import front_matter, mapping, metadata
from nbutils.corpus.readable import view
from nbutils.engine import Against, NothingToRead, audit
from nbutils.exports.graph import graphml, json_ld
from nbutils.graph.nodes import Layers
from nbutils.mentions.cues import cues
from nbutils.mentions.edtf import bounds
from nbutils.mentions.names import ArticleNames, Gazetteer
from nbutils.mentions.quantities import in_base_units, quantities
from nbutils.mentions.times import times
from nbutils.packs import schema
from nbutils.packs.load import load_pack
from nbutils.record.amounts import differ, measure
from nbutils.record.facts import BadRecord, Record, load_record
from nbutils.rhetoric.manner import manner
from nbutils.store import open_audit
from nbutils.verdicts import BadVerdicts, read_verdicts

Rows = Sequence[Mapping[str, Any]]
_PLAIN = [ending for ending in READERS if ending not in {".docx", ".parquet"}]


def text_of(data: bytes) -> str:
    """Any text that a file can hold."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


@cache
def place() -> Path:
    """A folder in memory where there is one: files are written a thousand times a second."""
    memory = Path("/dev/shm")  # noqa: S108  # a private folder below it
    return Path(mkdtemp(prefix="nbutils-fuzz-", dir=memory if memory.is_dir() else None))


@cache
def known() -> Knowledge:
    return knowledge([load_pack("nato")])


@cache
def shipped_record() -> Record:
    return load_record(load_pack("nato").folder / "facts.csv")


def written(data: bytes, name: str) -> Path:
    path = place() / name
    path.write_bytes(data)
    return path


def valid(name: str, rows: Rows) -> None:
    """Rows have the columns and values of their schema, and can be written as JSON in UTF-8."""
    columns = [column for column in schemas.TABLES[name] if column != "text_file"]
    for row in rows:
        assert set(columns) <= set(row), f"{name}: {set(columns) - set(row)} not there"
        for column in columns:
            _valid_cell(name, column, row[column])
        assert row.get("start", 0) <= row.get("end", 0), name
    json.dumps(list(rows), ensure_ascii=False, allow_nan=False).encode()


def _valid_cell(name: str, column: str, value: object) -> None:
    kind, check = schemas.TABLES[name][column]
    assert isinstance(value, kind), f"{name}.{column}: {value!r}"
    assert not isinstance(check, int) or value >= check, f"{name}.{column}: {value!r}"  # type: ignore[operator]  # a number
    assert not isinstance(check, tuple) or value in check, f"{name}.{column}: {value!r}"


def in_order(spans: Sequence[tuple[int, int]], length: int) -> None:
    assert all(0 <= start < end <= length for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def decoding(data: bytes) -> None:
    """Bytes give text that can be written again, or are said to be no text; the view leads back into the text."""
    try:
        text = decode(data).text
    except NotText:
        return
    assert "\r" not in text
    text.encode("utf-8")
    seen = view(text)
    back = [seen.back(offset) for offset in range(len(seen.text) + 1)]
    assert back == sorted(back)
    assert back[0] >= 0
    assert back[-1] == len(text)


def files(data: bytes) -> None:
    """A file of any format gives documents whose names and texts can be stored, or says why not."""
    ending = _PLAIN[data[0] % len(_PLAIN)] if data else ".txt"
    for item in documents(f"a{ending}", data[1:]):
        if isinstance(item, Skipped):
            item.reason.encode()
            item.file.encode()
        else:
            _article(item)
    assert ending in TABLES or len(list(documents(f"a{ending}", data[1:]))) == 1


def layout(data: bytes) -> None:
    """Blocks and sentences are in order, disjoint, cover every character that is not blank, and quote the text exactly."""
    _article(Document("a.txt", text_of(data), "utf-8"))


def _article(document: Document) -> Article:
    article = read_article(document)
    valid("articles", [article.row])
    for name, rows in (("blocks", article.blocks), ("sentences", article.sentences)):
        valid(name, rows)
        spans = [(row["start"], row["end"]) for row in rows]
        in_order(spans, len(article.text))
        left = "".join(article.text[a:b] for (_, a), (b, _) in pairwise([(0, 0), *spans, (len(article.text), 0)]))
        assert not left.strip(), (name, left.strip())
    assert all(article.text[row["start"] : row["end"]] == row["text"] for row in article.sentences)
    return article


def mentioning(data: bytes) -> None:
    """Times, quantities, names and cues stand in the text, in order, and their values can be compared."""
    text = text_of(data)
    found = times(text)
    in_order([(time.start, time.end) for time in found], len(text))
    for time in found:
        assert all(one.begin_first <= one.end_last for one in bounds(time.value)), time
    counted = quantities(text, [(time.start, time.end) for time in found])
    in_order([(one.start, one.end) for one in counted], len(text))
    for one in counted:
        assert one.low <= one.high < float("inf"), one
        assert one.value
        in_base_units(one.unit)
    in_order([(name.start, name.end) for name in ArticleNames(text, Gazetteer()).find(text)], len(text))
    assert all(0 <= cue.start < cue.end <= len(text) for cue in cues(text))


def claiming(data: bytes) -> None:
    """Mentions, claims and rows of rhetoric are valid and quote the text exactly; ids of claims are unique."""
    _said(Document("a.txt", text_of(data), "utf-8"))


def _said(document: Document) -> dict[str, Rows]:
    article = _article(document)
    article.row["language"] = "en"  # whatever the language is taken for
    said = assertions(article, known())
    tables = {
        "articles": [article.row], "blocks": article.blocks, "sentences": article.sentences, "mentions": said.mentions,
        "claims": [{**row, "in_record": ""} for row in said.claims], "rhetoric": manner(article, said.mentions, said.claims),
    }  # fmt: skip
    for name in ("mentions", "claims", "rhetoric"):
        valid(name, tables[name])
        assert all(article.text[row["start"] : row["end"]] == row["text"] for row in tables[name]), name
    assert len({row["claim"] for row in said.claims}) == len(said.claims)
    return tables


def comparing(data: bytes) -> None:
    """Two articles, and one with the record: all that comes of comparing is valid and quotes the articles exactly."""
    texts = [part for part in text_of(data).split("\x00") if part.strip()] or ["-"]
    tables: dict[str, list[Any]] = {}
    for number, text in enumerate(texts[:3]):
        for name, rows in _said(Document(f"{number}.txt", text, "utf-8")).items():
            tables.setdefault(name, []).extend(rows)
    nato = load_pack("nato")
    knowing = Knowing([shipped_record()], known().registry, None, Layers(nato.layers), nato.themes)
    found = compared(Comparing(tables, knowing))
    for name, part in found.rows.items():
        valid(name, part)
        for piece in (piece for row in part for piece in row.get("evidence", ()) if "article" in piece):
            assert texts[int(piece["article"].removesuffix(".txt"))][piece["start"] : piece["end"]] == piece["quote"], name
    assert set(found.in_record.values()) <= set(schemas.IN_RECORD)


def auditing(data: bytes) -> None:
    """A folder with one file of any bytes gives an audit that can be read back and exported, or says that nothing can be read."""
    folder, out = place() / "in", place() / "out"
    folder.mkdir(exist_ok=True)
    (folder / "a.txt").write_bytes(data)
    try:
        audit(folder, out, pack="nato", against=Against())
    except NothingToRead:
        return
    result = open_audit(out)
    for name in schemas.TABLES:
        assert isinstance(getattr(result, name), pd.DataFrame)
    graphml(result).encode()
    json_ld(result).encode()


def recording(data: bytes) -> None:
    """A table of facts is read, or refused with its line."""
    try:
        record = load_record(written(data, "facts.csv"))
    except BadRecord as error:
        _one_line(error)
        return
    valid("facts", [{"fact": fact.id, "met": False, **fact.model_dump()} for fact in record.facts])
    for fact in record.facts:
        assert fact.words
        amount = measure(fact)
        assert not amount or not differ(amount.amount, amount.amount), fact


def packing(data: bytes) -> None:
    """A file of a pack is read, or refused with its line."""
    path = written(data[1:], "pack.yaml")
    kinds = (schema.Entity, schema.Period, schema.Predicate, schema.Layer)
    try:
        if data[:1] < b"@":
            schema.row(path, schema.About)
        else:
            schema.rows(path, kinds[data[0] % len(kinds)])
    except schema.BadPack as error:
        _one_line(error)


def describing(data: bytes) -> None:
    """Front matter and sidecars give fields of text, whatever they hold."""
    text = text_of(data)
    for stated in (mapping(text), front_matter(text)):
        about = metadata((stated,), "", ())
        valid("articles", [{**dict.fromkeys(schemas.TABLES["articles"], ""), "chars": 0, "words": 0, "title": about.title,
                            "date": about.date, "author": about.author, "source": about.source}])  # fmt: skip


def judging(data: bytes) -> None:
    """A file of verdicts is read, or refused with its line."""
    try:
        found = read_verdicts(written(data, "verdicts.jsonl"))
    except BadVerdicts as error:
        _one_line(error)
        return
    assert all(str(verdict) for verdict in found.values())


def _one_line(error: Exception) -> None:
    """The message names the file and the line."""
    message = str(error).splitlines()
    assert len(message) == 1, message
    assert str(place()) in message[0], message


HARNESSES: Mapping[str, Callable[[bytes], None]] = {
    "decoding": decoding, "files": files, "layout": layout, "mentioning": mentioning, "claiming": claiming,
    "comparing": comparing, "auditing": auditing, "recording": recording, "packing": packing, "describing": describing,
    "judging": judging,
}  # fmt: skip
