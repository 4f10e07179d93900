"""One job done two ways, side by side in one run, turn about: `python bench/side_by_side.py [FOLDER [ARTICLES]]` (`make bench`).

Our reading against what other packages take to find sentences alone, our findings against contrachecker's; in fresh processes
one worker against two, two workers against a Dask cluster of two processes, our report against `jupyter nbconvert` of the same
notebooks one after another, a run of which nothing has changed against a first one. Leaves a table of medians and ratios in
build/bench (side_by_side.md, .csv), with a plot of the ratios (.svg).
"""

import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from textwrap import fill

import matplotlib.pyplot as plt
import pandas as pd
from distributed import LocalCluster
from findings import MEASURES, PEER, measured
from growth import BUILD, resampled
from reading import ABSENT, OURS, speeds

from nbutils.places import shipped

ARTICLES, WORDS = 2000, 100  # small articles: what is measured is how work is shared out
ROUNDS = 3
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Duel:
    """Two commands for one job; `aim` is what the ratio of their times, ours to theirs, should not pass."""

    job: str
    ours: str
    theirs: str
    aim: float | None
    seconds: tuple[float, float]

    @property
    def ratio(self) -> float:
        """The time of ours to that of theirs."""
        return self.seconds[0] / self.seconds[1]

    @property
    def row(self) -> dict[str, object]:
        """A row of the table."""
        ours, theirs = (round(seconds, 2) for seconds in self.seconds)
        named = {"job": self.job, "ours": self.ours, "ours, s": ours, "beside": self.theirs, "beside, s": theirs}
        return {**named, "ratio": round(self.ratio, 2), "aim": "" if self.aim is None else f"≤ {self.aim}"}


class Bench:
    """A scratch folder, and commands that are timed in it."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self._numbers = count()

    def fresh(self) -> Path:
        """A name for an output or a cache that is not there yet."""
        return self.scratch / f"o{next(self._numbers)}"

    def nbutils(self, *arguments: object, cache: Path | None = None) -> float:
        """Seconds of one run of our command line; without `cache` nothing is kept from earlier runs."""
        return timed([str(BIN / "nbutils"), *map(str, arguments)], NBUTILS_CACHE=str(cache or self.fresh()))

    def audit(self, folder: Path, *options: object) -> float:
        """Seconds of an audit of which nothing is kept."""
        return self.nbutils("audit", folder, "--out", self.fresh(), *options)

    def nbconvert(self, audit: Path) -> float:
        """Seconds for all notebooks, one after another."""
        out = self.fresh()
        command = [str(BIN / "jupyter"), "nbconvert", "--execute", "--to", "html", "--output-dir", str(out)]
        notebooks = sorted(shipped("notebooks").glob("*.ipynb"))
        return sum(timed([*command, str(notebook)], NBUTILS_FOLDER=str(audit)) for notebook in notebooks)


def timed(command: Sequence[str], **settings: str) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **settings})  # noqa: S603  # our own commands
    return time.perf_counter() - began


def medians(ours: object, theirs: object, rounds: int = ROUNDS) -> tuple[float, float]:
    """The median seconds of two functions that time themselves, called turn about."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]  # type: ignore[operator]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def small_articles(folder: Path, out: Path, articles: int) -> Path:
    """So many files of about WORDS words each, cut from the folder's texts, names and numbers changed."""
    out.mkdir()
    pieces = (
        words[at : at + WORDS]
        for text in resampled(folder, articles)
        if (words := text.split(" "))
        for at in range(0, len(words), WORDS)
    )
    for number, piece in zip(range(articles), pieces, strict=False):
        (out / f"{number:05}.txt").write_text(" ".join(piece), "utf-8")
    return out


