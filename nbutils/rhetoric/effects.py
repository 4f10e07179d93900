"""Claimed effects: a clause at the end of a sentence (", ensuring stability") that says what follows and gives nothing for it."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from nbutils.rhetoric.lists import lists
from nbutils.rhetoric.passages import Own, Row, Sentence

_LEAST = 3  # words before the comma: "of course, ensuring" is no clause with an effect
FREQUENT = 8  # a name in one sentence of so many is the article's subject, and supports nothing


def effects(own: Own, mentions: Sequence[Mapping[str, Any]], claims: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """The claimed effects of an article, one a sentence, from the verb to the end of the sentence.

    The clause is one that the claims read as a clause of its own, or that "thereby" opens. One with a date, a number or a
    name but the article's own subject has something to check it by, and is left out.
    """
    frequent = _frequent(own, mentions)
    supports = sorted(m["start"] for m in mentions if _supports(m, frequent))
    done: set[int] = set()
    for sentence, at, verb in _clauses(own, claims):
        start, end = _opens(sentence, at, verb), len(sentence.row["text"].rstrip(" .!?;”\"’'"))
        if start is None or sentence.place in done:
            continue
        begin, stop = sentence.row["start"] + start, sentence.row["start"] + end
        if bisect_left(supports, begin) < bisect_left(supports, stop):
            continue
        if row := own.hit(sentence.row, (start, end), "claimed-effect", verb, lists().effects.strength):
            done.add(sentence.place)
            yield row


def _clauses(own: Own, claims: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Sentence, int, str]]:
    """(sentence, where in it, verb) of every clause that may claim an effect."""
    for claim in claims:
        if claim["verb"] in lists().effects.lemmas and (sentence := own.at(claim["start"])):
            yield sentence, claim["start"] - sentence.row["start"], claim["verb"]
    for sentence in own.sentences:
        for found in _thereby().finditer(sentence.lower):
            verb = next(lemma for lemma in lists().effects.lemmas if lemma.startswith(found["verb"]))
            yield sentence, found.start("verb"), verb


def _opens(sentence: Sentence, at: int, verb: str) -> int | None:
    """Where the "-ing" clause of a verb at this place begins, if it hangs behind a comma on a whole clause and heads no list."""
    before = re.search(rf",\s+(?:(?:{_adverbs()})\s+)?$", sentence.lower[:at])
    if before is None or not re.match(rf"(?:(?:{_adverbs()})\s+)?{verb[:-1]}\w*ing\b", sentence.lower[at:]):
        return None
    head = sentence.lower[: before.start()]
    if _broken().search(sentence.lower, at) or len(re.split(r"[,;:—–]", head)[-1].split()) < _LEAST:
        return None
    return None if _listing().search(head) else before.start() + len(before[0]) - len(before[0].lstrip(", "))


def _supports(mention: Mapping[str, Any], frequent: set[str]) -> bool:
    return mention["kind"] in ("time", "quantity") or (mention["kind"] == "name" and mention["value"] not in frequent)


def _frequent(own: Own, mentions: Sequence[Mapping[str, Any]]) -> set[str]:
    counts = Counter(m["value"] for m in mentions if m["kind"] == "name")
    return {name for name, count in counts.items() if count >= max(3, len(own.sentences) / FREQUENT)}


@cache
def _adverbs() -> str:
    return "|".join(lists().effects.adverbs)


@cache
def _thereby() -> re.Pattern[str]:
    """An "-ing" behind "thereby" or "thus", which claims may leave with the clause before."""
    stems = "|".join(sorted({lemma[:-1] for lemma in lists().effects.lemmas}, key=lambda stem: (-len(stem), stem)))
    return re.compile(rf"\b(?:thereby|thus) (?P<verb>{stems})\w*ing\b")


@cache
def _broken() -> re.Pattern[str]:
    return re.compile("|".join(lists().effects.broken))


@cache
def _listing() -> re.Pattern[str]:
    """The last item before the comma is an "-ing" of its own, in a list or behind a word that takes one."""
    words, row = "|".join(lists().effects.listing), "|".join(lists().effects.enumerating)
    return re.compile(rf"\b(?:{row})|(?:^|\b(?:{words})\s|[,:]\s)\s*(?:\w+ly\s)?\w+ing\b[^,;:]*$")
