"""The words that a theme can be told by: dictionary forms of words that carry meaning, and pairs of neighbours."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from wordfreq import zipf_frequency

from nbutils.claims.words import lemma
from nbutils.corpus.language import ENGLISH
from nbutils.mentions.lexicon import tagger

COMMON = 5.6  # Zipf frequency (Brysbaert and New 2009) from which a word holds a sentence together and says little
_LEAST = 3  # letters
# What texts are about stands in nouns and adjectives (Martin and Johnson 2015, a noun-only approach to topic models).
_NAMING = ("NN", "JJ")
_WORD = re.compile(r"[^\W\d_]+(?:[’'‐-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")


def words(text: str) -> list[str]:
    """The words of a text as they are written, without digits and without a possessive's ending."""
    return [_POSSESSIVE.sub("", found[0]).replace("’", "'") for found in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def term(word: str) -> str:
    """The dictionary form of a noun or adjective that carries meaning; "" for any other word."""
    low = word.lower()
    if len(low) < _LEAST or zipf_frequency(low, ENGLISH) >= COMMON:
        return ""
    if not str(tagger().lexicon.get(low, "NN")).startswith(_NAMING):  # a word the lexicon lacks is mostly a name
        return ""
    return lemma(low)


def terms(text: str) -> list[str]:
    """The terms of a text: its words that carry meaning, and each two that are neighbours."""
    return [name for name, _ in _with_surface(text)]


def _with_surface(text: str) -> Iterator[tuple[str, str]]:
    """The terms of a text, each with the words it is written with."""
    before, before_written = "", ""
    for written in words(text):
        own = term(written)
        if own:
            yield own, written
            if before:
                yield f"{before} {own}", f"{before_written} {written}"
        before, before_written = own, written


def surfaces(texts: Iterable[str], wanted: Iterable[str]) -> dict[str, str]:
    """For each wanted term the way it is written most often, in small letters where it is ever written so."""
    sought = set(wanted)
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for name, written in _with_surface(text):
            if name in sought:
                seen[name][written] += 1
    return {name: _written(seen[name]) if name in seen else name for name in sought}


def _written(forms: Counter[str]) -> str:
    alike = Counter[str]()
    for form, times in forms.items():
        alike[form.lower()] += times
    most = min(alike, key=lambda form: (-alike[form], form))
    return most if most in forms else min((f for f in forms if f.lower() == most), key=lambda form: (-forms[form], form))


def telling(ranked: Sequence[tuple[str, float]], most: int) -> list[str]:
    """The first terms of a theme without repetition: a word that stands there mostly in a pair gives way to the pair."""
    weight = dict(ranked)
    pairs = [name for name in weight if " " in name]
    shown: list[str] = []
    for name, own in ranked:
        parts = set(name.split())
        in_pair = any(name in pair.split() and weight[pair] >= _IN_PAIR * own for pair in pairs)
        if not in_pair and not any(parts & set(other.split()) for other in shown if " " in name or " " in other):
            shown.append(name)
    return shown[:most]


_IN_PAIR = 0.6  # of a word's weight: from there on its pair tells more
