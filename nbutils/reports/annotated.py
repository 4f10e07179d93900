"""An article as it reads, with its notes in the margin: what the reader's pages and a notebook cell show."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import pandas as pd

from nbutils.reports.marked import LETTERS, ClaimMark, Sentence, Text
from nbutils.reports.notes import Note, notes, rows
from nbutils.reports.parts import Part, parts
from nbutils.reports.text import escaped
from nbutils.store import Audit

NO_CARDS: Mapping[str, str] = MappingProxyType({})
ASIDE = {"residue": "Site furniture", "disclosure": "AI notice", "byline": "Byline"}
_DEEPEST = 6  # of headings in HTML
_ASKED = {
    "subject": "who or what?", "predicate": "what exactly?", "value": "how much, which, or when?", "time": "when?",
    "one reading of the time": "when exactly?",
}  # fmt: skip


@dataclass(frozen=True)
class Annotations:
    """An audit's notes and claims by article, gathered once for all pages."""

    audit: Audit

    @cached_property
    def notes(self) -> dict[str, list[Note]]:
        """The notes of each article."""
        return notes(self.audit)

    @cached_property
    def claims(self) -> dict[str, list[dict[str, Any]]]:
        """The claims of each article."""
        return _by_article(self.audit.claims)

    @cached_property
    def blocks(self) -> dict[str, list[dict[str, Any]]]:
        """The blocks of each article."""
        return _by_article(self.audit.blocks)

    @cached_property
    def sentences(self) -> dict[str, list[dict[str, Any]]]:
        """The sentences of each article."""
        return _by_article(self.audit.sentences)

    def parts(self, article: str) -> list[Part]:
        """The parts an article is shown in, one for most."""
        return parts(len(self.audit.text(article)), self._placed(article))

    def notes_in(self, article: str, part: Part) -> list[Note]:
        """The notes on a part; of what is longer than the part, its beginning is marked."""
        found = (note for note in self.notes.get(article, []) if part.start <= note.start < part.end)
        return [replace(note, end=min(note.end, part.end)) for note in found]

    def fragment(self, article: str, cards: Mapping[str, str] = NO_CARDS, part: Part | None = None, under: str = "") -> str:
        """The article, or a part of it, as HTML; `cards` has the addresses of evidence cards by id, on other pages.

        `under` is the title that a page already has over it: in the text it is there for links, and not seen twice.
        """
        words = self.audit.text(article)
        part = part or Part(0, 0, len(words))
        claims = [
            claim for claim in self.claims.get(article, []) if claim["checkable"] and part.start <= claim["start"] < part.end
        ]
        marks = [ClaimMark(c["claim"], c["kind"], c["start"], min(c["end"], part.end)) for c in claims if c["kind"] in LETTERS]
        text = Text(words, self._placed(article), self.notes_in(article, part), marks)
        return "".join(
            _Page(text, self.claims.get(article, []), cards, under).units(_clipped(self.blocks.get(article, []), part))
        )

    def _placed(self, article: str) -> list[Sentence]:
        return [Sentence(row["sentence"], row["start"], row["end"]) for row in self.sentences.get(article, [])]


