"""One finding as its card, one article as it reads: picked by id or by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import pandas as pd

from nbutils.questions.corpus import labels
from nbutils.questions.inconsistencies import card as card_of_row
from nbutils.questions.reading import listed
from nbutils.reports.cards import Card
from nbutils.reports.cells import PAGE
from nbutils.reports.incell import annotated, in_its_looks
from nbutils.reports.text import escaped, shown
from nbutils.store import Audit

_IDS = {"findings": "finding", "sidebyside": "pair"}


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


@dataclass(frozen=True)
class Read:
    """An article in a cell as on its own page: marks and signs in its words, the notes beside them."""

    name: str
    html: str
    cell: str
    text: str

    def _repr_mimebundle_(self, **_: object) -> Mapping[str, str]:
        """For JupyterLab with its looks; for a page of the report, which allows no style of a cell's own, without."""
        return {PAGE: self._repr_html_(), "text/html": _region(self.name, self.cell), "text/plain": repr(self)}

    def _repr_html_(self) -> str:
        return _region(self.name, self.html)

    def __repr__(self) -> str:
        return shown(self.text)


def _region(name: str, html: str) -> str:
    return f'<div class="read" role="region" aria-label="{escaped(name)}">{html}</div>'


def read(audit: Audit, article: str) -> Read:
    """An article as it reads, with the notes of its page beside it: findings, what to read beside, what can be checked.

    `article` is its name as in `audit.articles`, its short name as the tables have it, or a part of its name that no
    other has. Raises NotThere for any other, naming those nearest to it.
    """
    name = article_named(audit, article)
    return Read(name, annotated(audit, name), in_its_looks(audit, name), audit.text(name))


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
