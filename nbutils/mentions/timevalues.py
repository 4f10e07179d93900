"""The value of a time expression from its parts (nbutils/mentions/timeparts.py): one function per rule, named as the rule is."""

from nbutils.mentions.edtf import READINGS, first_and_last, shifted, year_of
from nbutils.mentions.timeparts import Parts, century_of, day_of, decade_of, is_first, length_of, month_of, part_of

# Rules whose value is a point on the calendar, so that "since" and the like can stand before it.
POINTS = frozenset(
    ("date", "month", "season", "quarter", "half_of_year", "part_of_month", "part_of_year", "part_of_decade", "half_of_decade",
     "part_of_century", "half_of_century", "century", "decade", "bc_year", "ad_year", "year", "fiscal", "month_and_day",
     "month_alone", "numeric", "now", "last", "coming", "next")
)  # fmt: skip


_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}


_THIRDS_OF_YEAR = {"early": ("01", "04"), "mid": ("05", "08"), "late": ("09", "12")}


_THIRDS_OF_MONTH = {"early": ("01", "10"), "mid": ("11", "20")}


_PARTS_OF_DECADE = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


_PARTS_OF_CENTURY = {"early": (1, 33), "mid": (34, 66), "late": (67, 100)}


def date(parts: Parts) -> str:
    month = month_of(parts)
    day = day_of(parts)
    return f"{parts['Y']}-{month}-{day}" if 1 <= int(month) <= 12 and int(day) <= 31 else ""


def days(parts: Parts) -> str:
    return f"{parts['Y']}-{month_of(parts)}-{day_of(parts)}/{parts['Y']}-{month_of(parts)}-{day_of(parts, 'E')}"


def days_without_year(parts: Parts) -> str:
    return days({**parts, "Y": "XXXX"})


def days_of_months(parts: Parts) -> str:
    return f"{parts['Y']}-{month_of(parts)}-{day_of(parts)}/{parts['Y']}-{month_of(parts, 'N')}-{day_of(parts, 'E')}"


def numeric(parts: Parts) -> str:
    """Day and month by either custom where both can be meant."""
    if parts.get("D"):
        return date(parts)
    first, second = int(str(parts["A"])), int(str(parts["B"]))
    found = [f"{parts['Y']}-{m:02d}-{d:02d}" for m, d in ((first, second), (second, first)) if 1 <= m <= 12 and 1 <= d <= 31]
    return READINGS.join(dict.fromkeys(found))


def months(parts: Parts) -> str:
    year = parts.get("Y") or "XXXX"
    return f"{year}-{month_of(parts)}/{year}-{month_of(parts, 'N')}"


def part_of_month(parts: Parts) -> str:
    month = f"{parts['Y']}-{month_of(parts)}"
    if (part := part_of(parts["P"])) in _THIRDS_OF_MONTH:
        return f"{month}-{_THIRDS_OF_MONTH[part][0]}/{month}-{_THIRDS_OF_MONTH[part][1]}"
    return f"{month}-21/{shifted(shifted(month, 1) + '-01', -1)}"


def month(parts: Parts) -> str:
    return f"{parts['Y']}-{month_of(parts)}"


def month_alone(parts: Parts) -> str:
    return f"XXXX-{month_of(parts)}"


def month_and_day(parts: Parts) -> str:
    return f"XXXX-{month_of(parts)}-{day_of(parts)}"


def season(parts: Parts) -> str:
    return f"{parts['Y']}-{_SEASONS[str(parts['X']).lower()]}"


def quarter(parts: Parts) -> str:
    word = str(parts["Q"]).lower()
    number = int(word) if word.isdecimal() else {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}[word]
    return f"{parts['Y']}-{32 + number}"


def half_of_year(parts: Parts) -> str:
    return f"{parts['Y']}-{40 if is_first(parts['H']) else 41}"


def half_of_decade(parts: Parts) -> str:
    first = decade_of(parts) + (0 if is_first(parts["H"]) else 5)
    return f"{first}/{first + 4}"


def part_of_decade(parts: Parts) -> str:
    first, last = _PARTS_OF_DECADE[part_of(parts["P"])]
    return f"{decade_of(parts) + first}/{decade_of(parts) + last}"


