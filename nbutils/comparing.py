"""From the rows of all articles to what compares them: findings, the worklist, agreements, copies, what a record says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nbutils.claims.registry import Registry
from nbutils.compare.agreement import agreements
from nbutils.compare.findings import findings, shown_pairs, worst_first
from nbutils.compare.passages import passages
from nbutils.compare.vectors import Space, space
from nbutils.compare.worklist import worklist
from nbutils.corpus.metadata import UNDATED
from nbutils.record.comparing import Checked, check
from nbutils.record.facts import Record
from nbutils.rhetoric.copies import copies

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]
_BEST = ("", "not in the record", "supported", "contested", "outdated", "contradicted")  # of two words the later one counts


@dataclass(slots=True)
class Compared:
    """The rows of `findings`, `sidebyside`, `agreements`, `copies`, `facts`; what records say of claims; the pairs looked at."""

    findings: list[Row] = field(default_factory=list)
    sidebyside: list[Row] = field(default_factory=list)
    agreements: list[Row] = field(default_factory=list)
    copies: list[Row] = field(default_factory=list)
    facts: list[Row] = field(default_factory=list)
    in_record: dict[str, str] = field(default_factory=dict)
    pairs: int = 0


def compared(tables: Tables, records: Sequence[Record], registry: Registry, as_of: date | None) -> Compared:
    """Compare the articles with each other and with records."""
    found, words = _parted(tables)
    said = words.passages
    shown = shown_pairs(found.findings)  # what parts by a rule is no agreement, and needs no second place in the worklist
    shared = agreements(tables["sentences"], tables["blocks"], tables["claims"], tables["mentions"])
    found.agreements = [row for row in shared if not shown_pairs([row]) & shown]
    found.copies = copies(tables["sentences"], tables["blocks"])
    found.sidebyside = worklist(words, len(tables["articles"]), shown)
    spoken = {row["article"]: row["date"] for row in tables["articles"] if row["date"] != UNDATED}
    for record in records:
        _add(found, record, check(said, record, registry, as_of, spoken))
    found.findings = worst_first(found.findings)
    return found


def parted(tables: Tables) -> Compared:
    """The findings between articles alone, for trials that plant changes."""
    return _parted(tables)[0]


def _parted(tables: Tables) -> tuple[Compared, Space]:
    words = space(passages(tables["articles"], tables))
    return Compared(findings=worst_first(findings(words)), pairs=len(words.near[0])), words


def _add(found: Compared, record: Record, checked: Checked) -> None:
    """Add what a record says."""
    found.findings += [{"slots": [], **row} for row in checked.rows]
    for claim, word in checked.in_record.items():
        found.in_record[claim] = max(found.in_record.get(claim, ""), word, key=_BEST.index)
    columns = ("id", "subject", "property", "value", "unit", "valid_from", "valid_to", "status", "source", "source_url", "note")
    found.facts += [
        {"fact": fact.id, **{name: str(getattr(fact, name)) for name in columns[1:]}, "met": fact.id in checked.met}
        for fact in record.facts
    ]
