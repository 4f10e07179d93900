"""Where do the articles disagree with themselves and each other? Findings as cards, the worklist, and who agrees with whom."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import pandas as pd

from nbutils.exports.words import measured, rule_words
from nbutils.questions.beside import SHOWN_PAIRS, entries, to_read
from nbutils.questions.corpus import labels
from nbutils.questions.quoted import quoter
from nbutils.questions.reading import Reading, capital, count, first_of, number, reading, rows_of, shortened
from nbutils.questions.tally import AGAINST, DRIFT, ONLY_WORDS, PARTING, differing, parted
from nbutils.reports.cards import STATUS_WORDS, Card, Cards
from nbutils.reports.figures import COLOURS, INK, PAPER, figure, new_figure
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit
from nbutils.verdicts import chosen

SHOWN_CARDS, SHOWN_AGREEMENTS = 20, 20
MOST_ARTICLES = 14  # of a matrix that can still be read


def inconsistencies_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    shared = audit.agreements[audit.agreements["independent"] > 1]
    agreed = count(len(shared), "statement is", "statements are")
    return answer(
        f"{_found_in_words(compared(audit))} "
        f"Where no rule decides, {count(len(audit.sidebyside), 'row')} stand side by side, first those that may part. "
        f"{capital(agreed)} made by more than one article in words of its own. "
        "What the rules find is little and mostly right; most of what does not fit only a reader sees."
    )


def compared(audit: Audit) -> pd.DataFrame:
    """The findings from comparing articles, worst first: those that part, then those in which only lists or words differ."""
    return audit.findings[audit.findings["status"].isin([*PARTING, DRIFT])]


def _found_in_words(found: pd.DataFrame) -> str:
    """How many findings part, where, and how many only differ."""
    parts, lists = parted(found), len(differing(found))
    within = sum(len({piece["article"] for piece in row.evidence}) == 1 for row in rows_of(parts))
    where = f", {number(within)} of them within one article" if len(parts) else ""
    said = f"{capital(count(len(parts), 'finding says', 'findings say'))} that passages part by a rule{where}."
    also = f" In {count(lists, 'more finding', 'more findings') if len(parts) else count(lists, 'finding')} lists or words differ"
    return f"{said}{also}, which {ONLY_WORDS} and is not counted as parting." if lists else said


def inconsistencies(audit: Audit) -> Reading:
    """The findings as evidence cards, worst first."""
    found = compared(audit)
    if found.empty:
        return Reading("No two passages part by a rule; what may part stands side by side below.", found, None)
    cards = [card(row) for row in found.head(SHOWN_CARDS).to_dict("records")]
    caption = f"The findings, worst first.{first_of(len(found), 'findings', SHOWN_CARDS)}"
    return Reading(_found_in_words(found), found, Cards(cards, caption))


def card(row: Any) -> Card:
    """The card of a finding or of a row of the worklist, with what its rule was measured at and a reviewer's verdict.

    Verdicts come from the file that the setting NBUTILS_VERDICTS names, if any.
    """
    verdict, rule = chosen().get(row.get("finding") or row.get("pair", "")), row.get("rule", "")
    unless = rule_words(rule).unless if row.get("status") in (*PARTING, DRIFT, *AGAINST) else ""
    return Card(row, measured(rule), f"A reviewer: {verdict}." if verdict else "", unless)


def finding_rules(audit: Audit) -> Reading:
    """How many findings each rule gives, and of which status."""
    found = compared(audit)
    frame = found.groupby(["rule", "status"], sort=True).size().rename("findings").reset_index()
    sentence = (
        "No rule reports anything."
        if frame.empty
        else f"{capital(count(frame['rule'].nunique(), 'rule reports', 'rules report'))} something."
    )
    shown = frame.assign(status=frame["status"].map(STATUS_WORDS))
    return Reading(sentence, frame, reading(sentence, shown, "Findings by rule and by what they say.").result)


def side_by_side(audit: Audit) -> Reading:
    """The first rows of the worklist: passages to read beside each other, and why."""
    rows = to_read(audit)
    caption = (
        "Passages to read side by side, those that may part first, those that say the same last."
        f"{first_of(len(rows), 'rows', SHOWN_PAIRS)}"
    )
    sentence = f"{capital(count(len(rows), 'row'))}; each says why it is there."
    return Reading(sentence, rows, Entries(entries(audit, SHOWN_PAIRS), caption))


def agreement_list(audit: Audit) -> Reading:
    """What several articles say in words of their own, best supported first."""
    shared, quoted = audit.agreements[audit.agreements["independent"] > 1], quoter(audit)
    shown = [
        Entry(
            row.summary,
            [quoted(shortened(p["quote"]), p["article"], p["start"], p["line"]) for p in row.evidence],
            f"agreement-{row.agreement}",
        )
        for row in rows_of(shared.head(SHOWN_AGREEMENTS))
    ]
    copies = len(audit.agreements) - len(shared)
    also = f" {capital(count(copies, 'passage'))} more {'is' if copies == 1 else 'are'} shared word for word: one voice."
    sentence = f"{capital(count(len(shared), 'statement'))} with independent wordings.{also if copies else ''}"
    caption = f"Statements that more than one article makes.{first_of(len(shared), 'statements', SHOWN_AGREEMENTS)}"
    return Reading(sentence, shared, Entries(shown, caption) if shown else None)


def parting_map(audit: Audit) -> Reading:
    """Which articles part from which: pairs of passages to look at, within an article on the diagonal."""
    pairs = Counter(_pairs(compared(audit)["evidence"]))
    pairs.update(_pairs(audit.sidebyside["evidence"].head(SHOWN_PAIRS)))
    return _matrix(audit, pairs, "parting-map", "Passages to look at", "findings and the first rows side by side")


def agreement_matrix(audit: Audit) -> Reading:
    """Which articles agree with which: statements that both make in their own words."""
    pairs = Counter(_pairs(audit.agreements.loc[audit.agreements["independent"] > 1, "evidence"]))
    return _matrix(audit, pairs, "agreement-matrix", "Statements in common", "statements that both articles make")


def _pairs(rows: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """The pairs of articles in rows of evidence, each once a row; an article that parts from itself is a pair with itself."""
    for evidence in rows:
        articles = [piece["article"] for piece in evidence if "article" in piece]
        yield from {tuple(sorted(pair)) for pair in combinations(articles, 2)}


def _matrix(audit: Audit, pairs: Counter[tuple[str, str]], name: str, title: str, what: str) -> Reading:
    short = labels(audit)
    rows = {one: {other: pairs[min(one, other), max(one, other)] for other in short} for one in short}
    frame = pd.DataFrame.from_dict(rows, orient="index").rename(index=short, columns=short)
    most = max(pairs, key=lambda pair: (pairs[pair], pair), default=None)
    sentence = "Nothing to show." if most is None else f"Most between {short[most[0]]} and {short[most[1]]}."
    if most is not None and most[0] == most[1]:
        sentence = f"Most within {short[most[0]]}."
    shown = frame.iloc[:MOST_ARTICLES, :MOST_ARTICLES]
    canvas, axes = new_figure(1.2 + 0.5 * len(shown))
    top = max(int(shown.to_numpy().max()), 1)
    for row, counts in enumerate(shown.to_numpy()):
        for column, value in enumerate(counts):
            if value:
                axes.scatter(column, row, s=60 + 500 * value / top, color=COLOURS[0], zorder=2)
                axes.text(column, row, str(value), ha="center", va="center", fontsize=9, color=PAPER, zorder=3)
    _label(axes, list(shown.index))
    caption = f"{title}: {what}.{first_of(len(frame), 'articles', MOST_ARTICLES)}"
    alt = "; ".join(f"{short[one]} and {short[other]}: {times}" for (one, other), times in sorted(pairs.items())) or "none"
    return Reading(
        sentence, frame.reset_index(names="article"), figure(canvas, name=name, alt=f"{title}. {alt}.", caption=caption)
    )


def _label(axes: Any, names: list[str]) -> None:
    places = range(len(names))
    axes.set(xticks=places, yticks=places, xticklabels=names, yticklabels=names, xlim=(-0.6, len(names) - 0.4))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="x", rotation=0 if max(map(len, names), default=0) <= 6 else 90, labelcolor=INK)
    axes.grid(linewidth=0.5)
