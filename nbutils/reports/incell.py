"""An article as it reads in a cell of a notebook, where other articles may stand above and below it."""

import re
from collections.abc import Iterator
from itertools import pairwise

from nbutils.reports.annotated import Annotations
from nbutils.reports.cells import in_cell, styled
from nbutils.reports.places import in_cells, place_in_cell, reader_page
from nbutils.store import Audit


def annotated(audit: Audit, article: str) -> str:
    """The annotated article as an HTML fragment.

    Its ids all begin with what is the article's own, links to places of the article lead to them, and every line has a place.
    """
    own, page = in_cells(article), re.escape(reader_page(article).removesuffix(".html"))
    html = Annotations(audit).fragment(article)  # quotes in the article's words are escaped: what looks like an id is one
    html = re.sub(r' id="', f' id="{own}', re.sub(rf' href="(?:{page}(?:-\d+)?\.html)?#', f' href="#{own}', html))
    places = dict(_places(audit, article))
    html = re.sub(rf'<span id="{own}s-(\d+)">', lambda found: places.get(int(found[1]), "") + found[0], html)
    return f'<div class="article">{html}</div>'


def in_its_looks(audit: Audit, article: str) -> str:
    """The same with its styles, for JupyterLab; links to the pages of other articles are their words."""
    return styled(in_cell(annotated(audit, article)), "reader", "cell")


def _places(audit: Audit, article: str) -> Iterator[tuple[int, str]]:
    """Of each sentence the places of the lines that begin with it or in it, for tables to lead to."""
    rows = audit.sentences[audit.sentences["article"] == article]
    last = audit.text(article).count("\n") + 1
    known = 0
    for (number, line), (_, following) in pairwise([*zip(rows["sentence"], rows["line"], strict=True), (0, last + 1)]):
        upto = max(line, following - 1)
        yield number, "".join(f'<a id="{place_in_cell(article, at)}"></a>' for at in range(known + 1, upto + 1))
        known = max(known, upto)
