"""Quotes that lead to their place: every passage a page shows is one step from the article it stands in."""

from collections.abc import Callable

from nbutils.questions.corpus import labels
from nbutils.reports.places import sentence_place
from nbutils.reports.text import Quote, quote
from nbutils.store import Audit

Quoter = Callable[[str, str, int, int], Quote]


def quoter(audit: Audit) -> Quoter:
    """A function (words, article, start, line) that quotes an article by its short name, with the address of the place.

    `article` is the name as in the tables, `start` the offset of the words in its text.
    """
    short = labels(audit)

    def quoted(words: str, article: str, start: int, line: int) -> Quote:
        return quote(words, short[article], line, sentence_place(audit, article, start))

    return quoted
