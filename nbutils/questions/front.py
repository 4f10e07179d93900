"""What are these articles worth, in a minute? Worst findings, what to read, a row per article, what it all rests on."""

import os
from pathlib import Path
from typing import Any

import pandas as pd

from nbutils.corpus.metadata import NOT_STATED
from nbutils.questions.claims import checkable_density
from nbutils.questions.corpus import blocks_with_words, labels
from nbutils.questions.inconsistencies import card
from nbutils.questions.quoted import quoter
from nbutils.questions.reading import capital, rows_of, shortened
from nbutils.reports.index import Front
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.places import reader_page
from nbutils.reports.tables import Table, table
from nbutils.reports.text import Link
from nbutils.store import Audit
from nbutils.verdicts import SETTING, read_verdicts

SHOWN_WORST, SHOWN_BESIDE, SHOWN_FILES = 5, 3, 10
SUPPORTED = "record-supported"


def front(audit: Audit) -> Front:
    """What the first page of a report says of an audit."""
    worst, report = _worst(audit), audit.report
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


def _worst(audit: Audit) -> pd.DataFrame:
    """The findings that ask for a look, worst first: without those that a record supports, or that a reviewer has dismissed."""
    kept = read_verdicts(Path(os.environ[SETTING])) if os.environ.get(SETTING) else {}
    dismissed = [name for name, verdict in kept.items() if verdict.verdict == "dismissed"]
    found = audit.findings
    return found[(found["status"] != SUPPORTED) & ~found["finding"].isin(dismissed)]


def _beside(audit: Audit) -> Entries | None:
    """The first rows of the worklist."""
    quoted = quoter(audit)
    entries = [
        Entry(
            f"{row.rank}. {capital(row.why)}",
            [quoted(shortened(p["quote"]), p["article"], p["start"], p["line"]) for p in row.evidence],
            f"pair-{row.pair}",
        )
        for row in rows_of(audit.sidebyside.head(SHOWN_BESIDE))
    ]
    caption = f"The first {len(entries)} of {len(audit.sidebyside):,} rows: no rule decides here, a reader does."
    return Entries(entries, caption) if entries else None


def _articles(audit: Audit) -> Table:
    """One row per article: its page, its words, how much of it can be checked, and how often something was found."""
    density, names = checkable_density(audit).frame.set_index("article"), audit.articles["article"]
    shares = density[["checkable", "anchored"]].mul(100).div(density["sentences"].clip(lower=1), axis=0).round().astype(int)
    blocks = blocks_with_words(audit)
    found = _findings(audit)
    frame = pd.DataFrame(
        {
            "article": [Link(label, reader_page(article)) for article, label in labels(audit).items()],
            "title": audit.articles["title"].replace({NOT_STATED: None}).map(_short, na_action="ignore"),
            "words": names.map(blocks[blocks["own"]].groupby("article")["words"].sum()).fillna(0).astype(int),
            "checkable": names.map(shares["checkable"]),
            "anchored": names.map(shares["anchored"]),
            "findings": names.map(found).fillna(0).astype(int),
            "most about": names.map(_themes(audit)),
        }
    )
    caption = (
        "The articles. Checkable: of 100 sentences so many can be checked; anchored: so many of them by a date, a number or a "
        "name of their own; findings: those that ask for a look."
    )
    return table(frame, caption=caption)


def _findings(audit: Audit) -> pd.Series:
    """How many findings that ask for a look rest on each article."""
    rows: list[Any] = [{piece.get("article") for piece in evidence} for evidence in _worst(audit)["evidence"]]
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
