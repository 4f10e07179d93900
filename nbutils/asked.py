"""What a run is asked for: what to compare with, and how to go about it. Light, for the command line decides by it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nbutils.cache import Cache
from nbutils.corpus.formats import Skipped
from nbutils.faults import Refusal

AUTO = "auto"  # the packs that fit the articles


class NothingToRead(Refusal):
    """Nothing could be done; the message says why and what to do, `skipped` names each file that gave no article."""

    def __init__(self, message: str, skipped: tuple[Skipped, ...] = ()) -> None:
        super().__init__(message)
        self.skipped = skipped


@dataclass(frozen=True, slots=True)
class Against:
    """What articles are compared with: the user's record beside those of the packs, and the day it is looked at from.

    `as_of` None is the day on which each record was last checked. With `parting_only` articles are compared with each other
    alone, and by rules alone: all that trials need.
    """

    record: Path | None = None
    as_of: date | None = None
    parting_only: bool = False


@dataclass(frozen=True, slots=True)
class How:
    """How a run is done: in how many processes or on which Dask cluster, where readings are kept, who is told how far it is.

    Nothing of this changes a result.
    """

    workers: int = 1
    scheduler: str = ""
    cache: Cache | None = None
    progress: Callable[[str, float], None] = lambda _what, _share: None


ALL, ALONE = Against(), How()
