"""From meetings to findings: which meeting of a passage counts, with what status, and in which words."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from nbutils.compare.findings import finding_id
from nbutils.mentions.edtf import Day
from nbutils.record.facts import Fact, Record
from nbutils.record.families import property_of
from nbutils.record.meetings import AGREES, LAPSED, PARTS, Meeting
from nbutils.record.scenes import Scene
from nbutils.record.tense import When

Row = dict[str, Any]
SEVERITY = {"record-contradicted": 3, "outdated": 2, "contested": 1, "record-supported": 0}
CLAIM_WORDS = tuple(SEVERITY)  # worst first
AGAINST = ("record-contradicted", "outdated")
_STATUS = {AGREES: "record-supported", PARTS: "record-contradicted", LAPSED: "outdated"}
_OPEN = ("hedged", "possible", "predicted", "advised")


def decided(scene: Scene, found: Sequence[Meeting]) -> list[Meeting]:
    """The meetings that count, in order of their place: one for each fact, and none held against words that agree with another.

    What is asked, said by others, hedged, denied or under a condition is held against nobody.
    """
    agreeing = [meeting for meeting in found if meeting.outcome == AGREES]
    settled = {_key(meeting) for meeting in agreeing}
    places = {(meeting.start, meeting.end) for meeting in agreeing}
    kept: dict[str, Meeting] = {meeting.fact.id: meeting for meeting in reversed(agreeing)}
    taken = set[tuple[int, int]]()
    for meeting in sorted(found, key=lambda each: (each.outcome != LAPSED, each.start)):
        place = (meeting.start, meeting.end)
        if meeting.outcome == AGREES or _key(meeting) in settled or place in places or place in taken:
            continue
        if not _is_open(scene, meeting):
            kept.setdefault(meeting.fact.id, meeting)
            taken.add(place)
    return sorted(kept.values(), key=lambda meeting: (meeting.start, meeting.fact.id))


def _key(meeting: Meeting) -> tuple[str, str]:
    known = property_of(meeting.fact.property)
    return meeting.fact.subject, known.family or meeting.fact.property


def _is_open(scene: Scene, meeting: Meeting) -> bool:
    """Whether a passage does not assert what it says at the place of a meeting."""
    if scene.text.rstrip(' ”"’').endswith("?") or "reported" in scene.passage.cues:
        return True
    at = scene.passage.start + meeting.start
    own = [claim for claim in scene.passage.claims if claim["start"] <= at < claim["end"]]
    claim = min(own, key=lambda each: each["end"] - each["start"], default=None)
    if claim is None:
        return False
    quoted = claim["attribution"] == "quoted"
    able = claim["modality"] == "possible" and meeting.outcome == LAPSED  # "visitors can ride to Port Grey today"
    return bool(claim["polarity"] == "negated" or claim["condition"] or quoted or (claim["modality"] in _OPEN and not able))


def status_of(meeting: Meeting, record: Record) -> str:
    """The status of a finding: nothing is contradicted or outdated where sources part."""
    contested = meeting.outcome != AGREES and record.is_contested(meeting.fact)
    return "contested" if contested else _STATUS[meeting.outcome]


def finding(meeting: Meeting, record: Record, as_of: date, today: When, *, dated: bool) -> Row:
    """The row of a meeting, with the passage as side a and the fact as side b; `dated` says whether the article is."""
    fact, status = meeting.fact, status_of(meeting, record)
    of_fact = {"fact": fact.id, "source": fact.source, "source_url": fact.source_url, "quote": fact.words, "side": "b"}
    evidence = [{**meeting.scene.passage.evidence, "side": "a"}, of_fact]
    return {
        "finding": finding_id(meeting.rule, evidence),
        "status": status,
        "rule": meeting.rule,
        "severity": _severity(meeting, status, dated=dated),
        "summary": _summary(meeting, today.last, dated=dated),
        "readings": list(_readings(meeting, record, as_of, dated=dated)),
        "evidence": evidence,
    }


def _severity(meeting: Meeting, status: str, *, dated: bool) -> int:
    """Firm findings come first: what rests on an unknown day, or on a fact that was not looked up, stands below them."""
    unsure = (status == "outdated" and not dated) or (status in AGAINST and meeting.fact.is_unchecked)
    return SEVERITY[status] - unsure


def _summary(meeting: Meeting, day: Day, *, dated: bool) -> str:
    fact, said = meeting.fact, re.sub(r"\s+", " ", meeting.said).strip(" .,;")
    of = f"under “{fact.property}” of {fact.subject}" if fact.property[:1].islower() else f"for {fact.subject}, {fact.property}"
    if meeting.outcome == AGREES:
        return f"The passage says “{said}”, as the record does {of}: {_value(fact)}."
    if meeting.outcome == LAPSED:
        what = f"no longer holds as of {_iso(day)}" if dated else "may be out of date"
        return f"The passage says “{said}”, which {what}: the record has {_value(fact)} {of}{_until(fact)}."
    return f"The passage says “{said}”, which differs from the record: it has {_value(fact)} {of}."


def _value(fact: Fact) -> str:
    return fact.value if fact.is_moment or not fact.unit else f"{fact.value} {fact.unit}"


def _until(fact: Fact) -> str:
    begun = f" from {fact.valid_from}" if fact.valid_from else ""
    return begun + (f" until {fact.valid_to}" if fact.valid_to else "")


def _since(fact: Fact) -> str:
    """From when on what a passage says no longer held."""
    return fact.valid_to or (fact.value if fact.is_moment else fact.valid_from)


def _iso(day: Day) -> str:
    return f"{day[0]:04d}-{day[1]:02d}-{day[2]:02d}"


def _readings(meeting: Meeting, record: Record, as_of: date, *, dated: bool) -> Sequence[str]:
    """On what a finding depends beyond the words of the passage."""
    found = list(meeting.readings)
    if meeting.outcome == LAPSED and not dated:
        found.append(f"the article, which states no date, was written after {_since(meeting.fact) or 'that'}")
    if meeting.outcome != AGREES and meeting.fact.is_unchecked:
        found.append("what the record has, which was not looked up in full, is so")
    if meeting.outcome != AGREES and meeting.fact.subject not in meeting.scene.named:
        found.append(f"the passage speaks of {meeting.fact.subject}")
    if record.is_contested(meeting.fact):
        found.append(record.why_contested(meeting.fact) or "sources part over it")
    if as_of > record.checked:
        found.append(f"not checked since {record.checked.isoformat()}")
    return found
