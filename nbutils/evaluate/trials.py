"""Trials without labels: planted changes are found, near misses are left alone, and where nothing differs nothing is found."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby

import pandas as pd

from nbutils.evaluate.evidence import ANY, STRICT, Row, crossing, of_status, rows
from nbutils.evaluate.folders import Addition, Run, Sentence, Sentences, audited, names
from nbutils.evaluate.mutations import ALL, MOST, Mutation, mutations
from nbutils.evaluate.shares import with_share
from nbutils.store import Audit

Pair = frozenset[Sentence]

_OUTCOME = ("kind", "near_miss", "article", "start", "end", "original", "text", "claim", "read", "strict", "found")
_BY_KIND = ("kind", "near_miss", "planted", "read", "strict", "found", "share", "low", "high")
_FIELDS = ("title", "date", "author", "source")


class _Before:
    """What the audit found before anything was planted: the pairs of sentences that its findings set apart."""

    def __init__(self, audit: Audit) -> None:
        self.audit, self.place = audit, Sentences(audit)
        self.origin = {name: article for article, name in names(audit).items()}
        self.findings = of_status(rows(audit, "findings"), ANY)
        self.known = {pair for finding in self.findings for pair in self.pairs(finding)}

    def pairs(self, finding: Row) -> Iterator[Pair]:
        """The pairs of sentences that a finding of the audit sets apart."""
        for pair in crossing(finding):
            if all(piece.get("start") is not None for piece in pair):
                yield frozenset(self.place.at(piece["article"], piece["start"]) for piece in pair)


def planted(audit: Audit, *, most: int = MOST, kinds: Container[str] = ALL, run: Run | None = None) -> pd.DataFrame:
    """One row per mutation: what it is, and what became of it; changes are planted in one run, near misses in another.

    Columns: kind, near_miss, article, start, end, original, text, claim; `read`, whether the copy gave a claim with the
    same subject and predicate; `strict` and `found`, whether a finding pairs it with the original's sentence (with the
    strict statuses, with any). Of a near miss they say whether a finding touches it that the original does not have too.
    """
    before, chosen = _Before(audit), mutations(audit, most=most, kinds=kinds)
    ordered = sorted(chosen, key=lambda mutation: mutation.near_miss)
    groups = (list(group) for _, group in groupby(ordered, key=lambda mutation: mutation.near_miss))
    return pd.DataFrame([row for group in groups for row in _outcomes(before, group, run)], columns=list(_OUTCOME))


def by_kind(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The outcomes by kind of mutation: kind, near_miss, planted, read, strict, found, share, low, high.

    The share is that of `found`: to be high for changes, and nothing for near misses.
    """
    grouped = outcomes.groupby(["near_miss", "kind"], sort=False)
    counts = grouped.agg(planted=("claim", "size"), read=("read", "sum"), strict=("strict", "sum"), found=("found", "sum"))
    frame = counts.reset_index().astype({"near_miss": bool, "read": int, "strict": int, "found": int})
    return with_share(frame, "found", "planted")[list(_BY_KIND)]


def noise_floor(audit: Audit, *, run: Run | None = None) -> pd.DataFrame:
    """Where nothing may be found: check, reported (how many findings there are nonetheless), of (how many were looked at).

    No finding has both sides within one sentence; and beside an exact copy of the folder, none parts an article from its own
    copy where the article has none by itself.
    """
    before = _Before(audit)
    within = sum(any(len(pair) == 1 for pair in before.pairs(finding)) for finding in before.findings)
    table = [("both sides in one sentence", within, len(before.findings)), _beside_itself(before, run)]
    return pd.DataFrame(table, columns=["check", "reported", "of"])


def _beside_itself(before: _Before, run: Run | None) -> tuple[str, int, int]:
    copies = {f"copy-of-{name}": article for name, article in before.origin.items()}
    added = [Addition(copy, before.audit.text(own), own, _FIELDS) for copy, own in copies.items()]
    with audited(before.audit, added, run) as doubled:
        findings = of_status(rows(doubled, "findings"), ANY)
    new = sum(any(_is_new(own, other, copies, before) for own, other in crossing(finding)) for finding in findings)
    return "an article beside its own copy", new, len(findings)


def _is_new(own: Row, other: Row, copies: Mapping[str, str], before: _Before) -> bool:
    """Whether two pieces stand in an article and in its copy, and the article does not part them by itself."""
    article = before.origin.get(own.get("article", ""))
    if article is None or copies.get(other.get("article", "")) != article:
        return False
    return frozenset(before.place.at(article, piece["start"]) for piece in (own, other)) not in before.known


def _outcomes(before: _Before, group: Sequence[Mutation], run: Run | None) -> Iterator[Row]:
    """Plant mutations together, and say what became of each."""
    planted_as = {f"planted-{number:06d}.txt": mutation for number, mutation in enumerate(group, start=1)}
    added = [Addition(name, mutation.text, mutation.article) for name, mutation in planted_as.items()]
    with audited(before.audit, added, run) as mutated:
        findings, claims = of_status(rows(mutated, "findings"), ANY), rows(mutated, "claims")
    for name, mutation in planted_as.items():
        read = any(claim["article"] == name and _is_as_meant(claim, mutation) for claim in claims)
        told = {finding["status"] for finding in findings if _concerns(finding, name, planted_as, before)}
        row = {**asdict(mutation), "read": read, "strict": bool(told & STRICT), "found": bool(told)}
        yield {column: row[column] for column in _OUTCOME}


def _is_as_meant(claim: Row, mutation: Mutation) -> bool:
    return bool(claim["subject"] == mutation.subject and claim["predicate"].split(":")[0] == mutation.predicate.split(":")[0])


def _concerns(finding: Row, name: str, planted_as: Mapping[str, Mutation], before: _Before) -> bool:
    """Whether a finding counts for what is planted under a name.

    For a change: it pairs it with the original's sentence. For a near miss: it pairs it with a sentence of the audit that
    the original was not paired with before.
    """
    mutation = planted_as[name]
    original = before.place.at(mutation.article, mutation.sentence[0])
    others = [other for piece, other in crossing(finding) if piece.get("article") == name]
    if mutation.near_miss:
        beside = [_sentence(other, planted_as, before) for other in others if other.get("article") not in planted_as]
        return any(other is not None and frozenset((original, other)) not in before.known for other in beside)
    return any(other.get("article") not in planted_as and _sentence(other, planted_as, before) == original for other in others)


def _sentence(piece: Row, planted_as: Mapping[str, Mutation], before: _Before) -> Sentence | None:
    """The sentence of the audit that a piece of evidence stands in, or is an altered copy of; a fact has none."""
    article = piece.get("article", "")
    if article in planted_as:
        return before.place.at(planted_as[article].article, planted_as[article].sentence[0])
    return before.place.at(before.origin[article], piece["start"]) if article in before.origin else None
