"""Rhetoric: each list against its own examples, what must not be taken for a cue, and counts against a plain recount."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.claims.claims import assertions
from nbutils.claims.knowledge import knowledge
from nbutils.corpus.articles import read_article
from nbutils.corpus.formats import Document
from nbutils.engine import audit
from nbutils.questions.claims import checkable_density
from nbutils.questions.corpus import labels, own_sentences
from nbutils.questions.profile import rates, rhetoric_profile
from nbutils.questions.rhetoric import (
    NO_PROOF,
    evidence_density,
    readability,
    repeated_phrases,
    rhetoric_in_short,
    rhetoric_kinds,
    stock_clusters,
    telling_passages,
)
from nbutils.rhetoric.lists import Wording, lists, patterns
from nbutils.rhetoric.manner import KINDS, manner
from nbutils.rhetoric.passages import Row
from nbutils.rhetoric.readability import Counts, automated_index, counts, grade, reading_ease, syllables
from nbutils.rhetoric.wordings import clustered
from nbutils.store import Audit, open_audit

ROOT = Path(__file__).parents[1]
LISTS = lists()


def rows(text: str) -> list[Row]:
    """What is found in an article with this text."""
    article = read_article(Document("a.txt", text, "utf-8"))
    article.row["language"] = "en"  # a few words are too little to tell by
    said = assertions(article, knowledge(()))
    return manner(article, said.mentions, said.claims)


def kinds(text: str) -> set[str]:
    """The kinds that are found."""
    return {row["kind"] for row in rows(text)}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The audit of the project's own articles."""
    out = tmp_path_factory.mktemp("seeds") / "audit"
    audit(ROOT / "seeds", out)
    return open_audit(out)


@pytest.mark.parametrize(("kind", "text"), [(g.kind, text) for g in LISTS.grades for text in g.examples])
def test_an_example_of_a_grade_is_found(kind: str, text: str) -> None:
    """Each example holds a cue of its kind."""
    assert kind in kinds(text)


@pytest.mark.parametrize(("kind", "text"), [(g.kind, text) for g in (*LISTS.grades, *LISTS.plain) for text in g.never])
def test_a_plain_use_is_no_cue(kind: str, text: str) -> None:
    """The rows that must not be found."""
    assert kind not in kinds(text)


@pytest.mark.parametrize(("wording", "text"), [(w, text) for w in LISTS.wordings for text in w.examples])
def test_an_example_of_a_wording_is_found_as_this_wording(wording: Wording, text: str) -> None:
    """By its own entry, so that no entry hides behind another."""
    pattern = patterns()[wording.kind]
    assert wording.cue in [pattern.wording(match).cue for match in pattern.regex.finditer(text.lower())]


@pytest.mark.parametrize(("wording", "text"), [(w, text) for w in LISTS.wordings for text in w.never])
def test_a_counterexample_of_a_wording_is_none(wording: Wording, text: str) -> None:
    """Nor is it any other of its kind."""
    assert not patterns()[wording.kind].regex.search(text.lower())


@pytest.mark.parametrize("text", LISTS.effects.examples)
def test_a_claimed_effect_is_found_to_the_end_of_its_sentence(text: str) -> None:
    """From the verb to the last word."""
    found = [row for row in rows(text) if row["kind"] == "claimed-effect"]
    assert [row["text"] for row in found] == [text.rsplit(", ", 1)[1].rstrip(".")]


@pytest.mark.parametrize("text", LISTS.effects.never)
def test_a_main_verb_a_subject_or_a_list_claims_no_effect(text: str) -> None:
    """Nor does a clause that gives a number or a name."""
    assert "claimed-effect" not in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "“It will always be so,” said Ada Cole, and left the harbour.",
        'The mayor wrote that the ships were "always late" in winter.',
        "> It will always be so.",
    ],
)
def test_words_of_somebody_else_are_left_out(text: str) -> None:
    """In quotation marks, and in a block of quotation."""
    assert kinds(text) == set()


