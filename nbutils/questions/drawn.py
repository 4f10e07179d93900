"""The graph as a drawing that a person can read: a band per layer, its names in lines, a curve per pair that is related."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import log2
from typing import Any

import pandas as pd

from nbutils.questions.reading import Reading, capital, count, listed, rows_of
from nbutils.reports.figures import COLOURS, INK, MUTED, PAPER, SOFT, Figure, figure, new_figure
from nbutils.store import Audit

MOST_NAMES, ALONE = 6, 15  # of a layer, and of one that stands alone; more would be a hairball
MOST_LAYERS = 9
_LINE = 64.0  # characters of a line of names
_LONGEST = 30  # of a name as it is drawn
_PASSES = 4
_THICKEST = 3.0  # points; what is said a hundred times must not hide the rest
_BELOW = 0.8  # lines under the last band, where curves between its own names hang
_HUB = 0.5  # a thing in more than this share of the relations would hide all others


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    y: float


def the_graph(audit: Audit) -> Reading:
    """The graph, drawn; what nearly everything is related to is left out of the drawing and said so."""
    pairs = _pairs(audit)
    if audit.nodes.empty or not pairs:
        return Reading("No relations were found to draw.", audit.edges, None)
    hub = _hub(audit)
    shown = {pair: times for pair, times in pairs.items() if hub not in pair}
    drawn = _drawing(audit, shown, hub)
    frame = pd.DataFrame([(a, b, n) for (a, b), n in sorted(pairs.items())], columns=["source", "target", "statements"])
    left_out = f" {hub} is left out of the drawing: it stands in {sum(hub in pair for pair in pairs):,} of them." if hub else ""
    return Reading(f"{capital(count(len(pairs), 'pair'))} of things are related.{left_out}", frame, drawn)


def _pairs(audit: Audit) -> Counter[tuple[str, str]]:
    """Related pairs, and how many statements relate them."""
    return Counter((min(row.source, row.target), max(row.source, row.target)) for row in rows_of(audit.edges))


def _hub(audit: Audit) -> str:
    """The thing that most relations have at one end; "" where none has more than half of them."""
    ends = Counter(audit.edges["source"]) + Counter(audit.edges["target"])
    node, times = max(ends.items(), key=lambda pair: (pair[1], pair[0]))
    return node if times > _HUB * len(audit.edges) and len(audit.nodes) > 3 else ""


def _drawing(audit: Audit, pairs: Mapping[tuple[str, str], int], hub: str) -> Figure:
    names = _names(audit)
    degree = Counter(node for pair in pairs for node in pair)
    bands = _ordered(list(_bands(audit, degree, hub)), pairs)
    places, tops = _placed(bands, names)
    height = tops[-1]
    canvas, axes = new_figure(0.4 + 0.27 * (height + _BELOW))
    axes.set(xlim=(-1, _LINE + 1), ylim=(height + _BELOW, -0.9))
    axes.axis("off")
    for (one, other), times in sorted(pairs.items()):
        if one in places and other in places:
            _curve(axes, places[one], places[other], times)
    for (layer, nodes), top in zip(bands, tops, strict=False):
        axes.text(-0.5, top, layer, fontsize=9.5, color=SOFT, weight="bold", va="center")
        for node in nodes:
            place = places[node]
            box = {"boxstyle": "round,pad=0.18", "facecolor": PAPER, "edgecolor": COLOURS[0] if degree[node] else MUTED}
            axes.text(place.x, place.y, names[node], fontsize=8.5, color=INK, ha="center", va="center", bbox=box, zorder=3)
    alt = "; ".join(f"{layer}: {listed(nodes, ALONE)}" for layer, nodes in bands)
    most = [f"{a} and {b}" for (a, b), _ in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:5]]
    caption = (
        "What the articles name, a band per layer, and a curve for each pair that a sentence relates, thicker for more "
        f"statements. Of each layer at most {max(len(nodes) for _, nodes in bands)} things, those with most relations."
    )
    return figure(canvas, name="graph", alt=f"{alt}. Related most often: {listed(most)}.", caption=caption)


def _bands(audit: Audit, degree: Mapping[str, int], hub: str) -> Iterator[tuple[str, list[str]]]:
    """The layers and those of their things that are drawn."""
    layers = list(audit.nodes.groupby("layer", sort=False))[:MOST_LAYERS]
    for layer, group in layers:
        rows = [(-degree.get(row.node, 0), -row.mentions, row.node) for row in rows_of(group) if row.node != hub]
        if rows:
            yield str(layer), [node for _, _, node in sorted(rows)[: MOST_NAMES if len(layers) > 1 else ALONE]]


def _ordered(bands: list[tuple[str, list[str]]], pairs: Mapping[tuple[str, str], int]) -> list[tuple[str, list[str]]]:
    """The bands with related things below one another: each by the mean place of those it is related to (Sugiyama 1981)."""
    place = {node: at / len(nodes) for _, nodes in bands for at, node in enumerate(nodes)}
    related: dict[str, list[str]] = {node: [] for node in place}
    for one, other in sorted(pairs):
        if one in place and other in place:
            related[one].append(other)
            related[other].append(one)
    for _ in range(_PASSES):
        for _, nodes in bands:
            mean = {node: sum(place[other] for other in related[node]) / max(len(related[node]), 1) for node in nodes}
            nodes.sort(key=lambda node: (not related[node], mean[node], node))
            place |= {node: at / len(nodes) for at, node in enumerate(nodes)}
    return bands


def _placed(bands: list[tuple[str, list[str]]], names: Mapping[str, str]) -> tuple[dict[str, _Place], list[float]]:
    """Where each name stands, in characters and lines, and the line each band begins with; the last is the end."""
    places, tops, line = {}, [], 0.0
    for _, nodes in bands:
        tops.append(line)
        for row in _lines(nodes, names):
            line += 1.4
            widths = [len(names[node]) + 3 for node in row]
            gap, at = (_LINE - sum(widths)) / len(row), 0.0
            for node, width in zip(row, widths, strict=True):
                places[node] = _Place(at + (width + gap) / 2, line)
                at += width + gap
        line += 1.7
    return places, [*tops, line]


def _lines(nodes: list[str], names: Mapping[str, str]) -> list[list[str]]:
    """The names in as few lines as hold them, those that stand first to the left in each."""
    rows: list[list[str]] = [[]]
    for number in range(1, len(nodes) + 1):
        rows = [nodes[start::number] for start in range(number)]
        if all(sum(len(names[node]) + 3 for node in row) <= _LINE for row in rows):
            break
    return rows


def _curve(axes: Any, one: _Place, other: _Place, times: int) -> None:
    low, high = sorted((one, other), key=lambda place: (place.y, place.x))
    bend = 0.25 if low.y != high.y else -0.2
    style = {
        "arrowstyle": "-",
        "connectionstyle": f"arc3,rad={bend}",
        "color": COLOURS[2],
        "linewidth": min(0.7 + 0.5 * log2(times), _THICKEST),
    }
    axes.annotate("", (low.x, low.y), (high.x, high.y), arrowprops={**style, "alpha": 0.7}, zorder=1)


def _names(audit: Audit) -> dict[str, str]:
    """The name each node is drawn with: its own, or, where that is long, the one the articles use most."""
    named = audit.mentions[audit.mentions["kind"] == "name"]
    used = {value: Counter(words).most_common() for value, words in named.groupby("value")["text"]}
    found = {}
    for node in audit.nodes["node"]:
        words = node
        if len(node) > _LONGEST and node in used:
            words = min(used[node], key=lambda pair: (-pair[1], len(pair[0]), pair[0]))[0]
        found[node] = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return found
