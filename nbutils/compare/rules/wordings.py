"""Rules on two wordings that exclude each other when both are said of one thing: "beyond doubt" and "remains unknown"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from nbutils.compare.dispatch import Wordings
from nbutils.compare.partings import Near, Parting
from nbutils.compare.passages import Passage, Row, in_small_letters, stems
from nbutils.packs.general import data

_ASSERTING = ("asserted", "possible")  # "nobody can say" is asserted
_NO_FACTS = ("advice", "prediction", "question")
_WISHED = re.compile(r"\b(?:to|should|must|can|could|would|may|might|if|let)\s(?:be\s|not\s)?$|^(?:i|we)\s", re.IGNORECASE)
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|remains?|continues|still|today|now|currently|awaits?|will|plans?|intends?)\b", re.IGNORECASE
)
_PAST = re.compile(r"\b(?:was|were|had|did|continued|remained|would)\b", re.IGNORECASE)
RARE = 2.0  # a word that fewer than about one passage of seven has
LEAST_WORDS = 2  # rare ones that both clauses have
LEAST_RARITY = 6.0  # of them together
LEAST_OF_WHOLE = 4.5
LEAST_CONTEXT = 0.1


@dataclass(frozen=True, slots=True)
class Opposed:
    """A rule: passages with a wording of one class and of another, said of one thing, part."""

    rule: str
    wording: str
    opposite: str
    reading: str
    severity: int = 2
    whole: bool = False
    present: bool = False

    def __call__(self, near: Near) -> Parting | None:
        """The parting of two passages, where each has one of the wordings and not the other, in clauses on one thing."""
        if near.adjoining:
            return None
        for one, other in ((near.one, near.other), (near.other, near.one)):
            if (words := self._words(one, other)) and self._on_one_thing(near, one, words[0], other, words[1]):
                shown = (words[0][0], words[1][0])
                summary = f"One passage says “{shown[0]}”, the other “{shown[1]}”."
                slots = (("wording", *shown, False),)
                return Parting(self.rule, "conflict-if", self.severity, one, other, summary, (self.reading,), slots)
        return None

    def _words(self, one: Passage, other: Passage) -> tuple[re.Match[str], re.Match[str]] | None:
        if self.wording not in classes(one.text) or self.opposite not in classes(other.text):
            return None
        a, b = said(one, self.wording), said(other, self.opposite)
        crossed = a and b and (said(one, self.opposite) or said(other, self.wording))
        if a and self.present and not _in_the_present(one, a):
            return None
        return (a, b) if a and b and not crossed else None

    def _on_one_thing(self, near: Near, one: Passage, a: re.Match[str], other: Passage, b: re.Match[str]) -> bool:
        """Whether what the wordings are said of shares enough rare words.

        Wordings of a whole matter ("which of them it was unable to say") are rare, so that with `whole` alike surroundings and
        one rare word do; else the clauses must share two, and one's subject be spoken of by the other.
        """
        texts = (one.stems, other.stems) if self.whole else (clause_words(one, a), clause_words(other, b))
        common = set(texts[0]) & set(texts[1]) - set(stems(a[0])) - set(stems(b[0]))
        rare = [near.rarity[stem] for stem in sorted(common) if near.rarity.get(stem, 0) > RARE]
        if self.whole:
            return near.context >= LEAST_CONTEXT and sum(rare) >= LEAST_OF_WHOLE
        spoken_of = set(subject_words(one, a)) & set(clause_words(other, b))
        subject = any(near.rarity.get(stem, 0) > RARE for stem in spoken_of)
        return subject and len(rare) >= LEAST_WORDS and sum(rare) >= LEAST_RARITY


def said(passage: Passage, wording: str) -> re.Match[str] | None:
    """Where a passage asserts something in a wording of this class; None too for questions, wishes and what others say."""
    if "reported" in passage.cues or passage.text.rstrip().endswith("?"):
        return None
    found = _found(passage.text, wording)
    return found if found and _asserted(passage, found) else None


def _asserted(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the claims in which a match stands are the author's own, as facts."""
    claims = _claims_at(passage, found)
    own = all(claim["attribution"] == "author" and not _conditional(claim) for claim in claims)
    facts = all(claim["modality"] in _ASSERTING and claim["kind"] not in _NO_FACTS for claim in claims)
    return bool(claims) and own and facts and not _WISHED.search(passage.text[: found.start()])


def _conditional(claim: Row) -> bool:
    """Whether a claim is made under a condition; "whether it helps" in "nobody can say whether it helps" is none."""
    return bool(claim["condition"]) and not claim["condition"].lower().startswith("whether")


def _claims_at(passage: Passage, found: re.Match[str]) -> list[Row]:
    start, end = passage.start + found.start(), passage.start + found.end()
    return [claim for claim in passage.claims if claim["start"] < end and start < claim["end"]]


@lru_cache(maxsize=1 << 20)
def _found(text: str, wording: str) -> re.Match[str] | None:
    found = pattern(wording).search(text)
    unless = data("wordings.yaml")[wording].get("unless", ())
    return None if found and any(re.search(words, found[0], re.IGNORECASE) for words in unless) else found


def clause_words(passage: Passage, found: re.Match[str]) -> Iterator[str]:
    """The stems of the claims in which a match stands, with their subjects."""
    for claim in _claims_at(passage, found):
        yield from stems(claim["text"])
        yield from stems(claim["subject"])


def subject_words(passage: Passage, found: re.Match[str]) -> Iterator[str]:
    """The stems of what the claims in which a match stands are about."""
    for claim in _claims_at(passage, found):
        yield from stems(claim["subject"])


def _in_the_present(passage: Passage, found: re.Match[str]) -> bool:
    """Whether a wording speaks of the time of writing: in a tale of the past "still" and "not yet" say nothing of today."""
    around = passage.text[max(0, found.start() - 40) : found.end() + 20]
    return bool(_PRESENT.search(around)) and not _PAST.search(passage.text)


@cache
def pattern(wording: str) -> re.Pattern[str]:
    """The pattern of a class of wordings."""
    patterns = data("wordings.yaml")[wording]["patterns"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


_SAME_TIME = "both speak of the same thing at the same time"
RULES = (
    Opposed("certainty", "proven", "unknown", "both speak of the same question", whole=True),
    Opposed("not yet in place", "pending", "in place", _SAME_TIME, present=True),
)
# Classes that exclude each other; said of so much that two passages rarely part by them, most count for the worklist only.
EXCLUSIVE = (
    ("proven", "unknown"), ("pending", "in place"), ("going on", "over"), ("allowed", "forbidden"), ("unanimous", "majority"),
    ("secret", "open"), ("compulsory", "voluntary"), ("binding", "non-binding"), ("free", "paid"), ("elected", "appointed"),
    ("rise", "fall"), ("always", "exception"), ("never", "happened"), ("exclusive", "happened"),
)  # fmt: skip


@lru_cache(maxsize=1 << 20)
def classes(text: str) -> frozenset[str]:
    """The classes of wordings that a text has, of those that exclude each other."""
    return _in_small_letters().within(text.lower())


@cache
def _in_small_letters() -> Wordings:
    """The patterns for a text in small letters: three times as fast as ignoring case."""
    kinds = dict.fromkeys(kind for pair in EXCLUSIVE for kind in pair)
    return Wordings({kind: [in_small_letters(words) for words in data("wordings.yaml")[kind]["patterns"]] for kind in kinds})
