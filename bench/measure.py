"""Measure the rules on every labelled corpus: `python bench/measure.py`, `make measure`.

Audits each corpus below tests/corpora with its record, scores it, and writes what came of it to packs/general/measured.yaml,
read corpora apart from blind ones: findings by rule, pairs found, look-alikes reported, items of the record, agreements. Cards
and the notebook on trust show these figures. Only counts are printed: a blind corpus is never opened.
"""

import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import yaml

from nbutils import engine
from nbutils.evaluate.labels import read_labels
from nbutils.evaluate.scores import scores
from nbutils.store import open_audit

ROOT = Path(__file__).parents[1]
CORPORA = ROOT / "tests" / "corpora"
MEASURED = ROOT / "nbutils" / "packs" / "general" / "measured.yaml"


def main() -> None:
    """Score all corpora, print a line each, write the sums."""
    split = tomllib.loads((CORPORA / "split.toml").read_text("utf-8"))
    rules: dict[str, dict[str, Counter[str]]] = {group: defaultdict(Counter) for group in ("read", "blind")}
    totals: dict[str, dict[str, list[int]]] = {group: {} for group in rules}
    with tempfile.TemporaryDirectory() as scratch:
        for folder in sorted(CORPORA.iterdir()):
            group = next((group for group in rules if folder.name in split[group]), "")
            if group and (folder / "gold.jsonl").exists():
                _score(folder, Path(scratch) / folder.name, rules[group], totals[group])
    known = yaml.safe_load(MEASURED.read_text("utf-8")) if MEASURED.exists() else {}
    known["rules"] = {group: {rule: dict(counts) for rule, counts in sorted(found.items())} for group, found in rules.items()}
    known["totals"] = totals
    write(known)


def write(known: dict[str, object]) -> None:
    """Write the measured figures, keys in order."""
    head = "# Measured on labelled corpora, by `make measure` and `make train`: [count, of] each, read apart from blind.\n"
    MEASURED.write_text(head + yaml.safe_dump(known, sort_keys=True, allow_unicode=True, width=130), "utf-8")


def _score(folder: Path, out: Path, rules: dict[str, Counter[str]], totals: dict[str, list[int]]) -> None:
    docs, record = folder / "docs", folder / "record.csv"
    against = engine.Against(record=record if record.exists() else None)
    engine.audit(docs if docs.is_dir() else ROOT / folder.name, out, against=against)
    audit = open_audit(out)
    found = scores(audit, read_labels(folder, audit))
    for row in found.by_rule.to_dict("records"):
        rules[row["rule"]].update({"reported": int(row["reported"]), "right": int(row["right"])})
    for row in found.overall.to_dict("records"):
        sums = totals.setdefault(row["measure"], [0, 0])
        sums[0], sums[1] = sums[0] + int(row["count"]), sums[1] + int(row["of"])
    print(folder.name, {row["measure"]: f"{row['count']}/{row['of']}" for row in found.overall.head(9).to_dict("records")})
    sys.stdout.flush()


if __name__ == "__main__":
    main()
