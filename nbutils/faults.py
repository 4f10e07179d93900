"""What went wrong, in one line for the user: what they gave cannot be used, the machine refuses, or the fault is ours."""

import errno
import tempfile
import traceback
from pathlib import Path

_ADVICE = {
    errno.ENOSPC: "free some space, or name an --out on another disk",
    errno.EDQUOT: "free some space, or name an --out on another disk",
    errno.EFBIG: "raise the limit on the size of files, or give fewer articles at a time",
    errno.EACCES: "change its permissions, or name another --out",
    errno.EPERM: "change its permissions, or name another --out",
    errno.EROFS: "name an --out that can be written",
    errno.EMFILE: "raise the limit on open files (ulimit -n)",
}


class Refusal(ValueError):
    """What was given cannot be used; the message says why and what to do, ready to be shown."""


def told(error: Exception) -> str:
    """One line on an error: its own message where it was meant for the user, else what to do about it.

    An error that nobody foresaw is ours: its traceback goes to a file, and the line names that.
    """
    if isinstance(error, Refusal):
        return str(error)
    if isinstance(error, MemoryError):
        return "not enough memory: give fewer or smaller articles at a time"
    if isinstance(error, OSError) and error.strerror:
        advice = _ADVICE.get(error.errno or 0)
        return ": ".join(str(part) for part in (error.filename, error.strerror, advice) if part)
    return _ours(error)


def _ours(error: Exception) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    line = f"{what} – a fault of nbutils, not of your files; what was in --out is as it was"
    try:
        with tempfile.NamedTemporaryFile("w", prefix="nbutils-fault-", suffix=".txt", delete=False, encoding="utf-8") as file:
            file.writelines(traceback.format_exception(error))
    except (OSError, UnicodeError):
        return line
    return f"{line}; please report it with {Path(file.name)}"
