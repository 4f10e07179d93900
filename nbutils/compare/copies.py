"""Sentences in one wording: those that stand in several places word for word, or nearly."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise
from typing import Any

Row = Mapping[str, Any]
Key = tuple[str, int]  # article and number of a sentence

SHINGLE = 3  # words that are compared together
ALIKE = 0.6  # share of common shingles from which two sentences are one wording
RUN = 8  # words in one row that two writers hardly find by chance …
HALF = 0.5  # … when they make up this share of the shorter sentence
SHORTEST = 5  # words; what is shorter is a label, not a passage
CROWD = 30
_PERMUTATIONS = 64
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def copied(sentences: Iterable[Row]) -> list[list[Row]]:
    """The groups of sentences in one wording that at least two articles have, in order of their first place."""
    return [group for group in wordings(sentences) if len({row["article"] for row in group}) > 1]


def wordings(sentences: Iterable[Row]) -> list[list[Row]]:
    """Groups of two and more sentences in one wording, within an article and between articles, in order of their first place.

    Candidates come from MinHash over shingles and from runs of words in common, so that no pair is looked at that shares
    neither; what a candidate is, its words decide.
    """
    rows = sorted(sentences, key=_key)
    words = [words_of(row["text"]) for row in rows]
    long = [i for i, said in enumerate(words) if len(said) >= SHORTEST]
    links = [(i, j) for i, j in sorted(_candidates(long, words)) if same_wording(words[i], words[j])]
    return [[rows[i] for i in group] for group in joined(long, links) if len(group) > 1]


def _key(row: Row) -> Key:
    return row["article"], row["sentence"]


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without marks."""
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def same_wording(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sentences are one wording: nearly the same shingles, or a long run that is most of the shorter one."""
    left, right = _shingles(one), _shingles(other)
    if len(left & right) >= ALIKE * len(left | right):
        return True
    return _longest_run(one, other) >= max(RUN, HALF * min(len(one), len(other)))


def _shingles(words: Sequence[str]) -> set[str]:
    return {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}


def _longest_run(one: Sequence[str], other: Sequence[str]) -> int:
    """The number of words in the longest row of words that both have."""
    best, before = 0, [0] * (len(other) + 1)
    for word in one:
        row = [0] * (len(other) + 1)
        for j, same in enumerate(other):
            if word == same:
                row[j + 1] = before[j] + 1
        best, before = max(best, *row), row
    return best


def _candidates(long: Sequence[int], words: Sequence[Sequence[str]]) -> set[tuple[int, int]]:
    """Pairs of sentences that share many shingles or one long run."""
    pairs: set[tuple[int, int]] = set()
    for bucket in (*_buckets(long, words), *_runs(long, words)):
        # In a crowd each is tried with the next alone: what is alike all through joins one group all the same.
        pairs.update(combinations(bucket, 2) if len(bucket) <= CROWD else pairwise(bucket))
    return pairs


def _buckets(long: Sequence[int], words: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Sentences whose MinHash signatures agree in one band."""
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for i in long:
        for band, part in enumerate(_signature(tuple(sorted(_shingles(words[i]))))):
            bands[band, part].append(i)
    yield from (bucket for bucket in bands.values() if len(bucket) > 1)


@cache
def _blank() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=_PERMUTATIONS, seed=1)


def _signature(shingles: Sequence[str], rows: int = 4) -> list[bytes]:
    """The MinHash of a sentence in bands of four: of two with .6 of their shingles in common, nine in ten share a band."""
    blank = _blank().copy()
    blank.update_batch([shingle.encode() for shingle in shingles])
    values = blank.hashvalues
    return [values[at : at + rows].tobytes() for at in range(0, _PERMUTATIONS, rows)]


def _runs(long: Sequence[int], words: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Sentences that have a run of words in common."""
    index: dict[str, list[int]] = defaultdict(list)
    for i in long:
        for run in {" ".join(words[i][at : at + RUN]) for at in range(len(words[i]) - RUN + 1)}:
            index[run].append(i)
    yield from (places for places in index.values() if len(places) > 1)


def joined(members: Iterable[int], links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The members in groups: those that links lead to from one another, each group in order, groups by their first."""
    root = {i: i for i in members}

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j in links:
        low, high = sorted((find(i), find(j)))
        root[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for i in sorted(root):
        groups[find(i)].append(i)
    return [group for _, group in sorted(groups.items())]
