"""A folder's files, in a fixed order; what is not read is named with what to do about it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from nbutils.corpus.formats import LONGEST, PLAIN, READERS, TABLES, TOO_LONG, Document, Skipped, documents, suffix
from nbutils.corpus.metadata import mapping
from nbutils.swap import OURS

SIDECARS = (".meta.yaml", ".meta.yml", ".meta.json")
SIZE_LIMIT = 1 << 29  # bytes
READ = ".txt, .md, .html, .docx, .jsonl, .csv or .parquet"
_ADVICE = {
    ".pdf": "save its text as .txt or .docx",
    ".doc": "save it as .docx",
    ".odt": "save it as .docx",
    ".rtf": "save it as .docx",
    ".pages": "export it as .docx",
    ".epub": "save its text as .txt",
    ".json": "write one object per line, as .jsonl with a column 'text'",
    ".xls": "save it as .csv with a column 'text'",
    ".xlsx": "save it as .csv with a column 'text'",
    ".zip": "unpack it",
    ".gz": "unpack it",
    "": f"give it an ending: {READ}",
}


@dataclass(frozen=True, slots=True)
class File:
    """A path and the name it has in the tables: relative to the folder, with `/`."""

    path: Path
    name: str


def list_files(folder: Path, leave_out: Path | None = None) -> list[File]:
    """Every file, link and left-out folder below a folder (or one table file), in the order of their names.

    `leave_out` is where the output goes: not an input, and not worth a word.
    """
    if folder.is_file():
        return [File(folder, folder.name)]
    return [File(path, _name(path.relative_to(folder))) for path in _walk(folder) if path != leave_out]


def _name(path: Path) -> str:
    """A name that is not Unicode is spelt with escapes: it has to fit into JSON."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _walk(folder: Path) -> Iterator[Path]:
    """Files, links and unreadable or left-out folders, sorted; links are not followed. However deep the folders are."""
    open_folders = [_entries(folder)]
    while open_folders:
        path, is_folder = next(open_folders[-1], (None, False))
        if path is None:
            open_folders.pop()
        elif OURS in path.name and path.name.startswith("."):
            continue  # of a run of ours that goes on, or was killed: not worth a word
        elif is_folder and not _folder_refusal(path):
            open_folders.append(_entries(path))
        else:
            yield path


def _entries(folder: Path) -> Iterator[tuple[Path, bool]]:
    """What is in a folder, and whether it is a folder itself; the folder as if it were a file where it cannot be opened."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return iter([(folder, False)])
    return ((folder / entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)


def read_file(file: File) -> Iterator[Document | Skipped]:
    """The documents in a file; a Skipped, with what to do, for a file that is not read. Never raises for what is on disk."""
    try:
        if reason := _refusal(file.path):
            yield Skipped(file.name, reason)
        elif not file.name.endswith(SIDECARS):
            yield from _with_sidecar(file.path, documents(file.name, file.path.read_bytes()))
    except OSError as error:
        yield Skipped(file.name, f"cannot be read: {error.strerror}")


def trace(file: File) -> str:
    """All that reading a file depends on, as a few characters: a hash of its bytes, or why it is not read."""
    try:
        if reason := _refusal(file.path):
            return reason
        with file.path.open("rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        return f"cannot be read: {error.strerror}"


def is_audit(folder: Path) -> bool:
    """Whether a folder holds an audit."""
    return all(os.path.isfile(folder / name) for name in ("report.json", "articles.jsonl"))  # noqa: PTH113  # never raises


def _refusal(path: Path) -> str:
    """Why a file is not opened; empty where it is."""
    if path.is_symlink():
        return "a link: links are not followed; put the file itself into the folder"
    if path.is_dir():
        return _folder_refusal(path) or "folder cannot be opened"
    if path.name.startswith("."):
        return "hidden: its name begins with a dot"
    if not path.is_file():
        return "not a regular file"
    return _size_refusal(path) or _format_refusal(path.name)


def _size_refusal(path: Path) -> str:
    size = path.stat().st_size
    if suffix(path.name) in PLAIN and size > 4 * LONGEST:  # no encoding takes more than four bytes for a character
        return TOO_LONG
    return "larger than 512 MB: split it" if size > SIZE_LIMIT else ""


def _format_refusal(name: str) -> str:
    if name.endswith(SIDECARS) or suffix(name) in READERS:
        return ""
    return f"not a format that is read: {_ADVICE.get(suffix(name), f'articles are {READ}')}"


def _folder_refusal(path: Path) -> str:
    """Why a folder is not entered; empty where it is."""
    if path.name.startswith("."):
        return "hidden folder: its name begins with a dot"
    return "an audit's folder: not read as articles" if is_audit(path) else ""


def _with_sidecar(path: Path, found: Iterator[Document | Skipped]) -> Iterator[Document | Skipped]:
    """Fields of `a.txt.meta.yaml` go before what `a.txt` says of itself."""
    stated = {k: v for ending in SIDECARS for k, v in _sidecar(path, ending).items()} if suffix(path.name) not in TABLES else {}
    for item in found:
        if stated and isinstance(item, Document):
            yield replace(item, stated={**item.stated, **stated})
        else:
            yield item


def _sidecar(path: Path, ending: str) -> dict[str, object]:
    beside = path.with_name(path.name + ending)
    try:
        return mapping(beside.read_text(encoding="utf-8-sig")) if beside.is_file() and not beside.is_symlink() else {}
    except (OSError, UnicodeDecodeError):
        return {}
