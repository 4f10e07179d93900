"""Folders and files that lie elsewhere (s3://…, memory://…, whatever fsspec knows): brought here first, taken there last.

In between a command sees local paths alone, so reading, comparing and swapping are what they always are.
"""

import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from nbutils.faults import Refusal
from nbutils.swap import OURS

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://")
_OUTPUTS = ("--out", "--figures", "--zip", "--sarif")
_NO_PLACES = ("--scheduler",)
_MARKERS = ("report.json", "index.html")  # of an audit, of a report
_UNDER_WAY = f"{OURS}new"  # in a folder to which an output is being taken, or was when the run was killed
_DONE = (None, 0, 1)  # exit codes with which there is an output: `check` ends with 1 where it found something
_standing: dict[str, str] = {}  # local path -> the address it stands for


class Elsewhere(Refusal):
    """A place that cannot be reached or must not be written to; the message says why and what to do."""


@contextmanager
def local(arguments: Sequence[str]) -> Iterator[list[str]]:
    """The arguments with local paths for addresses. What is written to those is taken to the addresses once the command is done.

    Raises Elsewhere where there is nothing at an address, or something that is not ours to replace.
    """
    if not any(_ADDRESS.search(argument) for argument in arguments):
        yield list(arguments)
        return
    with tempfile.TemporaryDirectory(prefix="nbutils-remote-") as scratch:
        outputs: dict[Path, str] = {}
        try:
            yield _localised(arguments, Path(scratch), outputs)
        except SystemExit as stop:
            if stop.code in _DONE:
                _take_out(outputs)
            raise


def shown(line: str) -> str:
    """A line for the user, in which a local path that stands for an address is that address."""
    for path, address in _standing.items():
        own = re.escape("/".join(Path(path).parts[-3:]))  # unique, however the path before it is written
        line = re.sub(rf"(?:file://)?/?(?:[^\s/]+/)*{own}", lambda _, address=address: address, line)  # type: ignore[misc]  # bound at once
    return line


def _localised(arguments: Sequence[str], scratch: Path, outputs: dict[Path, str]) -> list[str]:
    found = []
    for before, argument in pairwise(("", *arguments)):
        option, sign, value = argument.partition("=") if argument.startswith("--") else (before, "", argument)
        if not _ADDRESS.match(value) or option in _NO_PLACES:
            found.append(argument)
            continue
        path = scratch / str(len(_standing)) / (value.rstrip("/").rpartition("/")[2] or "root")
        path.parent.mkdir()
        _standing[str(path)] = value.rstrip("/")
        if option in _OUTPUTS:
            outputs[path] = value
            _refuse_foreign(value, replaced=option == "--out")
        else:
            _bring(value, path)
        found.append(f"{option}={path}" if sign else str(path))
    return found


def _reached(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path there."""
    try:
        from fsspec.core import url_to_fs

        system, root = url_to_fs(address)
    except ModuleNotFoundError:
        raise Elsewhere(f"{address} needs the package fsspec: pip install 'nbutils[scale]'") from None
    except (ImportError, ValueError) as error:  # a protocol whose own package is missing, or that nobody knows
        raise Elsewhere(f"{address} cannot be reached: {error}") from None
    return system, str(root).rstrip("/")


def _there(system: Any, root: str) -> dict[str, str]:
    """The files below a path, by their names relative to it."""
    return {path[len(root) :].lstrip("/"): path for path in sorted(system.find(root))}


def _bring(address: str, path: Path) -> None:
    """Copy a folder, or a file with the .yaml beside it that may say more of it."""
    with _told(address):
        system, root = _reached(address)
        if system.isfile(root):
            beside = f"{root.rpartition('.')[0]}.yaml"
            files = {path.name: root} | ({f"{path.stem}.yaml": beside} if system.exists(beside) else {})
            folder = path.parent
        elif files := _there(system, root):
            folder = path
        else:
            raise Elsewhere(f"nothing is at {address}: give a folder of articles, or a file")
        for name, source in files.items():
            target = folder / name
            if not target.resolve().is_relative_to(folder.resolve()):
                raise Elsewhere(f"{source} has a name that leads out of its folder: rename it")
            target.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(source, str(target))


def _refuse_foreign(address: str, *, replaced: bool) -> None:
    """Raise Elsewhere where an output would replace what is not ours."""
    with _told(address):
        system, root = _reached(address)
        names = _there(system, root) if replaced else {}
        if names and not {*_MARKERS, _UNDER_WAY} & set(names):
            raise Elsewhere(f"{address} holds files and no output of ours, so it is not ours to replace; name a new folder")


def _take_out(outputs: dict[Path, str]) -> None:
    for path, address in outputs.items():
        with _told(address):
            system, root = _reached(address)
            if path.is_dir():
                _replace(system, root, path)
            elif path.is_file():
                _put(system, path, root)
            else:
                continue
        sys.stderr.write(f"taken to {address}\n")


def _replace(system: Any, root: str, folder: Path) -> None:
    """Take a folder to a path. While that goes on it has no marker, so that nobody takes half an output for a whole one."""
    fresh = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    marker = next((name for name in _MARKERS if name in fresh), "")
    if not marker:  # figures: a folder that others may write to as well
        for name, path in fresh.items():
            _put(system, path, f"{root}/{name}")
        return
    old = _there(system, root)
    system.makedirs(root, exist_ok=True)
    system.pipe_file(f"{root}/{_UNDER_WAY}", b"")
    for name in [name for name in _MARKERS if name in old] + sorted(old.keys() - fresh.keys() - {*_MARKERS, _UNDER_WAY}):
        system.rm_file(old[name])
    for name in sorted(fresh, key=lambda name: (name == marker, name)):
        _put(system, fresh[name], f"{root}/{name}")
    system.rm_file(f"{root}/{_UNDER_WAY}")


def _put(system: Any, path: Path, target: str) -> None:
    system.makedirs(target.rpartition("/")[0], exist_ok=True)
    system.put_file(str(path), target)


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Whatever a file system raises as one line; each has errors of its own."""
    try:
        yield
    except Refusal:
        raise
    except Exception as error:
        what = " ".join(str(error).split()) or type(error).__name__
        raise Elsewhere(f"{address} cannot be read or written: {what[:300]}") from error
