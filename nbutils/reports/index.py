"""The first page of the report: the answer in short, what to look at first, a card per question, a row per article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from nbutils.reports.export import Page
from nbutils.reports.frame import rendered
from nbutils.reports.text import Html

TITLE = "What was found in these articles"
FOLDED_FROM = 60  # articles; a longer table is folded


@dataclass(frozen=True)
class Front:
    """What the first page says of an audit, beside the answers of the notebooks."""

    worst: Sequence[Html]
    more_findings: int
    beside: Html | None
    articles: Html | None
    article_count: int
    records: Sequence[Mapping[str, Any]]
    not_read: Sequence[Mapping[str, Any]]
    not_read_count: int
    versions: Sequence[tuple[str, str]]


_COUNTED = {
    "findings": "findings, with what the record supports",
    "sentences": "sentences, with headings and what was set aside",
    "words": "words, with what was set aside",
    "sidebyside": "to read side by side",
    "nodes": "things named",
    "edges": "relations between them",
    "mentions": "mentions of names, times and amounts",
    "read": "files read",
    "repaired": "files repaired",
    "skipped": "files skipped",
}


def index_html(pages: Sequence[Page], front: Front, counts: Mapping[str, int]) -> str:
    """The first page as HTML."""
    return rendered(
        "cards.html.j2",
        css=("report",),
        title=TITLE,
        pages=pages,
        front=front,
        worst=[_html(card) for card in front.worst],
        beside=_html(front.beside),
        articles=_html(front.articles),
        folded=front.article_count > FOLDED_FROM,
        counts=[(_COUNTED.get(name, name), f"{count:,}") for name, count in counts.items()],
    )


def _html(thing: Html | None) -> Markup:
    return Markup(thing._repr_html_() if thing else "")  # noqa: S704  # what shows itself as HTML has escaped its text
