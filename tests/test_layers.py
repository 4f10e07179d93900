"""The way of the data goes one way: lower packages never import higher ones; modules and functions stay small."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "nbutils"
# Lowest first; a module may import from its own layer and those before it.
LAYERS = (
    ("faults",),
    ("cache", "packs", "places", "progress", "swap", "verdicts", "workers"),
    ("remote",),
    ("options",),
    ("corpus",),
    ("asked", "cluster"),
    ("runs",),
    ("mentions",),
    ("claims",),
    ("compare", "graph", "themes"),
    ("rhetoric",),
    ("record",),
    ("comparing",),
    ("schemas",),
    ("lines",),
    ("reading", "store"),
    ("engine",),
    ("evaluate", "exports"),
    ("checking",),
    ("reports",),
    ("questions",),
    ("explore",),
    ("nb", "cli"),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def layer(module: str) -> str:
    """The part of a dotted name below the package: "corpus" of nbutils.corpus.blocks."""
    return module.split(".")[1] if "." in module else ""


def imports(path: Path) -> set[str]:
    """The dotted names of the project's modules that a module imports."""
    dotted = ".".join(("nbutils", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    parent = dotted if path.name == "__init__.py" else dotted.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join(filter(None, (*parent.split(".")[: len(parent.split(".")) - node.level + 1], node.module)))
            found |= {f"{base}.{alias.name}" for alias in node.names}
    return {name for name in found if name.startswith("nbutils.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_its_own_layer_and_lower_ones(path: Path) -> None:
    """Each package has a rank; no import goes up."""
    own = path.relative_to(PACKAGE).with_suffix("").parts[0]
    if own == "__init__":
        assert not imports(path)
        return
    higher = {name for name in imports(path) if layer(name) in RANK and RANK[layer(name)] > RANK[own]}
    assert not higher


def test_every_module_has_a_layer() -> None:
    """A new package has to say where it belongs."""
    assert {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in MODULES} - {"__init__"} == set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    """At most 260 lines a module and 30 a function."""
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 260
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    assert [f.name for f in functions if f.end_lineno and f.end_lineno - f.lineno + 1 > 30] == []
