"""English words: dictionary forms, which words can be verbs, and the closed classes (packs/general/english.yaml)."""

from collections.abc import Iterator
from functools import cache, lru_cache

import simplemma

from nbutils.mentions.lexicon import tagger
from nbutils.packs.general import data
from nbutils.packs.load import general_predicates


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The dictionary form of a word in lower case."""
    if not word:
        return ""
    known = irregular_forms().get(word) or next((stem for stem in _stems(word) if stem in _verbs()), None)
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
    """Whether a word can be a form of a verb: one the predicates know, an irregular one, or one by the lexicon's other forms."""
    base = lemma(word)
    if base in _verbs():
        return True
    lexicon = tagger().lexicon
    stems = (base, base.removesuffix("e"), base + base[-1:], base[:-1] + "i" if base.endswith("y") else base)
    return any(str(lexicon.get(stem + "ed", "")).startswith("VB") for stem in stems) or str(lexicon.get(base, "")).startswith(
        "VB"
    )


@cache
def _verbs() -> frozenset[str]:
    """The verbs that predicates are said with, and the irregular ones."""
    said = {words.split()[0] for predicate in general_predicates() for words in (*predicate.verbs, *predicate.intransitive)}
    return frozenset(said | set(irregular_forms().values()))


def is_participle(word: str) -> bool:
    """Whether a past form can be a participle: regular ones, and those irregular ones that are."""
    return word.endswith("ed") or word in closed("participles") or word in irregular_forms()


@cache
def irregular_forms() -> dict[str, str]:
    """Irregular form -> verb, for those a general lemmatiser may take for another word ("left", "found", "saw")."""
    table: dict[str, list[str]] = data("english.yaml")["irregular"]
    return {form: verb for verb, forms in table.items() for form in forms}


@cache
def fixed_tags() -> dict[str, str]:
    """Word -> the one tag it has whatever the lexicon says."""
    return {word: tag for tag, words in data("english.yaml")["fixed_tags"].items() for word in words}


@cache
def closed(name: str) -> frozenset[str]:
    """A closed class of English words by its name in packs/general/english.yaml."""
    return frozenset(data("english.yaml")["closed"][name])
