"""How the time of every pattern grows with input made against it: twice as long should take twice the time.

python bench/patterns.py [LENGTH]    characters of the longest input; prints the patterns that take longest, worst first

Without LENGTH that of the longest sentence, which is all that most patterns are ever given. Ends with 1 where one takes longer
than LIMIT.

Patterns are those that reading the seeds compiles, in code and in packs. Inputs are runs of one short piece, made of signs and
of words that stand in the pattern, with an end that makes it fail.
"""

import math
import re
import re._parser as parser
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PIECES = (" ", "a", "A", "1", ",", ".", "-", "|", "*", '"', "“", "(", "[", "#", "/", ":", "\t", "a ", "A ", "1 ",
          "1,", "1.", "a-", "A.", "a, ",
          "A b ", "Ab ", "I ", "'", "’", "_", "& ", "1-", "1/", "a.b", "( ",
          "“a", "the ", "The ", "of ", "and ", "in ")  # fmt: skip
ENDS = ("", "\x00")
NOTABLE, PATIENCE = 0.002, 0.3  # seconds from which each doubling is looked at, and after which none is tried
LIMIT = 0.25  # seconds for the longest input: an article of one such sentence is still read
REPEATS = {"MAX_REPEAT", "MIN_REPEAT"}  # one that is possessive never goes back
NOTHING = {"ASSERT", "ASSERT_NOT", "AT"}  # match no character
seen: dict[tuple[str, int], tuple["re.Pattern[str]", str]] = {}


def watch() -> None:
    """Record every pattern that the package compiles, with where."""
    compiled = re._compile  # noqa: SLF001  # what re.compile and re.sub both call

    def record(pattern, flags):  # noqa: ANN001, ANN202
        found = compiled(pattern, flags)
        frame = sys._getframe(2)  # noqa: SLF001
        if "nbutils" in frame.f_code.co_filename and isinstance(found.pattern, str):
            where = f"{Path(frame.f_code.co_filename).relative_to(Path(frame.f_code.co_filename).parents[1])}:{frame.f_lineno}"
            seen.setdefault((found.pattern, found.flags), (found, where))
        return found

    re._compile = record  # noqa: SLF001


def pieces(pattern: str) -> Iterator[str]:
    yield from PIECES
    words = re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[a-zA-Z]|\?P<\w+>|\?[iamsx]+:", " ", pattern))
    for word in dict.fromkeys(words[:12]):
        yield from (word, f"{word} ")


def seconds(found: "re.Pattern[str]", text: str) -> float:
    began = time.perf_counter()
    for _ in found.finditer(text):
        pass
    return time.perf_counter() - began


def worst(found: "re.Pattern[str]", longest: int) -> tuple[float, float, int, str]:
    """(seconds, power of the length that they grow with, length, piece) of the input that takes longest."""
    results = []
    for piece in pieces(found.pattern):
        for end in ENDS:
            size, took, power, grown = longest // 8, 0.0, 0.0, 1
            while size <= longest and took < PATIENCE:
                now = seconds(found, (piece * (size // len(piece) + 1))[:size] + end)
                step = 2 if now > NOTABLE else 8
                power = math.log(now / took, grown) if took else power
                took, grown, size = now, step, size * step
            results.append((took, power, size // grown, f"{piece!r} … {end!r}"))
    return max(results)


def watched() -> list[tuple["re.Pattern[str]", str]]:
    """The patterns that reading and comparing the seeds compiles, each with where."""
    watch()
    from nbutils.engine import audit
    from nbutils.places import shipped

    with tempfile.TemporaryDirectory() as place:
        audit(shipped("seeds"), Path(place) / "audit")
    return list(seen.values())


def ambiguous(pattern: str, flags: int = 0) -> bool:
    """Whether a repeat without end holds another that can stand alone in it, as in (a+)*: its time may grow exponentially."""
    return _nested(parser.parse(pattern, flags))


def _nested(items: Iterable[Any]) -> bool:
    for operator, value in items:
        if str(operator) in REPEATS and value[1] == parser.MAXREPEAT and _is_repeat(value[2]):
            return True
        if any(_nested(part) for part in _parts(operator, value)):
            return True
    return False


def _is_repeat(items: Any) -> bool:
    """Whether items can match by one repeat without end alone."""
    needed = [
        (operator, value)
        for operator, value in items
        if not (str(operator) in REPEATS and value[0] == 0) and str(operator) not in NOTHING
    ]
    if len(needed) > 1:
        return False
    for operator, value in needed or items:
        if str(operator) in REPEATS and value[1] == parser.MAXREPEAT:
            return True
        if str(operator) in {"SUBPATTERN", "BRANCH"} and any(_is_repeat(part) for part in _parts(operator, value)):
            return True
    return False


def _parts(operator: Any, value: Any) -> list[Any]:
    if str(operator) in REPEATS:
        return [value[2]]
    if str(operator) == "SUBPATTERN":
        return [value[-1]]
    if str(operator) == "BRANCH":
        return list(value[1])
    if str(operator) == "GROUPREF_EXISTS":
        return [part for part in value[1:] if part]
    return [value[1]] if str(operator) in {"ASSERT", "ASSERT_NOT"} else []


def main(length: str = "") -> int:
    patterns = watched()
    from nbutils.corpus.sentences import LONGEST  # not before, for its patterns are to be watched

    longest = int(length or LONGEST)
    rows = sorted(((*worst(found, longest), where, found.pattern) for found, where in patterns), reverse=True)
    print(f"{len(rows)} patterns; {sum(row[0] > 0.01 for row in rows)} take more than 10 ms for {longest} characters")
    for took, power, size, piece, where, pattern in rows[:40]:
        print(f"{took:8.3f} s  as n^{power:3.1f}  {size:>6} of {piece:<24} {where:<32} {pattern[:70]!r}")
    return int(rows[0][0] > LIMIT)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
