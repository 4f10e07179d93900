"""What to read side by side where rules cannot decide: pairs and clusters of passages, those that may part first, each with why.

A linear score over the features of a pair; the weights are data (packs/general/worklist.yaml), fitted by `make train`. A
reader pays for every passage beyond a row's first, so that a cluster grows as long as its next passage promises more than a
new pair.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import exp
from typing import Any

import numpy as np

from nbutils.compare.features import Pairs, pairs
from nbutils.compare.passages import Passage
from nbutils.compare.vectors import Space
from nbutils.packs.general import data

Row = dict[str, Any]
PER_FIVE_ARTICLES = 200  # rows at most
MOST_IN_A_ROW = 12  # passages
_LOOKED_AT = 40  # pairs per row that the clusters are made of
_DILUTION = 0.6  # how fast promise falls with the score; 0 would make all pairs alike
_REASONS = 3


def worklist(space: Space, articles: int, known: frozenset[frozenset[tuple[str, int]]] = frozenset()) -> list[Row]:
    """The rows of `sidebyside.jsonl`, best first; `known` are pairs of places that a finding already shows."""
    passages, found = space.passages, pairs(space)
    scores = score(found)
    most = PER_FIVE_ARTICLES * max(1, -(-articles // 5))
    order = np.argsort(-scores.round(6), kind="stable")
    best = [int(k) for k in order[: most * _LOOKED_AT] if _place(passages, found, k) not in known]
    rows = clusters([(int(found.first[k]), int(found.second[k]), float(scores[k])) for k in best], most)
    by_pair = {(int(found.first[k]), int(found.second[k])): k for k in best}
    return [_row(rank, members, passages, found, by_pair) for rank, members in enumerate(rows, 1)]


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


def _row(
    rank: int, members: Sequence[int], passages: Sequence[Passage], found: Pairs, by_pair: Mapping[tuple[int, int], int]
) -> Row:
    ordered = sorted(members)
    evidence = [passages[number].evidence for number in ordered]
    rows = [by_pair[i, j] for i in ordered for j in ordered if (i, j) in by_pair]
    quotes = "\0".join(f"{item['article']}\0{item['quote']}" for item in evidence)
    return {
        "pair": "p-" + sha256(quotes.encode()).hexdigest()[:12],
        "rank": rank,
        "why": why(found, rows),
        "evidence": evidence,
    }


def why(found: Pairs, rows: Sequence[int]) -> str:
    """The features that lifted the row most, in words."""
    texts, weights = data("worklist.yaml")["why"], data("worklist.yaml")["weights"]
    told = {at: text for at, name in enumerate(found.names) if (text := texts.get(name.removesuffix(" × context")))}
    gains: dict[str, float] = defaultdict(float)
    for k in rows:
        values = found.values[k]
        for at in np.nonzero(values > 0)[0].tolist():
            if at in told:
                gains[told[at]] += float(values[at]) * weights.get(found.names[at], 0.0)
    best = sorted((text for text in gains if gains[text] > 0), key=lambda text: (-round(gains[text], 6), text))
    return "; ".join(best[:_REASONS]) or "about the same thing"


def _place(passages: Sequence[Passage], found: Pairs, k: int) -> frozenset[tuple[str, int]]:
    pair = (passages[found.first[k]], passages[found.second[k]])
    return frozenset((passage.article, passage.start) for passage in pair)
