"""Whether a run would give what is there already: then nothing has to be done. Imports nothing that takes long."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nbutils.asked import Against
from nbutils.cache import Cache, cache_folder, code_hash, content, folder_hash, hashed
from nbutils.corpus.folder import is_audit, list_files, trace

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Run:
    """A run by a hash of all that its output follows from, and the folders and files it leaves, with nothing else in them."""

    inputs: str
    outputs: tuple[Path, ...]

    def told(self) -> Lines | None:
        """What the run told when it was done, where its output is still there as it left it; else None."""
        kept = Cache(cache_folder()).get(self._key)
        if isinstance(kept, dict) and kept.get("inputs") == self.inputs and kept.get("outputs") == self._state():
            told: Lines = kept["told"]
            return told
        return None

    def keep(self, told: Lines) -> None:
        """Note that the run is done, and what it told."""
        Cache(cache_folder()).put(self._key, {"inputs": self.inputs, "outputs": self._state(), "told": told})

    @property
    def _key(self) -> str:
        return hashed(*(str(path.resolve()) for path in self.outputs))

    def _state(self) -> list[list[str | int]]:
        """The files of the output with their sizes and times of change."""
        files = (file for path in self.outputs for file in ([path] if path.is_file() else sorted(path.rglob("*"))))
        found = ((file, file.stat()) for file in files if file.is_file())
        return [[str(file), about.st_size, about.st_mtime_ns] for file, about in found]


def audit_inputs(folder: Path, out: Path, pack: str, against: Against) -> str:
    """A hash of all that an audit follows from: the files, the pack, the record, the day, and the code."""
    files = list_files(folder.resolve(), leave_out=out.resolve()) if folder.exists() else []
    traces = [part for file in files for part in (file.name, trace(file))]
    own = folder_hash(Path(pack)) if Path(pack).is_dir() else ""
    return hashed(code_hash(), *traces, pack, own, str(against.as_of), *_beside(against.record))


def report_inputs(source: Path, out: Path, pack: str, against: Against, notebooks: Path, verdicts: str | None) -> str:  # noqa: PLR0913, PLR0917  # all of these count
    """A hash of all that a report follows from: the audit or what it follows from, the notebooks, the verdicts."""
    read = folder_hash(source) if is_audit(source) else audit_inputs(source, out, pack, against)
    return hashed(code_hash(), read, folder_hash(notebooks), content(verdicts))


def _beside(record: Path | None) -> list[bytes]:
    """A record and the files beside it that may say more of it."""
    if record is None:
        return []
    return [content(record), *(content(path) for path in sorted(record.resolve().parent.glob("*.yaml")))]