@dataclass(frozen=True)
class _Page:
    text: Text
    claims: Sequence[Mapping[str, Any]]
    cards: Mapping[str, str]
    under: str = ""

    def units(self, blocks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """Each block, list items together, followed by its notes; notes may reach down beside the blocks that have none."""
        units, level = list(_units(blocks)), 1
        top = min((block["level"] for block in blocks if block["level"] and not self._stands_over(block)), default=1)
        margins = [self._margin(unit[0]["start"], unit[-1]["end"]) for unit in units]
        for place, unit in enumerate(units):
            if unit[0]["level"] and not self._stands_over(unit[0]):
                level = min(level + 1, unit[0]["level"] - top + 2)
            yield self._unit(unit, min(level, _DEEPEST))
            if margins[place]:
                free = next((n for n, margin in enumerate(margins[place + 1 :]) if margin), len(units) - place - 1)
                yield f'<div class="margin r{min(free, 8)}">{margins[place]}</div>'

    def _unit(self, unit: Sequence[Mapping[str, Any]], level: int) -> str:
        kind, inner = unit[0]["kind"], [self.text.html(block["start"], block["end"]) for block in unit]
        if kind == "list-item":
            return f'<ul class="u">{"".join(f"<li>{item}</li>" for item in inner)}</ul>'
        if kind in ("title", "heading"):
            start, end = unit[0]["start"], unit[0]["end"]
            words = self.text.html(_without_marks(self.text.words, start, end), end)
            if self._stands_over(unit[0]):
                return f'<p class="u again" aria-hidden="true">{words}</p>'
            return f'<h{level} class="u">{words}</h{level}>'
        if kind == "quote":
            return f'<blockquote class="u">{inner[0]}</blockquote>'
        if kind in ASIDE:
            return f'<div class="u aside"><p><small>Set aside: {ASIDE[kind]}</small></p><p class="{kind}">{inner[0]}</p></div>'
        return f'<p class="u{"" if kind == "paragraph" else f" {escaped(kind)}"}">{inner[0]}</p>'

    def _stands_over(self, block: Mapping[str, Any]) -> bool:
        """Whether a block is the title over the page, with nothing noted beside it."""
        if block["kind"] != "title":
            return False
        start, end = block["start"], block["end"]
        words = self.text.words[_without_marks(self.text.words, start, end) : end]
        return " ".join(words.split()) == self.under and not self._margin(start, end)

    def _margin(self, start: int, end: int) -> str:
        """The notes on a stretch, and below them what was read of its claims."""
        own = [note.html(self.cards) for note in self.text.notes if start <= note.start < end]
        said = [claim for claim in self.claims if start <= claim["start"] < end]
        return "".join(own) + (_claims(said) if any(claim["checkable"] for claim in said) else "")


def _claims(claims: Sequence[Mapping[str, Any]]) -> str:
    """The claims of a stretch that can be checked, folded: kind, subject, what the record says, what is left out.

    Of the others their kinds: there are twice as many, each with its words, its row is in the table of claims.
    """
    can = [claim for claim in claims if claim["checkable"]]
    others = Counter(claim["kind"] for claim in claims if not claim["checkable"])
    head = f"{len(claims)} {'claim' if len(claims) == 1 else 'claims'}, {len(can)} can be checked"
    rows = "".join(f'<li id="{escaped(claim["claim"])}">{escaped(_claim(claim))}</li>' for claim in can)
    rest = ", ".join(f"{kind} {times}" if times > 1 else kind for kind, times in others.items())
    rows += f"<li>cannot be checked: {escaped(rest)}</li>" if rest else ""
    return f'<details class="claims"><summary>{head}</summary><ul>{rows}</ul></details>'


def _claim(claim: Mapping[str, Any]) -> str:
    asked = " ".join(_ASKED.get(slot, slot) for slot in claim["missing"])
    said = [
        f"“{_opening(claim['text'])}”",
        claim["kind"],
        f"of {claim['subject']}" if claim["subject"] else "",
        claim["modality"] if claim["modality"] != "asserted" else "",
        f"said by {claim['attribution']}" if claim["attribution"] != "author" else "",
        f"record: {claim['in_record']}" if claim["in_record"] not in ("", "not in the record") else claim["in_record"],
        f"not stated: {asked}" if asked else "",
    ]
    return " · ".join(filter(None, said))


def _opening(words: str) -> str:
    """The first words of a claim, to know it by."""
    first = words.split()
    return " ".join(first[:5]) + (" …" if len(first) > 5 else "")


def _without_marks(text: str, start: int, end: int) -> int:
    """Where the words of a heading begin behind its Markdown signs."""
    return start + len(text[start:end]) - len(text[start:end].lstrip("# \t"))


def _units(blocks: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Blocks as they are shown: list items that follow one another are one list."""
    unit: list[Mapping[str, Any]] = []
    for block in blocks:
        if unit and not unit[-1]["kind"] == block["kind"] == "list-item":
            yield unit
            unit = []
        unit.append(block)
    if unit:
        yield unit


def _clipped(blocks: Sequence[Mapping[str, Any]], part: Part) -> list[dict[str, Any]]:
    """The blocks of a part, as much of each as the part shows."""
    within = (block for block in blocks if block["start"] < part.end and block["end"] > part.start)
    return [{**block, "start": max(block["start"], part.start), "end": min(block["end"], part.end)} for block in within]


def _by_article(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    return {str(article): rows(own) for article, own in frame.groupby("article", sort=False)}
