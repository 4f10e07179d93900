"""Lines of a text and the units they form: a wrapped paragraph, an item with its marker, a table, a heading line."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nbutils.corpus.marks import ATX, LONE_MARKER, UNDERLINE, Line, cell_count, ends_open, is_item, starts_unit

_LINE = re.compile(r"[^\n]+")


WRAP_LEAST, WRAP_LIMIT = 40, 100  # characters; wider lines are whole paragraphs, not wrapped ones


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that belong together. Form: plain, item, quote, table, atx, setext or rule; `kind` is empty until it is decided."""

    form: str
    lines: tuple[Line, ...]
    kind: str = ""
    cue: str = ""

    @property
    def text(self) -> str:
        """The lines as one string, joined by spaces."""
        return " ".join(line.text for line in self.lines)

    @property
    def after_blank(self) -> bool:
        """Whether a blank line (or the start of the file) precedes."""
        return self.lines[0].after_blank


def lines_of(text: str, offset: int = 0, number: int = 1) -> list[Line]:
    """The lines of `text[offset:]` that are not blank; the line at `offset` has the given number."""
    found: list[Line] = []
    expected, seen = number, offset
    for match in _LINE.finditer(text, offset):
        number += text.count("\n", seen, match.start())
        seen = match.start()
        bare = match[0].strip()
        if bare:
            start = match.start() + match[0].index(bare[0])
            blank_before = not found or number > expected
            found.append(Line(number, start, start + len(bare), bare, start - match.start(), blank_before))
            expected = number + 1
    return found


def units_of(lines: Sequence[Line]) -> list[Unit]:
    """Group lines into units, by the evidence of the whole file: whether it is hard-wrapped, and how wide."""
    wrapped = _wrapped(lines)
    units: list[Unit] = []
    at = 0
    while at < len(lines):
        unit = _unit_at(lines, at, wrapped)
        units.append(unit)
        at += len(unit.lines)
    return units


def _unit_at(lines: Sequence[Line], at: int, wrapped: Sequence[bool]) -> Unit:
    line = lines[at]
    size = _table_size(lines, at)
    if size:
        return Unit("table", tuple(lines[at : at + size]))
    if line.text.startswith(">"):
        return Unit("quote", tuple(_while(lines, at, lambda below: below.text.startswith(">"))))
    if LONE_MARKER.match(line.text):
        return _lone_marker(lines, at, wrapped)
    if form := _form_of_line(lines, at):
        return Unit(form, (line,))
    return Unit("item" if is_item(line.text) else "plain", tuple(_joined(lines, at, wrapped)))


def _form_of_line(lines: Sequence[Line], at: int) -> str:
    """The form of a line that no other joins: Markdown headings and lines without a word."""
    line = lines[at]
    if ATX.match(line.text):
        return "atx"
    if not any(map(str.isalnum, line.text)):
        return "rule"
    underlined = at + 1 < len(lines) and _is_underlined(line, lines[at + 1])
    return "setext" if underlined and not is_item(line.text) else ""


def _is_underlined(line: Line, below: Line) -> bool:
    return not below.after_blank and bool(UNDERLINE.match(below.text)) and len(line.text) <= WRAP_LIMIT


def _while(lines: Sequence[Line], at: int, holds: Callable[[Line], bool]) -> Iterator[Line]:
    yield lines[at]
    for i in range(at + 1, len(lines)):
        if lines[i].after_blank or not holds(lines[i]):
            return
        yield lines[i]


def _lone_marker(lines: Sequence[Line], at: int, wrapped: Sequence[bool]) -> Unit:
    """A marker alone on its line belongs to the line below it; without one it is only a sign."""
    below = at + 1
    if below == len(lines) or starts_unit(lines[below].text):
        return Unit("rule", (lines[at],))
    return Unit("item", (lines[at], *_joined(lines, below, wrapped)))


