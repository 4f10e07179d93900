"""Sentence spans: rows of (text, sentences), a property for any text, and two labelled sets where they are at hand.

In a row "|" stands where a sentence ends; a row without it is one sentence.
"""

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nbutils.corpus.sentences import sentence_spans

LISTS: dict[str, dict[str, Any]] = yaml.safe_load((files("nbutils.packs.general") / "sentences.yaml").read_text("utf-8"))
BENCH = Path(__file__).parents[1] / "bench" / "sentence_f1.py"


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def check(row: str) -> None:
    expected = [sentence.strip() for sentence in row.split("|")]
    assert sentences(row.replace("|", "")) == expected


@pytest.mark.parametrize(
    "row",
    [
        "The treaty was signed in May.| It took effect in June.",
        "Who paid?| Nobody knows.| That is odd!",
        "What?!| You cannot mean it.",
        "The talks failed again...| Both sides left the room.",
        "He stayed until the end…| Then he slept.",
        "A hard-wrapped line\nends here.| The next one\ngoes on.",
        "The vote was held in 1990.| Few people came.",
        "It cost $3.50.| 12 others were cheaper.",
        'He said "Stop."| She left.',
        "“The plan is dead.”| Nobody disagreed.",
        "(The map is old.)| It shows no road.",
        "They sold it (at a loss, too.)| Then they moved.",
        "The limit is in Article 5.| It binds every member.",
        "Is the answer no?| The answer is no.| They left.",
        "She lives in the U.S.| It is far away.",
        "They met at 9:30 p.m.| The bar was empty.",
        "The firm is Lumen Inc.| It makes lamps.",
        "They bought flour, eggs, etc.| Nothing was left.",
        "He lives on Cedar St.| The house is green.",
        "We chose plan B.| It was cheaper.",
        "It was only you and I.| Nobody else came.",
        "The current slows.[3]| The lake then warms.",
        "The current slows. [12]–[15]| In winter it stops.",
        "The current slows.[a][citation needed]| A lake warms.",
        "The law was broken.12| The court said nothing.",
        "The law was broken. 4| Even the judge agreed.",
        "She wrote to ann@lake.example.org.| Nobody answered.",
        "Read https://lake.example.org/a.b/c.html.| It explains the rule.",
        "第一句。|第二句！|第三句？",
        "「行こう。」|彼は言った。",
        "هل وصل؟| نعم وصل۔| شكرا",
        "1.) Wash the rice 2) not a label| 2.) Boil it",
        "1) Wash the rice| 2) Boil it| 3) Eat",
        "a. Wash the rice.| b. Boil it.",
        "• Wash the rice| • Boil it",
        "We need a —| Do you have a knife?",
        "Figure 2.4| Villagers repair the dam.",
        "He sat.| Then he read.",
        "She did one more rep.| Then she stopped.",
        "I have an idea.| iPhone owners will like it.",
        "One line.\n\n|Another block.",
        "The bridge is shut.| (source: town council).| Use the ferry.",
        "Wait!| 😀 Now go.",
    ],
)
def test_a_sentence_ends_where_the_bar_stands(row: str) -> None:
    check(row)


@pytest.mark.parametrize(
    "text",
    [
        "Key duties of the mission",
        "- Training local forces",
        "Chapter One: The Long Road",
        "They asked Dr. Moreau about it.",
        "Gen. Abara, Lt. Col. Haas and Mr. Osei spoke.",
        "Take fruit, e.g. Cox apples or pears.",
        "It ran approx. 5 miles, cf. Miller and vs. Oslo.",
        "See Fig. 3, No. 5, pp. 10 and Vol. IV for more.",
        "Lumen Inc. announced a loss.",
        "Lumen Inc. Chairwoman Ada Roy resigned.",
        "The St. Lawrence froze near Mt. Washington.",
        "The U.S. Senate and the U.S.-led force agreed.",
        "A book by J. F. Okoro and Mary E. Stone sold well.",
        "They arrived on Sept. 5 and left on Oct. Friday.",
        "The show starts at 8 p.m. Eastern time.",
        "The fee is 3.75 per cent of 1.200.000 in v2.0.1 terms.",
        "Open notes.final.txt or ask ann.lee@lake.example.org for it.",
        "The iPhone and www.lake.example.org are shut down.",
        "“Where is it?” Ann asked.",
        "“Run!” the old man shouted.",
        '"We are done." he said, and left.',
        "Is it (really?) so hard to say?",
        'She wrote, "It is hot. I am ill. Come home."',
        "They found [...] Roman coins in the mud.",
        "… And so it went on.",
        "... and so it went on.",
        "He paused . . . I did not.",
        "She starred in Mio Amor! (1965), a comedy.",
        "Mansa Bello (b. March 1980, d. 2011) ruled there.",
        "The case is Lowe v. Harbour Board.",
        "He met Yahoo! Finance reporters there.",
        "Lumen Corp. (later Lux Ltd.) closed.",
        "The fort (c. 1750) is open.",
        "1. The budget",
        "2.1. Rules of Origin",
        "IV. Results",
        "Figure 2. Villagers repair the dam.",
        "The plan — NATO calls it Shield — is ready.",
        "Lotte Maas Ph.D. Programme in Law",
        "One line of a wrapped\nparagraph without a stop",
        "Really? and then what",
        "So it ended. . . .”",
    ],
)
def test_a_sentence_does_not_end_within_these(text: str) -> None:
    check(text)


@pytest.mark.parametrize("word", LISTS["titles"]["words"])
def test_an_abbreviated_title_does_not_end_a_sentence(word: str) -> None:
    check(f"We met {word}. Okafor on the way.")


