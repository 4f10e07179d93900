"""Mutations: copies of a folder's own sentences, altered, each to stand as an article of one paragraph beside the others.

What is altered, and into what, is chosen by hash: the same folder gives the same mutations on every run.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from nbutils.claims.words import closed
from nbutils.corpus.language import ENGLISH, language
from nbutils.corpus.marks import content
from nbutils.evaluate.candidates import Candidate, candidates, digest
from nbutils.evaluate.changes import CHANGES, Change
from nbutils.evaluate.nearmisses import NEAR_MISSES
from nbutils.store import Audit

MOST = 40  # mutations of a kind
ALL = frozenset((*CHANGES, *NEAR_MISSES))
_STOP = re.compile(r"[.!?;:,]*([\"”’)]?)\s*\Z")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One altered copy: its kind, whether it is a near miss, the place and words that were altered, and the new sentence.

    `start` and `end` count in the article's text, as `sentence` does, which is where the original sentence stands.
    `subject` and `predicate` are those that the copy should be read with.
    """

    kind: str
    near_miss: bool
    article: str
    start: int
    end: int
    sentence: tuple[int, int]
    original: str
    text: str
    claim: str
    subject: str
    predicate: str


def mutations(audit: Audit, *, most: int = MOST, kinds: Container[str] = ALL) -> list[Mutation]:
    """The mutations of a folder, kind by kind: at most so many of each, one of a sentence, one of a subject and predicate.

    A sentence that alone would not be taken for English gives none: nothing would be read in it.
    """
    told = candidates(audit)
    chosen = [(kind, change) for kind, change in (*CHANGES.items(), *NEAR_MISSES.items()) if kind in kinds]
    return [mutation for kind, change in chosen for mutation in islice(_of_kind(kind, change, told), most)]


def _of_kind(kind: str, change: Callable[[Candidate], Change | None], told: Iterable[Candidate]) -> Iterator[Mutation]:
    taken: set[tuple[str, ...]] = set()
    for said in sorted(told, key=lambda said: digest(kind, said.claim["claim"])):
        keys = {(said.claim["article"], str(said.start)), ("", said.claim["subject"], said.claim["predicate"])}
        changed = None if taken & keys else change(said)
        mutation = _mutation(kind, said, changed) if changed else None
        if mutation and language(mutation.text) == ENGLISH:
            taken |= keys
            yield mutation


def _mutation(kind: str, said: Candidate, changed: Change) -> Mutation:
    """The mutation that a change of a sentence makes."""
    span = (changed.edits[0].start, changed.edits[-1].end) if changed.edits else (0, len(said.text))
    return Mutation(
        kind=kind,
        near_miss=kind in NEAR_MISSES,
        article=said.claim["article"],
        start=said.start + span[0],
        end=said.start + span[1],
        sentence=(said.start, said.start + len(said.text)),
        original=said.text,
        text=_standing(said, changed),
        claim=said.claim["claim"],
        subject=changed.subject or said.claim["subject"],
        predicate=said.claim["predicate"],
    )


def _standing(said: Candidate, changed: Change) -> str:
    """The altered sentence as a paragraph of its own: without list marker, on one line, with a stop."""
    text = " ".join(content(changed.applied(said.text)).split()).strip("*_ ")
    if changed.around == "{}":
        text = text[:1].upper() + text[1:]
        return text if text.endswith((".", "!", "?", "”")) else _STOP.sub(r"\1.", text)
    inner = text if _keeps_capital(text, said, changed) else text[:1].lower() + text[1:]
    return changed.around.format(_STOP.sub(r"\1", inner))


def _keeps_capital(text: str, said: Candidate, changed: Change) -> bool:
    """Whether the first word has its capital in the middle of a sentence too."""
    opening = text.split(" ", 1)[0]
    if sum(map(str.isupper, opening)) > 1 or opening == changed.subject:
        return True
    named = any(name.text.startswith(opening) for name in said.mentions.get("name", ()))
    return named and opening.lower() not in closed("pointing") | {"the", "a", "an"}
