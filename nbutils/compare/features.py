"""What speaks for or against two passages parting from each other: some sixty named features of each pair.

Three kinds: whether they speak of the same thing (words, context, names, subject), whether their values or cues clash, and
how the two go together (a clash counts only between passages on the same thing).
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

import numpy as np

from nbutils.compare.passages import Passage, opposites, stem, stems
from nbutils.compare.rules.wordings import EXCLUSIVE, classes
from nbutils.compare.values import apart, disjoint, is_open, lengths_apart
from nbutils.compare.vectors import Space, likeness, nearest
from nbutils.corpus.blocks import ASSERTING
from nbutils.packs.load import general_predicates

Row = TypeVar("Row")
_NEARBY = 12  # years
_CUES = ("universal", "unique", "denied", "lasting", "ended", "planned", "unsure", "certain", "reported", "praise", "limited")
_OPPOSED = (
    ("universal", "denied"), ("universal", "limited"), ("lasting", "ended"), ("planned", "lasting"), ("planned", "ended"),
    ("unsure", "certain"), ("universal", "number"), ("unique", "number"),
)  # fmt: skip
# What counts the more the closer the two are in context.
_WITH_CONTEXT = (
    "amounts clash", "amounts of one noun clash", "measures clash", "same digits, other unit", "dates clash",
    "dates clash nearby", "lengths of time clash", "opposites", "wordings exclude each other", "one denied",
    "universal~denied", "universal~limited", "lasting~ended", "planned~ended", "planned~lasting", "unsure~certain",
    "universal in one", "unique in one", "same name", "same article", "both numbers",
    "reported in one", "praise in one", "same amounts", "same dates", "next to each other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of passages by their numbers, and a row of features for each; `names` are the columns."""

    first: np.ndarray
    second: np.ndarray
    names: tuple[str, ...]
    values: np.ndarray


def pairs(space: Space) -> Pairs:
    """The pairs worth a look and their features."""
    first, second = space.near
    columns = {**_on_the_same(space, first, second), **_clashes(space, first, second), **_said(space.passages, first, second)}
    closeness = np.sqrt(np.maximum(columns["contexts"], 0))
    columns |= {f"{name} × context": columns[name] * closeness for name in _WITH_CONTEXT}
    values = (
        np.stack(list(columns.values()), axis=1).astype(np.float32) if len(first) else np.zeros((0, len(columns)), np.float32)
    )
    return Pairs(first, second, tuple(columns), values)


