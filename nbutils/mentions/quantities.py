"""Quantities in a sentence: value or range, unit, and what stands before the number ("about", "more than").

Units are data (packs/general/quantities.yaml), named as pint names them, so that pint converts them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from nbutils.mentions.numbers import either, magnitude_of, number_of, number_pattern, number_words, plain
from nbutils.packs.general import data

_CAN_HOLD = re.compile(
    r"[\d½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twel|thirt|fourt|fift|sixt|sevent|eight|ninet|twent|fort|hundred"
    r"|thousand|million|billion|trillion|dozen|half|third|quarter|first|second|sixth|seventh|eighth|ninth|tenth)",
    re.IGNORECASE,
)


LARGEST = 1e30  # a run of a hundred digits counts nothing, and no arithmetic with what is left overflows


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity with its span: from `low` to `high` (the same but for ranges), in `unit` ("" for a count).

    `comparator` is "", "~" (about), ">", ">=", "<" or "<="; `kind` is quantity or ordinal. `number` is the span of the
    number alone.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    comparator: str
    kind: str
    number: tuple[int, int]

    @property
    def value(self) -> str:
        """The quantity as tables show it: "~382 kilogram", "10..15 metre", "no. 3"."""
        if self.kind == "ordinal":
            return f"no. {plain(self.low)}"
        amount = plain(self.low) if self.low == self.high else f"{plain(self.low)}..{plain(self.high)}"
        return f"{self.comparator}{amount} {self.unit}".rstrip()


def quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """The quantities of a text, in order and disjoint, outside the spans that are `taken` (times, names)."""
    if not _CAN_HOLD.search(text):
        return []
    found = []
    for match in _expression().finditer(text):
        number = match.span("ordinal") if match["ordinal"] else match.span("n")
        if any(start < number[1] and number[0] < end for start, end in taken) or _is_part_of_name(text, match):
            continue
        if quantity := _quantity(match):
            found.append(quantity)
    return found


def _quantity(found: re.Match[str]) -> Quantity | None:
    if found["ordinal"]:
        return _ordinal(found)
    unit, words = _unit(found), found["n"].lower()
    magnitude, of_second = found["mag"], found["mag2"]
    if words in ("one", "a", "an", "half") and not (unit or magnitude):
        return None
    low, high = number_of(words), number_of(found["n2"]) if found["n2"] else None
    if low is None:
        return None
    low, high = low * magnitude_of(magnitude or of_second), high if high is None else high * magnitude_of(of_second or magnitude)
    if max(low, high or 0) > LARGEST:
        return None
    if high is not None and high <= low and not unit:
        return None  # "2013-14" is no range of counts
    is_range = high is not None and high > low
    comparator = "" if is_range else _comparators().get((found["cmp"] or "").strip().lower(), "")
    span = (found.start("n"), max(found.end(name) for name in ("n", "mag", "n2", "mag2")))
    return Quantity(*found.span(), low, high if high is not None and is_range else low, unit, comparator, "quantity", span)


def _ordinal(found: re.Match[str]) -> Quantity:
    word = found["ordinal"].lower()
    number = float(re.sub(r"\D", "", word)) if word[0].isdigit() else float(number_words()[word])
    span = found.span("ordinal")
    return Quantity(*span, number, number, "", "", "ordinal", span)


def _unit(found: re.Match[str]) -> str:
    """The unit behind or before the number, with what it is counted per."""
    unit = _units().get(_key(found["unit"] or found["unit1"])) or _signs().get((found["money"] or "").strip(), "")
    per = _units().get(_key(found["per"]))
    return f"{unit} / {per}" if unit and per else unit


def _key(surface: str | None) -> str:
    surface = " ".join((surface or "").split())
    return surface if surface in _units() else surface.lower()


def _is_part_of_name(text: str, found: re.Match[str]) -> bool:
    """Whether the number belongs to the name before it ("Apollo 11", "Room 5"), or to one it begins ("3D")."""
    if (
        found["ordinal"]
        or found["unit"]
        or found["unit1"]
        or found["money"]
        or found["cmp"]
        or found["mag"]
        or not found["n"][0].isdigit()
    ):
        return False
    word = _WORD_BEFORE.search(text, max(0, found.start() - 30), found.start())
    if not word:
        return False
    if word[1].lower() in _list("numbered"):
        return True
    return word[1][0].isupper() and word[1].lower() not in _list("not_names") and len(found["n"]) <= 4


_WORD_BEFORE = re.compile(r"([A-Za-z][\w’'.-]*)\s\Z")


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(data("quantities.yaml")[name])


@cache
def _units() -> dict[str, str]:
    """A unit as it is written -> its name; words with and without a plural s."""
    table: dict[str, str] = {}
    for name, forms in _forms():
        table |= dict.fromkeys(forms.get("signs", ()), name) if name.islower() or "_" in name else {}
        for word in forms["words"]:
            table |= {
                word: name,
                word.lower(): name,
                f"{word}s": name,
                f"{word}s".lower(): name,
                re.sub(r"(\w+)", r"\1s", word, count=1).lower(): name,
            }
    return table


@cache
def _signs() -> dict[str, str]:
    """A sign of money before a number -> its currency."""
    return {sign: name for name, forms in data("quantities.yaml")["money"].items() for sign in forms["signs"]}


def _forms() -> Iterator[tuple[str, dict[str, Any]]]:
    yield from data("quantities.yaml")["money"].items()
    yield from data("quantities.yaml")["units"].items()


@cache
def _comparators() -> dict[str, str]:
    return {word: sign for sign, words in data("quantities.yaml")["comparators"].items() for word in words}


@cache
def _expression() -> re.Pattern[str]:
    """A quantity or an ordinal: comparator, money, number with its magnitude, a second number of a range, unit, and per what."""
    ordinals = either([word for word in number_words() if word.endswith(("th", "rst", "ond", "ird"))])
    unit = rf"(?:{either([word for word in _units() if word[0].isalpha() or word[0] in '°%℃℉٪Ωµμ'])})(?!\w)"
    money, number = either(list(_signs())), number_pattern()
    # "m" is a million only behind money, as "k" is a thousand; elsewhere they are units.
    behind_money = "|".join(rf"(?<=[$£€]{digits})(?:m|k|M|K)\b" for digits in (r"\d", r"\d\d", r"\d\d\d", r"\d\.\d", r"\d\d\.\d"))
    magnitude = rf"(?:(?i:hundred|thousand|million|billion|trillion)s?\b|(?:bn|mn)\b|{behind_money})"
    return re.compile(
        rf"(?<![\w.,/-])(?:(?P<ordinal>\d{{1,3}}(?:st|nd|rd|th)|(?i:{ordinals}))\b|"
        rf"(?:(?P<cmp>(?i:{either(list(_comparators()))})\s?)(?:(?i:a|an|the)\s)?)?(?P<from>(?i:between|from)\s)?"
        rf"(?P<money>(?:{money})\s?)?(?P<n>{number})(?:\s?(?P<mag>{magnitude}))?"
        rf"(?:(?:[\s-]?(?P<unit1>{unit}))?(?:\sto\s|\s?[–-]\s?|(?(from)\sand\s|\sor\s))"
        rf"(?:{money})?(?P<n2>{number})(?:\s?(?P<mag2>{magnitude}))?)?"
        rf"(?:[\s-]?(?P<unit>{unit})(?:(?:\s(?:per|a|an|each)\s|/)(?P<per>{unit}))?)?)(?!\w|[.,/]\d|\s?[ap]\.?m\b)"
    )


@lru_cache(maxsize=1024)
def in_base_units(unit: str) -> tuple[float, str]:
    """The factor to the base units of a unit's dimension, and that dimension.

    Money, counts and what cannot be divided ("decibel / day") are dimensions of their own.
    """
    parts = unit.split(" / ")
    if not unit or not data("quantities.yaml")["money"].keys().isdisjoint(parts):
        return 1.0, unit or "count"
    from pint.errors import PintError

    try:
        quantity = _registry().Quantity(1, " / ".join(_IN_PINT.get(part, part) for part in parts))
        return float(quantity.to_base_units().magnitude), str(quantity.dimensionality)
    except PintError:
        return 1.0, unit


# Of pint's own, "ton" is the short one and "decade" a step of a logarithmic scale.
_IN_PINT = {"ton": "metric_ton", "decade": "ten_years"}


@cache
def _registry() -> Any:
    import pint  # a third of a second, and only for units that are to be converted

    registry: Any = pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
    registry.define("percentage_point = percent")
    registry.define("ten_years = 10 * year")
    for name in ("metre", "kilometre", "mile", "foot", "yard", "centimetre"):
        registry.define(f"square_{name} = {name} ** 2")
        registry.define(f"cubic_{name} = {name} ** 3")
    return registry
