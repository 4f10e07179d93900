"""From the rows of all articles to what compares them, with each other and with records, as rows of further tables.

Comparing has parts that do not wait for each other, so each can be done in a process of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from nbutils.claims.registry import Registry
from nbutils.compare.agreement import agreements
from nbutils.compare.findings import findings, shown_pairs, worst_first
from nbutils.compare.passages import Passage, passages
from nbutils.compare.vectors import space
from nbutils.compare.worklist import worklist
from nbutils.corpus.metadata import UNDATED
from nbutils.graph.graph import graph
from nbutils.graph.nodes import Layers
from nbutils.packs.schema import Theme
from nbutils.record.comparing import check
from nbutils.record.facts import Record
from nbutils.rhetoric.copies import copies
from nbutils.themes.themes import themes
from nbutils.workers import pooled

Row = dict[str, Any]
Tables = Mapping[str, Sequence[Row]]
_BEST = ("", "not in the record", "supported", "contested", "outdated", "contradicted")  # of two words the later one counts
_OF_FACT = ("id", "subject", "property", "value", "unit", "valid_from", "valid_to", "status", "source", "source_url", "note")


@dataclass(frozen=True, slots=True)
class Knowing:
    """What articles are compared with and by, beside each other: records, the day, who has which name, and what packs name."""

    records: Sequence[Record] = ()
    registry: Registry = field(default_factory=Registry)
    as_of: date | None = None
    layers: Layers = field(default_factory=lambda: Layers([]))
    themes: Sequence[Theme] = ()


@dataclass(slots=True)
class Compared:
    """The rows of each table that comes of comparing, what records say of claims, and the number of pairs looked at."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    in_record: dict[str, str] = field(default_factory=dict)
    pairs: int = 0


@dataclass(frozen=True)
class Comparing:
    """Comparing as a function of a part's name; `tables` has the rows of articles, blocks, sentences, mentions and claims."""

    tables: Tables
    knowing: Knowing = field(default_factory=Knowing)

    def __call__(self, part: str) -> Compared:
        """What a part gives."""
        return PARTS[part](self)

    @cached_property
    def passages(self) -> list[Passage]:
        """The passages of all articles."""
        return passages(self.tables["articles"], self.tables)


def compared(comparing: Comparing, workers: int = 1) -> Compared:
    """Compare the articles with each other and with records, in so many processes."""
    parts = dict(zip(PARTS, _done(comparing, workers), strict=True))
    apart = shown_pairs(parts["pairs"].rows["findings"])  # what parts by a rule is no agreement
    shared = parts["agreements"].rows
    shared["agreements"] = [row for row in shared["agreements"] if not shown_pairs([row]) & apart]
    whole = Compared()
    for found in parts.values():
        for name, rows in found.rows.items():
            whole.rows.setdefault(name, []).extend(rows)
        whole.in_record |= found.in_record
        whole.pairs += found.pairs
    whole.rows["findings"] = worst_first(whole.rows["findings"])
    return whole


def _done(comparing: Comparing, workers: int) -> Iterator[Compared]:
    yield from pooled(comparing, PARTS, workers, len(PARTS)) if workers > 1 else map(comparing, PARTS)


def parted(comparing: Comparing) -> Compared:
    """The findings between articles alone, for trials that plant changes."""
    words = space(comparing.passages)
    return Compared({"findings": worst_first(findings(words))}, pairs=len(words.near[0]))


def _pairs(comparing: Comparing) -> Compared:
    words = space(comparing.passages)
    found = findings(words)
    listed = worklist(words, len(comparing.tables["articles"]), shown_pairs(found))  # each pair has one place
    return Compared({"findings": found, "sidebyside": listed}, pairs=len(words.near[0]))


def _agreements(comparing: Comparing) -> Compared:
    tables = comparing.tables
    return Compared({"agreements": agreements(tables["sentences"], tables["blocks"], tables["claims"], tables["mentions"])})


def _themes(comparing: Comparing) -> Compared:
    return Compared({"themes": themes(comparing.tables, comparing.knowing.themes)})


def _against_records(comparing: Comparing) -> Compared:
    """What the records say: findings, a word for each claim, and each fact with whether an article speaks of it."""
    knowing, found = comparing.knowing, Compared({"findings": [], "facts": []})
    spoken = {row["article"]: row["date"] for row in comparing.tables["articles"] if row["date"] != UNDATED}
    for record in knowing.records:
        checked = check(comparing.passages, record, knowing.registry, knowing.as_of, spoken)
        found.rows["findings"] += [{"slots": [], **row} for row in checked.rows]
        found.rows["facts"] += [_fact(fact, fact.id in checked.met) for fact in record.facts]
        for claim, word in checked.in_record.items():
            found.in_record[claim] = max(found.in_record.get(claim, ""), word, key=_BEST.index)
    return found


def _fact(fact: Any, met: bool) -> Row:
    return {"fact": fact.id, **{name: str(getattr(fact, name)) for name in _OF_FACT[1:]}, "met": met}


def _graph(comparing: Comparing) -> Compared:
    return Compared(dict(zip(("nodes", "edges"), graph(comparing.tables, comparing.knowing.layers), strict=True)))


def _copies(comparing: Comparing) -> Compared:
    return Compared({"copies": copies(comparing.tables["sentences"], comparing.tables["blocks"])})


# In the order of their rows, and those first that take longest.
PARTS: dict[str, Callable[[Comparing], Compared]] = {
    "pairs": _pairs,
    "agreements": _agreements,
    "themes": _themes,
    "records": _against_records,
    "graph": _graph,
    "copies": _copies,
}
