"""Copied passages: rows of sentences that stand in several places in one wording, within an article or between articles."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import combinations, pairwise
from typing import Any

from nbutils.compare.copies import CROWD, SHORTEST, joined, same_wording, wordings, words_of
from nbutils.corpus.blocks import SET_ASIDE

Row = Mapping[str, Any]
Place = tuple[str, int]  # article, and number among its own sentences
Group = Sequence[Place]

_LEAST = 8  # words: a shorter sentence, alone, is said twice without copying
_CAPITAL = r"[^\W\d_a-z][\w’'-]*"
# Words with a capital that do not open a sentence, and what links them: "Director of the Central Agency".
_NAME = re.compile(rf"(?<=\w[\s,-]){_CAPITAL}(?:(?:\s(?:of|the|for|and|on|in|to))*\s{_CAPITAL})*")
_NOT_TEXT = (*SET_ASIDE, "rule", "title", "heading")


def copies(sentences: Iterable[Row], blocks: Iterable[Row]) -> list[dict[str, Any]]:
    """Rows for `copies.jsonl`, longest passage first.

    `kind` is "exact" where the words are the same in every place, else "near"; `chars` and `words` are those of the first
    place. `evidence` holds one piece a sentence, the first place as side a, all others as side b.
    """
    kinds = {(block["article"], block["block"]): block["kind"] for block in blocks}
    own = [row for row in sentences if kinds[row["article"], row["block"]] not in _NOT_TEXT]
    at = dict(zip(_places(own), own, strict=True))
    numbers = {(row["article"], row["sentence"]): place for place, row in at.items()}
    found = (group for rough in wordings(own) for group in _without_names(rough))
    groups = [[numbers[row["article"], row["sentence"]] for row in group] for group in found]
    rows = [_row([[at[place] for place in group] for group in chain]) for chain in _chains(groups)]
    return sorted((row for row in rows if row["words"] >= _LEAST), key=lambda row: (-row["words"], row["copy"]))


def _without_names(group: Sequence[Row]) -> Iterator[list[Row]]:
    """The parts of a group that are one wording without their names: a long title that both mention is no copy."""
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in group:
        alike[tuple(words_of(_NAME.sub("", row["text"])))].append(row)
    said = [words for words in alike if len(words) >= SHORTEST]
    near = range(len(said))
    links = combinations(near, 2) if len(said) <= CROWD else pairwise(near)
    for members in joined(near, (pair for pair in links if same_wording(said[pair[0]], said[pair[1]]))):
        rows = sorted((row for i in members for row in alike[said[i]]), key=lambda row: (row["article"], row["sentence"]))
        if len(rows) > 1:
            yield rows


def _places(own: Sequence[Row]) -> Iterator[Place]:
    counts: dict[str, int] = {}
    for row in own:
        counts[row["article"]] = counts.get(row["article"], -1) + 1
        yield row["article"], counts[row["article"]]


def _chains(groups: Sequence[Group]) -> Iterator[list[Group]]:
    """The groups in rows: one follows another where each of its sentences stands right behind one of the other's."""
    by_places = {frozenset(group): group for group in groups}
    after = {places: by_places.get(frozenset((article, n + 1) for article, n in places)) for places in by_places}
    followers = {frozenset(group) for group in after.values() if group}
    for places, group in by_places.items():
        if places not in followers:
            chain: list[Group] = [group]
            while (following := after[frozenset(chain[-1])]) is not None:
                chain.append(following)
            yield chain


def _row(chain: Sequence[Sequence[Row]]) -> dict[str, Any]:
    """A passage as a row: each group of the chain is one of its sentences in all places."""
    passages = list(zip(*chain, strict=True))  # the places of a group are in order, so they are the same in each
    said = [[words_of(row["text"]) for row in passage] for passage in passages]
    evidence = [_piece(row, "a" if number == 0 else "b") for number, passage in enumerate(passages) for row in passage]
    quotes = "\0".join(f"{piece['article']}\0{piece['quote']}" for piece in evidence)
    return {
        "copy": "k-" + sha256(quotes.encode()).hexdigest()[:12],
        "kind": "exact" if all(words == said[0] for words in said) else "near",
        "chars": sum(len(row["text"]) for row in passages[0]),
        "words": sum(map(len, said[0])),
        "evidence": evidence,
    }


def _piece(row: Row, side: str) -> dict[str, Any]:
    place = {key: row[key] for key in ("article", "start", "end", "line")}
    return {**place, "quote": row["text"], "side": side}