def sharing(bench: Bench, source: Path, articles: int) -> list[Duel]:
    """How the work on many small articles is shared out."""
    many, job = small_articles(source, bench.fresh(), articles), f"audit of {articles:,} small articles"
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        dask = medians(
            lambda: bench.audit(many, "--scheduler", cluster.scheduler_address), lambda: bench.audit(many, "--workers", 2)
        )
    two = medians(lambda: bench.audit(many, "--workers", 2), lambda: bench.audit(many, "--workers", 1))
    return [Duel(job, "two workers", "one", 0.56, two), Duel(job, "Dask, two processes", "two workers here", None, dask)]


def reporting(bench: Bench, source: Path) -> list[Duel]:
    """Reports, and what has not to be done again."""
    audit, same, cache = bench.fresh(), bench.fresh(), bench.fresh()
    bench.nbutils("audit", source, "--out", audit)
    pages = medians(lambda: bench.nbutils("report", audit, "--out", bench.fresh()), lambda: bench.nbconvert(audit))
    reports, audits = (
        [bench.nbutils(what, source, "--out", out, cache=cache) for _ in range(2)]
        for what, out in (("report", same), ("audit", audit))
    )
    return [
        Duel("report of an audit", "nbutils report", "nbconvert in series", 0.5, pages),
        Duel("report of a folder", "nothing changed", "the first time", None, (reports[1], reports[0])),
        Duel("audit of a folder", "nothing changed", "the first time", None, (audits[1], audits[0])),
    ]


def beside_peers(source: Path) -> list[Duel]:
    """Our reading, whole, and the sentences of others; our findings, and another's."""
    found = speeds(source)
    ours = 1e5 / statistics.median(found[OURS])
    return [
        *(
            Duel("100,000 words", "read, whole", f"sentences by {name}", None, (ours, 1e5 / statistics.median(speed)))
            if speed
            else Duel("100,000 words", "read, whole", f"sentences by {name}, {ABSENT}", None, (ours, math.nan))
            for name, speed in found.items()
            if not name.startswith("nbutils")
        ),
        finding(),
    ]


def finding() -> Duel:
    """What is found in the labelled corpora."""
    try:
        counts = measured()
    except ModuleNotFoundError:
        return Duel("labelled corpora", "nbutils", f"{PEER}, {ABSENT}", None, (math.nan, math.nan))
    told = {who: ", ".join(f"{what} {c[what]}/{c[f'{what}, of']}" for what in MEASURES.values()) for who, c in counts.items()}
    seconds = (counts["nbutils"]["seconds"], counts[PEER]["seconds"])
    ours, theirs = f"nbutils: {told['nbutils']}", f"{PEER}, its comparing alone: {told[PEER]}"
    return Duel("labelled corpora", ours, theirs, None, seconds)


def drawn(found: Sequence[Duel]) -> None:
    """A bar for each ratio, with a line where the two are equal."""
    found = [duel for duel in found if duel.ratio == duel.ratio]  # not of a package that is missing
    figure, axes = plt.subplots(figsize=(9, 0.8 * len(found) + 1), layout="constrained")
    labels = [fill(f"{duel.job}: {duel.ours} / {duel.theirs}", 50) for duel in found]
    axes.barh(labels, [duel.ratio - 1 for duel in found], left=1, color="#456")
    axes.axvline(1, color="black", linewidth=1)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("ratio of times; left of the line ours is faster")
    figure.savefig(BUILD / "side_by_side.svg")


def main(folder: str = "", articles: str = str(ARTICLES)) -> None:
    BUILD.mkdir(parents=True, exist_ok=True)
    source = Path(folder) if folder else shipped("seeds")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch))
        found = [*beside_peers(source), *sharing(bench, source, int(articles)), *reporting(bench, source)]
    table = pd.DataFrame([duel.row for duel in found])
    table.to_csv(BUILD / "side_by_side.csv", index=False)
    lines = [table.columns, ["---"] * len(table.columns), *table.itertuples(index=False)]
    text = "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
    (BUILD / "side_by_side.md").write_text(text + "\n", "utf-8")
    print(text)
    drawn(found)


if __name__ == "__main__":
    main(*sys.argv[1:])
