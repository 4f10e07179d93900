"""The graph of a folder: the rows of `nodes` and `edges`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from nbutils.corpus.blocks import ASSERTING
from nbutils.corpus.within import within
from nbutils.graph.edges import Edge, edges
from nbutils.graph.nodes import Layers, Span, named

Row = dict[str, Any]
_PLACE = ("article", "start", "end", "line")


def graph(tables: Mapping[str, Iterable[Row]], layers: Layers) -> tuple[list[Row], list[Row]]:
    """The nodes that articles name, layer by layer and most named first, and the edges that their sentences state.

    `tables` holds the rows of blocks, sentences and mentions. An edge that several sentences state in the same words is one,
    with each of them as evidence.
    """
    kinds = {(row["article"], row["block"]): row["kind"] for row in tables["blocks"]}
    said = [row for row in tables["sentences"] if kinds[row["article"], row["block"]] in ASSERTING]
    mentions = within([(row["article"], row["start"], row["end"]) for row in said], tables["mentions"])
    spans = named(said, mentions, layers)
    found: dict[Edge, list[Row]] = defaultdict(list)
    for sentence, inside, rows in zip(said, spans, mentions, strict=True):
        start = sentence["start"]
        times = [(row["start"] - start, row["end"] - start) for row in rows if row["kind"] == "time"]
        for edge in edges(sentence["text"], inside, times):
            found[edge].append({**{key: sentence[key] for key in _PLACE}, "quote": sentence["text"]})
    nodes = _nodes(said, spans, _layers_of(tables["mentions"], layers))
    order = {row["node"]: place for place, row in enumerate(nodes)}
    stated = [_edge_row(edge, evidence) for edge, evidence in found.items()]
    return nodes, sorted(stated, key=lambda row: (order[row["source"]], order[row["target"]], -len(row["evidence"]), row["edge"]))


def _layers_of(mentions: Iterable[Row], layers: Layers) -> dict[str, tuple[int, str]]:
    """Each node's layer, with its place in the order."""
    # One name may be of a type in one place and of none in another: it stands where it has a layer at all.
    kinds = [(row["value"], row["type"]) for row in mentions if row["kind"] == "name"]
    kinds += [(node, "") for row in layers.rows for node in (*row.words, *row.nodes)]
    found = {node: layer for node, kind in kinds if (layer := layers.layer(node, kind))}
    return {node: (layers.names.index(layer), layer) for node, layer in found.items()}


def _nodes(said: Sequence[Row], spans: Sequence[Sequence[Span]], layer: Mapping[str, tuple[int, str]]) -> list[Row]:
    times: Counter[str] = Counter()
    articles: dict[str, set[str]] = defaultdict(set)
    beside: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, list[Row]] = defaultdict(list)
    for sentence, inside in zip(said, spans, strict=True):
        times.update(span.node for span in inside)
        here = {span.node for span in inside}
        for node in here:
            articles[node].add(sentence["article"])
            places[node].append({key: sentence[key] for key in _PLACE})
            beside[node].update(here - {node})
    order = sorted(times, key=lambda node: (layer[node][0], -times[node], node))
    return [
        {
            "node": node,
            "layer": layer[node][1],
            "mentions": times[node],
            "articles": sorted(articles[node]),
            "beside": [name for name, _ in sorted(beside[node].items(), key=lambda pair: (-pair[1], pair[0]))],
            "places": places[node],
        }
        for node in order
    ]


def _edge_row(edge: Edge, evidence: Sequence[Row]) -> Row:
    key = sha256(f"{edge.source}\0{edge.relation}\0{edge.target}".encode()).hexdigest()[:12]
    return {
        "edge": f"e-{key}", "source": edge.source, "relation": edge.relation, "target": edge.target, "evidence": list(evidence),
    }  # fmt: skip
