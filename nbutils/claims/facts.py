"""Facts that stand without a sentence: "Height: 120 m" under a heading, and the cells of a table under their column's head."""

import re
from collections.abc import Iterator
from dataclasses import replace

from nbutils.claims.registry import Registry
from nbutils.claims.sentences import Sentence
from nbutils.claims.slots import Frame, measures
from nbutils.corpus.marks import cells
from nbutils.packs.schema import Predicate

_FACT = re.compile(r"(?:[-*•‣◦▪–]\s*)?(?P<label>[A-Z0-9][^:.!?]{1,48}):\s+(?P<value>\S.*)", re.DOTALL)
_MOST_WORDS_OF_LABEL = 6


def fact(sentence: Sentence, registry: Registry) -> Frame | None:
    """The frame of a "Label: value" line, without its subject; None where the label names no declared predicate."""
    found = _FACT.fullmatch(sentence.text.strip())
    if not found or len(found["label"].split()) > _MOST_WORDS_OF_LABEL:
        return None
    predicate = registry.of_label(found["label"])
    at = sentence.text.index(found["value"])
    return _valued(sentence, predicate, at, len(sentence.text)) if predicate else None


def row_facts(sentence: Sentence, heads: list[str], registry: Registry) -> Iterator[tuple[str, Frame]]:
    """(subject, frame) for every cell of a table row under a column whose head names a declared predicate."""
    row = cells(sentence.text)
    for head, (at, cell) in list(zip(heads, row, strict=False))[1:]:
        predicate = registry.of_label(head)
        frame = _valued(sentence, predicate, at, at + len(cell)) if predicate else None
        if frame:
            yield row[0][1], frame


def _valued(sentence: Sentence, predicate: Predicate, start: int, end: int) -> Frame | None:
    """The frame with what stands between two places as its value."""
    times = [time for time in sentence.times if start <= time.start < end and (time.kind == "duration") == predicate.lasts]
    numbers = [q for q in sentence.quantities if start <= q.start < end and q.kind == "quantity" and measures(q, predicate.unit)]
    frame = Frame(
        predicate,
        (),
        time=times[0] if times and "time" in predicate.value else None,
        quantity=numbers[0] if numbers and "quantity" in predicate.value else None,
    )
    if "object" in predicate.value and not (frame.time or frame.quantity):
        words = re.match(r"[^,;(]+", sentence.text[start:end])
        frame = replace(frame, object=(start, start + len(words[0].rstrip(" .")))) if words else frame
    return frame if frame.has_value else None
