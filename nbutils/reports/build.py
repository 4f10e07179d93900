"""Build the whole report: run the notebooks, write their pages and the index, swap the folder in."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from nbutils.exports.folder import write_exports
from nbutils.faults import Refusal
from nbutils.reports.execute import execute_all
from nbutils.reports.export import Page, page_html, page_of
from nbutils.reports.index import Front, index_html
from nbutils.reports.notebooks import Notebook, html_outputs, numbered
from nbutils.reports.reader import reader_pages
from nbutils.store import Audit, open_audit
from nbutils.swap import replacing, scratch

MARKER = "nbutils-report.json"
_CARD = re.compile(r'id="((?:finding|pair|agreement|copy)-[a-z]-[0-9a-f]+)"')
_FIGURE_FILE = re.compile(r"\d\d-[a-z0-9-]+--[a-z0-9-]+\.svg")


def build_report(  # noqa: PLR0913  # what to build from, and where to; most are named
    audit: Path,
    out: Path,
    *,
    notebooks: Path,
    front: Callable[[Audit], Front],
    figures: Path | None = None,
    progress: Callable[[str], None] = lambda _line: None,
) -> None:
    """Execute the numbered notebooks against an audit and leave their pages, with an index and a page per article, in `out`.

    `out` is replaced whole when everything is done, so a run that fails or is killed leaves the old pages. `figures`
    names a folder that gets every figure as NN-name--figure.svg and loses those no notebook draws any more. The same
    audit and notebooks give the same bytes. `progress` gets a line for every notebook that is done.

    Raises NotebookError when a notebook fails, ValueError when a folder is not what it should be.
    """
    _check(audit)
    with replacing(out, marker=MARKER) as folder, scratch(out, "profile") as profile:
        done = execute_all(numbered(notebooks), audit, profile, progress)
        drawn = {f"{notebook.name}--{name}.svg": svg for notebook in done for name, svg in notebook.figures.items()}
        tables = open_audit(audit)
        _write_pages(done, tables, folder)
        _write(folder / "index.html", index_html([*map(page_of, done)], front(tables), tables.report.get("counts", {})))
        write_exports(tables, folder / "data")
    if figures is not None:
        _write_figures(drawn, figures)


def _check(audit: Path) -> None:
    if not (audit / "report.json").is_file():
        raise Refusal(f"{audit} holds no report.json; make an audit with: nbutils audit FOLDER --out {audit}")


def _write_pages(notebooks: Sequence[Notebook], audit: Audit, folder: Path) -> None:
    """Write a page per notebook, a page per article, and the file that shows the folder is ours."""
    pages = [page_of(notebook) for notebook in notebooks]
    for place, notebook in enumerate(notebooks):
        _write(folder / notebook.page, page_html(notebook, pages, place))
    for name, html in reader_pages(audit, _cards(notebooks)):
        _write(folder / name, html)
    _write(folder / MARKER, _manifest(pages))


def _cards(notebooks: Sequence[Notebook]) -> dict[str, str]:
    """Where the evidence cards, and entries of lists, stand that a reader's page can lead to: their addresses by their ids."""
    return {
        name: f"{notebook.page}#{name}"
        for notebook in reversed(notebooks)  # of two the first counts
        for cell in notebook.content.cells
        for html in html_outputs(cell)
        for name in _CARD.findall(html)
    }


def _manifest(pages: Sequence[Page]) -> str:
    """The pages with their questions and answers, for programs."""
    return json.dumps({"pages": [vars(page) for page in pages]}, ensure_ascii=False, indent=1) + "\n"


def _write_figures(drawn: dict[str, bytes], folder: Path) -> None:
    """Write every figure as a file of its own and remove the files of figures that are gone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in drawn.items():
        (folder / name).write_bytes(svg)
    for path in folder.iterdir():
        if _FIGURE_FILE.fullmatch(path.name) and path.name not in drawn:
            path.unlink()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")  # the same bytes on Windows
