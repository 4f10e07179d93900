"""Passages as sparse vectors of their words, and which passages stand near each other."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse
from wordfreq import zipf_frequency

from nbutils.compare.passages import Passage, stemmed, stems

Matrix: TypeAlias = Any  # scipy's csr_matrix, which ships no types
NEIGHBOURS = 60  # passages that each is compared with; the rest share next to nothing with it …
MOST_PAIRS = 200_000  # … and fewer in a large folder, so that time grows with its size and not with the square of it
CROWD = 1000  # passages; a word that more of them have is not looked for to find a passage's nearest
_USUAL = 30  # passages from which the folder's own counts outweigh those of English at large
_COMMONEST = 7.5  # on Zipf's scale, of "the"
_ROWS = 512  # a stripe of the matrix of all similarities is held at a time
# How much the words around a passage count towards its context: sentences before and after it, heading, title, what is meant
# by its pronouns.
_AROUND = {-1: 0.6, 1: 0.35, -2: 0.3}
_HEADING, _TITLE, _SUBJECT, _OTHER_BLOCK = 0.6, 0.2, 0.9, 0.5


@dataclass(frozen=True)
class Space:
    """The passages' words, contexts and paragraphs as unit vectors over one vocabulary, and each word's rarity."""

    passages: Sequence[Passage]
    rarity: dict[str, float]
    words: Matrix
    contexts: Matrix
    paragraphs: Matrix

    @property
    def neighbours(self) -> int:
        """How many others each passage is compared with."""
        return max(5, min(NEIGHBOURS, MOST_PAIRS // max(len(self.passages), 1)))

    @cached_property
    def by_context(self) -> list[tuple[int, list[int]]]:
        """Each passage's nearest by context."""
        return list(nearest(self.contexts, self.neighbours))

    @cached_property
    def near(self) -> tuple[np.ndarray, np.ndarray]:
        """The pairs (i < j) in which one is among the other's nearest by context."""
        found = [(min(i, j), max(i, j)) for i, row in self.by_context for j in row]
        pairs = np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


def space(passages: Sequence[Passage]) -> Space:
    """The vectors of passages; a word is the rarer the fewer passages have it."""
    rarity = _rarity(passages)
    index = {stem: number for number, stem in enumerate(rarity)}

    def matrix(weights: Iterable[Mapping[str, float]]) -> Matrix:
        return _unit(_matrix(weights, index, rarity))

    paragraphs = _paragraphs(passages)
    return Space(
        passages,
        rarity,
        matrix(Counter(passage.stems) for passage in passages),
        matrix(_context(passages, number) for number in range(len(passages))),
        matrix(paragraphs[passage.article, passage.block] for passage in passages),
    )


def _rarity(passages: Sequence[Passage]) -> dict[str, float]:
    """How rare each word is: in a large folder among its passages, in a small one as in English at large (Zipf, wordfreq)."""
    counts = Counter(stem for passage in passages for stem in set(passage.stems))
    general: dict[str, float] = {}
    for passage in passages:
        for stem, word in stemmed(passage.text):
            general[stem] = min(general.get(stem, math.inf), _COMMONEST - zipf_frequency(word, "en"))
    many, few = len(passages), _USUAL
    found = {stem: math.log((many + 1) / (count + 0.5)) for stem, count in counts.items()}
    return {stem: (many * found[stem] + few * general.get(stem, 0.0)) / (many + few) for stem in sorted(found)}


def nearest(vectors: Matrix, most: int) -> Iterator[tuple[int, list[int]]]:
    """Each row's nearest others, nearest first; of equals the earlier. Rows that share nothing are left out.

    In a large folder by its rarer words alone: those that many rows have tell little, and cost the square of them.
    """
    few = np.bincount(vectors.indices, minlength=vectors.shape[1]) <= CROWD
    telling = vectors if few.all() else vectors[:, few]
    turned = telling.T.tocsr()
    for begin in range(0, telling.shape[0], _ROWS):
        stripe = (telling[begin : begin + _ROWS] @ turned).tocsr()
        for offset in range(stripe.shape[0]):
            row = slice(stripe.indptr[offset], stripe.indptr[offset + 1])
            yield begin + offset, _best(stripe.indices[row], stripe.data[row].round(9), begin + offset, most)


def _best(others: np.ndarray, likeness: np.ndarray, own: int, most: int) -> list[int]:
    """The likest of others, of equals the earlier."""
    if len(others) > most + 1:
        kept = likeness >= np.partition(likeness, -most - 1)[-most - 1]
        others, likeness = others[kept], likeness[kept]
    order = np.lexsort((others, -likeness))[: most + 1]
    return [other for other in others[order].tolist() if other != own][:most]


def likeness(one: Matrix, other: Matrix, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The cosine of each pair of unit rows: of `one` at `first` and `other` at `second`."""
    found = [
        np.asarray(one[first[at : at + 20_000]].multiply(other[second[at : at + 20_000]]).sum(axis=1)).ravel()
        for at in range(0, len(first), 20_000)
    ]
    return np.concatenate(found) if found else np.zeros(0)


def _context(passages: Sequence[Passage], number: int) -> dict[str, float]:
    """The words of a passage and, less, those around it."""
    passage = passages[number]
    weights = dict.fromkeys(passage.stems, 1.0)
    for distance, weight in _AROUND.items():
        other = passages[number + distance] if 0 <= number + distance < len(passages) else passage
        if other.article == passage.article and abs(other.block - passage.block) <= (abs(distance) == 1):
            _raise(weights, other.stems, weight if other.block == passage.block else weight * _OTHER_BLOCK)
    _raise(weights, stems(passage.heading), _HEADING)
    _raise(weights, stems(passage.title), _TITLE)
    for claim in passage.claims:
        _raise(weights, stems(claim["subject"]), _SUBJECT)
    return weights


def _raise(weights: dict[str, float], words: Iterable[str], least: float) -> None:
    for word in words:
        weights[word] = max(weights.get(word, 0.0), least)


def _paragraphs(passages: Sequence[Passage]) -> dict[tuple[str, int], dict[str, float]]:
    found: dict[tuple[str, int], dict[str, float]] = {}
    for passage in passages:
        found.setdefault((passage.article, passage.block), {}).update(dict.fromkeys(passage.stems, 1.0))
    return found


def _matrix(weights: Iterable[Mapping[str, float]], index: Mapping[str, int], rarity: Mapping[str, float]) -> Matrix:
    rows, columns, values = [], [], []
    size = 0
    for number, row in enumerate(weights):
        size = number + 1
        for stem in sorted(row):
            if stem in index:
                rows.append(number)
                columns.append(index[stem])
                values.append(row[stem] * rarity[stem])
    return sparse.csr_matrix((values, (rows, columns)), shape=(size, len(index)))


def _unit(matrix: Matrix) -> Matrix:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(lengths, 1e-9)) @ matrix)
