"""Sentence to claims against a human split into atomic claims.

python bench/claim_split.py DOCS.jsonl [--show]
DOCS holds rows with sentences: [{text, claims: [str, ...]}]. A human claim is found when one of our claims for its sentence
shares at least six in ten of the content words that the human claim and the sentence have in common; every claim of ours
serves one human claim only. Recall is of human claims, precision of ours; `same count` is the share of sentences that both
split into as many.
"""

import json
import re
import sys
from pathlib import Path

from nbutils import nb

ENOUGH = 0.6
_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "to",
        "and",
        "or",
        "but",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "that",
        "which",
        "who",
        "as",
        "with",
        "this",
        "these",
        "those",
    ]
)


def words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)} - _SMALL


def matched(human: list[str], ours: list[str], sentence: str) -> int:
    """How many human claims have a claim of ours, the best overlaps first, each used once."""
    inside = words(sentence)
    pairs = []
    for i, claim in enumerate(human):
        wanted = words(claim) & inside or words(claim)
        pairs += [(len(wanted & words(own)) / max(len(wanted), 1), i, j) for j, own in enumerate(ours)]
    used_human, used_ours = set(), set()
    for share, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if share >= ENOUGH and i not in used_human and j not in used_ours:
            used_human.add(i)
            used_ours.add(j)
    return len(used_human)


def main(path: str, *flags: str) -> None:
    found = wanted = made = same = sentences = 0
    for row in map(json.loads, Path(path).read_text("utf-8").splitlines()):
        for sentence in row["sentences"]:
            ours = list(dict.fromkeys(nb.example_claims(sentence["text"])["text"]))
            human = sentence["claims"]
            hit = matched(human, ours, sentence["text"])
            found, wanted, made = found + hit, wanted + len(human), made + len(ours)
            same, sentences = same + (len(ours) == len(human)), sentences + 1
            if "--show" in flags and hit < len(human):
                print(sentence["text"], "\n   human:", human, "\n   ours: ", ours)
    print(f"recall {found / wanted:.3f}   precision {found / made:.3f}   {wanted} human claims, {made} ours")
    print(f"same count {same / sentences:.3f} of {sentences} sentences")


if __name__ == "__main__":
    main(*sys.argv[1:])
