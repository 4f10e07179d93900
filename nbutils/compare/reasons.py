"""Why a row of the worklist stands there, with the words that its reasons rest on: one whose words nobody sees is none."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import permutations

from nbutils.compare.passages import Passage, cue_words
from nbutils.compare.rules.wordings import EXCLUSIVE, pattern
from nbutils.packs.general import data

_CUE = re.compile(r"(?:one )?(\w+)(?: in one)?")
_SEEN = {"number"}  # a number is its own sign
NO_REASON = "about the same thing"


def with_words(why: str, passages: Sequence[Passage]) -> str:
    """The reasons, each that rests on wordings with those in brackets; without those whose words stand in no passage."""
    found = {reason: words for reason in why.split("; ") if (words := _words(reason, passages)) is not None}
    shown = [
        f"{reason}{words}" for n, (reason, words) in enumerate(found.items()) if not words or words not in [*found.values()][:n]
    ]
    return "; ".join(shown) or NO_REASON


def _words(reason: str, passages: Sequence[Passage]) -> str | None:
    """The words of a reason in brackets; "" for one that rests on no wording, None where they are not found."""
    features = _features().get(reason, ())
    if not features:
        return ""
    found = (_of(feature, one, other) for feature in features for one, other in permutations(passages, 2))
    words = next(filter(None, found), None)
    return f" ({' – '.join(f'“{word}”' for word in words)})" if words else None


def _of(feature: str, one: Passage, other: Passage) -> tuple[str, ...]:
    """The words by which two passages have a feature; () where they have it not."""
    if feature == "opposites":
        return _pair(one, other, _opposites())
    if feature == "wordings exclude each other":
        return _pair(one, other, tuple((pattern(a), pattern(b)) for a, b in EXCLUSIVE))
    kinds = feature.split("~") if "~" in feature else [feature]
    weak = data("compare.yaml")["no reason alone"]
    words = [cue_words(passage.text, _cue(kind)) for kind, passage in zip(kinds, (one, other), strict=False)]
    words = [word if word not in weak else "" for word in words]
    return tuple(filter(None, words)) if all(words[place] or kind in _SEEN for place, kind in enumerate(kinds)) else ()


def _pair(one: Passage, other: Passage, pairs: Sequence[tuple[re.Pattern[str], re.Pattern[str]]]) -> tuple[str, ...]:
    """The first words of one passage and of the other that are of a pair of patterns."""
    found = ((a.search(one.text), b.search(other.text)) for a, b in pairs)
    return next(((a[0].lower(), b[0].lower()) for a, b in found if a and b), ())


@cache
def _opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The pairs of words that exclude each other, as patterns of their forms."""
    pairs = [pair.split() for pair in data("compare.yaml")["opposites"].split(";")]
    return tuple((_forms(one), _forms(other)) for one, other in pairs)


def _forms(word: str) -> re.Pattern[str]:
    endings = "|".join(data("compare.yaml")["endings"])
    base = re.sub(r"[ey]$", "", word)
    return re.compile(rf"\b(?:{word}|{base}(?:{endings}))\b", re.IGNORECASE)


def _cue(feature: str) -> str:
    """The class of cues of a feature: "universal" of "universal in one"."""
    found = _CUE.fullmatch(feature)
    return found[1] if found else feature


@cache
def _features() -> dict[str, tuple[str, ...]]:
    """A reason and the features that it tells of, where they rest on wordings."""
    kinds = set(data("compare.yaml")["cues"])
    found: dict[str, tuple[str, ...]] = {}
    for feature, reason in data("worklist.yaml")["why"].items():
        worded = feature in {"opposites", "wordings exclude each other"} or kinds & {_cue(part) for part in feature.split("~")}
        if worded:
            found[reason] = (*found.get(reason, ()), feature)
    return found
