"""Quantities found in labelled strings, beside quantulum3: how often value, and value with unit, are right.

python bench/quantity_f1.py QUANTITIES.jsonl
QUANTITIES holds rows {req, res: [{value, unit, surface}]}, units as quantulum3 names them. Our unit is right when pint takes
both names for the same unit, or both are none.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pint
from quantulum3 import parser

from nbutils.mentions.quantities import quantities

Found = list[tuple[float, str]]  # value (the middle of a range), unit
_REGISTRY = pint.UnitRegistry()
_MONEY = {"dollar": "USD", "euro": "EUR", "pound sterling": "GBP", "yen": "JPY", "percentage": "percent"}


def same_unit(theirs: str, ours: str) -> bool:
    theirs = _MONEY.get(theirs, theirs)
    if theirs in ("dimensionless", "") or not ours:
        return theirs in ("dimensionless", "") and not ours
    if theirs == ours:
        return True
    try:
        return bool(_REGISTRY.Unit(theirs.replace(" per ", "/").replace(" ", "_")) == _REGISTRY.Unit(ours.replace(" ", "")))
    except Exception:  # noqa: BLE001  # pint raises many kinds for a name it does not know
        return False


def ours(text: str) -> Found:
    return [((q.low + q.high) / 2, q.unit) for q in quantities(text) if q.kind == "quantity"]


def quantulum(text: str) -> Found:
    return [(float(q.value), q.unit.name) for q in parser.parse(text)]


def score(rows: list[dict[str, object]], find: Callable[[str], Found]) -> str:
    values = both = found = wanted = 0
    for row in rows:
        parts = [part for part in row["res"] if isinstance(part["value"], int | float)]  # type: ignore[attr-defined]
        want = [(round(float(part["value"]), 4), str(part["unit"])) for part in parts]
        got = find(str(row["req"]))
        wanted, found = wanted + len(want), found + len(got)
        for value, unit in got:
            hit = next((w for w in want if abs(w[0] - value) <= 1e-4 * max(abs(w[0]), 1)), None)
            if hit:
                want.remove(hit)
                values, both = values + 1, both + same_unit(hit[1], unit)
    recall, precision = values / wanted, values / found
    return f"value: recall {recall:.3f} precision {precision:.3f}   value and unit: recall {both / wanted:.3f}   of {wanted}"


def main(path: str) -> None:
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    print("nbutils   ", score(rows, ours))
    print("quantulum3", score(rows, quantulum))


if __name__ == "__main__":
    main(*sys.argv[1:])
