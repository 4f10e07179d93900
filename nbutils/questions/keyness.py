"""Which words stand out: in an article against the others, in all of them against English, and what stands near them."""

from itertools import islice

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from nbutils.corpus.language import ENGLISH
from nbutils.questions.corpus import labels, own_sentences
from nbutils.questions.reading import Reading, first_of, listed, reading
from nbutils.reports.figures import COLOURS, HATCHES, PAPER, figure, style
from nbutils.store import Audit
from nbutils.themes.keyness import Key, against_english, against_others, collocates, small_words

MOST_ARTICLES, MOST_WORDS, SHOWN_KEYS, SHOWN_NEAR = 6, 6, 15, 5
CLUMPED = 0.5  # DP from which half of a word's places would have to move to be spread evenly
_PART = 20  # sentences of a part, over which a word may be spread
_COLUMNS = 2
_MOST_OFTEN = 100.0  # times: a longer bar would hide the rest
_HOW_SURE = (
    "G2 is the log-likelihood ratio (Dunning 1993): from 11 on hardly chance. DP is Gries’ dispersion: "
    "0 is spread evenly, near 1 stands in one place."
)


def key_words(audit: Audit) -> Reading:
    """A small chart for each article: the words that stand out against the other articles."""
    texts = _texts(audit)
    if len(texts) < 2:
        return Reading("There is no second article in English to compare with.", pd.DataFrame(), None)
    short, rows = labels(audit), []
    for article in islice(texts, MOST_ARTICLES):
        others = [part for other, parts in texts.items() if other != article for part in parts]
        rows += [{"article": short[article], **_row(key)} for key in against_others(texts[article], others)[:MOST_WORDS]]
    frame = pd.DataFrame(rows)
    if frame.empty:
        return Reading("No word stands out in one article against the others.", frame, None)
    said = [f"{article} {listed(own['word'].tolist(), 3)}" for article, own in frame.groupby("article", sort=False)]
    caption = (
        "Words that stand in an article far more often than in the others, surest first; the bar says how many times as often. "
        "Hatched: crowded in a few places."
    ) + first_of(len(texts), "articles", MOST_ARTICLES)
    alt = "; ".join(f"{row['article']}: {row['word']} {row['as often']:g} times as often" for row in rows)
    return Reading(
        f"What each is about in contrast: {listed(said, MOST_ARTICLES)}.", frame,
        figure(_small_multiples(frame), name="key-words", alt=f"{alt}.", caption=caption),
    )  # fmt: skip


def words_against_english(audit: Audit) -> Reading:
    """The words of the whole folder that stand out against English from before generated text."""
    texts = _texts(audit)
    parts = (
        [[word for part in own for word in part] for own in texts.values()] if len(texts) > 1 else next(iter(texts.values()), [])
    )
    frame = pd.DataFrame([_row(key) for key in against_english(parts)])
    if frame.empty:
        return Reading("No word stands out against English at large.", frame, None)
    sentence = f"Most beyond what English at large has: {listed(frame['word'].tolist())}."
    caption = (
        f"Words with far more times than their share of English up to 2021 (wordfreq) would give. {_HOW_SURE}"
        f"{first_of(len(frame), 'words', SHOWN_KEYS)}"
    )
    return reading(sentence, frame.head(SHOWN_KEYS), caption)


def neighbours(audit: Audit) -> Reading:
    """The words that stand near those that stand out, more often than chance has it."""
    said = [sentence for parts in _sentences(audit).values() for sentence in parts]
    rows = []
    for key in against_english(said)[:SHOWN_KEYS]:
        near = collocates(key.word, said)
        if near:
            rows.append({"word": key.word, "times": key.times, "near it": listed([f"{w} ({n})" for w, n, _ in near], SHOWN_NEAR)})
    frame = pd.DataFrame(rows)
    if frame.empty:
        return Reading("No word has neighbours that come again and again.", frame, None)
    most = frame.iloc[0]
    return reading(
        f"Near “{most['word']}” stand {most['near it']}.", frame,
        "Words that stand out, and the words within four of them, surest first, with how often.",
    )  # fmt: skip


def _row(key: Key) -> dict[str, object]:
    return {
        "word": key.word, "times": key.times, "expected": round(key.expected, 1), "as often": float(f"{2**key.ratio:.3g}"),
        "G2": round(key.sure), "DP": round(key.spread, 2),
    }  # fmt: skip


def _sentences(audit: Audit) -> dict[str, list[list[str]]]:
    """The words of each article's own sentences, for articles in English that have any."""
    english = set(audit.articles.loc[audit.articles["language"] == ENGLISH, "article"])
    own = own_sentences(audit)
    own = own[own["article"].isin(english)]
    return {str(name): [small_words(text) for text in texts] for name, texts in own.groupby("article", sort=False)["text"]}


def _texts(audit: Audit) -> dict[str, list[list[str]]]:
    """The words of each article in parts of some sentences."""
    found = {}
    for article, said in _sentences(audit).items():
        found[article] = [[w for sentence in said[at : at + _PART] for w in sentence] for at in range(0, len(said), _PART)]
    return found


def _small_multiples(frame: pd.DataFrame) -> Canvas:
    groups = list(frame.groupby("article", sort=False))
    rows = -(-len(groups) // _COLUMNS)
    with style():
        canvas = Canvas(figsize=(5, rows * (0.55 + 0.26 * MOST_WORDS)), layout="constrained")
        grid = canvas.subplots(rows, _COLUMNS, squeeze=False)
        for (article, own), axes in zip(groups, grid.flat, strict=False):
            _bars(axes, own, str(article))
        for axes in grid.flat[len(groups) :]:
            axes.set_axis_off()
    return canvas


def _bars(axes: Axes, own: pd.DataFrame, title: str) -> None:
    often = own["as often"].clip(upper=_MOST_OFTEN)
    hatches = [HATCHES[1] if spread >= CLUMPED else HATCHES[0] for spread in own["DP"]]
    axes.barh(range(len(own)), often, color=COLOURS[0], hatch=hatches, edgecolor=PAPER, linewidth=0, height=0.7)
    for place, times in enumerate(own["as often"]):
        words = f"{times:.0f}×" if times >= 10 else f"{times:.1f}×"
        axes.text(min(times, _MOST_OFTEN) * 1.15, place, words, va="center", fontsize=9)
    axes.set_xscale("log")
    axes.set(title=title, xlim=(1, 8 * _MOST_OFTEN), yticks=range(len(own)), yticklabels=list(own["word"]))
    axes.set_ylim(MOST_WORDS - 0.5, -0.5)
    axes.set_xticks([])
    axes.set_xticks([], minor=True)
    axes.tick_params(left=False)
    axes.spines["bottom"].set_visible(False)
