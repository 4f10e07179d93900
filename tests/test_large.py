"""However large an input is: its time and memory grow in proportion, or it is named with what to do."""

import os
from pathlib import Path

import pandas as pd
import pytest

from nbutils.claims.knowledge import knowledge
from nbutils.corpus import formats
from nbutils.corpus.articles import read_article
from nbutils.corpus.folder import File, read_file
from nbutils.corpus.formats import LONGEST as LONGEST_ARTICLE
from nbutils.corpus.formats import Document, Skipped, documents
from nbutils.corpus.sentences import LONGEST
from nbutils.engine import audit
from nbutils.reading import read_one
from nbutils.store import open_audit

KNOWN = knowledge(())
ENGLISH = "The bridge opened in 1911. It carries trams and people across the river, and was led by Ada Cole. " * 20


@pytest.mark.parametrize(
    "unit",
    ["(", ")", '"', "“", "'", "7", "abc", "A", ",", ".", "word ", "Word ", "7 ", "word, ", "A. ", "1999 ", "if it was ",
     "he was it ", "I set ", "Ada said that ", "The Word (TW) ", "ensuring ", "â€™", "a | "],
)  # fmt: skip
@pytest.mark.parametrize("inside", [True, False])
def test_a_line_of_one_thing_is_read_in_steps_that_grow_with_it(unit: str, *, inside: bool) -> None:
    """Where a step took the square of the length this would not end; no depth of calls depends on it."""
    line = unit * (30_000 // len(unit))
    text = f"{ENGLISH} The bridge {line} was opened in 1999. {ENGLISH}" if inside else f"{ENGLISH}\n\n{line}\n\n{ENGLISH}"
    read = read_one(Document("a.txt", text, "utf-8"), KNOWN)
    assert read.row["language"] == "en"
    assert max(len(row["text"]) for row in read.tables["sentences"]) < 2 * LONGEST  # mojibake is longer than what it stands for


@pytest.mark.parametrize(
    "line",
    [
        "Word Word\n",
        "Word Word\n\n",
        "#\n",
        "> it was\n",
        "- item\n",
        "1.\n",
        "| a | b |\n",
        "It is.\n\n",
        "---\n",
        "Founded: 1999\n",
    ],
)
def test_many_lines_are_read_in_steps_that_grow_with_them(line: str) -> None:
    """Headings, items, quotes and rows without end."""
    read = read_one(Document("a.txt", ENGLISH + "\n\n" + line * (50_000 // len(line)), "utf-8"), KNOWN)
    assert read.row["language"] == "en"


def test_a_sentence_longer_than_any_is_read_in_parts_that_lose_nothing() -> None:
    """Between words where there are some; offsets stay exact."""
    text = "We met " + "here and there " * 1000 + "and " + "x" * 5000 + " again."
    article = read_article(Document("a.txt", text, "utf-8"))
    parts = [text[row["start"] : row["end"]] for row in article.sentences]
    assert [row["text"] for row in article.sentences] == parts
    assert max(map(len, parts)) <= LONGEST
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert parts[0].endswith((" and", " here", " there"))


def test_a_text_longer_than_any_article_is_named_with_what_to_do(tmp_path: Path) -> None:
    """Before it is read, where its size alone tells."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    os.truncate(path, 200_000_000)
    [item] = read_file(File(path, "a.txt"))
    assert isinstance(item, Skipped)
    assert item.reason.startswith("longer than 10 million characters: split it")


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html"])
def test_so_is_one_that_shows_its_length_when_it_is_decoded(name: str) -> None:
    """A row of a table as well; the other rows are read."""
    text = "ab cd " * (LONGEST_ARTICLE // 6 + 1)
    data = f"id,text\nlong,{text}\nshort,The bridge opened.\n" if name == "a.csv" else text
    found = list(documents(name, data.encode()))
    assert next(item.reason for item in found if isinstance(item, Skipped)).startswith("longer than 10 million")
    assert [item.article for item in found if isinstance(item, Document)] == (["a.csv#short"] if name == "a.csv" else [])


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize("most", [2, 3])
def test_a_table_of_more_rows_than_are_compared_is_named_before_any_is_read(
    monkeypatch: pytest.MonkeyPatch, ending: str, most: int
) -> None:
    """A row of many lines is one row."""
    frame = pd.DataFrame({"text": ["The bridge\nopened\nin 1911.", "It carries trams.", "It is red."]})
    data = {
        "csv": lambda: frame.to_csv(index=False).encode(),
        "jsonl": lambda: frame.to_json(orient="records", lines=True).encode(),
        "parquet": frame.to_parquet,
    }[ending]()
    monkeypatch.setattr(formats, "MOST_ROWS", most)
    found = list(documents(f"t.{ending}", data))
    refused = [f"a table of 3 rows: at most {most} are read together; split it and read the parts one by one"]
    assert [item.reason for item in found if isinstance(item, Skipped)] == (refused if most == 2 else [])
    assert len(found) == (1 if most == 2 else 3)


def test_many_empty_files_are_each_named(tmp_path: Path) -> None:
    """A step that looked at all others for each would not end."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ENGLISH)
    for number in range(20_000):
        (tmp_path / "in" / f"{number}.txt").touch()
    audit(tmp_path / "in", tmp_path / "out")
    result = open_audit(tmp_path / "out")
    assert (result.load_report["reason"] == "empty").sum() == 20_000
    assert list(result.articles["article"]) == ["a.txt"]
