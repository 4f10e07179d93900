"""Who is named, where and how often, what is said of them, and any word in its context."""

import re
from collections.abc import Iterator

import pandas as pd

from nbutils.questions.corpus import labels, own_sentences
from nbutils.questions.reading import SHOWN_ROWS, Reading, capital, count, first_of, listed, number, reading, rows_of
from nbutils.reports.figures import COLOURS, MUTED, Figure, figure, new_figure
from nbutils.reports.places import line_links
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit

SHOWN_NAMES = 20
MOST_COLUMNS = 12  # articles that have a column each
CONTEXT = 48  # characters on each side of a word


def actors_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    names, times = _names(audit), audit.mentions[audit.mentions["kind"] == "time"]
    shared = [
        str(name) for name, articles in names.groupby("value")["article"].nunique().items() if articles == len(audit.articles)
    ]
    dated = times[times["value"].str.contains(r"\d{3}")]
    everywhere = (
        f" {capital(number(len(shared)))} of them {_is(len(shared))} named in every article." if len(audit.articles) > 1 else ""
    )
    things = count(names["value"].nunique(), "body, person, place or thing", "bodies, persons, places and things")
    return answer(
        f"The articles name {things}."
        f"{everywhere} They give {count(len(dated), 'date')} and {count(len(times) - len(dated), 'vague or relative time')}."
    )


def actors(audit: Audit) -> Reading:
    """Who and what is named, how often, in which article."""
    names, short = _names(audit), labels(audit)
    table = names.pivot_table(index="value", columns="article", values="start", aggfunc="count", fill_value=0)
    table = table.reindex(columns=list(short), fill_value=0).rename(columns=short)
    order = table.sum(axis=1).rename("in all").sort_values(ascending=False, kind="stable")
    frame = pd.concat([order, table.loc[order.index]], axis=1).rename_axis("name").reset_index()
    shown = frame.head(SHOWN_NAMES)
    top = [str(name) for name in shown["name"].head(3)]
    sentence = f"Named most often: {listed(top)}." if top else "No names were found."
    if len(short) > MOST_COLUMNS or not len(shown):
        spread = pd.DataFrame(
            {"name": frame["name"], "in all": frame["in all"], "articles": frame[list(short.values())].gt(0).sum(axis=1)}
        )
        return Reading(
            sentence, frame, reading(sentence, spread, "Names, how often they stand, and in how many articles.").result
        )
    return Reading(sentence, frame, _dots(shown, list(short.values()), len(frame)))


def _dots(shown: pd.DataFrame, articles: list[str], total: int) -> Figure:
    canvas, axes = new_figure(0.8 + 0.3 * len(shown))
    most = max(int(shown[articles].to_numpy().max()), 1)
    for row, counts in enumerate(shown[articles].to_numpy()):
        for column, value in enumerate(counts):
            if value:
                axes.scatter(column, row, s=30 + 330 * value / most, color=COLOURS[0] if value * 3 >= most else MUTED, zorder=2)
                axes.annotate(f"{value}", (column, row), xytext=(11, 0), textcoords="offset points", va="center", fontsize=9)
    names = [name if len(name) <= 26 else name[:25] + "…" for name in map(str, shown["name"])]
    axes.set(
        yticks=range(len(names)),
        yticklabels=names,
        xticks=range(len(articles)),
        xticklabels=articles,
        xlim=(-0.5, len(articles) - 0.3),
    )
    axes.tick_params(axis="y", labelsize=9.5)
    axes.tick_params(axis="x", rotation=0 if max(map(len, articles)) <= 6 else 90)
    axes.grid(axis="y", linewidth=0.5)
    axes.set_ylim(len(names) - 0.3, -0.7)
    alt = "; ".join(f"{row.name_}: {row.all_}" for row in shown.rename(columns={"name": "name_", "in all": "all_"}).itertuples())
    caption = f"How often each name stands in each article.{first_of(total, 'names', SHOWN_NAMES)}"
    return figure(
        canvas, name="actors", alt=f"A dot per name and article, larger for more mentions. In all: {alt}.", caption=caption
    )


def said_of(audit: Audit) -> Reading:
    """What is said of those named most often: the kinds of statement, counted."""
    claims = audit.claims[(audit.claims["predicate"] != "") & (audit.claims["subject"] != "")]
    often = claims["subject"].value_counts()
    rows = [
        {"of": subject, "claims": total, "what is said": _counted(claims.loc[claims["subject"] == subject, "predicate"])}
        for subject, total in often.head(SHOWN_NAMES).items()
    ]
    frame = pd.DataFrame(rows, columns=["of", "claims", "what is said"])
    sentence = (
        f"Most is said of {listed([str(s) for s in often.index[:3]])}." if len(often) else "No claim could be tied to a subject."
    )
    return reading(sentence, frame, "Whom the claims are about, and what kinds of thing are said.")


def _counted(predicates: pd.Series, most: int = 6) -> str:
    counts = predicates.value_counts()
    return ", ".join(f"{name} {times}" if times > 1 else str(name) for name, times in counts.head(most).items())


def kwic(audit: Audit, word: str | None = None, sort: str = "place") -> Reading:
    """Keyword in context: every place of a word or name, with what stands before and after it.

    Without a word it is the one found most often as a name. `sort` is "place", "left" (the word before) or "right" (the word
    after). Case does not matter. Raises ValueError for a blank word or another order.
    """
    if word is None:
        often = _names(audit)["text"].mode()
        if often.empty:
            return Reading("The articles name nothing that could be looked for.", often.to_frame(), None)
        word = str(often.iloc[0])
    if not word.strip():
        raise ValueError("give a word or a name to look for")
    if sort not in ("place", "left", "right"):
        raise ValueError(f"sort is place, left or right; {sort!r} is none of them")
    frame = pd.DataFrame(_lines(audit, word.strip()), columns=["article", "start", "line", "before", "word", "after"])
    if sort == "left":
        frame = frame.sort_values("before", key=lambda column: column.str.lower().str.split().str[-1].fillna(""), kind="stable")
    elif sort == "right":
        frame = frame.sort_values("after", key=lambda column: column.str.lower().str.strip(" ,.;:"), kind="stable")
    articles = frame["article"].nunique()
    sentence = f"“{word.strip()}” stands in {count(len(frame), 'place')}, in {count(articles, 'article')}."
    shown = frame.head(SHOWN_ROWS)
    shown = shown.assign(article=shown["article"].map(labels(audit)), line=line_links(audit, shown)).drop(columns="start")
    caption = f"“{word.strip()}” in its context.{first_of(len(frame), 'rows')}"
    return Reading(sentence, frame.drop(columns="start"), reading(sentence, shown, caption).result)


def _lines(audit: Audit, word: str) -> Iterator[tuple[str, int, int, str, str, str]]:
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    for row in rows_of(own_sentences(audit)):
        text = " ".join(str(row.text).split())
        for found in pattern.finditer(text):
            before, after = text[max(0, found.start() - CONTEXT) : found.start()], text[found.end() : found.end() + CONTEXT]
            yield str(row.article), row.start, row.line, before, found[0], after


def _names(audit: Audit) -> pd.DataFrame:
    """Names of somebody or something; what a pack calls a concept acts no more than a noun does."""
    return audit.mentions[(audit.mentions["kind"] == "name") & (audit.mentions["type"] != "concept")]


def _is(value: int) -> str:
    return "is" if value == 1 else "are"
