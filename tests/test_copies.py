"""Copied passages: exact and near, within an article and between articles, and what is none."""

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.corpus.articles import read_article
from nbutils.corpus.formats import Document
from nbutils.engine import audit
from nbutils.questions.copies import copied_passages, copy_list
from nbutils.rhetoric.copies import copies
from nbutils.store import Audit, open_audit

ROOT = Path(__file__).parents[1]
PASSAGE = (
    "The old mill beside the river was sold to three sisters in the spring of that year. They restored the wheel and opened "
    "a shop for bread and flour."
)
NEARLY = (
    "The old mill beside the river was sold to three brothers in the spring of that year. They restored the wheel and opened "
    "a shop for bread and cake."
)
BEFORE = "Trams turn at the square every ten minutes, and nobody minds the noise of their bells.\n\n"
AFTER = "\n\nThe museum shows coins, stamps and old maps of the valley."


def found(*texts: str) -> list[dict[str, Any]]:
    """The copied passages of articles with these texts, named by their numbers."""
    read = [read_article(Document(f"{number}.txt", text, "utf-8")) for number, text in enumerate(texts)]
    return copies([row for article in read for row in article.sentences], [row for article in read for row in article.blocks])


def places(row: dict[str, Any]) -> list[tuple[str, str]]:
    """The article and side of each piece."""
    return [(piece["article"], piece["side"]) for piece in row["evidence"]]


@pytest.mark.parametrize(("other", "kind"), [(PASSAGE, "exact"), (PASSAGE.replace(" for ", ", for "), "exact"), (NEARLY, "near")])
def test_a_passage_that_two_articles_share_is_one_row(other: str, kind: str) -> None:
    """Its sentences together, linked on both sides."""
    rows = found(BEFORE + PASSAGE, other + AFTER)
    assert [row["kind"] for row in rows] == [kind]
    assert places(rows[0]) == [("0.txt", "a"), ("0.txt", "a"), ("1.txt", "b"), ("1.txt", "b")]
    assert rows[0]["words"] == len(PASSAGE.split())


def test_a_passage_twice_in_one_article_is_found() -> None:
    """Within an article as between two."""
    rows = found(f"{PASSAGE}\n\n{BEFORE}{PASSAGE}")
    assert [row["kind"] for row in rows] == ["exact"]
    assert {piece["line"] for piece in rows[0]["evidence"]} == {1, 5}


def test_a_passage_in_many_places_is_one_row_with_all_of_them() -> None:
    """The first place is side a, all others b."""
    rows = found(*[BEFORE * (number % 3) + PASSAGE for number in range(40)])
    passage = next(row for row in rows if row["evidence"][0]["quote"].startswith("The old mill"))
    assert [piece["side"] for piece in passage["evidence"]] == ["a", "a", *["b"] * 78]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The envoys of the United States and the People’s Republic of China met for talks in Geneva.",
         "In the late sixties the United States and the People’s Republic of China had no embassies."),
        ("Trams turn at the square every ten minutes.", "The museum shows coins, stamps and old maps of the valley."),
        ("That is a dangerous plan.", "That is a dangerous plan."),  # too short to be copied
        ("The board met on Monday to hear the report of the treasurer.", "The treasurer told the board of a loss in May."),
    ],
)  # fmt: skip
def test_shared_names_topics_and_short_sentences_are_no_copies(one: str, other: str) -> None:
    """What two writers say alike without copying."""
    assert found(one, other) == []


def test_notices_and_headings_are_no_copies() -> None:
    """They are the same on every page of a site."""
    notice = "This content was created with the help of AI. Please check important facts in other sources."
    head = "# How the old mill beside the river was sold to three sisters\n\n"
    assert found(f"{head}{notice}\n\n{BEFORE}", f"{head}{notice}{AFTER}") == []


@given(st.permutations(range(3)))
def test_the_order_of_the_input_changes_nothing(order: list[int]) -> None:
    """Rows are sorted before they are grouped."""
    texts = [BEFORE + PASSAGE, NEARLY + AFTER, PASSAGE]
    read = [read_article(Document(f"{number}.txt", texts[number], "utf-8")) for number in order]
    rows = copies([row for article in read for row in article.sentences], [row for article in read for row in article.blocks])
    assert rows == found(*texts)


def test_planted_copies_are_found_among_two_hundred_articles() -> None:
    """None lost and none made up, whatever the size of the folder."""
    chance = random.Random(7)  # noqa: S311  # no secret hangs on it
    words = [
        a + b
        for a in ("bar", "cor", "del", "fin", "gro", "hal", "mer", "nor", "pol", "tas")
        for b in ("an", "est", "ing", "ow", "um")
    ]
    texts = [" ".join(" ".join(chance.choices(words, k=14)).capitalize() + "." for _ in range(12)) for _ in range(200)]
    planted = {number: (number + 100, f"{' '.join(chance.sample(words, 20)).capitalize()}.") for number in range(0, 60, 3)}
    for number, (other, sentence) in planted.items():
        texts[number] += " " + sentence
        texts[other] = sentence + " " + texts[other]
    linked = {tuple(sorted({int(p["article"].split(".")[0]) for p in row["evidence"]})) for row in found(*texts)}
    assert linked == {(number, other) for number, (other, _) in planted.items()}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The audit of the project's own articles."""
    out = tmp_path_factory.mktemp("seeds") / "audit"
    audit(ROOT / "seeds", out)
    return open_audit(out)


def test_copies_of_the_seeds_quote_their_texts(seeds: Audit) -> None:
    """Each piece exactly, with its line; ids are unique."""
    assert seeds.copies["copy"].is_unique
    for row in seeds.copies.to_dict("records"):
        for piece in row["evidence"]:
            text = seeds.text(piece["article"])
            assert text[piece["start"] : piece["end"]] == piece["quote"]
            assert text.count("\n", 0, piece["start"]) + 1 == piece["line"]
        assert {piece["side"] for piece in row["evidence"]} == {"a", "b"}


def test_eight_words_in_a_row_that_two_seeds_share_are_shown(seeds: Audit) -> None:
    """By an independent way: every sentence of two articles that begins with the same ten words."""
    heads: dict[str, set[str]] = {}
    for article in seeds.articles["article"]:
        for sentence in seeds.text(article).replace("\n", " ").split(". "):
            words = sentence.split()
            if len(words) > 10:
                heads.setdefault(" ".join(words[:9]), set()).add(article)
    shared = {head: names for head, names in heads.items() if len(names) > 1}
    shown = [{piece["quote"][:200] for piece in evidence} for evidence in seeds.copies["evidence"]]
    assert shared
    for head in shared:
        assert any(all(quote.startswith(head) for quote in quotes) for quotes in shown), head


def test_the_page_shows_the_copies_or_says_that_there_are_none(seeds: Audit, tmp_path: Path) -> None:
    """As arcs and as quotes."""
    assert "svg" in copied_passages(seeds)._repr_html_()
    assert len(seeds.copies) == copy_list(seeds)._repr_html_().count("words, ")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(AFTER, "utf-8")
    audit(tmp_path / "in", tmp_path / "out")
    assert "No passage" in repr(copied_passages(open_audit(tmp_path / "out")))
    assert copy_list(open_audit(tmp_path / "out")).result is None
