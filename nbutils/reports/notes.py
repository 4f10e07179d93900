"""What the report says of passages of an article, as notes for its margin: findings, what to read beside, who agrees, copies."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from nbutils.reports.cards import STATUS_WORDS, Compared, fact_words, status_words
from nbutils.reports.places import note_id, reader_page, sentence_place
from nbutils.reports.text import cited, escaped
from nbutils.store import Audit

Row = Mapping[str, Any]

# A sign and words for each kind of note, worst first: what is marked is told by more than its colour.
LOOKS: Mapping[str, tuple[str, str]] = {
    "contradiction": ("✗", STATUS_WORDS["contradiction"]),
    "record-contradicted": ("R✗", STATUS_WORDS["record-contradicted"]),
    "conflict-if": ("✗?", STATUS_WORDS["conflict-if"]),
    "tension": ("~", STATUS_WORDS["tension"]),
    "drift": ("≈", STATUS_WORDS["drift"]),
    "outdated": ("R–", "No longer holds, or may be out of date"),
    "contested": ("R?", STATUS_WORDS["contested"]),
    "side-by-side": ("‖", STATUS_WORDS[""]),
    "copy": ("„“", "Stands elsewhere too"),
    "agreement": ("=", "Others say so too"),
    "record-supported": ("R✓", STATUS_WORDS["record-supported"]),
}
FOLDED = ("side-by-side", "copy", "agreement", "record-supported")
MOST_BESIDE, MOST_OTHERS = 20, 5  # rows of the worklist and the like beside one article; other passages in one note
_LONGEST = 200  # characters of another passage
_ORDER = {status: rank for rank, status in enumerate(LOOKS)}


@dataclass(frozen=True)
class Note:
    """One note beside a span of an article; `number` counts the notes of its article in the order they stand."""

    id: str
    kind: str
    row_id: str
    status: str
    rule: str
    words: str
    start: int
    end: int
    others: Sequence[tuple[Row, str]]  # each with the id of its own note, later its address; "" for a fact
    number: int = 0
    head: str = ""
    told: tuple[str, str] = ("", "")  # the mark and address of an earlier note of the article that quotes the same passages

    @property
    def mark(self) -> str:
        """What stands in the text: a sign for the status, and the note's number."""
        return f"{LOOKS[self.status][0]}{self.number}"

    @property
    def rank(self) -> int:
        """How early the status stands among all, the worst first."""
        return _ORDER[self.status]

    def html(self, cards: Mapping[str, str]) -> str:
        """The note, with ways back to the text, to the other passages and to its card, where `cards` has its address.

        What parts stands open; what only may be worth a look is folded, so that the text is not torn apart.
        """
        name, mark = escaped(self.id), escaped(self.mark)
        rule = f" <small>{escaped(self.rule)}</small>" if self.rule else ""
        head = f"<strong>{escaped(self.head or LOOKS[self.status][1])}</strong>{rule}"
        back = f'<a class="back" href="#at-{name}" aria-label="{mark}: back to the words">{mark}</a>'
        told = f' data-rule="{escaped(self.rule)}"' if self.kind == "finding" else ""
        if self.status not in FOLDED:
            return (
                f'<div class="note m-{self.status}" id="{name}" role="note"{told}><p>{back} {head}</p>{self._body(cards)}</div>'
            )
        summary = f"<summary>{mark} {head}</summary>"
        body = f'<div id="{name}"><p>{back}</p>{self._body(cards)}</div>'
        return f'<details class="note fold m-{self.status}"{told}>{summary}{body}</details>'

    def _body(self, cards: Mapping[str, str]) -> str:
        mark, href = self.told
        card, more = cards.get(f"{self.kind}-{self.row_id}"), len(self.others) - MOST_OTHERS
        what = "The evidence card" if self.kind == "finding" else "In the list of all"
        parts = [
            f"<p>{escaped(self.words)}</p>",
            *(_other(piece, href) for piece, href in ([] if mark else self.others[:MOST_OTHERS])),
            f"<p>and {more} more</p>" if more > 0 and not mark else "",
            f'<p>The passages stand at <a href="{escaped(href)}">{escaped(mark)}</a>.</p>' if mark else "",
            f'<p><a href="{escaped(card)}">{what}</a></p>' if card else "",
        ]
        return "".join(parts)


