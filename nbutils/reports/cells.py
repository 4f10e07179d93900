"""A result in a cell of JupyterLab: in the report's own looks, which touch nothing else there, and without links to its pages."""

import re
from collections.abc import Mapping
from functools import cache

from nbutils.reports.frame import styles

PAGE = "text/vnd.nbutils.page"  # HTML for a page, where what stands in a cell of JupyterLab is another
SCOPE = "nbutils-cell"
_LINK = re.compile(r'<a\b[^>]* href="(?!#)[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_WHOLE = re.compile(r'<p class="whole">.*?</p>')  # where a report has all rows of a table; in a notebook they are its frame
_RULE = re.compile(r"([^{}@;]+)(\{[^{}]*\})")
_BETWEEN = re.compile(r",(?![^(]*\))")  # selectors; within brackets a comma is part of one


class Displayed:
    """What shows itself as HTML on a page: in JupyterLab the same, with the words of a link whose page does not lie there."""

    def _repr_html_(self) -> str:
        raise NotImplementedError

    def _repr_mimebundle_(self, **_: object) -> Mapping[str, str]:
        """The HTML of a cell and, where it differs, that of a page of the report."""
        page = self._repr_html_()
        cell = in_cell(page)
        return {"text/html": cell, "text/plain": repr(self), **({} if cell == page else {PAGE: page})}


def in_cell(html: str) -> str:
    """The HTML of a page as it stands in a cell: evidence in its looks, no link to a page that is not beside the notebook."""
    plain = _LINK.sub(r"\1", _WHOLE.sub("", html))
    return styled(plain, "cell") if 'class="card"' in plain else plain


def styled(html: str, *names: str) -> str:
    """HTML with style sheets of the report that count for it alone."""
    return f'<div class="{SCOPE}"><style>{_scoped(*names)}</style>{html}</div>'


@cache
def _scoped(*names: str) -> str:
    """The style sheets with each selector kept to what stands in a cell of ours."""
    return _RULE.sub(lambda rule: ",".join(map(_within, _BETWEEN.split(rule[1]))) + rule[2], styles(*names))


def _within(selector: str) -> str:
    selector = selector.strip()
    return f".{SCOPE}" if selector == ":root" else f".{SCOPE} {selector}"
