"""When? The articles' times on one line each, with their uncertainty, and the time in which an undated article was written."""

import pandas as pd
from matplotlib.axes import Axes

from nbutils.corpus.metadata import UNDATED
from nbutils.mentions.edtf import Bounds, Day, bounds
from nbutils.packs.load import load_pack, shipped_packs
from nbutils.questions.corpus import labels
from nbutils.questions.reading import Reading, capital, count, first_of, number, reading
from nbutils.reports.figures import COLOURS, MUTED, SOFT, figure, new_figure
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.text import quote
from nbutils.store import Audit

MOST_LANES = 20
SHOWN_DATES = 40
_OPEN = 4  # years drawn for an end that is not stated


def dates(audit: Audit) -> pd.DataFrame:
    """Every time on the calendar that an article names, with bounds in years: a row per mention and reading."""
    times = audit.mentions[audit.mentions["kind"] == "time"]
    rows = [
        {"article": row.article, "line": row.line, "start": row.start, "words": row.text, "value": row.value, **_years(found)}
        for row in times.itertuples()
        for found in bounds(str(row.value))
    ]
    columns = ["article", "line", "start", "words", "value", "begin_first", "begin_last", "end_first", "end_last"]
    return pd.DataFrame(rows, columns=columns)


def timeline(audit: Audit) -> Reading:
    """The times each article names, a lane per article and one for the periods that a pack knows."""
    frame, short = dates(audit), labels(audit)
    lanes = dict(list(short.items())[:MOST_LANES])
    known = _known_periods(audit)
    canvas, axes = new_figure(1.0 + 0.42 * (len(lanes) + bool(len(known))))
    first, last = _range(frame)
    for row, article in enumerate(lanes):
        _lane(axes, row, frame[frame["article"] == article], COLOURS[0])
    if len(known):
        _lane(axes, len(lanes), known, SOFT)
    names = [*lanes.values(), *(["periods of the pack"] if len(known) else [])]
    axes.set(yticks=range(len(names)), yticklabels=names, ylim=(len(names) - 0.4, -0.6), xlim=(first - 2, last + 2))
    axes.grid(axis="x", linewidth=0.5)
    axes.locator_params(axis="x", nbins=6)
    in_short = [f"{name}: {int((frame['article'] == article).sum())}" for article, name in lanes.items()]
    alt = f"A lane per article with the times it names, from {first} to {last}. Dates in each: {'; '.join(in_short)}."
    caption = (
        "The times each article names. Thick: certainly within; thin: possibly; a thin line that runs out at an end: that end is "
        f"not stated.{first_of(len(short), 'articles', MOST_LANES)}"
    )
    sentence = f"The articles name {count(len(frame), 'time')} on the calendar, from {first} to {last}." if len(frame) else "No dates are named."
    return Reading(sentence, frame, figure(canvas, name="timeline", alt=alt, caption=caption))


def dated_words(audit: Audit) -> Reading:
    """The marks of the timeline as a table: each time with the words it rests on."""
    frame, short = dates(audit).drop_duplicates(["article", "start"]), labels(audit)
    shown = frame.assign(article=frame["article"].map(short)).sort_values(["begin_first", "end_last", "article", "start"], kind="stable")
    whole = [_sentence(audit, row.article, row.start) for row in frame.loc[shown.index].itertuples()]
    shown = shown.assign(sentence=whole)[["words", "value", "article", "line", "sentence"]]
    sentence = f"{capital(count(len(shown), 'time'))}, the earliest first, with the words around each."
    return reading(sentence, shown.rename(columns={"value": "EDTF"}), "Every time on the calendar; EDTF is its standard notation.")


