"""No pattern, of code or of a pack, can take exponential time."""

import subprocess
import sys
from pathlib import Path

import pytest
from patterns import ambiguous

BENCH = Path(__file__).parents[1] / "bench"
LIST = (
    "from patterns import *; found = watched(); print(len(found)); print(*(w for p, w in found if ambiguous(p.pattern, p.flags)))"
)


@pytest.mark.parametrize("pattern", [r"(a+)*", r"(?:\w+\s*)*", r"(?:a*b?)*", r"(a|b+)*", r"x(?:(?=b)a+)+", r"(?:(?:a+))*?"])
def test_a_repeat_in_a_repeat_is_found(pattern: str) -> None:
    """Where nothing must stand between two turns of the inner one."""
    assert ambiguous(pattern)


@pytest.mark.parametrize("pattern", [r"(?:[a-z]+,)*", r"(?:a+)++", r"(?:a{1,9})*", r"a+b*", r"(?:a|b)*", r"(?:\s\w+)*"])
def test_a_repeat_with_something_between_is_none(pattern: str) -> None:
    """Each turn is told from the next."""
    assert not ambiguous(pattern)


def test_no_pattern_that_reading_compiles_holds_one() -> None:
    """All of code and packs, as they are when the seeds are read; in an interpreter that has compiled none yet."""
    done = subprocess.run([sys.executable, "-c", LIST], cwd=BENCH, capture_output=True, text=True, check=True)
    count, _, where = done.stdout.partition("\n")
    assert int(count) > 300
    assert where.strip() == ""
