"""What is in this folder of articles? A row, an outline and the first and last words of each."""

import pandas as pd

from nbutils.corpus.metadata import NOT_STATED, UNDATED
from nbutils.questions.corpus import blocks_with_words, labels, own_sentences
from nbutils.questions.reading import Reading, count, reading, sentence_case
from nbutils.reports.figures import COLOURS, HATCHES, figure, new_figure
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit

MOST_BARS = 30


def overview_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    frame = _articles(audit)
    admitting, undated = int(frame["says AI helped"].sum()), int((audit.articles["date"] == UNDATED).sum())
    return answer(
        f"{sentence_case(count(len(frame), 'article'))} with {frame['words'].sum():,} words of their own in {frame['sentences'].sum():,} sentences. "
        f"{sentence_case(count(admitting, 'says', 'say'))} that a machine helped to write; {count(undated, 'states', 'state')} no date. "
        "What in them can be checked, and where they part from each other and from the known facts, is not asked here yet."
    )


def articles(audit: Audit) -> Reading:
    """One row per article: title, length, what it says of itself."""
    frame = _articles(audit)
    untitled = int(frame["title"].isna().sum())
    sentence = (
        f"{sentence_case(count(untitled, 'article has', 'articles have'))} no title line."
        if untitled
        else "Every article has a title."
    )
    return reading(sentence, frame, "The articles; “–” means that it is not stated.")


def size(audit: Audit) -> Reading:
    """How long the articles are, and how much of each file is the article."""
    blocks, short = blocks_with_words(audit), labels(audit)
    frame = blocks.groupby(["article", "own"])["words"].sum().unstack(fill_value=0).reindex(columns=[True, False], fill_value=0)
    frame = frame.reindex(list(short), fill_value=0).rename(columns={True: "own words", False: "set aside"}).head(MOST_BARS)
    canvas, axes = new_figure(0.9 + 0.36 * len(frame))
    rows = range(len(frame))
    axes.barh(rows, frame["own words"], color=COLOURS[0], label="the article's own words")
    axes.barh(
        rows,
        frame["set aside"],
        left=frame["own words"],
        color=COLOURS[1],
        hatch=HATCHES[3],
        edgecolor="white",
        label="set aside",
    )
    axes.set(yticks=rows, yticklabels=list((short[str(a)] for a in frame.index)), xlabel="words")
    axes.invert_yaxis()
    axes.legend(loc="lower left", bbox_to_anchor=(-0.05, 1.0), ncols=2, fontsize=10)
    longest = frame["own words"].idxmax()
    more = f" The first {MOST_BARS} of {len(short)} articles." if len(short) > MOST_BARS else ""
    alt = "Words per article: " + "; ".join(f"{short[str(a)]} {n:,}" for a, n in frame["own words"].items()) + "."
    shown = figure(
        canvas, name="size", alt=alt, caption=f"Words of each article, and words in its file that were set aside.{more}"
    )
    return Reading(f"The longest is {short[str(longest)]} with {frame['own words'].max():,} words.", frame.reset_index(), shown)


def outlines(audit: Audit) -> Reading:
    """The main headings of each article: what it says that it covers."""
    heads = audit.blocks[(audit.blocks["kind"] == "heading") & (audit.blocks["level"] == 2)]
    words = pd.Series([_heading(audit, row) for row in heads.itertuples()], index=heads.index, dtype=str)
    joined = words.groupby(heads["article"]).agg(list)
    short = labels(audit)
    frame = pd.DataFrame(
        {"article": list(short.values()), "main headings": [" · ".join(joined.get(a, [])) or None for a in short]}
    )
    sentence = f"The articles have {count(len(heads), 'main heading')} between them."
    return reading(sentence, frame, "What each article says that it covers, in its order.")


def first_and_last_words(audit: Audit) -> Reading:
    """The first and the last sentence of each article's own text."""
    sentences = own_sentences(audit)
    prose = sentences[sentences["kind"] == "paragraph"]
    ends = prose.groupby("article", sort=False).agg(first=("text", "first"), last=("text", "last"))
    short = labels(audit)
    frame = ends.reindex(list(short)).reset_index().assign(article=list(short.values()))
    return reading(
        "What an article opens and closes with is what it wants to be remembered for.",
        frame,
        "First and last sentence of each article.",
    )


def _articles(audit: Audit) -> pd.DataFrame:
    blocks, short = blocks_with_words(audit), labels(audit)
    own = blocks[blocks["own"]].groupby("article")["words"].sum()
    admitting = set(blocks.loc[blocks["kind"] == "disclosure", "article"])
    names = audit.articles["article"]
    return pd.DataFrame(
        {
            "article": list(short.values()),
            "title": audit.articles["title"].replace({NOT_STATED: None}),
            "words": names.map(own).fillna(0).astype(int),
            "sentences": names.map(own_sentences(audit).groupby("article").size()).fillna(0).astype(int),
            "says AI helped": names.isin(admitting),
            "date": audit.articles["date"].replace({UNDATED: None}),
        }
    )


def _heading(audit: Audit, row: object) -> str:
    text = audit.text(row.article)[row.start : row.end]  # type: ignore[attr-defined]
    return " ".join(text.split()).lstrip("# ").strip("*_ ")
