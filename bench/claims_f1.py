"""How well checkable sentences are told from the others, and how far claims come to a comparison, on labelled corpora.

python bench/claims_f1.py [--pack NAME] CORPUS...    folders with claims.jsonl and docs/ (or `LABELS=DOCS` where they lie apart)

A labelled sentence counts as told when a checkable claim begins or ends within it. The funnel gives shares of the checkable
claims: with a declared predicate, with a subject too, with a value to compare too.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbutils.claims.claims import FUNNEL, assertions, funnel_steps
from nbutils.claims.knowledge import Knowledge, knowledge
from nbutils.corpus.articles import read_article
from nbutils.corpus.folder import list_files, read_file
from nbutils.corpus.formats import Document
from nbutils.packs.load import load_pack


@dataclass(frozen=True)
class Score:
    """Counts of labelled sentences by what they are and what was said, and of claims by how far they come."""

    right: int
    missed: int
    alarms: int
    passed: int
    funnel: Counter[str]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of checkable sentences."""
        return 2 * self.right / max(2 * self.right + self.missed + self.alarms, 1)

    @property
    def specificity(self) -> float:
        """The share of sentences that cannot be checked and were not said to."""
        return self.passed / max(self.passed + self.alarms, 1)

    def share(self, step: str) -> float:
        """The share of checkable claims that come to a step of the funnel."""
        return self.funnel[step] / max(self.funnel["checkable"], 1)


def score(labels: Path, docs: Path, known: Knowledge) -> Score:
    """The scores of one corpus."""
    told: dict[str, list[tuple[int, int]]] = {}
    texts: dict[str, str] = {}
    funnel: Counter[str] = Counter()
    for file in list_files(docs.resolve(), leave_out=docs / "none"):
        for item in read_file(file):
            if isinstance(item, Document):
                article = read_article(item)
                claims = assertions(article, known).claims
                funnel.update(step for claim in claims for step in funnel_steps(claim))
                texts[item.article] = article.text
                told[item.article] = [(claim["start"], claim["end"]) for claim in claims if claim["checkable"]]
    counts: Counter[tuple[bool, bool]] = Counter()
    for line in (labels / "claims.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        start, end = place(texts[row["file"]], row)
        counts[row["checkable"], any(a < end and start < b for a, b in told[row["file"]])] += 1
    return Score(counts[True, True], counts[True, False], counts[False, True], counts[False, False], funnel)


def place(text: str, row: dict[str, Any]) -> tuple[int, int]:
    """Where a labelled sentence stands in its text; `line` counts from 1."""
    start = sum(len(line) + 1 for line in text.split("\n")[: row["line"] - 1])
    at = text.find(row["sentence"], start)
    if at < 0:
        raise ValueError(f"{row['file']}, line {row['line']}: the labelled sentence is not there: {row['sentence']!r}")
    return at, at + len(row["sentence"])


def main(*arguments: str) -> None:
    packs, corpora = [], list(arguments)
    if corpora[:1] == ["--pack"]:
        packs, corpora = [load_pack(corpora[1])], corpora[2:]
    known, pooled = knowledge(packs), Score(0, 0, 0, 0, Counter())
    for corpus in corpora:
        labels, _, docs = corpus.partition("=")
        found = score(Path(labels), Path(docs or f"{labels}/docs"), known)
        show(Path(labels).name, found)
        counts = (getattr(pooled, name) + getattr(found, name) for name in ("right", "missed", "alarms", "passed", "funnel"))
        pooled = Score(*counts)
    show("pooled", pooled)


def show(name: str, found: Score) -> None:
    shares = "  ".join(f"{step} {found.share(step):.2f}" for step in FUNNEL[2:])
    print(f"{name:<12}F1 {found.f1:.3f}   specificity {found.specificity:.3f}   {shares}   of {found.funnel['checkable']}")


if __name__ == "__main__":
    main(*sys.argv[1:])
