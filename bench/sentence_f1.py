"""Exact-span F1 of the sentence splitter on labelled documents, per genre and pooled; golden rules met.

python bench/sentence_f1.py DOCS.jsonl [GOLDEN.jsonl]
DOCS holds rows of text, genre and sentences [[start, end, ...], ...], GOLDEN rows of text and sentences [str, ...].
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbutils.corpus.sentences import sentence_spans


def rows(path: str) -> Iterator[dict[str, Any]]:
    with Path(path).open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def spans_by_line(text: str) -> set[tuple[int, int]]:
    """The sentences of a document whose lines are its blocks."""
    spans, offset = set(), 0
    for line in text.split("\n"):
        spans |= {(offset + start, offset + end) for start, end in sentence_spans(line)}
        offset += len(line) + 1
    return spans


def main(docs: str, golden: str = "") -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()  # gold and found spans together
    for row in rows(docs):
        gold, found = {(start, end) for start, end, *_ in row["sentences"]}, spans_by_line(row["text"])
        for name in (row["genre"], "pooled"):
            right[name] += len(gold & found)
            total[name] += len(gold) + len(found)
    for name in sorted(total, key=lambda name: (name == "pooled", name)):
        print(f"{name:<14}{2 * right[name] / total[name]:.4f}  {right[name]} right")
    if golden:
        met = [[r["text"][a:b] for a, b in sentence_spans(r["text"])] == r["sentences"] for r in rows(golden)]
        print(f"{'golden':<14}{sum(met)} of {len(met)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
