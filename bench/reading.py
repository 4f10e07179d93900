"""Speed on one core beside other packages, in one run: words a second, and our reading as a ratio to each.

python bench/reading.py [FOLDER]    a folder of .txt and .md files; without one, the seeds
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from nbutils.claims.claims import assertions
from nbutils.claims.knowledge import knowledge
from nbutils.corpus.articles import count_words, read_article
from nbutils.corpus.formats import Document
from nbutils.corpus.sentences import sentence_spans
from nbutils.places import shipped

WORDS, ROUNDS = 200_000, 5
SLOW = ("pySBD",)  # gets a twentieth of the words
OURS = "nbutils: reading, whole"
ABSENT = "not available: the package is not installed"
Run = Callable[[str], object]


def resampled(folder: Path, words: int) -> list[str]:
    """The folder's texts, again and again, until they have that many words."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.suffix in {".txt", ".md"}]
    picked: list[str] = []
    while sum(map(count_words, picked)) < words:
        picked += texts
    return picked


def words_a_second(run: Run, texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        run(text)
    return sum(map(count_words, texts)) / (time.process_time() - began)


def by_line(split: Callable[[str], object]) -> Run:
    return lambda text: [split(line) for line in text.split("\n") if line]


def peers() -> dict[str, Run | None]:
    """How other packages part a text into sentences; None for one that is not installed."""
    found: dict[str, Run | None] = {}
    for name, made in (("spaCy blank + sentencizer", _spacy), ("pySBD", _pysbd), ("syntok", _syntok)):
        try:
            found[name] = made()
        except ModuleNotFoundError:
            found[name] = None
    return found


def _spacy() -> Run:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**9
    return lambda text: list(nlp(text).sents)


def _pysbd() -> Run:
    import pysbd

    return by_line(pysbd.Segmenter(language="en", clean=False).segment)


def _syntok() -> Run:
    from syntok import segmenter

    return lambda text: [list(paragraph) for paragraph in segmenter.process(text)]


def speeds(source: Path, words: int = WORDS, rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Words a second of each run, a figure for each round; none where a package is not installed."""
    many, few = resampled(source, words), resampled(source, words // 20)
    known = knowledge(())
    runs: dict[str, Run | None] = {
        OURS: lambda text: read_article(Document("x", text, "utf-8")),
        "nbutils: bytes to claims": lambda text: assertions(read_article(Document("x", text, "utf-8")), known),
        "nbutils: sentences alone": by_line(sentence_spans),
        **peers(),
    }
    there = {name: run for name, run in runs.items() if run}
    for run in there.values():
        run(many[0])  # word lists and models load with the first text
    # In turn, so that a change of the machine's speed meets all of them.
    turns = [{name: words_a_second(run, few if name in SLOW else many) for name, run in there.items()} for _ in range(rounds)]
    return {name: [turn[name] for turn in turns if name in turn] for name in runs}


def main(folder: str = "") -> None:
    found = speeds(Path(folder) if folder else shipped("seeds"))
    for name, speed in found.items():
        if not speed:
            print(f"{name:<28} {ABSENT}")
            continue
        ratio = statistics.median(ours / other for ours, other in zip(found[OURS], speed, strict=True))
        print(f"{name:<28}{statistics.median(speed):>12,.0f} words/s   reading, whole, is {ratio:6.2f} times as fast")


if __name__ == "__main__":
    main(*sys.argv[1:])
