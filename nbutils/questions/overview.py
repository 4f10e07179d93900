"""What is in this folder of articles? A row, an outline and the first and last words of each."""

from itertools import islice

import pandas as pd

from nbutils.corpus.metadata import NOT_STATED, UNDATED
from nbutils.questions.corpus import blocks_with_words, labels, own_sentences, undated, words_of
from nbutils.questions.quoted import quoter
from nbutils.questions.reading import SHOWN_ROWS, Reading, capital, count, first_of, number, reading, rows_of
from nbutils.questions.tally import in_words
from nbutils.reports.figures import COLOURS, HATCHES, PAPER, figure, new_figure
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.text import Answer, answer
from nbutils.reports.titles import titles
from nbutils.store import Audit

MOST_BARS = 30
_ARTICLES = "The articles, one without a title by its first words in quotes; “–” means that it is not stated."


def overview_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    frame = _articles(audit)
    admitting = int(frame["says AI helped"].sum())
    return answer(
        f"{capital(count(len(frame), 'article'))} with {frame['words'].sum():,} words of their own "
        f"in {frame['sentences'].sum():,} sentences. "
        f"{capital(number(admitting))} {'say' if admitting > 1 else 'says'} that a machine helped to write; {undated(audit)}. "
        f"{_compared(audit)}"
    )


def _compared(audit: Audit) -> str:
    """What comparing gave, with what a rule and a record are."""
    record = " and with a record, a table of known facts" if len(audit.facts) else ""
    return (
        f"Fixed rules compare what they say with each other{record}. {in_words(audit)} Where no rule decides, "
        f"{count(len(audit.sidebyside), 'row')} of passages stand side by side for a reader to judge."
    )


def articles(audit: Audit) -> Reading:
    """One row per article: title, length, what it says of itself."""
    frame = _articles(audit)
    untitled = int((audit.articles["title"] == NOT_STATED).sum())
    without = f"{capital(count(untitled, 'article has', 'articles have'))} no title line."
    return reading(without if untitled else "Every article has a title.", frame, _ARTICLES, data="articles")


def size(audit: Audit) -> Reading:
    """How long the articles are, and how much of each file is the article."""
    blocks, short = blocks_with_words(audit), labels(audit)
    words = blocks.pivot_table(index="article", columns="own", values="words", aggfunc="sum", fill_value=0)
    frame = words.reindex(index=list(short), columns=[True, False], fill_value=0).set_axis(["own", "set aside"], axis=1)
    shown, rows = frame.head(MOST_BARS), range(min(len(frame), MOST_BARS))
    names = list(islice(short.values(), MOST_BARS))
    canvas, axes = new_figure(0.9 + 0.36 * len(shown))
    axes.barh(rows, shown["own"], color=COLOURS[0], label="the article's own words")
    axes.barh(rows, shown["set aside"], left=shown["own"], color=COLOURS[1], hatch=HATCHES[3], edgecolor=PAPER, label="set aside")
    axes.set(yticks=rows, yticklabels=names, xlabel="words")
    axes.invert_yaxis()
    canvas.legend(loc="outside upper left", ncols=2, fontsize=10)
    alt = "; ".join(f"{name} {own:,}" for name, own in zip(names, shown["own"], strict=True))
    caption = f"Words of each article, and words in its file that were set aside.{first_of(len(frame), 'articles', MOST_BARS)}"
    drawn = figure(canvas, name="size", alt=f"Words of each article: {alt}.", caption=caption)
    sentence = f"The longest is {short[str(frame['own'].idxmax())]} with {frame['own'].max():,} words."
    return Reading(sentence, frame.reset_index(), drawn)


def outlines(audit: Audit) -> Reading:
    """The headings of each article: what it says that it covers."""
    heads = audit.blocks[audit.blocks["kind"] == "heading"]
    words = pd.Series([words_of(audit, row).strip("#*_ ") for row in heads.itertuples()], index=heads.index, dtype=str)
    frame = heads.assign(words=words)[["article", "line", "level", "words"]]
    main = frame[frame["level"] <= 2]
    by_article = main.groupby("article")["words"].agg(list)
    entries = [Entry(name, by_article.get(article, ["no heading"])) for article, name in _first(audit)]
    sentence = f"The articles have {count(len(frame), 'heading')}, {number(len(main))} of them main ones."
    caption = f"The main headings of each article, in its order.{first_of(len(audit.articles), 'articles')}"
    return Reading(sentence, frame, Entries(entries, caption))


def first_and_last_words(audit: Audit) -> Reading:
    """The first and the last sentence of each article's own paragraphs."""
    sentences = own_sentences(audit)
    prose = sentences[sentences["kind"] == "paragraph"]
    ends = pd.concat([prose.groupby("article").head(1), prose.groupby("article").tail(1)]).sort_index()
    frame = ends[~ends.index.duplicated()][["article", "start", "line", "text"]]
    of_article = {str(article): rows for article, rows in frame.groupby("article")}
    entries, quoted = [], quoter(audit)
    for article, name in _first(audit):
        rows = of_article.get(article, frame.head(0))
        entries.append(Entry(name, [quoted(row.text, article, row.start, row.line) for row in rows_of(rows)]))
    caption = f"The first and the last sentence of each article.{first_of(len(audit.articles), 'articles')}"
    sentence = "What an article opens and closes with is what it wants to be remembered for."
    return Reading(sentence, frame, Entries(entries, caption))


def _first(audit: Audit) -> list[tuple[str, str]]:
    """The articles that a list shows, each with its short name."""
    return list(islice(labels(audit).items(), SHOWN_ROWS))


def _articles(audit: Audit) -> pd.DataFrame:
    blocks, names = blocks_with_words(audit), audit.articles["article"]
    own = blocks[blocks["own"]].groupby("article")["words"].sum()
    sentences = own_sentences(audit).groupby("article").size()
    return pd.DataFrame(
        {
            "article": list(labels(audit).values()),
            "title": names.map(titles(audit)),
            "words": names.map(own).fillna(0).astype(int),
            "sentences": names.map(sentences).fillna(0).astype(int),
            "says AI helped": names.isin(blocks.loc[blocks["kind"] == "disclosure", "article"]),
            "date": audit.articles["date"].replace({UNDATED: None}),
        }
    )
