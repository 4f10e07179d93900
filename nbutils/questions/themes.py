"""What runs through the articles, and what does each leave out? Themes that are found, themes of a pack, and gaps."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from nbutils.questions.corpus import labels
from nbutils.questions.quoted import Quoter, quoter
from nbutils.questions.reading import Reading, capital, count, first_of, listed, number, reading, rows_of, shortened
from nbutils.reports.lists import Entries, Entry, Folds
from nbutils.reports.places import line_links
from nbutils.reports.text import Answer, Quote, answer
from nbutils.store import Audit
from nbutils.themes.found import LEAST_SECTIONS, STABLE, TOP
from nbutils.themes.promises import unkept

TOO_LITTLE = (
    f"There is too little English text to find themes in: fewer than {LEAST_SECTIONS} sections, or sections that share no words."
)
NO_DICTIONARY = "No pack is in use that names themes, so there are only those found."
SHOWN_PASSAGES, SHOWN_ARTICLES = 2, 12
_ALONE = "Themes that one article treats, with a passage; of a found theme the others have next to nothing."
_ANY = 0.001  # of an article's sentences: the least that is stored
_TREATED, _LEFT_OUT = 0.1, 0.02  # of an article: a found theme that has as much there, or as good as nothing


def themes_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    themes, articles = audit.themes, len(audit.articles)
    if themes.empty:
        return answer(TOO_LITTLE)
    given, found = (themes[themes["how"] == how] for how in ("dictionary", "found"))
    words = []
    if len(given):
        everywhere = int((given["weight"].map(len) == articles).sum())
        words.append(
            f"Of {count(len(given), 'theme')} named by the pack (what the program was told of the subject), "
            f"{number(everywhere)} {'stands' if everywhere == 1 else 'stand'} in every article."
        )
    if len(found):
        back = int((found["stability"] >= STABLE).sum())
        words.append(
            f"{capital(count(len(found), 'theme is', 'themes are'))} found without a pack, of which {number(back)} would come "
            "back if the articles were a little different."
        )
    else:
        words.append(TOO_LITTLE)
    words.extend(row.sentence for row in (only_one_treats(audit), left_out_by(audit)) if not row.frame.empty)
    return answer(" ".join(words))


def themes_found(audit: Audit) -> Reading:
    """The themes that are found without a pack, largest first: their words, and whether they come back."""
    rows = audit.themes[audit.themes["how"] == "found"]
    if rows.empty:
        return Reading(TOO_LITTLE, rows, None)
    frame = pd.DataFrame(
        {
            "theme": rows["label"],
            "more of its words": [listed(words[3:TOP], TOP) for words in rows["terms"]],
            "come back": [f"{TOP * share:.1f} of {TOP}" for share in rows["stability"]],
            "holds": ["stable" if share >= STABLE else "unstable" for share in rows["stability"]],
        }
    )
    back = int((frame["holds"] == "stable").sum())
    caption = (
        f"Found themes, largest first. “Come back”: how many of a theme’s {TOP} weightiest terms, on average, are "
        "there again when sections are drawn anew, some twice and some not at all. Fewer than half: unstable."
    )
    return reading(f"{capital(number(back))} of {count(len(frame), 'found theme')} would come back.", frame, caption)


def themes_named(audit: Audit) -> Reading:
    """The themes that the packs name, most treated first: how many articles and sentences treat each, and in which words."""
    rows = audit.themes[audit.themes["how"] == "dictionary"]
    if rows.empty:
        return Reading(NO_DICTIONARY, rows, None)
    frame = pd.DataFrame(
        {
            "theme": rows["label"],
            "told by": [listed(words, 4) for words in rows["terms"]],
            "articles": rows["weight"].map(len),
            "at most": [round(100 * max(share["weight"] for share in weight)) for weight in rows["weight"]],
        }
    ).sort_values(["articles", "at most"], ascending=False, kind="stable")
    sentence = f"Most treated: {frame['theme'].iloc[0]}. Least: {frame['theme'].iloc[-1]}."
    caption = (
        "Themes that the pack names, the words of the articles that they are told by, how many articles treat each, and in how "
        "many sentences of 100 the one that treats it most."
    )
    return reading(sentence, frame, caption)


def theme_passages(audit: Audit) -> Reading:
    """The best passages of each theme, one of each article before a second."""
    quoted, rows = quoter(audit), audit.themes
    if rows.empty:
        return Reading(TOO_LITTLE, rows, None)
    entries = [Entry(_name(row), list(_quotes(row, quoted))) for row in rows_of(rows)]
    caption = "Passages that show each theme best; open a theme to read them."
    return Reading(f"{capital(count(len(rows), 'theme'))} with their passages.", rows, Folds(entries, caption))


def _name(row: Any) -> str:
    told = "named by the pack" if row.how == "dictionary" else "found" + ("" if row.stability >= STABLE else ", unstable")
    return f"{capital(row.label)} ({told})"


def _quotes(row: Any, quoted: Quoter) -> Iterator[Quote]:
    for place in row.evidence[:SHOWN_PASSAGES]:
        yield quoted(shortened(place["quote"]), place["article"], place["start"], place["line"])


def weights(audit: Audit) -> pd.DataFrame:
    """A row per theme, a column per article: the share of the article's sentences that treat it, or of the article itself."""
    held = {row.theme: {share["article"]: share["weight"] for share in row.weight} for row in rows_of(audit.themes)}
    return pd.DataFrame.from_dict(held, orient="index", columns=None).reindex(
        index=list(held), columns=list(audit.articles["article"])
    ).fillna(0.0)  # fmt: skip


