"""Numbers in digits, as fractions and in words."""

import re
from collections.abc import Sequence
from functools import cache

from nbutils.packs.general import data

_DIGITS = r"[−-]?\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|[−-]?\d+(?:\.\d+)?(?:e[+-]?\d{1,2})?"


_PARTS = ("half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_FRACTIONS = {word: 1 / part for word, part in zip(_PARTS, (2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True)}
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def plain(number: float) -> str:
    """A number without an exponent or needless digits, six significant decimals at the most."""
    return f"{number:.6f}".rstrip("0").rstrip(".") if number != int(number) else str(int(number))


def number_of(text: str) -> float | None:
    """The number that digits or words say; None where the words make none."""
    text = text.lower().strip()
    if fraction := re.fullmatch(r"(?:(\d+)[\s-])?(\d+)/(\d+)|(?:(\d+) ?)?([½¼¾⅓⅔])", text):
        return _fraction(fraction)
    if text[0].isdigit() or text[0] in "−-":
        return float(re.sub(r"[,  ]", "", text).replace("−", "-"))
    if match := re.fullmatch(r"(.+?)(?: and)? (?:a )?(half|quarter)", text):
        whole = number_of(match[1])
        return None if whole is None else whole + _FRACTIONS[match[2]]
    if match := re.fullmatch(rf"(a|{'|'.join(_COUNTS)})[ -]({'|'.join(_PARTS)})s?", text):
        return number_words()[match[1]] * _FRACTIONS[match[2]]
    return _said(re.split(r"[\s-]+", text))


def _fraction(found: re.Match[str]) -> float:
    if found[5]:
        return float(found[4] or 0) + {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}[found[5]]
    return float(found[1] or 0) + float(found[2]) / max(float(found[3]), 1)


def _said(words: Sequence[str]) -> float | None:
    """The number that number words say: "three hundred and forty-two"."""
    total, current, magnitudes = 0.0, 0.0, data("numbers.yaml")["magnitudes"]
    for word in words:
        if word in ("and", "a") and (current or total or word == "and"):
            continue
        if word == "half":
            current += 0.5
        elif word in magnitudes:
            current = (current or 1) * magnitudes[word]
            if magnitudes[word] > 100:
                total, current = total + current, 0
        elif word in number_words():
            current += number_words()[word]
        else:
            return None
    return total + current


def magnitude_of(word: str | None) -> float:
    """What a magnitude multiplies by: "million", "bn", "k"; 1 for none."""
    if not word:
        return 1
    known: dict[str, int] = data("numbers.yaml")["magnitudes"]
    return {"m": 1e6, "k": 1e3, "bn": 1e9, "b": 1e9}.get(word.lower(), 0) or known.get(word.lower().rstrip("s"), 1)


@cache
def number_words() -> dict[str, int]:
    """Number word -> number."""
    words: dict[str, int] = data("numbers.yaml")["words"]
    return words


def either(words: Sequence[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def number_pattern() -> str:
    """A number in digits, as a fraction, or in words up to the trillions."""
    other = ("first", "second", "third", "a", "an")
    ones = either(
        [w for w, n in number_words().items() if 0 < n < 100 and not w.endswith(("th", "st", "rd", "ies")) and w not in other]
    )
    one = rf"(?:(?:{ones})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?)"
    big = r"(?:hundred|thousand|million|billion|trillion|dozen)"
    said = (
        rf"(?:(?:{one}|a|half a)\s{big}s?(?:(?:\sand)?\s{one}(?:\s{big})?)*(?:\s{big})?"
        rf"|{one}(?:\sand\sa\s(?:half|quarter))?)"
    )
    part = rf"(?:(?:a|one)[ -](?:{'|'.join(_PARTS)})(?=\s+of\b)|(?:{'|'.join(_COUNTS[1:])})[ -](?:{'|'.join(_PARTS[1:])})s)"
    parts = r"[1-7]/(?:2|3|4|5|8|10|16)"
    return rf"(?:\d+\s{parts}|{parts}(?!/)|\d*[½¼¾⅓⅔]|{_DIGITS}|(?i:{part}|{said}|half)\b)"
