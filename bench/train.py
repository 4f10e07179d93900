"""Fit the weights of the worklist: `python bench/train.py [CORPUS …]`, `make train`.

Trains on every labelled corpus below tests/corpora and prints what a reader sees who reads K passages of the worklist, each
corpus scored with weights fitted on the others (leave one corpus out); then writes packs/general/worklist.yaml. With --parts
it prints what each group of features adds. A blind corpus is never opened, only scored.
"""

import sys
import tempfile
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import yaml
from measure import MEASURED, write
from sklearn.linear_model import LogisticRegression

from nbutils import engine
from nbutils.compare.features import Pairs, pairs
from nbutils.compare.passages import passages
from nbutils.compare.vectors import space
from nbutils.compare.worklist import clusters
from nbutils.evaluate.evidence import Span
from nbutils.evaluate.labels import Placed, read_labels
from nbutils.store import Audit, open_audit

ROOT = Path(__file__).parents[1]
CORPORA = ROOT / "tests" / "corpora"
WEIGHTS = ROOT / "nbutils" / "packs" / "general" / "worklist.yaml"
BUDGETS = (10, 25, 50, 100, 200)
STRENGTH = 0.001  # of the fit; smaller is smoother. Of .001, .003, .01 and .03 none was better by more than chance
# Groups of features, for the account of what each adds.
PARTS = {
    "same words": (
        "words", "words, root", "words in common", "rarity in common", "rarest word in common", "second rarest in common",
        "share of the shorter", "word pairs in common", "rank by words", "length",
    ),
    "context": (
        "contexts", "contexts, root", "words to context, more", "words to context, less", "paragraphs", "words to paragraph",
        "rank by context", "heading in common",
    ),
    "names, subjects, predicates": (
        "name in common", "subject in common", "subject in words", "predicate in common", "concept in common", "same name",
    ),
    "values": (
        "amounts clash", "amounts of one noun clash", "measures clash", "same amounts", "same digits, other unit", "dates clash",
        "dates clash nearby", "same dates", "lengths of time clash", "both numbers", "number in one",
    ),
    "wordings": (
        "opposites", "wordings exclude each other", "universal~denied", "universal~limited", "lasting~ended", "planned~ended",
        "planned~lasting", "unsure~certain", "one denied",
    ),
}  # fmt: skip


