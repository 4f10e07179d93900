"""Agreements: the same statement in other words is one, a shared topic is none, and copies are one voice."""

import json
import random
from functools import cache
from typing import Any

import pytest

from nbutils.claims.claims import assertions
from nbutils.claims.knowledge import Knowledge, knowledge
from nbutils.compare.agreement import agreements
from nbutils.compare.copies import copied
from nbutils.compare.wordings import statements
from nbutils.corpus.articles import read_article
from nbutils.corpus.formats import Document

Row = dict[str, Any]
TABLES = ("sentences", "blocks", "claims", "mentions")


@cache
def general() -> Knowledge:
    """What is known without a pack."""
    return knowledge(())


@cache
def read(name: str, text: str) -> tuple[list[Row], list[Row], list[Row], list[Row]]:
    """The rows of an article for each table."""
    article = read_article(Document(name, whole(name, text), "utf-8"))
    article.row["language"] = "en"  # a few words are too little to tell by
    said = assertions(article, general())
    return article.sentences, article.blocks, said.claims, said.mentions


OPENINGS = {
    "a.txt": "Nobody had told the children about it before, and so they listened.",
    "b.txt": "What follows was written down on a train, from memory and in haste.",
    "c.txt": "Readers asked us to print this once more, without cuts.",
}


def whole(name: str, text: str) -> str:
    """An article in which the text stands on line 3, below a paragraph of its own."""
    return f"{OPENINGS.get(name, 'A friend sent me the notes below.')}\n\n{text}\n"


def tables(articles: dict[str, str]) -> list[list[Row]]:
    """The rows of all articles, table by table."""
    found = [read(name, text) for name, text in articles.items()]
    return [[row for part in found for row in part[number]] for number in range(len(TABLES))]


def agreed(*texts: str) -> list[Row]:
    """The agreements of articles with these texts."""
    return agreements(statements(*tables({f"{letter}.txt": text for letter, text in zip("abcdef", texts, strict=False)})))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Varying water levels among the locks hamper navigation on the canal.",
            "Navigation of the canal is hindered by differing water levels in its locks.",
        ),
        (
            "Pollinating bees raise the yield of orchards near the hives.",
            "Orchards with hives get a higher yield because bees pollinate them.",
        ),
        (
            "The lighthouse keepers were replaced by automatic lamps in 1984.",
            "In 1984 automatic lamps replaced the lighthouse keepers.",
        ),
        (
            "Volunteers restore hedgerows that shelter dormice in winter.",
            "Dormice find winter shelter in hedgerows restored by volunteers.",
        ),
        (
            "Dry summers lower the harvest of hops in the valley.",
            "The valley’s hops harvest is reduced in dry summers.",
        ),
    ],
)  # fmt: skip
def test_the_same_statement_in_other_words_is_an_agreement(one: str, other: str) -> None:
    """Both sentences are shown, as two wordings."""
    rows = agreed(one, other)
    assert [{piece["quote"] for piece in row["evidence"]} for row in rows] == [{one, other}]
    assert rows[0]["independent"] == 2
    assert rows[0]["summary"].startswith("Two articles agree: “")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Another time, number, name or direction; one denies.
        ("Automatic lamps replaced the lighthouse keepers in 1984.", "Automatic lamps replaced the lighthouse keepers in 1996."),
        ("The ferry carries 40 lorries across the estuary daily.", "Daily the ferry takes 90 lorries across the estuary."),
        ("Bees raise the yield of orchards near hives.", "Bees never raise the yield of orchards near hives."),
        ("Dry summers increase the harvest of hops in valleys.", "Dry summers reduce the harvest of hops in valleys."),
        ("The bakers of Lima sell rye loaves at dawn.", "The bakers of Quito sell rye loaves at dawn."),
        # A topic, a name, praise, a label.
        ("The Harbour Museum opens on Sundays.", "A new curator came to the Harbour Museum."),
        ("Water levels worry the anglers.", "Tourists photograph the water levels."),
        ("Teamwork plays a vital role in success.", "Success is important, and teamwork is essential."),
        ("Many towns have a market.", "Many towns have a long history."),
    ],
)
def test_a_shared_topic_is_no_agreement(one: str, other: str) -> None:
    """Nor is what parts in time, number, name, direction or denial."""
    assert agreed(one, other) == []


