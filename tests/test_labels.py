"""The short names of articles on pages: unique, and short enough to stand beside a figure."""

from types import SimpleNamespace
from typing import cast

import pandas as pd
import pytest

from nbutils.questions.corpus import labels
from nbutils.store import Audit


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["000_a.txt", "001_b.txt"], ["000", "001"]),
        (["a.txt", "sub/b.md"], ["a", "b"]),
        (["x/a.txt", "y/a.txt"], ["x/a.txt", "y/a.txt"]),
        (["an-article-with-a-long-name.txt", "b.txt"], ["an-artic…long-name", "b"]),
        (["press-briefing-a-on-2021-in-lima.txt", "press-briefing-b-on-2021-in-lima.txt"], ["no. 1", "no. 2"]),
        ([], []),
    ],
)
def test_articles_have_short_names(names: list[str], expected: list[str]) -> None:
    """Numbers where all have one; what is long loses its middle; what then looks alike is told by its place."""
    audit = cast(Audit, SimpleNamespace(articles=pd.DataFrame({"article": pd.Series(names, dtype=str)})))
    assert list(labels(audit).values()) == expected
