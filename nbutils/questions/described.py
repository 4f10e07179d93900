"""The system the articles describe: what they name, in layers, what they state of one thing and another, and in which words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd

from nbutils.exports.graph import network
from nbutils.questions.corpus import labels
from nbutils.questions.reading import Reading, capital, count, listed, number, reading, rows_of
from nbutils.reports.lists import Entries, Entry
from nbutils.reports.text import Answer, Quote, answer, quote
from nbutils.store import Audit

__all__ = [
    "described_in_short", "network", "one_voice", "periods_described", "record_adds", "relations", "unrelated", "what_is_named",
]  # fmt: skip
SHOWN_NAMES, SHOWN_QUOTES = 6, 2
_LONGEST = 260


def described_in_short(audit: Audit) -> Answer:
    """The answer of the notebook, for whatever the folder holds."""
    nodes, edges = audit.nodes, audit.edges
    if nodes.empty:
        return answer("The articles name nothing that could be drawn as a system.")
    single = int(nodes["articles"].map(len).eq(1).sum())
    most = Counter([*edges["source"], *edges["target"]]).most_common(1)
    hub = f" {most[0][0]} stands in {number(most[0][1])} of them." if most else ""
    alone = f" {capital(number(single))} of the things named stand in one article only." if len(audit.articles) > 1 else ""
    return answer(
        f"The articles name {count(len(nodes), 'thing')} in {count(nodes['layer'].nunique(), 'layer')} and state "
        f"{count(len(edges), 'relation')} between two of them.{hub}{alone}"
    )


def what_is_named(audit: Audit) -> Reading:
    """The layers with what stands in each, named most often first."""
    rows = [
        {"layer": layer, "things": len(group), "named most often": listed(list(group["node"].head(SHOWN_NAMES)), SHOWN_NAMES)}
        for layer, group in audit.nodes.groupby("layer", sort=False)
    ]
    frame = pd.DataFrame(rows, columns=["layer", "things", "named most often"])
    sentence = f"{capital(count(len(audit.nodes), 'thing is', 'things are'))} named." if rows else "Nothing is named."
    return reading(sentence, frame, "What the articles name, layer by layer.")


def relations(audit: Audit, thing: str = "") -> Reading:
    """Every relation that a sentence states, with the sentence; of one thing, where it is named.

    Raises ValueError for a thing that the articles do not name.
    """
    if thing and thing not in set(audit.nodes["node"]):
        raise ValueError(f"no article names {thing!r}; the things named are in audit.nodes")
    edges, short = audit.edges, labels(audit)
    if thing:
        edges = edges[(edges["source"] == thing) | (edges["target"] == thing)]
    groups: dict[str, list[str | Quote]] = defaultdict(list)
    for row in rows_of(edges):
        groups[row.source] += [f"{row.relation} → {row.target}", *_quotes(row.evidence, short)]
    entries = [Entry(source, things) for source, things in groups.items()]
    sentence = f"{capital(count(len(edges), 'relation is', 'relations are'))} stated, {_sources(len(groups))}."
    caption = "What is stated of one thing and another: the words between them in the sentence, then the sentence."
    return Reading(sentence, edges, Entries(entries, caption) if entries else None)


def _sources(things: int) -> str:
    return f"of {count(things, 'thing')}" if things else "of nothing"


def _quotes(evidence: Sequence[dict[str, Any]], short: dict[str, str]) -> list[Quote]:
    return [quote(_shortened(piece["quote"]), short[piece["article"]], piece["line"]) for piece in evidence[:SHOWN_QUOTES]]


def one_voice(audit: Audit) -> Reading:
    """What only one article speaks of: things and relations, article by article."""
    nodes, short = audit.nodes, labels(audit)
    rows = []
    for article, name in short.items():
        own = nodes[nodes["articles"].map(lambda found, article=article: found == [article])]
        stated = sum({piece["article"] for piece in row.evidence} == {article} for row in rows_of(audit.edges))
        rows.append({
            "article": name, "things named here only": len(own), "relations stated here only": stated,
            "such as": listed(list(own["node"].head(SHOWN_NAMES)), SHOWN_NAMES),
        })  # fmt: skip
    frame = pd.DataFrame(rows)
    several = sum(len({piece["article"] for piece in row.evidence}) > 1 for row in rows_of(audit.edges))
    sentence = (
        f"{capital(count(int(nodes['articles'].map(len).eq(1).sum()), 'thing rests', 'things rest'))} on one article alone; "
        f"{count(several, 'relation is', 'relations are')} stated by more than one in the same words."
    )
    return reading(sentence, frame, "What rests on one article alone.")


def unrelated(audit: Audit) -> Reading:
    """What is named, but of which no relation could be read, with what it is named beside."""
    related = set(audit.edges["source"]) | set(audit.edges["target"])
    left = audit.nodes[~audit.nodes["node"].isin(related)]
    rows = [{"thing": row.node, "layer": row.layer, "named beside": listed(row.beside, 4) or None} for row in rows_of(left)]
    frame = pd.DataFrame(rows, columns=["thing", "layer", "named beside"])
    sentence = (
        f"Of {count(len(left), 'thing')} no sentence states a relation that could be read; they stand in the graph by themselves."
    )
    return reading(sentence, frame, "Named without a relation that could be read.")


def periods_described(audit: Audit) -> Reading:
    """What is said of each named stretch of time, in order: the doctrine of each period, in the articles' words."""
    times, short = audit.mentions[audit.mentions["kind"] == "time"], labels(audit)
    named = times[times["value"].str.contains("/", regex=False) & ~times["text"].str.contains(r"\d{4}$")]
    groups: dict[str, dict[tuple[str, int], Quote]] = defaultdict(dict)
    for row in rows_of(named.sort_values(["value", "article", "start"])):
        for claim in rows_of(_claims_at(audit, row)):
            groups[row.value].setdefault(
                (claim.article, claim.start), quote(_shortened(claim.text), short[claim.article], claim.line)
            )
    names = named.groupby("value")["text"].agg(lambda words: Counter(words).most_common(1)[0][0])
    entries = [Entry(f"{names[value]} ({value})", list(found.values())) for value, found in sorted(groups.items(), key=_begin)]
    spoken = count(len(entries), "stretch of time is", "stretches of time are")
    sentence = f"{capital(spoken)} spoken of by name."
    frame = pd.DataFrame([{"period": names[value], "value": value, "passages": len(found)} for value, found in groups.items()])
    caption = "What is said of each stretch of time, earliest first; in brackets how it was read."
    return Reading(sentence, frame, Entries(entries, caption) if entries else None)


