"""A report as one file, to be sent by e-mail."""

import zipfile
from pathlib import Path

INSIDE = "report"  # the folder in the archive: unpacking leaves one folder, not forty files
_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows: the bytes depend on the pages alone


def zip_report(folder: Path, file: Path) -> None:
    """Pack a report's folder into a zip file, replaced whole; the same report gives the same bytes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f".{file.name}.nbutils-new")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path not in (file, fresh))
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
            for path in paths:
                entry = zipfile.ZipInfo(f"{INSIDE}/{path.relative_to(folder).as_posix()}", _DAY)
                entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
                packed.writestr(entry, path.read_bytes())
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)
