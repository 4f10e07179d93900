"""A report as one file, to be sent by e-mail."""

import io
import zipfile
from pathlib import Path

from nbutils.swap import write_whole

INSIDE = "report"  # the folder in the archive: unpacking leaves one folder, not forty files
_DAY = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows: the bytes depend on the pages alone
_UNIX, _RIGHTS = 3, 0o100644 << 16  # as for a file that anybody may read, on every system alike


def zip_report(folder: Path, file: Path) -> None:
    """Pack a report's folder into a zip file, which is replaced whole; the same report gives the same bytes."""
    made = io.BytesIO()
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != file)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in paths:
            entry = zipfile.ZipInfo(f"{INSIDE}/{path.relative_to(folder).as_posix()}", _DAY)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _RIGHTS
            packed.writestr(entry, path.read_bytes())
    write_whole(file, made.getvalue())