def _joined(lines: Sequence[Line], at: int, wrapped: Sequence[bool]) -> list[Line]:
    """The line at `at` and those that continue it."""
    unit = [lines[at]]
    for i in range(at + 1, len(lines)):
        line, above = lines[i], lines[i - 1]
        if line.after_blank or starts_unit(line.text) or UNDERLINE.match(line.text):
            break
        hanging = is_item(unit[0].text) and line.indent > unit[0].indent and line.indent > 1
        if not (wrapped[i] or hanging or _runs_on(above.text, line.text)):
            break
        unit.append(line)
    return unit


def _runs_on(above: str, below: str) -> bool:
    """A line that begins in lower case goes on from one that ended without a stop, whatever the width."""
    return below[0].islower() and ends_open(above) and " " in above and len(above) > 20


def _wrapped(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether a hard wrap parts it from the line above.

    Greedy wrapping leaves a trace: the first word of a line would not have fitted on the line above. Runs of three or
    more lines in which that holds throughout give the file's width; shorter runs are then judged by that width.
    """
    runs = _runs(lines)
    widths = [width for run in runs if (width := _width(lines, run))]
    usual = max(widths, default=0)  # the width of the file, for runs too short to show it
    wrapped = [False] * len(lines)
    for run in runs:
        fits = max(len(lines[i].text) for i in run) <= usual + 2
        width, ragged = _width(lines, run) or (usual if fits else 0), _ragged_width(lines, run)
        for i in run[1:]:
            above = lines[i - 1]
            filled = width > 0 and _filled(above, lines[i], width)
            wrapped[i] = filled or (ragged > 0 and not _ends_paragraph(above, ragged))
    return wrapped


def _runs(lines: Sequence[Line]) -> list[range]:
    """Stretches of lines without a blank line or a marker between them."""
    breaks = [i for i, line in enumerate(lines) if line.after_blank or starts_unit(line.text)]
    return [range(a, b) for a, b in pairwise([*breaks, len(lines)])]


def _width(lines: Sequence[Line], run: range) -> int:
    """The width a run of at least three lines was wrapped to; 0 if it was not."""
    width = max(lines[i].indent + len(lines[i].text) for i in run)
    if len(run) < 3 or not WRAP_LEAST <= width <= WRAP_LIMIT:
        return 0
    filled = sum(_filled(lines[i - 1], lines[i], width) for i in run[1:])
    return width if filled >= 0.8 * (len(run) - 1) else 0


def _ragged_width(lines: Sequence[Line], run: range) -> int:
    """The middle length of a run that was wrapped by the width of its letters, as print is; 0 for any other run.

    Such lines mostly end without a stop and often go on in lower case, which lines that are whole paragraphs do not.
    """
    texts = [lines[i].text for i in run]
    if len(texts) < 4 or max(map(len, texts)) > WRAP_LIMIT:
        return 0
    cut = sum(map(ends_open, texts[:-1])) / (len(texts) - 1)
    lower = sum(text[0].islower() for text in texts[1:]) / (len(texts) - 1)
    return sorted(map(len, texts))[len(texts) // 2] if cut >= 0.5 and lower >= 0.3 else 0


def _ends_paragraph(line: Line, usual: int) -> bool:
    return len(line.text) < 0.8 * usual and not ends_open(line.text)


def _filled(above: Line, below: Line, width: int) -> bool:
    used = above.indent + len(above.text)
    # Two characters of slack: editors differ in whether the space counts.
    return used <= width + 2 and used + 1 + len(below.text.split(" ", 1)[0]) > width - 2


def _table_size(lines: Sequence[Line], at: int) -> int:
    """How many lines from here on form a table: two or more rows of as many cells (two or more), ruled lines between them."""
    cells = cell_count(lines[at].text)
    if cells < 2:
        return 0
    rows, size = 1, 1
    for i in range(at + 1, len(lines)):
        if lines[i].after_blank:
            break
        if UNDERLINE.match(lines[i].text):
            continue
        if abs(cell_count(lines[i].text) - cells) > 1 or cell_count(lines[i].text) < 2:
            break
        rows, size = rows + 1, i - at + 1
    return size if rows > 1 else 0
