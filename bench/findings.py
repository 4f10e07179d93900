"""What our rules and contrachecker find in the labelled corpora, counted by the same code, and how long each takes.

python bench/findings.py [CORPUS ...]    names of folders below tests/corpora; without one, all that bench/measure.py scores

contrachecker takes apart what a retriever brings; it gets each of our sentences as such a piece, so that what it reports has a
place. Only counts are printed.
"""

import json
import shutil
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from measure import CORPORA, ROOT

from nbutils.asked import Against
from nbutils.engine import audit
from nbutils.evaluate.evidence import Row, json_rows
from nbutils.evaluate.labels import read_labels
from nbutils.evaluate.scores import scores
from nbutils.store import Audit, open_audit

MEASURES = {
    "inconsistent pairs found, strict": "found",
    "reports that match a labelled pair, strict": "right",
    "look-alikes reported, strict": "look-alikes",
}
PEER = "contrachecker"


def theirs(sentences: Sequence[Row]) -> list[Row]:
    """What contrachecker reports, as rows of `findings.jsonl`."""
    from contrachecker import Chunk, check_contradictions

    report = check_contradictions([Chunk(id=str(number), text=row["text"]) for number, row in enumerate(sentences)])
    pairs = [(int(found.claim_a.source_chunk_id), int(found.claim_b.source_chunk_id)) for found in report.contradictions]
    return [
        {"finding": f"{a}-{b}", "rule": PEER, "status": "contradiction",
         "evidence": [{**sentences[at], "side": side} for at, side in ((a, "a"), (b, "b"))]}
        for a, b in sorted({tuple(sorted(pair)) for pair in pairs}) if a != b
    ]  # fmt: skip


def counted(made: Audit, corpus: Path) -> Counter[str]:
    """Counts of what an audit's findings are worth by the labels of a corpus."""
    found = scores(made, read_labels(corpus, made)).overall.set_index("measure")
    counts: Counter[str] = Counter()
    for measure, name in MEASURES.items():
        counts[name], counts[f"{name}, of"] = int(found.at[measure, "count"]), int(found.at[measure, "of"])
    return counts


def compared(corpus: Path, scratch: Path) -> tuple[Counter[str], Counter[str]]:
    """Our counts and theirs, with the seconds from text to findings."""
    docs = corpus / "docs"
    began = time.process_time()
    audit(docs if docs.is_dir() else ROOT / corpus.name, scratch / "ours", against=Against(parting_only=True))
    ours, made = Counter({"seconds": time.process_time() - began}), open_audit(scratch / "ours")
    began = time.process_time()
    rows = theirs(json_rows(made.folder / "sentences.jsonl"))
    peer = Counter({"seconds": time.process_time() - began})
    shutil.copytree(made.folder, scratch / "theirs")
    (scratch / "theirs" / "findings.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (scratch / "theirs" / "sidebyside.jsonl").write_text("", "utf-8")
    return ours + counted(made, corpus), peer + counted(open_audit(scratch / "theirs"), corpus)


def measured(*names: str) -> dict[str, Counter[str]]:
    """The counts of both over all corpora."""
    split = tomllib.loads((CORPORA / "split.toml").read_text("utf-8"))
    chosen = [CORPORA / name for name in names or (*split["read"], *split["blind"])]
    sums: dict[str, Counter[str]] = {"nbutils": Counter(), PEER: Counter()}
    for corpus in (folder for folder in chosen if (folder / "gold.jsonl").exists()):
        with tempfile.TemporaryDirectory() as scratch:
            for name, counts in zip(sums, compared(corpus, Path(scratch)), strict=True):
                sums[name].update(counts)
    return sums


def main(*names: str) -> None:
    for name, counts in measured(*names).items():
        shares = (f"{what} {counts[what]}/{counts[f'{what}, of']}" for what in MEASURES.values())
        print(f"{name:<14} {counts['seconds']:8.2f} s   {', '.join(shares)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