def test_a_paragraph_in_quotation_marks_from_end_to_end_is_the_article_s_own() -> None:
    """As a whole article may stand in them."""
    assert "universal" in kinds('"The harbour is always late in winter. Nobody knows why."')


def test_an_article_that_is_not_in_english_gives_no_rows() -> None:
    """The lists are English."""
    text = "Der Hafen ist immer spät im Winter, und niemand weiß warum. All das kam later, all das war neu. " * 5
    article = read_article(Document("a.txt", text, "utf-8"))
    assert article.row["language"] == "de"
    assert manner(article, [], []) == []


STOCK = ["Trade plays a vital role.", "It offers valuable insights.", "It left a lasting legacy."]
PLAIN = "The ferry takes bicycles across the lake in summer."


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        (STOCK, 3),
        (STOCK[:2], 0),
        ([STOCK[0]] * 3, 0),  # the same one three times
        ([STOCK[0], *[PLAIN] * 9, STOCK[1], *[PLAIN] * 9, STOCK[2]], 0),
        ([STOCK[0], *[PLAIN] * 7, STOCK[1], STOCK[2]], 3),
    ],
)
def test_stock_phrases_count_in_clusters_only(sentences: list[str], found: int) -> None:
    """Three in ten sentences, not all of one kind; never one alone."""
    assert sum(row["kind"] == "stock-phrase" for row in rows(" ".join(sentences))) == found


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from("abc")), max_size=25))
def test_every_hit_of_a_cluster_has_two_others_within_ten_sentences(hits: list[tuple[int, str]]) -> None:
    """Whatever the order of places and cues."""
    placed = [(place, {"cue": cue, "start": place}) for place, cue in sorted(hits)]
    places = [row["start"] for row in clustered(placed)]
    assert all(sum(abs(place - other) < 10 for other in places) >= 3 for place in places)


def test_a_phrase_that_headings_and_text_repeat_is_found_and_a_name_is_not() -> None:
    """The longest run counts, each place once."""
    line = "The harbour pilot training scheme began here. Ada Maria Cole taught there. Rain fell on the roof of the hall.\n\n"
    text = f"# Harbour pilot training scheme\n\n{line * 9}# Ada Maria Cole\n\n{line}"
    found = [row for row in rows(text) if row["kind"] == "repeated-phrase"]
    assert {row["cue"] for row in found} == {"harbour pilot training scheme"}
    assert len(found) == text.lower().count("harbour pilot training scheme") == 11


@given(st.text(alphabet='abc all may “”".,\n-’always often ', max_size=300))
def test_spans_are_exact_on_any_text(noise: str) -> None:
    """`text[start:end]` is the words."""
    text = f"They may go, ensuring safety.{noise}\n\nExperts say it may always rain."
    assert all(text[row["start"] : row["end"]] == row["text"] for row in rows(text))


def test_every_row_of_the_seeds_is_exact_and_of_a_known_kind(seeds: Audit) -> None:
    """Line, span and strength."""
    for row in seeds.rhetoric.to_dict("records"):
        text = seeds.text(row["article"])
        assert text[row["start"] : row["end"]] == row["text"]
        assert text.count("\n", 0, row["start"]) + 1 == row["line"]
        assert row["kind"] in KINDS
        assert 0 <= row["strength"] <= 1


def texts() -> dict[str, str]:
    """The seeds' texts as they lie on disk."""
    return {path.name: path.read_text("utf-8") for path in sorted((ROOT / "seeds").iterdir())}


# An independent way: a plain search over the files, without blocks, sentences, cues or lists. Beside it how many of the hits are
# none, and why; a hedge in a notice ("It’s always a good idea") and a noun ("their collective will") were seen by reading.
RECOUNT = [
    ("hedge", "may", 0),
    ("hedge", "often", 0),
    ("hedge", "could", 0),
    ("hedge", "likely", 0),
    ("universal", "all", 0),
    ("universal", "always", 1),
    ("open-forecast", "will", 1),
    ("vague-time", "over time", 0),
    ("vague-time", "in recent years", 0),
]


