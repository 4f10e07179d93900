"""Text to blocks: runs of lines of one kind, found by the evidence of the whole file.

A block is a title, a heading with a level, a paragraph, a list item, a table, a quote, a rule (a line without a word),
residue (site furniture), a disclosure (a notice that a machine helped to write) or a byline (who wrote it, when; front
matter included). Blocks are in order, disjoint, and cover every character that is not blank.
"""

import re
from dataclasses import dataclass

from nbutils.corpus import notices
from nbutils.corpus.headings import levels, with_headings
from nbutils.corpus.lines import Unit, lines_of, units_of

SET_ASIDE = notices.KINDS
HEADINGS = ("title", "heading")
ASSERTING = ("paragraph", "list-item", "quote", "table")  # blocks whose sentences can say that something is so
KINDS = ("title", "heading", "paragraph", "list-item", "table", "quote", "rule", *SET_ASIDE)

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Block:
    """A kind with its span and first line (from 1).

    `level` is 1 for a title, 2 and more for headings, else 0; `cue` is the class of what is set aside.
    """

    kind: str
    level: int
    start: int
    end: int
    line: int
    cue: str = ""


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text, in order."""
    front = _FRONT_MATTER.match(text)
    offset = front.end() if front else 0
    lines = lines_of(text, offset, 1 + text.count("\n", 0, offset))
    units = with_headings(notices.set_aside(units_of(lines)), titled=front is not None)
    blocks = [_block(unit, level) for unit, level in zip(units, levels(units), strict=True)]
    if front:
        return [Block("byline", 0, 0, len(front[0].rstrip()), 1, "front-matter"), *blocks]
    return blocks


def _block(unit: Unit, level: int) -> Block:
    first, last = unit.lines[0], unit.lines[-1]
    return Block(unit.kind, level, first.start, last.end, first.number, unit.cue)
