"""Rows of a table to lines of JSON and back."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nbutils import schemas

Row = dict[str, Any]
# Legal in JSON as they are, but line ends to many readers of lines.
_LINE_END = re.compile("[\x85\u2028\u2029]")
_encoded = json.JSONEncoder(ensure_ascii=False).encode


def checked(name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Raise BadTable where rows break the schema of their table; a call costs milliseconds however few they are."""
    import pandas as pd

    if rows:
        schemas.validated(name, pd.DataFrame(rows, columns=list(schemas.TABLES[name])))


def lines(name: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """The rows as they stand in `NAME.jsonl`: a line each, with the columns of the table in their order."""
    columns = list(schemas.TABLES[name])
    return "".join(_line(columns, row) for row in rows)


def _line(columns: list[str], row: Mapping[str, Any]) -> str:
    line = _encoded({column: row[column] for column in columns})
    return (_LINE_END.sub(_escaped, line) if _LINE_END.search(line) else line) + "\n"


def _escaped(end: re.Match[str]) -> str:
    return f"\\u{ord(end[0]):04x}"


def rows_of(text: str) -> list[Row]:
    """The rows in the lines of a table."""
    found: list[Row] = json.loads("[" + ",".join(line for line in text.split("\n") if line) + "]")
    return found
