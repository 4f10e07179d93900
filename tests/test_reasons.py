"""Why a row of the worklist stands there: each reason that rests on wordings shows them; one whose words nobody sees is none."""

import pytest

from nbutils.compare.passages import Passage, cues, stems
from nbutils.compare.reasons import NO_REASON, with_words
from nbutils.packs.general import data

OPPOSED, UNIVERSAL, UNIQUE = (
    "they use words that exclude each other", "one knows no exception", "one speaks of a first, last or only one",
)  # fmt: skip
ENDED = "one says that something still holds, the other that it ended"


def passage(text: str) -> Passage:
    """A sentence of its own."""
    return Passage("a.txt", 0, 0, len(text), 1, text, "paragraph", "", "", stems(text), cues(text))


@pytest.mark.parametrize(
    ("one", "other", "why", "told"),
    [
        ("All ferries stop.", "Some run.", UNIVERSAL, f"{UNIVERSAL} (“all”)"),
        ("Some run.", "All ferries stop.", UNIVERSAL, f"{UNIVERSAL} (“all”)"),
        ("It not only stops, it sinks.", "It runs.", UNIVERSAL, NO_REASON),
        ("The only ferry.", "It runs.", f"{UNIVERSAL}; {UNIQUE}", f"{UNIVERSAL} (“only”)"),
        ("Prices increased.", "They decrease.", OPPOSED, f"{OPPOSED} (“increased” – “decrease”)"),
        ("Nations and international law.", "Many nations.", f"they share a phrase; {OPPOSED}", "they share a phrase"),
        ("It still runs.", "It runs since May.", ENDED, NO_REASON),
        ("It still runs.", "It was abolished.", ENDED, f"{ENDED} (“still” – “abolished”)"),
        ("A.", "B.", "both give numbers or dates", "both give numbers or dates"),
        ("A.", "B.", NO_REASON, NO_REASON),
    ],
)
def test_a_reason_shows_its_words_or_is_not_told(one: str, other: str, why: str, told: str) -> None:
    """Reasons that rest on no wording stand as they are; the same word is no second reason."""
    assert with_words(why, [passage(one), passage(other)]) == told


@pytest.mark.parametrize("reason", sorted(set(data("worklist.yaml")["why"].values())))
def test_a_reason_on_passages_without_its_words_is_silent_or_needs_none(reason: str) -> None:
    """Nothing is told of words that are not there."""
    assert with_words(reason, [passage("Bread."), passage("Wool.")]) in (reason, NO_REASON)
