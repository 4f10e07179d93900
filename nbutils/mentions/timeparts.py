"""The parts of a time expression as numbers: months, days, decades, centuries, lengths of time.

The parts of an expression are named by one letter: Y Z years, M N months, D E days, T a decade, C a century, P a part
("early"), H a half, Q a quarter, X a season or fraction, N a number, U a unit, W which way. Open ends take `value`.
"""

from collections.abc import Mapping
from functools import cache

from nbutils.packs.general import data

Parts = Mapping[str, str | None]


_MONTHS = {
    name: number
    for number, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}


_UNITS = {"second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "week": "{}W", "fortnight": "2W", "month": "{}M",
          "year": "{}Y", "decade": "{}Y", "century": "{}Y", "centurie": "{}Y"}  # fmt: skip


_LONGEST = 1e15  # of any unit


_TIMES = {"decade": 10, "century": 100, "centurie": 100}


@cache
def _numbers() -> Mapping[str, int]:
    words: Mapping[str, int] = data("numbers.yaml")["words"]
    return words


def spoken_number(words: str) -> float:
    """The number that words up to the hundreds or digits say: "twenty-five", "a", "2,5", "21st"."""
    words = words.lower().strip()
    if words[0].isdigit():
        return float(words.rstrip("stndrh").replace(",", ""))
    tens, _, ones = words.partition("-")
    if words.endswith(" hundred"):
        return 100
    return _numbers()[words] if words in _numbers() else _numbers()[tens] + _numbers()[ones]


def is_one_small_unit(words: str) -> bool:
    """Whether an expression is "a second" to "a year", which is as often no length of time."""
    first, _, unit = words.lower().partition(" ")
    return first in ("a", "an") and unit in ("second", "minute", "hour", "day", "week", "month", "year")


def month_of(parts: Parts, name: str = "M") -> str:
    """The month as two digits, by name or number."""
    word = str(parts[name])
    return f"{int(word) if word.isdecimal() else _MONTHS[word[:3].lower()]:02d}"


def day_of(parts: Parts, name: str = "D") -> str:
    """The day as two digits."""
    return f"{int(str(parts[name]).rstrip('stndrh')):02d}"


def part_of(words: str | None) -> str:
    """Which part words like "the beginning of" name: early, mid or late."""
    words = str(words).lower()
    if any(w in words for w in ("early", "beginning", "start")):
        return "early"
    return "late" if "late" in words or "end" in words else "mid"


def is_first(words: str | None) -> bool:
    """Whether words name the first half."""
    return "first" in str(words).lower()


def decade_of(parts: Parts) -> int:
    """The first year of a decade."""
    words = str(parts["T"]).lower().lstrip("’'‘").removeprefix("nineteen-")
    if words[:4].isdecimal():
        return int(words[:4])
    return 1900 + int(words[:2]) if words[:2].isdecimal() else 1900 + _numbers()[words]


def century_of(parts: Parts) -> int:
    """Which century it is, from 1."""
    return int(spoken_number(str(parts["C"])))


def length_of(parts: Parts) -> str:
    """A length of time: "P10Y", "PT2.5H"; "" for one that no calendar holds."""
    unit = str(parts["U"]).lower()
    number = spoken_number(str(parts.get("N") or "a"))
    if half := parts.get("X"):
        number = 0.5 if str(half).lower().startswith("half") else number + 0.5
    number *= _TIMES.get(unit, 1) * (2 if unit == "fortnight" else 1)
    if number > _LONGEST:
        return ""
    return "P" + _UNITS[unit].replace("2W", "{}W").format(int(number) if number == int(number) else number)