COPY = "The old mill by the river grinds barley for the three villages on the northern shore."


def test_copies_are_one_voice_and_come_last() -> None:
    """A sentence that two articles share word for word is listed, as one wording."""
    other = "Barley for the villages on the northern shore is ground in the old river mill."
    bees = (
        "Pollinating bees raise the yield of orchards near hives.",
        "Orchards near hives yield more, for bees pollinate them.",
    )
    rows = agreed(f"{COPY} {bees[0]}", f"{COPY} {bees[1]}")
    assert [row["independent"] for row in rows] == [2, 1]
    assert rows[1]["summary"] == f"Two articles say in the same words: “{COPY}”"
    assert [row["independent"] for row in agreed(COPY, COPY, other)] == [2]


def test_what_one_article_repeats_is_no_agreement() -> None:
    """Nobody agrees with himself."""
    assert agreed(f"{COPY} Rain fell.\n\n{COPY}", "Rain fell.") == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (COPY, COPY.replace("barley", "oats"), True),
        (COPY, "So they say: the old mill by the river grinds barley for the whole of the valley.", True),
        (COPY, "The old mill by the lake is a museum of clocks, with a café and a small library.", False),
        ("It rained.", "It rained.", False),
    ],
)
def test_nearly_the_same_words_are_one_wording(one: str, other: str, same: bool) -> None:
    """Most shingles in common, or a long run of words; a few words are a label."""
    rows = [{"article": name, "sentence": 1, "text": text} for name, text in (("a", one), ("b", other))]
    assert bool(copied(rows)) is same


ARTICLES = {
    "a.txt": f"{COPY} Varying levels of water in the locks hamper navigation on the canal. Bees lift yields near hives.",
    "b.txt": f"Navigation of the canal is hindered by differing water levels in its locks. {COPY} Barges rot.",
    "c.txt": "Differing levels of water in the locks obstruct navigation on the canal. Near hives yields are lifted by bees.",
}


def test_the_order_of_the_input_changes_nothing() -> None:
    """The same bytes for rows in any order."""
    given = tables(ARTICLES)
    first = json.dumps(agreements(statements(*given)))
    for seed in range(5):
        shuffled = [random.Random(seed).sample(rows, len(rows)) for rows in given]  # noqa: S311  # a test wants no secrets
        assert json.dumps(agreements(statements(*shuffled))) == first


def test_an_unrelated_article_leaves_ids_as_they_are() -> None:
    """A reviewer's verdict survives."""
    before = agreements(statements(*tables(ARTICLES)))
    after = agreements(statements(*tables({**ARTICLES, "0.txt": "Violins are tuned by ear. A luthier carves maple and spruce."})))
    assert before
    assert after == before


def test_evidence_quotes_the_text_and_names_two_articles() -> None:
    """Spans are exact, lines are right, and no quote is longer than 600 characters."""
    text = whole("b.txt", ARTICLES["b.txt"])
    for row in agreements(statements(*tables(ARTICLES))):
        assert len({piece["article"] for piece in row["evidence"]}) > 1
        assert all(piece["end"] - piece["start"] == len(piece["quote"]) <= 600 for piece in row["evidence"])
        quotes = [piece for piece in row["evidence"] if piece["article"] == "b.txt"]
        assert all(text[piece["start"] : piece["end"]] == piece["quote"] and piece["line"] == 3 for piece in quotes)


def test_no_article_agrees_in_nothing() -> None:
    """Empty tables give no rows."""
    assert agreements([]) == []