@pytest.mark.parametrize(("kind", "word", "less"), RECOUNT)
def test_a_word_of_the_seeds_is_counted_as_a_plain_search_counts_it(seeds: Audit, kind: str, word: str, less: int) -> None:
    """In every article on its own, so that errors cannot make up for one another."""
    found = seeds.rhetoric[(seeds.rhetoric["kind"] == kind) & (seeds.rhetoric["text"].str.lower() == word)]
    plain = {name: len(re.findall(rf"\b{word}\b", text.lower())) for name, text in texts().items()}
    off = {name: plain[name] - int((found["article"] == name).sum()) for name in plain}
    assert sum(off.values()) == less
    assert min(off.values()) >= 0


def test_formulas_at_the_head_of_a_sentence_are_recounted(seeds: Audit) -> None:
    """Those that stand alone are left out, so a plain search finds at least as many, and nearly the same."""
    words = "Furthermore|Moreover|Additionally|Overall|Ultimately|Consequently|Therefore|Looking ahead"
    plain = sum(len(re.findall(rf"\b(?:{words}),", text)) for text in texts().values())
    found = seeds.rhetoric[(seeds.rhetoric["kind"] == "formula") & seeds.rhetoric["text"].str.fullmatch(rf"(?:{words}),")]
    assert plain - 4 <= len(found) <= plain


def test_repeated_phrases_are_recounted(seeds: Audit) -> None:
    """By a plain search for the phrase."""
    for row in repeated_phrases(seeds).frame.to_dict("records"):
        text = next(text for name, text in texts().items() if name.startswith(row["article"]))
        assert text.lower().replace("’", "'").count(row["phrase"]) == row["times"]


def test_claimed_effects_are_recounted(seeds: Audit) -> None:
    """Each stands behind a comma and runs to a full stop; of ", ensuring … ." few are left out, for their dates and names."""
    found = seeds.rhetoric[seeds.rhetoric["kind"] == "claimed-effect"]
    for row in found.to_dict("records"):
        text = seeds.text(row["article"])
        assert text[: row["start"]].endswith(", ")
        assert re.match(r"[.”\"]", text[row["end"] :])
    plain = sum(len(re.findall(r", ensuring [^.]*\.", text)) for text in texts().values())
    assert 0.6 * plain <= (found["cue"] == "ensure").sum() <= plain


def test_notices_stand_in_three_of_the_seeds(seeds: Audit) -> None:
    """001, 002 and 003."""
    notices = seeds.blocks[seeds.blocks["kind"] == "disclosure"]
    assert {name[:3] for name in notices["article"]} == {"001", "002", "003"}
    assert "Three articles say that a machine helped" in rhetoric_in_short(seeds).text


def test_the_page_says_that_patterns_are_no_proof(seeds: Audit) -> None:
    """In its answer, and wherever they are counted."""
    for shown in (rhetoric_in_short, rhetoric_kinds, telling_passages, stock_clusters):
        assert NO_PROOF in repr(shown(seeds))


def test_checkable_density_is_the_number_of_the_notebook_on_claims(seeds: Audit) -> None:
    """One function counts it."""
    one, other = checkable_density(seeds).frame, evidence_density(seeds).frame
    for column in ("checkable", "anchored"):
        assert other[column].tolist() == (100 * one[column] / one["sentences"]).round(1).tolist()
    assert other["sentences"].tolist() == one["sentences"].tolist()


def test_rates_count_the_rows_over_the_article_s_own_sentences(seeds: Audit) -> None:
    """As a loop over the rows does."""
    sentences = own_sentences(seeds)["article"].tolist()
    for article in labels(seeds):
        for kind in KINDS:
            hits = sum((a, k) == (article, kind) for a, k in zip(seeds.rhetoric["article"], seeds.rhetoric["kind"], strict=True))
            assert rates(seeds).loc[article, kind] == round(100 * hits / sentences.count(article), 1)


