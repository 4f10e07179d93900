"""Parts of speech: TextBlob's tagger, then a few repairs where its lexicon picks the wrong side."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from nbutils.claims.words import can_be_verb, closed, fixed_tags, irregular_forms, is_participle, lemma
from nbutils.mentions.lexicon import tagger

_OPENS_NOUNS = ("DT", "PRP$", "JJ", "NNP", "CD", "PRP")


_FINITE = ("VBZ", "VBP", "VBD", "MD", "VBN")


def tags_of(words: Sequence[str]) -> list[str]:
    """Tags of the words; a masked time stands as a number for the tagger's rules of context."""
    plain = [word.replace("’", "'") or "1999" for word in words]
    return [tag for _, tag in tagger().find_tags(plain)]


def repaired(words: Sequence[str], tags: list[str]) -> list[str]:
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


def _find_verb(words: Sequence[str], tags: list[str], end: int) -> None:
    """Make a verb of the noun that can be one and agrees with the noun before it, before a verb that lacks a subject."""
    for i in range(1, end - 1):
        word, number = words[i].lower(), tags[i - 1]
        if (
            not word
            or tags[i] not in ("NN", "NNS")
            or (tags[i + 1] == "IN" and words[i + 1].lower() == "of")
            or not can_be_verb(word)
        ):
            continue
        if word in closed("same_past") and number.startswith("NN"):
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
    while at >= 0 and tags[at] == "RB" and words[at].lower() not in closed("clause_adverbs"):
        at -= 1
    return (words[at].lower(), tags[at]) if at >= 0 else ("", "")


class _Place(NamedTuple):
    """A word with its tag and what stands around it: the word and tag before (adverbs passed over), the tag after."""

    word: str
    lower: str
    tag: str
    before: str
    tag_before: str
    following: str


def _tag(word: str, tag: str, before: tuple[str, str], following: str, i: int) -> str:
    lower = word.lower().replace("’", "'")
    place = _Place(word, lower, tag, *before, following)
    if fixed := _closed_tag(place):
        return fixed
    if i and word[:1].isupper() and not tag.startswith(("NN", "CD", "PRP", "JJ")) and place.tag_before not in ("", ".", ":"):
        return "NNP"
    if word[:1].isdigit() or word[:1] in "$£€":
        return "CD" if not re.search(r"[a-z]{3}", word) else "JJ"
    return _as_noun(place) or _after_auxiliary(place) or _as_verb(place) or tag


def _closed_tag(at: _Place) -> str:
    """The tag of a word of a closed class, which the lexicon sometimes takes for another."""
    if at.lower == "'s" and (at.tag_before in ("PRP", "EX", "WP") or at.before in ("that", "there", "here")):
        return "VBZ"
    if at.following == "CD" and at.lower in closed("before_numbers"):
        return "RB"
    if at.lower == "since" and at.before in closed("have"):
        return "RB"
    if at.lower in closed("numbers_of") and (at.following == "IN" or (at.following == "NNS" and at.tag == "JJ")):
        return "CD"
    return fixed_tags().get(at.lower, "")


def _as_noun(at: _Place) -> str:
    """A form that could be a verb but stands where a noun or adjective does."""
    if at.before in closed("subjects_alone") and at.tag in ("VBD", "VBN") and at.following in (*_OPENS_NOUNS, "IN", "TO", "."):
        return "VBD"
    ends = at.following in (".", ",", "CC", "MD") or at.following.startswith(("IN", "VB"))
    if at.tag == "VBG" and at.tag_before in ("DT", "PRP$") and ends:
        return "NN"
    if at.tag == "VB" and at.tag_before == "JJ" and at.before not in closed("numbers_of"):
        return "NN"
    pronoun = at.before in ("that", "all", "both", "this") or (at.before in closed("subjects_alone") and at.tag != "VB")
    if at.tag_before in ("DT", "PRP$") and at.tag in ("VB", "VBP", "VBZ", "VBD") and not pronoun:
        return {"VBZ": "NNS", "VBD": "JJ"}.get(at.tag, "NN")
    return ""


def _after_auxiliary(at: _Place) -> str:
    """What a word is after "to", a modal, "have" or "be"."""
    if at.tag_before in ("TO", "MD") and at.tag in ("NN", "NNS", "JJ", "VBP", "VBD", "RB") and can_be_verb(at.lower):
        return "VB" if at.tag_before == "MD" or lemma(at.lower) == at.lower else at.tag
    perfect = at.before in closed("have") and at.lower in closed("same_past") and at.following not in ("CC", ".", ",")
    if perfect or (at.before in closed("be") | closed("have") and at.tag == "VBD" and is_participle(at.lower)):
        return "VBN"
    if at.before in closed("be") | closed("have") and at.tag == "JJ" and at.lower.endswith("ed") and can_be_verb(at.lower):
        return "VBN"
    if at.before not in closed("be"):
        return ""
    if at.tag in ("VB", "VBP") or (at.tag == "NN" and at.following == "IN" and is_participle(at.lower)):
        return "VBN" if at.lower in closed("same_past") or is_participle(at.lower) else "JJ"
    return "VBG" if at.tag in ("NN", "JJ") and at.lower.endswith("ing") and can_be_verb(at.lower) else ""


def _as_verb(at: _Place) -> str:
    """A noun of the lexicon that is the verb here."""
    if at.tag == "NN" and at.lower.endswith("ing") and at.tag_before in ("IN", "TO") and at.following in _OPENS_NOUNS:
        return "VBG" if can_be_verb(at.lower) else ""
    named = at.tag_before in ("NN", "NNS", "NNP", "PRP")
    if at.tag in ("NN", "JJ") and at.lower in irregular_forms() and named and not at.following.startswith("NN"):
        return "VBD"
    is_plural = at.tag == "NNS" and lemma(at.lower) != at.lower and can_be_verb(at.lower)
    if is_plural and at.following in ("DT", "PRP$", "PRP") and at.tag_before not in ("DT", "PRP$", "JJ", "CD", "IN", "TO"):
        return "VBZ"
    if at.tag_before == "PRP" and at.tag in ("NN", "NNS") and at.before in closed("subject_pronouns") and can_be_verb(at.lower):
        return "VBZ" if at.tag == "NNS" else "VBP"
    return ""
