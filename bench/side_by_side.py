"""Whole commands side by side, in fresh processes, turn about: `python bench/side_by_side.py [FOLDER]`, part of `make bench`.

One worker against two, two workers here against a Dask cluster of two processes, our report against `jupyter nbconvert` of the
same notebooks one after another, a run of which nothing has changed against a first one. Prints a table of medians and ratios
and leaves it in build/bench.md, with a plot of the ratios in build/bench.svg.
"""

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

import matplotlib.pyplot as plt
from distributed import LocalCluster
from growth import resampled

from nbutils.places import shipped

ARTICLES, WORDS = 2000, 100  # small articles: what is measured is how work is shared out
ROUNDS = 3
BUILD = Path(__file__).parents[1] / "build"
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
    def row(self) -> str:
        """A line of the table."""
        ours, theirs = self.seconds
        aim = "" if self.aim is None else f"≤ {self.aim}"
        return f"| {self.job} | {self.ours}: {ours:.1f} s | {self.theirs}: {theirs:.1f} s | {self.ratio:.2f} | {aim} |"


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


def small_articles(folder: Path, out: Path) -> Path:
    """ARTICLES files of about WORDS words each, cut from the folder's texts, names and numbers changed."""
    out.mkdir()
    pieces = (
        words[at : at + WORDS]
        for text in resampled(folder, ARTICLES)
        if (words := text.split(" "))
        for at in range(0, len(words), WORDS)
    )
    for number, piece in zip(range(ARTICLES), pieces, strict=False):
        (out / f"{number:05}.txt").write_text(" ".join(piece), "utf-8")
    return out


def duels(bench: Bench, source: Path) -> list[Duel]:
    """All comparisons, one after another."""
    many, audit, cache = small_articles(source, bench.fresh()), bench.fresh(), bench.fresh()
    bench.nbutils("audit", source, "--out", audit)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        dask = medians(
            lambda: bench.audit(many, "--scheduler", cluster.scheduler_address), lambda: bench.audit(many, "--workers", 2)
        )
    same = bench.fresh()
    return [
        Duel(f"audit of {ARTICLES:,} small articles", "two workers", "one", 0.56,
             medians(lambda: bench.audit(many, "--workers", 2), lambda: bench.audit(many, "--workers", 1))),
        Duel(f"audit of {ARTICLES:,} small articles", "Dask, two processes", "two workers here", None, dask),
        Duel("report of an audit", "nbutils report", "nbconvert in series", 0.5,
             medians(lambda: bench.nbutils("report", audit, "--out", bench.fresh()), lambda: bench.nbconvert(audit))),
        Duel("report of a folder", "nothing changed", "the first time", None,
             tuple(reversed([bench.nbutils("report", source, "--out", same, cache=cache) for _ in range(2)]))),
        Duel("audit of a folder", "nothing changed", "the first time", None,
             tuple(reversed([bench.nbutils("audit", source, "--out", audit, cache=cache) for _ in range(2)]))),
    ]  # fmt: skip


def drawn(found: Sequence[Duel]) -> None:
    """A bar for each ratio, with a line where the two are equal."""
    figure, axes = plt.subplots(figsize=(8, 0.7 * len(found) + 1), layout="constrained")
    axes.barh([f"{duel.job}:\n{duel.ours} / {duel.theirs}" for duel in found], [duel.ratio for duel in found], color="#456")
    axes.axvline(1, color="black", linewidth=1)
    axes.invert_yaxis()
    axes.set_xlabel("ratio of times; left of the line ours is faster")
    figure.savefig(BUILD / "bench.svg")


def main(folder: str = "") -> None:
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        found = duels(Bench(Path(scratch)), Path(folder) if folder else shipped("seeds"))
    rows = ["| job | ours | beside | ratio | aim |", "|---|---|---|---|---|", *(duel.row for duel in found)]
    (BUILD / "bench.md").write_text("\n".join(rows) + "\n", "utf-8")
    print("\n".join(rows))
    drawn(found)


if __name__ == "__main__":
    main(*sys.argv[1:])