def only_one_treats(audit: Audit) -> Reading:
    """Themes that one article treats and all others leave out, with a passage."""
    if len(audit.articles) < 2:
        return Reading("With one article there is none to set it beside.", audit.themes.head(0), None)
    short, quoted, (treats, none), entries = labels(audit), quoter(audit), _treated(audit), []
    alone = (treats.sum(axis=1) == 1) & (none.sum(axis=1) == len(short) - 1)
    lone = audit.themes[audit.themes["theme"].isin(alone.index[alone])]
    for row in rows_of(lone):
        article = str(treats.loc[row.theme].idxmax())
        own = [place for place in row.evidence if place["article"] == article][:1]
        quotes = [quoted(shortened(place["quote"]), article, place["start"], place["line"]) for place in own]
        entries.append(Entry(f"Only {short[article]}: {row.label}", quotes))
    said = listed([row.label for row in rows_of(lone)], 3)
    sentence = f"Treated by one article alone: {said}." if said else "No theme is treated by one article alone."
    return Reading(sentence, lone, Entries(entries, _ALONE) if entries else None)


def left_out_by(audit: Audit) -> Reading:
    """What each article leaves out of what at least half of the articles treat."""
    short, (treats, none) = labels(audit), _treated(audit)
    if len(short) < 2 or treats.empty:
        return Reading("There are no themes of several articles that one could leave out.", audit.themes.head(0), None)
    shared = none[treats.sum(axis=1) >= len(short) / 2]
    names = audit.themes.set_index("theme")["label"]
    gaps = {article: [str(names[theme]) for theme in shared.index[shared[article]]] for article in short}
    table = pd.DataFrame([(short[a], listed(left, 9), len(left)) for a, left in gaps.items() if left],
                         columns=["article", "leaves out", "themes"])  # fmt: skip
    if table.empty:
        return Reading("No article leaves out a theme that half of the articles treat.", table, None)
    sentence = f"{_most_left_out({short[article]: left for article, left in gaps.items()}, len(shared))}."
    entries = [Entry(str(row.article), [row[2]]) for row in table.head(SHOWN_ARTICLES).itertuples()]
    caption = "Themes that at least half of the articles treat, and this one does not touch in a single sentence." + first_of(
        len(table), "articles", SHOWN_ARTICLES
    )
    return Reading(sentence, table, Entries(entries, caption))


def _most_left_out(gaps: Mapping[str, list[str]], shared: int) -> str:
    """Which article leaves out most, how many of how many, and which; several that leave out as many are named together."""
    most = max(map(len, gaps.values()))
    first = [name for name, left in gaps.items() if len(left) == most]
    of = f"of {count(shared, 'theme')} that at least half of the articles treat"
    if len(first) > 1:
        return f"{listed(first)} each leave out {number(most)} {of}, the others fewer or none"
    return f"{first[0]} leaves out {number(most)} {of}, no other as many: {listed([f'“{theme}”' for theme in gaps[first[0]]], 3)}"


def _treated(audit: Audit) -> tuple[pd.DataFrame, pd.DataFrame]:
    """For each theme that is given or stable, a row, and each article, a column: whether it treats it, and leaves it out."""
    held = weights(audit)
    kept = (audit.themes["stability"] >= STABLE).to_numpy()
    given = (audit.themes["how"] == "dictionary").to_numpy()[kept]
    held = held[kept]
    least, most = (np.where(given, _ANY, bound) for bound in (_TREATED, _LEFT_OUT))
    return held.ge(least, axis=0), held.lt(most, axis=0)


def unkept_promises(audit: Audit) -> Reading:
    """Headings that name something of which no word stands in the text under them."""
    needed = ("articles", "blocks", "sentences", "mentions")
    tables: dict[str, Any] = {name: getattr(audit, name).to_dict("records") for name in needed}
    rows = [
        {
            "article": found.heading["article"],
            "start": found.heading["start"],
            "line": found.heading["line"],
            "heading": audit.text(found.heading["article"])[found.heading["start"] : found.heading["end"]],
            "does not come up": found.name,
        }
        for found in unkept(tables)
    ]
    headings = int((audit.blocks["kind"] == "heading").sum())
    name = "names" if len(rows) == 1 else "name"
    under = "something that does not come up, by that name, in the text under it"
    sentence = f"Of {count(headings, 'heading')}, {number(len(rows))} {name} {under}."
    if not rows:
        sentence = "What a heading names comes up in the text under it." if headings else "The articles have no headings."
    frame = pd.DataFrame(rows, columns=["article", "start", "line", "heading", "does not come up"])
    shown = frame.assign(article=frame["article"].map(labels(audit)), line=line_links(audit, frame)).drop(columns="start")
    caption = "Headings that name something, and no word of the name stands in the text under them."
    return Reading(sentence, frame, reading(sentence, shown, caption).result)
