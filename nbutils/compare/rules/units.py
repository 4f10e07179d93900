"""The same digits with another unit: 110 feet here, 110 metres there."""

from nbutils.compare.partings import Near, Parting
from nbutils.compare.values import Amount

LEAST_RARITY = 3.0
LEAST_OF_ROUND = 6.0  # 100 of anything stands in many texts
_TELLING = 3  # smaller numbers stand with any unit by chance
_NO_MEASURES = ("count", "[time]")


def units(near: Near) -> Parting | None:
    """Two measures of one dimension with the same digits that are not the same amount."""
    found = next(((a, b) for a, _ in near.one.amounts for b, _ in near.other.amounts if _swapped(a, b)), None)
    if not found or near.adjoining or _both_given(near, *found):
        return None
    if near.shared_rarity < (LEAST_OF_ROUND if _is_round(found[0].digits) else LEAST_RARITY):
        return None
    a, b = (f"{amount.digits:g} {amount.unit}" for amount in found)
    return Parting(
        "unit", "conflict-if", 3, near.one, near.other, f"The same digits stand with two units: {a} and {b}.",
        readings=("both measure the same thing",), slots=(("unit", a, b, False),),
    )  # fmt: skip


def _swapped(one: Amount, other: Amount) -> bool:
    same = one.dimension == other.dimension and one.digits == other.digits
    return (
        same and one.unit != other.unit and one.digits > _TELLING and one.dimension not in _NO_MEASURES and one.low != other.low
    )


def _is_round(number: float) -> bool:
    """Whether a number has one digit that is not 0, or is 5 of such: 40, 200, 1,500."""
    return len(f"{number:.10g}".replace(".", "").strip("0")) == 1 or number % 50 == 0


def _both_given(near: Near, one: Amount, other: Amount) -> bool:
    """Whether one passage has the digits with both units, as in "110 metres, not 110 feet"."""
    given = [{(amount.digits, amount.unit) for amount, _ in passage.amounts} for passage in (near.one, near.other)]
    return any({(one.digits, one.unit), (other.digits, other.unit)} <= own for own in given)
