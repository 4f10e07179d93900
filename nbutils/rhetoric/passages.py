"""What of an article is its own words: its sentences without site furniture, and without what it quotes."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nbutils.corpus.articles import Article
from nbutils.corpus.blocks import HEADINGS
from nbutils.mentions.cues import lowered

Row = dict[str, Any]

_OWN = ("paragraph", "list-item", "table")
_QUOTED = re.compile(r"“[^”]{0,4000}”|\"[^\"]*\"")  # a mark that nothing closes is not looked for to the end of the text
_WHOLE = 0.9  # of a paragraph: one that stands in quotation marks from end to end is the article's own


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article's own: its row, its words in small letters, and its place among the own sentences."""

    row: Row
    lower: str
    place: int


@dataclass(frozen=True, slots=True)
class Own:
    """The own sentences of an article in order, the headings' rows, and the spans that quote somebody, in order."""

    article: str
    sentences: Sequence[Sentence]
    headings: Sequence[Row]
    quoted: Sequence[tuple[int, int]]

    def at(self, start: int) -> Sentence | None:
        """The own sentence in which an offset of the text lies."""
        place = bisect_right(self.sentences, start, key=lambda s: int(s.row["start"])) - 1
        if place < 0 or start >= self.sentences[place].row["end"]:
            return None
        return self.sentences[place]

    def hit(self, sentence: Row, span: tuple[int, int], kind: str, cue: str, strength: float) -> Row | None:
        """A row for `rhetoric.jsonl`, the span counted in the sentence; None for words that quote somebody."""
        start, end = span
        begin, stop = sentence["start"] + start, sentence["start"] + end
        quote = bisect_right(self.quoted, begin, key=lambda span: span[0]) - 1
        if quote >= 0 and stop <= self.quoted[quote][1]:
            return None
        text = sentence["text"]
        line = sentence["line"] + text.count("\n", 0, start)
        place = {"article": self.article, "start": begin, "end": stop, "line": line}
        return {**place, "kind": kind, "cue": cue, "text": text[start:end], "strength": strength}


def own_passages(article: Article) -> Own:
    """What an article says in its own name."""
    kinds = {block["block"]: block["kind"] for block in article.blocks}
    own = [row for row in article.sentences if kinds[row["block"]] in _OWN]
    heads = [row for row in article.sentences if kinds[row["block"]] in HEADINGS]
    sentences = [Sentence(row, lowered(row["text"]).replace("\n", " "), place) for place, row in enumerate(own)]
    return Own(article.row["article"], sentences, heads, _quotations(article))


def _quotations(article: Article) -> list[tuple[int, int]]:
    """The spans in quotation marks inside a block that says more than them."""
    spans = []
    for block in article.blocks:
        start, end = block["start"], block["end"]
        if block["kind"] in _OWN:
            found = _QUOTED.finditer(article.text, start, end)
            spans += [m.span() for m in found if m.end() - m.start() < _WHOLE * (end - start)]
    return spans
