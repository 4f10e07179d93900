"""What to read side by side where rules cannot decide: pairs and clusters of passages, those that may part first, each with why.

A linear score over the features of a pair; the weights are data (packs/general/worklist.yaml), fitted by `make train`. A
reader pays for every passage beyond a row's first, so that a cluster grows as long as its next passage promises more than a
new pair.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import combinations
from math import exp
from typing import Any

import numpy as np

from nbutils.compare.features import Features, Pairs
from nbutils.compare.passages import Passage
from nbutils.compare.reasons import NO_REASON, with_words
from nbutils.compare.vectors import Space
from nbutils.packs.general import data

Row = dict[str, Any]
PER_FIVE_ARTICLES = 200  # rows at most …
MOST_ROWS = 2000  # … and in all: nobody reads on
MOST_IN_A_ROW = 12  # passages
_LOOKED_AT = 40  # pairs per row that the clusters are made of
_DILUTION = 0.6  # how fast promise falls with the score; 0 would make all pairs alike
_REASONS = 3


def worklist(space: Space, articles: int, known: frozenset[frozenset[tuple[str, int]]] = frozenset()) -> list[Row]:
    """The rows of `sidebyside.jsonl`, best first; `known` are pairs of places that a finding already shows."""
    passages, features, (first, second) = space.passages, Features(space), space.near
    scores = np.concatenate([np.zeros(0), *(score(batch) for batch in features.batches(first, second))])
    most = min(PER_FIVE_ARTICLES * max(1, -(-articles // 5)), MOST_ROWS)
    order = np.argsort(-scores.round(6), kind="stable")[: most * _LOOKED_AT].tolist()
    by_pair = {(i, j): k for k in order if _places(passages, i := int(first[k]), j := int(second[k])) not in known}
    rows = clusters([(*pair, float(scores[k])) for pair, k in by_pair.items()], most)
    told = _told([[by_pair[pair] for pair in combinations(sorted(row), 2) if pair in by_pair] for row in rows], features, space)
    return [_row(rank, row, passages, reason) for rank, (row, reason) in enumerate(zip(rows, told, strict=True), 1)]


def _told(rows: Sequence[Sequence[int]], features: Features, space: Space) -> Iterator[str]:
    """Why each row stands there, from the numbers of its pairs."""
    numbers = np.array(sorted({k for row in rows for k in row}), dtype=np.int64)
    found = list(features.batches(*(side[numbers] for side in space.near)))
    values = np.concatenate([batch.values for batch in found])
    for row in rows:
        yield why(found[0].names, values[np.searchsorted(numbers, row)])


def score(found: Pairs) -> np.ndarray:
    """How likely each pair parts, in no unit: only the order means something."""
    weights = data("worklist.yaml")["weights"]
    known = np.array([float(weights.get(name, 0.0)) for name in found.names])
    return np.asarray(found.values.astype(float) @ known)


def clusters(scored: Sequence[tuple[int, int, float]], most: int, budget: int | None = None) -> list[list[int]]:
    """Rows of passages from pairs (i, j, score) in falling order: greedily what promises most per passage read."""
    if not scored:
        return []
    top = scored[0][2]
    promise = [(i, j, exp((value - top) * _DILUTION)) for i, j, value in scored]
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for i, j, value in promise:
        links[i][j] = links[j][i] = value
    rows: list[list[int]] = []
    shown: set[tuple[int, int]] = set()
    read = 0
    for place, (i, j, _) in enumerate(promise):
        if len(rows) >= most or (budget is not None and read >= budget):
            break
        if (i, j) not in shown:
            rows.append(_grown([i, j], links, shown, promise, place + 1))
            shown |= {(a, b) for a in rows[-1] for b in rows[-1] if a < b}
            read += len(rows[-1]) - 1
    return rows


def _grown(
    row: list[int],
    links: Mapping[int, Mapping[int, float]],
    shown: set[tuple[int, int]],
    promise: Sequence[tuple[int, int, float]],
    after: int,
) -> list[int]:
    """The row with every passage whose pairs with it promise more than the best pair still to come, `after` this place."""
    gains: dict[int, float] = defaultdict(float)
    for member in row[:-1]:
        _gain(gains, member, links[member], shown)
    while len(row) < MOST_IN_A_ROW:
        _gain(gains, row[-1], links[row[-1]], shown)
        best = max(gains.keys() - row, key=lambda other: (gains[other], -other), default=None)
        while after < len(promise) and (promise[after][:2] in shown or set(promise[after][:2]) <= set(row)):
            after += 1
        if best is None or (after < len(promise) and gains[best] < promise[after][2]):
            break
        row.append(best)
    return row


def _gain(gains: dict[int, float], member: int, links: Mapping[int, float], shown: set[tuple[int, int]]) -> None:
    """Add what a new member of a row promises with every other passage that it was not yet shown beside."""
    for other, value in links.items():
        if (min(member, other), max(member, other)) not in shown:
            gains[other] += value


def _row(rank: int, members: Sequence[int], passages: Sequence[Passage], reason: str) -> Row:
    of_row = [passages[number] for number in sorted(members)]
    evidence = [passage.evidence for passage in of_row]
    quotes = "\0".join(f"{item['article']}\0{item['quote']}" for item in evidence)
    return {
        "pair": "p-" + sha256(quotes.encode()).hexdigest()[:12],
        "rank": rank,
        "why": with_words(reason, of_row),
        "evidence": evidence,
    }


def why(names: Sequence[str], values: np.ndarray) -> str:
    """The features that lifted a row most, in words; `values` has a row for each of its pairs, a column for each name."""
    texts, weights = data("worklist.yaml")["why"], data("worklist.yaml")["weights"]
    gains: dict[str, float] = defaultdict(float)
    for at, name in enumerate(names):
        if (text := texts.get(name.removesuffix(" × context"))) and (weight := weights.get(name)):
            gains[text] += float(np.maximum(values[:, at], 0).sum(dtype=float)) * weight
    best = sorted((text for text in gains if gains[text] > 0), key=lambda text: (-round(gains[text], 6), text))
    return "; ".join(best[:_REASONS]) or NO_REASON


def _places(passages: Sequence[Passage], first: int, second: int) -> frozenset[tuple[str, int]]:
    return frozenset((passages[number].article, passages[number].start) for number in (first, second))
