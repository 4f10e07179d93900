"""A folder of good and bad files: each is read, repaired or skipped, and the load report says so."""

import json
import os
import subprocess
import sys
from pathlib import Path

import docx
import pandas as pd
import pytest

from nbutils import cli
from nbutils.engine import NothingToRead, audit
from nbutils.store import Audit, NotAnAudit, open_audit

TEXT = "The bridge opened in 1911. It carries trams and people across the river.\n"


def run(folder: Path, out: Path) -> Audit:
    """The audit of a folder."""
    audit(folder, out)
    return open_audit(out)


def rows(result: Audit) -> dict[str, tuple[str, str]]:
    """The load report by file."""
    return {r.file: (r.action, r.reason) for r in result.load_report.itertuples()}


@pytest.mark.parametrize(
    ("name", "data", "action", "reason"),
    [
        ("empty.txt", b"", "skipped", "empty"),
        ("blank.txt", b" \n\t\n", "skipped", "empty"),
        ("mark.txt", b"\xef\xbb\xbf", "skipped", "empty"),
        ("binary.txt", bytes(range(32)) * 40, "skipped", "binary"),
        ("utf16.txt", TEXT.encode("utf-16"), "repaired", "byte order mark of utf-16-le"),
        ("cp1252.txt", "Caf\u00e9 \u201cx\u201d. ".encode("cp1252") + TEXT.encode(), "repaired", "cp1252"),
        ("wrong-mark.txt", b"\xff\xfe" + TEXT.encode(), "repaired", "wrong byte order mark"),
        ("nul.txt", TEXT.replace("trams", "tr\x00ms").encode(), "repaired", "NUL"),
        ("bidi.txt", TEXT.replace("trams", "tr\u202ems").encode(), "repaired", "bidirectional"),
        ("mojibake.txt", TEXT.replace("trams", "tramâ€™s").encode(), "repaired", "mojibake"),
        ("mac.txt", TEXT.replace(" It", "\rIt").encode(), "repaired", "line ends"),
        ("no-newline.txt", TEXT.strip().encode(), "read", "utf-8"),
        ("paper.pdf", b"%PDF-1.4", "skipped", "save its text as .txt"),
        ("sheet.xlsx", b"PK", "skipped", "save it as .csv"),
        ("README", b"words", "skipped", "give it an ending"),
        ("broken.docx", b"PK not a zip", "skipped", "not a Word file"),
        ("broken.parquet", b"PAR1", "skipped", "not a good Parquet table"),
        ("no-text.csv", b"id,body\n1,x\n", "skipped", "without a column 'text'"),
        ("heads-only.csv", b"id,text\n", "skipped", "without a row"),
        (".hidden.txt", TEXT.encode(), "skipped", "hidden"),
        ("latin\udce9.txt", TEXT.encode(), "read", "utf-8"),
    ],
)
def test_a_file_is_read_repaired_or_skipped_with_the_reason(
    tmp_path: Path, name: str, data: bytes, action: str, reason: str
) -> None:
    """Whatever the file is, the good one beside it is read, and the load report has a row for both."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT)
    (folder / name).write_bytes(data)
    found = rows(run(folder, tmp_path / "out"))
    [(_, (done, why))] = [item for item in found.items() if item[0] != "good.txt"]
    assert found["good.txt"][0] == "read"
    assert done == action
    assert reason in why


def test_links_and_special_files_are_named_and_not_opened(tmp_path: Path) -> None:
    """A link could lead out of the folder, a pipe would never end."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(TEXT)
    (folder / "good.txt").write_text(TEXT)
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "gone.txt").symlink_to(tmp_path / "nothing")
    os.mkfifo(folder / "pipe.txt")
    found = rows(run(folder, tmp_path / "out"))
    assert {name: action for name, (action, _) in found.items()} == {
        "good.txt": "read", "out.txt": "skipped", "loop": "skipped", "gone.txt": "skipped", "pipe.txt": "skipped",
    }  # fmt: skip
    assert "link" in found["out.txt"][1]
    assert "regular file" in found["pipe.txt"][1]


