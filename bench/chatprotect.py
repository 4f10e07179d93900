"""Judge the sentence pairs of ChatProtect: `python bench/chatprotect.py FOLDER`, the folder that holds pairs.jsonl.

A pair is taken as a contradiction when a rule reports it, or when the worklist's score passes one threshold that is chosen on
the validation pairs; F1, precision and recall are of the test pairs. Each pair is read as two articles of one sentence.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from nbutils.claims.claims import assertions
from nbutils.claims.knowledge import Knowledge, knowledge
from nbutils.compare.features import pairs
from nbutils.compare.findings import findings
from nbutils.compare.passages import passages
from nbutils.compare.vectors import space
from nbutils.compare.worklist import score
from nbutils.corpus.articles import read_article
from nbutils.corpus.formats import Document
from nbutils.corpus.language import ENGLISH


def judged(one: str, other: str, known: Knowledge) -> tuple[bool, float]:
    """Whether a rule reports the pair, and its score in the worklist; the lowest where they share nothing."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in ("articles", "blocks", "sentences", "mentions", "claims")}
    for name, text in (("a.txt", one), ("b.txt", other)):
        article = read_article(Document(name, text, "utf-8"))
        article.row["language"] = ENGLISH
        said = assertions(article, known)
        own = ([article.row], article.blocks, article.sentences, said.mentions, said.claims)
        for table, found in zip(rows.values(), own, strict=True):
            table.extend(found)
    words = space(passages(rows["articles"], rows))
    found = pairs(words)
    return bool(findings(words)), float(score(found).max()) if len(found.first) else -1e9


def f1(told: np.ndarray, labels: np.ndarray) -> tuple[float, float, float]:
    """F1, precision and recall."""
    right = int((told & labels).sum())
    precision, recall = right / max(int(told.sum()), 1), right / max(int(labels.sum()), 1)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def main(folder: str) -> None:
    """Print the figures."""
    known, rows = knowledge(()), [json.loads(line) for line in (Path(folder) / "pairs.jsonl").open(encoding="utf-8")]
    told = [judged(row["sent_a"], row["sent_b"], known) for row in rows]
    labels = np.array([row["label"] == "contradiction" for row in rows])
    test = np.array([row["split"] == "test" for row in rows])
    by_rule, scores = np.array([rule for rule, _ in told]), np.array([value for _, value in told])
    choices = np.unique(scores[~test])[:: max(1, len(scores) // 400)]
    best = max(choices, key=lambda least: f1(by_rule[~test] | (scores[~test] >= least), labels[~test])[0])
    print("labels", Counter(row["label"] for row in rows), "test", int(test.sum()))
    print("findings alone, test: F1 {:.3f} precision {:.3f} recall {:.3f}".format(*f1(by_rule[test], labels[test])))
    both = by_rule | (scores >= best)
    print("findings and worklist, test: F1 {:.3f} precision {:.3f} recall {:.3f}".format(*f1(both[test], labels[test])))
    print(f"validation: F1 {f1(both[~test], labels[~test])[0]:.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
