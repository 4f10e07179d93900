"""The tables of an audit as CSV and Parquet, and the `datapackage.json` that says what is in them (Frictionless, version 1)."""

import csv
import gzip
import io
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from nbutils.schemas import TABLES, Column
from nbutils.store import Audit

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# A cell that begins so is a formula to a spreadsheet, and may do what it likes; full-width forms are, to some.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MARK = "'"
# Long tables for programs, mostly of places in the texts; as plain CSV they were a third of all that a report weighs.
_PACKED = frozenset({"blocks", "sentences", "mentions", "rhetoric", "nodes", "edges", "facts"})
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", list: "array"}
INERT = (
    "Cells of text that begin with = + - @ (or their full-width forms), a tab, a line end or ' have a ' put before them, "
    "so that no spreadsheet takes them for a formula: drop one ' from the front of such a cell to have the text."
)
_EVIDENCE = {"article": str, "start": int, "end": int, "line": int, "fact": str, "source": str, "source_url": str,
             "quote": str, "side": str}  # fmt: skip
# Types that hold though a table has no row, or none with a fact; what other lists hold is seen from their values.
_NESTED: Mapping[str, Mapping[str, type]] = {
    "evidence": _EVIDENCE,
    "places": {"article": str, "start": int, "end": int, "line": int},
    "slots": {"slot": str, "a": str, "b": str, "same": bool},
}


def exported() -> list[str]:
    """The names of the tables: those that an audit gives under a name of its own, with a word on what they hold."""
    return [name for name in TABLES if _about(name)]


def inert(cell: str) -> str:
    """The text as a spreadsheet shows it and never runs it."""
    return _MARK + cell if cell.startswith((*_FORMULA, _MARK)) else cell


def plain(cell: str) -> str:
    """The text of a cell that was made inert."""
    return cell.removeprefix(_MARK)


def as_csv(frame: "pd.DataFrame") -> str:
    """A table as CSV: lists as JSON, truth as true and false, text that could be a formula inert."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # with another one a cell that holds \r would stand without quotes
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row] for row in frame.itertuples(index=False, name=None))
    return out.getvalue()


def as_parquet(name: str, frame: "pd.DataFrame") -> bytes:
    """A table as Parquet, with the types of its schema: evidence, places and slots as lists of records."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    values = {column: frame[column].tolist() for column in TABLES[name]}
    columns = {
        column: pa.array(values[column], _arrow(column, kind, values[column])) for column, (kind, _) in TABLES[name].items()
    }
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, compression="zstd", compression_level=19)
    return sink.getvalue()


def csv_file(name: str) -> str:
    """The file of a table as CSV: `NAME.csv`, or `NAME.csv.gz` for the long ones that only programs read."""
    return f"{name}.csv.gz" if name in _PACKED else f"{name}.csv"


def files(audit: Audit) -> dict[str, bytes]:
    """Every table as CSV and as `NAME.parquet`, and `datapackage.json`, by file name."""
    made: dict[str, bytes] = {}
    resources = []
    for name in exported():
        frame = getattr(audit, name)
        text, file = as_csv(frame).encode(), csv_file(name)
        made[file] = gzip.compress(text, mtime=0) if name in _PACKED else text  # no time: the same bytes each time
        made[f"{name}.parquet"] = as_parquet(name, frame)
        resources += [_csv_resource(name, file, made[file]), _parquet_resource(name, made[f"{name}.parquet"])]
    about = {
        "profile": "data-package", "name": "audit", "title": "What was read in a folder of articles", "description": INERT,
        "version": str(audit.report.get("versions", {}).get("nbutils", "")), "resources": resources,
    }  # fmt: skip
    made["datapackage.json"] = (json.dumps(about, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    return made


def _about(name: str) -> str:
    return getattr(Audit, name, None).__doc__ or "" if hasattr(Audit, name) else ""


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _csv_resource(name: str, file: str, data: bytes) -> dict[str, Any]:
    fields = [_field(column, declared) for column, declared in TABLES[name].items()]
    return {
        "profile": "tabular-data-resource", "name": name, "path": file, "description": _about(name), "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", **({"compression": "gz"} if name in _PACKED else {}), **_weight(data),
        "schema": {"fields": fields, "missingValues": []},
    }  # fmt: skip


def _parquet_resource(name: str, data: bytes) -> dict[str, Any]:
    return {
        "profile": "data-resource", "name": f"{name}-parquet", "path": f"{name}.parquet", "description": _about(name),
        "format": "parquet", "mediatype": "application/vnd.apache.parquet", **_weight(data),
    }  # fmt: skip


def _weight(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"}


def _field(column: str, declared: Column) -> dict[str, Any]:
    kind, check = declared
    constraints: dict[str, Any] = {"required": True} if kind is not str else {}
    if isinstance(check, int):
        constraints["minimum"] = check
    elif check:
        constraints["enum"] = list(check)
    return {"name": column, "type": _TYPES[kind], **({"constraints": constraints} if constraints else {})}


def _arrow(column: str, kind: type, values: Sequence[Any]) -> "pa.DataType":
    import pyarrow as pa

    plain_types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    if kind is not list:
        return plain_types[kind]
    if nested := _NESTED.get(column):
        return pa.list_(pa.struct([(key, plain_types[of]) for key, of in nested.items()]))
    held = [item for value in values for item in value]
    return pa.list_(pa.infer_type(held) if held else pa.string())