def writing_window(audit: Audit) -> Reading:
    """When an article without a date must have been written: after the latest year it tells as past, before the first it expects."""
    frame, short, claims = dates(audit), labels(audit), audit.claims
    rows, entries = [], []
    for article, name in short.items():
        own = frame[frame["article"] == article]
        told = _in_claims(own, claims[(claims["article"] == article) & (claims["modality"] == "asserted")])
        hoped = _in_claims(own, claims[(claims["article"] == article) & (claims["modality"] == "predicted")])
        past, ahead = told[~told["begin_first"].isna()], hoped
        latest = int(past["end_first"].replace(9999, pd.NA).dropna().max()) if len(past) and past["end_first"].ne(9999).any() else None
        soonest = int(ahead["begin_first"].min()) if len(ahead) else None
        current = claims[(claims["article"] == article) & claims["time"].eq("now")]
        stated = str(audit.articles.loc[audit.articles["article"] == article, "date"].iloc[0])
        rows.append({"article": name, "date stated": None if stated == UNDATED else stated, "not before": latest, "not after": soonest, "called current": len(current)})
        evidence = own[own["end_first"] == latest].head(1) if latest else own.head(0)
        entries.append(Entry(name, [quote(_sentence(audit, row.article, row.start), name, row.line) for row in evidence.itertuples()] or ["no dated statement"]))
    table = pd.DataFrame(rows)
    undated = int(table["date stated"].isna().sum())
    sentence = f"{capital(number(undated))} of {number(len(table))} articles state no date; the latest year each tells of is the earliest it can be from."
    shown = reading(sentence, table.astype({"not before": "Int64", "not after": "Int64"}), "Within which years each article was written, by what it tells.")
    caption = f"The latest dated statement of each article.{first_of(len(entries), 'articles', SHOWN_DATES)}"
    return Reading(sentence, table, _Both(shown, Entries(entries[:SHOWN_DATES], caption)))


class _Both:
    """A table and a list below it."""

    def __init__(self, table: Reading, entries: Entries) -> None:
        self.table, self.entries = table.result, entries

    def _repr_html_(self) -> str:
        return (self.table._repr_html_() if self.table else "") + self.entries._repr_html_()

    def __repr__(self) -> str:
        return f"{self.table!r}\n{self.entries!r}"


def _years(found: Bounds) -> dict[str, int]:
    def year(day: Day) -> int:
        return day[0]

    return {name: year(getattr(found, name)) for name in ("begin_first", "begin_last", "end_first", "end_last")}


def _range(frame: pd.DataFrame) -> tuple[int, int]:
    years = pd.concat([frame["begin_first"], frame["end_last"]]) if len(frame) else pd.Series([1900, 2000])
    real = years[(years > -9999) & (years < 9999)]
    return (int(real.min()), int(real.max())) if len(real) else (1900, 2000)


def _lane(axes: Axes, row: int, found: pd.DataFrame, colour: str) -> None:
    """A lane's marks; marks of the same years lie over one another."""
    for mark in found[["begin_first", "begin_last", "end_first", "end_last"]].drop_duplicates().itertuples():
        left = mark.begin_last - _OPEN if mark.begin_first == -9999 else mark.begin_first
        right = mark.end_first + _OPEN if mark.end_last == 9999 else mark.end_last
        left, right = (right - _OPEN, right) if mark.begin_first == -9999 and mark.begin_last == 9999 else (left, right)
        left, right = (left, left + _OPEN) if mark.end_last == 9999 and mark.end_first == -9999 else (left, right)
        axes.plot([left, right + 0.9], [row, row], color=colour if colour != COLOURS[0] else MUTED, linewidth=5, linestyle="-", solid_capstyle="butt", zorder=1)
        if mark.begin_last <= mark.end_first and mark.begin_first != -9999 and mark.end_last != 9999:
            axes.plot([mark.begin_last, mark.end_first + 0.9], [row, row], color=colour, linewidth=11, linestyle="-", solid_capstyle="butt", zorder=2)
        elif right - left <= 1:
            axes.plot([left, right + 0.9], [row, row], color=colour, linewidth=11, linestyle="-", solid_capstyle="butt", zorder=2)


def _known_periods(audit: Audit) -> pd.DataFrame:
    """The periods of the packs that the audit was read with."""
    names = [name for name in audit.report["parameters"]["packs"] if name in shipped_packs()]
    rows = [_years(found) for name in names for period in load_pack(name).periods for found in bounds(period.value)[:1]]
    return pd.DataFrame(rows)


def _in_claims(own: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The dates that stand inside some claims."""
    inside = [any(a <= at < b for a, b in zip(claims["start"], claims["end"], strict=True)) for at in own["start"]]
    return own[pd.Series(inside, index=own.index, dtype=bool)]


def _sentence(audit: Audit, article: str, start: int) -> str:
    """The sentence that holds a place of an article."""
    rows = audit.sentences
    found = rows[(rows["article"] == article) & (rows["start"] <= start) & (rows["end"] > start)]
    return " ".join(str(found.iloc[0]["text"]).split()) if len(found) else ""
