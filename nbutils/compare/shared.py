"""What passages have in common, for many pairs at once: sets as rows of a sparse matrix, multiplied."""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

Matrix = Any  # scipy's csr_matrix, which ships no types


@dataclass(frozen=True, slots=True)
class Sets:
    """A set for each passage: a row of a matrix, with the weight of each member."""

    rows: Matrix
    weights: np.ndarray

    def shared(self, other: "Sets", first: np.ndarray, second: np.ndarray) -> "Shared":
        """What rows of these and of others, over the same members, have in common."""
        found = self.rows[first].multiply(other.rows[second]).tocsr()
        found.sort_indices()
        return Shared(found, self.weights[found.indices])


@dataclass(frozen=True, slots=True)
class Shared:
    """What each pair has in common: a row of members, and their weights in the order of the matrix."""

    rows: Matrix
    weights: np.ndarray

    @property
    def count(self) -> np.ndarray:
        """How many."""
        return np.diff(self.rows.indptr)

    @property
    def total(self) -> np.ndarray:
        """Their weight."""
        sums = np.concatenate([[0.0], np.cumsum(self.weights)])
        found: np.ndarray = sums[self.rows.indptr[1:]] - sums[self.rows.indptr[:-1]]
        return found

    def weightiest(self, place: int = 0) -> np.ndarray:
        """The weight of the weightiest, or of the next ones; 0 where there are fewer."""
        row = np.repeat(np.arange(self.rows.shape[0]), self.count)
        order = np.lexsort((-self.weights, row))
        found = np.zeros(self.rows.shape[0])
        enough = self.count > place
        found[enough] = self.weights[order][self.rows.indptr[:-1][enough] + place]
        return found


def sets(members: Sequence[Collection[Any]], weights: Mapping[Any, float] | None = None) -> Sets:
    """Sets as rows over the members that have a weight; without weights each has that of its rarity among the sets."""
    known = _rarity(members) if weights is None else weights
    index = {member: number for number, member in enumerate(known)}
    row, column = [], []
    for number, own in enumerate(members):
        found = sorted({index[member] for member in own if member in index})
        row += [number] * len(found)
        column += found
    matrix = sparse.csr_matrix((np.ones(len(row), dtype=np.int8), (row, column)), shape=(len(members), len(index)))
    return Sets(matrix, np.fromiter(known.values(), dtype=float, count=len(known)))


def _rarity(members: Sequence[Collection[Any]]) -> dict[Any, float]:
    counts = Counter(member for own in members for member in sorted(own))
    return {member: math.log((len(members) + 1) / count) for member, count in counts.items()}
