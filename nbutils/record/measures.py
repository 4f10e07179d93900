"""Whether a measure in a passage is what a property measures: by a claim's relation, the property's words, or its digits."""

import re
from dataclasses import dataclass
from typing import Any

from nbutils.claims.registry import Registry
from nbutils.compare.passages import stems
from nbutils.packs.schema import Predicate
from nbutils.record.amounts import Measure, Stated
from nbutils.record.facts import Fact
from nbutils.record.families import measured_as, property_of, says
from nbutils.record.scenes import Scene

RULE = "record: number"
OWNED, SAID = "owned", "said"  # surely the subject's; of something the passage may mean


@dataclass(frozen=True, slots=True)
class Case:
    """An amount of a passage beside a fact that is a number."""

    scene: Scene
    value: Stated
    fact: Fact
    known: Measure

    @property
    def said(self) -> frozenset[str]:
        """The stems of the passage."""
        return frozenset(self.scene.passage.stems)

    @property
    def is_alone(self) -> bool:
        """Whether the subject is the last that is named before the amount, or what the passage opens with."""
        before = [mention for mention in self.scene.mentions if mention.end <= self.value.start and not mention.weak]
        return self.fact.subject in (before[-1].subjects if before else self.scene.lead)


def measured(case: Case, registry: Registry) -> str:
    """OWNED or SAID where an amount is what a property measures, else ""."""
    if how := by_claim(case, registry):
        return how
    words = (case.known.rest | case.known.counted) - set(stems(case.fact.subject))
    if not (words and says(words, case.said)) and not _stands_beside(case):
        return ""
    return OWNED if case.is_alone else SAID


def _stands_beside(case: Case) -> bool:
    """Whether the property's noun stands just before the amount, and all that narrows it is said: "a gauge of 1,000 mm"."""
    known = property_of(case.fact.property)
    before = case.scene.text[: case.value.start].lower()
    noun = rf"\b{re.escape(known.head.split()[-1])}\s(?:is |was |of |measures |reaches |stands at )(?:about |some |nearly )?$"
    return bool(re.search(noun, before)) and known.narrows <= case.said


def by_claim(case: Case, registry: Registry) -> str:
    """The same, where a claim with the amount says the property and leaves out nothing that narrows it."""
    head, label = property_of(case.fact.property).head, measured_as(case.fact.property)
    predicate = registry.of_label(label or head)
    if label and re.search(r"\bevery\s$", case.scene.text[: case.value.start], re.IGNORECASE):
        return OWNED if case.is_alone else SAID
    if predicate is None or (not label and not case.known.rest - set(stems(head)) <= case.said):
        return ""
    found = (_of_claim(case, predicate, claim) for claim in case.scene.passage.claims)
    return next((how for how in found if how), "")


def _of_claim(case: Case, predicate: Predicate, claim: dict[str, Any]) -> str:
    at = case.scene.passage.start + case.value.start
    slot = claim["quantity"] if predicate.unit else claim["time"]
    if claim["predicate"] != predicate.id or not slot or not claim["start"] <= at < claim["end"]:
        return ""
    subjects, words = case.scene.claimed.get(claim["claim"], ()), set(stems(claim["subject"]))
    part = bool(words) and words <= case.known.rest  # "the tower is 30 m high" of the "height of the tower"
    return OWNED if case.fact.subject in subjects or (not subjects and (part or case.is_alone)) else SAID
