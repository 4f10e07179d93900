"""Scores of an audit against labels: what was found, which reports match a label, and what a reader of the worklist sees.

A labelled pair is found when one finding has evidence that touches the sentence of each side, on different sides. Strict
are the statuses contradiction and conflict-if; tension and drift count as found beside them. An item of the record is found
when a finding against the record touches its sentence. A look-alike is a compatible pair: no strict finding may have it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import pandas as pd

from nbutils.evaluate.evidence import AGAINST_RECORD, ANY, STRICT, SUPPORTED, Row, of_status, rows, sets_apart, speaks_of
from nbutils.evaluate.labels import Placed
from nbutils.evaluate.shares import with_share
from nbutils.store import Audit

BUDGETS = (10, 25, 50, 100, 200)  # pairs of passages that somebody reads
WANTED = ("inconsistent", "record-contradicted", "record-outdated", "record-supported")
_AGAINST = ("record-contradicted", "record-outdated")


@dataclass(frozen=True)
class Scores:
    """`items` has a row per label, `reports` a row per finding that parts two passages or goes against the record.

    Columns of `items`: id, label, kind, strict and found (with the strict statuses, with any), alarm (reported, and must
    not be), seen_at (how many pairs are read until it is seen). Of `reports`: finding, rule, status, right (a labelled
    pair, weak or not, or a labelled item of the record), look_alike (a pair or item that must not be reported).
    """

    items: pd.DataFrame
    reports: pd.DataFrame

    @cached_property
    def overall(self) -> pd.DataFrame:
        """One row per measure: measure, count, of, share, low, high."""
        pairs = self._labelled("inconsistent")
        frame = pd.DataFrame(
            [*self._finding(pairs), *self._matching(), *self._recording(), *_reading(pairs)], columns=["measure", "count", "of"]
        )
        return with_share(frame, "count", "of")

    @cached_property
    def by_rule(self) -> pd.DataFrame:
        """Precision of each rule: rule, reported, right, precision, low, high, look_alikes; the busiest rule first."""
        grouped = self.reports.groupby("rule").agg(
            reported=("right", "size"), right=("right", "sum"), look_alikes=("look_alike", "sum")
        )
        frame = with_share(grouped.astype(int).reset_index(), "right", "reported", "precision")
        order = ["rule", "reported", "right", "precision", "low", "high", "look_alikes"]
        return frame.sort_values(["reported", "rule"], ascending=[False, True], ignore_index=True)[order]

    @cached_property
    def by_kind(self) -> pd.DataFrame:
        """Recall of each kind of label: label, kind, n, strict, found, recall, low, high."""
        wanted = self.items[self.items["label"].isin(WANTED)]
        grouped = wanted.groupby(["label", "kind"]).agg(n=("id", "size"), strict=("strict", "sum"), found=("found", "sum"))
        return with_share(grouped.astype({"strict": int, "found": int}).reset_index(), "found", "n", "recall")

    def _labelled(self, *labels: str) -> pd.DataFrame:
        return self.items[self.items["label"].isin(labels)]

    def _finding(self, pairs: pd.DataFrame) -> list[tuple[str, int, int]]:
        alike = self._labelled("compatible")
        return [
            ("inconsistent pairs found, strict", int(pairs["strict"].sum()), len(pairs)),
            ("inconsistent pairs found, any status", int(pairs["found"].sum()), len(pairs)),
            ("look-alikes reported, strict", int(alike["alarm"].sum()), len(alike)),
        ]

    def _matching(self) -> list[tuple[str, int, int]]:
        strict, wide = (self.reports[self.reports["status"].isin(statuses)] for statuses in (STRICT, ANY))
        return [
            ("reports that match a labelled pair, strict", int(strict["right"].sum()), len(strict)),
            ("reports that match a labelled pair, any status", int(wide["right"].sum()), len(wide)),
        ]

    def _recording(self) -> list[tuple[str, int, int]]:
        against, supported = self._labelled(*_AGAINST), self._labelled("record-supported")
        reported = self.reports[self.reports["status"].isin(AGAINST_RECORD)]
        return [
            ("items against the record found", int(against["found"].sum()), len(against)),
            ("reports that match an item of the record", int(reported["right"].sum()), len(reported)),
            ("items with the record told so", int(supported["found"].sum()), len(supported)),
            ("items with the record reported against it", int(supported["alarm"].sum()), len(supported)),
        ]


def _reading(pairs: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Who reads K pairs, the findings first, then the worklist, has seen this share of the labelled pairs."""
    return [(f"inconsistent pairs seen in the first {k} read", int((pairs["seen_at"] <= k).sum()), len(pairs)) for k in BUDGETS]