def _begin(group: tuple[str, Any]) -> tuple[str, str]:
    """Where a stretch of time begins; one without a stated beginning comes first."""
    return group[0].split("/")[0].lstrip("."), group[0]


def _claims_at(audit: Audit, time: Any) -> pd.DataFrame:
    claims = audit.claims
    around = (claims["article"] == time.article) & (claims["start"] <= time.start) & (time.start < claims["end"])
    found: pd.DataFrame = claims[around & (claims["subject"] != "")]
    return found.head(1)


def record_adds(audit: Audit) -> Reading:
    """Relations between things the articles name that stand in the record and could be read in none of the articles."""
    named, facts = set(audit.nodes["node"]), audit.facts
    stated = {frozenset(pair) for pair in zip(audit.edges["source"], audit.edges["target"], strict=True)}
    known = facts[facts["subject"].isin(named) & facts["value"].isin(named)]
    fresh = known[[frozenset(pair) not in stated for pair in zip(known["subject"], known["value"], strict=True)]]
    frame = fresh[["subject", "property", "value", "source"]].drop_duplicates().reset_index(drop=True)
    others = len(set(facts["subject"]) - named)
    if facts.empty:
        return Reading("No record was used.", frame, None)
    sentence = (
        f"The record ties {count(len(frame), 'pair')} of things together for which no relation could be read in the articles, "
        f"and knows {count(others, 'thing')} more that none of them names."
    )
    return reading(
        sentence, frame, "What the record says of things that the articles name, where no sentence was found to relate them."
    )


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} …"
