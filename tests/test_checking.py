"""The check before publishing: lines, exit codes, verdicts kept, what is new since an earlier audit, the zip file, the hook."""

import json
import os
import re
import shutil
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from pre_commit.clientlib import load_manifest
from test_exports import folder_of_lamps

from nbutils import cli
from nbutils.checking import Checked, base_of
from nbutils.engine import Against, audit
from nbutils.reports import build
from nbutils.reports.zipped import zip_report
from nbutils.store import open_audit
from nbutils.verdicts import SETTING, Verdict, add_verdict

ROOT = Path(__file__).parents[1]
LINE = re.compile(
    r"(?P<file>.+?):(?P<line>\d+): (?P<status>[\w-]+) (?P<rule>[\w-]+) (?P<message>.+?) \((?P<id>f-\w+)\)(?P<beside>.*)"
)


@pytest.fixture(scope="module")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `docs`, `facts.csv`, and the `audit` of both."""
    folder = tmp_path_factory.mktemp("checking")
    audit(folder_of_lamps(folder), folder / "audit", pack="none", against=Against(folder / "facts.csv"))
    return folder


@pytest.fixture
def run(lamps: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Run":
    """The command line in the folder of lamps, without a file of verdicts."""
    monkeypatch.setenv(SETTING, "")
    monkeypatch.chdir(lamps)
    return Run(monkeypatch, capsys)


class Run:
    """Calls the command line: exit code, output, and what was said to people."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.patch, self.capsys = patch, capsys

    def __call__(self, *arguments: object) -> tuple[int, list[str], str]:
        """Exit code, lines of output, the error stream."""
        self.patch.setattr(sys, "argv", ["nbutils", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = self.capsys.readouterr()
        return int(ended.value.code or 0), said.out.splitlines(), said.err


def test_a_line_names_file_line_status_rule_and_id(run: Run, lamps: Path) -> None:
    """A folder is read, worst first; the line is that of the quote; files are named as one would open them from here."""
    code, lines, said = run("check", "docs", "--record", "facts.csv", "--pack", "none")
    assert code == 1
    found = open_audit(lamps / "audit")
    rows = {row.finding: row for row in found.findings.itertuples() if row.status != "record-supported"}
    told = [match for line in lines if (match := LINE.fullmatch(line))]
    assert len(told) == len(lines) == len(rows)
    for match in told:
        row, first = rows[match["id"]], rows[match["id"]].evidence[0]
        assert (match["status"], match["rule"]) == (row.status, re.sub(r"\W+", "-", row.rule))
        assert (match["file"], int(match["line"])) == (f"docs/{first['article']}", first["line"])
    severities = [rows[match["id"]].severity for match in told]
    assert severities == sorted(severities, reverse=True)
    assert said.endswith(f"{len(rows)} findings to look at\n")


@pytest.mark.parametrize(("worst", "fail_on", "code"), [(3, 3, 1), (3, 1, 1), (2, 3, 0), (2, 2, 1), (1, 2, 0), (1, 1, 1)])
def test_the_exit_code_follows_the_severity(  # noqa: PLR0917  # a row of the table and three fixtures
    run: Run, lamps: Path, tmp_path: Path, worst: int, fail_on: int, code: int
) -> None:
    """1 at or above --fail-on, else 0; what is supported never counts."""
    shutil.copytree(lamps / "audit", tmp_path / "audit")
    path = tmp_path / "audit" / "findings.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    path.write_text("".join(json.dumps({**row, "severity": min(row["severity"], worst)}) + "\n" for row in rows), "utf-8")
    assert run("check", tmp_path / "audit", "--fail-on", fail_on)[0] == code
    path.write_text("".join(json.dumps(row) + "\n" for row in rows if not row["severity"]), "utf-8")
    assert run("check", tmp_path / "audit", "--fail-on", 1)[:2] == (0, [])


BAD = [
    (("check", "nothing-here"), "nothing-here does not exist"),
    (("check", "audit", "--verdicts", "none.jsonl"), "none.jsonl does not exist: give a file"),
    (("check", "audit", "--verdicts", "facts.csv"), "facts.csv:1: not JSON"),
    (("check", "audit", "--since", "docs"), "docs is no audit"),
    (("check", "audit", "--sarif", "facts.csv/x.sarif"), "facts.csv"),
]


@pytest.mark.parametrize(("arguments", "message"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_checked_is_one_line_and_exit_code_2(run: Run, arguments: tuple[str, ...], message: str) -> None:
    """A typing error is no verdict on the articles."""
    code, _, said = run(*arguments)
    assert code == 2
    assert message in said.splitlines()[-1]


def test_github_gets_a_command_with_signs_escaped(run: Run, lamps: Path) -> None:
    """No sign of a file's name or of a quote ends the command; a page's lines are not those of its file."""
    _, lines, _ = run("check", "audit", "--github")
    assert len(lines) == len(Checked(open_audit(lamps / "audit"), {}).found)
    for line in lines:
        assert re.fullmatch(r"::(?:error|warning|notice) file=[^,:]+(?:,line=\d+)?,title=[^,:]+::[^\r\n]+", line)
    assert [line for line in lines if "file=table.csv,title" in line]


@pytest.mark.parametrize(
    ("name", "escaped"), [("50%, a:b.txt", "50%25%2C a%3Ab.txt"), ("a\nb.txt", "a%0Ab.txt"), ("é b.txt", "é b.txt")]
)
def test_a_name_in_a_command_of_github(lamps: Path, tmp_path: Path, name: str, escaped: str) -> None:
    """Percent, comma, colon and line ends; nothing else."""
    shutil.copytree(lamps / "audit", tmp_path / "audit")
    path = tmp_path / "audit" / "findings.jsonl"
    path.write_text(path.read_text("utf-8").replace('"article": "table.csv#Ä 1"', f'"article": {json.dumps(name)}'), "utf-8")
    assert [line for line in Checked(open_audit(tmp_path / "audit"), {}).github() if f"file={escaped},line=1,title" in line]


def test_a_verdict_is_kept_from_run_to_run(run: Run, lamps: Path, tmp_path: Path) -> None:
    """What is dismissed is not told, though other files come; in SARIF it is suppressed; the setting does the same."""
    before = open_audit(lamps / "audit").findings
    finding = before.loc[before["status"] == "record-contradicted", "finding"].iloc[-1]
    add_verdict(tmp_path / "kept.jsonl", Verdict(id=finding, verdict="dismissed", reason="another lamp", date=date(2026, 11, 25)))
    shutil.copytree(lamps / "docs", tmp_path / "docs")
    (tmp_path / "docs" / "0 new.txt").write_text("Boats pass by the Old Dock every day.\n")
    options = ("--record", "facts.csv", "--pack", "none", "--verdicts", tmp_path / "kept.jsonl", "--sarif", tmp_path / "x.sarif")
    _, lines, _ = run("check", tmp_path / "docs", *options)
    assert lines
    assert not [line for line in lines if finding in line]
    results = json.loads((tmp_path / "x.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [r["properties"]["finding"] for r in results if "suppressions" in r] == [finding]
    run.patch.setenv(SETTING, str(tmp_path / "kept.jsonl"))
    assert len(run("check", "audit")[1]) == len(lines)


def test_only_what_is_new_is_told_since_an_earlier_audit(run: Run, lamps: Path, tmp_path: Path) -> None:
    """And only that makes the check fail."""
    code, lines, said = run("check", "audit", "--since", "audit", "--fail-on", 1)
    assert (code, lines) == (0, [])
    total = len(Checked(open_audit(lamps / "audit"), {}).found)
    assert said == f"0 new findings to look at; {total} were there before, 0 are gone\n"
    shutil.copytree(lamps / "audit", tmp_path / "earlier")
    path = tmp_path / "earlier" / "findings.jsonl"
    first, *others = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*others, first.replace(json.loads(first)["finding"], "f-000000000000")]), "utf-8")
    code, lines, said = run("check", "audit", "--since", tmp_path / "earlier")
    assert (code, len(lines)) == (1, 1)
    assert json.loads(first)["finding"] in lines[0]
    assert said == f"1 new finding to look at; {total - 1} were there before, 1 are gone\n"


def test_names_begin_with_the_folder_as_seen_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relative where the folder lies below; a table's rows lie beside it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "t.csv").touch()
    assert [base_of(Path(name)).as_posix() for name in ("docs", "docs/", ".", "docs/t.csv")] == ["docs", "docs", ".", "docs"]
    assert base_of(tmp_path / "docs") == Path("docs")
    assert base_of(tmp_path.parent) == tmp_path.parent


# --- the zip file


def pages(folder: Path) -> Path:
    """A folder like that of a report."""
    (folder / "data").mkdir(parents=True)
    (folder / "index.html").write_text("<p>é</p>", "utf-8")
    (folder / "data" / "é.parquet").write_bytes(bytes(range(256)))
    return folder


def test_a_zip_holds_all_pages_and_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    """Whatever the files' times and rights, and though an earlier zip lies among them."""
    one, two = pages(tmp_path / "one"), pages(tmp_path / "two")
    (two / "index.html").chmod(0o600)
    (two / "x.zip").write_bytes(b"old")
    zip_report(one, tmp_path / "new" / "x.zip")
    zip_report(two, two / "x.zip")
    assert (tmp_path / "new" / "x.zip").read_bytes() == (two / "x.zip").read_bytes()
    with zipfile.ZipFile(two / "x.zip") as packed:
        assert packed.namelist() == ["report/data/é.parquet", "report/index.html"]
        assert packed.read("report/data/é.parquet") == bytes(range(256))
    assert sorted(path.name for path in two.iterdir()) == ["data", "index.html", "x.zip"]


def test_report_packs_its_pages_where_it_is_told_to(run: Run, tmp_path: Path) -> None:
    """And hands the verdicts on to the notebooks."""
    add_verdict(tmp_path / "kept.jsonl", Verdict(id="f-1", verdict="accepted", date=date(2026, 11, 25)))
    run.patch.setattr(build, "build_report", lambda _audit, out, **_: pages(out))
    code, _, said = run(
        "report", "audit", "--out", tmp_path / "pages", "--zip", tmp_path / "r.zip", "--verdicts", tmp_path / "kept.jsonl"
    )
    assert code == 0
    assert f"packed: {tmp_path / 'r.zip'}" in said
    assert zipfile.is_zipfile(tmp_path / "r.zip")
    assert os.environ[SETTING] == str(tmp_path / "kept.jsonl")


def test_the_hook_is_one_that_other_repositories_can_use() -> None:
    """By pre-commit's own rules; its entry is a command there is."""
    [hook] = load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert hook["entry"] == "nbutils check"
    assert hook["pass_filenames"] is False
    assert [name for name in ("a.txt", "b/c.docx", "t.jsonl", "a.py", "txt") if re.search(hook["files"], name)] == [
        "a.txt",
        "b/c.docx",
        "t.jsonl",
    ]
