"""Runs in one process and in several, with kept readings and without: the same bytes; what has not changed is not done again."""

import json
import multiprocessing
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import pytest

from nbutils import reading, workers
from nbutils.asked import Against, How
from nbutils.cache import Cache, cache_folder, folder_hash
from nbutils.claims.knowledge import knowledge
from nbutils.comparing import PARTS, Comparing, Knowing
from nbutils.corpus.formats import Document, Skipped
from nbutils.engine import audit
from nbutils.graph.nodes import Layers
from nbutils.packs.load import load_pack
from nbutils.progress import left
from nbutils.reading import Reader, batches
from nbutils.record.facts import load_record
from nbutils.runs import Run, audit_inputs
from nbutils.store import Tables
from nbutils.workers import WorkerDied, mapped

YEARS = "The harbour opened in {0}.\n\nIt may hold about {0} ships, and it was built by Anna Berg between 1901 and {0}.\n"
ALONE = Against(parting_only=True)  # comparing is not what these tests are about


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Articles of several kinds, some to be mended and some to be skipped."""
    made = tmp_path / "in"
    (made / "deeper").mkdir(parents=True)
    for year in range(1910, 1914):
        (made / f"{year}.txt").write_text(YEARS.format(year))
    (made / "deeper" / "bom.md").write_bytes(b"\xef\xbb\xbf# Title\r\n\r\nSome 300 people live there \xe2\x80\x93 or did.\r\n")
    (made / "empty.txt").write_bytes(b"")
    (made / "picture.pdf").write_bytes(b"%PDF")
    (made / "rows.jsonl").write_text('{"id": "x", "text": "The bridge is 40 metres long."}\n{"no": 1}\n')
    return made


def content(folder: Path) -> dict[str, str]:
    """Each file below a folder with a hash of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each article is a batch of its own, and the first one is read here."""
    monkeypatch.setattr(reading, "BATCH", 1)
    monkeypatch.setattr(workers, "HERE", 1)


@pytest.mark.usefixtures("small_batches")
def test_any_number_of_processes_gives_the_same_bytes(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And several really are at work."""
    begun: list[int] = []
    start = workers.Pool.again
    monkeypatch.setattr(workers.Pool, "again", lambda pool: (begun.append(pool.workers), start(pool)))
    for number in (1, 2, 4):
        audit(folder, tmp_path / str(number), how=How(workers=number))
    assert begun == [2, 2, 4, 4]  # to read, and to compare
    assert content(tmp_path / "1") == content(tmp_path / "2") == content(tmp_path / "4")
    assert len(content(tmp_path / "1")) > 20


class Backwards(list[Any]):
    """Entries of a folder, as `os.scandir` gives them: to be closed in the end."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def test_the_order_in_which_a_disk_lists_files_changes_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does the batch an article is in."""
    audit(folder, tmp_path / "one", against=ALONE)
    listed = os.scandir
    monkeypatch.setattr(os, "scandir", lambda place: Backwards(sorted(listed(place), key=lambda entry: entry.name)[::-1]))
    monkeypatch.setattr(reading, "BATCH", 100)
    audit(folder, tmp_path / "other", against=ALONE)
    assert content(tmp_path / "one") == content(tmp_path / "other")


def test_hash_seed_time_zone_and_locale_change_nothing(folder: Path, tmp_path: Path) -> None:
    """As two users run the command, each without what the other kept."""
    users = {
        "a": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"},
        "b": {"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LC_ALL": "C.UTF-8"},
    }
    for name, own in users.items():
        call = [sys.executable, "-m", "nbutils", "audit", folder, "--out", tmp_path / name]
        environment = os.environ | own | {"NBUTILS_CACHE": str(tmp_path / f"cache-{name}")}
        subprocess.run(call, env=environment, check=True, capture_output=True)
    assert content(tmp_path / "a") == content(tmp_path / "b")


def double(number: int) -> int:
    """A task for other processes."""
    return 2 * number


def dies_once(path: Path) -> str:
    """Ends its process the first time it sees a path that is not there."""
    if not path.exists():
        path.touch()
        os._exit(9)
    return path.name


def dies(_number: int) -> None:
    """Ends its process."""
    if multiprocessing.parent_process():
        os._exit(9)


def fails(number: int) -> float:
    """Raises for nought."""
    return 1 / number


def test_results_come_in_order_and_few_batches_wait() -> None:
    """Memory does not grow with the number of batches."""
    taken = []
    source = (taken.append(number) or number for number in range(40))
    results = mapped(double, source, 2)
    for number, result in enumerate(results):
        assert result == 2 * number
        assert len(taken) <= number + 1 + 2 * workers.AHEAD


