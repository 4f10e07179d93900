"""What holds against the record: every passage against every fact it meets, as findings and as a word for each claim."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nbutils.claims.registry import Registry
from nbutils.compare.passages import Passage
from nbutils.compare.values import dates
from nbutils.record.counts import numbers
from nbutils.record.discourse import scenes
from nbutils.record.facts import Record
from nbutils.record.holders import names
from nbutils.record.index import Facts
from nbutils.record.labelled import labelled
from nbutils.record.meetings import Meeting
from nbutils.record.moments import moments
from nbutils.record.scenes import Scene
from nbutils.record.stated import beside as beside_names
from nbutils.record.stated import by_claims, by_words
from nbutils.record.states import states, values
from nbutils.record.subjects import Names
from nbutils.record.tense import PRESENT, When
from nbutils.record.truths import truths
from nbutils.record.verdicts import CLAIM_WORDS, decided, finding, status_of

Row = dict[str, Any]
NOT_IN_RECORD = "not in the record"


@dataclass(frozen=True, slots=True)
class Checked:
    """What comparing with a record gave: rows for findings; for each claim its word; the ids of the facts met."""

    rows: list[Row]
    in_record: dict[str, str]
    met: frozenset[str] = field(default_factory=frozenset)


def against_record(
    passages: Sequence[Passage],
    record: Record,
    registry: Registry,
    as_of: date | None = None,
    spoken: Mapping[str, str] | None = None,
) -> list[Row]:
    """The rows of `findings.jsonl` that come from the record; see `check`."""
    return check(passages, record, registry, as_of, spoken).rows


def check(
    passages: Sequence[Passage],
    record: Record,
    registry: Registry,
    as_of: date | None = None,
    spoken: Mapping[str, str] | None = None,
) -> Checked:
    """Every passage against the record as of a day, by default the one on which the record was last checked.

    `spoken` gives the date (EDTF) of articles that have one: they speak of their own day. Claims get "supported",
    "contradicted", "outdated", "contested", "not in the record", or "" where they cannot be checked.
    """
    as_of = as_of or record.checked
    facts = Facts(record.facts)
    found: list[Row] = []
    words: dict[str, str] = {}
    met = set[str]()
    known = Names(record.facts)
    for scene in scenes(passages, known):
        own = spoken.get(scene.passage.article, "") if spoken else ""
        today = _today(own, as_of)
        kept = decided(scene, list(_meetings(scene, facts, registry, known, today)))
        met |= {meeting.fact.id for meeting in kept}
        found += [finding(meeting, record, as_of, today, dated=len(dates(own)) == 1) for meeting in kept]
        words |= _words(scene, kept, record)
    return Checked(_merged(found), words, frozenset(met))


def _today(stated: str, as_of: date) -> When:
    """The day an article speaks of: its own where it states one, no later than that of the record."""
    day = (as_of.year, as_of.month, as_of.day)
    own = dates(stated)
    if len(own) == 1 and own[0].last < day:
        return When(PRESENT, own[0].first, own[0].last)
    return When(PRESENT, day, day)


def _meetings(scene: Scene, facts: Facts, registry: Registry, known: Names, today: When) -> Iterator[Meeting]:
    yield from labelled(scene, facts, registry, known, today)
    yield from moments(scene, facts)
    yield from beside_names(scene, facts)
    yield from by_claims(scene, facts, registry)
    yield from by_words(scene, facts)
    yield from numbers(scene, facts, registry, today)
    yield from states(scene, facts, today)
    yield from values(scene, facts, today)
    yield from truths(scene, facts, today)
    yield from names(scene, facts, registry, today)


def _words(scene: Scene, kept: Sequence[Meeting], record: Record) -> dict[str, str]:
    """For each claim of a passage what the record says of it; the worst where several facts meet it."""
    found = {claim["claim"]: NOT_IN_RECORD if claim["checkable"] else "" for claim in scene.passage.claims}
    for meeting in sorted(kept, key=lambda each: CLAIM_WORDS.index(status_of(each, record)), reverse=True):
        at = scene.passage.start + meeting.start
        own = [claim for claim in scene.passage.claims if claim["start"] <= at < claim["end"]]
        if own:
            shortest = min(own, key=lambda claim: claim["end"] - claim["start"])
            found[shortest["claim"]] = status_of(meeting, record).removeprefix("record-")
    return found


def _merged(found: Sequence[Row]) -> list[Row]:
    """The findings; the same sentence in the same article is one finding with two places."""
    rows: dict[str, Row] = {}
    for row in found:
        if known := rows.get(row["finding"]):
            known["evidence"] = [*known["evidence"][:-1], row["evidence"][0], known["evidence"][-1]]
        else:
            rows[row["finding"]] = row
    return list(rows.values())
