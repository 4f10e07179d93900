"""What can be checked at all? Claims by article, section and kind, the most check-worthy, and what unclear ones leave out."""

from typing import Any

import pandas as pd

from nbutils.claims.claims import FUNNEL
from nbutils.claims.kinds import ANCHORS
from nbutils.questions.corpus import labels, own_sentences
from nbutils.questions.quoted import quoter
from nbutils.questions.reading import Reading, capital, count, first_of, listed, number, reading, rows_of, shortened
from nbutils.reports.figures import COLOURS, HATCHES, PAPER, figure, new_figure
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.places import line_links
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit

MOST_BARS = 30
SHOWN_CLAIMS, SHOWN_SECTIONS = 12, 20
_QUESTIONS = {
    "subject": "who or what?", "predicate": "what exactly is said of it?", "value": "how much, which, or when?", "time": "when?",
    "one reading of the time": "when exactly? the words allow more than one reading",
}  # fmt: skip
_STEPS = {
    "claims": "claims", "checkable": "can be checked", "with predicate": "say something of a declared kind",
    "with subject": "and name what they speak of", "with value": "and state a value to compare",
}  # fmt: skip


def claims_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    density, kinds = checkable_density(audit).frame, audit.claims.loc[audit.claims["checkable"], "kind"].value_counts()
    sentences, can, anchored = (int(density[column].sum()) for column in ("sentences", "checkable", "anchored"))
    unclear = int((audit.claims["checkable"] & (audit.claims["missing"].str.len() > 0)).sum())
    most = f" The most frequent kind is “{kinds.index[0]}”." if len(kinds) else ""
    return answer(
        f"Of {sentences:,} sentences {can:,} say something that can be checked: {_in_hundred(can, sentences)}. "
        f"Only {anchored:,} do so with a date, a number or a name of their own: {_in_hundred(anchored, sentences)}. "
        f"{capital(count(unclear, 'checkable claim leaves', 'checkable claims leave'))} out who, what or when.{most}"
    )


def checkable_density(audit: Audit) -> Reading:
    """How much of each article can be checked: sentences with a checkable claim, and those with an anchor of their own.

    A sentence counts as checkable when one of its claims is (nbutils.claims.kinds.is_checkable), and as anchored when such
    a claim has a date, number, rank or name beside the article's own topic. This is the one function that counts it.
    """
    sentences = _with_claims(audit)
    by_article = sentences.groupby("article", sort=False)[["checkable", "anchored"]].sum()
    frame = (
        by_article.assign(sentences=sentences.groupby("article").size()).reindex(list(labels(audit)), fill_value=0).astype(int)
    )
    shares = frame[["checkable", "anchored"]].div(frame["sentences"].clip(lower=1), axis=0)
    shown, names = shares.head(MOST_BARS), list(labels(audit).values())[:MOST_BARS]
    canvas, axes = new_figure(0.9 + 0.42 * len(shown))
    rows = range(len(shown))
    axes.barh(rows, shown["checkable"] * 100, color=COLOURS[0], label="can be checked")
    axes.barh(rows, shown["anchored"] * 100, color=COLOURS[1], hatch=HATCHES[1], edgecolor=PAPER, height=0.4,
              label="with a date, number or name")  # fmt: skip
    axes.set(yticks=rows, yticklabels=names, xlabel="of 100 sentences", xlim=(0, 100))
    axes.invert_yaxis()
    canvas.legend(loc="outside upper left", ncols=2, fontsize=10)
    alt = "; ".join(f"{name}: {row.checkable:.0%}, {row.anchored:.0%}" for name, row in zip(names, rows_of(shown), strict=True))
    caption = "Checkable density: sentences that can be checked, and those with an anchor." + first_of(
        len(frame), "articles", MOST_BARS
    )
    total, can, anchored = (int(frame[column].sum()) for column in ("sentences", "checkable", "anchored"))
    sentence = f"{capital(_in_hundred(can, total))} can be checked, {_in_hundred(anchored, total)} with an anchor of their own."
    drawn = figure(canvas, name="density", alt=f"Checkable and anchored sentences of 100: {alt}.", caption=caption)
    return Reading(sentence, frame.reset_index(), drawn)


