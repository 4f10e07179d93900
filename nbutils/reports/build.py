"""Build the whole report: run the notebooks, write their pages and the index, swap the folder in."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from nbutils.exports.folder import write_exports
from nbutils.faults import Refusal
from nbutils.reports.execute import execute_all
from nbutils.reports.export import Page, index_html, page_html, page_of
from nbutils.reports.notebooks import Notebook, numbered
from nbutils.store import open_audit
from nbutils.swap import replacing, scratch

MARKER = "nbutils-report.json"
_FIGURE_FILE = re.compile(r"\d\d-[a-z0-9-]+--[a-z0-9-]+\.svg")


def build_report(
    audit: Path,
    out: Path,
    *,
    notebooks: Path,
    figures: Path | None = None,
    progress: Callable[[str], None] = lambda _line: None,
) -> None:
    """Execute the numbered notebooks against an audit and leave their pages, with an index, in `out`.

    `out` is replaced whole when everything is done, so a run that fails or is killed leaves the old pages. `figures`
    names a folder that gets every figure as NN-name--figure.svg and loses those no notebook draws any more. The same
    audit and notebooks give the same bytes. `progress` gets a line for every notebook that is done.

    Raises NotebookError when a notebook fails, ValueError when a folder is not what it should be.
    """
    counts = _counts(audit)
    with replacing(out, marker=MARKER) as folder, scratch(out, "profile") as profile:
        done = execute_all(numbered(notebooks), audit, profile, progress)
        drawn = {f"{notebook.name}--{name}.svg": svg for notebook in done for name, svg in notebook.figures.items()}
        _write_pages(done, counts, folder)
        write_exports(open_audit(audit), folder / "data")
    if figures is not None:
        _write_figures(drawn, figures)


def _counts(audit: Path) -> dict[str, int]:
    """The counts an audit gives of itself; ValueError when the folder is no audit."""
    try:
        report = json.loads((audit / "report.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refusal(f"{audit} holds no report.json; make an audit with: nbutils audit FOLDER --out {audit}") from None
    return dict(report.get("counts", {}))


def _write_pages(notebooks: Sequence[Notebook], counts: dict[str, int], folder: Path) -> None:
    """Write a page per notebook, the index, and the file that shows the folder is ours."""
    pages = [page_of(notebook) for notebook in notebooks]
    for place, notebook in enumerate(notebooks):
        _write(folder / notebook.page, page_html(notebook, pages, place))
    _write(folder / "index.html", index_html(pages, counts))
    _write(folder / MARKER, _manifest(pages))


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
