"""Coverage-guided fuzzing of every stage with atheris: bytes in, and the contracts of bench/contracts.py must hold.

python bench/fuzz.py [HARNESS]              every stage or one, a minute each, from a corpus made of the seeds
python bench/fuzz.py HARNESS ARGUMENT ...   one stage with libFuzzer's own arguments (a file alone runs that input)
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["nbutils"]):
    import contracts

    from nbutils.packs.load import PACKS
    from nbutils.places import shipped

SECONDS = 60
LIMITS = ("-max_len=600", "-timeout=30", "-print_final_stats=1")
PIECE = 240  # characters of a starting input
VERDICT = b'{"id": "f-1", "verdict": "dismissed", "reason": "two missions", "date": "2026-11-25"}\n'


def pieces(harness: str) -> list[bytes]:
    """What the fuzzer starts from: paragraphs of the seeds, and the packs' own files for what reads files."""
    if harness == "recording":
        lines = (PACKS / "nato" / "facts.csv").read_bytes().splitlines(keepends=True)
        return [lines[0] + line for line in lines[1:40]]
    if harness in {"packing", "describing"}:
        entries = [entry for path in sorted(PACKS.glob("nato/*.yaml")) for entry in path.read_bytes().split(b"\n- ")[1:8]]
        return [b"A- " + entry[:400] for entry in entries] + [b"---\ntitle: A\ndate: 2001-02-03\nauthor: [x, y]\n---\n"]
    if harness == "judging":
        return [VERDICT]
    texts = [path.read_bytes() for path in sorted(shipped("seeds").glob("*.txt"))]
    return [text[at : at + PIECE] for text in texts for at in range(0, min(len(text), 8000), PIECE)]


def fuzz(harness: str, *arguments: str) -> None:
    atheris.Setup([sys.argv[0], *LIMITS, *arguments], contracts.HARNESSES[harness])
    atheris.Fuzz()


def started(harness: str, corpus: Path) -> Path:
    """The corpus with what the fuzzer starts from."""
    for number, piece in enumerate(pieces(harness)):
        (corpus / str(number)).write_bytes(piece)
    return corpus


def main(harness: str = "", *arguments: str) -> int:
    if arguments:
        fuzz(harness, *arguments)  # never returns
    codes = []
    for name in [harness] if harness else contracts.HARNESSES:
        with tempfile.TemporaryDirectory(prefix="nbutils-fuzz-") as corpus:
            command = [sys.executable, __file__, name, str(started(name, Path(corpus))), f"-max_total_time={SECONDS}"]
            done = subprocess.run(command, stderr=subprocess.PIPE, text=True, errors="replace", check=False)  # noqa: S603
        units = next((line.split()[-1] for line in done.stderr.splitlines() if "number_of_executed_units" in line), "no")
        print(f"{name:<12}{units:>10} executions  {'held' if done.returncode == 0 else done.stderr[-3000:]}", flush=True)
        codes.append(done.returncode)
    return max(codes)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