def density_by_section(audit: Audit) -> Reading:
    """The same by section: where there is anything to check at all."""
    sentences = _with_claims(audit)
    heads = audit.blocks[audit.blocks["kind"].isin(["title", "heading"])]
    words = [" ".join(audit.text(row.article)[row.start : row.end].split()).strip("#*_ ") for row in rows_of(heads)]
    under = heads.assign(section=pd.Series(words, heads.index, dtype=object))[["article", "start", "section"]].sort_values(
        "start"
    )
    placed = pd.merge_asof(sentences.sort_values("start"), under, on="start", by="article")
    placed["section"] = placed["section"].fillna("(before any heading)")
    grouped = placed.groupby(["article", "section"], sort=False).agg(
        start=("start", "min"), sentences=("start", "size"), checkable=("checkable", "sum"), anchored=("anchored", "sum")
    )
    frame = grouped.reset_index().sort_values(["article", "start"]).drop(columns="start")
    empty = int((frame["checkable"] == 0).sum())
    shown = frame.assign(article=frame["article"].map(labels(audit))).sort_values(
        ["checkable", "sentences"], ascending=[True, False], kind="stable"
    )
    sentence = f"{capital(count(empty, 'section holds', 'sections hold'))} nothing that can be checked, of {number(len(frame))}."
    caption = (
        f"Sections and their sentences that can be checked, the emptiest first.{first_of(len(shown), 'sections', SHOWN_SECTIONS)}"
    )
    return Reading(sentence, frame, reading(sentence, shown.head(SHOWN_SECTIONS), caption).result)


def funnel(audit: Audit) -> Reading:
    """How far claims come on the way to a comparison."""
    steps = audit.report["funnel"]
    frame = pd.DataFrame({"step": [_STEPS[step] for step in FUNNEL], "claims": [steps[step] for step in FUNNEL]})
    share = _in_hundred(steps["with value"], max(steps["checkable"], 1)).replace("sentences", "checkable claims")
    return reading(
        f"{capital(share)} can be compared with another statement of the same kind.",
        frame,
        "From claims to what can be compared.",
    )


def kinds(audit: Audit) -> Reading:
    """What kinds of claims the articles make."""
    claims = audit.claims
    frame = claims.groupby("kind").agg(claims=("kind", "size"), checkable=("checkable", "sum")).reset_index()
    frame = frame.sort_values(["claims", "kind"], ascending=[False, True])
    soft = int(claims["kind"].isin(["evaluation", "prediction", "advice"]).sum())
    sentence = f"{capital(number(soft))} of {len(claims):,} claims are praise, forecast or advice, which no record can settle."
    return reading(sentence, frame, "Claims by kind, and how many of each can be checked.")


def most_checkworthy(audit: Audit) -> Reading:
    """The claims a checker would begin with: those with the most anchors, each with what speaks for it."""
    claims = audit.claims[audit.claims["checkable"]]
    anchors = claims["checkworthiness"].map(lambda found: sum(anchor in found for anchor in ANCHORS))
    complete = claims["missing"].str.len() == 0
    order = claims.assign(anchors=anchors, complete=complete).sort_values(["anchors", "complete"], ascending=False, kind="stable")
    frame = order.drop(columns=["complete"])
    quoted = quoter(audit)
    entries = [
        Entry(listed([f for f in row.checkworthiness if f in (*ANCHORS, "declared predicate")]) or row.kind,
              [quoted(shortened(row.text), str(row.article), row.start, row.line)])
        for row in rows_of(order.head(SHOWN_CLAIMS))
    ]  # fmt: skip
    sentence = f"{capital(count(int((anchors >= 2).sum()), 'claim has', 'claims have'))} two anchors or more."
    return Reading(
        sentence, frame, Entries(entries, f"The most check-worthy claims, and why.{first_of(len(frame), 'claims', SHOWN_CLAIMS)}")
    )


