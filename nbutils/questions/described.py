"""The system the articles describe: what they name, in layers, what they state of one thing and another, and in which words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from nbutils.exports.graph import network
from nbutils.questions.corpus import labels
from nbutils.questions.quoted import Quoter, quoter
from nbutils.questions.reading import Reading, capital, count, first_of, listed, number, reading, rows_of, shortened
from nbutils.reports.lists import Entries, Entry, Folds
from nbutils.reports.text import Answer, Quote, answer
from nbutils.store import Audit

__all__ = [
    "described_in_short", "named_together", "network", "one_voice", "periods_described", "record_adds", "relations",
    "unrelated", "what_is_named",
]  # fmt: skip
SHOWN_NAMES, SHOWN_QUOTES = 6, 2
SHOWN_THINGS, SHOWN_SENTENCES, SHOWN_PERIODS, SHOWN_PASSAGES = 40, 220, 20, 8  # of a page that stays small


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
    layers = list(audit.nodes.groupby("layer", sort=False))
    entries = [
        Entry(f"{layer}: {len(group)}", [listed(list(group["node"].head(SHOWN_NAMES)), SHOWN_NAMES)]) for layer, group in layers
    ]
    sentence = f"{capital(count(len(audit.nodes), 'thing is', 'things are'))} named."
    caption = f"What the articles name, layer by layer; the {number(SHOWN_NAMES)} named most often."
    return Reading(sentence, audit.nodes, Entries(entries, caption) if entries else None)


def relations(audit: Audit, thing: str = "") -> Reading:
    """Every relation that a sentence states, with the sentence; of one thing, where it is named.

    Raises ValueError for a thing that the articles do not name.
    """
    if thing and thing not in set(audit.nodes["node"]):
        raise ValueError(f"no article names {thing!r}; the things named are in audit.nodes")
    edges, quoted = audit.edges, quoter(audit)
    if thing:
        edges = edges[(edges["source"] == thing) | (edges["target"] == thing)]
    groups: dict[str, dict[tuple[str, int], list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in rows_of(edges):
        for piece in row.evidence:
            groups[row.source][piece["article"], piece["start"]].append((f"{row.relation} → {row.target}", piece))
    entries, left = [], SHOWN_SENTENCES
    for source, found in list(groups.items())[:SHOWN_THINGS]:
        entries.append(_of_one(source, found, quoted, left))
        left = max(left - len(found), 1)
    sentence = f"{capital(count(len(edges), 'relation is', 'relations are'))} stated, of {count(len(groups), 'thing')}."
    caption = "What is stated of each thing: the words between it and the other, then the sentence."
    caption += first_of(len(groups), "things", SHOWN_THINGS)
    return Reading(sentence, edges, Folds(entries, caption) if entries else None)


def _of_one(source: str, found: dict[tuple[str, int], list[Any]], quoted: Quoter, most: int) -> Entry:
    """What is stated of one thing, a sentence at a time; of many the first, with how many more there are."""
    things: list[str | Quote] = []
    for stated in list(found.values())[:most]:
        words, piece = "; ".join(words for words, _ in stated), stated[0][1]
        things += [words, quoted(shortened(piece["quote"]), piece["article"], piece["start"], piece["line"])]
    more = len(found) - most
    rest = [f"and {count(more, 'sentence')} more, in nb.relations(audit, {source!r})"] if more > 0 else []
    return Entry(f"{source}: {count(sum(map(len, found.values())), 'relation')}", [*things, *rest])


def named_together(audit: Audit) -> Reading:
    """What the last two layers have to do with each other, as threats and responses: things that one sentence names, with it.

    Where there is one layer, the things in it beside each other. Those named together most often come first.
    """
    layers, quoted = list(audit.nodes["layer"].unique())[-2:], quoter(audit)
    pairs = sorted(_pairs(audit, layers), key=lambda pair: -len(pair[2]))
    entries = [
        Entry(f"{one} – {other}", [_quoted(audit, place, quoted) for place in shared[:SHOWN_QUOTES]])
        for one, other, shared in pairs[:SHOWN_THINGS]
    ]
    frame = pd.DataFrame([(a, b, len(shared)) for a, b, shared in pairs], columns=["one", "other", "sentences"])
    of = f" of {layers[0]} and {layers[1]}" if len(layers) > 1 else ""
    alone = audit.nodes.loc[audit.nodes["layer"].isin(layers[:1]) & ~audit.nodes["node"].isin(frame["one"]), "node"]
    left = f" Of {listed(list(alone))} the articles name none beside them." if of and len(alone) else ""
    sentence = f"{capital(count(len(frame), 'pair'))}{of} in one sentence.{left}"
    caption = f"Named in one sentence, with the sentence.{first_of(len(frame), 'pairs', SHOWN_THINGS)}"
    return Reading(sentence, frame, Folds(entries, caption) if entries else None)


def _pairs(audit: Audit, layers: Sequence[str]) -> Iterator[tuple[str, str, list[Any]]]:
    """(one, other, the sentences that name both) of the first layer and the last, each pair once."""
    ones, others = (audit.nodes[audit.nodes["layer"].isin(layers[at])] for at in (slice(0, 1), slice(-1, None)))
    places = {row.node: {(p["article"], p["start"]) for p in row.places} for row in rows_of(others)}
    for one in rows_of(ones):
        for other in one.beside:
            if other in places and (len(layers) > 1 or one.node < other):
                yield one.node, other, [p for p in one.places if (p["article"], p["start"]) in places[other]]


def _quoted(audit: Audit, place: Any, quoted: Quoter) -> Quote:
    words = audit.text(place["article"])[place["start"] : place["end"]]
    return quoted(shortened(words), place["article"], place["start"], place["line"])


def one_voice(audit: Audit) -> Reading:
    """What only one article speaks of: things and relations, article by article."""
    alone: dict[str, list[str]] = defaultdict(list)
    for row in rows_of(audit.nodes):
        if len(row.articles) == 1:
            alone[row.articles[0]].append(row.node)
    by = [{piece["article"] for piece in evidence} for evidence in audit.edges["evidence"]]
    stated = Counter(min(articles) for articles in by if len(articles) == 1)
    rows = [
        (name, len(alone[article]), stated[article], listed(alone[article], SHOWN_NAMES) or None)
        for article, name in labels(audit).items()
    ]
    frame = pd.DataFrame(rows, columns=["article", "things named here only", "relations stated here only", "such as"])
    several = sum(len(articles) > 1 for articles in by)
    sentence = (
        f"{capital(count(sum(map(len, alone.values())), 'thing rests', 'things rest'))} on one article alone; "
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
        if len(left)
        else "All that is named stands in a relation."
    )
    return reading(sentence, frame, "Named without a relation that could be read.")


def periods_described(audit: Audit) -> Reading:
    """What is said of each named stretch of time, in order: the doctrine of each period, in the articles' words."""
    times, quoted = audit.mentions[audit.mentions["kind"] == "time"], quoter(audit)
    # A stretch that ends in a year ("2001 to 2014") is a pair of dates, not a name.
    named = times[times["value"].str.contains("/", regex=False) & ~times["text"].str.contains(r"\d{4}$")]
    groups: dict[str, dict[tuple[str, int], Quote]] = defaultdict(dict)
    for row in rows_of(named.sort_values(["value", "article", "start"])):
        for claim in rows_of(_claims_at(audit, row)):
            groups[row.value].setdefault(
                (claim.article, claim.start), quoted(shortened(claim.text), claim.article, claim.start, claim.line)
            )
    names = named.groupby("value")["text"].agg(lambda words: Counter(words).most_common(1)[0][0])
    shown = sorted(sorted(groups.items(), key=lambda group: -len(group[1]))[:SHOWN_PERIODS], key=_begin)
    entries = [Entry(f"{names[value]} ({value})", list(found.values())[:SHOWN_PASSAGES]) for value, found in shown]
    spoken = count(len(groups), "stretch of time is", "stretches of time are")
    sentence = f"{capital(spoken)} spoken of by name."
    frame = pd.DataFrame([{"period": names[value], "value": value, "passages": len(found)} for value, found in groups.items()])
    caption = "What is said of each stretch of time, earliest first; in brackets how it was read."
    caption += first_of(len(groups), "stretches, those most spoken of", SHOWN_PERIODS)
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
    if facts.empty:
        return Reading("No record was used.", facts, None)
    stated = {frozenset(pair) for pair in zip(audit.edges["source"], audit.edges["target"], strict=True)}
    known = facts[facts["subject"].isin(named) & facts["value"].isin(named)]
    fresh = [frozenset(pair) not in stated for pair in zip(known["subject"], known["value"], strict=True)]
    frame = known.loc[fresh, ["subject", "property", "value", "source"]].drop_duplicates().reset_index(drop=True)
    others = len(set(facts["subject"]) - named)
    sentence = (
        f"The record holds {count(len(frame), 'relation')} between things that the articles name, where none could be read in "
        f"the articles, and it knows {count(others, 'thing')} more that none of them names."
    )
    return reading(
        sentence, frame, "What the record says of things that the articles name, where no sentence was found to relate them."
    )