def test_folders_may_be_deeper_than_a_path_can_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand levels are walked; below the longest path that the system takes, the folder is named."""
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    for level in range(2100):
        if level in {0, 1100}:
            Path("a.txt").write_text(TEXT)
        Path("d").mkdir()
        os.chdir("d")
    found = rows(run(tmp_path / "in", tmp_path / "out"))
    subprocess.run(["rm", "-r", tmp_path / "in"], check=True)  # Python's own way to remove a tree is not deep enough
    assert found[f"{'d/' * 1100}a.txt"] == found["a.txt"] == ("read", "utf-8")
    [(name, (action, reason))] = [row for row in found.items() if not row[0].endswith("a.txt")]
    assert name.startswith("d/d/d/")
    assert (action, reason) == ("skipped", "cannot be read: File name too long")


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No permission is a row of the load report, not a crash."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(TEXT)
    (tmp_path / "in" / "locked.txt").write_text(TEXT)
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    found = rows(run(tmp_path / "in", tmp_path / "out"))
    assert found["locked.txt"] == ("skipped", "cannot be read: Permission denied")


def test_two_files_of_one_name_are_two_articles(tmp_path: Path) -> None:
    """An article is named by its path below the folder, so nothing is lost."""
    for sub in ("a", "b"):
        (tmp_path / "in" / sub).mkdir(parents=True)
        (tmp_path / "in" / sub / "same.txt").write_text(f"{sub}: {TEXT}")
    result = run(tmp_path / "in", tmp_path / "out")
    assert list(result.articles["article"]) == ["a/same.txt", "b/same.txt"]
    assert result.text("b/same.txt").startswith("b:")


def test_a_name_too_long_for_a_file_name_keeps_its_text(tmp_path: Path) -> None:
    """A name of 255 bytes leaves no room for an ending; the text is stored under its hash."""
    (tmp_path / "in").mkdir()
    name = "n" * 251 + ".txt"
    (tmp_path / "in" / name).write_text(TEXT)
    result = run(tmp_path / "in", tmp_path / "out")
    assert result.text(name) == TEXT


def test_a_row_of_a_table_is_an_article(tmp_path: Path) -> None:
    """Named by its id, else by its number; a doubled id, a missing text and a bad line lose nothing."""
    (tmp_path / "in").mkdir()
    lines = [
        {"id": "x", "text": TEXT, "date": "2020-02-03"},
        {"text": TEXT},
        {"id": "x", "text": TEXT},
        {"id": "../up", "text": TEXT},
        {"id": "none"},
    ]
    lone = '{"id": "lone\\ud800", "text": "Half a pair: \\ud800 stands here.", "title": "\\ud800"}'
    text = "\n".join([*map(json.dumps, lines), "not json", lone])
    (tmp_path / "in" / "t.jsonl").write_text(text)
    result = run(tmp_path / "in", tmp_path / "out")
    assert list(result.articles["article"]) == ["t.jsonl#x", "t.jsonl#2", "t.jsonl#x~2", "t.jsonl#../up", "t.jsonl#lone\ufffd"]
    assert result.articles["date"][0] == "2020-02-03"
    assert result.text("t.jsonl#../up") == TEXT
    assert all((tmp_path / "out" / path).resolve().is_relative_to(tmp_path / "out") for path in result.articles["text_file"])
    assert rows(result)["t.jsonl#none"][0] == rows(result)["t.jsonl#6"][0] == "skipped"


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_the_three_kinds_of_table_give_the_same_articles(tmp_path: Path, ending: str) -> None:
    """A table may also be given itself instead of a folder."""
    frame = pd.DataFrame({"id": ["a", "b"], "text": [TEXT, TEXT + TEXT], "title": ["One", "Two"]})
    path = tmp_path / f"t.{ending}"
    {"csv": lambda: frame.to_csv(path, index=False), "parquet": lambda: frame.to_parquet(path),
     "jsonl": lambda: frame.to_json(path, orient="records", lines=True)}[ending]()  # fmt: skip
    result = run(path, tmp_path / "out")
    assert list(result.articles["article"]) == [f"t.{ending}#a", f"t.{ending}#b"]
    assert list(result.articles["title"]) == ["One", "Two"]


def test_the_article_is_taken_out_of_an_html_page(tmp_path: Path) -> None:
    """Headings stay headings, scripts and menus go."""
    (tmp_path / "in").mkdir()
    page = (
        "<html><head><title>The Old Bridge</title><meta charset='windows-1252'><script>alert(1)</script></head>"
        "<body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>The Old Bridge</h1><p>{TEXT * 4}</p><h2>Its Trams</h2><p>Caf\u00e9. {TEXT * 4}</p></article></body></html>"
    )
    (tmp_path / "in" / "p.html").write_bytes(page.encode("cp1252"))
    result = run(tmp_path / "in", tmp_path / "out")
    text = result.text("p.html")
    assert "alert" not in text
    assert "Café" in text
    assert result.articles["title"][0] == "The Old Bridge"
    assert "heading" in set(result.blocks["kind"])


def test_the_article_is_taken_out_of_a_word_file(tmp_path: Path) -> None:
    """Styles say what is a heading and what a list."""
    (tmp_path / "in").mkdir()
    word = docx.Document()
    word.add_heading("The Old Bridge", 0)
    word.add_heading("Its Trams", 1)
    word.add_paragraph(TEXT)
    word.add_paragraph("people", style="List Bullet")
    table = word.add_table(2, 2)
    for cell, words in zip([c for row in table.rows for c in row.cells], ["Name", "Year", "North", "1911"], strict=True):
        cell.text = words
    word.save(tmp_path / "in" / "w.docx")
    result = run(tmp_path / "in", tmp_path / "out")
    assert list(result.blocks["kind"]) == ["title", "heading", "paragraph", "list-item", "table"]


def test_a_sidecar_gives_the_metadata(tmp_path: Path) -> None:
    """`a.txt.meta.yaml` beside `a.txt`; it is no article itself."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    (tmp_path / "in" / "a.txt.meta.yaml").write_text("date: 2001-02-03\nsource: The Bridge Trust\n")
    result = run(tmp_path / "in", tmp_path / "out")
    assert list(result.articles["article"]) == ["a.txt"]
    assert (result.articles["date"][0], result.articles["source"][0]) == ("2001-02-03", "The Bridge Trust")


