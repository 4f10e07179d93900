"""A reviewer's verdicts on findings and rows of the worklist, kept by id in a file of JSON lines outside every output folder."""

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from nbutils.faults import Refusal

SETTING = "NBUTILS_VERDICTS"


class BadVerdicts(Refusal):
    """A verdicts file that cannot be used; the message is one line with file, line and what to do."""


class Verdict(BaseModel):
    """What a reviewer holds of a finding or a pair, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    verdict: Literal["accepted", "dismissed"]
    reason: str = ""
    reviewer: str = ""
    date: date

    def __str__(self) -> str:
        """In words: "dismissed by Ada on 2026-11-25: two different missions"."""
        by = f" by {self.reviewer}" if self.reviewer else ""
        return f"{self.verdict}{by} on {self.date.isoformat()}" + (f": {self.reason}" if self.reason else "")


def read_verdicts(path: Path) -> Mapping[str, Verdict]:
    """The verdicts of a file by id, the last of each; none where there is no such file."""
    if not path.exists():
        return {}
    try:
        lines = enumerate(path.read_text("utf-8").split("\n"), 1)  # a reason may hold what else ends lines, as U+2028 does
    except UnicodeDecodeError:
        raise BadVerdicts(f"{path}:1: not UTF-8: save the file as text in UTF-8") from None
    found = (_verdict(path, number, line) for number, line in lines if line.strip())
    return {verdict.id: verdict for verdict in found}


def chosen() -> Mapping[str, Verdict]:
    """The verdicts of the file that the setting NBUTILS_VERDICTS names, if any."""
    return read_verdicts(Path(os.environ[SETTING])) if os.environ.get(SETTING) else {}


def add_verdict(path: Path, verdict: Verdict) -> None:
    """Add a verdict to a file, which is made where there is none."""
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(verdict.model_dump_json() + "\n")


def _verdict(path: Path, number: int, line: str) -> Verdict:
    try:
        return Verdict.model_validate(json.loads(line))
    except (ValueError, RecursionError) as error:  # of json and of the schema
        what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else "not JSON"
        raise BadVerdicts(
            f"{path}:{number}: {what}: a line holds id, verdict (accepted or dismissed), reason, reviewer, date"
        ) from None
