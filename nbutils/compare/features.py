"""What speaks for or against two passages parting from each other: some sixty named features of each pair.

Three kinds: whether they speak of the same thing (words, context, names, subject), whether their values or cues clash, and
how the two go together (a clash counts only between passages on the same thing).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from nbutils.compare.passages import Passage, opposites, stem, stems
from nbutils.compare.rules.wordings import EXCLUSIVE, classes
from nbutils.compare.shared import Sets, Shared, sets
from nbutils.compare.values import apart, disjoint, is_open, lengths_apart
from nbutils.compare.vectors import Space, likeness, nearest
from nbutils.corpus.blocks import ASSERTING
from nbutils.packs.load import general_predicates

BATCH = 20_000  # pairs
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


class Features:
    """The features of any pairs of a space, a batch at a time: memory does not grow with their number."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._ranks = [_Ranks(rows, space) for rows in (nearest(space.words, space.neighbours), space.by_context)]
        self._sets = _sets(space)

    def batches(self, first: np.ndarray, second: np.ndarray) -> Iterator[Pairs]:
        """Pairs of passages with their features, so many at a time; one batch at least."""
        for at in range(0, max(len(first), 1), BATCH):
            yield self.of(first[at : at + BATCH], second[at : at + BATCH])

    def of(self, first: np.ndarray, second: np.ndarray) -> Pairs:
        """Pairs of passages with their features."""
        space = self._space
        columns = {**self._on_the_same(first, second), **_clashes(space, first, second), **_said(space.passages, first, second)}
        closeness = np.sqrt(np.maximum(columns["contexts"], 0))
        columns |= {f"{name} × context": columns[name] * closeness for name in _WITH_CONTEXT}
        values = np.stack([column.astype(np.float32) for column in columns.values()], axis=1)
        return Pairs(first, second, tuple(columns), values)

    def _on_the_same(self, first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
        """Whether two passages speak of the same thing."""
        words, contexts, paragraphs = self._space.words, self._space.contexts, self._space.paragraphs
        across = [likeness(words, contexts, one, other) for one, other in ((first, second), (second, first))]
        to_paragraph = [likeness(words, paragraphs, one, other) for one, other in ((first, second), (second, first))]
        alike = likeness(words, words, first, second)
        context = likeness(contexts, contexts, first, second)
        found = {
            "words": alike, "words, root": np.sqrt(np.maximum(alike, 0)),
            "contexts": context, "contexts, root": np.sqrt(np.maximum(context, 0)),
            "words to context, more": np.maximum(*across), "words to context, less": np.minimum(*across),
            "paragraphs": likeness(paragraphs, paragraphs, first, second), "words to paragraph": np.maximum(*to_paragraph),
            "rank by words": self._ranks[0].of(first, second), "rank by context": self._ranks[1].of(first, second),
        }  # fmt: skip
        return found | _in_common(self._sets, first, second)


def pairs(space: Space) -> Pairs:
    """All pairs worth a look and their features."""
    return Features(space).of(*space.near)


class _Ranks:
    """How near passages are among each other's neighbours."""

    def __init__(self, rows: Iterable[tuple[int, list[int]]], space: Space) -> None:
        self._size, self._worst = len(space.passages), space.neighbours
        placed = sorted((i * self._size + j, place) for i, row in rows for place, j in enumerate(row))
        last = (self._size**2, self._worst)  # above all, so that looking up never runs over the end
        self._codes, self._places = np.array([*placed, last], dtype=np.int64).T

    def of(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """0 where each is the other's nearest, else below 0."""
        return -np.log((1.0 + self._place(first, second)) * (1.0 + self._place(second, first)))

    def _place(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        wanted = one * self._size + other
        at = np.searchsorted(self._codes, wanted)
        return np.where(self._codes[at] == wanted, self._places[at], self._worst)


def _sets(space: Space) -> dict[str, Sets]:
    """What is compared of each passage, slot by slot."""
    passages, rarity = space.passages, space.rarity
    claimed = [[claim["predicate"].split(":")[0] for claim in p.claims if claim["predicate"]] for p in passages]
    bigrams = [list(zip(p.stems, p.stems[1:], strict=False)) for p in passages]
    return {
        "stems": sets([p.bag for p in passages], rarity),
        "subjects": sets([[word for claim in p.claims for word in stems(claim["subject"])] for p in passages], rarity),
        "bigrams": sets([set(own) for own in bigrams]),
        "names": sets([p.names for p in passages]),
        "predicates": sets([set(own) for own in claimed]),
        "concepts": sets([{concept for word in p.bag for concept in _concepts().get(word, ())} for p in passages]),
        "heading": sets([set(stems(p.heading)) for p in passages]),
    }


def _in_common(own: Mapping[str, Sets], first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    """What the two have in common: rare words, names, subjects, predicates, heading."""

    def shared(slot: str, other: str = "") -> Shared:
        return own[slot].shared(own[other or slot], first, second)

    words = shared("stems")
    weights = np.asarray(own["stems"].rows @ own["stems"].weights)
    lengths = np.diff(own["stems"].rows.indptr)
    crossed = [shared("subjects", "stems"), shared("stems", "subjects")]
    return {
        "words in common": np.minimum(words.count, 6), "rarity in common": words.total,
        "rarest word in common": words.weightiest(), "second rarest in common": words.weightiest(1),
        "share of the shorter": words.total / np.maximum(np.minimum(weights[first], weights[second]), 1e-6),
        "word pairs in common": np.minimum(shared("bigrams").count, 3), "name in common": shared("names").weightiest(),
        "subject in common": shared("subjects").weightiest(),
        "subject in words": np.maximum(*(found.weightiest() for found in crossed)),
        "predicate in common": shared("predicates").weightiest(), "concept in common": shared("concepts").weightiest(),
        "heading in common": shared("heading").weightiest(),
        "length": np.log((1.0 + lengths[first]) * (1.0 + lengths[second])),
    }  # fmt: skip


_CLASHES = (
    "amounts clash", "amounts of one noun clash", "measures clash", "same amounts", "same digits, other unit", "dates clash",
    "dates clash nearby", "same dates", "lengths of time clash", "opposites", "wordings exclude each other", "same name",
)  # fmt: skip


def _clashes(space: Space, first: np.ndarray, second: np.ndarray) -> dict[str, np.ndarray]:
    """Whether values or words of the two exclude each other."""
    said = space.passages
    found = [_clash(said[i], said[j]) for i, j in zip(first.tolist(), second.tolist(), strict=True)]
    table = np.array(found, dtype=float).reshape(-1, len(_CLASHES))
    return {name: table[:, place] for place, name in enumerate(_CLASHES)}


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


def _exclusive(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and any((x in one and y in other) or (y in one and x in other) for x, y in EXCLUSIVE)


@lru_cache(maxsize=1 << 16)
def _opposed(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(other for word in words for other in opposites().get(word, ()))


@cache
def _concepts() -> dict[str, frozenset[str]]:
    """A stem and the declared predicates that it may say."""
    found: dict[str, set[str]] = {}
    for predicate in general_predicates():
        for form in (*predicate.verbs, *predicate.intransitive, *predicate.nouns, *predicate.adjectives):
            if len(words := stems(form)) == 1 and "ADJECTIVE" not in form:
                found.setdefault(stem(words[0]), set()).add(predicate.id)
    return {word: frozenset(ids) for word, ids in found.items()}
