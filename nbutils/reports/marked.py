"""A stretch of an article as HTML: every sentence a place to lead to, what is said of it marked, claims underlined."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nbutils.reports.notes import LOOKS, Note
from nbutils.reports.spans import pieces
from nbutils.reports.text import escaped

# One letter for each kind of claim that can be checked.
LETTERS: Mapping[str, str] = {
    "event": "e", "date": "d", "quantity": "q", "status": "s", "membership": "m", "role": "r", "legal": "l", "definition": "f",
    "category": "y", "uniqueness": "u", "causal": "c", "attribution": "a",
}  # fmt: skip


@dataclass(frozen=True)
class ClaimMark:
    """A claim that can be checked, where it stands."""

    id: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence by its number in the article."""

    number: int
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """An article's text with what is marked in it; spans may overlap."""

    words: str
    sentences: Sequence[Sentence]
    notes: Sequence[Note]
    claims: Sequence[ClaimMark]

    def html(self, start: int, end: int) -> str:
        """The words from start to end, sentence by sentence, exactly as they stand."""
        parts, at = [], start
        after = [*(sentence.start for sentence in self.sentences[1:]), len(self.words)]
        for sentence, following in zip(self.sentences, after, strict=False):
            if sentence.start < end and sentence.end > at:
                first, last = max(at, sentence.start), min(sentence.end, end)
                inner = "".join(self._pieces(first, last, following))
                parts.append(f'{escaped(self.words[at:first])}<span id="s-{sentence.number}">{inner}</span>')
                at = last
        return "".join([*parts, escaped(self.words[at:end])])

    def _pieces(self, start: int, end: int, following: int) -> Iterator[str]:
        marks: list[Note | ClaimMark] = [*self.notes, *self.claims]
        for left, right, over in pieces(start, end, marks):
            yield _piece(escaped(self.words[left:right]), over)
            # A mark's sign stands once: where the mark ends, or its last sentence does.
            done = following if right == end else right
            yield from (_sign(mark) for mark in over if right <= mark.end <= done)


def _piece(words: str, over: Sequence[Note | ClaimMark]) -> str:
    """Words under marks: the worst status gives the look."""
    found = [mark for mark in over if isinstance(mark, Note)]
    claim = " c" if len(found) < len(over) else ""
    if found:
        status = min(found, key=lambda note: note.rank).status
        return f'<mark class="m-{status}{claim}" data-notes="{escaped(" ".join(note.id for note in found))}">{words}</mark>'
    return f'<span class="c">{words}</span>' if claim else words


def _sign(mark: Note | ClaimMark) -> str:
    """The link from the words to their note, or to what was read of a claim."""
    name = escaped(mark.id)
    if isinstance(mark, ClaimMark):
        letter = LETTERS[mark.kind]
        return f'<a class="k" href="#{name}" aria-label="{letter}: {mark.kind} claim">{letter}</a>'
    label = escaped(f"{mark.mark}: {LOOKS[mark.status][1]}")
    return f'<a class="ref m-{mark.status}" id="at-{name}" href="#{name}" aria-label="{label}">{escaped(mark.mark)}</a>'
