"""A table to sort, search and page through in JupyterLab, offline; on a page of the report the same rows as a plain table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from typing import Any, Protocol

import pandas as pd

from nbutils.questions.reading import capital, count, first_of
from nbutils.reports.cells import PAGE, in_cell
from nbutils.reports.places import place_in_cell
from nbutils.reports.tables import NOT_STATED, table
from nbutils.reports.text import Html, escaped, link

HINT = "To sort and search this table, install what it needs: pip install 'nbutils[explore]'."
ON_PAGE = 10  # rows where the table can be neither sorted nor searched
_BYTES = "4MB"  # of one table in a notebook; beyond, itables leaves rows out and says so
_LONG, _CSS = 40, "td.nbutils-long{min-width:18em;white-space:normal}"  # characters of a cell that is prose
_PLACE = {"article", "start", "line"}  # of the audit's own tables, whose articles have their full names


class Framed(Protocol):
    """A table or a reading: anything that has its data frame along."""

    @property
    def frame(self) -> pd.DataFrame:
        """The data frame behind what is shown."""


@dataclass(frozen=True)
class Explored:
    """A data frame as JupyterLab shows it, to sort and search, and as a page shows it, plain."""

    frame: pd.DataFrame = field(repr=False)
    caption: str
    plain: Html

    def _repr_mimebundle_(self, **_: object) -> Mapping[str, str]:
        """What a notebook keeps: for JupyterLab the interactive table, for a page of the report the plain result."""
        page = self._repr_html_()
        html = _interactive(self) if find_spec("itables") else f"{in_cell(page)}<p><small>{escaped(HINT)}</small></p>"
        return {PAGE: page, "text/html": html, "text/plain": repr(self)}

    def _repr_html_(self) -> str:
        return self.plain._repr_html_()

    def __repr__(self) -> str:
        return repr(self.plain)


def explore(of: pd.DataFrame | Framed, caption: str = "") -> Explored:
    """Any table to sort and search: `nb.explore(audit.claims)`, or a result of this module, such as `nb.articles(audit)`.

    In a table of the audit, lines lead to the place where `nb.read` shows the article in the same notebook. Without the
    package itables (the extra `explore`), and on a page of the report, stand the first rows as a plain table, or the result
    as it is. Nothing is asked from the network.
    """
    frame = (of if isinstance(of, pd.DataFrame) else of.frame).reset_index(drop=True)
    result: Any = getattr(of, "result", of)  # a reading has its table or list in it
    counted = f"{capital(count(len(frame), 'row'))}, {count(frame.shape[1], 'column')}."
    words = caption or getattr(result, "caption", "") or counted
    first = table(frame.head(ON_PAGE), caption=words + first_of(len(frame), "rows", ON_PAGE))
    return Explored(frame, words, first if result is None or isinstance(result, pd.DataFrame) else result)


def _interactive(explored: Explored) -> str:
    """The table as itables writes it, with the script that it needs, so that each output stands for itself."""
    from itables import to_html_datatable

    # Cells are escaped here, so that links may stand in them; itables escapes all or nothing.
    frame = explored.frame
    words = [name for name in frame if not pd.api.types.is_numeric_dtype(frame[name]) or frame[name].dtype == bool]
    cells = {str(name): frame[name].map(_cell) for name in words}
    if set(frame) >= _PLACE:
        cells["line"] = _lines(frame)
    made: str = to_html_datatable(
        frame.assign(**cells).rename(columns=escaped), caption=escaped(explored.caption), connected=False,
        allow_html=True, maxBytes=_BYTES, classes="display compact", showIndex=False, display_logo_when_loading=False,
        columnDefs=[_shape(place, frame[name], name in words) for place, name in enumerate(frame)], css=_CSS,
    )  # fmt: skip
    return _script() + made


def _shape(place: int, column: pd.Series, of_words: bool) -> dict[str, Any]:
    """Words on the left, and room for prose, which no neighbour may squeeze."""
    is_long = of_words and any(len(str(value)) > _LONG for value in column)
    return {"targets": place, "className": f"dt-{'left' if of_words else 'right'}{' nbutils-long' if is_long else ''}"}


def _lines(frame: pd.DataFrame) -> pd.Series:
    rows = zip(frame["article"], frame["line"], strict=True)
    return pd.Series([_placed(article, line, str(line)) for article, line in rows], frame.index, dtype=object)


def _placed(article: str, line: int, words: str) -> str:
    return link(words, f"#{place_in_cell(article, line)}")._repr_html_()


def _cell(value: object) -> str:
    """A cell as HTML: evidence as its passages, each with its place; other text escaped."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "quote" in value[0]:
        return "<br>".join(map(_passage, value))
    if isinstance(value, (list, tuple)):
        return escaped(", ".join(map(str, value)))
    if hasattr(value, "_repr_html_"):
        return str(value._repr_html_())
    if isinstance(value, bool):
        return "yes" if value else "no"
    missing = value is None or value is pd.NA or value != value  # noqa: PLR0124  # NaN is the one value unlike itself
    return NOT_STATED if missing else escaped(value)


def _passage(piece: Mapping[str, Any]) -> str:
    where = _placed(piece["article"], piece["line"], f"{piece['article']}, line {piece['line']}") if "line" in piece else "record"
    return f"{where}: “{escaped(piece['quote'])}”"


@cache
def _script() -> str:
    from itables.javascript import generate_init_offline_itables_html
    from itables.options import dt_bundle

    return str(generate_init_offline_itables_html(dt_bundle))
