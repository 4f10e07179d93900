"""A sentence as tokens with parts of speech: TextBlob's tagger, then a few repairs where its lexicon picks the wrong side.

What is already known of the sentence is masked: a time is one token, so "In 1999 troops arrived" holds no "1999 troops".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import simplemma

from nbutils.packs.general import data
from nbutils.packs.load import general_predicates

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|\b[A-Z]\.(?=\s[A-Z])|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Prof|Capt|Lt|Col|Jr|Sr|Inc|Ltd|Co|Corp|Mt|Ft|No|vs|etc)\.|\w+?(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b|[$£€]?\d[\d,]*(?:\.\d+)?%?(?:[-–]\w+)*"
    r"|\w+(?:[-‐]\w+)*(?:[’'](?=\s))?|[–—-]{1,2}|\.{3}|\S"
)
TIME, QUANTITY = "TIME", "QTY"
Mask = tuple[int, int, str]  # start, end and the tag of the one token it becomes


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign with its span in the sentence and its Penn Treebank tag; TIME for a masked time.

    `lower` is the word in lower case, with straight apostrophes.
    """

    text: str
    start: int
    end: int
    tag: str
    lower: str


def tokens(text: str, masks: Sequence[Mask] = ()) -> list[Token]:
    """The tokens of a sentence; each masked span is one token."""
    spans = _spans(text, masks)
    words = ["" if mask else text[start:end] for start, end, mask in spans]
    tags = _repaired(words, _tags(words))
    return [
        Token(word := text[start:end], start, end, mask or tag, word.lower().replace("’", "'"))
        for (start, end, mask), tag in zip(spans, tags, strict=True)
    ]


def _spans(text: str, masks: Sequence[Mask]) -> list[Mask]:
    spans: list[Mask] = []
    at = 0
    for start, end, tag in (*masks, (len(text), len(text), "")):
        spans += [(m.start(), m.end(), "") for m in _TOKEN.finditer(text, at, start)]
        if end > start:
            spans.append((start, end, tag))
        at = max(at, end)
    return spans


def _tags(words: Sequence[str]) -> list[str]:
    """Tags of the words; a masked time stands as a number for the tagger's rules of context."""
    plain = [word.replace("’", "'") or "1999" for word in words]
    return [tag for _, tag in _tagger().find_tags(plain)]


@cache
def _tagger() -> Any:
    from textblob.en import parser  # half a second, and only for text with sentences to read

    return parser


def _repaired(words: Sequence[str], tags: list[str]) -> list[str]:
    """The tags with what the words around a word say of it; each rule sees the repairs before it."""
    for i, word in enumerate(words):
        following = tags[i + 1] if i + 1 < len(words) else "."
        tags[i] = _tag(word, tags[i], _before(words, tags, i), following, i)
        if i and tags[i - 1] == "IN" and words[i - 1].lower() == "that" and tags[i].startswith(("VB", "MD")) and tags[i] != "VBG":
            tags[i - 1], tags[i] = "WDT", "VBD" if tags[i] == "VBN" else tags[i]
    first = next((i for i, tag in enumerate(tags) if tag in _FINITE), len(tags))
    if first == len(tags) or tags[first - 1] in ("WDT", "WP", "CC"):
        _find_verb(words, tags, first)
    return tags


_DEMONSTRATIVES = ("this", "that", "these", "those", "it", "they", "he", "she", "we", "each", "both", "who", "which")
_OPENS_NOUNS = ("DT", "PRP$", "JJ", "NNP", "CD", "PRP")
_FINITE = ("VBZ", "VBP", "VBD", "MD", "VBN")


def _find_verb(words: Sequence[str], tags: list[str], end: int) -> None:
    """Before the first verb that has no subject of its own, a noun that can be a verb and agrees with the noun before it is one."""
    for i in range(1, end - 1):
        word, number = words[i].lower(), tags[i - 1]
        if (
            not word
            or tags[i] not in ("NN", "NNS")
            or (tags[i + 1] == "IN" and words[i + 1].lower() == "of")
            or not can_be_verb(word)
        ):
            continue
        if word in _closed("same_past") and number.startswith("NN"):
            tags[i] = "VBD"
            return
        if tags[i] == "NNS" and number in ("NN", "NNP") and lemma(word) != word:
            tags[i] = "VBZ"
            return
        if tags[i] == "NN" and number in ("NNS", "NNPS") and lemma(word) == word:
            tags[i] = "VBP"
            return


def _before(words: Sequence[str], tags: Sequence[str], i: int) -> tuple[str, str]:
    """The word and tag before, adverbs passed over."""
    at = i - 1
    while at >= 0 and tags[at] == "RB" and words[at].lower() not in _closed("clause_adverbs"):
        at -= 1
    return (words[at].lower(), tags[at]) if at >= 0 else ("", "")


