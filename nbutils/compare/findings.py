"""Findings: what the rules say of passages that stand near each other, grouped under the passage that is responsible."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from nbutils.compare.partings import STATUSES, Near, Parting, near_pairs
from nbutils.compare.passages import Passage
from nbutils.compare.rules import RULES
from nbutils.compare.rules.items import items
from nbutils.compare.vectors import Space

Row = dict[str, Any]


def findings(space: Space) -> list[Row]:
    """The rows of `findings.jsonl` that come from comparing articles.

    Two passages part once, by the first rule that says so. Where one passage parts from several by the same rule, the
    findings are one, with that passage as side a.
    """
    found = [*items(space.passages), *(parting for near in near_pairs(space) if (parting := _first(near)))]
    return [_row(group) for group in _grouped(found)]


def worst_first(rows: Iterable[Row]) -> list[Row]:
    """Findings from any source in the one order they have everywhere, in tables, on pages and in exports.

    By severity, then by status as in STATUSES, then as they stand in the articles.
    """

    def rank(row: Row) -> tuple[int, int, str, int, str]:
        first = next(piece for piece in row["evidence"] if "article" in piece)
        return -row["severity"], STATUSES.index(row["status"]), first["article"], first["start"], row["finding"]

    return sorted(rows, key=rank)


def _first(near: Near) -> Parting | None:
    return next((parting for rule in RULES if (parting := rule(near))), None)


def _grouped(found: Sequence[Parting]) -> Iterator[list[Parting]]:
    """The partings by rule and the passage that has most of them."""
    counts = Counter((parting.rule, _place(passage)) for parting in found for passage in (parting.one, parting.other))
    groups: dict[tuple[str, tuple[str, int]], list[Parting]] = defaultdict(list)
    for parting in found:
        chief = max((parting.one, parting.other), key=lambda passage: (counts[parting.rule, _place(passage)], _place(passage)))
        groups[parting.rule, _place(chief)].append(parting)
    for (_, place), group in sorted(groups.items()):
        yield [_turned(parting, place) for parting in group]


def _turned(parting: Parting, place: tuple[str, int]) -> Parting:
    """The parting with the passage at a place as its first."""
    if _place(parting.one) == place:
        return parting
    slots = tuple((slot, b, a, same) for slot, a, b, same in parting.slots)
    given = (parting.rule, parting.status, parting.severity, parting.other, parting.one)
    return Parting(*given, parting.summary, parting.readings, slots)


def _row(group: Sequence[Parting]) -> Row:
    chief = group[0]
    evidence = [{**chief.one.evidence, "side": "a"}, *({**parting.other.evidence, "side": "b"} for parting in group)]
    return {
        "finding": finding_id(chief.rule, evidence),
        "status": chief.status,
        "rule": chief.rule,
        "severity": chief.severity,
        "summary": chief.summary if len(group) == 1 else f"{chief.summary} So do {len(group) - 1} more.",
        "readings": list(chief.readings),
        "slots": [{"slot": slot, "a": a, "b": b, "same": same} for slot, a, b, same in chief.slots],
        "evidence": evidence,
    }


def shown_pairs(rows: Iterable[Row]) -> frozenset[frozenset[tuple[str, int]]]:
    """The pairs of places that findings set against each other."""
    placed = ([item for item in row["evidence"] if "article" in item] for row in rows)
    return frozenset(
        frozenset(((a["article"], a["start"]), (b["article"], b["start"])))
        for items in placed
        for a in items
        for b in items
        if a is not b
    )


def finding_id(rule: str, evidence: Iterable[Row]) -> str:
    """A name for a finding that stays when unrelated text or files are added: a hash of rule and quotes with their articles."""
    quotes = (f"{item.get('article') or item.get('fact')}\0{item['quote']}" for item in evidence)
    return "f-" + sha256("\0".join((rule, *quotes)).encode()).hexdigest()[:12]


def _place(passage: Passage) -> tuple[str, int]:
    return passage.article, passage.start
