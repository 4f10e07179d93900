"""Themes: sections, dictionary and found themes, what stands out, what is left out – and nothing where there is too little."""

import json
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils import nb
from nbutils.engine import audit
from nbutils.packs.load import load_pack, shipped_packs, write_skeleton
from nbutils.packs.schema import Theme
from nbutils.questions.corpus import own_sentences
from nbutils.questions.themes import NO_DICTIONARY, TOO_LITTLE, weights
from nbutils.store import Audit, open_audit
from nbutils.themes.dictionary import told, treats
from nbutils.themes.found import LEAST_SECTIONS, STABLE, TOP, found_themes
from nbutils.themes.keyness import (
    against_english,
    against_others,
    collocates,
    dispersion,
    log_likelihood,
    log_likelihood_of_share,
)
from nbutils.themes.promises import unkept
from nbutils.themes.sections import LONG, SHORT, sections
from nbutils.themes.terms import surfaces, telling, terms
from nbutils.themes.themes import themes

ROOT = Path(__file__).parents[1]
GIVEN = [theme for name in shipped_packs() for theme in load_pack(name).themes]
SUBJECTS = {
    "bees": "hive honey queen swarm nectar pollen comb keeper drone larva",
    "ships": "harbour pilot barque mast anchor cargo quay tide rudder sailor",
    "bread": "flour oven dough yeast crust baker loaf rye salt kneading",
    "stars": "telescope planet orbit comet galaxy lens observatory eclipse moon crater",
}


def about(subject: str, place: int) -> list[str]:
    """A document on a subject: seven of its ten words, others each time."""
    words = SUBJECTS[subject].split()
    return [words[(place + step) % len(words)] for step in range(7)] + ["village"]


DOCUMENTS = [about(subject, place) for place in range(10) for subject in SUBJECTS]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The audit of the project's own articles."""
    out = tmp_path_factory.mktemp("seeds") / "audit"
    audit(ROOT / "seeds", out)
    return open_audit(out)


def tables(made: Audit) -> dict[str, list[dict[str, object]]]:
    """The rows that themes are made of."""
    return {name: getattr(made, name).to_dict("records") for name in ("articles", "blocks", "sentences", "mentions")}


def audited(folder: Path, texts: dict[str, str], pack: str = "none") -> Audit:
    """The audit of a few texts."""
    (folder / "in").mkdir()
    for name, text in texts.items():
        (folder / "in" / name).write_text(text, "utf-8")
    audit(folder / "in", folder / "out", pack=pack)
    return open_audit(folder / "out")


@pytest.mark.parametrize(("theme", "text"), [(t, text) for t in GIVEN for text in t.examples])
def test_an_example_treats_its_theme(theme: Theme, text: str) -> None:
    """By its terms alone."""
    assert treats(theme, text)


@pytest.mark.parametrize(("theme", "text"), [(t, text) for t in GIVEN for text in t.never])
def test_a_counterexample_does_not(theme: Theme, text: str) -> None:
    """It only looks like it."""
    assert not treats(theme, text)


@pytest.mark.parametrize("name", shipped_packs())
def test_a_theme_names_things_that_the_pack_knows(name: str) -> None:
    """And no two themes share an id or a label."""
    pack = load_pack(name)
    assert {entity for theme in pack.themes for entity in theme.entities} <= {entity.name for entity in pack.entities}
    for key in ("id", "label"):
        assert len({getattr(theme, key) for theme in pack.themes}) == len(pack.themes)


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("pilot*", "The Pilots met, and pilotage began.", {"pilots", "pilotage"}),
        ("pilot", "The pilots met.", set()),
        ("pilot*", "A copilot sat there.", set()),
        ("end of the war", "The end of\nthe war came.", {"end of\nthe war"}),
        ("9/11", "After 9/11 and post-9/11.", {"9/11"}),
        ("AI.x", "An AIrx.", set()),
    ],
)
def test_terms_are_whole_words_in_any_case(term: str, text: str, found: set[str]) -> None:
    """A star is any ending; nothing else is a pattern."""
    theme = Theme(id="t", label="T", terms=(term,), source="a test", examples=("x",), never=("y",))
    assert treats(theme, text) == found


