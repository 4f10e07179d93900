"""One finding as its card, one article as it reads: picked by id or by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from typing import Any

import pandas as pd

from nbutils.questions.corpus import labels
from nbutils.questions.inconsistencies import card as card_of_row
from nbutils.questions.reading import listed, rows_of
from nbutils.reports.cards import Card, status_words
from nbutils.reports.text import escaped, shown
from nbutils.store import Audit

_IDS = {"findings": "finding", "sidebyside": "pair"}
_TAGS = {"title": "h3", "heading": "h4", "list-item": "li", "quote": "blockquote"}


class NotThere(KeyError):
    """No finding or article of that name; the message names those nearest to it."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError shows its message as a string's repr


class CardsById(Mapping[str, Card]):
    """The cards of an audit by id; in a notebook Tab behind `cards["` lists the ids."""

    def __init__(self, audit: Audit) -> None:
        frames = ((getattr(audit, name), column) for name, column in _IDS.items())
        self._rows: dict[str, Any] = {row[column]: row for frame, column in frames for row in frame.to_dict("records")}

    def __getitem__(self, name: str) -> Card:
        if name not in self._rows:
            raise NotThere(f"no finding or pair {name!r} here; {_near(name, list(self._rows))}")
        return card_of_row(self._rows[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        return f"{len(self)} cards, findings first: {listed(list(self))}"

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._rows)


def cards(audit: Audit) -> CardsById:
    """The evidence cards of all findings and pairs by id: `cards = nb.cards(audit)`, then `cards["` and Tab."""
    return CardsById(audit)


def card(finding: Any, audit: Audit | None = None) -> Card:
    """The evidence card of a finding or a pair: a row of `audit.findings` or `audit.sidebyside`, or an id and the audit.

    `nb.card("f-0c12…", audit)` is the same as `nb.cards(audit)["f-0c12…"]`. Raises NotThere for an id that is not there,
    naming those nearest to it, and TypeError for an id without an audit.
    """
    if isinstance(finding, str):
        if audit is None:
            raise TypeError(f"an id needs its audit: nb.card({finding!r}, audit)")
        return cards(audit)[finding]
    if isinstance(finding, pd.DataFrame):
        raise TypeError('one card shows one row: nb.card(audit.findings.iloc[0]), or an id: nb.card("f-…", audit)')
    return card_of_row(finding if isinstance(finding, dict) else dict(finding))


def place_in_cell(article: str, line: int) -> str:
    """The id of a line of an article where a cell shows it."""
    return f"read-{sha256(article.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}-{line}"


@dataclass(frozen=True)
class Read:
    """An article as it reads in a cell: its blocks in order, findings marked, their statements beside them."""

    name: str
    html: str
    text: str

    def _repr_html_(self) -> str:
        return f'<div class="read" role="region" aria-label="{escaped(self.name)}">{self.html}</div>'

    def __repr__(self) -> str:
        return shown(self.text)


def read(audit: Audit, article: str) -> Read:
    """An article as it reads, with what was set aside in small type and the passages of findings marked.

    `article` is its name as in `audit.articles`, its short name as the tables have it, or a part of its name that no
    other has. Raises NotThere for any other, naming those nearest to it.
    """
    name = article_named(audit, article)
    text, marks = audit.text(name), list(_marks(audit, name))
    blocks = audit.blocks[audit.blocks["article"] == name]
    html = "".join(_block(row, text, name, marks) for row in rows_of(blocks))
    return Read(name, html, text)


def article_named(audit: Audit, name: str) -> str:
    """The full name of the article that a name, a short name or a part of a name means."""
    short = labels(audit)
    if name in short:
        return name
    found = [full for full, label in short.items() if label == name] or [full for full in short if name and name in full]
    if len(found) == 1:
        return found[0]
    several = f"{name!r} is part of {len(found)} names: {listed(found)}" if found else ""
    raise NotThere(several or f"no article {name!r} here; {_near(name, [*short, *short.values()])}")


def _near(name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, n=3, cutoff=0.4)
    return f"near it: {listed(near)}" if near else f"there are {listed(names, 3)}" if names else "there is none at all"


def _marks(audit: Audit, article: str) -> Iterator[tuple[int, int, str, str]]:
    """Where findings have their passages in an article: start, end, id, and what is said there."""
    for row in rows_of(audit.findings):
        for piece in row.evidence:
            if piece.get("article") == article:
                yield piece["start"], piece["end"], row.finding, f"{status_words(row._asdict())}: {row.summary}"


def _block(row: Any, text: str, article: str, marks: list[tuple[int, int, str, str]]) -> str:
    """A block as the element that it is, each of its lines with a place to lead to; the notes of its findings behind it."""
    tag = _TAGS.get(row.kind, "p")
    inside = [mark for mark in marks if mark[0] < row.end and mark[1] > row.start]
    parts, at = [], row.start
    for start, end, *_ in sorted(set(inside)):
        if start >= at:
            parts += [escaped(text[at:start]), f"<mark>{escaped(text[start:end])}</mark>"]
            at = end
    words = "".join([*parts, escaped(text[at : row.end])])
    places = "".join(
        f'<span id="{place_in_cell(article, row.line + n)}"></span>' for n in range(text.count("\n", row.start, row.end) + 1)
    )
    small = f"<small>{row.kind}: {words}</small>" if row.kind in ("residue", "disclosure", "byline") else words
    notes = {f'<li><a href="#finding-{escaped(name)}">{escaped(name)}</a> {escaped(said)}</li>': 1 for *_, name, said in inside}
    beside = f'<ul class="slots">{"".join(notes)}</ul>' if notes else ""
    return f"<{tag}>{places}{small.replace(chr(10), '<br>')}</{tag}>{beside}"
