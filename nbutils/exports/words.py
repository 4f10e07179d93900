"""What is said of a finding outside the pages: which are to be looked at, their rule and message, what the record has."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from nbutils.packs.general import data
from nbutils.packs.load import GENERAL, PACKS
from nbutils.packs.schema import RuleWords, rows
from nbutils.store import Audit
from nbutils.verdicts import Verdict

Row = Mapping[Any, Any]
LEVELS = {3: "error", 2: "warning", 1: "note"}  # by severity, in the words of SARIF
_FIGURES = {"blind": "nobody had read", "read": "the rules were written with"}


def to_look_at(audit: Audit, kept: Mapping[str, Verdict]) -> list[Row]:
    """The findings that are neither supported by the record nor dismissed by a reviewer, worst first."""
    return [row for row in reported(audit) if not is_dismissed(row["finding"], kept)]


def reported(audit: Audit) -> list[Row]:
    """The findings that say that something parts, worst first."""
    return [row for row in audit.findings.to_dict("records") if row["severity"] > 0]


def is_dismissed(finding: str, kept: Mapping[str, Verdict]) -> bool:
    """Whether a reviewer's last verdict sets a finding aside."""
    return finding in kept and kept[finding].verdict == "dismissed"


def level(row: Row) -> str:
    """The severity of a finding as error, warning or note."""
    return LEVELS[min(row["severity"], max(LEVELS))]


def rule_id(rule: str) -> str:
    """A rule's name without blanks and colons: "record-date" of "record: date"."""
    return re.sub(r"\W+", "-", rule).strip("-")


def message(row: Row) -> str:
    """A finding in one line: what parts, the sources of the record, and the readings under which it does."""
    sources = dict.fromkeys(piece["source"] for piece in row["evidence"] if piece.get("source"))
    said = f"{said_of(row)} Source: {'; '.join(sources)}." if sources else said_of(row)
    return " ".join(said.split())


def said_of(row: Row) -> str:
    """What parts and the readings under which it does, for places that name the source beside it."""
    unless = f" This is no conflict unless {' and '.join(row['readings'])}." if row["readings"] else ""
    return " ".join(f"{row['summary']}{unless}".split())


def measured(rule: str) -> str:
    """How often a rule was right where it was measured, in words; "" for one that was not."""
    for group, kind in _FIGURES.items():
        figures = data("measured.yaml").get("rules", {}).get(group, {}).get(rule)
        if figures:
            return f"On labelled texts that {kind}, this rule was right in {figures['right']} of {figures['reported']} reports."
    return ""


def rule_words(rule: str) -> RuleWords:
    """What a rule looks for; a rule that is not described says its name."""
    described = _described()
    return described.get(rule) or described.get(rule.partition(":")[0]) or RuleWords(rule=rule, says=rule, unless="")


def as_of(audit: Audit) -> str:
    """The day the records are looked at from; several where they differ, "" without a record."""
    records = audit.report.get("parameters", {}).get("records", [])
    return ", ".join(sorted({record["as of"] for record in records}))


def values_of(audit: Audit) -> dict[str, str]:
    """What the record has, by fact: the value with its unit and the time it holds for."""
    found = {}
    for row in audit.facts.to_dict("records"):
        held = f" ({row['valid_from'] or '…'}–{row['valid_to'] or '…'})" if row["valid_from"] or row["valid_to"] else ""
        found[row["fact"]] = f"{row['value']} {row['unit']}".rstrip() + held
    return found


@cache
def _described() -> Mapping[str, RuleWords]:
    return {words.rule: words for words in rows(PACKS / GENERAL / "rules.yaml", RuleWords)}
