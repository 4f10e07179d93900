"""Two closed counts of one thing: "three core functions" and "four core functions"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from nbutils.compare.partings import Near, Parting
from nbutils.compare.passages import Passage, stem, stems
from nbutils.mentions.numbers import number_of, number_pattern
from nbutils.packs.general import data

MOST = 40  # larger numbers count what changes
LEAST_CONTEXT = 0.15
_COUNT = re.compile(
    rf"(?<![\w.,-])(?P<before>(?:\w+\s){{0,3}})(?P<number>{number_pattern()})\s(?P<words>(?:[a-z][\w-]*\s){{0,3}}?)(?P<noun>[a-z]+(?:s|people|men|women))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what there are: the number, the noun's stem, those of the words before it, and whether there are no more."""

    number: float
    noun: str
    qualifiers: frozenset[str]
    words: str
    closed: bool
    verb: frozenset[str]


def counts(near: Near) -> Parting | None:
    """Two closed counts of one noun for one owner."""
    found = next(((a, b) for a in stated(near.one) for b in stated(near.other) if _parts(a, b, near)), None)
    if not found:
        return None
    a, b = found
    return Parting(
        "count", "conflict-if", 3, near.one, near.other, f"One passage counts “{a.words}”, the other “{b.words}”.",
        readings=("both count the same things",), slots=(("count", a.words, b.words, False),),
    )  # fmt: skip


def _parts(one: Count, other: Count, near: Near) -> bool:
    if one.noun != other.noun or one.number == other.number or not (one.closed and other.closed):
        return False
    return near.context >= LEAST_CONTEXT and not near.adjoining and _owners(near, one, other)


def _owners(near: Near, one: Count, other: Count) -> bool:
    """Whether the two passages share a word beside those of the counts themselves: what the things counted belong to."""
    counted = {one.noun, *one.qualifiers, *other.qualifiers, *one.verb, *other.verb}
    said = [
        {stem for claim in passage.claims for stem in stems(claim["subject"])} | set(passage.stems)
        for passage in (near.one, near.other)
    ]
    return any(near.rarity.get(stem, 0) > 1 for stem in (said[0] & said[1]) - counted)


def stated(passage: Passage) -> list[Count]:
    """The counts that a passage states."""
    return list(_stated(passage.text))


@lru_cache(maxsize=1 << 20)
def _stated(text: str) -> tuple[Count, ...]:
    return tuple(_counts(text))


def _counts(text: str) -> Iterator[Count]:
    for found in _COUNT.finditer(text):
        number = number_of(found["number"].lower())
        words = [stem(word.lower()) for word in found["words"].split()]
        if number is None or not 2 <= number <= MOST or {*found["words"].lower().split(), found["noun"].lower()} & _breaks():
            continue
        words_of = found[0][found.start("number") - found.start() :]
        closed, verb = _is_closed(text, found), frozenset(stems(_before(text, found)))
        yield Count(number, stem(found["noun"].lower()), frozenset(words), words_of, closed, verb)


def _is_closed(text: str, found: re.Match[str]) -> bool:
    """Whether a count says that there are no more: by the words before it, an adjective ("core") or what follows (a colon)."""
    rules = data("compare.yaml")["closed lists"]
    named = found["noun"].lower() in rules["nouns"] and re.match(rules["after"], text[found.end() :])
    return bool(_before(text, found) or named or set(found["words"].lower().split()) & set(rules["adjectives"]))


def _before(text: str, found: re.Match[str]) -> str:
    """The words before a number that close the list: "consists of", "exactly"."""
    closing = "|".join(data("compare.yaml")["closed lists"]["before"])
    start = found.start("number")
    match = re.search(rf"\b(?:{closing})\s(?:\w+\s)?$", text[max(0, start - 60) : start], re.IGNORECASE)
    return match[0] if match else ""


@cache
def _breaks() -> frozenset[str]:
    return frozenset(data("compare.yaml")["closed lists"]["no part of a count"])
