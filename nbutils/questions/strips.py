"""A strip per article that shows its blocks to scale, in the order they stand."""

from itertools import islice

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbutils.corpus.blocks import SET_ASIDE
from nbutils.questions.corpus import blocks_with_words, labels
from nbutils.questions.reading import Reading, capital, count, first_of
from nbutils.reports.figures import COLOURS, HATCHES, MUTED, PAPER, figure, new_figure
from nbutils.store import Audit

MOST_STRIPS = 30
_GROUPS = {
    "paragraphs, tables, quotes": ("paragraph", "table", "quote", "rule"),
    "list items": ("list-item",),
    "headings": ("title", "heading"),
    "set aside": SET_ASIDE,
}
# Paragraphs are most of a strip, so they take the lightest tone; what is thin stands taller, never colour alone.
_LOOK = {
    "paragraphs, tables, quotes": (MUTED, HATCHES[0], 0.26),
    "list items": (COLOURS[2], HATCHES[1], 0.26),
    "headings": (COLOURS[0], HATCHES[0], 0.42),
    "set aside": (COLOURS[1], HATCHES[3], 0.42),
}
_LEAST_WIDTH = 0.006  # of the axis: a heading of forty characters is thinner than a line


def structure(audit: Audit) -> Reading:
    """How each article is built: its blocks to scale, headings, lists and what was set aside marked."""
    short = labels(audit)
    frame = _words_per_group(blocks_with_words(audit)).reindex(list(short), fill_value=0)
    canvas, axes, shown = strips(audit, height=0.44)
    axes.legend(handles=[_patch(name, [_box(0, 1, 0, 0.3)], name) for name in _GROUPS], loc="lower left",
                bbox_to_anchor=(-0.08, 1.0), ncols=2, fontsize=10)  # fmt: skip
    caption = (
        "Every article from its first character to its last, to scale; headings and what was set aside are drawn taller, "
        f"and never thinner than can be seen.{first_of(len(short), 'articles', MOST_STRIPS)}"
    )
    return Reading(
        _sentence(frame), frame.reset_index(), figure(canvas, name="structure", alt=_alt(frame, shown), caption=caption)
    )


def strips(audit: Audit, *, height: float) -> tuple[Canvas, Axes, dict[str, str]]:
    """A figure with a strip per article, `height` inches each, and the labels of the articles that are shown.

    The articles are 0, 1, 2 … on the vertical axis; the horizontal one counts characters.
    """
    shown = dict(islice(labels(audit).items(), MOST_STRIPS))
    canvas, axes = new_figure(1.0 + height * len(shown))
    widest = max(audit.articles["chars"].head(MOST_STRIPS).max(), 1)
    for row, article in enumerate(shown):
        _strip(axes, row, audit.blocks[audit.blocks["article"] == article], _LEAST_WIDTH * widest)
    axes.set(yticks=range(len(shown)), yticklabels=list(shown.values()), xlabel="characters from the beginning")
    axes.set(ylim=(len(shown) - 0.4, -0.6), xlim=(0, widest))
    axes.locator_params(axis="x", nbins=5)  # more would run into one another on a phone
    return canvas, axes, shown


def _strip(axes: Axes, row: int, blocks: pd.DataFrame, least: float) -> None:
    """One patch for all blocks of a group: a page would not carry hundreds."""
    for name, kinds in _GROUPS.items():
        spans = blocks[blocks["kind"].isin(kinds)]
        wide = least if name in ("headings", "set aside") else 0
        boxes = [_box(a, max(b, a + wide), row, _LOOK[name][2]) for a, b in zip(spans["start"], spans["end"], strict=True)]
        if boxes:
            axes.add_patch(_patch(name, boxes))


def _patch(name: str, boxes: list[Path], label: str = "") -> PathPatch:
    colour, hatch, _ = _LOOK[name]
    path = Path.make_compound_path(*boxes)
    return PathPatch(path, facecolor=colour, hatch=hatch, edgecolor=PAPER, linewidth=0.4, label=label)


def _box(start: float, end: float, row: int, half: float) -> Path:
    top, bottom = row - half, row + half
    return Path([(start, top), (end, top), (end, bottom), (start, bottom), (start, top)], closed=True)


def _words_per_group(blocks: pd.DataFrame) -> pd.DataFrame:
    group_of = {kind: name for name, kinds in _GROUPS.items() for kind in kinds}
    grouped = blocks.assign(group=blocks["kind"].map(group_of))
    words = grouped.pivot_table(index="article", columns="group", values="words", aggfunc="sum", fill_value=0)
    return words.reindex(columns=list(_GROUPS), fill_value=0)


def _sentence(frame: pd.DataFrame) -> str:
    listing, plain = int((frame["list items"] > 0).sum()), int((frame["headings"] == 0).sum())
    without = f"; {count(plain, 'has', 'have')} no heading" if plain else "; every one has headings"
    return f"{capital(count(listing, 'article uses', 'articles use'))} lists{without}."


def _alt(frame: pd.DataFrame, shown: dict[str, str]) -> str:
    shares = frame.div(frame.sum(axis=1).clip(lower=1), axis=0)
    said = [
        f"{name}: {lists:.0%} of its words in lists, {aside:.0%} set aside"
        for name, lists, aside in zip(shown.values(), shares["list items"], shares["set aside"], strict=False)
    ]
    return f"A bar per article, divided into headings, paragraphs, lists and what was set aside. {'; '.join(said)}."
