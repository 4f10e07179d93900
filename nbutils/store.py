"""An audit on disk: tables as JSON lines, the decoded texts, and `report.json`. Written whole, read back validated."""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import pandas as pd

from nbutils import schemas
from nbutils.corpus.folder import is_audit
from nbutils.faults import Refusal
from nbutils.lines import checked, lines, rows_of

MARKER = "report.json"
_DEEP = 100  # folders; what makes and removes trees of them is recursive
BATCH = 20_000  # rows; one validation costs some milliseconds however few they are


class NotAnAudit(Refusal):
    """The folder holds no audit; the message says what to do."""


class TableWriter:
    """Appends rows to `NAME.jsonl`, validated in batches; a context manager."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._pending: list[Mapping[str, Any]] = []
        self._file = (folder / f"{name}.jsonl").open("w", encoding="utf-8", newline="\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._file:
            if error is None:
                self._flush()

    def add(self, added: Iterable[Mapping[str, Any]]) -> None:
        """Add rows; they reach the disk a batch at a time."""
        self._pending.extend(added)
        if len(self._pending) >= BATCH:
            self._flush()

    def add_lines(self, text: str) -> None:
        """Add rows that were validated before, as `lines` gives them."""
        self._flush()
        self._file.write(text)

    def _flush(self) -> None:
        checked(self.name, self._pending)
        self._file.write(lines(self.name, self._pending))
        self._pending.clear()


def rewrite(folder: Path, name: str, changed: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    """Write a table anew with each row changed; a line at a time, so that memory does not grow with it."""
    path, scratch = folder / f"{name}.jsonl", folder / f"{name}.new"
    with path.open(encoding="utf-8", newline="\n") as old, scratch.open("w", encoding="utf-8", newline="\n") as new:
        new.writelines(lines(name, [changed(json.loads(line))]) for line in old)
    scratch.replace(path)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table on disk, read one by one each time they are gone through."""

    path: Path

    def __iter__(self) -> Iterator[dict[str, Any]]:
        with self.path.open(encoding="utf-8", newline="\n") as file:
            yield from map(json.loads, file)


class Tables(Mapping[str, Rows]):
    """The tables in a folder by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> Rows:
        return Rows(self._folder / f"{name}.jsonl")

    def __iter__(self) -> Iterator[str]:
        return iter(schemas.TABLES)

    def __len__(self) -> int:
        return len(schemas.TABLES)


def write_text(folder: Path, article: str, text: str) -> str:
    """Write an article's text below `texts/`; the path it got, relative to the audit.

    That is `texts/ARTICLE.txt`, with what a file name cannot hold as %XX; where that fails (too long, too deep, or taken by
    a folder) the name is the hash of the article's.
    """
    names = (f"texts/{_safe(article)}.txt", f"texts/{sha256(article.encode()).hexdigest()}.txt")
    for name in names if article.count("/") < _DEEP else names[1:]:
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        except (FileExistsError, NotADirectoryError, IsADirectoryError, OSError):
            if name == names[-1]:
                raise
        else:
            break
    return name


def _safe(article: str) -> str:
    """Path parts stay; dots that would climb out of the folder, and signs some systems forbid, become %XX."""
    parts = (quote(part, safe=" !#$&'()+,;=@[]{}~^`") for part in article.split("/"))
    return "/".join(part.replace(".", "%2E") if set(part) <= {"."} else part for part in parts)


def write_report(folder: Path, report: Mapping[str, Any]) -> None:
    """Write `report.json`: keys sorted, so the bytes depend on the content alone."""
    text = json.dumps(report, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MARKER).write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Audit:
    """An audit read back from its folder; each table is a validated DataFrame, read when it is first asked for."""

    folder: Path

    @cached_property
    def report(self) -> dict[str, Any]:
        """Counts, versions and parameters."""
        data: dict[str, Any] = json.loads((self.folder / MARKER).read_text(encoding="utf-8"))
        return data

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row per article."""
        return self._table("articles")

    @cached_property
    def load_report(self) -> pd.DataFrame:
        """One row per file: read, repaired or skipped, and why."""
        return self._table("load_report")

    @cached_property
    def blocks(self) -> pd.DataFrame:
        """One row per block: its kind, level and span."""
        return self._table("blocks")

    @cached_property
    def sentences(self) -> pd.DataFrame:
        """One row per sentence: its block, span and words."""
        return self._table("sentences")

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """One row per time, quantity, ordinal, name or cue."""
        return self._table("mentions")

    @cached_property
    def claims(self) -> pd.DataFrame:
        """One row per claim: its span, slots, and what is missing."""
        return self._table("claims")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row per finding, worst first: status, rule, what parts, and the evidence on both sides."""
        return self._table("findings")

    @cached_property
    def sidebyside(self) -> pd.DataFrame:
        """One row per pair or cluster of passages to read side by side, best first."""
        return self._table("sidebyside")

    @cached_property
    def facts(self) -> pd.DataFrame:
        """One row per fact of the records that were used, and whether an article speaks of it."""
        return self._table("facts")

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """One row per thing the articles name: its layer, how often and where it is named."""
        return self._table("nodes")

    @cached_property
    def edges(self) -> pd.DataFrame:
        """One row per relation between two nodes that a sentence states, with its evidence."""
        return self._table("edges")

    @cached_property
    def themes(self) -> pd.DataFrame:
        """One row per theme: its words, whether they come back, its weight in each article, and its best passages."""
        return self._table("themes")

    @cached_property
    def agreements(self) -> pd.DataFrame:
        """One row per statement that several articles make."""
        return self._table("agreements")

    @cached_property
    def rhetoric(self) -> pd.DataFrame:
        """One row per hedge, vague word, claimed effect, stock phrase and the like."""
        return self._table("rhetoric")

    @cached_property
    def copies(self) -> pd.DataFrame:
        """One row per passage that stands in several places in one wording."""
        return self._table("copies")

    def text(self, article: str) -> str:
        """The decoded text of an article, which all offsets count in."""
        row = self.articles.loc[self.articles["article"] == article]
        if row.empty:
            raise KeyError(f"no article {article!r} in this audit")
        return _text(self.folder / row.iloc[0]["text_file"])

    def sentence_at(self, article: str, offset: int) -> int:
        """The number of the sentence at an offset of an article; between two sentences that of the one before."""
        return max(bisect_right(self._starts.get(article, []), offset), 1)

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where the sentences of each article begin; they are in order and numbered from 1."""
        return {str(article): list(starts) for article, starts in self.sentences.groupby("article", sort=False)["start"]}

    def _table(self, name: str) -> pd.DataFrame:
        path = self.folder / f"{name}.jsonl"
        if not path.is_file():
            made = f"nbutils audit FOLDER --out {self.folder}"
            raise NotAnAudit(f"{self.folder} has no {path.name}: it was made by an earlier version; make it anew with `{made}`")
        found = rows_of(path.read_bytes().decode("utf-8"))
        return schemas.validated(name, pd.DataFrame(found)) if found else schemas.empty(name)


@lru_cache(maxsize=64)
def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def open_audit(folder: Path) -> Audit:
    """The audit in a folder; raises NotAnAudit where there is none."""
    if not is_audit(folder):
        raise NotAnAudit(f"{folder} is no audit: it has no {MARKER}; make one with `nbutils audit FOLDER --out {folder}`")
    return Audit(folder)
