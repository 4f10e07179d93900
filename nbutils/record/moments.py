"""Dates against dates: when something was founded, signed, joined, as a passage says and as the record has it."""

from collections.abc import Iterator, Sequence

from nbutils.compare.passages import stem, stems
from nbutils.compare.values import Span, dates, disjoint, is_open
from nbutils.mentions.times import Time
from nbutils.record.facts import Fact
from nbutils.record.families import NOUN, Trigger, near, property_of, triggers
from nbutils.record.grammar import acts, continues, dated, is_passive_or_past, is_vague, themes
from nbutils.record.index import Facts
from nbutils.record.meetings import AGREES, PARTS, Meeting, moment
from nbutils.record.scenes import DEFINITE, NAMED, PRONOUN, Scene

RULE = "record: date"
_MEMBERSHIP = ("accession", "leaving")


def moments(scene: Scene, facts: Facts) -> Iterator[Meeting]:
    """The meetings of a passage with dated facts, by the words that say a moment."""
    said = triggers(scene.text)
    for trigger in said:
        time = dated(scene, trigger, said)
        span = spanned(time) if time else None
        if time is None or span is None or not is_passive_or_past(scene, trigger):
            continue
        for subject, _ in subjects_of(scene, trigger):
            yield from _compared(scene, trigger, time, span, facts.moments(subject))
        for own in parts_of(scene, trigger, facts):
            yield from _compared(scene, trigger, time, span, own)


def parts_of(scene: Scene, trigger: Trigger, facts: Facts) -> Iterator[list[Fact]]:
    """The rows of what the passage is about whose property names the part of it that a trigger is said of: "the tower opened"."""
    said = {each for span in themes(scene, trigger) for each in stems(scene.text[slice(*span)])}
    for subject in sorted(scene.named | set(scene.lead)) if said else ():
        narrowed = ((fact, property_of(fact.property).narrows) for fact in facts.moments(subject))
        own = [fact for fact, narrows in narrowed if narrows & said and narrows <= said | {"first"}]
        if own and trigger.family not in _MEMBERSHIP:
            yield own


def subjects_of(scene: Scene, trigger: Trigger) -> list[tuple[str, str]]:
    """(subject, how) of what a trigger says: by the grammar; where that gives a pronoun, or nothing, by sentence and claim."""
    spans = themes(scene, trigger)
    found = [(subject, how) for span in spans for subjects, how in [scene.meant(*span)] for subject in subjects]
    if found or acts(scene, trigger) or any(not is_vague(scene.text[slice(*span)]) for span in spans):
        return found
    shared = [(subject, scene.lead_how) for subject in scene.lead] if not spans and continues(scene, trigger) else []
    return shared or [(subject, "claim") for subject in _claimed(scene, trigger)]


def _claimed(scene: Scene, trigger: Trigger) -> list[str]:
    """The subjects that claims with the trigger's words are about."""
    at = scene.passage.start + trigger.start
    own = [claim for claim in scene.passage.claims if claim["start"] <= at < claim["end"] and claim["subject"]]
    shortest = min(own, key=lambda claim: claim["end"] - claim["start"], default=None)
    return list(scene.claimed.get(shortest["claim"], ())) if shortest else []


def _compared(scene: Scene, trigger: Trigger, time: Time, span: Span, facts: Sequence[Fact]) -> Iterator[Meeting]:
    own = [f for f in facts if property_of(f.property).family == trigger.family and _in_scope(scene, f, trigger)]
    if not own:
        return
    agreeing = next((fact for fact in own if agree(span, fact)), None)
    beside = [f for f in facts if property_of(f.property).family in near(trigger.family) and agree(span, f)]
    place = (scene.text[time.start : time.end], time.start, time.end)
    if agreeing:
        yield Meeting(scene, agreeing, RULE, AGREES, *place)
    elif not beside and all(parts(span, fact) for fact in own):
        yield Meeting(scene, own[0], RULE, PARTS, *place)


def _in_scope(scene: Scene, fact: Fact, trigger: Trigger) -> bool:
    """Whether what narrows a property is said in sentence, heading or title; of a membership, whether it is the record's."""
    narrows = property_of(fact.property).narrows
    context = {*scene.passage.stems, *stems(scene.passage.heading), *stems(scene.passage.title)}
    if trigger.family in _MEMBERSHIP:
        of_topic = not narrows or narrows <= scene.topic_stems
        return (of_topic and scene.on_topic and not joins_another(scene, trigger)) or (bool(narrows) and narrows <= context)
    return narrows <= context


def joins_another(scene: Scene, trigger: Trigger) -> bool:
    """Whether what is joined is named and is not what the record is about."""
    for token in scene.words:
        if token.start >= trigger.end:
            if token.tag == "TIME" or token.tag.startswith("VB") or token.lower in (",", ".", ";", "with", "alongside"):
                return False
            if token.text[:1].isupper():
                return not any(m.start == token.start and scene.topic in m.subjects for m in scene.mentions)
    return False


def spanned(time: Time) -> Span | None:
    """The days a time may mean; of "since 1950" the beginning; None where it is open, vague or has several readings."""
    value = time.value
    if value.endswith("/.."):
        value = value.removesuffix("/..")
    readings = dates(value)
    if len(readings) != 1 or "~" in value or is_open(readings[0]):
        return None
    end = value.partition("/")[2]
    last = dates(end)[0].last if end else readings[0].last
    return Span(readings[0].first, max(last, readings[0].last), value)


def agree(span: Span, fact: Fact) -> bool:
    """Whether a date can be a fact's."""
    of_fact = moment(fact)
    return of_fact is not None and not disjoint(span, of_fact)


def parts(span: Span, fact: Fact) -> bool:
    """Whether a date cannot be a fact's."""
    of_fact = moment(fact)
    return of_fact is not None and disjoint(span, of_fact)


__all__ = ["DEFINITE", "NAMED", "NOUN", "PRONOUN", "moments", "stem"]
