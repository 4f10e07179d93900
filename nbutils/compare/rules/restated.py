"""The same statement with another value: nearly the same words, but another date, amount, or a denial."""

from collections.abc import Callable

from nbutils.compare.partings import Near, Parting
from nbutils.compare.passages import Passage
from nbutils.compare.values import apart, disjoint, is_open

LEAST_SHARE = 0.6  # of the rarity of either's words that both have, figures left out
LEAST_WORDS = 3
_SERIES = frozenset(("first", "second", "third", "next", "another", "again", "each", "every", "other", "respectively"))


def restated(near: Near) -> Parting | None:
    """Two passages that say the same but for one value."""
    if near.adjoining or near.one.names != near.other.names:
        return None
    if len(near.one.bag & near.other.bag) < LEAST_WORDS or not _alike(near):
        return None
    if _in_a_series(near.one) != _in_a_series(near.other) or "reported" in near.one.cues | near.other.cues:
        return None
    for slot, differs in _SLOTS.items():
        if values := differs(near.one, near.other):
            summary = f"Nearly the same words, another {slot}: {values[0]} and {values[1]}."
            slots = ((slot, *values, False),)
            return Parting(f"restated: {slot}", "contradiction", 3, near.one, near.other, summary, (), slots)
    return None


def _alike(near: Near) -> bool:
    """Whether most of what either says, figures left out, the other says in the same words."""
    common = sum(weight for stem, weight in sorted(near.shared.items()) if not stem.isdigit())
    return all(common >= LEAST_SHARE * _weight(passage, near) for passage in (near.one, near.other))


def _weight(passage: Passage, near: Near) -> float:
    return sum(near.rarity[stem] for stem in sorted(passage.bag) if not any(sign.isdigit() for sign in stem))


def _in_a_series(passage: Passage) -> frozenset[str]:
    return _SERIES & frozenset(passage.text.lower().replace(",", " ").split())


def _dates(one: Passage, other: Passage) -> tuple[str, str] | None:
    if len(one.dates) != 1 or len(other.dates) != 1 or any(is_open(span) for span in (*one.dates, *other.dates)):
        return None
    a, b = one.dates[0], other.dates[0]
    return (a.value, b.value) if disjoint(a, b) else None


def _amounts(one: Passage, other: Passage) -> tuple[str, str] | None:
    if len(one.amounts) != 1 or len(other.amounts) != 1:
        return None
    (a, of_a), (b, of_b) = one.amounts[0], other.amounts[0]
    same = a.dimension == b.dimension and (a.unit or of_a & of_b)
    return (f"{a.digits:g} {a.unit}".strip(), f"{b.digits:g} {b.unit}".strip()) if same and apart(a, b) else None


def _denials(one: Passage, other: Passage) -> tuple[str, str] | None:
    said = [{(c["predicate"], c["subject"], c["polarity"]) for c in passage.claims if c["checkable"]} for passage in (one, other)]
    turned = any((p, s, "affirmed" if q == "negated" else "negated") in said[1] for p, s, q in said[0] if p and s)
    denied = [any(q == "negated" for _, _, q in claims) for claims in said]
    if not turned or denied[0] == denied[1] or one.dates != other.dates or one.amounts != other.amounts:
        return None
    return ("denied", "affirmed") if denied[0] else ("affirmed", "denied")


_SLOTS: dict[str, Callable[[Passage, Passage], tuple[str, str] | None]] = {
    "date": _dates,
    "amount": _amounts,
    "polarity": _denials,
}
