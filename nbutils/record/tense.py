"""Of which time a passage speaks, and which rows of the record it is then to be held against."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nbutils.compare.values import Span
from nbutils.mentions.edtf import Day
from nbutils.mentions.times import Time
from nbutils.record.facts import Fact
from nbutils.record.meetings import AGREES, LAPSED, PARTS, has_lapsed, held, held_on
from nbutils.record.scenes import Scene

PRESENT, PAST, DATED = "present", "past", "dated"
_NOW = frozenset(("still", "today", "now", "currently", "remains", "remain", "continues", "continue", "nowadays", "presently"))


@dataclass(frozen=True, slots=True)
class When:
    """The time a statement is of: the present of a day, a past that is not told, or from `first` to `last`."""

    kind: str
    first: Day
    last: Day


def when(scene: Scene, place: int, today: When) -> When:
    """The time of what a passage says at a place: its date, else by the tense of the verb nearest to it."""
    dated = [time for time in scene.times if _reaches(scene, time, place)]
    if any(time.value.endswith("/..") for time in dated):
        return today  # what has been so since then is so now
    spans = [span for time in dated if (span := _span(time))]
    if spans:
        return When(DATED, min(s.first for s in spans), max(s.last for s in spans))
    return today if is_present(scene, place) else When(PAST, today.first, today.last)


def _reaches(scene: Scene, time: Time, place: int) -> bool:
    """Whether a date goes with what stands at a place: it opens the sentence, or no "and", relative or sign parts them."""
    if not re.search(r"[a-z]{4}", scene.text[: time.start]):
        return True
    between = scene.text[time.end : place] if time.end <= place else scene.text[place : time.start]
    return not re.search(r"[;:–—(]|,\s|\b(?:and|but|where|which|who|when|while|that)\b", between)


def _span(time: Time) -> Span | None:
    from nbutils.record.moments import spanned

    return spanned(time) if time.kind not in ("duration", "now") else None


def is_present(scene: Scene, place: int) -> bool:
    """Whether the finite verb nearest to a place is in the present, or a word for now stands in the passage."""
    if any(token.lower in _NOW for token in scene.words):
        return True
    pairs = zip(scene.words, scene.words[1:], strict=False)
    plain = [token for before, token in pairs if token.tag == "VB" and before.tag.startswith("NN")]  # "the members pay"
    finite = [token for token in scene.words if token.tag in ("VBZ", "VBP", "VBD", "MD") or token in plain]
    nearest = min(finite, key=lambda token: min(abs(token.start - place), abs(token.end - place)), default=None)
    return nearest is not None and (nearest.tag in ("VBZ", "VBP", "VB") or nearest.lower in ("can", "should", "must", "may"))


def judged(rows: Sequence[Fact], agreeing: Sequence[Fact], time: When, *, sure: bool) -> tuple[str, Fact] | None:
    """The outcome and the row that decides; None where the record does not say what held then.

    `sure` is whether what is said is surely the property, so that a difference counts.
    """
    if time.kind == PAST:
        constant = len(rows) == 1 and not rows[0].valid_from and not rows[0].valid_to
        return (AGREES, agreeing[0]) if agreeing else (PARTS, rows[0]) if constant and sure else None
    if time.kind == DATED:
        return _in_time(rows, agreeing, time, sure=sure)
    return _at_present(rows, agreeing, time, sure=sure)


def _in_time(rows: Sequence[Fact], agreeing: Sequence[Fact], time: When, *, sure: bool) -> tuple[str, Fact] | None:
    overlapping = [fact for fact in rows if held(fact)[0] <= time.last and time.first <= held(fact)[1]]
    if true := next((fact for fact in agreeing if fact in overlapping), None):
        return AGREES, true
    covering = [fact for fact in overlapping if held(fact)[0] <= time.first and time.last <= held(fact)[1]]
    covering = covering or (overlapping if len(rows) == 1 else [])
    return (PARTS, covering[0]) if covering and sure and not agreeing else None


def _at_present(rows: Sequence[Fact], agreeing: Sequence[Fact], time: When, *, sure: bool) -> tuple[str, Fact] | None:
    current = held_on(rows, time.last)
    if true := next((fact for fact in agreeing if fact in current), None):
        return AGREES, true
    if (not current and not any(has_lapsed(fact, time.last) for fact in agreeing)) or not sure:
        return None
    lapsed = next((fact for fact in agreeing if has_lapsed(fact, time.last)), None)
    return (LAPSED, lapsed) if lapsed else (PARTS, current[0]) if not agreeing else None