def scores(audit: Audit, labels: Sequence[Placed]) -> Scores:
    """The scores of an audit; a label that has no second side where one is needed is left out."""
    findings = rows(audit, "findings")
    parting, against = of_status(findings, ANY), of_status(findings, AGAINST_RECORD)
    used = [label for label in labels if label.b or label.label.startswith("record-")]
    worklist = [*parting, *rows(audit, "sidebyside")]
    reading = list(zip(_costs(worklist), worklist, strict=True))
    items = [_item(label, findings, reading) for label in used]
    reports = [*(_report(finding, used, _parted) for finding in parting), *(_report(row, used, _recorded) for row in against)]
    return Scores(
        pd.DataFrame(items, columns=["id", "label", "kind", "strict", "found", "alarm", "seen_at"]).astype({"seen_at": "Int64"}),
        pd.DataFrame(reports, columns=["finding", "rule", "status", "right", "look_alike"]),
    )


def _costs(worklist: Sequence[Row]) -> Iterable[int]:
    """How many pairs are read when each row is done: a row with n passages costs n - 1."""
    return accumulate(max(1, len(row.get("evidence") or []) - 1) for row in worklist)


def _item(label: Placed, findings: Sequence[Row], reading: Sequence[tuple[int, Row]]) -> Row:
    """What became of a label."""
    own = {"id": label.id, "label": label.label, "kind": label.kind, "alarm": False, "seen_at": None}
    if label.label.startswith("record-"):
        told = {name: any(speaks_of(f, label.a) for f in of_status(findings, among)) for name, among in _TOLD.items()}
        supported = label.label == "record-supported"
        found = told["supported"] if supported else told["against"]
        return own | {"strict": found, "found": found, "alarm": supported and told["against"]}
    strict, found = (any(sets_apart(f, label.a, label.b) for f in of_status(findings, among)) for among in (STRICT, ANY))
    seen_at = next((cost for cost, row in reading if sets_apart(row, label.a, label.b)), None)
    return own | {"strict": strict, "found": found, "alarm": strict and label.label == "compatible", "seen_at": seen_at}


_TOLD = {"against": AGAINST_RECORD, "supported": SUPPORTED}


def _report(finding: Row, labels: Sequence[Placed], matches: Callable[[Row, Placed], tuple[bool, bool]]) -> Row:
    """Whether a finding matches a label that it should, and one that it must not."""
    matched = [matches(finding, label) for label in labels]
    own = {"finding": finding["finding"], "rule": finding.get("rule", ""), "status": finding["status"]}
    return own | {"right": any(right for right, _ in matched), "look_alike": any(alike for _, alike in matched)}


def _parted(finding: Row, label: Placed) -> tuple[bool, bool]:
    if label.label not in ("inconsistent", "weak-tension", "compatible") or not sets_apart(finding, label.a, label.b):
        return False, False
    return label.label != "compatible", label.label == "compatible" and finding["status"] in STRICT


def _recorded(finding: Row, label: Placed) -> tuple[bool, bool]:
    if not label.label.startswith("record-") or not speaks_of(finding, label.a):
        return False, False
    return label.label in _AGAINST, label.label == "record-supported"
