"""When? The articles' times on one line each, with their uncertainty, and the time in which an undated article was written."""

from itertools import accumulate, pairwise

import pandas as pd
from matplotlib.axes import Axes

from nbutils.corpus.metadata import UNDATED
from nbutils.mentions.edtf import FIRST, LAST, Bounds, bounds
from nbutils.questions.corpus import labels
from nbutils.questions.quoted import quoter
from nbutils.questions.reading import Reading, capital, count, first_of, number, reading, rows_of
from nbutils.reports.figures import COLOURS, MUTED, figure, new_figure
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.places import line_links
from nbutils.store import Audit

MOST_LANES = 20
SHOWN_DATES = 40
_MOST_MARKS = 60  # of a lane
Years = tuple[int, int, int, int]  # begin_first, begin_last, end_first, end_last
_OPEN = 4  # years drawn for an end that is not stated


def dates(audit: Audit) -> pd.DataFrame:
    """Every time on the calendar that an article names, with bounds in years: a row per mention and reading."""
    times = audit.mentions[audit.mentions["kind"] == "time"]
    rows = [
        {"article": row.article, "line": row.line, "start": row.start, "words": row.text, "value": row.value, **_years(found)}
        for row in rows_of(times)
        for found in bounds(str(row.value))
    ]
    columns = ["article", "line", "start", "words", "value", "begin_first", "begin_last", "end_first", "end_last"]
    return pd.DataFrame(rows, columns=columns)


def timeline(audit: Audit) -> Reading:
    """The times each article names, a lane per article; intervals that overlap lie below one another."""
    frame, short = dates(audit), labels(audit)
    lanes = dict(list(short.items())[:MOST_LANES])
    packed = {name: _packed(frame[frame["article"] == article]) for article, name in lanes.items()}
    tops = _tops([1 + max((row for row, _ in marks), default=0) for marks in packed.values()])
    canvas, axes = new_figure(0.8 + 0.16 * tops[-1])
    first, last = _range(frame)
    for top, marks in zip(tops, packed.values(), strict=False):
        for row, mark in marks:
            _draw(axes, top + row, mark)
    middles = [(top + below - 1) / 2 - 0.5 for top, below in pairwise(tops)]
    axes.set(yticks=middles, yticklabels=list(packed), ylim=(tops[-1] - 0.2, -1), xlim=(first - 2, last + 2))
    axes.hlines([top - 1 for top in tops[1:-1]], first - 2, last + 2, color=MUTED, linewidth=0.6)
    axes.grid(axis="x", linewidth=0.5)
    axes.locator_params(axis="x", nbins=6)
    in_short = [f"{name}: {int((frame['article'] == article).sum())}" for article, name in lanes.items()]
    alt = f"A lane per article with the times it names, from {first} to {last}. Dates in each: {'; '.join(in_short)}."
    caption = (
        "The times each article names, a bar for each. Dark: certainly within it; light: possibly, or one of several readings, "
        f"or an end that is not stated (drawn {_OPEN} years long).{first_of(len(short), 'articles', MOST_LANES)}"
    )
    sentence = (
        f"The articles name {count(len(frame), 'time')} on the calendar, from {first} to {last}."
        if len(frame)
        else "No dates are named."
    )
    return Reading(sentence, frame, figure(canvas, name="timeline", alt=alt, caption=caption))


def _packed(found: pd.DataFrame) -> list[tuple[int, Years]]:
    """Distinct intervals, each with the first row in which it overlaps no other."""
    marks = sorted({(m.begin_first, m.begin_last, m.end_first, m.end_last) for m in rows_of(found)})
    rows: list[int] = []  # the year up to which each row is taken
    placed = []
    for mark in marks[:_MOST_MARKS]:
        left, right = _extent(mark)
        row = next((i for i, taken in enumerate(rows) if taken < left), len(rows))
        rows[row : row + 1] = [right + 1]
        placed.append((row, mark))
    return placed


def _extent(mark: Years) -> tuple[int, int]:
    """The years a mark is drawn over; an end that is not stated is drawn a few years long."""
    left = mark[1] - _OPEN if mark[0] == FIRST[0] else mark[0]
    right = mark[2] + _OPEN if mark[3] == LAST[0] else mark[3]
    if mark[0] == FIRST[0]:
        left = right - _OPEN
    if mark[3] == LAST[0]:
        right = left + _OPEN
    return left, right


def _tops(heights: list[int]) -> list[int]:
    """Where each lane begins, and where the last ends; a free row between lanes."""
    return [0, *accumulate(height + 1 for height in heights)]