def test_usual_rates_name_every_kind() -> None:
    """And no other."""
    assert set(LISTS.usual.of_100_sentences) == set(KINDS)


SYLLABLES = """
1: the cat strength through states walked played rules league road quick large
2: beyond framework promotes mandates safety quiet royal wanted needed table little being prism
3: influence area idea soviet promoted beautiful deploying
4: mechanisms january february reinforcing society initiative continuous reality coalition
5: international cooperative coordinated ambiguity university
"""


@pytest.mark.parametrize(
    ("word", "number"),
    [(word, int(line[0])) for line in SYLLABLES.strip().splitlines() for word in line[2:].split()],
)
def test_syllables_of_common_words(word: str, number: int) -> None:
    """Counted by ear."""
    assert syllables(word) == number


def test_readability_by_the_worked_arithmetic_of_its_formulas() -> None:
    """100 words in 5 sentences, 150 syllables and 450 letters: by hand."""
    n = Counts(sentences=5, words=100, letters=450, syllables=150)
    assert reading_ease(n) == pytest.approx(206.835 - 1.015 * 20 - 84.6 * 1.5)
    assert grade(n) == pytest.approx(0.39 * 20 + 11.8 * 1.5 - 15.59)
    assert automated_index(n) == pytest.approx(4.71 * 4.5 + 0.5 * 20 - 21.43)


def test_counts_of_a_text() -> None:
    """Sentences with a word, words, letters, syllables."""
    assert counts(["The cat sat.", "…", "It’s safe!"]) == Counts(sentences=2, words=5, letters=17, syllables=5)


def test_readability_tells_easy_from_hard(seeds: Audit) -> None:
    """The formulas agree on the order of two texts that everybody would put so."""
    easy = counts(["The cat sat on the mat.", "It was warm and it slept."])
    hard = counts(["Multinational institutional coordination necessitates comprehensive interoperability considerations."])
    assert reading_ease(easy) > 90
    assert reading_ease(hard) < 0
    assert grade(easy) < 4
    assert grade(hard) > 12
    assert set(readability(seeds).frame["article"]) == set(labels(seeds).values())


@pytest.mark.parametrize(
    "texts_of_folder",
    [
        {"a.txt": "One line.\n"},
        {"a.txt": "Der Hafen ist im Winter oft spät, und niemand weiß, warum das so ist. " * 6},
        {"a.txt": "It may rain. Experts say so.\n", "b.txt": "Der Hafen ist im Winter oft spät, und niemand weiß, warum. " * 6},
    ],
)
def test_the_questions_are_answered_on_any_folder(tmp_path: Path, texts_of_folder: dict[str, str]) -> None:
    """Tiny, not English, mixed."""
    (tmp_path / "in").mkdir()
    for name, text in texts_of_folder.items():
        (tmp_path / "in" / name).write_text(text, "utf-8")
    audit(tmp_path / "in", tmp_path / "out")
    made = open_audit(tmp_path / "out")
    asked = (
        rhetoric_profile,
        rhetoric_in_short,
        rhetoric_kinds,
        telling_passages,
        evidence_density,
        readability,
        stock_clusters,
        repeated_phrases,
    )
    assert all(ask(made)._repr_html_() for ask in asked)


def test_two_runs_give_the_same_bytes(tmp_path: Path, seeds: Audit) -> None:
    """Of both tables."""
    audit(ROOT / "seeds", tmp_path / "again")
    for name in ("rhetoric", "copies"):
        one, other = ((folder / f"{name}.jsonl").read_bytes() for folder in (seeds.folder, tmp_path / "again"))
        assert one == other
        assert json.loads(one.split(b"\n")[0])
