"""The nodes of the graph: which of the things that sentences name stand in it, and in which layer."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nbutils.packs.schema import Layer

Row = Mapping[str, Any]
NAMES = "Names"  # the one layer of a folder that no pack speaks of
OFTEN = 2  # sentences that name a thing before it stands in the graph of such a folder


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a sentence, counted from its start, that names a node."""

    start: int
    end: int
    node: str


@dataclass(frozen=True)
class Layers:
    """The layers of a graph as the packs give them; with none every name that stands in several sentences is a node."""

    rows: Sequence[Layer]

    @property
    def names(self) -> tuple[str, ...]:
        """The layers in the order in which they are drawn."""
        return tuple(row.layer for row in self.rows) or (NAMES,)

    def layer(self, name: str, kind: str) -> str:
        """The layer of a name and what a pack says it is; "" where it has none."""
        return self._by_node.get(name) or self._by_type.get(kind, "") if self.rows else NAMES

    def spoken(self, text: str) -> Iterator[Span]:
        """The places of common nouns that name a node."""
        if self._words:
            for found in self._pattern.finditer(text):
                yield Span(found.start(), found.end(), self._words[found[0].lower()])

    @cached_property
    def _by_node(self) -> dict[str, str]:
        return {node: row.layer for row in self.rows for node in (*row.nodes, *row.words)}

    @cached_property
    def _by_type(self) -> dict[str, str]:
        return {kind: row.layer for row in reversed(self.rows) for kind in row.types}

    @cached_property
    def _words(self) -> dict[str, str]:
        rows = [(node, words) for row in self.rows for node, words in row.words.items()]
        rows += [(node, (node,)) for row in self.rows for node in row.nodes]  # "Terrorism" is written small in sentences
        return {word.lower(): node for node, words in rows for word in words}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest = sorted(self._words, key=lambda word: (-len(word), word))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)


def named(sentences: Sequence[Row], mentions: Sequence[Sequence[Row]], layers: Layers) -> list[list[Span]]:
    """The spans of nodes in each sentence, in order, none over another; of two that overlap the longer counts.

    `mentions` are the rows of each sentence.
    """
    found = [list(_spans(sentence, rows, layers)) for sentence, rows in zip(sentences, mentions, strict=True)]
    if layers.rows:
        return found
    times = Counter(node for spans in found for node in {span.node for span in spans})
    return [[span for span in spans if times[span.node] >= OFTEN] for spans in found]


def _spans(sentence: Row, mentions: Sequence[Row], layers: Layers) -> Iterator[Span]:
    names = (row for row in mentions if row["kind"] == "name" and layers.layer(row["value"], row["type"]))
    start = sentence["start"]
    rows = [Span(row["start"] - start, row["end"] - start, row["value"]) for row in names]
    rows += layers.spoken(sentence["text"])
    kept: list[Span] = []
    for span in sorted(rows, key=lambda span: (span.start - span.end, span.start)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    yield from sorted(kept, key=lambda span: span.start)
