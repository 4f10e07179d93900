"""The tables an audit holds, declared once: columns, types and what must be true of them."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from nbutils.claims.kinds import KINDS as CLAIM_KINDS
from nbutils.compare.partings import STATUSES
from nbutils.corpus.blocks import KINDS
from nbutils.rhetoric.manner import KINDS as RHETORIC

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

ACTIONS = ("read", "repaired", "skipped")


MENTIONS = ("time", "quantity", "ordinal", "name", "cue")
HOW = ("explicit", "acronym", "pronoun", "definite", "heading", "title", "row", "")
# What a record says of a claim; "" where the claim cannot be checked or no record was used.
IN_RECORD = ("", "supported", "contradicted", "outdated", "contested", "not in the record")
MODALITIES = ("asserted", "hedged", "possible", "predicted", "advised")


class BadTable(ValueError):
    """A table breaks its schema; the message names the table, the column and the first value that is wrong."""


# A column: (type, check). A check is a lower bound for numbers, the closed set of values for text, or None.
Column = tuple[type, int | tuple[str, ...] | None]
_SPAN: Mapping[str, Column] = {"start": (int, 0), "end": (int, 0), "line": (int, 1)}

TABLES: Mapping[str, Mapping[str, Column]] = {
    # One row per article. `date` is EDTF or "undated"; `language` ISO 639-1 or "und"; `chars`, `words` and `sha256` are of
    # the decoded text, which stands in `text_file`.
    "articles": {
        "article": (str, None), "title": (str, None), "date": (str, None), "author": (str, None), "source": (str, None),
        "language": (str, None), "encoding": (str, None), "chars": (int, 0), "words": (int, 0), "sha256": (str, None),
        "text_file": (str, None),
    },
    # One row per file, and per table row that was not simply read.
    "load_report": {"file": (str, None), "action": (str, ACTIONS), "reason": (str, None)},
    # In order, disjoint, covering every character that is not blank. `cue` is the class of what is set aside.
    "blocks": {
        "article": (str, None), "block": (int, 1), "kind": (str, KINDS), "level": (int, 0), **_SPAN, "cue": (str, None),
    },
    # In order; every character of a block that is not blank is in a sentence.
    "sentences": {"article": (str, None), "sentence": (int, 1), "block": (int, 1), **_SPAN, "text": (str, None)},
    # In order of their place. `value`: of a time EDTF, of a quantity number and unit, of a name its fullest form, of a cue its
    # class; `type` of a name is what a pack says it is.
    "mentions": {
        "article": (str, None), **_SPAN, "kind": (str, MENTIONS), "text": (str, None), "value": (str, None), "type": (str, None),
    },
    # How it is said, in order of place. `cue` is what it is found by; `strength` (0 to 1) of hedges, boosters, universals and
    # forecasts how sure the writer stands behind them, of all else how telling a single one is.
    "rhetoric": {
        "article": (str, None), **_SPAN, "kind": (str, RHETORIC), "cue": (str, None), "text": (str, None),
        "strength": (float, None),
    },
    # In order of their place. `subject` is what the claim is about, `subject_how` how that was found; `checkworthiness` are the
    # features that `checkable` follows from; `missing` the slots a reader would ask for. Slots that are not stated are "".
    "claims": {
        "claim": (str, None), "article": (str, None), **_SPAN, "text": (str, None), "kind": (str, CLAIM_KINDS),
        "checkable": (bool, None), "checkworthiness": (list, None), "subject": (str, None), "subject_how": (str, HOW),
        "predicate": (str, None), "object": (str, None), "quantity": (str, None), "time": (str, None), "place": (str, None),
        "verb": (str, None), "polarity": (str, ("affirmed", "negated")), "modality": (str, MODALITIES),
        "attribution": (str, None), "condition": (str, None), "missing": (list, None), "in_record": (str, IN_RECORD),
    },
    # Worst first: by severity, by status as in STATUSES, by place. `evidence`: {article, start, end, line, quote, side} or
    # {fact, source, source_url, quote, side}; only sides a and b part. `slots`: {slot, a, b, same}. `readings` say under which
    # it holds; with none it holds under every one.
    "findings": {
        "finding": (str, None), "status": (str, STATUSES), "rule": (str, None), "severity": (int, 0), "summary": (str, None),
        "readings": (list, None), "slots": (list, None), "evidence": (list, None),
    },
    # The facts of the records that were used; `met` says whether an article speaks of it.
    "facts": {
        "fact": (str, None), "subject": (str, None), "property": (str, None), "value": (str, None), "unit": (str, None),
        "valid_from": (str, None), "valid_to": (str, None), "status": (str, None), "source": (str, None),
        "source_url": (str, None), "note": (str, None), "met": (bool, None),
    },
    # Best first: passages to read side by side, and why.
    "sidebyside": {"pair": (str, None), "rank": (int, 1), "why": (str, None), "evidence": (list, None)},
    # What articles name, in the layers of the packs; `beside` are nodes named in the same sentences, most often first;
    # `places` are the sentences that name it, {article, start, end, line}.
    "nodes": {
        "node": (str, None), "layer": (str, None), "mentions": (int, 1), "articles": (list, None), "beside": (list, None),
        "places": (list, None),
    },
    # What sentences state of one node and another, in the words that stand between them.
    "edges": {
        "edge": (str, None), "source": (str, None), "relation": (str, None), "target": (str, None), "evidence": (list, None),
    },
    # What several articles say; `independent` counts wordings of their own.
    # Those of the packs in their order, then those found, largest first. `stability`: how many of its ten weightiest words come
    # back on average when sections are drawn anew (0 to 1; 1 for those of a pack, which are given). `weight`: {article, weight},
    # of a pack's theme the share of the article's sentences that treat it, of a found one its share of the article. `evidence`
    # are its best passages.
    "themes": {
        "theme": (str, None), "label": (str, None), "how": (str, ("dictionary", "found")), "terms": (list, None),
        "stability": (float, None), "weight": (list, None), "evidence": (list, None),
    },
    "agreements": {"agreement": (str, None), "summary": (str, None), "independent": (int, 0), "evidence": (list, None)},
    # Passages in several places in one wording, longest first; the first place is side a, all others are side b.
    "copies": {
        "copy": (str, None), "kind": (str, ("exact", "near")), "chars": (int, 1), "words": (int, 1), "evidence": (list, None),
    },
}  # fmt: skip


def validated(name: str, frame: "pd.DataFrame") -> "pd.DataFrame":
    """The frame, as it is; raises BadTable where it breaks the schema of that table."""
    import pandera.errors

    try:
        checked: pd.DataFrame = _schema(name).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        case = error.failure_cases.iloc[0]
        raise BadTable(f"table {name}, column {case['column']}: {case['check']} fails for {case['failure_case']!r}") from error
    return checked


def empty(name: str) -> "pd.DataFrame":
    """A table without a row, with its columns and types."""
    import pandas as pd

    return pd.DataFrame(
        {column: pd.Series([], dtype=object if kind is list else kind) for column, (kind, _) in TABLES[name].items()}
    )


@cache
def _schema(name: str) -> "pa.DataFrameSchema":
    import pandera.pandas as pa

    columns = {
        column: pa.Column(object if kind is list else kind, _check(check)) for column, (kind, check) in TABLES[name].items()
    }
    span = pa.Check(lambda frame: frame["start"] <= frame["end"], name="start is not after end")
    return pa.DataFrameSchema(columns, checks=span if "start" in columns else None)


def _check(check: Any) -> "pa.Check | None":
    import pandera.pandas as pa

    if check is None:
        return None
    return pa.Check.ge(check) if isinstance(check, int) else pa.Check.isin(check)
