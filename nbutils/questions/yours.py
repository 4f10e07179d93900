"""What to do next with your own articles: steps, names for a pack, and lines for a record, each from what was read."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from nbutils.corpus.metadata import UNDATED
from nbutils.exports.tables import inert
from nbutils.packs.load import load_pack, shipped_packs
from nbutils.questions.beside import entries, to_read
from nbutils.questions.claims import checkable_density
from nbutils.questions.inconsistencies import card
from nbutils.questions.quoted import Quoter, quoter
from nbutils.questions.reading import SHOWN_ROWS, Reading, capital, count, first_of, number, rows_of, shortened
from nbutils.questions.tally import in_words, to_look_at
from nbutils.record.facts import Fact
from nbutils.reports.cards import Cards
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.text import Answer, Html, Quote, answer, escaped, shown
from nbutils.store import Audit

LEAST_NAMED = 2  # a name that stands once teaches little
SHOWN_WORST, SHOWN_PAIRS = 5, 5
_GENERAL = "general"
_VALUED = ("event", "date", "quantity")  # kinds of claims whose value a record can hold
_AMOUNT = re.compile(r"(?P<value>\d+(?:\.\d+)?)(?: (?P<unit>[A-Za-z][\w ]*))?")
_COLUMNS = ["subject", "property", "value", "unit", "valid_from", "source", "note"]


def yours_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    density, steps = checkable_density(audit).frame, next_steps(audit).frame
    sentences, anchored = int(density["sentences"].sum()), int(density["anchored"].sum())
    first = f"First: {steps['what to do'].iloc[0]}." if len(steps) else ""
    return answer(
        f"{capital(count(len(audit.articles), 'article was', 'articles were'))} read. Of {sentences:,} sentences {anchored:,} "
        f"can be checked by a date, a number or a name of their own. "
        f"{in_words(audit)} {capital(count(len(audit.sidebyside), 'row stands', 'rows stand'))} side by side for you to judge. "
        f"{first}"
    )


def worst_findings(audit: Audit) -> Reading:
    """The findings to look at first, as evidence cards: those that part and those that do not fit the record, worst first."""
    found = to_look_at(audit)
    if found.empty:
        return Reading("No rule finds anything, which means little: read the passages side by side.", found, None)
    cards = [card(row) for row in found.head(SHOWN_WORST).to_dict("records")]
    caption = f"The findings, worst first.{first_of(len(found), 'findings', SHOWN_WORST)}"
    return Reading(f"{capital(count(len(found), 'finding'))} to look at.", found, Cards(cards, caption))


def pairs_to_read(audit: Audit) -> Reading:
    """What to read side by side, those that may part first: a row a pair, with both passages and where they stand."""
    quoted, found = quoter(audit), to_read(audit)
    rows = [(row.rank, row.why, *(repr(_quoted(piece, quoted)) for piece in row.evidence[:2])) for row in rows_of(found)]
    frame = pd.DataFrame(rows, columns=["rank", "why", "one passage", "the other"])
    first = entries(audit, SHOWN_PAIRS)
    caption = f"Passages to read side by side.{first_of(len(frame), 'pairs', SHOWN_PAIRS)}"
    sentence = f"{capital(count(len(frame), 'pair'))} to read; no rule decides them."
    return Reading(sentence, frame, Entries(first, caption) if first else None)


def _quoted(piece: Any, quoted: Quoter) -> Quote:
    return quoted(shortened(piece["quote"]), piece["article"], piece["start"], piece["line"])


def next_steps(audit: Audit) -> Reading:
    """What to do next, in order, why, and the call or the command that does it; only steps that this folder needs."""
    frame = pd.DataFrame(_steps(audit), columns=["what to do", "why", "how"])
    sentence = f"{capital(count(len(frame), 'step'))}, the most useful first." if len(frame) else "Nothing is left to do."
    steps = [
        Entry(f"{place}. {capital(what)}", [capital(why), how])
        for place, what, why, how in frame.set_axis(frame.index + 1).itertuples(name=None)
    ]
    return Reading(sentence, frame, Entries(steps, "What to do, why, and how."))


def _steps(audit: Audit) -> Iterator[tuple[str, str, str]]:
    used, found = audit.report["parameters"], to_look_at(audit)
    skipped = int((audit.load_report["action"] == "skipped").sum())
    undated = int((audit.articles["date"] == UNDATED).sum())
    if skipped:
        yield "see which files were skipped", f"{number(skipped)} not read", "nb.files(audit)"
    if len(found):
        yield "judge the findings", f"{capital(count(len(found), 'finding'))} to accept or dismiss", "nb.inconsistencies(audit)"
    if len(audit.sidebyside):
        yield "read the first rows side by side", "most of what parts only a reader sees", "nb.side_by_side(audit)"
    if not used["records"]:
        yield "give it facts to compare with", "no record was used", "nb.facts_for_a_record(audit), then --record facts.csv"
    if set(used["packs"]) <= {_GENERAL}:
        yield "teach it your subject's names", "no pack was used", "nb.names_for_a_pack(audit), then --pack my-pack"
    if undated:
        why = f"{number(undated)} undated: “now” and “last year” stay open"
        yield "say when the articles were written", why, "a file NAME.txt.meta.yaml with date: 2024-05-01"
    if (audit.claims["checkable"] & (audit.claims["missing"].str.len() > 0)).any():
        yield "ask the author what is left out", "claims without a who, what or when", "nb.left_out(audit)"


@dataclass(frozen=True)
class Starter:
    """The text of a file to begin with: shown in a cell, saved by `save`."""

    text: str
    caption: str

    def save(self, path: str | Path) -> Path:
        """Write the text to a new file; raises FileExistsError where there is one already: nothing of yours is lost."""
        with Path(path).open("x", encoding="utf-8", newline="\n") as file:
            file.write(self.text)
        return Path(path)

    def _repr_html_(self) -> str:
        return f'<p class="caption">{escaped(self.caption)}</p><pre>{escaped(self.text)}</pre>'

    def __repr__(self) -> str:
        return shown(f"{self.caption}\n{self.text}")


def names_for_a_pack(audit: Audit) -> Reading:
    """The folder's own most frequent names as a pack's `entities.yaml`: check each, say what it is, join what is one.

    `nb.names_for_a_pack(audit).result.save("my-pack/entities.yaml")` writes it, after `nbutils pack new my-pack` and away
    with the example there. Names that a pack in use knows are left out.
    """
    names = audit.mentions[audit.mentions["kind"] == "name"]
    names = names[(names["type"] == "") & ~names["value"].str.lower().isin(_known(audit, names))]
    grouped = names.groupby("value", sort=True)
    frame = pd.DataFrame(
        {"mentions": grouped.size(), "articles": grouped["article"].nunique(), "also written": grouped["text"].unique()}
    )
    frame = frame[frame["mentions"] >= LEAST_NAMED].rename_axis("name").reset_index()
    frame["also written"] = [sorted({*map(str, texts)} - {name}) for name, texts in frame[["name", "also written"]].to_numpy()]
    frame = frame.sort_values(["mentions", "name"], ascending=[False, True], ignore_index=True)
    caption = f"entities.yaml to begin with.{first_of(len(frame), 'names')}"
    said = capital(count(len(frame), "name stands", "names stand"))
    sentence = f"{said} more than once and in no pack in use."
    text = "".join(_entity(*row) for row in frame.head(SHOWN_ROWS).itertuples(index=False))
    return Reading(sentence, frame, _starter(text, caption))


def _known(audit: Audit, names: pd.DataFrame) -> set[str]:
    """The names in small letters that a pack or a record in use knows: a form of a name that it tells the type of, or its own."""
    typed = names[names["type"] != ""]
    packs = [load_pack(name) for name in audit.report["parameters"]["packs"] if name in shipped_packs()]
    own = [form for pack in packs for entity in pack.entities for form in (entity.name, *entity.aliases)]
    return {str(form).lower() for form in (*typed["value"], *typed["text"], *own, *audit.facts["subject"])}


def _entity(name: str, mentions: int, articles: int, aliases: list[str]) -> str:
    """An entry of a pack, with how often the name stands over it."""
    entry = {"name": name, **({"aliases": aliases} if aliases else {}), "type": "thing", "source": "my articles"}
    legible = "".join([name, *aliases]).isprintable()  # of other signs the library spells out only some, unless it does all
    written: str = yaml.safe_dump([entry], allow_unicode=legible, sort_keys=False)
    return f"# {count(mentions, 'mention')} in {count(articles, 'article')}\n{written}"


def facts_for_a_record(audit: Audit) -> Reading:
    """What the articles say with a date or an amount of something named, as lines of a record, to be checked one by one.

    They are what your articles say and not yet facts: give each line that you have checked its `source` and take the others
    out, else the articles are compared with themselves. What a record in use already speaks of is left
    out. `.result.save("facts.csv")` writes the file for `--record`.
    """
    facts = [fact for row in rows_of(_comparable(audit)) if (fact := _fact(row)) and not _is_there(fact, audit.facts)]
    frame = pd.DataFrame(facts, columns=_COLUMNS).drop_duplicates(_COLUMNS[:4], ignore_index=True)
    said = capital(count(len(frame), "statement has", "statements have"))
    sentence = f"{said} a name, a declared property and a date or an amount. Look each up before you use it."
    return Reading(
        sentence, frame, _starter(_csv(frame) if len(frame) else "", "facts.csv to begin with; nothing in it is checked yet.")
    )


def _comparable(audit: Audit) -> pd.DataFrame:
    """The claims that the author makes outright of something named, in the words of a declared relation."""
    claims = audit.claims[audit.claims["checkable"] & audit.claims["kind"].isin(_VALUED)]
    claims = claims[claims["in_record"].isin(["", "not in the record"])]
    names = set(audit.mentions.loc[audit.mentions["kind"] == "name", "value"])
    outright = (claims["attribution"] == "author") & (claims["modality"] == "asserted") & (claims["condition"] == "")
    named = claims["subject"].map(_bare).isin(names) | (claims["subject_how"] == "definite")
    return claims[outright & named & (claims["predicate"] != "") & (claims["polarity"] == "affirmed")]


def _fact(row: Any) -> dict[str, str] | None:
    """The line of a record that a claim would be; None where its value is no plain date or amount."""
    name, counted = row.predicate.replace("-", " "), row.predicate.startswith("count:")
    if counted:
        name = "number of " + re.sub(r"^\W*[\d,.]+\s*", "", row.object).strip()
    amount = _AMOUNT.fullmatch(row.quantity)
    value, unit = (amount["value"], amount["unit"] or "") if amount else ("" if row.quantity else row.time, "")
    held = row.time if amount else ""
    made = {"subject": _bare(row.subject), "property": name, "value": value, "unit": unit, "valid_from": held, "source": ""}
    made["note"] = f"from {row.article}, line {row.line}: to be checked"
    try:
        Fact(**{**made, "note": ""})
    except ValueError:  # a time with several readings, say
        return None
    return made if amount or Fact(**made).is_moment else None


def _is_there(fact: dict[str, str], facts: pd.DataFrame) -> bool:
    """Whether a record has the value for the subject, a date perhaps to the day."""
    own = facts.loc[facts["subject"] == fact["subject"], "value"]
    return bool((own.eq(fact["value"]) | own.str.startswith(f"{fact['value']}-")).any())


def _bare(subject: str) -> str:
    return re.sub(r"^(?:The|the) ", "", subject)


def _csv(frame: pd.DataFrame) -> str:
    """The frame as CSV; a spreadsheet must take no cell for a formula."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows(map(inert, row) for row in frame.to_numpy())
    return lines.getvalue()


def _starter(text: str, caption: str) -> Html | None:
    return Starter(text, caption) if text else None
