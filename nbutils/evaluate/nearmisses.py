"""Changes that must not be reported: the same said again or less exactly, of something else, if, or by somebody else."""

from collections.abc import Callable, Mapping

from nbutils.evaluate.candidates import Candidate, Mention
from nbutils.evaluate.changes import CHANGES, DATE, Change, Edit, amount, rounded, written
from nbutils.evaluate.fresh import fresh_name
from nbutils.mentions.quantities import in_base_units

# A unit, another of the same kind (as pint names both), and how that one is written.
_OTHER_UNIT = {
    "metre": ("foot", "feet"), "foot": ("metre", "metres"), "kilometre": ("mile", "miles"), "mile": ("kilometre", "kilometres"),
    "yard": ("metre", "metres"), "inch": ("centimetre", "centimetres"), "centimetre": ("inch", "inches"),
    "millimetre": ("centimetre", "centimetres"), "nautical_mile": ("kilometre", "kilometres"),
    "kilogram": ("gram", "grams"), "metric_ton": ("kilogram", "kilograms"), "gram": ("kilogram", "kilograms"),
    "hectare": ("square_kilometre", "square kilometres"), "square_kilometre": ("square_mile", "square miles"),
    "square_mile": ("square_kilometre", "square kilometres"), "acre": ("hectare", "hectares"),
    "litre": ("millilitre", "millilitres"), "cubic_metre": ("litre", "litres"), "gallon": ("litre", "litres"),
    "kilometre / hour": ("mile / hour", "miles an hour"), "mile / hour": ("kilometre / hour", "kilometres an hour"),
    "kilowatt": ("watt", "watts"), "megawatt": ("kilowatt", "kilowatts"), "gigawatt": ("megawatt", "megawatts"),
    "minute": ("second", "seconds"), "hour": ("minute", "minutes"), "day": ("hour", "hours"), "week": ("day", "days"),
}  # fmt: skip


def repeated(_: Candidate) -> Change:
    """The sentence as it is."""
    return Change()


def amount_rounded(said: Candidate) -> Change | None:
    """An exact number of three digits or more, as "about" a number of two."""
    found = amount(said)
    if not found or found[1].comparator or rounded(found[1].low, 2) == found[1].low:
        return None
    mention, quantity = found
    start, end = quantity.number
    where = mention.start + (0 if mention.text[:start].strip() else start), mention.start + end
    money = mention.text[:start].strip()
    return Change((Edit(*where, f"about {money}{written(rounded(quantity.low, 2))}"),))


def amount_converted(said: Candidate) -> Change | None:
    """The same amount in another unit, as exact as it was."""
    found = amount(said)
    if not found or found[1].unit not in _OTHER_UNIT or found[0].text[found[1].number[1] :][:1] == "-":
        return None
    mention, quantity = found
    unit, words = _OTHER_UNIT[quantity.unit]
    number = rounded(quantity.low * in_base_units(quantity.unit)[0] / in_base_units(unit)[0], 5)
    return Change((Edit(mention.start + quantity.number[0], mention.end, f"{written(number)} {words}"),))


def date_less_exact(said: Candidate) -> Change | None:
    """The year alone, where the day or month was given."""
    value = said.claim["time"]
    mention = next((time for time in said.own("time") if time.value == value), None)
    if mention is None or not DATE.fullmatch(value) or "-" not in value:
        return None
    before = said.text[: mention.start]
    word = next((word for word in ("on ", "in ", "On ", "In ") if before.endswith(word)), "")
    edit = Edit(mention.start - len(word), mention.end, f"{'In' if word[:1].isupper() else 'in'} {value[:4]}")
    return Change((edit,)) if word else None


def other_subject(said: Candidate) -> Change | None:
    """Another value, of a subject that occurs nowhere else."""
    changed, own = _changed(said), _subject_mentions(said)
    if changed is None or not own:
        return None
    fresh = fresh_name(said.claim["claim"])
    renamed = [Edit(mention.start, mention.end, fresh) for mention in own]
    clash = any(edit.start < name.end and name.start < edit.end for edit in changed.edits for name in renamed)
    edits = tuple(sorted((*changed.edits, *renamed), key=lambda edit: edit.start))
    return None if clash else Change(edits, subject=fresh)


def _subject_mentions(said: Candidate) -> list[Mention]:
    """Where the subject is named; a subject that only holds a name has none."""
    return [mention for mention in said.mentions.get("name", ()) if mention.value == said.claim["subject"]]


def conditional(said: Candidate) -> Change | None:
    """Another value, under a condition."""
    changed = _changed(said)
    return Change(changed.edits, around="If {}, the plans have to be read again.") if changed else None


def attributed(said: Candidate) -> Change | None:
    """Another value, in somebody else's mouth."""
    changed = _changed(said)
    return Change(changed.edits, around="Critics claim that {}.") if changed else None


def _changed(said: Candidate) -> Change | None:
    """The first change that can be made."""
    return next(filter(None, (change(said) for change in CHANGES.values())), None)


NEAR_MISSES: Mapping[str, Callable[[Candidate], Change | None]] = {
    "said again": repeated,
    "amount rounded": amount_rounded,
    "amount in another unit": amount_converted,
    "date less exact": date_less_exact,
    "of another subject": other_subject,
    "under a condition": conditional,
    "claimed by others": attributed,
}
