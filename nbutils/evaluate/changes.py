"""Changes that make a statement differ from what it said: another year, amount, name or count, or the verb denied.

Each takes a candidate and gives the edits of its sentence, or None where the change cannot be made, or would not make the
two differ: a slot is changed only where the predicate has one value in it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

from nbutils.claims.words import closed, lemma
from nbutils.evaluate.candidates import SLOTS, Candidate, Mention, alike, digest
from nbutils.mentions.numbers import number_words, plain
from nbutils.mentions.quantities import Quantity, in_base_units, quantities

DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_WORD = re.compile(r"[A-Za-z][\w’']*")
_SHIFTS = (-7, -4, -3, 3, 4, 7)  # years
_RECENT = 2000  # from here on years are put back only: what lies in the future is a plan
_FACTORS = (0.4, 0.6, 1.6, 2.5)  # no rounding explains them
_CLOSE = 0.05  # two amounts as near as this are one amount in two units
_LIMITING = frozenset(("only", "not", "never", "hardly", "both", "all", "every", "except"))  # denied, they say something else
_LARGEST_WORD = 20  # above it numbers are written in digits


@dataclass(frozen=True, slots=True)
class Edit:
    """New words for a span of the sentence."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Edits of a sentence, in order; `around` is what the sentence is put into, `subject` the new one where that changes."""

    edits: tuple[Edit, ...] = ()
    around: str = "{}"
    subject: str = ""

    def applied(self, text: str) -> str:
        """The sentence with its new words."""
        for edit in reversed(self.edits):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


def year_changed(said: Candidate) -> Change | None:
    """The year of a date that happens once, by a few years."""
    dated = said.own("time") if said.constraint.get("time") == "single" and DATE.fullmatch(said.claim["time"]) else []
    mention = next((time for time in dated if time.value == said.claim["time"]), None)
    year = _YEAR.search(mention.text) if mention else None
    if mention is None or year is None or said.text.count(year[0]) > 1:
        return None
    shift = said.choose(_SHIFTS, "year")
    changed = int(year[0]) + (-abs(shift) if int(year[0]) >= _RECENT else shift)
    return Change((Edit(mention.start + year.start(), mention.start + year.end(), str(changed)),))


def quantity_changed(said: Candidate) -> Change | None:
    """An amount with a unit, by a factor that no rounding explains."""
    found = amount(said)
    if not found or not found[1].unit or not said.holds_one("quantity") or _is_stated_twice(said, *found):
        return None
    factors = [factor for factor in _FACTORS if found[1].unit != "percent" or found[1].low * factor <= 100]
    return Change((_number(*found, rounded(found[1].low * said.choose(factors, "factor"), 3)),))


def count_changed(said: Candidate) -> Change | None:
    """A count, by two or by two fifths."""
    found = amount(said)
    if not found or found[1].unit or not said.holds_one("quantity") or found[1].low != int(found[1].low):
        return None
    mention, quantity = found
    number = quantity.low + max(2, round(0.4 * quantity.low))
    in_words = not any(map(str.isdigit, mention.text)) and number <= _LARGEST_WORD
    word = next(word for word, value in number_words().items() if value == number and word not in ("a", "an")) if in_words else ""
    return Change((_number(mention, quantity, number, word),))


def name_swapped(said: Candidate) -> Change | None:
    """A name in the object or place, for another of the folder that stands in such a slot elsewhere."""
    for slot in filter(said.holds_one, SLOTS):
        for mention in said.own("name"):
            if mention.text in said.claim[slot] and mention.value != said.claim["subject"]:
                others = sorted(_strangers(said, slot, mention), key=lambda other: digest(said.claim["claim"], other.value))
                if others:
                    return Change((Edit(mention.start, mention.end, others[0].value),))
    return None


