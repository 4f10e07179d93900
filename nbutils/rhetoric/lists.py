"""The lists of packs/general/rhetoric.yaml, checked and compiled: one pattern per kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from pydantic import Field

from nbutils.packs.general import data
from nbutils.packs.load import GENERAL, PACKS
from nbutils.packs.schema import Strict, Words, row

Strength = Annotated[float, Field(ge=0, le=1)]
Rows = tuple[Words, ...]


class Grade(Strict):
    """Cues of one class that are equally strong."""

    kind: Words
    strength: Strength
    words: Rows
    source: Words
    examples: Rows
    never: Rows


class Plain(Strict):
    """Usual wordings in which a cue of this class is none."""

    kind: Words
    patterns: Rows
    source: Words
    never: Rows


class Effects(Strict):
    """Verbs whose "-ing" clause at the end of a sentence claims an effect; what is before a list, and what ends the clause."""

    strength: Strength
    lemmas: Rows
    adverbs: Rows
    listing: Rows
    enumerating: Rows
    broken: Rows
    source: Words
    examples: Rows
    never: Rows


class Wording(Strict):
    """A wording that is told by its words alone; `cue` is its name in tables."""

    kind: Words
    cue: Words
    pattern: Words
    strength: Strength
    source: Words
    examples: Annotated[Rows, Field(min_length=1)]
    never: Annotated[Rows, Field(min_length=1)]


class Syllables(Strict):
    """Patterns of letters that are silent, and of vowels that stand for one syllable more than they look."""

    silent: Rows
    parted: Rows


class Usual(Strict):
    """How often each kind is met elsewhere, and where."""

    source: Words
    of_100_sentences: dict[Words, float]


class Lists(Strict):
    """All that the file holds."""

    grades: tuple[Grade, ...]
    plain: tuple[Plain, ...]
    effects: Effects
    wordings: tuple[Wording, ...]
    syllables: Syllables
    usual: Usual


@dataclass(frozen=True, slots=True)
class Pattern:
    """The wordings of a kind as one pattern; the number of the group that matched is the wording's."""

    regex: re.Pattern[str]
    wordings: Sequence[Wording]

    def wording(self, found: re.Match[str]) -> Wording:
        """The wording of the list that a match is one of."""
        return self.wordings[(found.lastindex or 1) - 1]


@cache
def lists() -> Lists:
    """The lists; raises BadPack with file and line where the file breaks its schema."""
    return row(PACKS / GENERAL / "rhetoric.yaml", Lists)


@cache
def patterns() -> Mapping[str, Pattern]:
    """A pattern for each kind of wording, for text in small letters."""
    by_kind: dict[str, list[Wording]] = {}
    for wording in lists().wordings:
        by_kind.setdefault(wording.kind, []).append(wording)
    return {kind: Pattern(_joined([w.pattern for w in rows], group=True), rows) for kind, rows in by_kind.items()}


@cache
def plain() -> Mapping[str, re.Pattern[str]]:
    """A pattern for each class of cues, of wordings in which a cue is none."""
    return {entry.kind: _joined(entry.patterns) for entry in lists().plain}


@cache
def strengths() -> Mapping[str, Mapping[str, float]]:
    """Class of cues -> word -> strength; "" stands for words that have only the strength of their class, where it has one."""
    found: dict[str, dict[str, float]] = {}
    for grade in lists().grades:
        own = found.setdefault(grade.kind, {})
        own.update(dict.fromkeys(grade.words, grade.strength))
        usual = data("cues.yaml").get(grade.kind, {}).get("strength")
        if usual is not None:
            own[""] = float(usual)
    return found


def _joined(rows: Sequence[str], *, group: bool = False) -> re.Pattern[str]:
    opening = "(" if group else "(?:"
    return re.compile(r"(?<!\w)(?:" + "|".join(f"{opening}{pattern})" for pattern in rows) + r")(?!\w)")