class Corpus:
    """A labelled corpus: its pairs with their features, and which of them each label is found in."""

    def __init__(self, name: str, scratch: Path) -> None:
        self.name = name
        docs = CORPORA / name / "docs"
        self.audit = _audited(docs if docs.is_dir() else ROOT / name, scratch / name)
        tables = {table: getattr(self.audit, table).to_dict("records") for table in ("sentences", "blocks", "mentions", "claims")}
        self.passages = passages(self.audit.articles.to_dict("records"), tables)
        self.pairs: Pairs = pairs(space(self.passages))
        self.at = {pair: k for k, pair in enumerate(zip(self.pairs.first.tolist(), self.pairs.second.tolist(), strict=True))}
        self.labels = read_labels(CORPORA / name, self.audit)
        self.items = [self._pairs_of(label) for label in self.labels if label.label == "inconsistent" and label.b]
        self.unsure = {
            pair for label in self.labels if label.label == "weak-tension" and label.b for pair in self._pairs_of(label)
        }

    def _pairs_of(self, label: Placed) -> set[tuple[int, int]]:
        a, b = (self._touched(side) for side in (label.a, label.b))
        return {(min(i, j), max(i, j)) for i in a for j in b if i != j}

    def _touched(self, spans: Iterable[Span]) -> set[int]:
        placed = enumerate(self.passages)
        return {n for n, p in placed for article, start, end in spans if p.article == article and p.start < end and start < p.end}

    def examples(self, columns: Sequence[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Features, whether they part, and weights: every labelled item counts one, all other pairs together ten."""
        weight = np.zeros(len(self.at))
        for item in self.items:
            found = [self.at[pair] for pair in item if pair in self.at]
            weight[found] = np.maximum(weight[found], 1 / max(len(found), 1))
        part = weight > 0
        unsure = [self.at[pair] for pair in self.unsure if pair in self.at]
        weight[~part] = 10 / (~part).sum()
        weight[[k for k in unsure if not part[k]]] = 0
        return self.pairs.values[:, columns], part, weight

    def seen(self, scores: np.ndarray) -> list[int]:
        """How many labelled pairs a reader has seen after each of BUDGETS passages."""
        order = np.argsort(-scores.round(6), kind="stable")[:8000]
        scored = [(int(self.pairs.first[k]), int(self.pairs.second[k]), float(scores[k])) for k in order]
        cost, first_seen = 0, dict[int, int]()
        for row in clusters(scored, 200, BUDGETS[-1]):
            cost += len(row) - 1
            shown = {(a, b) for a in row for b in row if a < b}
            for number, item in enumerate(self.items):
                if item & shown:
                    first_seen.setdefault(number, cost)
        return [sum(at <= budget for at in first_seen.values()) for budget in BUDGETS]


def _audited(docs: Path, out: Path) -> Audit:
    engine.audit(docs, out, pack="auto")
    return open_audit(out)


def fitted(corpora: Sequence[Corpus], columns: Sequence[int]) -> np.ndarray:
    """Weights for features as they are, fitted on standardised ones by logistic regression."""
    parts = [corpus.examples(columns) for corpus in corpora]
    values, part, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(
        (values - middle) / spread, part, sample_weight=weight / weight.mean()
    )
    return model.coef_[0] / spread


def left_out(corpora: Sequence[Corpus], columns: Sequence[int], names: Sequence[str]) -> dict[str, list[int]]:
    """What is seen of each named corpus with weights fitted on all the others."""
    found = {}
    for corpus in corpora:
        if corpus.name in names:
            weights = fitted([other for other in corpora if other is not corpus], columns)
            found[corpus.name] = corpus.seen(corpus.pairs.values[:, columns].astype(float) @ weights)
    return found


def shown(label: str, seen: dict[str, list[int]], corpora: Sequence[Corpus]) -> str:
    """A line of shares: seen at each budget of all labelled pairs."""
    total = _total(seen, corpora)
    sums = [sum(row[k] for row in seen.values()) for k in range(len(BUDGETS))]
    return f"{label:44} {total:4} " + " ".join(f"{value / max(total, 1):6.3f}" for value in sums)


def _total(seen: dict[str, list[int]], corpora: Sequence[Corpus]) -> int:
    return sum(len(corpus.items) for corpus in corpora if corpus.name in seen)


def main(arguments: list[str]) -> None:
    """Print the figures and write the weights."""
    split = tomllib.loads((CORPORA / "split.toml").read_text("utf-8"))
    names = sorted(folder.name for folder in CORPORA.iterdir() if (folder / "gold.jsonl").exists())
    with tempfile.TemporaryDirectory() as scratch:
        corpora = [Corpus(name, Path(scratch)) for name in names]
    columns = list(range(len(corpora[0].pairs.names)))
    read = [name for name in names if name in split["read"]]
    blind = [name for name in names if name in split["blind"]] if "--blind" in arguments else []
    print(f"{'leave one corpus out; seen after':44}    n " + " ".join(f"{k:6}" for k in BUDGETS))
    found: dict[str, dict[str, list[int]]] = {}
    for group, members in (("read", read), ("blind", blind)):
        if members:
            seen = left_out(corpora, columns, members)
            for name, row in seen.items():
                print(shown(f"  {name}", {name: row}, corpora))
            print(shown(group, seen, corpora))
            sums = {str(k): sum(row[place] for row in seen.values()) for place, k in enumerate(BUDGETS)}
            found[group] = {k: [value, _total(seen, corpora)] for k, value in sums.items()}
    known = yaml.safe_load(MEASURED.read_text("utf-8")) if MEASURED.exists() else {}
    write(known | {"worklist": known.get("worklist", {}) | found})
    if "--parts" in arguments:
        for part, members in PARTS.items():
            kept = [k for k in columns if corpora[0].pairs.names[k].removesuffix(" × context") not in members]
            print(shown(f"read, without {part}", left_out(corpora, kept, read), corpora))
    weights = fitted(corpora, columns)
    table = {name: round(float(value), 4) for name, value in zip(corpora[0].pairs.names, weights, strict=True)}
    _write(table)


def _write(table: dict[str, float]) -> None:
    text = WEIGHTS.read_text("utf-8")
    head = text[: text.index("weights:")]
    WEIGHTS.write_text(head + yaml.safe_dump({"weights": table}, sort_keys=False, allow_unicode=True, width=130), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
