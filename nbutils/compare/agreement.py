"""Which statements several articles make, in wording of their own."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from nbutils.compare.copies import copied, joined
from nbutils.compare.matches import Match, clash, matches
from nbutils.compare.wordings import Statement, Weights

Row = dict[str, Any]

SAME = 7.5  # bits from which sentences say the same, more articles making up for less
JOINS = 5.5  # bits from which two sentences belong together at all
MORE = 0.35  # what each article above two adds
KEPT = 0.7  # how much of what two sentences share another agreement may say
MOST = 0.75  # how much of what two sentences share a third must say to join them
ROWS = 8  # at most so many for each article
LONGEST = 600  # characters of evidence
CLEAR = 250  # characters that a quote may have before its clause alone is shown
_MARKS = ' \t\n-–—•*"“”'
_COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve")


@dataclass(frozen=True, slots=True)
class _Cluster:
    strength: float
    match: Match
    members: tuple[int, ...]


def agreements(statements: Iterable[Statement]) -> list[Row]:
    """Rows for `agreements.jsonl`, best first and mere copies last, whatever order the statements come in.

    Two sentences agree when they share several weighty concepts within a clause and part in nothing that matters; others
    join that say most of what these two share. A statement that more articles make is stronger. `independent` counts
    wordings: articles that share a sentence word for word are one voice.
    """
    said = sorted((s for s in statements if s.row["end"] - s.row["start"] <= LONGEST), key=lambda s: (s.article, s.whole))
    voices = _copies(said)
    found = matches(said)
    most = ROWS * len({s.article for s in said})
    rows = [_row(said, voices, cluster) for cluster in _chosen(_clusters(said, found), most)]
    shown = {(piece["article"], piece["start"]) for row in rows for piece in row["evidence"]}
    return _ranked([*rows, *_mere_copies(said, voices, shown)])[:most]


def _copies(said: Sequence[Statement]) -> dict[int, int]:
    """Sentence -> the first of those in the same wording, for sentences that others copy."""
    numbers = {(s.article, s.row["sentence"]): number for number, s in enumerate(said)}
    groups = ([numbers[row["article"], row["sentence"]] for row in group] for group in copied(s.row for s in said))
    return {number: group[0] for group in groups for number in group}


def _clusters(said: Sequence[Statement], found: Sequence[Match]) -> list[_Cluster]:
    """Around each match the sentences that say most of what it shares, strongest first."""
    near: dict[int, dict[int, Match]] = defaultdict(dict)
    for match in found:
        near[match.one][match.other] = near[match.other][match.one] = match
    made = [_cluster(said, near, match) for match in found if match.score >= JOINS]
    return sorted(made, key=lambda c: (-c.strength, c.match.one, c.match.other))


def _cluster(said: Sequence[Statement], near: Mapping[int, Mapping[int, Match]], match: Match) -> _Cluster:
    """A match with, of each further article, the two sentences that are likest to its sentences."""
    likest: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number in near[match.one].keys() | near[match.other].keys():
        likeness = _likeness(near, match, number)
        if likeness and said[number].article not in (said[match.one].article, said[match.other].article):
            likest[said[number].article].append((-likeness, number))
    further = [number for best in likest.values() for _, number in sorted(best)[:2]]
    strength = match.score * (1 + MORE * len(likest))
    return _Cluster(round(strength, 6), match, tuple(sorted((match.one, match.other, *further))))


def _likeness(near: Mapping[int, Mapping[int, Match]], match: Match, number: int) -> float:
    """How much a sentence is like those of a match; 0 where it says too little of what they share."""
    links = [near[end].get(number) for end in (match.one, match.other)]
    sure = [link for link in links if link]
    kept = max((_common(match, link.core) for link in sure), default=0.0)
    if kept < MOST or max(link.score for link in sure) < JOINS:
        return 0.0
    return sum(link.score for link in sure)


def _common(match: Match, core: Iterable[str]) -> float:
    """Which share of what a match has in common is among these concepts."""
    whole = sum(match.core.values())
    return sum(match.core[c] for c in sorted(set(core) & set(match.core))) / whole if whole else 0.0


def _chosen(clusters: Iterable[_Cluster], most: int) -> list[_Cluster]:
    """The strongest clusters, so many at most, without those that repeat another and sentences that were shown for the same."""
    chosen: list[_Cluster] = []
    shown: dict[int, list[_Cluster]] = defaultdict(list)
    said: dict[str, list[_Cluster]] = defaultdict(list)
    for cluster in clusters:
        match = cluster.match
        if len(chosen) >= most or cluster.strength < SAME:
            break
        alike = (other for c in match.core for other in said[c])
        if any(_repeats(match, other) for other in (*shown[match.one], *alike)):
            continue
        free = [n for n in cluster.members if not any(_common(match, other.match.core) >= KEPT for other in shown[n])]
        chosen.append(_Cluster(cluster.strength, match, tuple(free)))
        for places, keys in ((shown, free), (said, match.core)):
            _note(places, keys, chosen[-1])
    return chosen


def _repeats(match: Match, other: _Cluster) -> bool:
    """Whether another agreement holds both sentences, or most of what they share."""
    return {match.one, match.other} <= set(other.members) or _common(match, other.match.core) >= KEPT


def _note(places: dict[Any, list[_Cluster]], keys: Iterable[Any], cluster: _Cluster) -> None:
    for key in keys:
        places[key].append(cluster)


def _mere_copies(said: Sequence[Statement], voices: Mapping[int, int], shown: set[tuple[str, int]]) -> Iterator[Row]:
    """Passages that articles share word for word and no other row shows."""
    groups: dict[int, list[int]] = defaultdict(list)
    for number, voice in sorted(voices.items()):
        groups[voice].append(number)
    weights = Weights(said)
    for group in groups.values():
        if any(_differ(said[group[0]], said[number], weights) for number in group[1:]):
            continue
        row = _row(said, voices, _Cluster(0.0, Match(0.0, group[0], group[1], {}), tuple(group)))
        if any((piece["article"], piece["start"]) not in shown for piece in row["evidence"]):
            yield row


def _differ(one: Statement, other: Statement, weights: Weights) -> bool:
    """Whether a copy was changed where it matters, as in its year or in a name."""
    same = frozenset(one.common.keys() & other.common.keys())
    return not same or clash(one, other, same, weights)


def _row(said: Sequence[Statement], voices: Mapping[int, int], cluster: _Cluster) -> Row:
    evidence = [_piece(said[number], frozenset(cluster.match.core)) for number in cluster.members]
    articles = len({piece["article"] for piece in evidence})
    same_voice = [
        (i, j) for i in cluster.members for j in cluster.members
        if i < j and (said[i].article == said[j].article or voices.get(i, i) == voices.get(j, j))
    ]  # fmt: skip
    independent = len(joined(cluster.members, same_voice))
    quotes = "\0".join(sorted({f"{piece['article']}\0{piece['quote']}" for piece in evidence}))
    return {
        "agreement": "a-" + sha256(quotes.encode()).hexdigest()[:12],
        "summary": _summary(articles, independent, _shortest(said, cluster, evidence)),
        "independent": independent,
        "evidence": evidence,
        "strength": cluster.strength,
    }


def _summary(articles: int, independent: int, quote: str) -> str:
    count = _COUNTS[articles] if articles < len(_COUNTS) else str(articles)
    if independent < 2:
        return f"{count} articles say in the same words: “{quote}”"
    some = (
        f", in {_COUNTS[independent].lower() if independent < len(_COUNTS) else independent} wordings"
        if independent < articles
        else ""
    )
    return f"{count} articles agree{some}: “{quote}”"


def _shortest(said: Sequence[Statement], cluster: _Cluster, evidence: Sequence[Row]) -> str:
    """The shortest quote, before others one that names its subject."""
    pieces = zip(cluster.members, evidence, strict=True)
    return str(min(((said[n].vague, len(piece["quote"]), piece["quote"]) for n, piece in pieces))[2])


def _piece(statement: Statement, core: frozenset[str]) -> Row:
    """A sentence as evidence: without marks at its ends; of a long one the clause that says it."""
    row = statement.row
    start, text = row["start"], str(row["text"])
    if len(text) > CLEAR and core & set(statement.common):
        start, text = _clause(statement, core)
    inner = text.lstrip(_MARKS)
    skipped = len(text) - len(inner)
    quote = inner.rstrip(_MARKS)
    begin = start + skipped
    line = row["line"] + str(row["text"]).count("\n", 0, begin - row["start"])
    return {"article": statement.article, "start": begin, "end": begin + len(quote), "line": line, "quote": quote, "side": "a"}


def _clause(statement: Statement, core: frozenset[str]) -> tuple[int, str]:
    """The shortest claim that holds all the words of the concepts, else the sentence."""
    first, last = statement.reach(core & set(statement.common))
    spans = [(c["start"], str(c["text"])) for c in statement.claims if c["start"] <= first and last <= c["end"]]
    spans.append((statement.row["start"], str(statement.row["text"])))
    return min(spans, key=lambda span: (len(span[1]), span[0]))


def _ranked(rows: Iterable[Row]) -> list[Row]:
    """Best first, mere copies last."""
    order = sorted(rows, key=lambda row: (row["independent"] < 2, -row["strength"], row["agreement"]))
    return [{key: value for key, value in row.items() if key != "strength"} for row in order]
