"""What holds against the record, what has lapsed, what is missing? Findings against facts, and facts no article speaks of."""

import pandas as pd

from nbutils.questions.corpus import labels
from nbutils.questions.inconsistencies import card
from nbutils.questions.reading import Reading, capital, count, first_of, listed, number, reading
from nbutils.reports.cards import Cards
from nbutils.reports.places import line_links
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit

AGAINST = ("record-contradicted", "outdated", "contested")
SHOWN_CARDS, SHOWN_SUPPORTED = 20, 20
_WORDS = {
    "record-supported": "as the record has it", "record-contradicted": "differs from the record",
    "outdated": "no longer holds", "contested": "sources part",
}  # fmt: skip


def record_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds and whichever record was used."""
    if audit.facts.empty:
        return answer(
            "No record was used: nothing here is compared with known facts. Give one with --record, a table with the columns "
            "subject, property and value, or use a pack that brings one."
        )
    counts, claims = audit.findings["status"].value_counts(), audit.claims[audit.claims["checkable"]]
    silent = int((claims["in_record"] == "not in the record").sum())
    names = ("record-supported", "record-contradicted", "outdated")
    supports, differs, gone = (int(counts.get(name, 0)) for name in names)
    met = int(audit.facts["met"].sum())
    return answer(
        f"Compared with {len(audit.facts):,} facts, {_some(supports, 'statement is', 'statements are')} as the record has it, "
        f"{_some(differs, 'differs', 'differ')} from it, {_some(gone, 'no longer holds', 'no longer hold')}. "
        f"Of {len(claims):,} checkable claims {silent:,} are not in the record, which says nothing against them. "
        f"The articles speak of {met:,} of the facts."
    )


def _some(value: int, one: str, more: str) -> str:
    return f"{number(value)} {one if value == 1 else more}"


def against_record(audit: Audit) -> Reading:
    """What differs from the record, no longer holds or is contested, as evidence cards, worst first."""
    found = audit.findings[audit.findings["status"].isin(AGAINST)]
    if found.empty:
        return Reading("Nothing was found that differs from the record.", found, None)
    cards = [card(row) for row in found.head(SHOWN_CARDS).to_dict("records")]
    counts = found["status"].map(_WORDS).value_counts(sort=False)
    sentence = f"{capital(listed([f'{number(int(times))} {words}' for words, times in counts.items()]))}."
    caption = f"What does not fit the record, worst first.{first_of(len(found), 'findings', SHOWN_CARDS)}"
    return Reading(sentence, found, Cards(cards, caption))


def supported(audit: Audit) -> Reading:
    """What the record has as well: the words, and the fact."""
    found, short = audit.findings[audit.findings["status"] == "record-supported"], labels(audit)
    rows = [
        {
            "article": own["article"],
            "start": own["start"],
            "line": own["line"],
            "words": own["quote"],
            "the record": fact["quote"],
        }
        for own, fact in ((evidence[0], evidence[-1]) for evidence in found["evidence"])
    ]
    frame = pd.DataFrame(rows, columns=["article", "start", "line", "words", "the record"])
    shown = frame.head(SHOWN_SUPPORTED)
    shown = shown.assign(article=shown["article"].map(short), line=line_links(audit, shown)).drop(columns="start")
    sentence = f"{capital(count(len(frame), 'statement is', 'statements are'))} as the record has it."
    caption = f"Statements and facts.{first_of(len(frame), 'rows', SHOWN_SUPPORTED)}"
    return Reading(sentence, frame, reading(sentence, shown, caption, data="findings", total=len(frame)).result)


def coverage(audit: Audit) -> Reading:
    """Each article's checkable claims by what the record says of them."""
    claims, short = audit.claims[audit.claims["checkable"]], labels(audit)
    words = claims["in_record"].replace({"": "not compared"})
    frame = pd.crosstab(claims["article"], words).reindex(list(short), fill_value=0).rename(index=short)
    sentence = "Most of what can be checked a record of some hundred facts does not hold: that says nothing against it."
    return reading(sentence, frame.rename_axis("article").reset_index(), "Checkable claims of each article and the record.")


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
