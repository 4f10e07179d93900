"""Text to blocks: runs of lines of one kind, found by the evidence of the whole file.

A block is a title, a heading with a level, a paragraph, a list item, a table, a quote, a rule (a line without a word),
residue (site furniture), a disclosure (a notice that a machine helped to write) or a byline (who wrote it, when; front
matter included). Blocks are in order, disjoint, and cover every character that is not blank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nbutils.corpus.cues import Cue, cue, is_caption, undressed
from nbutils.corpus.lines import Line, Unit, content, ends_open, lines_of, number_of, units_of
from nbutils.corpus.sentences import sentence_spans

KINDS = ("title", "heading", "paragraph", "list-item", "table", "quote", "rule", "residue", "disclosure", "byline")
SET_ASIDE = ("residue", "disclosure", "byline")
TITLE_WORDS, HEADING_WORDS = 25, 16
LONGEST_NOTICE = 700  # characters; longer units are never set aside

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_QUOTED = re.compile(r"[\"“‘'].*[\"”’']$")
_BOLD = re.compile(r"(?:\*\*|__)[^*_].*(?:\*\*|__):?$")
_FACT = re.compile(r"[^:]{1,40}:\s+\S")
_OPENING = re.compile(r"[\"“‘'(\[¿¡]*(?:[A-Z0-9\u00c0-\u00de]|[a-z]+[A-Z])")
_SMALL = frozenset("a an and as at but by en for from if in into nor of on onto or over per the to towards up via vs with within".split())


@dataclass(frozen=True, slots=True)
class Block:
    """A kind with its span and first line; `level` is 1 for a title, 2 and more for headings, else 0; `cue` says why it is set aside."""

    kind: str
    level: int
    start: int
    end: int
    line: int
    cue: str = ""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A unit on its way to a block."""

    unit: Unit
    kind: str = ""
    cue: str = ""

    @property
    def is_open(self) -> bool:
        return not self.kind


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, in order."""
    front = _FRONT_MATTER.match(text)
    offset = front.end() if front else 0
    lines = lines_of(text, offset, 1 + text.count("\n", 0, offset))
    drafts = [_set_aside(unit) for unit in units_of(lines)]
    drafts = _with_headings(drafts)
    levels = _levels(drafts)
    blocks = [_block(draft, level) for draft, level in zip(drafts, levels, strict=True)]
    if front:
        return [Block("byline", 0, 0, len(front[0].rstrip()), 1, "front-matter"), *blocks]
    return blocks


def _block(draft: _Draft, level: int) -> Block:
    first, last = draft.unit.lines[0], draft.unit.lines[-1]
    return Block(draft.kind or "paragraph", level, first.start, last.end, first.number, draft.cue)


def _set_aside(unit: Unit) -> _Draft:
    """Residue, disclosures and bylines by their cues; tables, quotes and rules by their form."""
    found = _notice(unit)
    if found:
        return _Draft(unit, found.kind, found.name)
    by_form = {"table": "table", "quote": "quote", "rule": "rule"}
    return _Draft(unit, by_form.get(unit.form, ""))


def _notice(unit: Unit) -> Cue | None:
    if unit.form in ("table", "setext") or sum(len(line.text) for line in unit.lines) > LONGEST_NOTICE:
        return None
    return cue(unit.text)


def _with_headings(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Decide which of the open units are the title, headings, list items and paragraphs."""
    drafts = [_by_mark(draft, drafts, i) for i, draft in enumerate(drafts)]
    for run in _runs_of_candidates(drafts):
        for i in _headings_in(run, drafts):
            drafts[i] = replace(drafts[i], kind="heading")
    return [_titled(draft, i, drafts) for i, draft in enumerate(drafts)]


def _by_mark(draft: _Draft, drafts: Sequence[_Draft], i: int) -> _Draft:
    """Units whose mark decides: Markdown headings, numbered headings, list items."""
    if not draft.is_open:
        return draft
    text, form = draft.unit.text, draft.unit.form
    if form in ("atx", "setext"):
        return replace(draft, kind="heading")
    if _is_numbered_heading(drafts, i):
        return replace(draft, kind="heading")
    if form == "item":
        # A numbered question of an FAQ asks; it is neither an item nor a heading.
        return replace(draft, kind="paragraph" if text.endswith("?") else "list-item")
    if _is_fact(draft) and any(_is_fact(d) for d in (*drafts[max(i - 1, 0) : i], *drafts[i + 1 : i + 2])):
        return replace(draft, kind="list-item")
    return draft


def _is_fact(draft: _Draft) -> bool:
    """A "Height: 120 m" line; two or more of them below one another are a list of facts."""
    unit = draft.unit
    return draft.is_open and unit.form == "plain" and len(unit.text) <= 120 and ends_open(unit.text) and bool(_FACT.match(unit.text))


def _is_numbered_heading(drafts: Sequence[_Draft], i: int) -> bool:
    """A short line with a section number that stands alone between paragraphs, not in a list."""
    text = drafts[i].unit.text
    number = number_of(text)
    if not number or text.endswith("?") and "." not in number or not _is_heading_like(content(text), HEADING_WORDS):
        return False
    if "." in number:
        return i + 1 < len(drafts)
    neighbours = [d for d in (drafts[max(i - 1, 0) : i] + drafts[i + 1 : i + 2])]
    return _is_body(drafts, i + 1) and not any(n.unit.form == "item" and not number_of(n.unit.text).count(".") for n in neighbours)


