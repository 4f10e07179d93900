"""What goes wrong around a run: killed, stopped, a full disk, no permission, files that change, a fault of our own."""

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nbutils import cli, engine
from nbutils.engine import audit
from nbutils.faults import Refusal, told
from nbutils.store import open_audit
from nbutils.swap import replacing, scratch

TEXT = "The bridge opened in 1911. It carries trams and people across the river.\n"
# Ends the process, as SIGKILL does, at the n-th rename, before (0) or after (1) it is done.
KILLED = """
import os, signal, sys
from pathlib import Path
from nbutils.swap import replacing
target, number, done = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
rename, calls = Path.rename, []
def killing(path, to):
    calls.append(to)
    if len(calls) == number and done: rename(path, to)
    if len(calls) == number: os.kill(os.getpid(), signal.SIGKILL)
    return rename(path, to)
Path.rename = killing
with replacing(target, marker="m") as folder:
    (folder / "m").write_text("new")
    (folder / "half").write_text("")
    if not number: os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize(("number", "done", "left"), [(0, 0, "old"), (1, 0, "old"), (1, 1, "old"), (2, 0, "old"), (2, 1, "new")])
def test_a_killed_run_leaves_the_old_output_or_the_new_one(tmp_path: Path, number: int, done: int, left: str) -> None:
    """Whole, once the next run begins; and that clears away what was left."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "m").write_text("old")
    killed = subprocess.run([sys.executable, "-c", KILLED, out, str(number), str(done)], check=False)
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(ZeroDivisionError), replacing(out, marker="m"):
        _ = 1 / 0  # the next run begins, and fails
    assert (out / "m").read_text() == left
    assert (out / "half").exists() == (left == "new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_report_left_beside_its_pages_is_cleared(tmp_path: Path) -> None:
    """A folder for the time of a run is empty at its start and gone at its end."""
    (tmp_path / ".out.nbutils-audit").mkdir()
    (tmp_path / ".out.nbutils-audit" / "half").write_text("")
    with scratch(tmp_path / "out", "audit") as folder:
        assert list(folder.iterdir()) == []
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_no_article(tmp_path: Path) -> None:
    """The next run gives the same bytes as if it had not been."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / ".out.nbutils-new").mkdir()
    (tmp_path / ".out.nbutils-new" / "b.txt").write_text(TEXT)
    audit(tmp_path, tmp_path / "out")
    assert list(open_audit(tmp_path / "out").load_report["file"]) == ["a.txt"]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: Path | str) -> int:
    """The command in this process; its exit code."""
    monkeypatch.setattr(sys, "argv", ["nbutils", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return int(stop.value.code or 0)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 2, "free some space"),
        (OSError(errno.EFBIG, "File too large"), 2, "raise the limit"),
        (PermissionError(errno.EACCES, "Permission denied", "/out"), 2, "/out: Permission denied: change its permissions"),
        (OSError(errno.EROFS, "Read-only file system"), 2, "can be written"),
        (MemoryError(), 2, "not enough memory"),
        (KeyboardInterrupt(), 130, "stopped"),
        (AssertionError(), 2, "AssertionError: – a fault of nbutils"),
        (ValueError("day is out of range"), 2, "ValueError: day is out of range – a fault of nbutils"),
        (RecursionError("too\ndeep"), 2, "RecursionError: too deep"),
    ],
)
def test_whatever_happens_in_a_run_is_one_line_and_the_old_output_stays(  # noqa: PLR0917  # three are fixtures
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    words: str,
) -> None:
    """No traceback; what to do; 2 for errors, 130 for Ctrl-C."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    audit(tmp_path / "in", tmp_path / "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(engine, "write_report", fail)  # the last thing a run does
    assert run(monkeypatch, "audit", tmp_path / "in", "--out", tmp_path / "out") == code
    assert words in capsys.readouterr().err.splitlines()[-1]
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")} == before
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith("nbutils-fault-")} == {"in", "out"}


def test_a_fault_of_ours_leaves_its_traceback_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names it; what a user can mend needs none."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert told(Refusal("give a folder")) == "give a folder"
    assert list(tmp_path.iterdir()) == []
    line = told(KeyError("x"))
    [file] = tmp_path.iterdir()
    assert line.endswith(f"please report it with {file}")
    assert "KeyError: 'x'" in file.read_text("utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "full"))
    assert told(KeyError("x")).endswith("is as it was")


@pytest.mark.parametrize("change", ["gone", "grown", "a folder"])
def test_a_file_that_changes_while_it_is_read_costs_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    """It is read as it is when its turn comes, or named with the reason."""
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / "in" / name).write_text(TEXT)
    read, victim = Path.read_bytes, tmp_path / "in" / "b.txt"

    def changing(path: Path) -> bytes:
        if path.name == "b.txt" and change == "grown":
            victim.write_text(TEXT * 2)
        elif path.name == "b.txt":
            victim.unlink()
            if change == "a folder":
                victim.mkdir()
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", changing)
    audit(tmp_path / "in", tmp_path / "out")
    result = open_audit(tmp_path / "out")
    reasons = dict(zip(result.load_report["file"], result.load_report["reason"], strict=True))
    expected = {"gone": "cannot be read: No such file", "grown": "utf-8", "a folder": "cannot be read: Is a directory"}[change]
    assert reasons["b.txt"].startswith(expected)
    assert reasons["a.txt"] == reasons["c.txt"] == "utf-8"
    if change == "grown":
        assert result.text("b.txt") == TEXT * 2


def started(*arguments: Path | str, limit: int = resource.RLIM_INFINITY) -> subprocess.Popen[str]:
    """The command in a process group of its own, as a terminal starts it; no file may become larger than `limit` bytes."""

    def ready() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "nbutils", *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=ready)  # noqa: PLW1509  # no threads here


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Articles that take a while to read, and an earlier output beside them."""
    monkeypatch.setenv("NBUTILS_CACHE", str(tmp_path / "cache"))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    audit(tmp_path / "in", tmp_path / "out")
    for number in range(40):
        (tmp_path / "in" / f"{number}.txt").write_text(TEXT * 400)
    return tmp_path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_while_articles_are_read_stops_all_processes_and_leaves_the_old_output(folder: Path, workers: str) -> None:
    """The signal goes to every process of the terminal; one line is left of it."""
    before = (folder / "out" / "report.json").read_bytes()
    run = started("audit", folder / "in", "--out", folder / "out", "--workers", workers)
    written = folder / ".out.nbutils-new" / "claims.jsonl"
    while not written.exists():
        assert run.poll() is None
    time.sleep(0.5)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate()
    assert run.returncode == 130
    assert said.splitlines()[-1] == "nbutils: stopped; what was in --out is as it was"
    assert "Traceback" not in said
    assert (folder / "out" / "report.json").read_bytes() == before
    assert {path.name for path in folder.iterdir()} - {"cache"} == {"in", "out"}
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)  # nothing of it runs on


def test_a_disk_that_takes_no_more_is_one_line_and_the_old_output_stays(folder: Path) -> None:
    """As a limit on the size of files makes it."""
    before = (folder / "out" / "report.json").read_bytes()
    run = started("audit", folder / "in", "--out", folder / "out", "--workers", "1", limit=20_000)
    _, said = run.communicate()
    assert run.returncode == 2
    assert said.splitlines()[-1].startswith("nbutils: File too large: raise the limit")
    assert (folder / "out" / "report.json").read_bytes() == before
    assert not (folder / ".out.nbutils-new").exists()
