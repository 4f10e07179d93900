"""Chunks, clauses and subjects: tables of shapes, and a labelled set of real sentences from history essays and speeches."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.claims.chunks import chunks
from nbutils.claims.clauses import Clause, clauses
from nbutils.claims.phrases import head, span
from nbutils.claims.sentences import masks
from nbutils.claims.subjects import Focus, is_person
from nbutils.claims.tokens import tokens
from nbutils.claims.words import lemma
from nbutils.corpus.sentences import sentence_spans
from nbutils.mentions.names import ArticleNames, Gazetteer, Name
from nbutils.mentions.quantities import quantities
from nbutils.mentions.times import times

# {source, title, heading, before, sentence, clauses: [{verb, subject, head, referent, how}]}; sources are CC0.
LABELLED = [json.loads(line) for line in (Path(__file__).parent / "data" / "subjects.jsonl").read_text("utf-8").splitlines()]


def read(text: str, names: list[Name]) -> list[Clause]:
    """The clauses of a sentence, read as the claims are."""
    dated = times(text)
    taken = [(time.start, time.end) for time in dated] + [(name.start, name.end) for name in names]
    return clauses(chunks(tokens(text, masks(text, dated, quantities(text, taken), names))))


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a sentence that stands alone."""
    return read(text, ArticleNames(text, Gazetteer()).find(text))


def told(text: str) -> list[tuple[str, str, str]]:
    """(subject, verb group, how the subject was found) of every clause."""
    return [(_words(text, clause), text[clause.verb.start : clause.verb.end], clause.how) for clause in clauses_of(text)]


