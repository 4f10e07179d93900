"""Dates against dates where no verb of a family says it: by the property's words, or beside the name ("the pact of 1949")."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbutils.claims.registry import Registry
from nbutils.compare.passages import stem, stems
from nbutils.compare.values import Span
from nbutils.mentions.times import Time
from nbutils.record.facts import Fact
from nbutils.record.families import DONE, Trigger, property_of, says, triggers
from nbutils.record.grammar import dated
from nbutils.record.index import Facts
from nbutils.record.meetings import AGREES, PARTS, Meeting
from nbutils.record.moments import RULE, agree, parts, spanned
from nbutils.record.scenes import Scene

_DATING = ("sign", "adopt", "occurrence", "force")  # what dates a name that a date stands beside
_ORDINALS = frozenset(map(stem, ("first", "second", "third", "fourth", "fifth", "last", "next", "final", "initial", "original")))


def by_words(scene: Scene, facts: Facts) -> Iterator[Meeting]:
    """The meetings with dated facts whose property's words all stand in the passage, with its one date or their clause's."""
    dates = [time for time in scene.times if time.kind not in ("duration", "later", "same", "next", "previous", "now")]
    for subject in sorted(scene.about) if dates else ():
        for fact in facts.moments(subject):
            said = _said(scene, fact)
            time = dates[0] if len(dates) == 1 else _dated_word(scene, fact) if said else None
            span = spanned(time) if time and said else None
            if time is None or span is None:
                continue
            outcome = AGREES if agree(span, fact) else PARTS
            if outcome == AGREES or (said == "all" and _alone(scene, fact, span, facts)):
                yield Meeting(scene, fact, RULE, outcome, scene.text[time.start : time.end], time.start, time.end)


def _dated_word(scene: Scene, fact: Fact) -> Time | None:
    """The date that goes with the first word of the property in the passage."""
    words = property_of(fact.property).stems
    word = next((token for token in scene.words if stem(token.lower) in words), None)
    return dated(scene, Trigger("", DONE, word.start, word.end), triggers(scene.text)) if word else None


def _said(scene: Scene, fact: Fact) -> str:
    """Whether the words of a property that is of no family all stand in the passage: "all", "missing" its ordinal, or ""."""
    known = property_of(fact.property)
    words = known.stems - set(stems(fact.subject))
    said = set(scene.passage.stems)
    if known.family or not words - _ORDINALS or not says(words - _ORDINALS, frozenset(said)):
        return ""
    return "all" if words & _ORDINALS <= said else "missing"


def _alone(scene: Scene, fact: Fact, span: Span, facts: Facts) -> bool:
    """Whether the passage names the subject or opens with it, no other that has the property too, and its rows all part."""
    others = [subject for subject in scene.named if subject != fact.subject]
    rivals = any(other.property == fact.property for subject in others for other in facts.of(subject))
    same = [row for row in facts.of(fact.subject) if row.property == fact.property]
    return bool({fact.subject} & {*scene.named, *scene.lead}) and not rivals and all(parts(span, row) for row in same)


def by_claims(scene: Scene, facts: Facts, registry: Registry) -> Iterator[Meeting]:
    """The meetings of claims whose predicate is the property's, with their time."""
    for claim in scene.passage.claims:
        time = next((each for each in scene.times if each.value == claim["time"] and _within(scene, claim, each)), None)
        span = spanned(time) if time else None
        if time is None or span is None or not claim["predicate"] or claim["modality"] == "predicted":
            continue
        for subject in scene.claimed.get(claim["claim"], ()):
            own = [fact for fact in facts.moments(subject) if _says(claim, fact, registry, scene)]
            agreeing = next((fact for fact in own if agree(span, fact)), None)
            if own:
                place = (scene.text[time.start : time.end], time.start, time.end)
                yield Meeting(scene, agreeing or own[0], RULE, AGREES if agreeing else PARTS, *place)


def _within(scene: Scene, claim: Mapping[str, Any], time: Time) -> bool:
    return bool(claim["start"] <= scene.passage.start + time.start < claim["end"]) and time.kind != "duration"


def _says(claim: Mapping[str, Any], fact: Fact, registry: Registry, scene: Scene) -> bool:
    """Whether a claim's predicate is that of a property which is of no family, with all that narrows it."""
    known = property_of(fact.property)
    predicate = registry.of_label(known.head)
    whole = not known.family and known.narrows <= set(scene.passage.stems)
    return whole and predicate is not None and bool(predicate.id == claim["predicate"]) and claim["polarity"] == "affirmed"


def beside(scene: Scene, facts: Facts) -> Iterator[Meeting]:
    """The meetings of a name with a date that is a part of it: "the pact of 1949", "the 1949 pact"."""
    for mention in scene.mentions:
        happens = any(property_of(f.property).family == "occurrence" for s in mention.subjects for f in facts.of(s))
        time = _beside(scene, mention.start, mention.end, r"\sof\s|\s\(|\s(?:in|on)\s" if happens else r"\sof\s|\s\(")
        span = spanned(time) if time else None
        if time is None or span is None or mention.weak:
            continue
        for subject in mention.subjects:
            own = [f for f in facts.moments(subject) if property_of(f.property).family in _DATING]
            agreeing = next((fact for fact in own if agree(span, fact)), None)
            place = (scene.text[time.start : time.end], time.start, time.end)
            if agreeing or own:
                yield Meeting(scene, agreeing or own[0], RULE, AGREES if agreeing else PARTS, *place)


def _beside(scene: Scene, start: int, end: int, link: str) -> Time | None:
    """The date behind "of" or in brackets next to a name, or before it: "the 1949 pact"."""
    for time in scene.times:
        between = scene.text[end : time.start] if time.start >= end else ""
        if re.fullmatch(link, between):
            return time
        if (
            time.end < start
            and re.fullmatch(r"\s", scene.text[time.end : start])
            and re.search(r"\b[Tt]he\s$", scene.text[: time.start])
        ):
            return time
    return None
