"""Claims: what asserts and what never does, slots, what is missing, and properties that hold for any text."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbutils.claims.claims import FUNNEL, assertions, funnel_steps
from nbutils.claims.kinds import NEVER
from nbutils.claims.knowledge import Knowledge, knowledge
from nbutils.corpus.articles import read_article
from nbutils.corpus.formats import Document
from nbutils.packs.load import general_predicates, load_pack

CORPORA = Path(__file__).parent / "corpora"


@cache
def general() -> Knowledge:
    """What is known without a pack."""
    return knowledge(())


def claims(text: str) -> list[dict[str, Any]]:
    """The claims of a text, which begins on line 3, below a paragraph that names nobody."""
    article = read_article(Document("a.txt", f"{OPENING}\n\n{text}\n", "utf-8"))
    article.row["language"] = "en"  # a few words are too little to tell by
    return [row for row in assertions(article, general()).claims if row["line"] >= 3]


OPENING = "Some opening words stand here, so that what follows is a paragraph."


@pytest.mark.parametrize("predicate", general_predicates(), ids=lambda predicate: str(predicate.id))
def test_the_examples_of_a_predicate_are_read(predicate: Any) -> None:
    """Each example gives the slots it names; a `never` example gives none of this predicate."""
    for example in predicate.examples:
        rows = [row for row in claims(example.text) if row["predicate"].split(":")[0] == predicate.id]
        if example.never:
            assert not rows, example.text
        else:
            assert any(_agrees(row, example) for row in rows), example.text


def _agrees(row: dict[str, Any], example: Any) -> bool:
    def same(slot: str) -> bool:
        want, got = (value.lower().removeprefix("the ").strip() for value in (getattr(example, slot), row[slot]))
        return not want or got == want or (slot == "object" and (got.endswith(want) or got.startswith(want)))

    return all(map(same, ("subject", "object", "quantity", "time", "place")))


@pytest.mark.parametrize(
    ("sentence", "checkable"),
    [
        ("The bridge was opened in 1911.", True),
        ("The union has 32 members.", True),
        ("In 1926 the strike was called off.", True),
        ("Ada Cole led the survey.", True),
        ("The bridge may be closed.", False),
        ("The bridge will be vital for the region.", False),
        ("You should rest after the walk.", False),
        ("Keep valuables out of sight.", False),
        ("Trade plays a vital role in prosperity.", False),
        ("Was the bridge opened in 1911?", False),
        ("Such measures could improve matters.", False),
    ],
)
def test_what_happened_can_be_checked_and_praise_cannot(sentence: str, checkable: bool) -> None:
    """One rule over visible features."""
    assert any(row["checkable"] for row in claims(sentence)) is checkable


@pytest.mark.parametrize("corpus", ["apollo", "asean"])
def test_checkable_sentences_of_read_corpora_are_told(corpus: str) -> None:
    """What the rules were written with stays found; blind figures stand in corpora/split.toml."""
    labels = [json.loads(line) for line in (CORPORA / corpus / "claims.jsonl").read_text("utf-8").splitlines()]
    told = {file: _checkable(CORPORA / corpus / "docs" / file) for file in {label["file"] for label in labels}}
    said = [any(label["sentence"][:40] in text or text in label["sentence"] for text in told[label["file"]]) for label in labels]
    found = sum(s and label["checkable"] for s, label in zip(said, labels, strict=True))
    wanted, passed = sum(label["checkable"] for label in labels), sum(not label["checkable"] for label in labels)
    rejected = sum(not s and not label["checkable"] for s, label in zip(said, labels, strict=True))
    assert found / wanted >= 0.8
    assert rejected / passed >= 0.8


def _checkable(path: Path) -> list[str]:
    from nbutils.corpus.decode import decode

    article = read_article(Document(path.name, decode(path.read_bytes()).text, "utf-8"))
    found = [row for row in assertions(article, general()).claims if row["checkable"]]
    sentences = {(s["start"], s["end"]): s["text"] for s in article.sentences}
    return [text for (start, end), text in sentences.items() if any(start <= row["start"] < end for row in found)]


def test_headings_notices_and_titles_assert_nothing() -> None:
    """Only the article's own sentences do."""
    text = (
        "The bridge was opened in 1911.\n\nWho Built It in 1911\n\nIt was built by Ada Cole.\n\nShare this: Facebook · X · Email"
    )
    assert {row["line"] for row in claims(text)} == {3, 7}


