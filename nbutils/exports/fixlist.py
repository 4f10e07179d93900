"""The editor's fix list: for each article, passage by passage, what differs from what, and what the record has."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from nbutils.exports.tables import as_csv
from nbutils.exports.words import Row, as_of, said_of, to_look_at, values_of
from nbutils.store import Audit
from nbutils.verdicts import Verdict

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("article", "line", "quote", "what differs", "status", "record", "source", "source_url", "as of", "beside", "finding")
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|!~&])")


def fix_list(audit: Audit, kept: Mapping[str, Verdict]) -> "pd.DataFrame":
    """A row per passage of a finding that is neither supported nor dismissed, in the order of the articles and lines."""
    import pandas as pd

    known, day = values_of(audit), as_of(audit)
    found = [fix for row in to_look_at(audit, kept) for fix in _fixes(row, known, day)]
    frame = pd.DataFrame(found, columns=list(COLUMNS))
    return frame.sort_values(["article", "line", "finding"], kind="stable", ignore_index=True)


def fix_csv(fixes: "pd.DataFrame") -> bytes:
    """The list as CSV for a spreadsheet: with the mark by which those know UTF-8, text that could be a formula inert."""
    return as_csv(fixes).encode("utf-8-sig")


def fix_markdown(fixes: "pd.DataFrame") -> str:
    """The list as Markdown, a part for each article."""
    parts = ["# What to look at\n"]
    if fixes.empty:
        parts.append("Nothing was found that differs from another passage or from the record.\n")
    for article, rows in groupby(fixes.to_dict("records"), key=lambda row: row["article"]):
        parts += [f"## {_shown(article)}\n", *map(_entry, rows)]
    return "\n".join(parts)


def _fixes(row: Row, known: Mapping[str, str], day: str) -> Iterator[dict[str, object]]:
    facts = [piece for piece in row["evidence"] if "fact" in piece]
    passages = [piece for piece in row["evidence"] if "article" in piece]
    for piece in passages:
        others = [other for other in passages if other is not piece and other["side"] != piece["side"]]
        yield {
            "article": piece["article"],
            "line": piece["line"],
            "quote": piece["quote"],
            "what differs": said_of(row),
            "status": row["status"],
            "record": _each(known.get(fact["fact"], fact["quote"]) for fact in facts),
            "source": _each(fact["source"] for fact in facts),
            "source_url": _each(fact.get("source_url", "") for fact in facts),
            "as of": day if facts else "",
            "beside": _each(f"{other['article']}, line {other['line']}: “{other['quote']}”" for other in others),
            "finding": row["finding"],
        }


def _each(words: Iterator[str] | Sequence[str]) -> str:
    return "; ".join(filter(None, words))


def _entry(row: Row) -> str:
    lines = [f"- **Line {row['line']}**: “{_shown(row['quote'])}”", f"  - What differs: {_shown(row['what differs'])}"]
    if row["as of"]:
        source = f" ({_shown(row['source'])})" if row["source"] else ""
        lines.append(f"  - The record, as of {row['as of']}: {_shown(row['record'])}{source}")
    if row["beside"]:
        lines.append(f"  - Beside it: {_shown(row['beside'])}")
    return "\n".join([*lines, f"  - {row['status']}, {row['finding']}\n"])


def _shown(words: str) -> str:
    """Text on one line in which Markdown sees no mark of its own."""
    return _SIGNS.sub(r"\\\1", " ".join(words.split()))
