"""What fits a record of known facts, what does not, and what is missing? Findings against facts, and facts no article has."""

from collections import Counter

import pandas as pd

from nbutils.questions.corpus import labels
from nbutils.questions.inconsistencies import card
from nbutils.questions.reading import Reading, capital, count, first_of, listed, number, reading, rows_of
from nbutils.questions.tally import AGAINST
from nbutils.reports.cards import Cards, Compared, status_words
from nbutils.reports.places import line_links
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit

SHOWN_CARDS, SHOWN_SUPPORTED = 20, 20
# What the record says of a claim, in the order of the table's columns; the last but one is shown where there are any.
_CLAIMS = {
    "supported": "as the record has it", "contradicted": "differs", "outdated": "may be out of date", "contested": "sources part",
    "not in the record": "not in the record", "": "not compared",
}  # fmt: skip
_RARE = ("contested", "")


def record_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds and whichever record was used."""
    if audit.facts.empty:
        return answer(
            "No record was used: nothing here is compared with known facts. Give one with --record, a table with the columns "
            "subject, property and value, or use a pack that brings one."
        )
    claims = audit.claims[audit.claims["checkable"]]
    silent, met = int((claims["in_record"] == "not in the record").sum()), int(audit.facts["met"].sum())
    against = listed(_against(audit)) or "none differs from it"
    return answer(
        f"A record is a table of known facts, here {len(audit.facts):,} of them. {_agreeing(audit)}; {against}. "
        f"Of {len(claims):,} claims that can be checked {silent:,} are not in the record, which says nothing against them. "
        f"The articles speak of {met:,} of the facts."
    )


def _against(audit: Audit) -> list[str]:
    """What does not fit, counted by the words of its status: "one differs from the record"."""
    found = audit.findings[audit.findings["status"].isin(AGAINST)]
    counts = Counter(status_words(row._asdict()) for row in rows_of(found))
    return [f"{number(times)} {words[0].lower()}{words[1:]}" for words, times in counts.items()]


def _agreeing(audit: Audit) -> str:
    """In how many sentences the record has the same, and in how many comparisons: one sentence may have several values."""
    found = audit.findings[audit.findings["status"] == "record-supported"]
    places = {(piece["article"], piece["start"]) for evidence in found["evidence"] for piece in evidence if "article" in piece}
    if found.empty:
        return "No sentence was found to say what the record has"
    said = f"{capital(count(len(places), 'sentence has', 'sentences have'))} something as the record has it"
    return said if len(places) == len(found) else f"{said}, in {count(len(found), 'comparison')}"


def against_record(audit: Audit) -> Reading:
    """What differs from the record, no longer holds or is contested, as evidence cards, worst first."""
    found = audit.findings[audit.findings["status"].isin(AGAINST)]
    if found.empty:
        return Reading("Nothing was found that differs from the record.", found, None)
    cards = [card(row) for row in found.head(SHOWN_CARDS).to_dict("records")]
    sentence = f"{capital(listed(_against(audit)))}."
    caption = f"What does not fit the record, worst first.{first_of(len(found), 'findings', SHOWN_CARDS)}"
    return Reading(sentence, found, Cards(cards, caption))


def supported(audit: Audit) -> Reading:
    """What the record has as well: the words, and the fact."""
    found, short = audit.findings[audit.findings["status"] == "record-supported"], labels(audit)
    told = ((row.evidence[0], row.evidence[-1], row.summary) for row in rows_of(found))
    rows = [
        {
            "article": own["article"],
            "start": own["start"],
            "line": own["line"],
            "words": own["quote"],
            "compared": Compared(own["quote"], summary).words,
            "the record": fact["quote"],
        }
        for own, fact, summary in told
    ]
    frame = pd.DataFrame(rows, columns=["article", "start", "line", "words", "compared", "the record"])
    shown = frame.head(SHOWN_SUPPORTED)
    marked = [Compared(quote, f"“{said}”") for quote, said in zip(shown["words"], shown["compared"], strict=True)]
    words = pd.Series(marked, index=shown.index, dtype=object)
    shown = shown.assign(article=shown["article"].map(short), line=line_links(audit, shown), words=words)
    shown = shown.drop(columns=["start", "compared"])
    only = " Only the underlined words were compared, not the rest of the sentence." if rows else ""
    sentence = f"{_agreeing(audit)}.{only}"
    caption = f"Sentences, what of them was compared, and the facts.{first_of(len(frame), 'rows', SHOWN_SUPPORTED)}"
    return Reading(sentence, frame, reading(sentence, shown, caption, data="findings", total=len(frame)).result)


def coverage(audit: Audit) -> Reading:
    """Each article's checkable claims by what the record says of them."""
    met = audit.claims["in_record"].isin(["supported", "contradicted", "outdated", "contested"])
    claims, short = audit.claims[audit.claims["checkable"] | met], labels(audit)
    frame = pd.crosstab(claims["article"], claims["in_record"]).reindex(list(short), columns=list(_CLAIMS), fill_value=0)
    frame = frame.drop(columns=[name for name in _RARE if not frame[name].any()]).rename(index=short, columns=_CLAIMS)
    sentence = "Most of what can be checked is not in the record: that says nothing against it."
    caption = "Claims of each article that can be checked or that a fact speaks of. A claim is counted once, whatever meets it."
    return reading(sentence, frame.rename_axis(index="article", columns=None).reset_index(), caption)


def gaps(audit: Audit) -> Reading:
    """Facts that no article speaks of, counted by their property, with examples: what the articles leave out."""
    left = audit.facts[~audit.facts["met"].astype(bool)]
    rows = [
        {"property": name, "facts": len(group), "for example": f"{group['subject'].iloc[0]}: {group['value'].iloc[0]}"}
        for name, group in left.groupby("property", sort=True)
    ]
    frame = pd.DataFrame(rows, columns=["property", "facts", "for example"]).sort_values(
        ["facts", "property"], ascending=[False, True], ignore_index=True
    )
    sentence = f"{capital(count(len(left), 'fact of the record is', 'facts of the record are'))} not spoken of."
    return reading(sentence, frame, "Facts of the record that no article speaks of, by property.")


def records_used(audit: Audit) -> Reading:
    """Which records were used, and as of when."""
    frame = pd.DataFrame(audit.report["parameters"]["records"], columns=["title", "checked", "as of"])
    known = [f"“{row['title']}”, checked on {row['checked']}" for row in frame.to_dict("records")]
    sentence = f"Compared with {'; '.join(known)}." if known else "No record was used."
    return reading(sentence, frame, "The records, when they were last checked, and the day they are looked at from.")
