"""Tables as pages show them: escaped, captioned, with header cells, and scrolling on their own on a phone."""

import numbers
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from nbutils.exports.tables import csv_file
from nbutils.reports.cells import Displayed
from nbutils.reports.text import escaped, shown

NOT_STATED = "–"
_LONG = 28  # characters; from there on a cell is prose, which no neighbour may squeeze to a word a line


@dataclass(frozen=True)
class Table(Displayed):
    """A data frame that shows itself as an accessible HTML table."""

    frame: pd.DataFrame = field(repr=False)
    caption: str
    row_heads: bool
    total: int = 0
    data: str = ""

    def _repr_html_(self) -> str:
        caption = escaped(self.caption)
        columns = [_column(self.frame.iloc[:, place]) for place in range(self.frame.shape[1])]
        body = "\n".join(_row(cells, self.row_heads) for cells in zip(*columns, strict=True))
        # The region is focusable so that a reader without a mouse can scroll it.
        return self._whole() + (
            f'<div class="table" role="region" aria-label="{caption}" tabindex="0">\n'
            f"<table>\n<caption>{caption}</caption>\n"
            f"<thead>{_heads(self.frame)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
        )

    def _whole(self) -> str:
        """Where all rows are, of a table that shows its first ones: what filters a page sees no others."""
        if not self.data or self.total <= len(self.frame):
            return ""
        file = escaped(f"data/{csv_file(self.data)}")
        return f'<p class="whole">All {self.total:,} are in <a href="{file}">{file}</a>.</p>'

    def __repr__(self) -> str:
        return shown(f"{self.caption}\n{self.frame.to_string(index=False, na_rep=NOT_STATED)}")


def table(frame: pd.DataFrame, *, caption: str, row_heads: bool = True, total: int = 0, data: str = "") -> Table:
    """The frame as a table; its index is not shown, its column names are the header.

    Text is escaped, numbers stand on the right, what is missing shows as “–” (not stated). A cell that shows itself as
    HTML, such as a `Link` or a `Quote`, stands as it is. With `row_heads` the first column names the rows. Where the frame
    is the first rows of `total`, `data` names the exported table in which all of them are.

    Raises ValueError when the caption is blank: a table says what it shows.
    """
    if not caption.strip():
        raise ValueError("a table needs a caption that says what it shows")
    return Table(frame, caption, row_heads, total, data)


def _heads(frame: pd.DataFrame) -> str:
    """The header row; columns of numbers have their names on the right as well."""
    cells = (
        f'<th scope="col"{_aligned(_is_numeric(frame.iloc[:, place]))}>{escaped(name)}</th>'
        for place, name in enumerate(frame.columns)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _row(cells: Iterable[tuple[str, bool]], row_heads: bool) -> str:
    """One row of (HTML, is a number) cells."""
    parts = []
    for place, (html, number) in enumerate(cells):
        name, scope = ("th", ' scope="row"') if row_heads and place == 0 else ("td", "")
        kind = _aligned(number) or (' class="long"' if len(re.sub(r"<[^>]*>", "", html)) > _LONG else "")
        parts.append(f"<{name}{scope}{kind}>{html}</{name}>")
    return f"<tr>{''.join(parts)}</tr>"


def _aligned(number: bool) -> str:
    return ' class="number"' if number else ""


def _is_numeric(column: pd.Series) -> bool:
    """Whether every stated value of a column is a number."""
    stated = column.dropna()
    return len(stated) > 0 and all(_is_number(value) for value in stated)


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Real) and not _is_flag(value)


def _is_flag(value: object) -> bool:
    # numpy's bool is no Python bool, and no Real either
    return isinstance(value, bool) or type(value).__name__ == "bool"


def _column(column: pd.Series) -> list[tuple[str, bool]]:
    """The cells of a column as (HTML, is a number), with one number of decimals for all."""
    numeric = _is_numeric(column)
    decimals = _decimals([float(value) for value in column.dropna()]) if numeric else 0
    return [(_cell(value, decimals), numeric) for value in column]


def _decimals(values: list[float]) -> int:
    """How many decimals a column needs: as few as say the same, at most 2, or 3 where all are shares below 1."""
    most = 3 if all(abs(value) < 1 for value in values) else 2
    return next((n for n in range(most) if all(abs(value - round(value, n)) < 1e-9 for value in values)), most)


def _cell(value: object, decimals: int) -> str:
    """One value as HTML."""
    if hasattr(value, "_repr_html_"):
        return str(value._repr_html_())
    if isinstance(value, (list, tuple)):
        return escaped(", ".join(map(str, value))) if value else _not_stated()
    if value is None or pd.isna(value):  # type: ignore[call-overload]  # the stubs know no plain object
        return _not_stated()
    if _is_flag(value):
        return "yes" if value else "no"
    return _number(value, decimals) if isinstance(value, numbers.Real) else escaped(value)


def _number(value: numbers.Real, decimals: int) -> str:
    """A number, its thousands apart from 10,000 on: a year stays a year."""
    number = float(value)
    return f"{number:,.{decimals}f}" if abs(number) >= 10_000 else f"{number:.{decimals}f}"


def _not_stated() -> str:
    return f'<abbr title="not stated">{NOT_STATED}</abbr>'