def _on_the_same(space: Space, first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    """Whether two passages speak of the same thing."""
    words, contexts, paragraphs = space.words, space.contexts, space.paragraphs
    across = [likeness(words, contexts, one, other) for one, other in ((first, second), (second, first))]
    to_paragraph = [likeness(words, paragraphs, one, other) for one, other in ((first, second), (second, first))]
    alike = likeness(words, words, first, second)
    context = likeness(contexts, contexts, first, second)
    found = {
        "words": alike, "words, root": np.sqrt(np.maximum(alike, 0)),
        "contexts": context, "contexts, root": np.sqrt(np.maximum(context, 0)),
        "words to context, more": np.maximum(*across), "words to context, less": np.minimum(*across),
        "paragraphs": likeness(paragraphs, paragraphs, first, second), "words to paragraph": np.maximum(*to_paragraph),
        "rank by words": _ranks(nearest(space.words, space.neighbours), space.neighbours, first, second),
        "rank by context": _ranks(space.by_context, space.neighbours, first, second),
    }  # fmt: skip
    return found | _shared(space, first, second)


def _ranks(rows: Iterable[tuple[int, list[int]]], worst: int, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """How near the two are among each other's neighbours: 0 where each is the other's nearest, else below 0."""
    rank = {(i, j): place for i, row in rows for place, j in enumerate(row)}
    pairs = zip(first.tolist(), second.tolist(), strict=True)
    return np.array([-math.log((1 + rank.get((i, j), worst)) * (1 + rank.get((j, i), worst))) for i, j in pairs])


_IN_COMMON = (
    "words in common", "rarity in common", "rarest word in common", "second rarest in common", "share of the shorter",
    "word pairs in common", "name in common", "subject in common", "subject in words", "predicate in common",
    "concept in common", "heading in common", "length",
)  # fmt: skip


def _shared(space: Space, first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    """What the two have in common: rare words, names, subjects, predicates, heading."""
    rows = [_Common(passage, space.rarity) for passage in space.passages]
    weigh = {slot: _rarity_of([getattr(row, slot) for row in rows]) for slot in ("names", "predicates", "concepts", "heading")}
    return _measured(rows, first, second, _IN_COMMON, lambda one, other: _in_common(one, other, space.rarity, weigh))


def _in_common(
    one: "_Common", other: "_Common", rarity: Mapping[str, float], weigh: Mapping[str, Mapping[str, float]]
) -> tuple[float, ...]:
    """The values of _IN_COMMON for two passages."""
    shared = sorted((rarity[word] for word in one.stems & other.stems), reverse=True)
    subjects = one.subjects & other.subjects
    crossed = (one.subjects & other.stems) | (other.subjects & one.stems)
    best = {slot: _most(getattr(one, slot) & getattr(other, slot), weights) for slot, weights in weigh.items()}
    return (
        min(len(shared), 6), sum(shared), shared[0] if shared else 0.0, shared[1] if len(shared) > 1 else 0.0,
        sum(shared) / max(min(one.weight, other.weight), 1e-6), min(len(one.bigrams & other.bigrams), 3), best["names"],
        _most(subjects, rarity), _most(crossed, rarity), best["predicates"], best["concepts"], best["heading"],
        math.log((1 + len(one.stems)) * (1 + len(other.stems))),
    )  # fmt: skip


class _Common:
    """The sets of a passage that are compared."""

    __slots__ = ("bigrams", "concepts", "heading", "names", "predicates", "stems", "subjects", "weight")

    def __init__(self, passage: Passage, rarity: dict[str, float]) -> None:
        self.stems = passage.bag
        self.weight = sum(sorted(rarity[word] for word in self.stems))
        self.bigrams = frozenset(zip(passage.stems, passage.stems[1:], strict=False))
        self.names = frozenset(passage.names)
        self.heading = frozenset(stems(passage.heading))
        self.subjects = frozenset(word for claim in passage.claims for word in stems(claim["subject"]) if word in rarity)
        self.predicates = frozenset(claim["predicate"].split(":")[0] for claim in passage.claims if claim["predicate"])
        self.concepts = frozenset(concept for word in self.stems for concept in _concepts().get(word, ()))


_CLASHES = (
    "amounts clash", "amounts of one noun clash", "measures clash", "same amounts", "same digits, other unit", "dates clash",
    "dates clash nearby", "same dates", "lengths of time clash", "opposites", "wordings exclude each other", "same name",
)  # fmt: skip


def _clashes(space: Space, first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    """Whether values or words of the two exclude each other."""
    return _measured(space.passages, first, second, _CLASHES, _clash)


def _clash(one: Passage, other: Passage) -> tuple[float, ...]:
    """The values of _CLASHES for two passages."""
    amounts = _amounts(one, other) if one.amounts and other.amounts else (False,) * 5
    dates = _dates(one, other) if one.dates and other.dates else (False,) * 3
    return (
        *amounts, *dates,
        bool(one.durations and other.durations) and all(lengths_apart(a, b) for a in one.durations for b in other.durations),
        bool(_opposed(one.stems) & other.bag), _exclusive(classes(one.text), classes(other.text)),
        bool(one.names & other.names),
    )  # fmt: skip


def _amounts(one: Passage, other: Passage) -> tuple[bool, ...]:
    pairs = [(a, b, bool(of_a & of_b)) for a, of_a in one.amounts for b, of_b in other.amounts]
    parted = [(a, named) for a, b, named in pairs if apart(a, b)]
    return (
        bool(parted),
        any(named for _, named in parted),
        any(a.dimension != "count" for a, _ in parted),
        any(a.dimension == b.dimension and not apart(a, b) for a, b, _ in pairs),
        any(a.digits == b.digits > 3 and a.unit != b.unit for a, b, _ in pairs),  # 3 of anything is common
    )


def _dates(one: Passage, other: Passage) -> tuple[bool, ...]:
    parted = all(disjoint(a, b) for a in one.dates for b in other.dates)
    known = ((a, b) for a in one.dates for b in other.dates if not (is_open(a) or is_open(b)))
    return parted, parted and any(abs(a.first[0] - b.first[0]) < _NEARBY for a, b in known), not parted


def _said(passages: Sequence[Passage], first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    """How the two are said and where they stand, from marks of each passage."""
    marks = {cue: np.array([cue in passage.cues for passage in passages], dtype=float) for cue in _CUES}
    marks["number"] = np.array([bool(p.amounts or p.dates or p.durations) for p in passages], dtype=float)
    marks["question"] = np.array([p.text.rstrip().endswith("?") for p in passages], dtype=float)
    marks["checkable"] = np.array([any(claim["checkable"] for claim in p.claims) for p in passages], dtype=float)
    marks["list or table"] = np.array([p.kind != ASSERTING[0] for p in passages], dtype=float)
    found = {f"{name} in one": np.maximum(mark[first], mark[second]) for name, mark in marks.items()}
    found["both numbers"] = marks["number"][first] * marks["number"][second]
    found["both checkable"] = marks["checkable"][first] * marks["checkable"][second]
    found["one denied"] = np.abs(marks["denied"][first] - marks["denied"][second])
    for one, other in _OPPOSED:
        a, b = marks[one], marks[other]
        found[f"{one}~{other}"] = np.maximum(a[first] * b[second], a[second] * b[first])
    return found | _placed(passages, first, second)


def _placed(passages: Sequence[Passage], first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    articles = np.unique([passage.article for passage in passages], return_inverse=True)[1]
    blocks = np.array([passage.block for passage in passages])
    same = (articles[first] == articles[second]).astype(float)
    return {
        "same article": same,
        "same paragraph": same * (blocks[first] == blocks[second]),
        "next to each other": same * (second - first <= 2),
    }


def _measured(
    rows: Sequence[Row],
    first: np.ndarray,
    second: np.ndarray,
    names: Sequence[str],
    measure: Callable[[Row, Row], tuple[float, ...]],
) -> dict[str, np.ndarray]:
    """A column for each name, from a function that gives all of them for a pair."""
    found = [measure(rows[i], rows[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)]
    table = np.array(found, dtype=float).reshape(-1, len(names))
    return {name: table[:, place] for place, name in enumerate(names)}


def _exclusive(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and any((x in one and y in other) or (y in one and x in other) for x, y in EXCLUSIVE)


@lru_cache(maxsize=1 << 16)
def _opposed(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(other for word in words for other in opposites().get(word, ()))


def _rarity_of(sets: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for row in sets for word in row)
    return {word: math.log((len(sets) + 1) / count) for word, count in counts.items()}


def _most(words: frozenset[str], weights: Mapping[str, float]) -> float:
    return max((weights[word] for word in words), default=0.0)


@cache
def _concepts() -> dict[str, frozenset[str]]:
    """A stem and the declared predicates that it may say."""
    found: dict[str, set[str]] = {}
    for predicate in general_predicates():
        for form in (*predicate.verbs, *predicate.intransitive, *predicate.nouns, *predicate.adjectives):
            if len(words := stems(form)) == 1 and "ADJECTIVE" not in form:
                found.setdefault(stem(words[0]), set()).add(predicate.id)
    return {word: frozenset(ids) for word, ids in found.items()}