def _draw(axes: Axes, row: float, mark: Years) -> None:
    left, right = _extent(mark)
    axes.barh(row, right + 1 - left, left=left, height=0.7, color=MUTED)
    stated = mark[0] != FIRST[0] and mark[3] != LAST[0]
    if stated and (mark[1] <= mark[2] or left == right):
        begin, end = (mark[1], mark[2]) if mark[1] <= mark[2] else (left, right)
        axes.barh(row, end + 1 - begin, left=begin, height=0.7, color=COLOURS[0])


def dated_words(audit: Audit) -> Reading:
    """The marks of the timeline as a table: each time with the words it rests on."""
    frame, short = dates(audit).drop_duplicates(["article", "start"]), labels(audit)
    shown = frame.assign(article=frame["article"].map(short)).sort_values(
        ["begin_first", "end_last", "article", "start"], kind="stable"
    )
    whole = [_sentence(audit, row.article, row.start) for row in rows_of(frame.loc[shown.index])]
    shown = shown.assign(sentence=whole, line=line_links(audit, frame.loc[shown.index]))[
        ["words", "value", "article", "line", "sentence"]
    ]
    sentence = f"{capital(count(len(shown), 'time'))}, the earliest first, with the words around each."
    return reading(
        sentence, shown.rename(columns={"value": "EDTF"}), "Every time on the calendar; EDTF is its standard notation."
    )


def writing_window(audit: Audit) -> Reading:
    """When an article was written, by what it tells: after the latest year told as past, before the first that it expects."""
    frame, short, quoted = dates(audit), labels(audit), quoter(audit)
    windows = {name: _window(audit, article, frame[frame["article"] == article]) for article, name in short.items()}
    table = pd.DataFrame([{"article": name, **row} for name, (row, _) in windows.items()])
    undated = int(table["date stated"].isna().sum())
    sentence = (
        f"{capital(number(undated))} of {number(len(table))} articles {'states' if undated == 1 else 'state'} no date; "
        "the latest year an article tells of is the earliest it can be from."
    )
    whole = table.astype({"not before": "Int64", "not after": "Int64"})
    shown = reading(sentence, whole, "Within which years each article was written, by what it tells.")
    entries = [
        Entry(
            name,
            [quoted(_sentence(audit, row.article, row.start), row.article, row.start, row.line) for row in rows_of(told)]
            or ["no dated statement"],
        )
        for name, (_, told) in windows.items()
    ]
    caption = f"The latest dated statement of each article.{first_of(len(entries), 'articles', SHOWN_DATES)}"
    return Reading(sentence, table, _Both(shown, Entries(entries[:SHOWN_DATES], caption)))


def _window(audit: Audit, article: str, own: pd.DataFrame) -> tuple[dict[str, object], pd.DataFrame]:
    """The bounds of an article's writing, and the row that gives the lower one."""
    claims = audit.claims[audit.claims["article"] == article]
    told = _in_claims(own, claims[claims["modality"] == "asserted"])
    told = told[told["end_first"] < LAST[0]]
    expected = _in_claims(own, claims[claims["modality"] == "predicted"])
    stated = str(audit.articles.loc[audit.articles["article"] == article, "date"].iloc[0])
    row: dict[str, object] = {
        "date stated": None if stated == UNDATED else stated,
        "not before": int(told["end_first"].max()) if len(told) else None,
        "not after": int(expected["begin_first"].min()) if len(expected) else None,
        "called current": int(claims["time"].eq("now").sum()),
    }
    return row, told[told["end_first"] == row["not before"]].head(1)


class _Both:
    """A table and a list below it."""

    def __init__(self, table: Reading, entries: Entries) -> None:
        self.table, self.entries = table.result, entries

    def _repr_html_(self) -> str:
        return (self.table._repr_html_() if self.table else "") + self.entries._repr_html_()

    def __repr__(self) -> str:
        return f"{self.table!r}\n{self.entries!r}"


def _years(found: Bounds) -> dict[str, int]:
    return {name: getattr(found, name)[0] for name in ("begin_first", "begin_last", "end_first", "end_last")}


def _range(frame: pd.DataFrame) -> tuple[int, int]:
    years = pd.concat([frame["begin_first"], frame["end_last"]]) if len(frame) else pd.Series([1900, 2000])
    real = years[(years > FIRST[0]) & (years < LAST[0])]
    return (int(real.min()), int(real.max())) if len(real) else (1900, 2000)


def _in_claims(own: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The dates that stand inside some claims."""
    inside = [any(a <= at < b for a, b in zip(claims["start"], claims["end"], strict=True)) for at in own["start"]]
    return own[pd.Series(inside, index=own.index, dtype=bool)]


def _sentence(audit: Audit, article: str, start: int) -> str:
    """The sentence that holds a place of an article."""
    rows = audit.sentences
    found = rows[(rows["article"] == article) & (rows["start"] <= start) & (rows["end"] > start)]
    return " ".join(str(found.iloc[0]["text"]).split()) if len(found) else ""