def test_a_batch_whose_process_is_killed_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And so are those that waited behind it."""
    monkeypatch.setattr(workers, "HERE", 0)
    (tmp_path / "0").touch()
    (tmp_path / "3").touch()
    paths = [tmp_path / str(number) for number in range(5)]
    assert list(mapped(dies_once, paths, 2)) == ["0", "1", "2", "3", "4"]


def test_a_batch_that_kills_every_process_is_one_clear_line() -> None:
    """It says what to do."""
    with pytest.raises(WorkerDied, match="try --workers 1"):
        list(mapped(dies, range(9), 2))


def test_what_a_batch_raises_in_a_process_is_raised_here() -> None:
    """As in one process."""
    with pytest.raises(ZeroDivisionError):
        list(mapped(fails, [1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1], 2))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the articles that are read, in place of taken from the cache."""
    names: list[str] = []
    one = reading.read_one
    monkeypatch.setattr(reading, "read_one", lambda document, known: names.append(document.article) or one(document, known))
    return names


def test_only_a_changed_article_is_read_again(folder: Path, tmp_path: Path, read: list[str]) -> None:
    """The bytes are those of a run that keeps nothing."""
    how = How(cache=Cache(tmp_path / "cache"))
    audit(folder, tmp_path / "out", against=ALONE, how=how)
    assert len(read) == 6
    read.clear()
    (folder / "1912.txt").write_text(YEARS.format(1999))
    (folder / "1913.txt").rename(folder / "1920.txt")
    audit(folder, tmp_path / "out", against=ALONE, how=how)
    assert read == ["1912.txt", "1920.txt"]
    audit(folder, tmp_path / "plain", against=ALONE)
    assert content(tmp_path / "out") == content(tmp_path / "plain")


def test_another_pack_reads_anew(folder: Path, tmp_path: Path, read: list[str]) -> None:
    """What it knows may change every claim."""
    how = How(cache=Cache(tmp_path / "cache"))
    audit(folder, tmp_path / "out", against=ALONE, pack="none", how=how)
    read.clear()
    audit(folder, tmp_path / "out", against=ALONE, pack="nato", how=how)
    assert len(read) == 6


@pytest.mark.parametrize("damage", [b"", b"x", None], ids=["emptied", "overwritten", "one bit"])
def test_a_damaged_entry_is_read_anew(folder: Path, tmp_path: Path, read: list[str], damage: bytes | None) -> None:
    """And mended."""
    how = How(cache=Cache(tmp_path / "cache"))
    audit(folder, tmp_path / "out", against=ALONE, how=how)
    good = content(tmp_path / "out")
    (entry, *_) = sorted((tmp_path / "cache").rglob("?" * 64))
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:] if damage is None else damage)
    read.clear()
    audit(folder, tmp_path / "out", against=ALONE, how=how)
    assert len(read) == 1
    assert content(tmp_path / "out") == good
    assert entry.read_bytes() == whole


def test_two_runs_at_once_share_a_cache(folder: Path, tmp_path: Path) -> None:
    """Each gives what it gives alone."""
    audit(folder, tmp_path / "plain", against=ALONE)
    how = How(cache=Cache(tmp_path / "cache"))
    process = multiprocessing.get_context("fork").Process
    runs = [process(target=audit, args=(folder, tmp_path / name), kwargs={"against": ALONE, "how": how}) for name in "ab"]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert content(tmp_path / "a") == content(tmp_path / "b") == content(tmp_path / "plain")
    assert not list((tmp_path / "cache").rglob("half-*"))


def test_a_cache_stays_within_its_limit_and_removes_nothing_else(tmp_path: Path) -> None:
    """What was used last stays."""
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "letter.txt").write_text("mine")
    kept = Cache(tmp_path)
    keys = [sha256(bytes([number])).hexdigest() for number in range(9)]
    for age, key in enumerate(keys):
        kept.put(key, list(range(1000)))
        os.utime(tmp_path / key[:2] / key, (age, age))
    assert kept.get(keys[0]) == list(range(1000))
    kept.prune(3 * (tmp_path / keys[0][:2] / keys[0]).stat().st_size)
    assert [key for key in keys if kept.get(key)] == [keys[0], *keys[-2:]]
    assert (tmp_path / "ab" / "letter.txt").read_text() == "mine"


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    """A full or read-only disk stops nothing."""
    (tmp_path / "file").touch()
    kept = Cache(tmp_path / "file")
    kept.put("0" * 64, 1)
    kept.prune()
    assert kept.get("0" * 64) is None


