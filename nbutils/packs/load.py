"""Load packs: what the engine knows of a subject (entities, periods, predicates), from a folder of YAML files."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nbutils.packs import schema
from nbutils.packs.schema import About, BadPack, Entity, Layer, Period, Predicate, Theme

PACKS = Path(__file__).parent
GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as loaded; `predicates` are its own, without the general ones."""

    about: About
    folder: Path
    entities: tuple[Entity, ...] = ()
    periods: tuple[Period, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    layers: tuple[Layer, ...] = ()
    themes: tuple[Theme, ...] = ()


def shipped_packs() -> list[str]:
    """The names of the packs that come with the package, the general one apart."""
    return sorted(path.parent.name for path in PACKS.glob("*/pack.yaml"))


@cache
def load_pack(where: str) -> Pack:
    """A shipped pack by its name, or the one in a folder; raises BadPack with file, line and what to do."""
    folder = PACKS / where if where in shipped_packs() else Path(where)
    if not (folder / "pack.yaml").is_file():
        names = ", ".join(shipped_packs())
        raise BadPack(f"{where} is no pack: give one of {names}, or a folder with a pack.yaml (nbutils pack new DIR writes one)")
    return Pack(
        about=schema.row(folder / "pack.yaml", About),
        folder=folder,
        entities=_rows(folder / "entities.yaml", Entity),
        periods=_rows(folder / "periods.yaml", Period),
        predicates=_rows(folder / "predicates.yaml", Predicate),
        layers=_rows(folder / "graph.yaml", Layer),
        themes=_rows(folder / "themes.yaml", Theme),
    )


def write_skeleton(folder: Path) -> None:
    """Write a commented pack that runs, to be changed; raises BadPack where the folder already holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadPack(f"{folder} is there already and not empty: name a new folder for the pack")
    shutil.copytree(PACKS / GENERAL / "skeleton", folder, dirs_exist_ok=True)


@cache
def general_predicates() -> tuple[Predicate, ...]:
    """The predicates that hold for any subject."""
    files = sorted((PACKS / GENERAL / "predicates").glob("*.yaml"))
    return tuple(predicate for file in files for predicate in schema.rows(file, Predicate))


def predicates(packs: Sequence[Pack]) -> tuple[Predicate, ...]:
    """The predicates of the packs and the general ones; of two with the same id the pack's own counts."""
    own = [predicate for pack in packs for predicate in pack.predicates]
    ids = {predicate.id for predicate in own}
    return (*own, *(predicate for predicate in general_predicates() if predicate.id not in ids))


def _rows(path: Path, kind: type[schema.Row]) -> tuple[schema.Row, ...]:
    return schema.rows(path, kind) if path.is_file() else ()
