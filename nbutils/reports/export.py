"""An executed notebook as one HTML page that opens offline and runs nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from nbconvert import HTMLExporter
from nbformat import NotebookNode

import nbutils
from nbutils.reports.cells import PAGE
from nbutils.reports.clean import clean_html
from nbutils.reports.frame import TEMPLATES, policy, script, styles
from nbutils.reports.notebooks import Notebook
from nbutils.reports.outline import outline
from nbutils.reports.text import escaped, shown, uncoloured


@dataclass(frozen=True)
class Page:
    """What the report says about one of its pages."""

    file: str
    question: str
    answers: list[str]


class PageExporter(HTMLExporter):
    """nbconvert with the report's template, which lets text, tables and figures through and nothing else."""

    def __init__(self) -> None:
        super().__init__(  # type: ignore[no-untyped-call]  # nbconvert annotates only in part
            template_name="report", extra_template_basedirs=[str(TEMPLATES)], exclude_anchor_links=True
        )

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """The filters of nbconvert, and ours in place of its own where both have one."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]  # as above
        yield "clean_html", clean_html
        yield "outline", outline
        yield "output_html", self.output_html

    def output_html(self, output: NotebookNode) -> str:
        """One output of a cell; kinds that are not named here show as their plain text, or not at all."""
        if output.output_type == "stream":
            return _plain(output.text)
        data = output.get("data", {})
        html = data.get(PAGE) or data.get("text/html")
        if html:
            return clean_html(html)
        return _plain(data["text/plain"]) if "text/plain" in data else ""


def _plain(text: str) -> str:
    return f"<pre>{escaped(uncoloured(text).strip())}</pre>"


def page_of(notebook: Notebook) -> Page:
    """The page a notebook becomes."""
    return Page(notebook.page, notebook.question, notebook.answers)


def page_html(notebook: Notebook, pages: Sequence[Page], place: int) -> str:
    """The notebook as HTML; `place` is where its page stands among all pages."""
    page = {
        "question": shown(pages[place].question),
        "number": place + 1,
        "total": len(pages),
        "previous": pages[place - 1] if place else None,
        "next": pages[place + 1] if place + 1 < len(pages) else None,
    }
    resources = {
        "page": page, "css": styles("report"), "script": script(), "policy": policy(), "version": nbutils.__version__,
    }  # fmt: skip
    html, _ = PageExporter().from_notebook_node(notebook.content, resources=resources)
    return shown(html)  # character references in cells have become characters by now