def decade(parts: Parts) -> str:
    return f"{decade_of(parts) // 10}X"


def half_of_century(parts: Parts) -> str:
    first = 100 * (century_of(parts) - 1) + (1 if is_first(parts["H"]) else 51)
    return f"{first:04d}/{first + 49:04d}"


def part_of_century(parts: Parts) -> str:
    first, last = _PARTS_OF_CENTURY[part_of(parts["P"])]
    base = 100 * (century_of(parts) - 1)
    return f"{base + first:04d}/{base + last:04d}"


def century(parts: Parts) -> str:
    number = century_of(parts)
    if parts.get("B"):
        return f"{year_of(1 - 100 * number)}/{year_of(100 - 100 * number)}"
    return f"{number - 1:02d}XX" if 0 < number <= 21 else ""


def part_of_year(parts: Parts) -> str:
    first, last = _THIRDS_OF_YEAR[part_of(parts["P"])]
    return f"{parts['Y']}-{first}/{parts['Y']}-{last}"


def bc_year(parts: Parts) -> str:
    return year_of(1 - int(str(parts["A"])))  # the year before AD 1 is 0


def bc_years(parts: Parts) -> str:
    return f"{year_of(1 - int(str(parts['A'])))}/{year_of(1 - int(str(parts['B'])))}"


def ad_year(parts: Parts) -> str:
    return year_of(int(str(parts["A"])))


def year(parts: Parts) -> str:
    return str(parts["Y"])


fiscal = year


def years(parts: Parts) -> str:
    """Two years; "1914–18" takes its century from the first."""
    first, second = str(parts["Y"]), str(parts["Z"])
    last = second if len(second) == 4 else first[:2] + second
    return f"{first}/{last}" if int(last) > int(first) else ""


def duration(parts: Parts) -> str:
    return length_of(parts)


def later(parts: Parts) -> str:
    way = str(parts["W"]).lower()
    return _moved("-" if way in ("earlier", "before", "previously", "prior") else "+", parts)


def _moved(way: str, parts: Parts) -> str:
    length = length_of(parts)
    return length and way + length


def ago(parts: Parts) -> str:
    return _moved("now-", parts)


def same(_: Parts) -> str:
    return "+P0Y"


def next(parts: Parts) -> str:  # noqa: A001  # named as the rule of the grammar
    return _moved("+", parts)


def previous(parts: Parts) -> str:
    return _moved("-", parts)


def last(parts: Parts) -> str:
    return _moved("now-", parts)


def coming(parts: Parts) -> str:
    return _moved("now+", parts)


def yesterday(_: Parts) -> str:
    return "now-P1D"


def tomorrow(_: Parts) -> str:
    return "now+P1D"


def now(_: Parts) -> str:
    return "now"


def past(_: Parts) -> str:
    return "now-"


def future(_: Parts) -> str:
    return "now+"


def since(parts: Parts) -> str:
    return f"{first_and_last(str(parts['value']))[0]}/.."


def until(parts: Parts) -> str:
    return "" if parts["value"] == "now" else f"../{first_and_last(str(parts['value']))[1]}"


def before(parts: Parts) -> str:
    end = shifted(first_and_last(str(parts["value"]))[0], -1)
    return f"../{end}" if end else ""


def after(parts: Parts) -> str:
    begin = shifted(first_and_last(str(parts["value"]))[1], 1)
    return f"{begin}/.." if begin else ""


def post(parts: Parts) -> str:
    """As in "Post-1990s" is after the 1990s, or from 1990 on: both readings are kept."""
    begin = after(parts)
    return READINGS.join((begin, since(parts))) if begin else ""


def about(parts: Parts) -> str:
    return "" if parts["value"] == "now" or "/" in str(parts["value"]) else f"{parts['value']}~"


def joined(first: str, last: str) -> str:
    """From one point to another; a month or day takes the year of the other."""
    begin, end = first_and_last(first)[0], first_and_last(last)[1]
    if begin.startswith("XXXX") and not end.startswith("XXXX"):
        begin = end[:4] + begin[4:]
    return f"{begin}/{end}" if READINGS not in begin + end and "now" not in (begin, end) else ""