@pytest.mark.parametrize("word", LISTS["leads_on"]["words"])
def test_what_an_abbreviation_introduces_is_in_the_same_sentence(word: str) -> None:
    check(f"They compare lakes, {word}. The Caspian, with seas.")


@pytest.mark.parametrize("word", LISTS["before_number"]["words"])
def test_a_number_goes_with_the_abbreviation_before_it_and_another_word_does_not(word: str) -> None:
    check(f"They quote {word}. 12 of the list.")
    check(f"They quote {word}.| Nobody minds.")


@pytest.mark.parametrize("word", LISTS["dates"]["words"])
def test_a_shortened_month_or_day_ends_no_sentence_before_a_number(word: str) -> None:
    check(f"They left on {word}. 12 by train.")
    check(f"They left in {word}.| Nobody minded.")


@pytest.mark.parametrize("word", [*LISTS["may_end"]["words"], "U.N", "Q"])
def test_the_next_word_tells_whether_an_abbreviation_ended_the_sentence(word: str) -> None:
    check(f"They spoke to Lumen {word}. Okafor about it.")
    check(f"They spoke to Lumen {word}.| However, nothing came of it.")


@pytest.mark.parametrize("word", LISTS["clock"]["words"])
def test_a_time_of_day_ends_a_sentence_unless_more_of_the_date_follows(word: str) -> None:
    check(f"They came at 6 {word}.| Okafor was late.")
    for follower in LISTS["clock_followers"]["words"]:
        check(f"They came at 6 {word}. {follower} and waited.")


@pytest.mark.parametrize("word", LISTS["starters"]["words"])
def test_a_word_that_opens_sentences_shows_that_an_abbreviation_ended_one(word: str) -> None:
    check(f"They moved to the U.S.| {word} something.")
    check(f"They moved to the U.S.| {word.replace(chr(39), '’')} something.")


@pytest.mark.parametrize("word", LISTS["speech_starters"]["words"])
def test_speech_that_breaks_off_at_a_dash_ends_there(word: str) -> None:
    check(f"We could have —| {word} something.")
    check(f"We could have --| {word} something.")


@pytest.mark.parametrize("word", LISTS["speech_verbs"]["words"])
def test_the_speaker_named_after_a_question_belongs_to_its_sentence(word: str) -> None:
    check(f"“Is it far?” Okafor {word}.")


@pytest.mark.parametrize("word", LISTS["marked_names"]["words"])
def test_a_name_with_its_own_mark_ends_a_sentence_only_before_a_word_that_opens_one(word: str) -> None:
    check(f"They watch {word}! Reruns at home.")
    check(f"They watch {word}!| They like it.")


def test_each_list_states_its_source_and_no_abbreviation_is_in_two() -> None:
    assert all(entry["source"] for entry in LISTS.values())
    kinds = ("titles", "leads_on", "before_number", "dates", "may_end", "clock")
    words = [word.lower() for kind in kinds for word in LISTS[kind]["words"]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u00a0\t"])
def test_a_blank_text_has_no_sentences(text: str) -> None:
    assert sentence_spans(text) == []


PIECES = st.sampled_from([*".?!…。\"“”'()[] \n•—", "--", "[1]", "1.", "a)", "U.S", "Dr", "No", "It", "…", "\0", "\ud800", "😀"])
ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.lists(PIECES | st.text(max_size=4)).map("".join)


@given(ANY_TEXT)
def test_the_spans_of_any_text_are_trimmed_and_in_order_and_cover_all_but_whitespace(text: str) -> None:
    done = 0
    for start, end in sentence_spans(text):
        assert done <= start < end <= len(text)
        assert not text[done:start].strip()
        assert text[start:end] == text[start:end].strip()
        done = end
    assert not text[done:].strip()


@pytest.mark.parametrize(
    "unit", ["a", ".", '."', ". ", ".[1]", "U.S. ", "\n", '"a, "', "1. A ", ". . ", "— A ", ".)", "\0", "\ud800"]
)
def test_a_long_text_without_an_ordinary_sentence_takes_time_in_proportion(unit: str) -> None:
    sentence_spans(unit * (400_000 // len(unit)))


def test_the_labelled_sets_are_met() -> None:
    shared = os.environ.get("NBUTILS_SHARED")
    if not shared:
        pytest.skip("NBUTILS_SHARED does not name a folder with the labelled sets")
    docs, golden = (Path(shared, "data", name) for name in ("gum-dev/docs.jsonl", "pysbd_golden/golden_en.jsonl"))
    if not (docs.exists() and golden.exists()):
        pytest.skip(f"the labelled sets are not in {shared}")
    done = subprocess.run([sys.executable, BENCH, docs, golden], capture_output=True, text=True, check=True)
    figures = dict(line.split()[:2] for line in done.stdout.splitlines())
    assert float(figures["pooled"]) >= 0.97
    assert int(figures["golden"]) >= 44


def test_the_bench_counts_exact_spans_per_genre(tmp_path: Path) -> None:
    text = "It rained. Dr. Roy left.\n\nA heading"
    row = {"genre": "note", "text": text, "sentences": [[0, 10, ""], [11, 24, ""], [26, 35, ""]]}
    (tmp_path / "docs.jsonl").write_text(json.dumps(row), "utf-8")
    done = subprocess.run([sys.executable, BENCH, tmp_path / "docs.jsonl"], capture_output=True, text=True, check=True)
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [["note", "1.0000"], ["pooled", "1.0000"]]
