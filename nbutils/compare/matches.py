"""Pairs of sentences of two articles that say the same: how much they share, and why some that share words do not."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from nbutils.compare.concepts import directions
from nbutils.compare.wordings import Found, Statement, Weights

LEAST = 3.5  # bits; a match with less is chance
CROWD = 60  # sentences with the same two concepts near each other: so many are found by rarer ones
LOOSE = 0.3  # what a shared concept counts for that does not stand near the others
# What a match is worth …
_PRAISE = 0.8  # … when praise stands among its words
_LABEL = 0.65  # … when one has no verb: a label says nothing by itself
_VAGUE = 0.65  # … when one sentence opens with a word for something said before
_OF_WHAT = 0.5  # … and its verb is part of what is shared, so that nobody knows of what
_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Match:
    """Two sentences by their numbers, how much they share, and the weights of the concepts they share near each other."""

    score: float
    one: int
    other: int
    core: Mapping[str, float]


def matches(said: Sequence[Statement]) -> list[Match]:
    """All pairs that share something, best first."""
    weights = Weights(said)
    found = (_match(said, weights, one, other) for one, other in _candidates(said))
    return sorted((m for m in found if m and m.score >= LEAST), key=lambda m: (-m.score, m.one, m.other))


def _candidates(said: Sequence[Statement]) -> list[tuple[int, int]]:
    """Pairs of sentences of two articles that have two concepts near each other in common."""
    index: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, statement in enumerate(said):
        for pair in statement.near:
            index[pair].append(number)
    crowds = (places for places in index.values() if 1 < len(places) <= CROWD)
    return sorted({(i, j) for places in crowds for i, j in combinations(places, 2) if said[i].article != said[j].article})


def _match(said: Sequence[Statement], weights: Weights, i: int, j: int) -> Match | None:
    one, other = said[i], said[j]
    near = one.near & other.near
    if len(near) < 2:  # one pair of concepts is a topic at most
        return None
    sets = [found for found in _linked(near) if len(found) > 2]
    if not sets:
        return None
    bits = weights.bits(one, other)
    core = frozenset(max(sets, key=lambda found: (sum(bits[c] for c in sorted(found)), sorted(found))))
    if not _says_something(one, other, core) or clash(one, other, core, weights):
        return None
    loose = (one.common.keys() & other.common.keys()) - core
    shared = _worth((one, other), core, bits) + LOOSE * _worth((one, other), loose, bits)
    score = shared * math.sqrt(_share((one, other), core, shared, bits)) * _plain((one, other), core)
    return Match(round(score * _named_alike(one, other, weights), 6), i, j, {c: bits[c] for c in sorted(core)})


def _linked(near: Iterable[frozenset[str]]) -> list[set[str]]:
    """Sets of concepts that hang together by standing near each other in both sentences."""
    sets: list[set[str]] = []
    for pair in sorted(near, key=sorted):
        touched = [found for found in sets if found & pair]
        sets = [found for found in sets if not found & pair] + [set(pair).union(*touched)]
    return sets


def _named_alike(one: Statement, other: Statement, weights: Weights) -> float:
    """Less the more names stand in both sentences that are not the same, but for those that the articles are about."""
    left, right = _names(one, weights, one.whole), _names(other, weights, other.whole)
    return (len(_known(one, left, other)) + 1) / (min(len(left), len(right)) + 1)


def _names(statement: Statement, weights: Weights, reach: tuple[int, int]) -> set[str]:
    return {name for name in _within(statement.names, reach) if not weights.topical(name, statement)}


def _known(statement: Statement, names: set[str], other: Statement) -> set[str]:
    """The names that the other sentence has too; one word can be a name only because a sentence begins with it."""
    words: dict[str, set[str]] = defaultdict(set)
    for word in statement.words:
        words[word.whole].add(word.concept)
    theirs = {name for _, _, name in other.names}
    return {name for name in names if name in theirs or (len(words[name]) == 1 and words[name] <= other.common.keys())}


def _says_something(one: Statement, other: Statement, core: frozenset[str]) -> bool:
    """Whether the concepts are three, two of them things, in more than one phrase and not all in names.

    Else they are a topic, not a statement.
    """
    for statement in (one, other):
        words = [word for word in statement.words if word.concept in core]
        things = {word.whole for word in words if not word.verbal}
        if len({word.whole for word in words}) < 3 or len(things) < 2 or len({word.phrase for word in words}) < 2:
            return False
        if all(word.whole != word.concept for word in words):
            return False
    return True


def _worth(pair: Sequence[Statement], concepts: Iterable[str], bits: Mapping[str, float]) -> float:
    """The weight of concepts, those of one name counted once; the less of what it is in either sentence."""
    return min(_weight(statement, set(concepts), bits) for statement in pair)


def _weight(statement: Statement, concepts: set[str], bits: Mapping[str, float]) -> float:
    best: dict[str, float] = defaultdict(float)
    for word in statement.words:
        if word.concept in concepts:
            best[word.whole] = max(best[word.whole], bits[word.concept])
    return sum(best.values())


def _share(pair: Sequence[Statement], core: frozenset[str], shared: float, bits: Mapping[str, float]) -> float:
    """How much of what is said is shared: of the stretches from first to last common word, and of the shorter sentence."""
    dense = math.prod(_density(statement, core, bits) for statement in pair)
    whole = min(_weight(statement, set(statement.common), bits) for statement in pair)
    return (math.sqrt(dense) + min(1.0, shared / whole if whole else 0.0)) / 2


def _density(statement: Statement, core: frozenset[str], bits: Mapping[str, float]) -> float:
    start, end = statement.reach(core)
    within = {word.concept for word in statement.words if start <= word.start and word.end <= end}
    whole = _weight(statement, within, bits)
    return _weight(statement, set(core), bits) / whole if whole else 0.0


def _plain(pair: Sequence[Statement], core: frozenset[str]) -> float:
    """Less for praise, for a label, and for a subject that has to be looked up."""
    vague = min((_OF_WHAT if s.verb in core else _VAGUE) if s.vague else 1.0 for s in pair)
    label = 1.0 if all(any(claim["verb"] for claim in s.claims) for s in pair) else _LABEL
    return vague * label * math.prod(_PRAISE for s in pair if _within(s.praise, s.reach(core)))


def clash(one: Statement, other: Statement, core: frozenset[str], weights: Weights) -> bool:
    """Whether the sentences part where it matters: one denies, the direction, time, number or name is another."""
    pair = ((one, one.reach(core)), (other, other.reach(core)))
    ways = [{w.concept for w in s.words if reach[0] <= w.start < reach[1]} & directions() for s, reach in pair]
    left, right = (_names(s, weights, reach) for s, reach in pair)
    return (
        len({_denied(s, reach) for s, reach in pair}) > 1
        or _part(*ways)
        or _part(*(_within(s.numbers, reach) for s, reach in pair))
        or bool(left and right and not _known(one, left, other) and not _known(other, right, one))
        or _other_time(one, other)
    )


def _part(one: set[str], other: set[str]) -> bool:
    return bool(one and other and not one & other)


def _within(found: Sequence[Found], reach: tuple[int, int]) -> set[str]:
    return {value for start, end, value in found if start < reach[1] and reach[0] < end}


def _denied(statement: Statement, reach: tuple[int, int]) -> bool:
    spans = [(c["start"], c["end"], "") for c in statement.claims if c["polarity"] == "negated"]
    return bool(_within(spans, reach))


def _other_time(one: Statement, other: Statement) -> bool:
    """Whether both name years and none that could be the same; what is open at one end can be any."""
    left, right = (list(_years(value for _, _, value in s.dates if ".." not in value)) for s in (one, other))
    return bool(left and right) and not any(a.startswith(b) or b.startswith(a) for a in left for b in right)


def _years(values: Iterable[str]) -> Iterator[str]:
    for value in values:
        yield from _YEAR.findall(value)
