"""Folders that lie elsewhere: the same bytes as from here, taken there whole, the marker last."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest

from nbutils import cli, remote
from nbutils.engine import audit

TEXT = "The Harbour Bridge opened in 1911. It carries trams and people across the river, and was built by 300 men.\n"


@pytest.fixture
def memory() -> Iterator[Any]:
    """An empty file system in memory."""
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pipe_file("/docs/a.txt", TEXT.encode())
    system.pipe_file("/docs/sub/b.md", f"# The Bridge\n\n{TEXT}".encode())
    system.pipe_file("/docs/c.pdf", b"%PDF")
    yield system
    system.store.clear()


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept from other runs."""
    monkeypatch.setenv("NBUTILS_CACHE", str(tmp_path / "cache"))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    """The command in this process; its exit code."""
    monkeypatch.setattr(sys, "argv", ["nbutils", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return int(stop.value.code or 0)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stored(system: Any, root: str) -> dict[str, bytes]:
    return {path.removeprefix(f"{root}/"): system.cat_file(path) for path in system.find(root)}


@pytest.mark.parametrize("sign", [" ", "="])
def test_an_audit_of_an_address_is_that_of_a_folder(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sign: str
) -> None:
    """Byte for byte, load report included; messages name the address."""
    memory.get("/docs", str(tmp_path / "docs"), recursive=True)
    audit(tmp_path / "docs", tmp_path / "out")
    assert run(monkeypatch, "audit", "memory://docs", *f"--out{sign}memory://made/audit".split(" ")) == 0
    assert stored(memory, "/made/audit") == files(tmp_path / "out")
    said = capsys.readouterr().err
    assert said.splitlines()[-1] == "taken to memory://made/audit"
    assert "nbutils-remote" not in said


def test_a_local_file_system_may_be_given_as_an_address_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of articles, with a record beside its own description; an earlier output is replaced whole."""
    (tmp_path / "t.csv").write_text(f"id,text\nx,{json.dumps(TEXT.strip())}\n")
    (tmp_path / "facts.csv").write_text("subject,property,value\nHarbour Bridge,opened,1912\n")
    (tmp_path / "facts.yaml").write_text("title: Bridges\nchecked: 2020-01-01\n")
    out = tmp_path / "far" / "out"
    out.mkdir(parents=True)
    (out / "report.json").write_text("{}")
    (out / "stale.jsonl").write_text("")
    record = f"file://{tmp_path}/facts.csv"
    assert run(monkeypatch, "audit", f"file://{tmp_path}/t.csv", "--out", f"file://{out}", "--record", record) == 0
    audit(tmp_path / "t.csv", tmp_path / "here", against=cli.Against(tmp_path / "facts.csv"))
    assert files(out) == files(tmp_path / "here")
    assert '"article":"t.csv#x"' in (out / "articles.jsonl").read_text().replace('": ', '":')


def test_the_marker_is_taken_last_and_never_stands_beside_half_an_output(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one goes first; a run that is ended on the way is ours to replace."""
    for name in ("report.json", "stale.jsonl"):
        memory.pipe_file(f"/out/{name}", b"old")
    put, taken = remote._put, []  # noqa: SLF001  # the one step of taking

    def failing(system: Any, path: Path, target: str) -> None:
        assert not system.exists("/out/report.json")
        taken.append(target)
        if len(taken) == 3:
            raise PermissionError("quota of the bucket\nis used up")
        put(system, path, target)

    monkeypatch.setattr(remote, "_put", failing)
    assert run(monkeypatch, "audit", "memory://docs", "--out", "memory://out") == 2
    assert not memory.exists("/out/report.json")
    monkeypatch.setattr(remote, "_put", lambda *given: (taken.append(given[2]), put(*given)))
    assert run(monkeypatch, "audit", "memory://docs", "--out", "memory://out") == 0
    assert taken[-1] == "/out/report.json"
    assert {"stale.jsonl", ".nbutils-new"}.isdisjoint(stored(memory, "/out"))


def test_a_check_of_an_address_names_it_in_its_lines(
    memory: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SARIF is taken where it was asked for, whatever was found."""
    memory.pipe_file("/docs/d.txt", b"The Harbour Bridge opened in 1911.\n\nThe Harbour Bridge opened in 1935.\n")
    assert run(monkeypatch, "check", "memory://docs", "--sarif", "memory://found/f.sarif", "--pack", "none") in {0, 1}
    assert json.loads(memory.cat_file("/found/f.sarif"))["version"] == "2.1.0"
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.startswith("memory://docs/") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("memory://none", "--out", "o"), "nothing is at memory://none: give a folder"),
        (("memory://docs", "--out", "memory://docs"), "not ours to replace"),
        (("memory://docs/c.pdf", "--out", "o"), "memory://docs/c.pdf is a file"),
        (("nowhere://docs", "--out", "o"), "nowhere://docs cannot be reached"),
        (("memory://docs", "--out", "o", "--scheduler", "tcp://127.0.0.1:1"), "127.0.0.1"),
    ],
)
def test_what_cannot_be_done_is_one_line(  # noqa: PLR0917  # four are fixtures
    memory: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: Any, words: str
) -> None:
    """And what is there stays."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("nbutils.cluster.SECONDS", 1)
    before = stored(memory, "")
    assert run(monkeypatch, "audit", *arguments) == 2
    assert words in capsys.readouterr().err.splitlines()[-1]
    assert stored(memory, "") == before


def test_without_fsspec_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    assert run(monkeypatch, "audit", "s3://bucket/docs", "--out", "o") == 2
    assert "s3://bucket/docs needs the package fsspec: pip install 'nbutils[scale]'" in capsys.readouterr().err


def test_a_name_that_leads_out_of_its_folder_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store of objects may hold any name."""

    class Store:
        @staticmethod
        def isfile(_: str) -> bool:
            return False

        @staticmethod
        def find(_: str) -> list[str]:
            return ["/docs/../../evil.txt"]

    monkeypatch.setattr(remote, "_reached", lambda _: (Store, "/docs"))
    with pytest.raises(remote.Elsewhere, match="leads out of its folder"):
        remote._bring("memory://docs", tmp_path / "docs")  # noqa: SLF001  # the one step of bringing
