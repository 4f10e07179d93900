"""Themes found in the articles themselves: TF-IDF of their sections, factored, and kept as far as they come back.

Non-negative matrix factorisation (Lee and Seung 1999) begun by nndsvd (Boutsidis and Gallopoulos 2008).
How many themes: the number of which most come back when the sections are drawn anew (after Greene, O'Callaghan and Cunningham
2014, How Many Topics?).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Matrix: TypeAlias = Any  # scipy's csr_matrix, which ships no types

LEAST_SECTIONS = 12  # fewer are too little to tell a theme from an accident
NUMBERS = (4, 6, 8, 10, 13, 16, 20)  # of themes that are tried
SECTIONS_EACH = 5  # sections at least for each theme
DRAWS = 8  # times that the sections are drawn anew
STABLE = 0.5  # of a theme's weightiest terms come back: from there on it is taken for more than chance
TOP = 10  # weightiest terms, by which two themes are held to be one
FITTED, VOCABULARY = 1000, 4000  # sections and terms at most that are factored; all others are fitted to what they gave
_EVERYWHERE = 0.5  # of the sections: a word that stands in more tells none from another
_ROUNDS, _EXACT = 200, 1e-3
_SEED = 20_011


@dataclass(frozen=True, slots=True)
class Found:
    """Themes: each one's terms with their weights, weightiest first; how far it comes back; its share of each section."""

    terms: list[list[tuple[str, float]]]
    stability: list[float]
    shares: np.ndarray  # sections x themes; a row adds up to 1, or is 0 where a section has no term


def found_themes(documents: Sequence[Sequence[str]]) -> Found:
    """The themes of documents, each a list of terms; none where there are too few of them, or where they share no terms."""
    nothing = Found([], [], np.zeros((len(documents), 0)))
    if len(documents) < LEAST_SECTIONS:
        return nothing
    # These cost a second, which a small folder need not wait for.
    from threadpoolctl import threadpool_limits

    matrix, names = _weighed(documents)
    numbers = [n for n in NUMBERS if n <= min(len(documents) // SECTIONS_EACH, len(names) // TOP)]
    if not numbers:
        return nothing
    with threadpool_limits(limits=1):
        fitted = _sample(matrix)
        tried = {number: _factored(fitted, number) for number in numbers}
        agreement = {number: _agreement(fitted, tried[number][1]) for number in numbers}
        best = _chosen(agreement)
        loads = _loads(matrix, tried[best][1]) if len(documents) > FITTED else tried[best][0]
    return _result(loads, tried[best][1], agreement[best].mean(axis=0), names)


def _weighed(documents: Sequence[Sequence[str]]) -> tuple[Matrix, list[str]]:
    """The documents as rows of TF-IDF, and the terms of the columns."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    times = Counter(name for document in documents for name in set(document))
    usual = {name for name, number in times.items() if number > _EVERYWHERE * len(documents)}
    telling = [[name for name in document if usual.isdisjoint(name.split())] for document in documents]
    vectorizer = TfidfVectorizer(analyzer=list, min_df=2, sublinear_tf=True, max_features=VOCABULARY)
    try:
        return vectorizer.fit_transform(telling), list(vectorizer.get_feature_names_out())
    except ValueError:  # no term stands in two documents
        return np.zeros((len(documents), 0)), []


def _sample(matrix: Matrix) -> Matrix:
    """The documents, of very many a part drawn by chance: every so-manieth could miss what comes in turns."""
    size = matrix.shape[0]
    if size <= FITTED:
        return matrix
    return matrix[np.sort(np.random.default_rng(_SEED).choice(size, FITTED, replace=False))]


def _factored(matrix: Matrix, number: int) -> tuple[np.ndarray, np.ndarray]:
    """Documents by themes, and themes by terms."""
    import warnings

    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    # nndsvd rests on a decomposition that begins with numbers drawn by chance: the seed keeps them the same.
    model = NMF(number, init="nndsvd", max_iter=_ROUNDS, tol=_EXACT, random_state=_SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the words of a theme stand long before the last digit does
        return model.fit_transform(matrix), model.components_


def _loads(matrix: Matrix, themes: np.ndarray) -> np.ndarray:
    """What share each theme has in each document, the themes as they are."""
    from sklearn.decomposition import non_negative_factorization

    held: np.ndarray = non_negative_factorization(
        matrix, H=themes, n_components=len(themes), update_H=False, tol=_EXACT, max_iter=_ROUNDS
    )[0]
    return held


def _agreement(matrix: Matrix, themes: np.ndarray) -> np.ndarray:
    """For each draw and theme the share of its weightiest terms that its likeness among the themes of the draw has too."""
    from scipy.optimize import linear_sum_assignment

    chance, size = np.random.default_rng(_SEED), matrix.shape[0]
    own, found = _tops(themes), np.zeros((DRAWS, len(themes)))
    for draw in range(DRAWS):
        drawn = np.sort(chance.integers(0, size, size))
        other = _tops(_factored(matrix[drawn], len(themes))[1])
        shared = np.array([[len(one & two) / TOP for two in other] for one in own])
        rows, columns = linear_sum_assignment(-shared)
        found[draw, rows] = shared[rows, columns]
    return found


def _tops(themes: np.ndarray) -> list[set[int]]:
    return [set(np.argsort(-row, kind="stable")[:TOP].tolist()) for row in themes]


def _chosen(agreement: dict[int, np.ndarray]) -> int:
    """The number of themes of which most are stable; of two the one whose themes agree better."""
    means = {number: draws.mean(axis=0) for number, draws in agreement.items()}
    return max(means, key=lambda number: (int((means[number] >= STABLE).sum()), round(float(means[number].mean()), 6)))


def _result(loads: np.ndarray, themes: np.ndarray, stability: np.ndarray, names: list[str]) -> Found:
    """The themes, largest first."""
    total = loads.sum(axis=1, keepdims=True)
    shares = np.divide(loads, total, out=np.zeros_like(loads), where=total > 0)
    order = np.argsort(-shares.sum(axis=0).round(6), kind="stable")
    ranked = [np.argsort(-themes[t].round(6), kind="stable")[: 2 * TOP] for t in order]
    terms = [[(names[i], float(themes[t][i])) for i in top if themes[t][i] > 0] for t, top in zip(order, ranked, strict=True)]
    return Found(terms, [round(float(stability[t]), 2) for t in order], shares[:, order])
