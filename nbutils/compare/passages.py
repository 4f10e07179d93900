"""Passages: the sentences that assert something, with all by which two of them are compared."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from nbutils.compare.values import Amount, Span, amount, dates, duration
from nbutils.corpus.blocks import ASSERTING, HEADINGS
from nbutils.corpus.within import within
from nbutils.packs.general import data

Row = dict[str, Any]
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(slots=True)
class Passage:
    """One sentence, where it stands, its words as stems, its values, names and cues, and the claims it makes."""

    article: str
    block: int
    start: int
    end: int
    line: int
    text: str
    kind: str
    heading: str
    title: str
    stems: tuple[str, ...]
    cues: frozenset[str]
    claims: list[Row] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    amounts: list[tuple[Amount, frozenset[str]]] = field(default_factory=list)
    dates: list[Span] = field(default_factory=list)
    durations: list[float] = field(default_factory=list)
    bag: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Keep the stems as a set too: pairs are compared by it."""
        self.bag = frozenset(self.stems)

    @property
    def evidence(self) -> Row:
        """Where it stands and its words, as evidence of a finding."""
        place = {"article": self.article, "start": self.start, "end": self.end, "line": self.line}
        return {**place, "quote": self.text}


def passages(articles: Iterable[Row], tables: Mapping[str, Sequence[Row]]) -> list[Passage]:
    """The passages of all articles, in order, from the rows of the tables sentences, blocks, mentions and claims."""
    kinds = {(row["article"], row["block"]): row["kind"] for row in tables["blocks"]}
    titles = {row["article"]: row["title"] for row in articles}
    found = list(_sentences(tables["sentences"], kinds, titles))
    spans = [(passage.article, passage.start, passage.end) for passage in found]
    for passage, mentions, claims in zip(found, within(spans, tables["mentions"]), within(spans, tables["claims"]), strict=True):
        passage.claims = claims
        for mention in mentions:
            _note(passage, mention)
    return found


def _sentences(rows: Sequence[Row], kinds: dict[tuple[str, int], str], titles: dict[str, str]) -> Iterator[Passage]:
    heading = dict[str, str]()
    for row in rows:
        article, kind, text = row["article"], kinds[row["article"], row["block"]], row["text"]
        if kind in HEADINGS:
            heading[article] = text
        elif kind in ASSERTING:
            place = (article, row["block"], row["start"], row["end"], row["line"])
            about = (text, kind, heading.get(article, ""), titles.get(article, ""))
            yield Passage(*place, *about, stems(text), cues(text))


def _note(passage: Passage, mention: Row) -> None:
    """Keep a name, quantity or time of the passage."""
    if mention["kind"] == "name":
        passage.names.add(mention["value"])
    elif mention["kind"] == "quantity" and (value := amount(mention["value"])):
        behind = passage.text[mention["end"] - passage.start :][:40]
        passage.amounts.append((value, frozenset(stems(behind)[:2])))
    elif mention["kind"] == "time" and (length := duration(mention["value"])):
        passage.durations.append(length)
    elif mention["kind"] == "time":
        passage.dates.extend(dates(mention["value"])[:1])


@lru_cache(maxsize=1 << 16)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, without those that are too common; parts of a hyphenated word count too."""
    return tuple(root for root, _ in stemmed(text))


def stemmed(text: str) -> Iterator[tuple[str, str]]:
    """The stems of `stems`, each with its word."""
    for word in _words(text):
        if word not in _common() and len(word) > 1:
            yield stem(word), word


def _words(text: str) -> Iterator[str]:
    for found in _WORD.finditer(text.lower()):
        word = found[0]
        if "’" in word or "'" in word:
            word = _POSSESSIVE.sub("", word)
        yield word
        if "-" in word:
            yield from word.split("-")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word's stem by Porter's second algorithm for English (2002)."""
    return str(_stemmer().stemWord(word))


def cues(text: str) -> frozenset[str]:
    """The classes of cues in a sentence: universal, denied, lasting, ended and so on."""
    small = text.lower()
    return frozenset(kind for kind, pattern in _patterns().items() if pattern.search(small))


def cue_words(text: str, kind: str) -> str:
    """The first words of a sentence that are a cue of a class and not denied ("not only"), in small letters; else ""."""
    small = text.lower()
    found, denial = _patterns()[kind].finditer(small) if kind in _patterns() else (), data("compare.yaml")["no reason behind"]
    return next((match[0] for match in found if not small[: match.start()].endswith(denial)), "")


def in_small_letters(pattern: str) -> str:
    """A pattern for texts in small letters; a letter behind a backslash stays, for it stands for a class."""
    return re.sub(r"\\.|[A-Z]", lambda found: found[0] if len(found[0]) > 1 else found[0].lower(), pattern)


@cache
def opposites() -> dict[str, frozenset[str]]:
    """A stem and the stems that exclude it."""
    found = defaultdict(set)
    for pair in data("compare.yaml")["opposites"].split(";"):
        one, other = (stem(word) for word in pair.split())
        found[one].add(other)
        found[other].add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


@cache
def _common() -> frozenset[str]:
    return frozenset(data("compare.yaml")["common"].split())


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    entries = data("compare.yaml")["cues"].items()
    return {kind: re.compile(in_small_letters(rf"(?<!\w)(?:{'|'.join(entry['patterns'])})(?!\w)")) for kind, entry in entries}