def _is_body(drafts: Sequence[_Draft], i: int) -> bool:
    """Whether the unit at i is something a heading can stand over."""
    if i >= len(drafts):
        return False
    draft = drafts[i]
    if draft.kind in SET_ASIDE or draft.kind == "rule":
        return _is_body(drafts, i + 1)
    return not _is_candidate(draft)


def _is_candidate(draft: _Draft) -> bool:
    return draft.is_open and draft.unit.form == "plain" and len(draft.unit.lines) <= 2 and _is_heading_like(draft.unit.text, TITLE_WORDS)


def _is_heading_like(text: str, most_words: int) -> bool:
    """Short, begins with a capital or digit, no stop at the end, no sentence break inside."""
    bare = undressed(text)
    if not bare or len(bare) > 10 * most_words or len(bare.split()) > most_words or not _OPENING.match(bare):
        return False
    asks = bare.endswith("?")
    if asks and _BOLD.match(text):
        return False
    if not (asks or ends_open(bare)) or bare.endswith((",", "-", "–", "—")):
        return False
    if _QUOTED.match(bare) or is_caption(bare):
        return False
    return len(sentence_spans(bare)) == 1


def _runs_of_candidates(drafts: Sequence[_Draft]) -> list[list[int]]:
    """Candidates that follow one another with nothing between them but what is set aside."""
    runs: list[list[int]] = [[]]
    for i, draft in enumerate(drafts):
        if _is_candidate(draft):
            runs[-1].append(i)
        elif draft.kind not in SET_ASIDE and draft.kind != "rule" and runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _headings_in(run: list[int], drafts: Sequence[_Draft]) -> list[int]:
    """Which of a run of candidates are headings; the others are unmarked items, addresses, signatures, verses."""
    if not _is_body_after(drafts, run[-1]):
        return []
    first = _first_content(drafts) == run[0]
    loose = [i for i in run if not _is_in_stack(i, run, drafts)]
    headings = [i for i in loose if len(undressed(drafts[i].unit.text).split()) <= HEADING_WORDS or (first and i == run[0])]
    if first or len(run) <= 2:
        return headings if not _introduced(run, drafts) else headings[-1:] if len(run) == 1 else []
    return headings[-1:] if _introduced(run, drafts) or len(headings) > 3 else headings


def _is_body_after(drafts: Sequence[_Draft], i: int) -> bool:
    return any(d.kind not in SET_ASIDE and d.kind != "rule" for d in drafts[i + 1 :])


def _introduced(run: list[int], drafts: Sequence[_Draft]) -> bool:
    """Whether the line before the run announces a list."""
    before = drafts[run[0] - 1] if run[0] else None
    return before is not None and before.unit.text.endswith(":")


def _is_in_stack(i: int, run: list[int], drafts: Sequence[_Draft]) -> bool:
    """Lines stacked without a blank line, in a file that uses blank lines, are items or an address, not headings."""
    if not _uses_blank_lines(drafts):
        return False
    below = i + 1 < len(drafts) and i + 1 in run and not drafts[i + 1].unit.after_blank
    above = i - 1 in run and not drafts[i].unit.after_blank
    return above or (below and _first_content(drafts) != i)


def _uses_blank_lines(drafts: Sequence[_Draft]) -> bool:
    return 2 * sum(d.unit.after_blank for d in drafts) > len(drafts)


def _first_content(drafts: Sequence[_Draft]) -> int:
    return next((i for i, d in enumerate(drafts) if d.kind not in SET_ASIDE and d.kind != "rule"), -1)


def _titled(draft: _Draft, i: int, drafts: Sequence[_Draft]) -> _Draft:
    """The first heading is the title if nothing but set-aside lines stands before it."""
    is_title = draft.kind == "heading" and i == _first_content(drafts) and not number_of(draft.unit.text)
    return replace(draft, kind="title") if is_title else draft


def _levels(drafts: Sequence[_Draft]) -> list[int]:
    """1 for the title; Markdown and section numbers say their own; else the style of the first heading is level 2."""
    styles = [_style(d.unit) for d in drafts if d.kind == "heading" and not _own_level(d.unit)]
    main = styles[0] if styles else ""
    levels = []
    for draft in drafts:
        if draft.kind == "title":
            levels.append(1)
        elif draft.kind == "heading":
            levels.append(_own_level(draft.unit) or (2 if _style(draft.unit) == main else 3))
        else:
            levels.append(0)
    return levels


def _own_level(unit: Unit) -> int:
    if unit.form == "atx":
        return len(unit.text) - len(unit.text.lstrip("#"))
    number = number_of(unit.text)
    return 2 + number.count(".") if number else 0


def _style(unit: Unit) -> str:
    """How a heading is written: capitals, title case or sentence case."""
    words = [w for w in re.findall(r"[^\W\d_][\w’'-]*", content(unit.text)) if w.lower() not in _SMALL]
    if unit.text.isupper():
        return "capitals"
    capital = sum(w[0].isupper() for w in words)
    return "title case" if words and capital >= 0.75 * len(words) else "sentence case"
