"""The notebooks' form: what nbmake does not see. nbmake itself runs them, see the Makefile."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MOST_LINES = 12  # of a code cell, an example's text included
FORBIDDEN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.Try, ast.With)


def read(path: Path) -> nbformat.NotebookNode:
    """The notebook, as version 4."""
    return nbformat.read(path, as_version=4)


def code_cells(path: Path) -> list[nbformat.NotebookNode]:
    """Its code cells."""
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def test_the_notebooks_are_numbered_without_a_gap_they_do_not_explain() -> None:
    """The numbers are those of the design; a number names one notebook."""
    numbers = [path.name[:2] for path in NOTEBOOKS]
    assert NOTEBOOKS
    assert all(re.fullmatch(r"\d\d-[a-z-]+\.ipynb", path.name) for path in NOTEBOOKS)
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_asks_one_question_answers_it_and_says_what_it_does_not_show(path: Path) -> None:
    """First cell the question, then the answer in short, last the limits."""
    notebook = read(path)
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert re.match(r"# .+\?\n", texts[0])
    assert texts[1] == "## Answer in short"
    assert texts[-1].startswith("## What this does not show")
    assert sum(text.count("\n# ") + text.startswith("# ") for text in texts) == 1
    assert notebook.metadata["title"] == texts[0].split("\n")[0].removeprefix("# ")
    assert [cell.id for cell in notebook.cells if "answer" in cell.metadata.get("tags", [])] == ["answer"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_code_cells_are_a_few_lines_without_definitions_or_loops(path: Path) -> None:
    """Helpers live in the package."""
    cells = code_cells(path)
    assert cells
    for cell in cells:
        assert len(cell.source.splitlines()) <= MOST_LINES, cell.id
        assert not [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, FORBIDDEN)], cell.id
        assert not re.search(r"^\s*[%!]", cell.source, re.MULTILINE), cell.id


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_lets_a_notebook_pass_without_being_run(path: Path) -> None:
    """The plugin passes cells that are skipped, may raise, or write to stderr, and notebooks without code."""
    for cell in read(path).cells:
        assert not {"skip-execution", "raises-exception", "nbmake"} & set(cell.metadata.get("tags", []))
        assert set(cell.metadata) <= {"tags"}
        assert re.fullmatch(r"[a-z][a-z0-9-]+", cell.id)
    for cell in code_cells(path):
        assert "stderr" not in cell.source
        assert "filterwarnings" not in cell.source
    assert set(read(path).metadata) == {"kernelspec", "language_info", "title"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_without_outputs(path: Path) -> None:
    """Outputs are built, not kept."""
    assert all(not cell.outputs and cell.execution_count is None for cell in code_cells(path))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose_holds_no_number_that_comes_from_the_articles(path: Path) -> None:
    """Numbers of the corpus come out of cells; a digit in prose would drift. Code spans are no such numbers."""
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d", re.sub(r"`[^`]*`", "", cell.source)), cell.source
