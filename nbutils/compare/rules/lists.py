"""Two lists of what is called core, main or guiding: the same owner, other items."""

import re
from collections.abc import Iterator
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
    summary = f"Two lists of what is {one[0].split()[0]}, with other items: “{one[0]}” and “{other[0]}”."
    return Parting("core list", "drift", 2, near.one, near.other, summary, (), (("items", one[0], other[0], False),))


@lru_cache(maxsize=1 << 20)
def listed(text: str) -> tuple[str, Items] | None:
    """The words that head a list of core items in a sentence, and the items' stems."""
    found = _head().search(text)
    if not found:
        return None
    items = tuple(frozenset(item) for item in _items(text[found.end() :]))
    return (found["head"], items) if len(items) >= LEAST_ITEMS else None


def _items(text: str) -> Iterator[tuple[str, ...]]:
    sentence = re.split(r"[.;(]|\s(?:which|that|who|while|whereas)\s", text, maxsplit=1)[0]
    for part in re.split(r",\s(?:and\s|or\s)?|\s(?:and|or)\s", sentence):
        words = stems(part)
        if words and len(part.split()) <= MOST_WORDS:
            yield words


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