def left_out(audit: Audit) -> Reading:
    """What unclear claims leave out, as the questions an editor would ask."""
    claims = audit.claims[audit.claims["checkable"]].explode("missing").dropna(subset=["missing"])
    frame = (
        claims.groupby("missing")
        .size()
        .rename("claims")
        .reset_index()
        .sort_values(["claims", "missing"], ascending=[False, True])
    )
    quoted = quoter(audit)
    entries = [
        Entry(
            f"{_QUESTIONS[row.missing]} ({row.claims:,})",
            [
                quoted(shortened(each.text), each.article, each.start, each.line)
                for each in _spread(claims[claims["missing"] == row.missing])
            ],
        )
        for row in rows_of(frame)
    ]
    sentence = f"{capital(count(claims.index.nunique(), 'checkable claim leaves', 'checkable claims leave'))} something out."
    return Reading(sentence, frame, Entries(entries, "What is not stated, with examples."))


def manner(audit: Audit) -> Reading:
    """How claims are made: plainly, hedged, as possible, as forecast or advice, denied, or in somebody else's name."""
    claims, short = audit.claims, labels(audit)
    table = claims.pivot_table(index="article", columns="modality", values="claim", aggfunc="count", fill_value=0)
    table = table.reindex(index=list(short), columns=["asserted", "hedged", "possible", "predicted", "advised"], fill_value=0)
    extra = {
        "denied": claims[claims["polarity"] == "negated"].groupby("article").size(),
        "in another’s name": claims[claims["attribution"] != "author"].groupby("article").size(),
    }
    frame = table.join(pd.DataFrame(extra)).fillna(0).astype(int).rename(index=short).rename_axis("article").reset_index()
    plain, total = int(table["asserted"].sum()), max(int(table.to_numpy().sum()), 1)
    sentence = f"{_in_hundred(plain, total).replace('sentences', 'claims')} are asserted plainly; few name who says so."
    return reading(capital(sentence), frame, "How claims are made, by article.")


def claims_table(audit: Audit, article: str = "", kind: str = "", predicate: str = "", subject: str = "") -> Reading:
    """The claims, filtered by words of the article's name, the kind, the predicate or the subject."""
    claims = audit.claims
    for column, words in (("article", article), ("kind", kind), ("predicate", predicate), ("subject", subject)):
        if words:
            claims = claims[claims[column].str.contains(words, case=False, regex=False)]
    first = claims.head(SHOWN_CLAIMS)
    shown = first.assign(
        article=first["article"].map(labels(audit)), text=first["text"].map(shortened), line=line_links(audit, first)
    )
    columns = ["article", "line", "text", "kind", "checkable", "subject", "predicate", "object", "quantity", "time"]
    sentence = f"{capital(count(len(claims), 'claim'))}."
    caption = f"Claims with their slots; “–” means that it is not stated.{first_of(len(claims), 'claims', SHOWN_CLAIMS)}"
    table = reading(sentence, shown[columns].replace({"": None}), caption, data="claims", total=len(claims))
    return Reading(sentence, claims, table.result)


def _with_claims(audit: Audit) -> pd.DataFrame:
    """The articles' own sentences, each with whether it holds a checkable claim and an anchored one."""
    sentences = own_sentences(audit).reset_index(drop=True)
    claims = audit.claims[audit.claims["checkable"]][["article", "start", "checkworthiness"]]
    anchored = claims["checkworthiness"].map(lambda found: any(anchor in found for anchor in ANCHORS))
    at = pd.merge_asof(
        claims.assign(anchored=anchored).sort_values("start"),
        sentences[["article", "start"]].assign(own=sentences.index).sort_values("start"),
        on="start", by="article",
    )  # fmt: skip
    found = at.groupby("own")["anchored"].any()
    checkable, with_anchor = sentences.index.isin(found.index), sentences.index.isin(found.index[found.astype(bool)])
    return sentences.assign(checkable=checkable, anchored=with_anchor)


def _spread(claims: pd.DataFrame, most: int = 3) -> list[Any]:
    """A few examples, from as many articles as there are."""
    first = claims.groupby("article", sort=False).head(1)
    return list(pd.concat([first, claims]).loc[lambda rows: ~rows["claim"].duplicated()].head(most).itertuples())


def _in_hundred(part: int, whole: int) -> str:
    """A share in words: "12 in 100 sentences"; "about one sentence in nine" where that says it."""
    if not part:
        return "none of the sentences"
    return f"{round(100 * part / max(whole, 1))} in 100 sentences"
