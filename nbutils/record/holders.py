"""Names against names: where something has its seat, who runs, chairs or built it, as a passage says and as the record has it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nbutils.claims.registry import Registry
from nbutils.compare.passages import stems
from nbutils.packs.general import data
from nbutils.record.facts import Fact
from nbutils.record.families import HAPPENS, Trigger, holders, property_of, triggers
from nbutils.record.index import Facts
from nbutils.record.meetings import LAPSED, PARTS, Meeting
from nbutils.record.moments import subjects_of
from nbutils.record.scenes import Scene
from nbutils.record.tense import When, judged, when

RULE = "record: name"
_NAME = r"(?-i:(?P<value>(?!The\s)[A-Z][\w’.&-]+(?:\s(?:of|the|of the|and|&|de|von|van)\s[A-Z][\w’.&-]+|\s[A-Z][\w’.&-]+){0,5}))"
_FORMER = re.compile(
    r"\b(?:former|then|ex|late|previous|old|past|first|future|next|incoming|deputy|acting)[-\s]?$", re.IGNORECASE
)
_FORMERLY = re.compile(r"\b(?:former|formerly|previous|previously|ex|then|late|once)\b", re.IGNORECASE)
_OFFICES = ("leader", "chair")
_JUDGED_APART = ("seat", "place", "kept")  # families in which another name is surely in the place of the value


@dataclass(frozen=True, slots=True)
class Held:
    """A name in the place of a value, and where."""

    name: str
    start: int
    end: int
    sure: bool


def names(scene: Scene, facts: Facts, registry: Registry, today: When) -> Iterator[Meeting]:
    """The meetings of a passage with facts whose value is a name."""
    for subject in sorted(_candidates(scene, facts)):
        alone = frozenset(value for value, of in facts.telling if of == subject)
        for rows in facts.names(subject):
            held = [*_held(scene, rows, alone), *_claimed(scene, rows[0], registry), *_superseded(scene, rows)]
            found = (_judged(scene, rows, each, today) for each in held)
            yield from (meeting for meeting in found if meeting)


def _candidates(scene: Scene, facts: Facts) -> set[str]:
    """The subjects that a passage may be about, and those of whom it names a value that no longer holds."""
    found = set(scene.about)
    for known in scene.nouns.values():
        found |= set(known)
    return found | {subject for value, subject in facts.telling if value in scene.text}


def family_of(words: str) -> str:
    """The family of names that a property is one of, else ""."""
    return next((name for name, pattern in _properties() if pattern.fullmatch(words.lower())), "")


@cache
def _properties() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(entry["property"])) for name, entry in holders().items()]


def _held(scene: Scene, rows: Sequence[Fact], alone: frozenset[str]) -> Iterator[Held]:
    """The names in the places where those stand that have a property; `alone` are values that tell the subject by themselves."""
    subject, words = rows[0].subject, rows[0].property
    family = family_of(words)
    if family == "place":
        yield from _of_event(scene, subject, words)
        return
    for pattern in _patterns(family, rows[0].names, words):
        for found in pattern.finditer(scene.text):
            own = found["value"] in alone or ("subject" in pattern.groupindex and found["subject"] is not None)
            if (own or subject in _of(scene, found)) and not _FORMER.search(scene.text[: found.start()]):
                yield Held(found["value"], found.start("value"), found.end("value"), family in _JUDGED_APART)


def _superseded(scene: Scene, rows: Sequence[Fact]) -> Iterator[Held]:
    """A name that no longer holds, beside a word of the property: "questions go to Ada Grey, who heads instruments"."""
    wanted = set(stems(rows[0].property))
    current = any(row.value in scene.text for row in rows if not row.valid_to)
    for fact in rows if not current and rows[0].subject in scene.named else ():
        at = scene.text.find(fact.value) if fact.valid_to else -1
        if at >= 0 and not _FORMER.search(scene.text[:at]):
            near = scene.text[max(0, at - 60) : at] + " " + scene.text[at + len(fact.value) :][:60]
            if wanted & set(stems(near)):
                yield Held(fact.value, at, at + len(fact.value), False)


def _of(scene: Scene, found: re.Match[str]) -> list[str]:
    """What a wording is said of: its grammatical subject, else what the passage opens with or the one subject it names."""
    said = [subject for subject, _ in subjects_of(scene, Trigger("", HAPPENS, found.start(), found.end()))]
    if said or found.start() == found.start("value"):
        return said or [*scene.standing, *scene.lead, *scene.named]
    return list(scene.lead or scene.named) if len(scene.named) < 2 else []


@lru_cache(maxsize=4096)
def _patterns(family: str, names: tuple[str, ...], words: str) -> list[re.Pattern[str]]:
    subject = "(?:" + "|".join(re.escape(re.sub(r"^the\s", "", name)) for name in sorted(names, key=len, reverse=True)) + ")"
    said = holders()[family]["said"] if family else []
    templates = [*said, *(_of_role(words) if family in ("", *_OFFICES) else ())]
    filled = (
        each.replace("{subject}", f"(?P<subject>{subject})").replace("{value}", _NAME)
        for each in templates
        if "{verbs}" not in each
    )
    return [re.compile(rf"(?<![\w-]){each}", re.IGNORECASE) for each in filled]


def _of_role(words: str) -> list[str]:
    """An office beside the name of its holder: "the head of instruments, Ada Grey", "Ada Grey, head of instruments"."""
    role = re.escape(words.lower())
    return [rf"{role},? (?:is |today is |now is )?{{value}}", rf"{{value}}(?:,| is| as) (?:the |its |their )?{role}\b"]


def _of_event(scene: Scene, subject: str, words: str) -> Iterator[Held]:
    """Where something was done: the name behind "in" or "at" after the words for it."""
    family = property_of(re.sub(r"^\w+ of (?:the )?", "", words.lower())).family
    for each in triggers(scene.text):
        first = each.family == "occurrence" and family == "first meeting" and "first" in scene.passage.text[: each.start].lower()
        if (each.family == family or first) and subject in [name for name, _ in subjects_of(scene, each)]:
            found = re.match(rf"(?:\s\w+){{0,2}}?\s(?:in|at)\s{_NAME}", scene.text[each.end :])
            if found:
                yield Held(found["value"], each.end + found.start("value"), each.end + found.end("value"), True)


def _claimed(scene: Scene, fact: Fact, registry: Registry) -> Iterator[Held]:
    """The objects of claims that say the property of the subject."""
    predicate = registry.of_label(fact.property)
    for claim in scene.passage.claims:
        own = fact.subject in scene.claimed.get(claim["claim"], ()) and claim["polarity"] == "affirmed"
        if (
            predicate
            and own
            and claim["predicate"] == predicate.id
            and (found := re.match(rf"(?:the\s)?{_NAME}$", claim["object"]))
        ):
            at = scene.text.find(found["value"])
            if at >= 0 and family_of(fact.property) != "place":
                yield Held(found["value"], at, at + len(found["value"]), family_of(fact.property) == "maker")


def _judged(scene: Scene, rows: Sequence[Fact], held: Held, today: When) -> Meeting | None:
    agreeing = [fact for fact in rows if _same(held.name, fact.value)]
    told = any(fact.value.lower() in scene.text.lower() for fact in rows)
    outcome = judged(rows, agreeing, when(scene, held.start, today), sure=bool(agreeing) or (held.sure and not told))
    whole = outcome is not None and outcome[0] == PARTS and held.name.lower().strip(".’") in _countries()
    if outcome is None or whole or (outcome[0] == LAPSED and _FORMERLY.search(scene.text)):
        return None
    return Meeting(scene, outcome[1], RULE, outcome[0], held.name, held.start, held.end)


def _same(name: str, value: str) -> bool:
    """Whether two names are one: the words of the shorter all stand in the other."""
    one, other = set(stems(name)), set(stems(value))
    return bool(one and other) and (one <= other or other <= one)


@cache
def _countries() -> frozenset[str]:
    return frozenset(each.strip().lower() for each in data("record.yaml")["countries"].split(","))
