"""How much of what the articles say the record can check, and which of its facts no article mentions."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from nbutils.compare.passages import Passage
from nbutils.record.amounts import differ, measure, stated
from nbutils.record.discourse import scenes
from nbutils.record.facts import Fact, Record
from nbutils.record.families import property_of
from nbutils.record.holders import family_of
from nbutils.record.index import YES, Facts, is_status
from nbutils.record.moments import agree, spanned
from nbutils.record.scenes import Scene
from nbutils.record.subjects import Names

WORDS = ("supported", "contradicted", "outdated", "contested", "not in the record")
ALL = "all articles"


def coverage(claims: pd.DataFrame, in_record: Mapping[str, str]) -> pd.DataFrame:
    """A row per article and one for all: how many claims can be checked, and how many of them have each word of the record."""
    checkable = claims.loc[claims["checkable"].astype(bool), ["article", "claim"]]
    word = checkable["claim"].map(lambda claim: in_record.get(claim) or WORDS[-1])
    counts = pd.crosstab(checkable["article"], word).reindex(columns=list(WORDS), fill_value=0)
    counts.loc[ALL] = counts.sum()
    counts.insert(0, "checkable", counts.sum(axis=1))
    return counts.rename_axis(index="article", columns=None).astype(int).reset_index()


def uncovered(passages: Sequence[Passage], record: Record) -> list[Fact]:
    """The facts that no article mentions: no passage speaks of the subject and has the value."""
    facts, told = Facts(record.facts), set[str]()
    for scene in scenes(passages, Names(record.facts)):
        told |= {fact.id for fact in _told(scene, facts)}
    return [fact for fact in record.facts if fact.id not in told]


def gaps(passages: Sequence[Passage], record: Record) -> pd.DataFrame:
    """The facts that no article mentions as a table, with the kind of their property."""
    rows = [
        {"kind": kind_of(fact), "subject": fact.subject, "property": fact.property, "value": fact.value, "unit": fact.unit,
         "valid_from": fact.valid_from, "valid_to": fact.valid_to, "fact": fact.id, "source": fact.source}
        for fact in uncovered(passages, record)
    ]  # fmt: skip
    columns = ["kind", "subject", "property", "value", "unit", "valid_from", "valid_to", "fact", "source"]
    return pd.DataFrame(rows, columns=columns).sort_values(["kind", "subject", "property", "fact"], ignore_index=True)


def gaps_by_kind(missing: pd.DataFrame, record: Record) -> pd.DataFrame:
    """A row per kind of property: how many facts the record has, and how many of them no article mentions."""
    facts = pd.Series([kind_of(fact) for fact in record.facts], dtype=object).value_counts()
    absent = missing["kind"].value_counts().reindex(facts.index, fill_value=0)
    table = pd.DataFrame({"kind": facts.index, "facts": facts.to_numpy(), "not mentioned": absent.to_numpy()})
    return table.sort_values(["facts", "kind"], ascending=[False, True], ignore_index=True)


def kind_of(fact: Fact) -> str:
    """The kind of a fact's property: its family of dates or names, else number, status, or other."""
    if fact.is_moment:
        return property_of(fact.property).family or "other date"
    if measure(fact) is not None:
        return "number"
    if is_status(fact) or fact.value.lower() in YES:
        return "status"
    return family_of(fact.property) or "other"


def _told(scene: Scene, facts: Facts) -> Iterator[Fact]:
    """The facts whose subject a passage speaks of and whose value it has."""
    spans = [span for time in scene.times if (span := spanned(time))]
    amounts = [value.amount for value in stated(scene)]
    for subject in scene.about | scene.earlier:
        for fact in facts.of(subject):
            known = measure(fact)
            if fact.is_moment:
                said = any(agree(span, fact) for span in spans)
            elif known:
                said = any(each.dimension == known.amount.dimension and not differ(each, known.amount) for each in amounts)
            else:
                said = fact.value.lower() in YES or fact.value.lower() in scene.text.lower()
            if said:
                yield fact