def test_the_cache_is_where_the_setting_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Else among the user's files of that kind."""
    monkeypatch.setenv("NBUTILS_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("NBUTILS_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "x"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == tmp_path / "x" / "nbutils"


def test_a_folder_has_another_hash_when_a_name_or_a_byte_is_another(tmp_path: Path) -> None:
    """What is compiled from it counts for nothing."""
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "a.py").write_text("1")
    first = folder_hash(tmp_path)
    (tmp_path / "__pycache__" / "a.pyc").write_text("1")
    assert folder_hash(tmp_path) == first
    (tmp_path / "a.py").write_text("2")
    changed = folder_hash(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert len({first, changed, folder_hash(tmp_path)}) == 3


def test_batches_hold_all_in_order() -> None:
    """However long a text is."""
    items = [
        Document("a", "x" * 2 * reading.BATCH, "utf-8"),
        Skipped("b", "empty"),
        *(Document(str(n), "x" * (reading.BATCH * 2 // 5), "utf-8") for n in range(5)),
    ]
    made = list(batches(items))
    assert [len(batch) for batch in made] == [1, 4, 2]
    assert [item for batch in made for item in batch] == items


def test_workers_with_other_code_refuse() -> None:
    """Their readings could not be told from ours."""
    reader = Reader(knowledge(()), "", "another")
    with pytest.raises(reading.OtherCode, match="install the same one"):
        reader([])


def test_lines_of_a_kept_reading_are_those_of_a_new_one(tmp_path: Path) -> None:
    """With names, fields and characters that could break a line."""
    document = Document("a\x85\u2028.txt", "One\u2028 two.\n\nIt opened in 1911 \x85.\n", "utf-8", ("mended",))
    document = replace(document, stated={"title": "A \u2029 title"})
    reader = Reader(knowledge(()), "", reading.package_hash(), Cache(tmp_path))
    assert reader([document]) == reader([document])
    (one,) = reader([document])
    assert all(len(text.splitlines()) == text.count("\n") for text in one.tables.values())
    assert json.loads(one.tables["blocks"].split("\n")[0])["article"] == document.article


def run_of(folder: Path, out: Path) -> Run:
    """The run of an audit."""
    return Run(audit_inputs(folder, out, "auto", Against()), (out,))


def test_an_unchanged_run_is_known_until_something_changes(folder: Path, tmp_path: Path) -> None:
    """An input, the output, or what it is compared with."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.json").write_text("{}")
    run_of(folder, out).keep(["done"])
    assert run_of(folder, out).told() == ["done"]
    (out / "more.txt").touch()
    assert run_of(folder, out).told() is None
    (out / "more.txt").unlink()
    assert run_of(folder, out).told() == ["done"]
    (folder / "1910.txt").write_text("Another text.\n")
    assert run_of(folder, out).told() is None


@pytest.mark.parametrize("change", ["new file", "renamed", "sidecar", "record", "beside the record", "pack", "day"])
def test_every_input_of_an_audit_counts(folder: Path, tmp_path: Path, change: str) -> None:
    """Each changes what a run follows from."""
    record, packs = tmp_path / "record" / "facts.csv", tmp_path / "pack"
    for path in (record, packs / "pack.yaml"):
        path.parent.mkdir()
        path.write_text("a")

    def inputs(day: date | None = None) -> str:
        return audit_inputs(folder, tmp_path / "out", str(packs), Against(record, day))

    before = inputs()
    assert inputs() == before
    if change == "renamed":
        (folder / "1910.txt").rename(folder / "1909.txt")
    paths = {
        "new file": folder / "deeper" / "new.txt",
        "sidecar": folder / "1910.txt.meta.yaml",
        "record": record,
        "beside the record": record.with_suffix(".yaml"),
        "pack": packs / "periods.yaml",
    }
    if change in paths:
        paths[change].write_text("b")
    assert inputs(date(2020, 1, 1) if change == "day" else None) != before


def test_the_command_does_nothing_where_nothing_changed(folder: Path, tmp_path: Path) -> None:
    """It says the same again, and writes nothing."""
    call = [sys.executable, "-m", "nbutils", "audit", folder, "--out", tmp_path / "out", "--pack", "none"]
    first = subprocess.run(call, check=True, capture_output=True, text=True)
    place = (tmp_path / "out").stat()
    again = subprocess.run(call, check=True, capture_output=True, text=True)
    assert again.stderr == first.stderr + "nothing has changed since then: done already\n"
    assert (tmp_path / "out").stat().st_ino == place.st_ino


def test_deciding_that_nothing_changed_imports_no_data_frames() -> None:
    """It would take longer than the decision."""
    code = "import sys, nbutils.cli; print([n for n in ('pandas', 'numpy', 'nbutils.claims') if n in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("seconds", "share", "text"), [(10, 0.5, ", about 10 s left"), (60, 0.1, ", about 9 min left"), (5, 0, ""), (5, 1, "")]
)
def test_the_time_left_is_told_in_round_numbers(seconds: float, share: float, text: str) -> None:
    """As far as it can be told."""
    assert left(seconds, share) == text


def test_comparing_can_be_sent_to_a_process_that_starts_afresh(folder: Path, tmp_path: Path) -> None:
    """Where processes are not forked, all that comparing needs goes through a pipe."""
    audit(folder, tmp_path / "out", pack="nato")
    nato = load_pack("nato")
    knowing = Knowing(
        [load_record(nato.folder / "facts.csv")], knowledge([nato]).registry, None, Layers(nato.layers), nato.themes
    )
    here = Comparing(Tables(tmp_path / "out"), knowing)
    there = pickle.loads(pickle.dumps(here))  # noqa: S301  # our own
    for part in PARTS:
        assert there(part) == here(part)