def test_an_article_in_another_language_is_read_and_marked(tmp_path: Path) -> None:
    """It is shown; later stages draw no claims from it."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "de.txt").write_text(
        "Die Brücke wurde im Jahr 1911 eröffnet und trägt seitdem Straßenbahnen über den Fluss.\n"
    )
    assert list(run(tmp_path / "in", tmp_path / "out").articles["language"]) == ["de"]


@pytest.mark.parametrize("make", ["missing", "file", "empty", "nothing to read"])
def test_where_nothing_can_be_done_the_old_output_stays(tmp_path: Path, make: str) -> None:
    """One line says why; what was there is untouched."""
    out = tmp_path / "out"
    (tmp_path / "good").mkdir()
    (tmp_path / "good" / "a.txt").write_text(TEXT)
    audit(tmp_path / "good", out)
    before = (out / "report.json").read_bytes()
    source = tmp_path / "source"
    if make == "file":
        source = tmp_path / "good" / "a.txt"
    elif make != "missing":
        source.mkdir()
        if make == "nothing to read":
            (source / "empty.txt").write_bytes(b"")
    with pytest.raises(NothingToRead, match=r"give|is a file"):
        audit(source, out)
    assert (out / "report.json").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_the_output_folder_inside_the_input_is_not_read(tmp_path: Path) -> None:
    """The second run gives the same bytes as the first."""
    (tmp_path / "a.txt").write_text(TEXT)
    out = tmp_path / "audit"
    first = {path.name: path.read_bytes() for _ in [audit(tmp_path, out)] for path in out.glob("*.json*")}
    audit(tmp_path, out)
    assert {path.name: path.read_bytes() for path in out.glob("*.json*")} == first


def test_an_output_folder_with_foreign_files_is_refused(tmp_path: Path) -> None:
    """`--out ~` must not replace a home."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("mine")
    with pytest.raises(ValueError, match="not ours"):
        audit(tmp_path / "in", tmp_path / "home")
    assert (tmp_path / "home" / "letter.txt").read_text() == "mine"


def nbutils(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    return subprocess.run([sys.executable, "-m", "nbutils", *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("source", "words"),
    [("missing", "does not exist"), ("a.txt", "is a file"), ("hollow", "no article in")],
)
def test_the_command_says_in_one_line_what_is_wrong_and_exits_with_2(tmp_path: Path, source: str, words: str) -> None:
    """No traceback, and what to do."""
    (tmp_path / "hollow").mkdir()
    (tmp_path / "a.txt").write_text(TEXT)
    done = nbutils("audit", tmp_path / source, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if line.startswith("nbutils:") and words in line]
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_the_command_names_each_repaired_and_skipped_file(tmp_path: Path) -> None:
    """A line each, and the counts; exit code 0 because something was read."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "evil\n\x1b[31mname.txt").write_bytes(b"")
    done = nbutils("audit", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert "b.txt: skipped: empty" in lines
    assert "\x1b" not in done.stderr
    assert lines[-1].startswith("1 articles read")


def test_a_record_that_does_not_exist_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt path is not passed over."""
    monkeypatch.setattr(sys, "argv", ["nbutils", "audit", str(tmp_path), "--out", str(tmp_path / "o"), "--record", "no.csv"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert "no.csv does not exist" in capsys.readouterr().err


def test_an_audit_that_lacks_a_table_says_how_to_make_it_anew(tmp_path: Path) -> None:
    """As one made by an earlier version does."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("The harbour opened in 1911.\n")
    audit(tmp_path / "docs", tmp_path / "out")
    (tmp_path / "out" / "nodes.jsonl").unlink()
    with pytest.raises(NotAnAudit, match=r"has no nodes\.jsonl: it was made by an earlier version; make it anew with `nbutils"):
        _ = open_audit(tmp_path / "out").nodes
