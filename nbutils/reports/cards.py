"""The evidence card: what parts, both passages with the differing words marked, the slots side by side, and when it is none."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbutils.record.facts import is_unchecked
from nbutils.reports.cells import Displayed
from nbutils.reports.places import note_id, reader_page
from nbutils.reports.text import cited, escaped, shown

Row = Mapping[str, Any]

STATUS_WORDS = {
    "contradiction": "The passages exclude each other",
    "conflict-if": "The passages exclude each other, if",
    "tension": "The passages pull apart",
    "drift": "Lists or words differ",
    "record-contradicted": "Differs from the record",
    "record-supported": "As the record has it",
    "outdated": "No longer holds",
    "contested": "Sources part",
    "": "To read side by side",
}
MAY_BE_OUT = "May be out of date"
MOST_PIECES = 6
_SAID = re.compile("“([^”]+)”")
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")


@dataclass(frozen=True)
class Card(Displayed):
    """A finding, or a row of the worklist, as a reader sees it."""

    row: Row
    measured: str = ""
    verdict: str = ""
    unless: str = ""

    def _repr_html_(self) -> str:
        row = self.row
        head = f"{escaped(status_words(row))} <small>{escaped(row.get('rule', ''))}</small>"
        parts = [f'<p class="verdict"><strong>{head}</strong></p>', f"<p>{escaped(row.get('summary') or row.get('why', ''))}</p>"]
        parts += [_piece(row, place) for place in range(min(len(row["evidence"]), MOST_PIECES))]
        parts += [
            _slots(row.get("slots") or []),
            _readings(row.get("readings") or [], self.unless),
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


def status_words(row: Row) -> str:
    """The status of a row in words; what rests on a reading, such as the day of an undated article, is told as open."""
    status = row.get("status", "")
    return MAY_BE_OUT if status == "outdated" and len(row.get("readings", ())) else STATUS_WORDS[status]


def _name(row: Row) -> str:
    """The card's place on its page: the finding's or pair's id, which stays the same from run to run."""
    return f"finding-{row['finding']}" if "finding" in row else f"pair-{row['pair']}"


def _piece(row: Row, place: int) -> str:
    """A passage as a quote, the words that no passage of another side has marked; a fact with its source."""
    pieces = row["evidence"]
    piece = pieces[place]
    if "fact" in piece:
        return f'<blockquote class="evidence">{fact_words(piece)}</blockquote>'
    others = [other for other in pieces if other is not piece and other.get("side", 0) != piece.get("side", 1)]
    common = {word.lower() for other in others for word in _WORD.findall(other["quote"])}
    words = _told(row, piece) or (_marked(piece["quote"], common) if others else escaped(piece["quote"]))
    if others and all("fact" in other for other in others):  # a fact is no sentence: what its rule compares says the summary
        words = Compared(piece["quote"], row.get("summary", ""))._repr_html_()
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


def _told(row: Row, piece: Row) -> str:
    """The quote with just the words marked that the slots name as differing; "" where they stand not all in it."""
    slots = [slot[piece.get("side", "")] for slot in row.get("slots") or [] if not slot["same"] and piece.get("side") in slot]
    words = [part for slot in slots for part in slot.split("; ") if part]
    if not words or any(part not in piece["quote"] for part in words):
        return ""
    pattern = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    parts = re.split(rf"(?<!\w)({pattern})(?!\w)", piece["quote"])
    return "".join(f"<mark>{escaped(part)}</mark>" if place % 2 else escaped(part) for place, part in enumerate(parts))


@dataclass(frozen=True)
class Compared:
    """A passage in which just the words are marked that are compared with a fact: those that the summary quotes first."""

    quote: str
    summary: str

    @property
    def words(self) -> str:
        """The words that are compared; "" where the summary quotes none of the passage."""
        said = _SAID.search(self.summary)
        return said[1] if said and said[1] in self.quote else ""

    def _repr_html_(self) -> str:
        before, words, after = self.quote.partition(self.words) if self.words else (self.quote, "", "")
        return f"{escaped(before)}<mark>{escaped(words)}</mark>{escaped(after)}" if words else escaped(self.quote)

    def __repr__(self) -> str:
        return shown(self.quote)


def fact_words(piece: Row) -> str:
    """A fact as a card or a note shows it, as HTML: its words, and its source, which may say that it was not looked up."""
    source = piece.get("source", "")
    cite = f" <cite>{escaped(source)}</cite>" if source else ""
    return f"Record{' (not looked up in full)' if is_unchecked(source) else ''}: {escaped(piece['quote'])}{cite}"


def _slots(slots: Sequence[Row]) -> str:
    """What parts and what agrees, a line a slot."""
    if not slots:
        return ""
    rows = (f"<li>{'✓' if s['same'] else '✗'} {escaped(s['slot'])}: {escaped(s['a'])} – {escaped(s['b'])}</li>" for s in slots)
    return f'<ul class="slots">{"".join(rows)}</ul>'


def _readings(readings: Sequence[str], unless: str) -> str:
    """What must be so for the finding to hold, turned round; where it depends on nothing, what its rule may have overlooked."""
    if len(readings):
        return f"<p>This is no conflict unless {escaped(' and '.join(readings))}.</p>"
    return f"<p>This is no conflict if {escaped(unless)}.</p>" if unless else ""


def _small(words: str) -> str:
    return f"<p><small>{escaped(words)}</small></p>" if words else ""
