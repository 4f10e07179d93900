"""Results kept between runs, by the hash of all that they follow from: in one folder, safe for several runs at once."""

import json
import os
import re
import sys
import zlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

SETTING = "NBUTILS_CACHE"
LIMIT = 1 << 29  # bytes; what has not been used for longest goes first
_PACKAGE = Path(__file__).parent
_SCRATCH = "half-"
_OURS = re.compile(rf"[0-9a-f]{{64}}|{_SCRATCH}[0-9a-f-]+")  # nothing else is ever removed, wherever the setting points


def cache_folder() -> Path:
    """Where results are kept: the setting NBUTILS_CACHE, else the user's folder for such files on this system."""
    if own := os.environ.get(SETTING):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "nbutils" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "nbutils"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "nbutils"


def hashed(*parts: str | bytes) -> str:
    """One hash of several parts, each told from its neighbours."""
    whole = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "little") + data)
    return whole.hexdigest()


@cache
def package_hash() -> str:
    """A hash of this package: its code, packs and templates."""
    return folder_hash(_PACKAGE)


@cache
def code_hash() -> str:
    """A hash of this package, of the Python that runs it, and of the names of all packages installed, versions included."""
    installed = sorted({name for place in sys.path for name in _names(place) if name.endswith(".dist-info")})
    return hashed(sys.version, *installed, package_hash())


def folder_hash(folder: Path) -> str:
    """A hash of the files below a folder: their names and bytes, compiled and hidden ones apart."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(place, name)
            found += [path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest()]
    return hashed(*found)


def content(path: str | Path | None) -> bytes:
    """The bytes of a file; none where there is no such file."""
    return Path(path).read_bytes() if path and Path(path).is_file() else b""


def _names(place: str) -> list[str]:
    try:
        return os.listdir(place or ".")  # noqa: PTH208  # names alone: a path for each of 20,000 costs
    except OSError:
        return []


@dataclass(frozen=True, slots=True)
class Cache:
    """Values of JSON by key. A damaged value is no value; where the folder cannot be written nothing is kept."""

    folder: Path

    def get(self, key: str) -> Any:
        """The value that was put under a key, or None."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            if data[:32] != sha256(data[32:]).digest():
                return None
            os.utime(path)  # used: it goes later
            return json.loads(zlib.decompress(data[32:]))
        except (OSError, zlib.error, ValueError):
            return None

    def put(self, key: str, value: Any) -> None:
        """Keep a value; it is there whole or not at all, whoever else writes."""
        path = self._path(key)
        packed = zlib.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1)
        scratch = path.with_name(f"{_SCRATCH}{os.getpid()}-{key[:16]}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            scratch.write_bytes(sha256(packed).digest() + packed)
            scratch.replace(path)
        except OSError:
            with suppress(OSError):
                scratch.unlink(missing_ok=True)

    def prune(self, limit: int = LIMIT) -> None:
        """Remove what has not been used for longest until the rest is within the limit, in bytes."""
        entries = sorted(_entries(self.folder))
        over = sum(size for _, size, _ in entries) - limit
        for _, size, path in entries:
            if over <= 0:
                return
            over -= size
            path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key


def _entries(folder: Path) -> list[tuple[float, int, Path]]:
    """When each kept file was used, its size and its path; those of a run that was killed are among them."""
    found = []
    for place in (name for name in _names(str(folder)) if len(name) == 2):
        for name in filter(_OURS.fullmatch, _names(str(folder / place))):
            with suppress(FileNotFoundError):  # another run was faster
                about = (folder / place / name).stat()
                found.append((about.st_mtime, about.st_size, folder / place / name))
    return found
