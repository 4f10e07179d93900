"""Names that occur nowhere: made up from a hash, so that the same input gives the same name."""

from collections.abc import Iterable
from typing import Any

from nbutils.evaluate.candidates import digest

Row = dict[str, Any]

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_SYLLABLES = 5


def fresh_name(key: str) -> str:
    """A made-up name for a key, of five syllables: "Dovabetiku"."""
    number = int(digest("name", key), 16)
    syllables = []
    for _ in range(_SYLLABLES):
        number, consonant = divmod(number, len(_CONSONANTS))
        number, vowel = divmod(number, len(_VOWELS))
        syllables.append(_CONSONANTS[consonant] + _VOWELS[vowel])
    return "".join(syllables).capitalize()


def with_fresh_subjects(claims: Iterable[Row]) -> list[Row]:
    """The claims, each about something of its own that no other claim speaks of: whatever is then found is noise.

    A claim that names no subject keeps none.
    """
    taken: set[str] = set()
    renamed = []
    for claim in claims:
        key, name = claim["claim"], fresh_name(claim["claim"])
        while name in taken:
            key += "'"
            name = fresh_name(key)
        taken.add(name)
        renamed.append({**claim, "subject": name, "subject_how": "explicit"} if claim["subject"] else {**claim})
    return renamed
