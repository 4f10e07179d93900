"""A view of a text in which damage is mended, with a map back to the text itself.

The article's text is never changed, so offsets stay true. What analyses and shows the text uses the view:
mojibake is mended (by ftfy), NULs, other control characters and bidirectional overrides are blanked out.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import ftfy

# C0 and C1 controls without tab, newline and form feed, bidirectional overrides and isolates, lone surrogates.
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # what no file can hold
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Mojibake is two or more characters outside ASCII in a row; one alone is an ordinary letter or sign. What mends it takes the
# square of a run's length.
_RUN = re.compile(r"[^\x00-\x7f]{2,1000}")


@dataclass(frozen=True, slots=True)
class View:
    """`text` for analysis and display; `back` gives the offset in the original text.

    `starts` and `origins` hold, for every mended run, where the text after it begins in the view and in the original.
    """

    text: str
    repairs: tuple[str, ...]
    starts: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()

    def back(self, offset: int) -> int:
        """The offset in the original of an offset in the view."""
        at = bisect_right(self.starts, offset) - 1
        return offset if at < 0 else self.origins[at] + offset - self.starts[at]


def view(text: str) -> View:
    """The view of a text; the text itself where nothing needs mending."""
    repairs = []
    if nuls := text.count("\x00"):
        repairs.append(f"{nuls} NUL characters blanked out in the view")
    if bidi := len(_BIDI.findall(text)):
        repairs.append(f"{bidi} bidirectional controls blanked out in the view")
    mended = (
        [] if text.isascii() else [_changed(m.start(), m[0], new) for m in _RUN.finditer(text) if (new := _mended(m[0])) != m[0]]
    )
    if mended:
        repairs.append(f"mojibake mended in {len(mended)} places of the view")
    seen, starts, origins = _spliced(text, mended)
    # One character for one, so this step moves no offset.
    return View(_UNSAFE.sub("\ufffd", seen), tuple(repairs), starts, origins)


@lru_cache(maxsize=4096)
def _mended(run: str) -> str:
    return ftfy.fix_encoding(run)


def _changed(start: int, old: str, new: str) -> tuple[int, int, str]:
    """Where a run changes and what it becomes, without what it begins and ends with before and after: that keeps its places."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return start + head, start + len(old) - tail, new[head : len(new) - tail]


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _spliced(text: str, mended: list[tuple[int, int, str]]) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    pieces, starts, origins = [], [], []
    done = length = 0
    for start, end, new in mended:
        pieces += [text[done:start], new]
        length += start - done + len(new)
        starts.append(length)
        origins.append(end)
        done = end
    return "".join([*pieces, text[done:]]), tuple(starts), tuple(origins)
