"""How well headings and set-aside lines are told from the text, line by line, on labelled corpora.

python bench/layout_f1.py CORPUS...    folders with noise.jsonl and docs/ (or `LABELS=DOCS` where they lie apart)
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbutils.corpus.blocks import SET_ASIDE, blocks_of
from nbutils.corpus.decode import decode
from nbutils.corpus.readable import view

Line = tuple[str, int]  # file, line from 1
HEADINGS = ("title", "heading")
NEITHER = ("heading", "stray_marker", "question")  # label kinds that are not set aside


@dataclass(frozen=True)
class Score:
    """Lines found and lines labelled."""

    found: frozenset[Line]
    wanted: frozenset[Line]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is labelled or found."""
        return 2 * len(self.found & self.wanted) / max(len(self.found) + len(self.wanted), 1)

    @property
    def errors(self) -> int:
        """Lines missed and lines found too many."""
        return len(self.found ^ self.wanted)


def score(labels: Path, docs: Path) -> dict[str, Score]:
    """The scores of headings and of residue (bylines and disclosures included) on one corpus."""
    rows = [json.loads(line) for line in (labels / "noise.jsonl").read_text("utf-8").split("\n") if line]
    files = {row["file"] for row in rows}
    found = [(file, *found) for file in sorted(files) for found in lines_with_kinds(docs / file)]

    def lines(found_kinds: tuple[str, ...], *, headings: bool) -> Score:
        wanted = frozenset((r["file"], r["line"]) for r in rows if (r["kind"] == "heading") == headings and wants(r["kind"]))
        return Score(frozenset((file, line) for file, line, kind in found if kind in found_kinds), wanted)

    def wants(kind: str) -> bool:
        return kind == "heading" or kind not in NEITHER

    return {"headings": lines(HEADINGS, headings=True), "residue": lines(SET_ASIDE, headings=False)}


def lines_with_kinds(path: Path) -> Iterator[tuple[int, str]]:
    text = view(decode(path.read_bytes()).text).text
    for block in blocks_of(text):
        for extra in range(text.count("\n", block.start, block.end) + 1):
            yield block.line + extra, block.kind


def main(*corpora: str) -> None:
    total: dict[str, list[Score]] = {}
    for corpus in corpora:
        labels, _, docs = corpus.partition("=")
        for name, found in score(Path(labels), Path(docs or f"{labels}/docs")).items():
            total.setdefault(name, []).append(found)
            print(f"{Path(labels).name:<14}{name:<10}F1 {found.f1:.3f}   {found.errors} errors of {len(found.wanted)} lines")
    for name, scores in total.items():
        found, wanted = (sum(len(s.found & s.wanted) for s in scores), sum(len(s.found) + len(s.wanted) for s in scores))
        print(f"{'pooled':<14}{name:<10}F1 {2 * found / max(wanted, 1):.3f}   {sum(s.errors for s in scores)} errors")


if __name__ == "__main__":
    main(*sys.argv[1:])