def notes(audit: Audit) -> dict[str, list[Note]]:
    """The notes of every article, numbered in the order of their places; of several on one place the worst first."""
    found: dict[str, dict[str, Note]] = defaultdict(dict)
    for article, note in _all(audit):
        own = found[article]
        # Of rows that say the same of the same words, which repeat in an article, the first counts: their names are alike.
        if note.kind == "finding" or sum(other.kind == note.kind for other in own.values()) < MOST_BESIDE:
            own.setdefault(note.id, note)
    shown = {article: set(own) for article, own in found.items()}
    return {article: _numbered(audit, article, list(own.values()), shown) for article, own in found.items()}


def _numbered(audit: Audit, article: str, found: list[Note], shown: Mapping[str, set[str]]) -> list[Note]:
    order = sorted(found, key=lambda note: (note.start, note.rank, note.end, note.id))
    numbered = [
        replace(note, number=number, others=[(piece, _address(audit, piece, name, shown)) for piece, name in note.others])
        for number, note in enumerate(order, 1)
    ]
    return _told_once(numbered, article)


def _told_once(found: list[Note], article: str) -> list[Note]:
    """The notes, of which those that would quote several passages over again lead to the first that does."""
    first: dict[str, Note] = {}
    told = []
    for note in found:
        before = first.setdefault(note.row_id, note)
        again = before is not note and note.status in FOLDED and len(note.others) > 1
        told.append(replace(note, told=(before.mark, f"{reader_page(article, before.start)}#{before.id}")) if again else note)
    return told


def _address(audit: Audit, piece: Row, name: str, shown: Mapping[str, set[str]]) -> str:
    """Where another passage stands: at its own note, or at its sentence where its article has no room for the note."""
    if not name:
        return ""
    article = piece["article"]
    if name in shown.get(article, ()):
        return f"{reader_page(article, piece['start'])}#{name}"
    return sentence_place(audit, article, piece["start"])


def _all(audit: Audit) -> Iterator[tuple[str, Note]]:
    for row in rows(audit.findings):
        yield from _of(row, "finding", row["status"], row["rule"], row["summary"])
    for row in rows(audit.sidebyside):
        yield from _of(row, "pair", "side-by-side", "", f"{row['why'][:1].upper()}{row['why'][1:]}.")
    for row in rows(audit.agreements):
        own = f"{row['independent']} independent wordings." if row["independent"] > 1 else "Word for word: one voice."
        yield from _of(row, "agreement", "agreement", "", own)
    for row in rows(audit.copies):
        yield from _of(row, "copy", "copy", row["kind"], f"{row['words']} words.")


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table, each by its columns' names."""
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _of(row: Row, kind: str, status: str, rule: str, words: str) -> Iterator[tuple[str, Note]]:
    """A note for each passage of a row, with what stands against or beside it."""
    evidence = row["evidence"]
    for place, piece in enumerate(evidence):
        if "article" in piece:
            name = note_id(kind, row[kind], evidence, place)
            others = [(evidence[at], _name(row[kind], kind, evidence, at)) for at in _others(evidence, place)]
            start, end = _span(row, piece, status)
            head = status_words(row) if kind == "finding" else ""
            yield piece["article"], Note(name, kind, row[kind], status, rule, words, start, end, others, head=head)


def _span(row: Row, piece: Row, status: str) -> tuple[int, int]:
    """The words that a note is on: of a sentence that the record supports only what was compared with it."""
    words = Compared(piece["quote"], row["summary"]).words if status == "record-supported" else ""
    start = piece["start"] + (piece["quote"].index(words) if words else 0)
    return start, start + len(words) if words else piece["end"]


def _others(evidence: Sequence[Row], place: int) -> list[int]:
    """The pieces that part from one: those of another side; where there is no other side, all others."""
    others = [at for at in range(len(evidence)) if at != place]
    return [at for at in others if evidence[at].get("side") != evidence[place].get("side")] or others


def _name(row_id: str, kind: str, evidence: Sequence[Row], at: int) -> str:
    """The id of a piece's own note; "" for a fact, which stands in no article."""
    return note_id(kind, row_id, evidence, at) if "article" in evidence[at] else ""


def _other(piece: Row, href: str) -> str:
    """Another passage, or a fact with its source."""
    words = " ".join(piece["quote"].split())
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
    if not href:
        return f"<blockquote>{fact_words({**piece, 'quote': words})}</blockquote>"
    return f"<blockquote>“{escaped(words)}” <cite>{cited(piece['article'], piece['line'], href)}</cite></blockquote>"