def test_a_named_thing_or_a_type_tells_a_theme() -> None:
    """Beside the terms; other names do not."""
    told_by = {"terms": ("zzz",), "entities": ("Harbour Board",), "types": ("operation",)}
    theme = Theme(id="t", label="T", source="a test", examples=("x",), never=("y",), **told_by)
    names = [
        [{"text": "The HB", "value": "Harbour Board", "type": "body"}],
        [{"text": "Big Lift", "value": "Operation Big Lift", "type": "operation"}],
        [{"text": "Ada", "value": "Ada Cole", "type": "person"}],
    ]
    hits = list(told(theme, [{"text": "It met."}] * 3, names))
    assert [(hit.sentence, set(hit.words)) for hit in hits] == [(0, {"the hb"}), (1, {"Operation Big Lift"})]


def test_the_themes_a_person_found_in_the_seeds_are_all_treated(seeds: Audit) -> None:
    """The fifteen of the issue, each with passages from two articles at least."""
    rows = seeds.themes[seeds.themes["how"] == "dictionary"]
    assert list(rows["theme"]) == [
        "founding", "turn", "peacekeeping", "operations", "article-5", "terrorism", "law", "partners", "cohesion", "technology",
        "intelligence", "dialogue", "limits", "effectiveness", "future",
    ]  # fmt: skip
    assert all(len({place["article"] for place in evidence}) >= 2 for evidence in rows["evidence"])


def test_a_weight_is_the_share_of_sentences_that_a_plain_search_gives(seeds: Audit) -> None:
    """For a theme that is told by three plain words."""
    own = own_sentences(seeds)
    hit = own["text"].str.contains(r"(?i)\b(?:future|looking ahead|likely to|are expected to|are set to)\b", regex=True)
    shares = hit.groupby(own["article"]).mean()
    found = weights(seeds).loc["future"]
    assert all(found[article] >= round(share, 3) > 0 for article, share in shares.items())
    assert all(found[article] <= share + 0.02 for article, share in shares.items())


def test_passages_are_exact_and_readable(seeds: Audit) -> None:
    """`text[start:end]` is the quote; one of each article comes before a second."""
    for evidence in seeds.themes["evidence"]:
        assert evidence
        for place in evidence:
            assert seeds.text(place["article"])[place["start"] : place["end"]] == place["quote"]
        first = [place["article"] for place in evidence]
        assert len(set(first[: len(set(first))])) == len(set(first))


def test_found_themes_part_texts_on_four_subjects() -> None:
    """A theme for each, its words those of the subject, stable, and each document nearly all its own."""
    found = found_themes(DOCUMENTS)
    own = [set(words.split()) for words in SUBJECTS.values()]
    assert sorted(max(range(4), key=lambda i: len(own[i] & {name for name, _ in top[:TOP]})) for top in found.terms) == [
        0,
        1,
        2,
        3,
    ]
    words = [{name for name, _ in top[:TOP]} for top in found.terms]
    assert len(words) == len(own)
    assert all(subject in words for subject in own)
    assert min(found.stability) >= STABLE
    assert np.median(found.shares.max(axis=1)) > 0.95


def test_words_thrown_together_by_chance_give_themes_that_do_not_come_back() -> None:
    """The same words, without subjects."""
    chance = np.random.default_rng(1)
    words = [word for subject in SUBJECTS.values() for word in subject.split()]
    found = found_themes([[words[i] for i in chance.integers(0, len(words), 8)] for _ in range(40)])
    assert max(found.stability) < min(found_themes(DOCUMENTS).stability)
    assert np.mean(found.stability) < STABLE


@pytest.mark.parametrize(
    "documents",
    [[], [["hive"]], DOCUMENTS[: LEAST_SECTIONS - 1], [[f"word{place}"] for place in range(40)], [["hive"]] * 40, [[]] * 40],
    ids=["none", "one", "too few", "nothing shared", "all the same", "no words"],
)
def test_too_little_gives_no_theme(documents: list[list[str]]) -> None:
    """No error and no accident."""
    found = found_themes(documents)
    assert found.terms == []
    assert found.shares.shape == (len(documents), 0)


@given(st.lists(st.lists(st.sampled_from(["hive", "honey", "quay", "tide", "rye"]), max_size=6), min_size=12, max_size=20))
def test_shares_of_a_document_add_up_to_one_or_nothing(documents: list[list[str]]) -> None:
    """Whatever the documents."""
    total = found_themes(documents).shares.sum(axis=1)
    assert np.all((np.abs(total - 1) < 1e-9) | (total == 0))


