"""What a sentence says, as concepts that other words can say too, each with its weight."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wordfreq import zipf_frequency

from nbutils.claims.words import closed, lemma
from nbutils.compare.concepts import RELATION, concept, grammar, tells

Row = Mapping[str, Any]
Place = tuple[str, int]  # article, start of a sentence
Found = tuple[int, int, str]  # start, end, value

READ = ("paragraph", "list-item", "quote")
EMPTY = ("evaluation", "booster")  # cues whose words praise: they say nothing that could be agreed in
NUMBERS = ("quantity", "ordinal")
NEAR = 7  # words that say something, from one to the other: about a clause
SHORT = 30  # sentences; in a shorter article a word that stands there once says no less
TOPIC = 12  # an article is about a name that stands in one sentence of so many, and in three at least

_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_POSSESSIVE = re.compile(r"['’]s?\b")
# "non-member" and "counterterrorism" are one word here, however they are written.
_PREFIX = re.compile(r"\b(non|counter|anti)-(?=\w)", re.IGNORECASE)
_ADVERB = re.compile(r"\W*\w+,\s")
_CLAUSE = re.compile(r"\W*(\w+)\b[^,;:]*,\s")
_FIRST = re.compile(r"\W*(\w+)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says something.

    `whole` is the name it is a part of, or its concept; `phrase` counts the stretches without a function word between;
    `verbal` words tell a relation rather than name a thing.
    """

    concept: str
    whole: str
    common: float
    start: int
    end: int
    phrase: int
    verbal: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with the words that say something, the pairs of concepts that stand near, and what was found in it.

    `common` is how common each concept's word is in English, `verb` the concept of its first verb, `vague` whether it opens
    with a word for what was said before.
    """

    row: Row
    words: tuple[Word, ...]
    common: Mapping[str, float]
    near: frozenset[tuple[str, str]]
    dates: tuple[Found, ...]
    numbers: tuple[Found, ...]
    names: tuple[Found, ...]
    praise: tuple[Found, ...]
    claims: tuple[Row, ...]
    verb: str
    vague: bool

    @property
    def article(self) -> str:
        """The article it stands in."""
        return str(self.row["article"])

    @property
    def whole(self) -> tuple[int, int]:
        """From its first character to its last."""
        return self.row["start"], self.row["end"]

    def reach(self, core: frozenset[str]) -> tuple[int, int]:
        """From the first to the last word of the concepts."""
        said = [word for word in self.words if word.concept in core]
        return said[0].start, said[-1].end


def statements(
    sentences: Iterable[Row], blocks: Iterable[Row], claims: Iterable[Row], mentions: Iterable[Row]
) -> list[Statement]:
    """The sentences of the running text in order of their place, each with what was found in it."""
    kinds = {(block["article"], block["block"]): block["kind"] for block in blocks}
    said = sorted((s for s in sentences if kinds.get((s["article"], s["block"])) in READ), key=_place)
    found, stated = _by_sentence(said, mentions), _by_sentence(said, claims)
    return [_statement(row, found[_place(row)], stated[_place(row)]) for row in said]


def _place(row: Row) -> Place:
    return row["article"], row["start"]


def _by_sentence(sentences: Sequence[Row], rows: Iterable[Row]) -> dict[Place, list[Row]]:
    """The rows of a table by the sentence they stand in, whatever order they came in."""
    found: dict[Place, list[Row]] = defaultdict(list)
    waiting = iter(sentences)
    sentence = next(waiting, None)
    for row in sorted(rows, key=_order):
        while sentence is not None and (sentence["article"], sentence["end"]) <= _place(row):
            sentence = next(waiting, None)
        if sentence is not None and _place(sentence) <= _place(row):
            found[_place(sentence)].append(row)
    return found


def _order(row: Row) -> tuple[Any, ...]:
    """By place; two claims of one place by their names, two mentions by what they are."""
    return row["article"], row["start"], row["end"], row.get("claim", ""), row["kind"], row.get("value", "")


def _statement(row: Row, mentions: Sequence[Row], claims: Sequence[Row]) -> Statement:
    words = tuple(_words(row, mentions, {claim["verb"] for claim in claims}))
    concepts = [word.concept for word in words]
    near = {(min(a, b), max(a, b)) for i, a in enumerate(concepts) for b in concepts[i + 1 : i + 1 + NEAR] if a != b}
    common: dict[str, float] = {}
    for word in words:
        common[word.concept] = max(word.common, common.get(word.concept, 0.0))
    first = _FIRST.match(row["text"][_opening(row["text"]) :])
    return Statement(
        row=row,
        words=words,
        common=common,
        near=frozenset(near),
        dates=_found(mentions, ("time",)),
        numbers=_found(mentions, NUMBERS),
        names=_found(mentions, ("name",)),
        praise=_found([m for m in mentions if m["value"] in EMPTY], ("cue",)),
        claims=tuple(claims),
        verb=concept(claims[0]["verb"], verb=True) if claims and claims[0]["verb"] else "",
        vague=first is not None and first.group(1).lower() in closed("pointing") | closed("third_person"),
    )


def _opening(text: str) -> int:
    """Where a sentence begins behind an opening like "Overall," or "As times change,"."""
    if found := _ADVERB.match(text):
        return found.end()
    found = _CLAUSE.match(text)
    background = closed("subordinators") - closed("dating")
    return found.end() if found and found.group(1).lower() in background else 0


def _found(mentions: Sequence[Row], kinds: Sequence[str]) -> tuple[Found, ...]:
    return tuple((m["start"], m["end"], m["value"]) for m in mentions if m["kind"] in kinds)


def _words(row: Row, mentions: Sequence[Row], verbs: set[str]) -> Iterator[Word]:
    text, at = _level(row["text"]), row["start"]
    empty = [m for m in mentions if m["kind"] == "cue" and m["value"] in EMPTY]
    whole = [m for m in mentions if m["kind"] in ("name", "time")]
    phrase = last = 0
    for found in _WORD.finditer(text, _opening(text)):
        word, start, end = found.group().lower(), at + found.start(), at + found.end()
        if word in grammar() or any(m["start"] < end and start < m["end"] for m in empty):
            continue
        part = next((m["value"] for m in whole if m["start"] <= start and end <= m["end"]), "")
        meant = concept(word, verb=lemma(word) in verbs)
        phrase += text[last : found.start()].strip(" -") != ""
        last = found.end()
        verbal = meant.startswith(RELATION) and tells(word)
        yield Word(meant, part or meant, zipf_frequency(word, "en"), start, end, phrase, verbal)


def _level(text: str) -> str:
    """The text in which possessives are blank and prefixes stand without their hyphen, at the same length."""
    text = _POSSESSIVE.sub(lambda found: " " * len(found.group()), text)
    return _PREFIX.sub(lambda found: " " + found.group()[:-1], text)


class Weights:
    """How much it says that two articles share a concept: the rarer in English and in both articles, the more."""

    def __init__(self, said: Sequence[Statement]) -> None:
        self._size = Counter(statement.article for statement in said)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for statement in said:
            counts[statement.article].update(statement.common.keys())
            self._names[statement.article].update({name for _, _, name in statement.names})
        self._surprise = {
            article: {meant: math.log2(max(self._size[article], SHORT) / count) for meant, count in found.items()}
            for article, found in counts.items()
        }

        self._said = said  # kept, so that no other statement gets the identity of one
        self._worth: dict[int, dict[str, tuple[float, float]]] = {}

    def bits(self, one: Statement, other: Statement, concepts: Iterable[str]) -> dict[str, float]:
        """For each of these the surprise of meeting it in a sentence of the articles, less of it for words common anywhere.

        Of the two articles alone, so that nothing changes when others are read with them. Zipf: the logarithm of uses in a
        billion words; 7 is "of", 4 is "diplomat".
        """
        here, there = self._surprise[one.article], self._surprise[other.article]
        never = float("inf")
        found = {}
        for meant in concepts:
            surprise = min(here.get(meant, never), there.get(meant, never)) - 1
            common = max(one.common.get(meant, 0.0), other.common.get(meant, 0.0))
            found[meant] = max(0.0, surprise) * _rare(common)
        return found

    def shared_bits(self, one: Statement, other: Statement, concepts: Iterable[str]) -> dict[str, float]:
        """The same `bits` for concepts that both statements have, at a third of the cost: most pairs end here."""
        here, there = self._worth_of(one), self._worth_of(other)
        found = {}
        for meant in concepts:
            (surprise, rare), (other_surprise, other_rare) = here[meant], there[meant]
            least = min(surprise, other_surprise)
            found[meant] = least * min(rare, other_rare) if least > 0 else 0.0
        return found

    def _worth_of(self, statement: Statement) -> dict[str, tuple[float, float]]:
        found = self._worth.get(id(statement))
        if found is None:
            surprise = self._surprise[statement.article]
            found = {meant: (surprise[meant] - 1, _rare(common)) for meant, common in statement.common.items()}
            self._worth[id(statement)] = found
        return found

    def topical(self, name: str, statement: Statement) -> bool:
        """Whether the article is about a name."""
        count = self._names[statement.article][name]
        return count >= max(3, self._size[statement.article] / TOPIC)


def _rare(common: float) -> float:
    """What a word counts for that is so common anywhere."""
    return min(1.0, max(0.0, (7.0 - common) / 3.0))
