"""Rows for `rhetoric.jsonl`: how an article says what it says."""

from collections.abc import Mapping, Sequence
from typing import Any

from nbutils.corpus.articles import Article
from nbutils.corpus.language import ENGLISH
from nbutils.rhetoric.effects import effects
from nbutils.rhetoric.graded import graded
from nbutils.rhetoric.passages import Row, own_passages
from nbutils.rhetoric.repeated import repeated
from nbutils.rhetoric.wordings import wordings

KINDS = (
    "hedge", "booster", "universal", "vague-attribution", "vague-time", "open-forecast", "claimed-effect", "stock-phrase",
    "formula", "repeated-phrase",
)  # fmt: skip


def manner(article: Article, mentions: Sequence[Mapping[str, Any]], claims: Sequence[Mapping[str, Any]]) -> list[Row]:
    """How an article says it, in order of place; an article that is not in English gives no rows.

    `text[start:end]` is the words, `cue` what they are found by, `strength` (0 to 1) of hedges, boosters, universals and
    forecasts how sure the writer stands behind them, else how telling a single one is. Quoted words are left out.
    """
    if article.row["language"] != ENGLISH:
        return []
    own = own_passages(article)
    found = [*graded(own, mentions), *wordings(own), *effects(own, mentions, claims), *repeated(own)]
    return sorted(found, key=lambda row: (row["start"], row["end"], row["kind"]))