def test_many_documents_are_fitted_to_themes_of_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document gets its share, those left out of the fitting too."""
    monkeypatch.setattr("nbutils.themes.found.FITTED", 20)
    found = found_themes(DOCUMENTS)
    assert found.shares.shape[0] == len(DOCUMENTS)
    assert np.median(found.shares.max(axis=1)) > 0.9


@given(st.lists(st.sampled_from(["# H\n", "word " * 20 + "end.\n", "word " * 150 + "end.\n", "- item one two.\n"]), max_size=12))
def test_sections_hold_every_sentence_once_in_order(parts: list[str]) -> None:
    """And are neither long, but for a single block, nor short, but where the neighbours are full."""
    from nbutils.corpus.articles import read_article
    from nbutils.corpus.formats import Document

    article = read_article(Document("a.md", "\n".join(parts), "utf-8"))
    made = sections({"articles": [{**article.row, "language": "en"}], "blocks": article.blocks, "sentences": article.sentences})
    kinds = {row["block"]: row["kind"] for row in article.blocks}
    said = [row for row in article.sentences if kinds[row["block"]] in ("paragraph", "list-item")]
    assert [row for section in made for row in section.sentences] == said
    assert all(section.words <= LONG or len({row["block"] for row in section.sentences}) == 1 for section in made)
    assert all(min(a.words, b.words) >= SHORT or a.words + b.words > LONG for a, b in pairwise(made))


def test_terms_are_nouns_and_adjectives_and_pairs_of_neighbours() -> None:
    """In dictionary form; small words part neighbours."""
    assert terms("The rye barges sank quickly in the stone harbour.") == [
        "rye", "barge", "rye barge", "stone", "harbour", "stone harbour",
    ]  # fmt: skip


def test_a_term_is_shown_as_it_is_written() -> None:
    """In small letters where it ever is; a name keeps its capital."""
    shown = surfaces(["Barges of Kosovo rye. The barges sank in Kosovo."], ["barge", "kosovo", "oven"])
    assert shown == {"barge": "barges", "kosovo": "Kosovo", "oven": "oven"}


def test_a_pair_stands_for_its_words() -> None:
    """Where it is nearly as weighty; else the words stand alone."""
    assert telling([("stone", 1.0), ("stone oven", 0.9), ("oven", 0.9), ("rye", 0.5)], 3) == ["stone oven", "rye"]
    assert telling([("stone", 1.0), ("rye", 0.5), ("stone oven", 0.1)], 3) == ["stone", "rye"]


def test_log_likelihood_by_the_worked_arithmetic_of_its_formula() -> None:
    """10 of 1,000 against 20 of 4,000: expected 6 and 24, by hand."""
    assert log_likelihood(10, 20, 1000, 4000) == pytest.approx(2 * (10 * log(10 / 6) + 20 * log(20 / 24)))
    assert log_likelihood(5, 20, 1000, 4000) == pytest.approx(0)
    assert log_likelihood_of_share(10, 1000, 0.01) == pytest.approx(0)
    assert log_likelihood_of_share(0, 1000, 0.001) == pytest.approx(2 * 1000 * log(1 / 0.999))


@pytest.mark.parametrize(
    ("times", "sizes", "found"),
    [([2, 2], [50, 50], 0.0), ([4, 0], [50, 50], 0.5), ([0, 0, 0, 4], [25] * 4, 0.75), ([1, 3], [25, 75], 0.0)],
)
def test_dispersion_by_hand(times: list[int], sizes: list[int], found: float) -> None:
    """Half the differences between a word's shares and the parts' shares."""
    assert dispersion(times, sizes) == pytest.approx(found)


def test_words_that_stand_out_do_so_against_what_they_are_compared_with() -> None:
    """Honey against ships, not what both have; either against English; a word too rare is left out."""
    one, other = [["honey", "harbour", "the"] * 20, ["nectar"]], [["harbour", "quay", "the"] * 20]
    assert [key.word for key in against_others(one, other)] == ["honey"]
    assert against_others(one, [[]]) == []
    assert {key.word for key in against_english(one)} == {"honey", "harbour"}
    key = against_others(one, other)[0]
    assert (key.times, key.expected, key.spread) == (20, pytest.approx(0.5 / 60 * 61), pytest.approx(1 / 61))


def test_collocates_stand_near_more_often_than_elsewhere() -> None:
    """Within four words."""
    said = [["rye", "bread", "sells", "well"]] * 6 + [["fresh", "fish", "and", "old", "nets", "sells", "well"]] * 12
    assert [word for word, _, _ in collocates("rye", said)] == ["bread"]
    assert collocates("absent", said) == []


BODY = "Ships came and went for Ada Cole in every month of the year, and people stood along the water to see them go. " * 3


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("The trade of the Harbour Board", ["Harbour Board"]),
        ("The trade with Norway", []),  # one word may be any
        ("The ships of Ada Cole", []),  # she comes up
        ("What Cole left behind", []),  # part of her name does
        ("Beekeeping and honey", []),  # names nothing
        ("Life on the River Exe", []),  # the title names it
    ],
)
def test_a_heading_that_names_what_its_text_does_not_is_told(tmp_path: Path, heading: str, found: list[str]) -> None:
    """In all of its section, deeper headings too."""
    end = "The Harbour Board saw the River Exe and Norway."
    text = f"# The River Exe\n\n{BODY}\n\n## {heading}\n\n{BODY}\n\n## Afterword\n\n{BODY}{end}\n"
    made = audited(tmp_path, {"a.md": text})
    assert [promise.name for promise in unkept(tables(made))] == found
    assert list(nb.unkept_promises(made).frame["does not come up"]) == found


def test_no_heading_of_the_seeds_breaks_its_promise(seeds: Audit) -> None:
    """As reading them shows."""
    assert nb.unkept_promises(seeds).frame.empty


def test_gaps_of_the_seeds_are_those_that_reading_shows(seeds: Audit) -> None:
    """002 and 003 name no operation, 003 no turn, and 004 no limits."""
    frame = nb.left_out_by(seeds).frame
    assert dict(zip(frame["article"], frame["leaves out"], strict=True)) == {
        "002": "Operations that are named",
        "003": "Turn as the Cold War ended and Operations that are named",
        "004": "Limits and challenges",
    }


def test_an_unstable_theme_says_so(seeds: Audit) -> None:
    """In the table, in the list of passages, and by brackets in the map."""
    found = seeds.themes[seeds.themes["how"] == "found"]
    unstable = found[found["stability"] < STABLE]
    assert 0 < len(unstable) < len(found)
    assert (nb.themes_found(seeds).frame["holds"] == "unstable").sum() == len(unstable)
    assert nb.theme_passages(seeds)._repr_html_().count("unstable") == len(unstable)
    svg = nb.theme_map(seeds).result.svg
    assert svg.count(">(") == len(unstable)


def test_articles_that_are_not_in_english_have_no_part(tmp_path: Path) -> None:
    """And where there is nothing else, that is said."""
    made = audited(tmp_path, {"a.txt": "Der Hafen wurde im Jahr 1863 gegründet. " * 60}, pack="nato")
    assert made.themes.empty
    for ask in (nb.themes_in_short, nb.theme_map, nb.themes_found, nb.theme_passages):
        assert TOO_LITTLE in repr(ask(made))
    assert repr(nb.themes_named(made)) == NO_DICTIONARY


def test_a_theme_of_an_own_pack_is_used(tmp_path: Path) -> None:
    """The skeleton's, on a folder of one article."""
    write_skeleton(tmp_path / "pack")
    made = audited(tmp_path, {"a.txt": "The barque was piloted by Ada Cole. It rained.\n"}, pack=str(tmp_path / "pack"))
    assert made.themes[["theme", "how", "terms", "weight"]].to_numpy().tolist() == [
        ["pilotage", "dictionary", ["piloted"], [{"article": "a.txt", "weight": 0.5}]]
    ]
    assert nb.only_one_treats(made)._repr_html_()


def test_the_order_of_themes_and_their_bytes_are_the_same_again(seeds: Audit, tmp_path: Path) -> None:
    """From the tables, and from the folder."""
    lines = (seeds.folder / "themes.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == themes(tables(seeds), load_pack("nato").themes)
    audit(ROOT / "seeds", tmp_path / "again")
    assert (tmp_path / "again" / "themes.jsonl").read_bytes() == (seeds.folder / "themes.jsonl").read_bytes()