def _tag(word: str, tag: str, before: tuple[str, str], following: str, i: int) -> str:
    lower = word.lower().replace("’", "'")
    if lower == "'s" and (before[1] in ("PRP", "EX", "WP") or before[0] in ("that", "there", "here")):
        return "VBZ"
    if following == "CD" and lower in _closed("before_numbers"):
        return "RB"
    if lower == "since" and before[0] in _closed("have"):
        return "RB"
    if fixed := _fixed().get(lower):
        return fixed
    if before[0] in _DEMONSTRATIVES and tag in ("VBD", "VBN") and following in (*_OPENS_NOUNS, "IN", "TO", "."):
        return "VBD"
    if i and word[:1].isupper() and not tag.startswith(("NN", "CD", "PRP", "JJ")) and before[1] not in ("", ".", ":"):
        return "NNP"
    if word[:1].isdigit() or word[:1] in "$£€":
        return "CD" if not re.search(r"[a-z]{3}", word) else "JJ"
    if before[1] in ("TO", "MD") and tag in ("NN", "NNS", "JJ", "VBP", "VBD", "RB") and can_be_verb(lower) and before[0] != "":
        return "VB" if before[1] == "MD" or lemma(lower) == lower else tag
    if before[0] in _closed("be") | _closed("have") and tag == "VBD" and is_participle(lower):
        return "VBN"
    if before[0] in _closed("be") and tag in ("VB", "VBP"):
        return "JJ"
    if before[0] in _closed("be") and tag == "JJ" and lower.endswith("ed") and can_be_verb(lower):
        return "VBN"
    if lower in _closed("numbers_of") and following == "NNS" and tag == "JJ":
        return "CD"
    if tag in ("NN", "JJ") and lower in _lemmas() and before[1] in ("NN", "NNS", "NNP", "PRP") and not following.startswith("NN"):
        return "VBD"
    if (
        tag == "VBG"
        and before[1] in ("DT", "PRP$")
        and (following in (".", ",", "CC", "MD") or following.startswith(("IN", "VB")))
    ):
        return "NN"
    if before[0] in _closed("be") and tag in ("NN", "JJ") and lower.endswith("ing") and can_be_verb(lower):
        return "VBG"
    if before[1] == "JJ" and tag == "VB" and before[0] not in _closed("numbers_of"):
        return "NN"
    if (
        before[1] in ("DT", "PRP$")
        and tag in ("VB", "VBP", "VBZ", "VBD")
        and before[0] not in ("that", "all", "both", "this")
        and not (before[0] in _DEMONSTRATIVES and tag != "VB")
    ):
        return "NNS" if tag == "VBZ" else "JJ" if tag == "VBD" else "NN"
    if tag == "NN" and lower.endswith("ing") and before[1] in ("IN", "TO") and following in _OPENS_NOUNS and can_be_verb(lower):
        return "VBG"
    if lower in _closed("numbers_of") and following == "IN":
        return "CD"
    if (
        tag == "NNS"
        and following in ("DT", "PRP$", "PRP")
        and before[1] not in ("DT", "PRP$", "JJ", "CD", "IN", "TO")
        and lemma(lower) != lower
        and can_be_verb(lower)
    ):
        return "VBZ"
    if before[1] == "PRP" and tag in ("NN", "NNS") and before[0] in _closed("subject_pronouns") and can_be_verb(lower):
        return "VBZ" if tag == "NNS" else "VBP"
    return tag


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The dictionary form of a word in lower case."""
    if not word:
        return ""
    known = _lemmas().get(word) or next((stem for stem in _stems(word) if stem in _verbs()), None)
    return known or str(simplemma.lemmatize(word, lang="en")).lower()


def _stems(word: str) -> Iterator[str]:
    """What a regular verb form can be a form of, the likeliest first: "developed" of "develop", "cancelled" of "cancel"."""
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem, stem[:-1] + "y")
    if word.endswith("s") and not word.endswith("ss"):
        yield from (word[:-1], word.removesuffix("es"), word.removesuffix("ies") + "y")


@lru_cache(maxsize=65536)
def can_be_verb(word: str) -> bool:
    """Whether a word can be a form of a verb: the predicates know it, it is irregular, or the lexicon has forms only a verb has."""
    base = lemma(word)
    if base in _verbs():
        return True
    lexicon = _tagger().lexicon
    stems = (base, base.removesuffix("e"), base + base[-1:], base[:-1] + "i" if base.endswith("y") else base)
    return any(str(lexicon.get(stem + "ed", "")).startswith("VB") for stem in stems) or str(lexicon.get(base, "")).startswith(
        "VB"
    )


@cache
def _verbs() -> frozenset[str]:
    """The verbs that predicates are said with, and the irregular ones."""
    said = {words.split()[0] for predicate in general_predicates() for words in (*predicate.verbs, *predicate.intransitive)}
    return frozenset(said | set(_lemmas().values()))


def is_participle(word: str) -> bool:
    """Whether a past form can be a participle: regular ones, and those irregular ones that are."""
    return word.endswith("ed") or word in _closed("participles") or word in _lemmas()


@cache
def _lemmas() -> dict[str, str]:
    """Irregular form -> verb, for those a general lemmatiser may take for another word ("left", "found", "saw")."""
    table: dict[str, list[str]] = data("english.yaml")["irregular"]
    return {form: verb for verb, forms in table.items() for form in forms}


@cache
def _fixed() -> dict[str, str]:
    return {word: tag for tag, words in data("english.yaml")["fixed_tags"].items() for word in words}


@cache
def _closed(name: str) -> frozenset[str]:
    return frozenset(data("english.yaml")["closed"][name])


def closed(name: str) -> frozenset[str]:
    """A closed class of English words by its name in packs/general/english.yaml."""
    return _closed(name)