def test_an_article_in_another_language_gives_no_claims() -> None:
    """It is read and shown, and marked."""
    text = "Die Brücke wurde 1911 eröffnet und ist hundertzwanzig Meter lang. Sie verbindet die Teile der Stadt."
    assert assertions(read_article(Document("a.txt", text, "utf-8")), general()).claims == []


@pytest.mark.parametrize(
    ("sentence", "slot", "value"),
    [
        ("The bridge was never opened.", "polarity", "negated"),
        ("No ship has crossed the bar.", "polarity", "negated"),
        ("The bridge was opened in 1911.", "polarity", "affirmed"),
        ("The bridge may have been opened in 1911.", "modality", "possible"),
        ("The board often met in Lima.", "modality", "hedged"),
        ("According to the board, the bridge was opened in 1911.", "attribution", "the board"),
        ("The board said that the bridge was opened in 1911.", "attribution", "The board"),
        ("If it rains, the bridge is closed.", "condition", "If it rains"),
        ("The bridge was opened in the 1990s.", "time", "199X"),
        ("It is 120 metres long.", "subject", ""),
    ],
)
def test_a_claim_says_how_it_is_meant(sentence: str, slot: str, value: str) -> None:
    """Denied, hedged, in another's name, under a condition; a pronoun with nobody before it names nobody."""
    assert value in {row[slot] for row in claims(sentence)}


def test_a_fact_list_speaks_of_its_heading() -> None:
    """As in "Height: 120 m" has its subject above it."""
    text = (
        "The tower was the pride of the town for many years, and many came to see it from far away.\n\n"
        "Old Tower of Lima\n\n- Height: 120 m\n- Opened: 4 May 1911"
    )
    rows = [(row["subject"], row["predicate"], row["quantity"] or row["time"]) for row in claims(text) if row["line"] > 5]
    assert rows == [("Old Tower of Lima", "height", "120 metre"), ("Old Tower of Lima", "opened", "1911-05-04")]


@pytest.mark.parametrize(
    ("text", "predicate", "subject", "value"),
    [
        ("Grumman Works built the lander in 1965. Grumman Works built it at Lima.", "built", "", "Grumman Works"),
        ("The council met in 1911. Fourteen were built in 1920.", "built", "", "1920"),
        ("The council met in 1911. The fire destroyed many in 1920.", "destroyed", "", "The fire"),
        ("Ada Cole loved boats. She wanted a canal.", "wanted", "Ada Cole", "a canal"),
        ("No tax was imposed by the king.", "imposed", "tax", "the king"),
        ("The council, founded in 1996, has eight members.", "founded", "The council", "1996"),
        ("The mill was built in 1911 and closed.", "closed", "", ""),
        ("The king sent a fleet led by Ada Cole.", "led-by", "a fleet", "Ada Cole"),
        ("The firm left the dispute open.", "left", "", ""),
        ("The mayor had the tower painted.", "has", "", ""),
        ("The results were set down in the charter.", "located-in", "", ""),
        ("The order was the king’s.", "is-a", "", ""),
    ],
)
def test_a_frame_says_what_the_words_say(text: str, predicate: str, subject: str, value: str) -> None:
    """Subject and value of the last frame of a predicate; without either, no frame of that predicate may have both."""
    rows = [row for row in claims(text) if row["predicate"] == predicate]
    if subject or value:
        assert (rows[-1]["subject"], rows[-1]["object"] or rows[-1]["time"]) == (subject, value)
    else:
        assert not [row for row in rows if row["subject"] and "value" not in row["missing"]]


