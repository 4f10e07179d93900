"""The rhetoric profile: how often each kind of wording is met in each article, as small multiples."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from nbutils.corpus.language import ENGLISH
from nbutils.questions.corpus import labels, own_sentences
from nbutils.questions.reading import Reading, first_of, listed
from nbutils.reports.figures import COLOURS, figure, style
from nbutils.rhetoric.manner import KINDS
from nbutils.store import Audit

NAMES = {
    "hedge": "hedges", "booster": "boosters", "universal": "universals", "vague-attribution": "unnamed sources",
    "vague-time": "vague times", "open-forecast": "undated forecasts", "claimed-effect": "claimed effects",
    "stock-phrase": "stock phrases", "formula": "formulas", "repeated-phrase": "repeated phrases",
}  # fmt: skip
NOT_ENGLISH = "No article is in English, so none is read for this."
MOST_ARTICLES = 12
_COLUMNS = 2


def english_sentences(audit: Audit) -> pd.DataFrame:
    """The own sentences of articles in English: others are not read for this, and have no part in its rates."""
    english = audit.articles.loc[audit.articles["language"] == ENGLISH, "article"]
    return own_sentences(audit).loc[lambda rows: rows["article"].isin(english)]


def rates(audit: Audit) -> pd.DataFrame:
    """Hits of each kind in 100 sentences of an article's own; a row per article in English, a column per kind."""
    sentences = english_sentences(audit).groupby("article").size()
    sentences = sentences.reindex([article for article in labels(audit) if article in sentences.index])
    hits = audit.rhetoric.pivot_table(index="article", columns="kind", values="start", aggfunc="size", fill_value=0)
    hits = hits.reindex(index=sentences.index, columns=list(KINDS), fill_value=0)
    return hits.mul(100).div(sentences.clip(lower=1), axis=0).round(1)


def rhetoric_profile(audit: Audit) -> Reading:
    """A small chart for each kind of wording that is met, a bar for each article."""
    frame = rates(audit).rename(index=labels(audit), columns=NAMES).rename_axis("article")
    shown = frame.head(MOST_ARTICLES)
    met = [kind for kind in frame if shown[kind].any()]
    if not met:
        return Reading("None of these is met." if len(frame) else NOT_ENGLISH, frame.reset_index(), None)
    absent = [str(kind) for kind in frame if kind not in met]
    caption = "Hits in 100 sentences of each article, each kind on its own scale." + (
        f" None: {listed(absent)}." if absent else ""
    )
    said = "; ".join(f"{kind}: " + ", ".join(f"{name} {rate:g}" for name, rate in shown[kind].items()) for kind in met)
    drawn = figure(
        _small_multiples(shown[met]), name="profile", alt=f"A bar for each article and kind, in 100 sentences. {said}.",
        caption=caption + first_of(len(frame), "articles", MOST_ARTICLES),
    )  # fmt: skip
    return Reading(f"Most frequent on the whole: {frame.mean().idxmax()}.", frame.reset_index(), drawn)


def _small_multiples(frame: pd.DataFrame) -> Canvas:
    rows = -(-frame.shape[1] // _COLUMNS)
    with style():
        canvas = Canvas(figsize=(5, rows * (0.5 + 0.24 * len(frame))), layout="constrained")
        grid = canvas.subplots(rows, _COLUMNS, sharey=True, squeeze=False)
        for kind, axes in zip(frame, grid.flat, strict=False):
            _bars(axes, frame[kind], str(kind))
        for axes in grid.flat[frame.shape[1] :]:
            axes.set_axis_off()
    return canvas


def _bars(axes: Axes, rate: pd.Series, title: str) -> None:
    places = range(len(rate))
    axes.barh(places, rate, color=COLOURS[0], height=0.7)
    top = max(float(rate.max()), 1.0)
    for place, value in zip(places, rate, strict=True):
        axes.text(value + 0.03 * top, place, f"{value:g}", va="center", fontsize=10)
    axes.set(title=title, xlim=(0, 1.3 * top), xticks=[], yticks=places, yticklabels=list(rate.index))
    axes.set_ylim(len(rate) - 0.5, -0.5)
    axes.tick_params(left=False)
    axes.spines["bottom"].set_visible(False)
