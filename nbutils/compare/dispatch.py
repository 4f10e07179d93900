"""Many patterns on one text: at each word only those are tried that can begin as the word does."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from re import _constants as ops  # type: ignore[attr-defined]  # of the standard library, without types
from re import _parser  # type: ignore[attr-defined]
from typing import Any

SIZE = 3  # signs of a beginning
_MOST = 2000  # beginnings of a pattern; one that has more is tried from where they part
_WORD = re.compile(r"(?<!\w)")
_REPEATS = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_AROUND = (ops.AT, ops.ASSERT, ops.ASSERT_NOT)
Begins = set[tuple[str, bool]]  # signs, and whether anything may follow them


class Wordings:
    """Classes of patterns for whole words, asked together which of them a text has."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._by_begin: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, patterns in classes.items():
            for pattern in patterns:
                for begin in begins(pattern):
                    self._by_begin[begin].append((name, pattern))

    def within(self, text: str) -> frozenset[str]:
        """The classes of which a pattern matches somewhere in the text, between two ends of words."""
        found: set[str] = set()
        for word in _WORD.finditer(text):
            at = word.start()
            for size in range(SIZE + 1):
                for name, pattern in self._by_begin.get(text[at : at + size], ()):
                    if name not in found and _compiled(pattern).match(text, at):
                        found.add(name)
        return frozenset(found)


def begins(pattern: str) -> frozenset[str]:
    """What a match can begin with, up to SIZE signs each; after fewer anything can follow."""
    return frozenset(begin for begin, _ in _of(_parser.parse(pattern)))


def _of(parts: Iterable[tuple[Any, Any]]) -> Begins:
    """What a row of parts can begin with."""
    found: Begins = {("", False)}
    for kind, value in parts:
        growing = {begin for begin, is_open in found if not is_open}
        if not growing or kind in _AROUND:
            continue
        further = _of_part(kind, value)
        if len(growing) * len(further) > _MOST:
            return {(begin, True) for begin, _ in found}
        found = {pair for pair in found if pair[1]}
        for begin in growing:
            found |= {_cut(begin + more, is_open) for more, is_open in further}
    return found


def _cut(begin: str, is_open: bool) -> tuple[str, bool]:
    return begin[:SIZE], is_open or len(begin) >= SIZE


def _of_part(kind: Any, value: Any) -> Begins:
    if kind is ops.LITERAL:
        return {(chr(value), False)}
    if kind is ops.IN and all(part is ops.LITERAL for part, _ in value):
        return {(chr(code), False) for _, code in value}
    if kind is ops.SUBPATTERN:
        return _of(value[-1])
    if kind is ops.BRANCH:
        return set().union(*map(_of, value[1]))
    if kind in _REPEATS:
        least, most, again = value
        once = {(begin, is_open or most > 1) for begin, is_open in _of(again)}
        return once | {("", False)} if least == 0 else once
    return {("", True)}


@lru_cache(maxsize=1 << 14)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?!\w)")
