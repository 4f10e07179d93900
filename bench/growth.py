"""How time and memory grow with a folder: audits of N articles, each in a process of its own, stage by stage.

python bench/growth.py [FOLDER [N ...]]    a folder of .txt and .md files; without one, the seeds; N 100 300 1000 3000

Leaves build/bench/growth.csv and a plot, growth.svg. The articles are those of the folder again and again, from the second round
on with every name and number changed, always in the same way.
"""

import json
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from nbutils import comparing, engine
from nbutils.places import shipped

SIZES = (100, 300, 1000, 3000)  # to 20,000 when asked for: that takes most of a day
BUILD = Path(__file__).parents[1] / "build" / "bench"
STAGES = {  # where each is called, and what its calls are counted as
    "passages": (comparing, "comparing"), "space": (comparing, "comparing"), "findings": (comparing, "findings"),
    "worklist": (comparing, "worklist"), "agreements": (comparing, "agreements"), "copies": (comparing, "copies"),
    "check": (comparing, "record"), "graph": (comparing, "graph"), "themes": (comparing, "themes"),
}  # fmt: skip
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")  # within a sentence
_SOUNDS = ("ba", "den", "fo", "gri", "hal", "jo", "ka", "lin", "mor", "na", "os", "pel", "ru", "sta", "tor", "ve", "wil", "zan")


def resampled(folder: Path, count: int) -> Iterator[str]:
    """So many texts; a later round has other names and numbers than the one before."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.suffix in {".txt", ".md"}]
    for number in range(count):
        repeat, text = number // len(texts), texts[number % len(texts)]
        yield text if not repeat else _changed(text, random.Random(number))  # noqa: S311  # for texts, not for secrets


def _changed(text: str, chance: random.Random) -> str:
    """A text with other names and numbers; the same one becomes the same in all of it."""
    names: dict[str, str] = {}
    numbers: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        return names.setdefault(found[0], "".join(chance.choices(_SOUNDS, k=3)).capitalize())

    def number(found: re.Match[str]) -> str:
        digits = found[0]
        # Years stay years: the century is kept.
        kept = digits[:2] if len(digits) == 4 else ""
        return numbers.setdefault(digits, kept + "".join(chance.choices("123456789", k=len(digits) - len(kept))))

    return _NUMBER.sub(number, _NAME.sub(name, text))


def measured(folder: Path, out: Path) -> dict[str, Any]:
    """Seconds of each stage of an audit in this process, the words read, and the most memory it held, in MB."""
    spent: Counter[str] = Counter()
    for name, (module, stage) in STAGES.items():
        setattr(module, name, _timed(getattr(module, name), spent, stage))
    began = _used()
    engine.audit(folder, out)
    whole = _used() - began
    report = json.loads((out / "report.json").read_text("utf-8"))
    used = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    rest = {"reading and writing": whole - sum(spent.values())}
    return {"words": report["counts"]["words"], "seconds": whole, "MB": max(used), "stages": rest | spent}


def _used() -> float:
    """Seconds of a core that this process and those it started have used: what else the machine does counts less."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def _timed(function: Callable[..., Any], spent: Counter[str], stage: str) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        began = _used()
        try:
            return function(*given, **named)
        finally:
            spent[stage] += _used() - began

    return timed


def in_a_process(texts: Iterator[str], work: Path) -> dict[str, Any]:
    """The measures of an audit of texts, taken by a fresh process."""
    folder = work / "articles"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:06}.txt").write_text(text, "utf-8")
    command = [sys.executable, __file__, "--measure", str(folder), str(work / "audit")]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603
    return found


def power(rows: Sequence[dict[str, Any]], what: str) -> float:
    """The power of the words that a measure grows with, fitted."""
    words, measure = (np.log([row[key] for row in rows]) for key in ("words", what))
    return float(np.polyfit(words, measure, 1)[0])


def kept(rows: Sequence[dict[str, Any]]) -> None:
    """Write the table and the plot; with two sizes or more say how they grow."""
    BUILD.mkdir(parents=True, exist_ok=True)
    pd.DataFrame([{**row, **row["stages"]} for row in rows]).drop(columns="stages").to_csv(BUILD / "growth.csv", index=False)
    if len(rows) < 2:
        return
    figure, places = plt.subplots(1, 2, figsize=(9, 4), layout="constrained")
    for axes, what in zip(places, ("seconds", "MB"), strict=True):
        axes.loglog([row["words"] for row in rows], [row[what] for row in rows], "o-", color="#456")
        axes.set(xlabel="words", title=f"{what}: words to the power of {power(rows, what):.2f}")
        print(f"{what} grow with the words to the power of {power(rows, what):.3f}")
    figure.savefig(BUILD / "growth.svg")


def main(folder: str = "", *sizes: str) -> None:
    source = Path(folder) if folder else shipped("seeds")
    rows = []
    for size in map(int, sizes or SIZES):
        with tempfile.TemporaryDirectory() as work:
            row = in_a_process(resampled(source, size), Path(work))
        rows.append({"articles": size, **row})
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in row["stages"].items())
        speed = f"{row['seconds']:>8.1f} s {row['words'] / row['seconds']:>8,.0f} words/s {row['MB']:>7,.0f} MB"
        print(f"{size:>6} articles {row['words']:>10,} words {speed}   {stages}", flush=True)
    kept(rows)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measured(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        main(*sys.argv[1:])
