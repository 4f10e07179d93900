"""What the repository says about itself: README, environment files, the seeds, the packages it needs."""

import re
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import nbformat
import yaml

from nbutils.packs.load import general_predicates
from nbutils.schemas import TABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def requirements(wanted: list[str]) -> Iterator[str]:
    """Requirements with the project's own extras spelt out, extras of others dropped."""
    for requirement in wanted:
        own = re.fullmatch(r"nbutils\[([\w,]+)\]", requirement)
        if own:
            for extra in own[1].split(","):
                yield from requirements(PROJECT["optional-dependencies"][extra])
        else:
            yield re.sub(r"\[\w+\]", "", requirement)


def test_environment_and_pyproject_name_the_same_packages() -> None:
    """Users of conda get what pip users get."""
    extras = PROJECT["optional-dependencies"]
    wanted = {*requirements(PROJECT["dependencies"]), *requirements(extras["explore"]), *requirements(extras["test"])}
    listed = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))["dependencies"]
    pip = next(item["pip"] for item in listed if isinstance(item, dict))
    assert {item for item in pip if not item.startswith("-")} == wanted
    assert "python" + PROJECT["requires-python"] in listed


def test_every_dependency_states_its_reason() -> None:
    """A comment on its line, but for the project itself and tools whose name says it."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    core = text[text.index("dependencies = [") : text.index("[project.optional-dependencies]")]
    assert [line for line in core.splitlines() if line.startswith('  "') and "#" not in line] == []


def test_the_lock_names_every_dependency_and_no_package_index() -> None:
    """It installs from whatever index a machine uses."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    names = {re.split(r"[<>=\[]", r)[0].lower() for r in requirements(PROJECT["dependencies"])}
    assert names <= {line.split("==")[0] for line in lock.splitlines() if "==" in line and not line.startswith(" ")}
    assert not re.search(r"https?://|--(?:extra-)?index-url|--find-links", lock)


def test_the_readme_lists_every_notebook_with_its_question() -> None:
    """The table is checked, not kept by hand."""
    rows = dict(re.findall(r"^\| \[`(\d\d-[\w-]+)`\]\(notebooks/\1\.ipynb\) \| (.+?) \|$", README, re.MULTILINE))
    questions = {
        path.stem: nbformat.read(path, as_version=4).cells[0].source.split("\n")[0].removeprefix("# ")
        for path in (ROOT / "notebooks").glob("*.ipynb")
    }
    assert rows == questions


def test_the_readme_lists_every_folder_and_file_of_the_top_level() -> None:
    """What each is, and nothing that is not there."""
    listed = set(re.findall(r"^\| `([\w.-]+/?)` \|", README.split("## What is where")[1], re.MULTILINE))
    there = {f"{path.name}/" if path.is_dir() else path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    built = {"reports/", "build/", "dist/"}
    assert listed - built == {name for name in there - built if not name.endswith(".egg-info/")}


def test_every_make_target_of_the_readme_exists() -> None:
    """A command that is documented works, and one that works is documented."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`?make (\w+)", README)) == targets


def test_the_readme_lists_every_table_with_its_columns() -> None:
    """As the schemas declare them."""
    rows = dict(re.findall(r"^\| `(\w+)\.jsonl` \| (.+?) \|$", README, re.MULTILINE))
    assert {name: re.sub(r" \(.*?\)", "", columns).split(", ") for name, columns in rows.items()} == {
        name: list(columns) for name, columns in TABLES.items()
    }


def test_the_readme_counts_the_relations() -> None:
    """To the hundred."""
    assert f"some {round(len(general_predicates()), -2)} relations" in README


def test_every_link_of_the_readme_leads_somewhere() -> None:
    """Files beside it exist."""
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_seeds_are_the_five_articles_unchanged() -> None:
    """All figures rest on these bytes."""
    assert {path.name: sha256(path.read_bytes()).hexdigest()[:16] for path in (ROOT / "seeds").iterdir()} == {
        "000_4ba1914f03e5ba72.txt": "603dfbca3742cd97",
        "001_e2a49171ce37b6b1.txt": "a61691265b952abf",
        "002_b32dbee2b63f2491.txt": "07be1890050081d2",
        "003_7fdb6243da5c3071.txt": "7a161c57e8159812",
        "004_07a8ee14e3d78fd4.txt": "341a298e65d8313f",
    }


def test_figures_are_those_of_the_notebooks() -> None:
    """A figure is named after the notebook that draws it."""
    stems = {path.stem for path in (ROOT / "notebooks").glob("*.ipynb")}
    figures = list((ROOT / "figures").glob("*.svg"))
    assert figures
    assert {path.name.split("--")[0] for path in figures} <= stems
