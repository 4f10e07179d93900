"""The check before publishing: what a reader should look at, as lines for people, for a code host, and as SARIF."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbutils.exports.places import place
from nbutils.exports.sarif import sarif
from nbutils.exports.words import Row, level, message, reported, rule_id, to_look_at
from nbutils.store import Audit, open_audit
from nbutils.verdicts import Verdict

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}  # GitHub's words for the levels


@dataclass(frozen=True)
class Checked:
    """An audit, looked at with a reviewer's verdicts and, if `earlier` is given, for what an earlier audit did not have.

    `base` is the folder of the articles, as file names begin with it.
    """

    audit: Audit
    kept: Mapping[str, Verdict]
    base: Path = Path()
    earlier: frozenset[str] | None = None

    @property
    def found(self) -> list[Row]:
        """The findings to look at, worst first: neither supported, nor dismissed, nor there before."""
        return [row for row in to_look_at(self.audit, self.kept) if row["finding"] not in (self.earlier or ())]

    @property
    def worst(self) -> int:
        """The highest severity among them, 0 where there is none."""
        return max((row["severity"] for row in self.found), default=0)

    @property
    def summary(self) -> str:
        """How many there are, in a line."""
        new = " new" if self.earlier is not None else ""
        findings = f"{len(self.found)}{new} finding{'' if len(self.found) == 1 else 's'} to look at"
        if self.earlier is None:
            return findings
        now = {row["finding"] for row in reported(self.audit)}
        return f"{findings}; {len(self.earlier & now)} were there before, {len(self.earlier - now)} are gone"

    def lines(self) -> list[str]:
        """A line `file:line: status rule message (id)` for each finding; the id is what a verdict names."""
        return [_line(row, self.base) for row in self.found]

    def github(self) -> list[str]:
        """A workflow command for each finding, which GitHub shows beside the line of the file."""
        return [_command(row, self.base) for row in self.found]

    def sarif(self) -> str:
        """The findings as SARIF, dismissed ones suppressed, those of the earlier audit marked as unchanged."""
        return sarif(self.audit, self.kept, base=self.base, earlier=self.earlier)


def known(earlier: Path) -> frozenset[str]:
    """The ids of the findings of an earlier audit; raises NotAnAudit where the folder holds none."""
    return frozenset(row["finding"] for row in reported(open_audit(earlier)))


def base_of(folder: Path) -> Path:
    """The folder that the names of articles are relative to, itself relative to where the command runs, if it lies below."""
    base = folder.parent if folder.is_file() else folder
    here = Path.cwd()
    return Path(os.path.relpath(base)) if base.is_absolute() and base.resolve().is_relative_to(here) else base


def _line(row: Row, base: Path) -> str:
    first, *others = _passages(row)
    beside = "".join(f"; beside {_at(piece, base)}" for piece in others)
    return f"{_at(first, base)}: {row['status']} {rule_id(row['rule'])} {message(row)} ({row['finding']}){beside}"


def _command(row: Row, base: Path) -> str:
    first = _passages(row)[0]
    stands = place(first["article"])
    line = f",line={first['line']}" if stands.own else ""
    where = f"file={_escaped((base / stands.file).as_posix(), ':,')}{line}"
    said = _escaped(f"{row['status']}: {message(row)} ({row['finding']})", "")
    return f"::{_COMMANDS[level(row)]} {where},title={_escaped(row['rule'], ':,')}::{said}"


def _passages(row: Row) -> list[Row]:
    return [piece for piece in row["evidence"] if "article" in piece]


def _at(piece: Row, base: Path) -> str:
    return f"{(base / piece['article']).as_posix()}:{piece['line']}"


def _escaped(text: str, signs: str) -> str:
    """The text as GitHub's workflow commands take it; `%` goes first."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{signs}" else sign for sign in text)
