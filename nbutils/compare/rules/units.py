"""The same digits with another unit: 110 feet here, 110 metres there."""

from nbutils.compare.partings import Near, Parting
from nbutils.compare.values import Amount

LEAST_RARITY = 3.0
_TELLING = 3  # smaller numbers stand with any unit by chance
_NO_MEASURES = ("count", "[time]")


def units(near: Near) -> Parting | None:
    """Two measures of one dimension with the same digits that are not the same amount."""
    found = next(((a, b) for a, _ in near.one.amounts for b, _ in near.other.amounts if _swapped(a, b)), None)
    if not found or near.shared_rarity < LEAST_RARITY or _both_given(near, *found):
        return None
    a, b = (f"{amount.digits:g} {amount.unit}" for amount in found)
    return Parting(
        "unit", "conflict-if", 3, near.one, near.other, f"The same digits stand with two units: {a} and {b}.",
        readings=("both measure the same thing",), slots=(("unit", a, b, False),),
    )  # fmt: skip


def _swapped(one: Amount, other: Amount) -> bool:
    same = one.dimension == other.dimension and one.digits == other.digits and one.low == one.low
    return (
        same and one.unit != other.unit and one.digits > _TELLING and one.dimension not in _NO_MEASURES and one.low != other.low
    )


def _both_given(near: Near, one: Amount, other: Amount) -> bool:
    """Whether one passage has the digits with both units, as in "110 metres, not 110 feet"."""
    given = [{(amount.digits, amount.unit) for amount, _ in passage.amounts} for passage in (near.one, near.other)]
    return any({(one.digits, one.unit), (other.digits, other.unit)} <= own for own in given)