@pytest.mark.parametrize(
    ("sentence", "times"), [("The council, founded in 1996, has eight members.", {"founded": "1996", "count:member": ""})]
)
def test_a_time_belongs_to_its_own_clause(sentence: str, times: dict[str, str]) -> None:
    """Not to the verb behind it."""
    assert {row["predicate"]: row["time"] for row in claims(sentence)} == times


def test_a_heading_names_only_what_the_text_names() -> None:
    """In a title every word has a capital; it speaks of those names that stand in the text."""
    rows = claims("ENGINES AND STAGES\n\nThe third stages were tested in 1965.")
    assert [row["subject"] for row in rows if row["predicate"] == "tested"] == ["The third stages"]


def test_a_list_is_as_many_claims() -> None:
    """Two that joined are two claims."""
    rows = claims("Oldham and Bury joined the league in 1999.")
    assert [row["subject"] for row in rows] == ["Oldham", "Bury"]


def test_what_is_missing_is_named() -> None:
    """As in "Which measure?" is what an editor needs to hear."""
    assert "subject" in claims("These measures were introduced in 1911.")[0]["missing"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The council opened the 2001 Harbour Hall.", False),
        ("The council opened the Harbour Hall in 2001.", False),
        ("The council opened the Harbour Hall.", True),
    ],
)
def test_when_is_not_asked_where_a_date_stands(text: str, asked: bool) -> None:
    """Whatever the date is read as, a reader sees it."""
    assert ("time" in claims(text)[0]["missing"]) == asked


def test_the_same_text_elsewhere_leaves_ids_as_they_are() -> None:
    """Ids are of the article's name and the claim's words, so a verdict survives other edits."""
    first = {row["claim"] for row in claims("The bridge was opened in 1911.")}
    assert first <= {row["claim"] for row in claims("It rained.\n\nThe bridge was opened in 1911.")}


def test_each_step_of_the_funnel_is_part_of_the_one_before() -> None:
    """From claims to what can be compared."""
    for row in claims("The bridge was opened in 1911. It may rain. These measures were introduced."):
        assert list(FUNNEL[: len(funnel_steps(row))]) == funnel_steps(row)


WORDS = [
    "The",
    "bridge",
    "was",
    "opened",
    "in",
    "1911",
    "and",
    "is",
    "120",
    "metres",
    "long",
    ".",
    "It",
    "may",
    "never",
    "have",
    "been",
    ",",
    "however",
    ":",
    "-",
    "Height",
    "Ada",
    "Cole",
    "which",
    "said",
    "that",
    "if",
    "not",
    "12",
    "%",
]


@settings(deadline=None)
@given(st.text(max_size=400) | st.lists(st.sampled_from([*WORDS, "\n", "\n\n"]), max_size=40).map(" ".join))
def test_any_text_gives_claims_with_exact_spans(text: str) -> None:
    """Never raises; `text[start:end]` is the quote; ids are unique; nothing that can never be checked is called checkable."""
    article = read_article(Document("a.txt", text, "utf-8"))
    article.row["language"] = "en"
    said = assertions(article, general())
    assert all(text[row["start"] : row["end"]] == row["text"] for row in (*said.claims, *said.mentions))
    assert len({row["claim"] for row in said.claims}) == len(said.claims)
    assert not any(row["checkable"] and row["kind"] in NEVER for row in said.claims)


def test_the_seeds_are_read_with_their_pack() -> None:
    """An alias, a period and a predicate of the pack are used."""
    seed = next((Path(__file__).parents[1] / "seeds").glob("000_*.txt"))
    article = read_article(Document(seed.name, seed.read_text("utf-8"), "utf-8"))
    said = assertions(article, knowledge([load_pack("nato")]))
    assert any(row["value"] == "Kosovo Force" for row in said.mentions)
    assert any("1991" in row["value"] and row["kind"] == "time" for row in said.mentions)
