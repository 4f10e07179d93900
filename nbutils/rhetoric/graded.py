"""Hedges, boosters, universals and forecasts: cues of the mentions, graded, without uses in which they are none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from nbutils.rhetoric.lists import plain, strengths
from nbutils.rhetoric.passages import Own, Row, Sentence

# Class of cues -> what it is called here. A forecast is open where its sentence names no time.
_KINDS = {"hedge": "hedge", "booster": "booster", "universal": "universal", "prediction": "open-forecast"}


def graded(own: Own, mentions: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """The graded cues of an article, in order; `cue` is the word in small letters."""
    dated = {sentence.place for m in mentions if m["kind"] == "time" and (sentence := own.at(m["start"]))}
    for mention in mentions:
        kind = _KINDS.get(mention["value"]) if mention["kind"] == "cue" else None
        sentence = own.at(mention["start"]) if kind else None
        if kind is None or sentence is None or (kind == "open-forecast" and _is_bound(sentence, dated)):
            continue
        start, end = mention["start"] - sentence.row["start"], mention["end"] - sentence.row["start"]
        known = strengths()[kind]
        strength = known.get(" ".join(sentence.lower[start:end].split()), known.get(""))
        if strength is None or _is_none(kind, sentence, start, end):
            continue
        if row := own.hit(sentence.row, (start, end), kind, sentence.lower[start:end], strength):
            yield row


def _is_bound(sentence: Sentence, dated: set[int]) -> bool:
    """Whether a sentence says when, or only asks."""
    return sentence.place in dated or sentence.lower.rstrip("\"”’'").endswith("?")


def _is_none(kind: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether it only looks like a cue: part of a compound ("all-weather"), the month, or a usual plain wording."""
    text = sentence.row["text"]
    if "-" in (text[end : end + 1], text[max(start - 1, 0) : start]) or (start > 0 and text[start:end] == "May"):
        return True
    return kind in plain() and any(m.start() <= start and end <= m.end() for m in plain()[kind].finditer(sentence.lower))
