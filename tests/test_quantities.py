"""Quantities: every example of the data file, conversion, and any text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbutils.mentions.numbers import number_of
from nbutils.mentions.quantities import in_base_units, quantities
from nbutils.packs.general import data

TABLE = data("quantities.yaml")
UNITS = [name for part in ("units", "money") for name in TABLE[part]]


@pytest.mark.parametrize("row", TABLE["examples"], ids=lambda row: str(row["text"]))
def test_an_example_has_its_value(row: dict[str, str]) -> None:
    """The number, its unit, and what stands before it."""
    assert [(q.value, q.kind) for q in quantities(row["text"])] == [(row["value"], row.get("kind", "quantity"))]


@pytest.mark.parametrize("text", TABLE["never"])
def test_a_number_that_belongs_to_a_name_is_no_quantity(text: str) -> None:
    """Names, labels and versions."""
    assert quantities(text) == []


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_the_data_can_be_converted(unit: str) -> None:
    """A unit that pint does not know would fail only when a text has it."""
    factor, dimension = in_base_units(unit)
    assert factor > 0
    assert dimension


def test_every_unit_can_be_counted_per_every_other() -> None:
    """What has no common base is a dimension of its own: "0.2 °C per decade" compares with itself."""
    units = [*TABLE["units"], "EUR"]
    assert all(in_base_units(f"{unit} / {per}")[0] > 0 for unit in units for per in units)
    assert in_base_units("decibel / day") == (1.0, "decibel / day")
    assert in_base_units("kilogram / EUR") == (1.0, "kilogram / EUR")


def test_a_decade_is_ten_years() -> None:
    """Not pint's step of a logarithmic scale."""
    assert in_base_units("decade")[0] == pytest.approx(10 * in_base_units("year")[0])
    assert in_base_units("metre / decade")[1] == in_base_units("metre / year")[1]


@pytest.mark.parametrize("text", ["9" * 400, f"{'9' * 300} trillion", f"over {'9' * 310} kilometres"])
def test_a_number_that_nothing_can_hold_is_no_quantity(text: str) -> None:
    """It would be infinite."""
    assert quantities(f"It has {text}.") == []
    assert [q.value for q in quantities("It has 9 trillion.")] == ["9000000000000"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("three hundred and forty-two", 342), ("half a million", 500_000), ("two and a half", 2.5), ("1,500.3", 1500.3),
     ("2 1/2", 2.5), ("2-1/2", 2.5), ("11/2", 5.5), ("twenty-one", 21), ("a dozen", 12), ("−18", -18), ("not a number", None)],
)  # fmt: skip
def test_words_say_a_number(words: str, number: float | None) -> None:
    """Digits, words, fractions."""
    assert number_of(words) == number


def test_the_same_length_in_two_units_has_the_same_base() -> None:
    """What later tells a unit slip from a difference."""
    feet, _ = in_base_units("foot")
    metres, dimension = in_base_units("metre")
    assert feet * 363 == pytest.approx(metres * 110.6424)
    assert dimension == in_base_units("mile")[1]


def test_what_is_taken_by_a_time_is_no_quantity() -> None:
    """As in "In 1999" is a year; the twelve people are a number."""
    text = "In 1999 twelve people left."
    assert [q.value for q in quantities(text, [(3, 7)])] == ["12"]


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    """Quantities are in order and inside the text, and never raise."""
    found = quantities(text)
    assert all(0 <= q.start <= q.number[0] < q.number[1] <= q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
