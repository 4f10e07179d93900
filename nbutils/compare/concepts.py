"""Concepts: what other words can say too. Verbs, and words made of them, by the relation they tell; other words by their stem."""

from collections import defaultdict
from functools import cache, lru_cache

from nbutils.claims.words import closed, fixed_tags, lemma
from nbutils.compare.passages import stem
from nbutils.mentions.lexicon import tagger
from nbutils.packs.load import general_predicates

RELATION = "="  # a concept that begins so is a relation's id
_NAMING = ("NN", "NNS")


@lru_cache(maxsize=65536)
def concept(word: str, *, verb: bool = False) -> str:
    """What a word in lower case says; `verb`: it is one here."""
    told = _relations().get(lemma(word))
    if told is None:
        root, relation = _derived().get(stem(word), ("", ""))
        told = relation if root and len(word) > len(root) + 1 else None
    elif not (verb or told in _causal() or str(tagger().lexicon.get(word, "")).startswith("VB")):
        told = None
    return f"{RELATION}{told}" if told else stem(word)


def tells(word: str) -> bool:
    """Whether a word can be a form of a verb that tells a relation."""
    return lemma(word) in _relations()


@cache
def _relations() -> dict[str, str]:
    """Verb -> the relation it tells: "hamper" and "hinder" are one; of "depend on" the verb, when no other relation has it."""
    told: dict[str, str] = {}
    heads: dict[str, set[str]] = defaultdict(set)
    for predicate in general_predicates():
        for verb in (*predicate.verbs, *predicate.intransitive):
            heads[verb.split()[0]].add(predicate.id)
            if " " not in verb:
                told.setdefault(verb, predicate.id)
    return {head: next(iter(ids)) for head, ids in heads.items() if len(ids) == 1} | told


@cache
def _causal() -> frozenset[str]:
    """Relations of cause: a noun that is written like their verb says the same ("a limit", "an increase")."""
    return frozenset(predicate.id for predicate in general_predicates() if predicate.kind == "causal")


@cache
def _derived() -> dict[str, tuple[str, str]]:
    """Stem -> the verb it is the stem of, and its relation: a divergence is what diverges."""
    found: dict[str, tuple[str, str]] = {}
    for verb, relation in sorted(_relations().items()):
        found.setdefault(stem(verb), (verb, relation))
    return found


@cache
def directions() -> frozenset[str]:
    """Relations that say which way something goes: two of them are opposites."""
    return frozenset(f"{RELATION}{p.id}" for p in general_predicates() if "direction" in p.constraint.values())


@cache
def grammar() -> frozenset[str]:
    """Words that hold a sentence together and say nothing by themselves."""
    tagged = frozenset(word for word, tag in fixed_tags().items() if tag not in _NAMING)
    return tagged | closed("prepositions") | closed("subordinators") | closed("pointing")
