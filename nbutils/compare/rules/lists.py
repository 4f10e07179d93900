"""Two lists of what is called core, main or guiding: the same owner, other items."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from nbutils.compare.partings import Near, Parting
from nbutils.compare.passages import stems
from nbutils.packs.general import data

LEAST_ITEMS = 2
MOST_WORDS = 7  # of an item; longer ones are clauses
LEAST_CONTEXT = 0.15
Items = tuple[frozenset[str], ...]


def lists(near: Near) -> Parting | None:
    """Two closed lists that share an item or more, and in which each has one that the other lacks."""
    one, other = listed(near.one.text), listed(near.other.text)
    if not one or not other or near.adjoining or near.context < LEAST_CONTEXT:
        return None
    only_one, only_other = _without(one[1], other[1]), _without(other[1], one[1])
    if not only_one or not only_other or len(only_one) == len(one[1]):
        return None
    return _parting(near, one[0], other[0])


def _parting(near: Near, one: str, other: str) -> Parting:
    """What is said of two such lists. Both can hold, so that it is no disagreement and the least of what asks for a look."""
    where = "Two passages of one article list" if near.same_article else "Two articles list"
    kinds = sorted({head.split()[0].lower() for head in (one, other)})
    summary = f"{where} different things as {' or '.join(kinds)}; it may be only a choice of words."
    items, others = _named(near.one.text), _named(near.other.text)
    slots = (
        ("called", one, other, one.lower() == other.lower()),
        ("listed by one alone", _only(items, others), _only(others, items), False),
    )
    return Parting("core list", "drift", 1, near.one, near.other, summary, (), slots)


def _named(text: str) -> dict[frozenset[str], str]:
    """The items of a list in their own words, by their stems."""
    found = _head().search(text)
    parts = (part for part, _ in _parts(text[found.end() :])) if found else ()
    named = (_opening().sub("", part) for part in parts)
    return {frozenset(stems(part)): part for part in named if part}


def _only(items: Mapping[frozenset[str], str], others: Mapping[frozenset[str], str]) -> str:
    return "; ".join(part for words, part in items.items() if words not in others)


@cache
def _opening() -> re.Pattern[str]:
    """What can stand before a first item: "core aims of the club are [honesty]"."""
    return re.compile(rf"^(?:.*\s)?(?:{data('compare.yaml')['closed lists']['opening']})\s(?:the\s)?")


@lru_cache(maxsize=1 << 20)
def listed(text: str) -> tuple[str, Items] | None:
    """The words that head a list of core items in a sentence, and the items' stems."""
    found = _head().search(text)
    if not found:
        return None
    items = tuple(frozenset(words) for _, words in _parts(text[found.end() :]))
    return (found["head"], items) if len(items) >= LEAST_ITEMS else None


def _parts(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The items of a list, each with its stems."""
    sentence = re.split(r"[.;(]|\s(?:which|that|who|while|whereas)\s", text, maxsplit=1)[0]
    for part in re.split(r",\s(?:and\s|or\s)?|\s(?:and|or)\s", sentence):
        words = stems(part)
        if words and len(part.split()) <= MOST_WORDS:
            yield part.strip(" *_"), words


def _without(items: Items, others: Items) -> list[frozenset[str]]:
    """The items that share no word with any of the others."""
    return [item for item in items if not any(item & other for other in others)]


@cache
def _head() -> re.Pattern[str]:
    rules = data("compare.yaml")["closed lists"]
    adjectives, nouns = "|".join(rules["adjectives"]), "|".join(rules["nouns"])
    return re.compile(
        rf"\b(?P<head>(?:{adjectives})\s(?:{nouns}))(?:\s(?:are|include|were|comprise)(?:\s(?:the|to))?\s|[,:]\s(?:namely\s|the\s)?|\sof\s)",
        re.IGNORECASE,
    )
