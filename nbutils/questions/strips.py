"""A strip per article that shows its blocks to scale, in the order they stand."""

from itertools import islice

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbutils.corpus.blocks import SET_ASIDE
from nbutils.questions.corpus import blocks_with_words, labels
from nbutils.questions.reading import Reading, count, sentence_case
from nbutils.reports.figures import COLOURS, HATCHES, figure, new_figure
from nbutils.store import Audit

MOST_STRIPS = 30
_GROUPS = {
    "headings": ("title", "heading"),
    "paragraphs, tables and quotes": ("paragraph", "table", "quote", "rule"),
    "list items": ("list-item",),
    "set aside": SET_ASIDE,
}
# Paragraphs are most of a strip, so they take the lightest tone; what stands out takes the dark ones.
_LOOK = dict(
    zip(
        _GROUPS,
        ((COLOURS[0], HATCHES[0]), ("#c9d3dd", ""), (COLOURS[2], HATCHES[1]), (COLOURS[1], HATCHES[3])),
        strict=True,
    )
)


def structure(audit: Audit) -> Reading:
    """How each article is built: its blocks to scale, headings, lists and what was set aside marked."""
    blocks, short = blocks_with_words(audit), labels(audit)
    drawn = dict(islice(short.items(), MOST_STRIPS))
    canvas, axes = new_figure(0.9 + 0.42 * len(drawn))
    for row, article in enumerate(drawn):
        _strip(axes, row, blocks[blocks["article"] == article])
    axes.set(yticks=range(len(drawn)), yticklabels=list(drawn.values()), xlabel="characters from the beginning")
    axes.set_ylim(len(drawn) - 0.4, -0.6)
    axes.set_xlim(0, audit.articles["chars"].head(MOST_STRIPS).max())
    axes.legend(handles=[_key(name) for name in _GROUPS], loc="lower left", bbox_to_anchor=(-0.05, 1.0), ncols=2, fontsize=10)
    frame = _shares(blocks)
    more = f" The first {MOST_STRIPS} of {len(short)} articles." if len(short) > MOST_STRIPS else ""
    shown = figure(
        canvas, name="structure", alt=_alt(frame, short),
        caption=f"Every article from its first character to its last, block by block, to scale.{more}",
    )  # fmt: skip
    return Reading(_sentence(frame), frame.reset_index(), shown)


def _strip(axes: Axes, row: int, blocks: pd.DataFrame) -> None:
    """One patch for all blocks of a group: a page would not carry hundreds."""
    for name, kinds in _GROUPS.items():
        of_group = blocks[blocks["kind"].isin(kinds)]
        if of_group.empty:
            continue
        boxes = [_box(start, end, row) for start, end in zip(of_group["start"], of_group["end"], strict=True)]
        colour, hatch = _LOOK[name]
        axes.add_patch(
            PathPatch(Path.make_compound_path(*boxes), facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.4)
        )


def _box(start: int, end: int, row: int) -> Path:
    return Path(
        [(start, row - 0.36), (end, row - 0.36), (end, row + 0.36), (start, row + 0.36), (start, row - 0.36)],
        closed=True,
    )


def _key(name: str) -> PathPatch:
    colour, hatch = _LOOK[name]
    return PathPatch(_box(0, 1, 0), facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0.4, label=name)


def _shares(blocks: pd.DataFrame) -> pd.DataFrame:
    """Words of each group per article."""
    group_of = {kind: name for name, kinds in _GROUPS.items() for kind in kinds}
    counted = blocks.assign(group=blocks["kind"].map(group_of)).groupby(["article", "group"])["words"].sum()
    return counted.unstack(fill_value=0).reindex(columns=list(_GROUPS), fill_value=0)


def _sentence(frame: pd.DataFrame) -> str:
    listing = int((frame["list items"] > 0).sum())
    plain = int((frame["headings"] == 0).sum())
    tail = f"; {count(plain, 'has', 'have')} no heading" if plain else ""
    return sentence_case(f"{count(listing, 'article uses', 'articles use')} lists{tail}.")


def _alt(frame: pd.DataFrame, short: dict[str, str]) -> str:
    shares = frame.div(frame.sum(axis=1).where(lambda total: total > 0, 1), axis=0)
    said = [
        f"{short[str(article)]}: {row['list items']:.0%} of its words in list items, {row['set aside']:.0%} set aside"
        for article, row in shares.reindex(list(islice(short, MOST_STRIPS)), fill_value=0).iterrows()
    ]
    return "A bar per article, divided into its headings, paragraphs, list items and what was set aside. " + "; ".join(said) + "."
