"""From the rows of all articles to what compares them, with each other and with records, as rows of further tables.

Comparing has parts that do not wait for each other, so each can be done in a process of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from nbutils.claims.registry import Registry
from nbutils.compare.agreement import agreements
from nbutils.compare.findings import findings, shown_pairs, worst_first
from nbutils.compare.passages import Passage, passages
from nbutils.compare.vectors import space
from nbutils.compare.wordings import statements
from nbutils.compare.worklist import worklist
from nbutils.corpus.metadata import UNDATED
from nbutils.graph.graph import graph
from nbutils.graph.nodes import Layers
from nbutils.packs.schema import Theme
from nbutils.record.comparing import check
from nbutils.record.facts import Fact, Record
from nbutils.rhetoric.copies import copies
from nbutils.themes.themes import themes
from nbutils.workers import pooled

Row = dict[str, Any]
Tables = Mapping[str, Iterable[Row]]
_BEST = ("", "not in the record", "supported", "contested", "outdated", "contradicted")  # of two words the later one counts
_OF_ARTICLE = ("blocks", "sentences", "mentions", "claims")
_OF_FACT = ("subject", "property", "value", "unit", "valid_from", "valid_to", "status", "source", "source_url", "note")


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
        return [passage for own in self.by_article() for passage in passages(own["articles"], own)]

    def by_article(self) -> Iterator[dict[str, list[Row]]]:
        """The tables of one article after the other, so that no more is held at a time; rows stand in the articles' order."""
        groups = {name: groupby(self.tables[name], key=itemgetter("article")) for name in _OF_ARTICLE}
        ahead = {name: next(group, None) for name, group in groups.items()}
        for row in self.tables["articles"]:
            own = {"articles": [row]}
            for name, first in ahead.items():
                own[name] = list(first[1]) if first and first[0] == row["article"] else []
                if own[name]:
                    ahead[name] = next(groups[name], None)
            yield own


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
    articles = sum(1 for _ in comparing.tables["articles"])
    listed = worklist(words, articles, shown_pairs(found))  # each pair has one place
    return Compared({"findings": found, "sidebyside": listed}, pairs=len(words.near[0]))


def _agreements(comparing: Comparing) -> Compared:
    own = ((each["sentences"], each["blocks"], each["claims"], each["mentions"]) for each in comparing.by_article())
    return Compared({"agreements": agreements([statement for tables in own for statement in statements(*tables)])})


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


def _fact(fact: Fact, met: bool) -> Row:
    return {"fact": fact.id, **{name: str(getattr(fact, name)) for name in _OF_FACT}, "met": met}


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
