"""Speed on one core beside other packages, in one run: words a second, and our reading as a ratio to each.

python bench/reading.py [FOLDER]    a folder of .txt and .md files; without one, the seeds
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pysbd
import spacy

from nbutils.claims.claims import assertions
from nbutils.claims.knowledge import knowledge
from nbutils.corpus.articles import count_words, read_article
from nbutils.corpus.formats import Document
from nbutils.corpus.sentences import sentence_spans
from nbutils.places import shipped

WORDS, SLICE, ROUNDS = 200_000, 10_000, 5  # pySBD is so slow that it gets a slice


def resampled(folder: Path, words: int) -> list[str]:
    """The folder's texts, again and again, until they have that many words."""
    texts = [path.read_text("utf-8", "replace") for path in sorted(folder.rglob("*")) if path.suffix in {".txt", ".md"}]
    picked: list[str] = []
    while sum(map(count_words, picked)) < words:
        picked += texts
    return picked


def words_a_second(run: Callable[[str], object], texts: list[str]) -> float:
    began = time.process_time()
    for text in texts:
        run(text)
    return sum(map(count_words, texts)) / (time.process_time() - began)


def by_line(split: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: [split(line) for line in text.split("\n") if line]


def main(folder: str = "") -> None:
    source = Path(folder) if folder else shipped("seeds")
    many, few = resampled(source, WORDS), resampled(source, SLICE)[: max(1, len(resampled(source, SLICE)) // 5)]
    known = knowledge(())
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**9
    runs = {
        "nbutils: reading, whole": (lambda text: read_article(Document("x", text, "utf-8")), many),
        "nbutils: bytes to claims": (lambda text: assertions(read_article(Document("x", text, "utf-8")), known), many),
        "nbutils: sentences alone": (by_line(sentence_spans), many),
        "spaCy blank + sentencizer": (lambda text: list(nlp(text).sents), many),
        "pySBD": (by_line(pysbd.Segmenter(language="en", clean=False).segment), few),
    }
    for run, texts in runs.values():
        run(texts[0])  # word lists and models load with the first text
    # In turn, so that a change of the machine's speed meets all of them.
    rounds = [{name: words_a_second(run, texts) for name, (run, texts) in runs.items()} for _ in range(ROUNDS)]
    ours = next(iter(runs))
    for name in runs:
        speed = statistics.median(row[name] for row in rounds)
        ratio = statistics.median(row[ours] / row[name] for row in rounds)
        print(f"{name:<28}{speed:>12,.0f} words/s   reading, whole, is {ratio:6.2f} times as fast")


if __name__ == "__main__":
    main(*sys.argv[1:])
