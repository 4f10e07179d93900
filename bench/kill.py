"""Kill runs at random moments and look at what they leave: the old output or the new one, whole, and nothing after the next run.

python bench/kill.py [AUDITS] [REPORTS]    how many runs of each are killed; 70 and 30 without
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from nbutils.engine import audit
from nbutils.places import shipped
from nbutils.swap import OURS

PAGES = """import sys; from pathlib import Path; from nbutils.questions.front import front
from nbutils.reports.build import build_report
build_report(Path(sys.argv[1]), Path(sys.argv[2]), notebooks=Path(sys.argv[3]), front=front)"""
Run = Callable[[Path, Path], None]  # from a folder to an output


def reading(source: Path, out: Path) -> None:
    audit(source, out)


def paging(source: Path, out: Path) -> None:
    """In a new interpreter: one that has run a notebook has threads, and cannot be forked."""
    subprocess.run([sys.executable, "-c", PAGES, source, out, source.parent / "notebooks"], check=True)  # noqa: S603  # our own


def whole(folder: Path) -> str:
    """A hash of all that is in a folder; "" where there is none."""
    if not folder.is_dir():
        return ""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    parts = (str(path.relative_to(folder)).encode() + sha256(path.read_bytes()).digest() for path in files)
    return sha256(b"".join(parts)).hexdigest()


def killed(run: Run, source: Path, out: Path, seconds: float) -> None:
    """Run it in a process of its own and kill that, with all it started, after so many seconds."""
    child = os.fork()
    if not child:
        os.setsid()
        run(source, out)
        os._exit(0)
    time.sleep(seconds)
    with suppress(ProcessLookupError):  # it was done, or had not begun
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)


def rounds(run: Run, sources: tuple[Path, Path], place: Path, times: int, dice: random.Random) -> Counter[str]:
    """How often a killed run left the old output, the new one, or the old one beside its place, to be put back."""
    out, states = place / "out", Counter[str]()
    known, took = {}, 0.0
    for name, source in zip(("new", "old"), reversed(sources), strict=True):
        began = time.monotonic()
        run(source, out)
        known[whole(out)], took = name, max(took, time.monotonic() - began)
    for _ in range(times):
        killed(run, sources[1], out, dice.uniform(0, took * 1.2))
        aside = out.with_name(f".out{OURS}old")
        left = known.get(whole(out), "") or (known.get(whole(aside), "") and "old, put back at the next start")
        states[left or f"broken: {sorted(path.name for path in place.iterdir())}"] += 1
        run(sources[0], out)
        if known.get(whole(out)) != "old" or [path for path in place.iterdir() if OURS in path.name]:
            states["not mended by the next run"] += 1
    return states


def main(audits: str = "70", reports: str = "30") -> None:
    seeds = sorted(shipped("seeds").glob("*.txt"))
    with tempfile.TemporaryDirectory(prefix="nbutils-kill-") as scratch:
        place = Path(scratch)
        for name, articles in (("a", seeds[:1]), ("b", seeds[1:3])):
            (place / name).mkdir()
            for article in articles:
                shutil.copy(article, place / name)
            audit(place / name, place / f"{name}-audit")
        (place / "notebooks").mkdir()
        shutil.copy(shipped("notebooks") / "00-overview.ipynb", place / "notebooks")
        for what, run, times, ending in (("audits", reading, audits, ""), ("reports", paging, reports, "-audit")):
            if not int(times):
                continue
            (place / what).mkdir()
            sources = (place / f"a{ending}", place / f"b{ending}")
            print(what, dict(rounds(run, sources, place / what, int(times), random.Random(7))), flush=True)  # noqa: S311


if __name__ == "__main__":
    main(*sys.argv[1:])
