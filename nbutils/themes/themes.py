"""The rows of `themes`: those that packs name, and those found, with their weight in each article and their best passages."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from nbutils.corpus.blocks import ASSERTING
from nbutils.corpus.language import ENGLISH
from nbutils.corpus.within import within
from nbutils.packs.schema import Theme
from nbutils.themes.dictionary import told
from nbutils.themes.found import Found, found_themes
from nbutils.themes.sections import Section, sections
from nbutils.themes.terms import surfaces, telling, terms

Row = dict[str, Any]
Ranked = tuple[float, Mapping[str, Any]]  # how well a sentence shows a theme, and its row

TERMS, LABEL, PASSAGES = 10, 3, 6  # as they are stored
_READABLE = range(8, 51)  # words of a sentence that makes a good passage
_PLACE = ("article", "start", "end", "line")
_FROM_SECTIONS = 12  # sections with the largest share of a theme, in which its passages are looked for


def themes(tables: Mapping[str, Iterable[Row]], dictionary: Sequence[Theme]) -> list[Row]:
    """The themes of the dictionary in its order, then the found ones, largest first.

    `tables` holds the rows of articles, blocks, sentences and mentions. Articles that are not in English have no part in them.
    """
    return [*_dictionary_rows(tables, dictionary), *_found_rows(sections(tables))]


def _dictionary_rows(tables: Mapping[str, Iterable[Row]], dictionary: Sequence[Theme]) -> Iterator[Row]:
    """A row for each theme of the packs that a sentence treats."""
    if not dictionary:
        return
    english = {row["article"] for row in tables["articles"] if row["language"] == ENGLISH}
    kinds = {(row["article"], row["block"]): row["kind"] for row in tables["blocks"]}
    said = [r for r in tables["sentences"] if r["article"] in english and kinds[r["article"], r["block"]] in ASSERTING]
    names = (row for row in tables["mentions"] if row["kind"] == "name")
    named = within([(row["article"], row["start"], row["end"]) for row in said], names)
    total = Counter(row["article"] for row in said)
    for theme in dictionary:
        hits = list(told(theme, said, named))
        if hits:
            times = Counter(said[hit.sentence]["article"] for hit in hits)
            weight = {article: times[article] / total[article] for article in times}
            words = Counter(word for hit in hits for word in hit.words)
            best = [(float(len(hit.words)), said[hit.sentence]) for hit in hits]
            own = {"theme": theme.id, "label": theme.label, "how": "dictionary", "terms": _first(words), "stability": 1.0}
            yield {**own, **_held(weight, best)}


def _first(words: Counter[str]) -> list[str]:
    return sorted(words, key=lambda word: (-words[word], word))[:TERMS]


def _found_rows(pieces: Sequence[Section]) -> Iterator[Row]:
    """A row for each theme that the sections share."""
    documents = [[name for row in (*piece.headings, *piece.sentences) for name in terms(row["text"])] for piece in pieces]
    found = found_themes(documents)
    said = [row["text"] for piece in pieces for row in piece.sentences]
    written = surfaces(said, {name for ranked in found.terms for name, _ in ranked})
    weights = _weights(pieces, found)
    for number, ranked in enumerate(found.terms):
        shown = [written[name] for name in telling(ranked, TERMS)]
        label, best = ", ".join(shown[:LABEL]), _best(pieces, found.shares[:, number], dict(ranked))
        own = {"theme": f"found-{number + 1:02}", "label": label, "how": "found", "terms": shown}
        yield {**own, "stability": found.stability[number], **_held(weights[number], best)}


def _weights(pieces: Sequence[Section], found: Found) -> list[dict[str, float]]:
    """For each theme its share of each article, longer sections counting more."""
    words: Counter[str] = Counter()
    held: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(len(found.terms)))
    for piece, shares in zip(pieces, found.shares, strict=True):
        words[piece.article] += piece.words
        held[piece.article] += piece.words * shares
    return [
        {article: float(held[article][number]) / max(words[article], 1) for article in held} for number in range(len(found.terms))
    ]


def _best(pieces: Sequence[Section], shares: np.ndarray, weight: Mapping[str, float]) -> Iterator[Ranked]:
    """The sentences of the sections that a theme has most of, by the weight of its terms in them."""
    seen: Counter[str] = Counter()
    for number in np.argsort(-shares.round(6), kind="stable"):
        piece = pieces[number]
        seen[piece.article] += 1
        if shares[number] <= 0 or seen.total() > _FROM_SECTIONS * len(seen) or len(seen) > _FROM_SECTIONS:
            break
        for row in piece.sentences:
            if told_by := sum(weight.get(name, 0.0) for name in set(terms(row["text"]))):
                yield round(told_by * float(shares[number]), 6), row


def _held(weight: Mapping[str, float], best: Iterable[Ranked]) -> Row:
    """The columns that say where a theme stands."""
    shares = [{"article": article, "weight": round(weight[article], 3)} for article in sorted(weight)]
    evidence = [{**{key: row[key] for key in _PLACE}, "quote": row["text"]} for row in _passages(best)]
    return {"weight": [share for share in shares if share["weight"]], "evidence": evidence}


def _passages(best: Iterable[Ranked]) -> list[Mapping[str, Any]]:
    """The best sentences that can be read by themselves, one of each article before a second; a wording stands once."""
    order = sorted(best, key=lambda pair: (not _is_readable(pair[1]), -pair[0], pair[1]["article"], pair[1]["start"]))
    seen, once = set(), []
    for _, row in order:
        if row["text"] not in seen:
            seen.add(row["text"])
            once.append(row)
    rank: Counter[str] = Counter()
    turns = []
    for row in once:
        turns.append(rank[row["article"]])
        rank[row["article"]] += 1
    return [once[i] for i in sorted(range(len(once)), key=lambda i: turns[i])[:PASSAGES]]


def _is_readable(row: Mapping[str, Any]) -> bool:
    return len(row["text"].split()) in _READABLE
