"""Which of a folder's own statements an altered copy can be made of: plain assertions about something with a name."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, TypeVar

from nbutils.claims.subjects import is_person
from nbutils.evaluate.evidence import rows
from nbutils.packs.load import load_pack, predicates, shipped_packs
from nbutils.store import Audit

Row = Mapping[str, Any]
T = TypeVar("T")

_OWN_WORDS = ("explicit", "acronym")  # the subject stands in the sentence itself, so that a copy elsewhere still has it
_SAID_IN = ("paragraph", "list-item")
SLOTS = ("object", "place")


@dataclass(frozen=True, slots=True)
class Mention:
    """A time, quantity or name of a sentence; its span counts from the sentence's start."""

    start: int
    end: int
    text: str
    value: str
    type: str


@dataclass(frozen=True)
class Candidate:
    """A claim in its sentence, with what the sentence mentions and what the claim's predicate lets stand in a slot.

    `start` is the sentence's place in its article; `others` are the names that stand in the same slots of the folder.
    """

    claim: Row
    text: str
    start: int
    mentions: Mapping[str, Sequence[Mention]]
    constraint: Mapping[str, str]
    others: Mapping[str, Sequence[Mention]]

    @cached_property
    def span(self) -> tuple[int, int]:
        """The claim's own words within the sentence."""
        return self.claim["start"] - self.start, min(self.claim["end"] - self.start, len(self.text))

    def own(self, kind: str) -> list[Mention]:
        """The mentions of a kind in the claim's own words."""
        start, end = self.span
        return [mention for mention in self.mentions.get(kind, ()) if start <= mention.start < end]

    def holds_one(self, slot: str) -> bool:
        """Whether the predicate has one value in a slot, ever or at a time, so that another value there differs."""
        return self.constraint.get(slot) in ("single", "single-per-time", "disjoint")

    def choose(self, options: Sequence[T], of: str) -> T:
        """One of the options, by hash: the same on every run, and another for another claim."""
        return options[int(digest(of, self.claim["claim"])[:8], 16) % len(options)]


def digest(*parts: str) -> str:
    """A hash of some words, by which to order and to choose without chance."""
    return sha256("\0".join(parts).encode()).hexdigest()


def candidates(audit: Audit) -> list[Candidate]:
    """The statements that altered copies can be made of, in the order of the articles.

    Each is checkable, affirmed and asserted plainly in the article's own voice, has a declared predicate and a value, and a
    subject that has a name and stands in the sentence.
    """
    mentions, claims = rows(audit, "mentions"), rows(audit, "claims")
    names = {mention["value"] for mention in mentions if mention["kind"] == "name"}
    around, others, declared = _Sentences(audit, mentions), _others(claims, mentions), _constraints(audit)
    found = []
    for claim in claims:
        sentence, predicate = around.of(claim["article"], claim["start"]), claim["predicate"].split(":")[0]
        if sentence and predicate in declared and _is_plain(claim) and _is_named(claim["subject"], names):
            said = around.mentions(sentence)
            found.append(Candidate(claim, sentence["text"], sentence["start"], said, declared[predicate], others))
    return found


def _is_plain(claim: Row) -> bool:
    stated = claim["checkable"] and claim["subject_how"] in _OWN_WORDS and "value" not in claim["missing"]
    plainly = claim["modality"] == "asserted" and claim["polarity"] == "affirmed" and claim["attribution"] == "author"
    return bool(stated and plainly and not claim["condition"])


def _is_named(subject: str, names: set[str]) -> bool:
    """Whether a subject is a name of the folder, or holds one: "Alan Shepard’s crew"."""
    words = re.findall(r"[\w’'.-]+", subject)
    runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1))
    return subject in names or any(run.removesuffix("’s").removesuffix("'s") in names for run in runs)


def _constraints(audit: Audit) -> dict[str, Mapping[str, str]]:
    """What each predicate lets stand in its slots, for the packs that the audit was read with and that come with us."""
    named = audit.report.get("parameters", {}).get("packs", ())
    known = predicates([load_pack(name) for name in named if name in shipped_packs()])
    return {predicate.id: {str(slot): str(rule) for slot, rule in predicate.constraint.items()} for predicate in known}


def _others(claims: Iterable[Row], mentions: Iterable[Row]) -> dict[str, Sequence[Mention]]:
    """For each slot the names that stand in it anywhere in the folder, each once, in the order of their first place."""
    names = _grouped(mention for mention in mentions if mention["kind"] == "name")
    found: dict[str, dict[str, Mention]] = {slot: {} for slot in SLOTS}
    for claim in claims:
        own = [name for name in names[claim["article"]] if claim["start"] <= name["start"] < claim["end"]]
        for slot, name in ((slot, name) for slot in SLOTS for name in own if name["text"] in claim[slot]):
            found[slot].setdefault(name["value"], _mention(name, 0))
    return {slot: list(known.values()) for slot, known in found.items()}


def alike(one: Mention, other: Mention) -> bool:
    """Whether two names may be names of the same sort of thing: by their pack's type, else persons apart from things."""
    return other.type == one.type and is_person(other.value) == is_person(one.value)


def _mention(row: Row, base: int) -> Mention:
    return Mention(row["start"] - base, row["end"] - base, row["text"], row["value"], row["type"])


class _Sentences:
    """The sentences of text and lists, by place, and what they mention."""

    def __init__(self, audit: Audit, mentions: Iterable[Row]) -> None:
        kinds = {(block["article"], block["block"]): block["kind"] for block in rows(audit, "blocks")}
        said = (row for row in rows(audit, "sentences") if kinds[row["article"], row["block"]] in _SAID_IN)
        self.rows, self.said = _grouped(said), _grouped(mentions)

    def of(self, article: str, place: int) -> Row | None:
        """The sentence that stands at a place."""
        row = _before(self.rows[article], place)
        return row if row and row["start"] <= place < row["end"] else None

    def mentions(self, sentence: Row) -> dict[str, list[Mention]]:
        """The mentions in a sentence by their kind."""
        found = defaultdict(list)
        for row in self.said[sentence["article"]]:
            if sentence["start"] <= row["start"] < sentence["end"]:
                found[row["kind"]].append(_mention(row, sentence["start"]))
        return found


def _grouped(table: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found = defaultdict(list)
    for row in table:
        found[row["article"]].append(row)
    return found


def _before(table: Sequence[Row], place: int) -> Row | None:
    at = bisect_right(table, place, key=lambda row: int(row["start"]))
    return table[at - 1] if at else None
