"""What are these articles worth, in a minute? Worst findings, what to read, a row per article, what it all rests on."""

from typing import Any

import pandas as pd

from nbutils.questions.beside import entries
from nbutils.questions.claims import checkable_density
from nbutils.questions.corpus import blocks_with_words, labels
from nbutils.questions.inconsistencies import card
from nbutils.questions.reading import rows_of
from nbutils.questions.tally import to_look_at
from nbutils.reports.index import Front
from nbutils.reports.lists import Entries
from nbutils.reports.places import reader_page
from nbutils.reports.tables import Table, table
from nbutils.reports.text import Link
from nbutils.reports.titles import titles
from nbutils.store import Audit

SHOWN_WORST, SHOWN_BESIDE, SHOWN_FILES = 5, 3, 10


def front(audit: Audit) -> Front:
    """What the first page of a report says of an audit."""
    worst, report = to_look_at(audit), audit.report
    skipped = audit.load_report[audit.load_report["action"] == "skipped"]
    versions = report.get("versions", {})
    return Front(
        worst=[card(row) for row in worst.head(SHOWN_WORST).to_dict("records")],
        more_findings=max(len(worst) - SHOWN_WORST, 0),
        beside=_beside(audit),
        articles=_articles(audit) if len(audit.articles) else None,
        article_count=len(audit.articles),
        records=report.get("parameters", {}).get("records", []),
        not_read=[{"file": row.file, "reason": row.reason} for row in rows_of(skipped.head(SHOWN_FILES))],
        not_read_count=len(skipped),
        versions=[("nbutils", versions.get("nbutils", "")), *sorted(versions.get("packs", {}).items())] if versions else [],
    )


def _beside(audit: Audit) -> Entries | None:
    """The first rows of the worklist."""
    first = entries(audit, SHOWN_BESIDE)
    caption = f"The first {len(first)} of {len(audit.sidebyside):,} rows: no rule decides here, a reader does."
    return Entries(first, caption) if first else None


def _articles(audit: Audit) -> Table:
    """One row per article: its page, its words, how much of it can be checked, and how often something was found."""
    density, names = checkable_density(audit).frame.set_index("article"), audit.articles["article"]
    shares = density[["checkable", "anchored"]].mul(100).div(density["sentences"].clip(lower=1), axis=0).round().astype(int)
    blocks = blocks_with_words(audit)
    found = _findings(audit)
    frame = pd.DataFrame(
        {
            "article": [Link(label, reader_page(article)) for article, label in labels(audit).items()],
            "title": names.map(titles(audit)).map(_short),
            "words": names.map(blocks[blocks["own"]].groupby("article")["words"].sum()).fillna(0).astype(int),
            "checkable": names.map(shares["checkable"]),
            "anchored": names.map(shares["anchored"]),
            "findings": names.map(found).fillna(0).astype(int),
            "most about": names.map(_themes(audit)),
        }
    )
    caption = (
        "The articles, one without a title by its first words. Checkable: of 100 sentences so many can be checked; anchored: so "
        "many of them by a date, a number or a name of their own; findings: those that ask for a look, and one that sets two "
        "articles side by side counts for both."
    )
    return table(frame, caption=caption)


def _findings(audit: Audit) -> pd.Series:
    """How many findings that ask for a look rest on each article."""
    rows: list[Any] = [{piece.get("article") for piece in evidence} for evidence in to_look_at(audit)["evidence"]]
    return pd.Series([article for articles in rows for article in articles if article], dtype=object).value_counts()


def _themes(audit: Audit) -> dict[str, str]:
    """The theme that each article treats most: of those that a pack names, else of those that were found."""
    best: dict[str, tuple[bool, float, str]] = {}
    for row in rows_of(audit.themes):
        for share in row.weight:
            entry = (row.how == "dictionary", share["weight"], row.label)
            best[share["article"]] = max(best.get(share["article"], entry), entry)
    return {article: label for article, (_, weight, label) in best.items() if weight > 0}


def _short(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= 80 else f"{words[:80].rsplit(' ', 1)[0]} …"
