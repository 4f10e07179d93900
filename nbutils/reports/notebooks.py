"""Find the notebooks a report is made of, and read what they say about themselves."""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

from nbutils.faults import Refusal
from nbutils.reports.text import FIGURE_NAME

_NUMBERED = re.compile(r"\d\d-[a-z0-9-]+")
_SVG = "data:image/svg+xml;base64,"
_QUESTION = re.compile(r"# +(.+)")


class NotebookError(Refusal):
    """A notebook cannot become a page; the message is one line that names notebook, cell and reason."""


@dataclass(frozen=True)
class Notebook:
    """One executed notebook: `name` is its file name without the ending."""

    name: str
    content: nbformat.NotebookNode

    @property
    def page(self) -> str:
        """The file name of its page."""
        return f"{self.name}.html"

    @property
    def question(self) -> str:
        """The question it answers: the one heading of its first cell."""
        first = self.content.cells[0] if self.content.cells else None
        found = _QUESTION.match(first.source) if first is not None and first.cell_type == "markdown" else None
        if found is None:
            raise NotebookError(f"{self.name}.ipynb, cell 1: a notebook begins with its question, as “# What …?” in a text cell")
        return found.group(1).strip()

    @property
    def answers(self) -> list[str]:
        """What its cells tagged `answer` show, as plain text."""
        tagged = [cell for cell in self.content.cells if "answer" in cell.metadata.get("tags", [])]
        words = [_plain(html) for cell in tagged for html in html_outputs(cell)]
        if not words:
            raise NotebookError(f"{self.name}.ipynb: no cell tagged “answer” shows an answer; the index would have none")
        return words

    @property
    def figures(self) -> dict[str, bytes]:
        """The SVG of every figure it shows, by the figure's name; NotebookError when two have the same."""
        found: dict[str, bytes] = {}
        for number, cell in enumerate(self.content.cells, start=1):
            for name, svg in _figures(cell):
                if name in found:
                    raise NotebookError(f"{self.name}.ipynb, cell {number}: a second figure is named {name!r}")
                found[name] = svg
        return found


def _figures(cell: nbformat.NotebookNode) -> Iterator[tuple[str, bytes]]:
    """Every figure a cell shows, as (name, SVG)."""
    for html in html_outputs(cell):
        for figure in BeautifulSoup(html, "html.parser").select("figure[id]:has(> img[src])"):
            source = str(figure.img["src"]) if figure.img else ""
            if source.startswith(_SVG) and FIGURE_NAME.fullmatch(str(figure["id"])):
                yield str(figure["id"]), b64decode(source.removeprefix(_SVG))


def html_outputs(cell: nbformat.NotebookNode) -> list[str]:
    """The HTML a cell shows, one piece per output."""
    outputs = (output.get("data", {}).get("text/html") for output in cell.get("outputs", []))
    return ["".join(html) for html in outputs if html]


def _plain(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def numbered(folder: Path) -> list[Path]:
    """The notebooks `NN-name.ipynb` of a folder, in order; ValueError when it holds none."""
    found = sorted(path for path in folder.glob("*.ipynb") if _NUMBERED.fullmatch(path.stem))
    if not found:
        raise Refusal(f"no notebook named like 00-overview.ipynb in {folder}")
    return found
