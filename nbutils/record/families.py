"""How a record names a property, and by which words an article says it. The words are data: packs/general/record.yaml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from nbutils.compare.passages import stem, stems
from nbutils.packs.general import data

DONE, HAPPENS, NOUN = "done", "happens", "noun"
_BREAKS = re.compile(
    r"\s(?:at|in|on|of|during|under|from|since|after|before|as|to|by|per|over|for|until|with|between|across|that|who|which)\s"
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a passage that say a moment: the family, what kind of words, and where they stand."""

    family: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Property:
    """A record's property taken apart: the family of dates it is one of, else ""; its stems; what narrows it; a year it names."""

    family: str
    stems: frozenset[str]
    narrows: frozenset[str]
    head: str
    year: str


@lru_cache(maxsize=4096)
def property_of(words: str) -> Property:
    """A property by its words: "deaths during construction" are deaths, narrowed by construction."""
    plain = " ".join(words.lower().split())
    head, narrower = plain, ""
    family = _family(plain)
    if not family and (found := _BREAKS.search(plain)):
        head, narrower = plain[: found.start()], plain[found.end() :]
        family = _family(head)
    if not family and not narrower:
        family, narrower = _of_part(plain)
    narrower = narrower or _org_of(plain, family)
    year = _YEAR.search(plain)
    return Property(family, _telling(plain), _telling(narrower), head, year[0] if year else "")


def _of_part(plain: str) -> tuple[str, str]:
    """The family and the part of "tower completed" or "first tram service began"."""
    words = plain.split()
    cuts = ((_family(" ".join(words[at:])), " ".join(words[:at])) for at in range(1, len(words)))
    return next((cut for cut in cuts if cut[0] and cut[0] != "occurrence"), ("", ""))


def _family(words: str) -> str:
    return next((name for name, pattern in _properties() if pattern.fullmatch(words)), "")


def _org_of(plain: str, family: str) -> str:
    """What a property of accession names beside it: "wto" of "wto member since"."""
    found = re.match(r"(\w+) (?:member|membership|party|partner) since", plain) if family == "accession" else None
    return found[1] if found else ""


def _telling(words: str) -> frozenset[str]:
    return frozenset(each for each in stems(words) if each not in _empty() and not _YEAR.fullmatch(each))


@lru_cache(maxsize=8192)
def triggers(text: str) -> tuple[Trigger, ...]:
    """Every moment that a text says, in order; of words that overlap the longer ones, of the same words each family."""
    found = sorted(_triggers(text), key=lambda each: (each.start, -each.end))
    kept = [one for one in found if not any(_inside(one, other) for other in found)]
    return tuple(kept)


def _triggers(text: str) -> Iterator[Trigger]:
    for family, kind, pattern in _patterns():
        for found in pattern.finditer(text):
            yield Trigger(family, kind, *found.span())


def _inside(one: Trigger, other: Trigger) -> bool:
    return other.start <= one.start and one.end <= other.end and (one.end - one.start) < (other.end - other.start)


def near(family: str) -> frozenset[str]:
    """The families whose dates are often given for this one's."""
    return frozenset(_moments()[family]["near"]) if family in _moments() else frozenset()


def holders() -> Any:
    """The families of names, as data."""
    return data("record.yaml")["holders"]


@lru_cache(maxsize=4096)
def measured_as(words: str) -> str:
    """The label of the relation that states a property of another name: "frequency" for "interval between meetings"."""
    patterns = data("record.yaml")["measured as"].items()
    return next((label for label, pattern in patterns if re.fullmatch(pattern, words.lower())), "")


def says(words: frozenset[str], said: frozenset[str]) -> bool:
    """Whether all of some stems are said, each itself or by a word that says the same."""
    return all(word in said or _same().get(word, frozenset()) & said for word in words)


@cache
def _same() -> dict[str, frozenset[str]]:
    rows = [frozenset(stem(word) for word in row.split()) for row in data("record.yaml")["same"]]
    heads = [stem(row.split()[0]) for row in data("record.yaml")["same"]]
    return dict(zip(heads, rows, strict=True))


@cache
def group(name: str) -> frozenset[str]:
    """A list of words of the data file, as stems."""
    return frozenset(stem(word) for word in data("record.yaml")["words"][name])


@cache
def _moments() -> Any:
    return data("record.yaml")["moments"]


@cache
def _empty() -> frozenset[str]:
    return group("empty")


@cache
def _properties() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile("|".join(entry["properties"]))) for name, entry in _moments().items()]


@cache
def _patterns() -> list[tuple[str, str, re.Pattern[str]]]:
    kinds = ((DONE, "done"), (HAPPENS, "happens"), (NOUN, "nouns"))
    return [
        (
            family,
            kind,
            re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(entry[key], key=len, reverse=True))})(?![\w-])", re.IGNORECASE),
        )
        for family, entry in _moments().items()
        for kind, key in kinds
        if entry[key]
    ]
