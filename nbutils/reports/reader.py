"""The page of an article: its text with notes in the margin, what the marks mean, and the way to the articles beside it."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from nbutils.corpus.language import ENGLISH
from nbutils.corpus.metadata import NOT_STATED
from nbutils.reports.annotated import Annotations
from nbutils.reports.frame import rendered
from nbutils.reports.marked import LETTERS
from nbutils.reports.notes import LOOKS, Note, rows
from nbutils.reports.places import reader_page
from nbutils.reports.titles import titles
from nbutils.store import Audit


def reader_pages(audit: Audit, cards: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(file name, HTML) of every article's page; `cards` has the addresses of the evidence cards by their ids."""
    annotations, articles, names = Annotations(audit), rows(audit.articles), titles(audit)
    for place, row in enumerate(articles):
        article, around = (
            row["article"],
            {"Previous": articles[max(place - 1, 0) : place], "Next": articles[place + 1 : place + 2]},
        )
        html = rendered(
            "reader.html.j2",
            css=("report", "reader"),
            title=names[article],
            row=row,
            meta=_meta(row),
            place=place + 1,
            total=len(articles),
            around=[
                (way, {"file": reader_page(other["article"]), "title": names[other["article"]]})
                for way, of in around.items()
                for other in of
            ],
            looks=_legend(annotations.notes.get(article, [])),
            letters=_letters(annotations, article),
            text=Markup(annotations.fragment(article, cards, under=names[article])),  # noqa: S704  # escaped where it is made
        )
        yield reader_page(article), html


def _meta(row: Mapping[str, Any]) -> list[str]:
    """What the article says of itself, in short."""
    stated = [f"by {row['author']}" if row["author"] != NOT_STATED else "no author stated"]
    stated += [f"source: {row['source']}" if row["source"] != NOT_STATED else "no source stated"]
    language = [] if row["language"] == ENGLISH else [f"language: {row['language']}, not read for claims"]
    return [f"{row['words']:,} words in its file", row["date"], *stated, *language]


def _legend(notes: list[Note]) -> list[tuple[str, str, str, int]]:
    """(status, sign, words, how many) of the kinds of notes an article has."""
    counts = {status: sum(note.status == status for note in notes) for status in LOOKS}
    return [(status, *LOOKS[status], count) for status, count in counts.items() if count]


def _letters(annotations: Annotations, article: str) -> list[tuple[str, str]]:
    """(letter, kind) of the kinds of checkable claims an article has."""
    kinds = {claim["kind"] for claim in annotations.claims.get(article, []) if claim["checkable"]}
    return [(letter, kind) for kind, letter in LETTERS.items() if kind in kinds]
