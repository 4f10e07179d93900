"""A stated count against the items that follow: "six parts:" before a list of seven."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from nbutils.compare.partings import Parting
from nbutils.compare.passages import Passage
from nbutils.compare.rules.counts import stated

_ITEM, _PARAGRAPH = "list-item", "paragraph"
_MARK = re.compile(r"\s*(?:[-*•‣◦▪–]|\(?[a-z]\)|\(?\d{1,2}[.)])", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:such as|including|includes?|for example|for instance|among (?:them|others)|e\.g\.)", re.IGNORECASE)
LEAST = 2


def items(passages: Sequence[Passage]) -> Iterator[Parting]:
    """The introductions of lists that state another number than the list has."""
    for place, intro in enumerate(passages):
        if intro.kind == _PARAGRAPH and intro.text.rstrip(" *_").endswith(":") and not _OPEN.search(intro.text):
            found = _listed(intro, passages[place + 1 :])
            counts = stated(intro)
            if len(counts) == 1 and len(found) >= LEAST and counts[0].number != len(found) and not intro.cues & {"limited"}:
                yield _parting(intro, found, counts[0].words)


def _listed(intro: Passage, rest: Sequence[Passage]) -> list[Passage]:
    """The first passage of each item of the list right behind an introduction; none where its marks are of two kinds."""
    own = list(takewhile(lambda p: p.article == intro.article and p.kind == _ITEM and p.block - intro.block <= len(rest), rest))
    if not own or own[0].block != intro.block + 1 or any(b.block - a.block > 1 for a, b in pairwise(own)):
        return []
    firsts = [passage for n, passage in enumerate(own) if n == 0 or own[n - 1].block != passage.block]
    marks = {_kind(passage.text) for passage in firsts}
    return firsts if len(marks) == 1 else []


def _kind(text: str) -> str:
    """The kind of mark that an item begins with: a sign, "a" for a letter, "1" for a number, "" for none."""
    found = _MARK.match(text)
    mark = found[0].strip(" ().\n") if found else ""
    return "1" if mark.isdigit() else "a" if mark.isalpha() else mark


def _parting(intro: Passage, found: Sequence[Passage], words: str) -> Parting:
    summary = f"The text announces “{words}”; the list that follows has {len(found)}."
    return Parting("listed items", "contradiction", 3, intro, found[-1], summary, (), (("count", words, str(len(found)), False),))
