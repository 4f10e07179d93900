"""The reading list as pages show it: a row an entry, with why it is there; of the rows shown, those that agree stand last."""

import pandas as pd

from nbutils.questions.quoted import quoter
from nbutils.questions.reading import capital, rows_of, shortened
from nbutils.reports.lists import Entry
from nbutils.store import Audit

SHOWN_PAIRS = 50  # rows; which they are is the worklist's own order, which is measured


def to_read(audit: Audit) -> pd.DataFrame:
    """The worklist, of its first rows those last whose passages all say the same; `rank` counts anew."""
    rows = audit.sidebyside
    agreed = [{_place(piece) for piece in evidence} for evidence in audit.agreements["evidence"]]
    agree = [any({_place(p) for p in evidence} <= places for places in agreed) for evidence in rows["evidence"].head(SHOWN_PAIRS)]
    order = [*sorted(range(len(agree)), key=agree.__getitem__), *range(len(agree), len(rows))]
    return rows.iloc[order].assign(rank=range(1, len(rows) + 1)).reset_index(drop=True)


def entries(audit: Audit, most: int) -> list[Entry]:
    """The first rows as entries of a list."""
    quoted = quoter(audit)
    return [
        Entry(
            f"{row.rank}. {capital(row.why)}",
            [quoted(shortened(p["quote"]), p["article"], p["start"], p["line"]) for p in row.evidence],
            f"pair-{row.pair}",
        )
        for row in rows_of(to_read(audit).head(most))
    ]


def _place(piece: dict[str, object]) -> tuple[object, object]:
    return piece["article"], piece["start"]
