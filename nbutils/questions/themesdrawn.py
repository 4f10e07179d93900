"""The themes as a map: a row for each, a column for each article, darker for more, and how many of its words come back."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbutils.questions.corpus import labels
from nbutils.questions.reading import Reading, capital, first_of, listed, rows_of
from nbutils.questions.themes import TOO_LITTLE, weights
from nbutils.reports.figures import COLOURS, INK, PAPER, SOFT, Figure, figure, new_figure
from nbutils.store import Audit
from nbutils.themes.found import STABLE, TOP

MOST_ARTICLES = 8
_LONGEST = 30  # characters of a theme's name beside the map
# Shares from which a cell has the next tone. No tone is middling, so that the number on it stands out from it, in the dark too.
_TONES = ((0.005, 0.1), (0.03, 0.2), (0.08, 0.32), (0.15, 0.45), (0.25, 0.85), (0.45, 1.0))
_LIGHT_WORDS = 0.8  # tones from which the number is in the paper's tone
_WIDE, _HIGH = 0.94, 0.92  # of a column and a line: a cell
_TOLD = {"dictionary": "named by the pack", "found": "found"}
_GROUPS = {"dictionary": "Named by the pack: sentences of 100", "found": "Found: share of the article in 100"}


def theme_map(audit: Audit) -> Reading:
    """The themes, drawn; for many articles the mean over all of them stands beside the first."""
    held = weights(audit)
    if held.empty:
        return Reading(TOO_LITTLE, held, None)
    short = labels(audit)
    names = audit.themes.set_index("theme")["label"].map(capital)
    frame = held.rename(columns=short).set_axis(names.to_list(), axis=0).rename_axis("theme").reset_index()
    shown = held.iloc[:, :MOST_ARTICLES].rename(columns=short)
    if len(short) > MOST_ARTICLES:
        shown.insert(0, "all", held.mean(axis=1))
    how = audit.themes.set_index("theme")["how"]
    means = held.mean(axis=1)
    largest = [f"{names[str(means[how == kind].idxmax())]} ({told})" for kind, told in _TOLD.items() if kind in set(how)]
    return Reading(f"Largest on the whole: {listed(largest)}.", frame, _drawn(audit, shown, len(short)))


def _drawn(audit: Audit, shown: pd.DataFrame, articles: int) -> Figure:
    groups = [(how, audit.themes[audit.themes["how"] == how]) for how in _GROUPS if how in set(audit.themes["how"])]
    height = len(shown) + 2 * len(groups)
    canvas, axes = new_figure(0.5 + 0.235 * height)
    _label(axes, list(shown.columns), height)
    line, cells = 0.0, list[tuple[float, float, float]]()
    for how, themes in groups:
        _head(axes, line, how, shown.shape[1])
        line += 1.4
        for row in rows_of(themes):
            values = shown.loc[row.theme]
            _row(axes, line, row, values)
            cells += [(place + 0.03, line + 0.04, float(value)) for place, value in enumerate(values)]
            line += 1
        line += 0.6
    _cells(axes, cells)
    caption = (
        "What share of each article a theme has, in 100; darker is more. “Of 10”: how many of a found theme’s "
        f"{TOP} weightiest terms come back when sections are drawn anew; of an unstable theme the name is in brackets."
    ) + first_of(articles, "articles", MOST_ARTICLES)
    said = (f"{row.label}: " + _shares(shown.loc[row.theme]) for row in rows_of(audit.themes))
    return figure(canvas, name="themes", alt="; ".join(said) + ".", caption=caption)


def _shares(values: pd.Series) -> str:
    return ", ".join(f"{name} {100 * value:.0f}" for name, value in values.items())


def _label(axes: Axes, names: list[str], height: float) -> None:
    """The articles' names over the columns, and nothing else that a chart has."""
    axes.set(xlim=(-0.05, len(names) + 1.1), ylim=(height, -0.2), yticks=[])
    axes.set_xticks([x + 0.5 for x in range(len(names))], names, rotation=90 if max(map(len, names)) > 5 else 0)
    axes.xaxis.tick_top()
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)


def _head(axes: Axes, line: float, how: str, columns: int) -> None:
    axes.text(-0.15, line + 0.75, _GROUPS[how], ha="right", va="center", fontsize=9, color=SOFT, weight="bold")
    if how == "found":
        axes.text(columns + 0.6, line + 0.75, f"of {TOP}", ha="center", va="center", fontsize=9, color=SOFT)


def _row(axes: Axes, line: float, row: Any, values: pd.Series) -> None:
    """A theme's name, its share of each article as a number, and of a found one how many of its words come back."""
    stable = row.stability >= STABLE
    tone = INK if stable else SOFT
    name = _name(row)
    axes.text(-0.15, line + 0.5, name if stable else f"({name})", ha="right", va="center", fontsize=9.5, color=tone)
    for place, value in enumerate(values):
        depth = _depth(float(value))
        if depth:
            words = PAPER if depth >= _LIGHT_WORDS else INK
            axes.text(place + 0.5, line + 0.52, f"{100 * value:.0f}", ha="center", va="center", fontsize=9.5, color=words)
    if row.how == "found":
        axes.text(len(values) + 0.6, line + 0.5, f"{TOP * row.stability:.1f}", ha="center", va="center", fontsize=9.5, color=tone)


def _depth(share: float) -> float:
    return max((depth for least, depth in _TONES if share >= least), default=0.0)


def _cells(axes: Axes, cells: list[tuple[float, float, float]]) -> None:
    """Cells at their column and line, as one path for each tone: a page would not carry hundreds."""
    for _, depth in _TONES:
        boxes = [Path([(x, y), (x + _WIDE, y), (x + _WIDE, y + _HIGH), (x, y + _HIGH), (x, y)], closed=True)
                 for x, y, share in cells if _depth(share) == depth]  # fmt: skip
        if boxes:
            axes.add_patch(PathPatch(Path.make_compound_path(*boxes), facecolor=COLOURS[0], alpha=depth, linewidth=0))


def _name(row: Any) -> str:
    """A given theme's label, of a found one as many words as there is room for."""
    if row.how == "dictionary":
        return _shortened(row.label)
    name = str(row.terms[0])
    for word in row.terms[1:4]:
        if len(name) + len(word) + 2 <= _LONGEST - 2:
            name += f", {word}"
    return _shortened(capital(name))


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip(' ,')}…"
