"""The evidence card: what parts, both passages with the differing words marked, the slots side by side, and when it is none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbutils.reports.cells import Displayed
from nbutils.reports.places import note_id, reader_page
from nbutils.reports.text import cited, escaped, shown

Row = Mapping[str, Any]

STATUS_WORDS = {
    "contradiction": "The passages exclude each other",
    "conflict-if": "The passages exclude each other, if",
    "tension": "The passages pull apart",
    "drift": "A term or list changes",
    "record-contradicted": "Differs from the record",
    "record-supported": "As the record has it",
    "outdated": "No longer holds",
    "contested": "Sources part",
    "": "To read side by side",
}
MOST_PIECES = 6
_SAID = re.compile("“([^”]+)”")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


@dataclass(frozen=True)
class Card(Displayed):
    """A finding, or a row of the worklist, as a reader sees it."""

    row: Row
    measured: str = ""
    verdict: str = ""

    def _repr_html_(self) -> str:
        row = self.row
        head = f"{escaped(STATUS_WORDS[row.get('status', '')])} <small>{escaped(row.get('rule', ''))}</small>"
        parts = [f'<p class="verdict"><strong>{head}</strong></p>', f"<p>{escaped(row.get('summary') or row.get('why', ''))}</p>"]
        parts += [_piece(row, place) for place in range(min(len(row["evidence"]), MOST_PIECES))]
        parts += [
            _slots(row.get("slots") or []),
            _readings(row.get("readings") or []),
            _small(self.measured),
            _small(self.verdict),
        ]
        return f'<div class="card" id="{escaped(_name(row))}">{"".join(filter(None, parts))}</div>'

    def __repr__(self) -> str:
        row = self.row
        quotes = [f"  {piece.get('article', 'record')}: “{piece['quote']}”" for piece in row["evidence"]]
        return shown("\n".join([row.get("summary") or row.get("why", ""), *quotes]))


@dataclass(frozen=True)
class Cards(Displayed):
    """Cards below one another, with a caption over them."""

    cards: Sequence[Card]
    caption: str

    def _repr_html_(self) -> str:
        inner = "".join(card._repr_html_() for card in self.cards)
        return f'<p class="caption">{escaped(self.caption)}</p>{inner}'

    def __repr__(self) -> str:
        return "\n\n".join([shown(self.caption), *map(repr, self.cards)])


def _name(row: Row) -> str:
    """The card's place on its page: the finding's or pair's id, which stays the same from run to run."""
    return f"finding-{row['finding']}" if "finding" in row else f"pair-{row['pair']}"


def _piece(row: Row, place: int) -> str:
    """A passage as a quote, the words that no passage of another side has marked; a fact with its source."""
    pieces = row["evidence"]
    piece = pieces[place]
    if "fact" in piece:
        source = f" <cite>{escaped(piece['source'])}</cite>" if piece.get("source") else ""
        return f'<blockquote class="evidence">Record: {escaped(piece["quote"])}{source}</blockquote>'
    others = [other for other in pieces if other is not piece and other.get("side", 0) != piece.get("side", 1)]
    common = {word.lower() for other in others for word in _WORD.findall(other["quote"])}
    words = _marked(piece["quote"], common) if others else escaped(piece["quote"])
    if others and all("fact" in other for other in others):  # a fact is no sentence: what its rule compares says the summary
        words = _with_mark(piece["quote"], _SAID.search(row.get("summary", "")))
    # Every piece of a finding has a note on the article's page; a row of the worklist may have none.
    note = note_id("finding", row["finding"], pieces, place) if "finding" in row else ""
    page = reader_page(piece["article"], piece["start"])
    cite = cited(piece["article"], piece["line"], f"{page}#{note}" if note else "")
    return f'<blockquote class="evidence">“{words}” <cite>{cite}</cite></blockquote>'


def _marked(quote: str, common: set[str]) -> str:
    """The quote, with figures and names that the other side lacks marked: what parts is seldom a small word."""
    parts, at = [], 0
    for found in _WORD.finditer(quote):
        telling = found[0][0].isdigit() or (found[0][0].isupper() and found.start() > 0) or len(found[0]) > 6
        if telling and found[0].lower() not in common:
            parts += [escaped(quote[at : found.start()]), f"<mark>{escaped(found[0])}</mark>"]
            at = found.end()
    return "".join([*parts, escaped(quote[at:])])


def _with_mark(quote: str, said: re.Match[str] | None) -> str:
    """The quote with the words marked that the summary quotes first."""
    before, words, after = quote.partition(said[1]) if said else (quote, "", "")
    return f"{escaped(before)}<mark>{escaped(words)}</mark>{escaped(after)}" if words else escaped(quote)


def _slots(slots: Sequence[Row]) -> str:
    """What parts and what agrees, a line a slot."""
    if not slots:
        return ""
    rows = (f"<li>{'✓' if s['same'] else '✗'} {escaped(s['slot'])}: {escaped(s['a'])} – {escaped(s['b'])}</li>" for s in slots)
    return f'<ul class="slots">{"".join(rows)}</ul>'


def _readings(readings: Sequence[str]) -> str:
    """What must be so for the finding to hold, turned round."""
    return f"<p>This is no conflict unless {escaped(' and '.join(readings))}.</p>" if readings else ""


def _small(words: str) -> str:
    return f"<p><small>{escaped(words)}</small></p>" if words else ""
