"""Pairs of sentences of two articles that say the same: how much they share, and why some that share words do not."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from nbutils.compare.concepts import directions
from nbutils.compare.wordings import Found, Statement, Weights

LEAST = 3.5  # bits; a match with less is chance
CROWD = 60  # sentences with the same two concepts near each other: so many are found by rarer ones
MOST_LOOKED_AT = 100  # pairs for each sentence, those found by the rarest concepts; met in folders of hundreds of articles
LOOSE = 0.3  # what a shared concept counts for that does not stand near the others
# What a match is worth …
_PRAISE = 0.8  # … when praise stands among its words
_LABEL = 0.65  # … when one has no verb: a label says nothing by itself
_VAGUE = 0.65  # … when one sentence opens with a word for something said before
_OF_WHAT = 0.5  # … and its verb is part of what is shared, so that nobody knows of what
_SURELY_LESS = LEAST - 1e-5  # sums in another order differ in their last digits
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
    names = [_names(statement, weights, statement.whole) for statement in said]
    found = (_match((said[i], said[j]), (i, j), weights, (names[i], names[j])) for i, j in _candidates(said))
    return sorted((m for m in found if m), key=lambda m: (-m.score, m.one, m.other))


def _candidates(said: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Pairs of sentences of two articles that have two pairs of concepts in common, one of them in few sentences."""
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, statement in enumerate(said):
        for near in statement.near:
            index[near].append(number)
    codes, times = np.unique(_codes(index.values(), len(said)), return_counts=True)
    article = np.unique([statement.article for statement in said], return_inverse=True)[1]
    apart = article[codes // len(said)] != article[codes % len(said)] if len(codes) else codes > 0
    crowded = [frozenset(near for near in statement.near if len(index[near]) > CROWD) for statement in said]
    for code, often in zip(codes[apart].tolist(), times[apart].tolist(), strict=True):
        i, j = divmod(code, len(said))
        if often > 1 or not crowded[i].isdisjoint(crowded[j]):  # one pair of concepts is a topic at most
            yield i, j


def _codes(index: Iterable[list[int]], size: int) -> np.ndarray:
    """A number for each two sentences of a place in the index, first of places with few; at most so many for each sentence."""
    alike: dict[int, list[list[int]]] = defaultdict(list)
    for places in index:
        if 1 < len(places) <= CROWD:
            alike[len(places)].append(places)
    left, found = MOST_LOOKED_AT * size, [np.zeros(0, dtype=np.int64)]
    for many in sorted(alike):
        first, second = np.triu_indices(many, 1)
        rows = np.array(sorted(alike[many])[: left // len(first)], dtype=np.int64).reshape(-1, many)
        found.append((rows[:, first] * size + rows[:, second]).ravel())
        left -= len(found[-1])
    return np.concatenate(found)


def _match(
    pair: tuple[Statement, Statement], places: tuple[int, int], weights: Weights, names: tuple[set[str], set[str]]
) -> Match | None:
    """What two sentences share; None where that is too little. What costs least is looked at first."""
    one, other = pair
    if not (core := _core(one, other, weights)):
        return None
    common = one.common.keys() & other.common.keys()
    bits = weights.shared_bits(one, other, common)
    most = sum(bits[c] for c in core) + LOOSE * sum(bits[c] for c in common - core)
    if most * (len(names[0]) + 1) / (min(map(len, names)) + 1) < _SURELY_LESS or not _says_something(one, other, core):
        return None
    shared = _worth(pair, core, bits) + LOOSE * _worth(pair, common - core, bits)
    alike = (len(_known(one, names[0], other)) + 1) / (min(map(len, names)) + 1)
    if shared * alike < _SURELY_LESS:
        return None
    bits = weights.bits(one, other, one.common.keys() | other.common.keys())
    if shared * alike * math.sqrt(_of_shorter(pair, shared, bits) / 2 + 0.5) < _SURELY_LESS:
        return None
    score = shared * math.sqrt(_share(pair, core, shared, bits)) * _plain(pair, core)
    score = round(score * alike, 6)
    if score < LEAST or clash(one, other, core, weights):
        return None
    return Match(score, *places, {c: bits[c] for c in sorted(core)})


def _core(one: Statement, other: Statement, weights: Weights) -> frozenset[str]:
    """The weightiest three concepts or more that hang together in both sentences; none where there are only two."""
    sets = [found for found in _linked(one.near & other.near) if len(found) > 2]
    if len(sets) < 2:
        return frozenset(*sets)
    bits = weights.shared_bits(one, other, one.common.keys() & other.common.keys())
    return frozenset(max(sets, key=lambda found: (sum(bits[c] for c in sorted(found)), sorted(found))))


def _linked(near: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Sets of concepts that hang together by standing near each other in both sentences."""
    sets: list[set[str]] = []
    for pair in sorted(near):
        touched = [found for found in sets if not found.isdisjoint(pair)]
        sets = [found for found in sets if found.isdisjoint(pair)] + [set(pair).union(*touched)]
    return sets


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
    return (math.sqrt(dense) + _of_shorter(pair, shared, bits)) / 2


def _of_shorter(pair: Sequence[Statement], shared: float, bits: Mapping[str, float]) -> float:
    whole = min(_weight(statement, set(statement.common), bits) for statement in pair)
    return min(1.0, shared / whole if whole else 0.0)


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