def _words(text: str, clause: Clause) -> str:
    start, end = span(clause.subject)
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Cole founded the library in 1863.", [("Ada Cole", "founded", "direct")]),
        ("In 1999 troops arrived.", [("troops", "arrived", "direct")]),
        ("The mill opened and the town grew.", [("The mill", "opened", "direct"), ("the town", "grew", "direct")]),
        ("She wrote and sold books.", [("She", "wrote", "direct"), ("She", "sold", "shared")]),
        ("Five states that sought peace met.", [("Five states", "sought", "relative"), ("Five states", "met", "direct")]),
        ("Then came the flood.", [("the flood", "came", "inverted")]),
        ("There are 32 members.", [("32 members", "are", "existential")]),
        (
            "The treaty signed in 1949 has not been used.",
            [("The treaty", "signed", "participle"), ("The treaty", "has not been used", "direct")],
        ),
        ("The king sent a fleet led by Cole.", [("The king", "sent", "direct"), ("a fleet", "led", "participle")]),
        (
            "An agreement signed in Lima in 1911 was meant well.",
            [("An agreement", "signed", "participle"), ("An agreement signed in Lima", "was meant", "direct")],
        ),
        ("Through many rounds, average duties fell.", [("average duties", "fell", "direct")]),
        ("The agency itself was run by Cole.", [("The agency", "was run", "direct")]),
        ("The origins of the dispute can be traced back to 1863.", [("The origins of the dispute", "can be traced", "direct")]),
        ("The dam supplies water to three towns.", [("The dam", "supplies", "direct")]),
        ("The board cut costs, leading to strikes.", [("The board", "cut", "direct"), ("The board", "leading", "participle")]),
        ("It’s late.", [("It", "’s", "direct")]),
        ("A light called a nova appeared.", [("A light called a nova", "appeared", "direct")]),
    ],
)
def test_a_clause_has_its_subject_and_verb(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Shapes of English clauses, the passive, lists, relatives, inversions."""
    assert told(text) == expected


@pytest.mark.parametrize("text", ["The bridge over the river.", "- Fishing boats", "On time", "", "?!", "1999"])
def test_what_has_no_verb_has_no_clause(text: str) -> None:
    """Labels, fragments, signs."""
    assert told(text) == []


@pytest.mark.parametrize(
    ("word", "verb"),
    [("left", "leave"), ("founded", "found"), ("found", "find"), ("developed", "develop"), ("cancelled", "cancel"),
     ("carries", "carry"), ("crosses", "cross"), ("led", "lead"), ("ships", "ship"), ("", "")],
)  # fmt: skip
def test_a_verb_has_its_dictionary_form(word: str, verb: str) -> None:
    """Regular forms by the verbs the predicates know, irregular ones by a list."""
    assert lemma(word) == verb


def test_subjects_of_real_sentences_are_found() -> None:
    """Of all clauses labelled by a reader, the subject's head; what is found is hardly ever another."""
    right = wrong = total = 0
    for row in LABELLED:
        text = row["sentence"]
        found = clauses_of(text)
        for label in row["clauses"]:
            total += 1
            at = [i for i in range(len(text)) if text.startswith(label["verb"], i)]
            same = [c for c in found if any(c.verb.start < i + len(label["verb"]) and c.verb.end > i for i in at)]
            heads = [noun.text for c in same if (noun := head(c.subject))]
            hit = any(noun.endswith(label["head"]) for noun in heads) or any(
                _words(text, c).lower() == label["subject"].lower() for c in same
            )
            right, wrong = right + hit, wrong + (bool(heads) and not hit)
    assert len(LABELLED) >= 300
    assert right / total >= 0.86
    assert right / (right + wrong) >= 0.93


def test_pronouns_and_descriptions_mostly_refer_to_what_a_reader_says() -> None:
    """Where the reader names a referent and something is filled in, it is the reader's; else the slot stays empty."""
    right = wrong = 0
    for row in LABELLED:
        referents = _referents(row)
        for label in row["clauses"]:
            if label["how"] != "pronoun" or not label["referent"]:
                continue
            for words, name in referents:
                if words == label["subject"] and name:
                    same = _bare(name) in _bare(label["referent"]) or _bare(label["referent"]) in _bare(name)
                    right, wrong = right + same, wrong + (not same)
    assert right / (right + wrong) >= 0.6


def _referents(row: dict[str, str]) -> list[tuple[str, str]]:
    names = ArticleNames(" ".join((row["title"], row["before"], row["sentence"])), Gazetteer())
    focus = Focus(title=tuple(name.canonical for name in names.find(row["title"])))
    pieces = [row["before"][a:b] for a, b in sentence_spans(row["before"])] + [row["sentence"]]
    found: list[tuple[str, str]] = []
    for piece in pieces:
        own = names.find(piece)
        found = []
        for clause in read(piece, own):
            referent = focus.resolve(piece, clause.subject, own)
            found.append((referent.words, referent.name))
            if clause.how != "relative":
                focus.move(referent, (), piece)
    return found


def _bare(name: str) -> str:
    return name.lower().removeprefix("the ").replace("’s", "").strip()


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Ada Cole", True),
        ("President Ruiz", True),
        ("John F. Kennedy", True),
        ("North America", False),
        ("Harbour Board", False),
        ("Lima", False),
    ],
)
def test_he_and_she_are_persons(name: str, person: bool) -> None:
    """Title or given and family name; places and bodies are none."""
    assert is_person(name) is person


@given(st.text(max_size=300))
def test_any_text_has_clauses_within_it(text: str) -> None:
    """Never raises; spans stay inside the text."""
    for clause in clauses_of(text):
        assert 0 <= clause.verb.start < clause.verb.end <= len(text)
        assert clause.start <= clause.verb.start


@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "a",
                "it",
                "Ada",
                "and",
                ",",
                "who",
                "which",
                "that",
                "signed",
                "has",
                "was",
                "of",
                "in",
                "1999",
                "treaty",
                "to",
                "be",
                "(",
                ")",
                "not",
                "build",
                "–",
                "12",
                "kg",
                "there",
            ]
        ),
        max_size=25,
    )
)
def test_any_row_of_words_has_clauses_within_it(words: list[str]) -> None:
    """The same for text that looks like English."""
    text = " ".join(words)
    for clause in clauses_of(text):
        assert 0 <= clause.start <= clause.verb.start < clause.verb.end <= len(text)