def _strangers(said: Candidate, slot: str, mention: Mention) -> list[Mention]:
    """Names of the same sort that share no word with the sentence."""
    words = {word.lower() for word in _WORD.findall(said.text)} | {word.lower() for word in _WORD.findall(said.claim["subject"])}
    apart = (other for other in said.others[slot] if not words & {word.lower() for word in _WORD.findall(other.value)})
    return [other for other in apart if alike(mention, other)]


def negated(said: Candidate) -> Change | None:
    """The verb denied: "was not built", "did not reach"; only where the clause stands on its own and limits nothing."""
    claim, words = said.claim, list(_WORD.finditer(said.text, *said.span))
    if not claim["verb"] or "dependent" in claim["checkworthiness"] or _LIMITING & {word[0].lower() for word in words}:
        return None
    at = next((i for i, word in enumerate(words) if lemma(word[0].lower()) == claim["verb"]), None)
    edit = _denied(words, at, claim["verb"]) if at is not None else None
    return Change((edit,)) if edit else None


def _denied(words: Sequence[re.Match[str]], at: int, verb: str) -> Edit | None:
    """The edit that denies the verb at a place; None for forms that cannot be denied on their own."""
    before = words[max(0, at - 2) : at + (verb == "be")]
    auxiliary = next((word for word in before if word[0].lower() in _finite(verb)), None)
    if auxiliary:
        return Edit(auxiliary.end(), auxiliary.end(), " not")
    form, last = words[at][0].lower(), words[at - 1][0].lower() if at else ""
    if form.endswith("ing") or verb in ("be", "have") or last in ("to", "and", "or"):
        return None
    if form == verb and verb not in closed("same_past"):
        return None
    adverb = last.endswith("ly") or last in closed("clause_adverbs")
    helping = "does not" if form.endswith("s") and form != verb else "did not"
    start, said = (words[at - 1].start(), f"{words[at - 1][0]} {verb}") if adverb else (words[at].start(), verb)
    return Edit(start, words[at].end(), f"{helping} {said}")


def _finite(verb: str) -> frozenset[str]:
    """The words behind which "not" can stand."""
    return frozenset(("am", "is", "are", "was", "were")) | (closed("have") | closed("do") if verb != "be" else frozenset())


def amount(said: Candidate) -> tuple[Mention, Quantity] | None:
    """The claim's amount where it is one number, exact or about: where it stands, and what it is."""
    for mention in said.own("quantity"):
        if mention.value == said.claim["quantity"]:
            found = quantities(mention.text)
            plain_one = len(found) == 1 and found[0].comparator in ("", "~") and found[0].low == found[0].high > 0
            return (mention, found[0]) if plain_one and found[0].value == mention.value else None
    return None


def _is_stated_twice(said: Candidate, own: Mention, quantity: Quantity) -> bool:
    """Whether the sentence gives the same amount in another unit too, "110.6 metres (363 feet)"."""
    factor, dimension = in_base_units(quantity.unit)
    for other in said.mentions.get("quantity", ()):
        for found in quantities(other.text) if other != own else ():
            theirs, same = in_base_units(found.unit)
            if same == dimension and abs(found.low * theirs - quantity.low * factor) <= _CLOSE * quantity.low * factor:
                return True
    return False


def _number(mention: Mention, quantity: Quantity, number: float, word: str = "") -> Edit:
    start, end = quantity.number
    return Edit(mention.start + start, mention.start + end, word or written(number))


def rounded(number: float, digits: int) -> float:
    """A number to some significant digits."""
    return round(number, digits - 1 - floor(log10(abs(number))))


def written(number: float) -> str:
    """A number in digits, its thousands apart from 10,000 on."""
    return f"{number:,.0f}" if number >= 10_000 else plain(number)


CHANGES: Mapping[str, Callable[[Candidate], Change | None]] = {
    "another year": year_changed,
    "another amount": quantity_changed,
    "another count": count_changed,
    "another name": name_swapped,
    "verb denied": negated,
}
