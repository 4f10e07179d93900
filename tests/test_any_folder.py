"""Every notebook on folders that are not the default: each cell runs and shows something."""

import ast
import warnings
from pathlib import Path
from typing import Any

import pytest
from test_notebooks import NOTEBOOKS, code_cells

from nbutils.engine import audit

GERMAN = "Der Hafen wurde im Jahr 1863 gegründet und hat seitdem viele Schiffe gesehen, die aus dem Norden kamen. " * 6
THREE = {
    "bees.txt": "Keeping bees on the roof\n\nOur club was founded in 2009 with four hives. The Roof Bee Club now keeps 12 hives "
    "on the town hall.\n\nIn 2015 the club won a prize from the City Council. The Roof Bee Club sells honey at the Old Market.\n",
    "honey price.txt": "What honey costs\n\nThe Roof Bee Club was founded in 2011. A jar costs 8 euros at the Old Market.\n\n"
    "Experts say that honey will always be popular, ensuring a bright future.\n",
    "prize.txt": "The City Council gave the Roof Bee Club a prize in 2016.\n",
}
FOLDERS: dict[str, dict[str, str]] = {
    "three short articles": THREE,
    "one line": {"a.txt": "The harbour opened in 1911.\n"},
    "no claim": {"a.txt": "Really?\n"},
    "no English": {"a.txt": GERMAN},
    "a heading alone": {"a.md": "# On bees\n"},
    "hostile names": {"=1+1 <b>é.txt": "The <script>x</script> Board (XB) runs the Old Dock. The Board met in 1911.\n" * 4},
}


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda name: name.replace(" ", "-"))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The audit of such a folder."""
    scratch = tmp_path_factory.mktemp("any")
    (scratch / "docs").mkdir()
    for name, text in FOLDERS[request.param].items():
        (scratch / "docs" / name).write_text(text, "utf-8")
    audit(scratch / "docs", scratch / "audit")
    return scratch / "audit"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_any_folder(path: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a pack, without a record, with next to nothing: no cell fails, warns, or shows nothing."""
    monkeypatch.setenv("NBUTILS_FOLDER", str(made))
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        for cell in code_cells(path):
            shown = run(cell.source, names)
            assert shown is None or (shown._repr_html_().strip() and repr(shown).strip()), cell.id


def run(source: str, names: dict[str, Any]) -> Any:
    """What a cell shows: the value of its last expression."""
    body = ast.parse(source).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)  # noqa: S102  # the project's own notebooks
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names) if isinstance(last, ast.Expr) else None  # noqa: S307
