"""Write a folder beside the old one and swap it in whole, so that a run that is killed never leaves half an output."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbutils.faults import Refusal

OURS = ".nbutils-"  # stands in the names of folders that are gone when a run ends


@contextmanager
def replacing(target: Path, *, marker: str) -> Iterator[Path]:
    """Yield an empty folder that takes the place of `target` when the block ends without an exception.

    On an exception `target` stays as it was. What a killed run left behind is cleared away, or put back, at the next
    start.

    `marker` names the file that shows a folder is an earlier output of ours. Raises Refusal where `target` is a
    file, or a folder that holds something and not the marker: `--out ~` must not delete somebody's files.
    """
    target = target.resolve()
    _refuse_foreign(target, marker)
    fresh, old = (target.with_name(f".{target.name}{OURS}{state}") for state in ("new", "old"))
    _recover(target, fresh, old)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        _swap(target, fresh, old)
    except BaseException:  # an interrupt from the keyboard as well
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def write_whole(file: Path, data: bytes) -> None:
    """Write a file beside the old one and put it in its place, so that nobody reads half of it; its folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}{OURS}new")
    try:
        fresh.write_bytes(data)
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def scratch(target: Path, purpose: str) -> Iterator[Path]:
    """Yield an empty folder beside `target` that is gone when the block ends; one that a killed run left is cleared first."""
    folder = target.resolve().with_name(f".{target.resolve().name}{OURS}{purpose}")
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_foreign(target: Path, marker: str) -> None:
    """Raise Refusal unless `target` is absent, empty, or holds our marker."""
    if target.exists() and not target.is_dir():
        raise Refusal(f"{target} is a file; name a folder for the output")
    if target.is_dir() and any(target.iterdir()) and not (target / marker).is_file():
        raise Refusal(f"{target} holds files but no {marker}, so it is not ours to replace; name a new or an empty folder")


def _recover(target: Path, fresh: Path, old: Path) -> None:
    """Bring back the whole folder of a run that was killed between its two renames, and drop a half-written one."""
    if old.exists() and not target.exists():
        old.rename(target)
    for leftover in (fresh, old):
        if leftover.exists():
            shutil.rmtree(leftover)


def _swap(target: Path, fresh: Path, old: Path) -> None:
    """Put `fresh` where `target` is; the old folder is moved away first and removed last."""
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)  # a leftover is cleared at the next start
