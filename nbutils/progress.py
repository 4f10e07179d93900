"""How far a run has come, as one line that is written over again; only where somebody can see it."""

import sys
import time

CLEARED = "\r\x1b[2K"  # a terminal's line, empty again
_EVERY = 0.5  # seconds between two lines
_SOON = 3.0  # seconds before a first one: a short run needs none


class Progress:
    """A line on the error stream, if that is a terminal: the share that is done, and about how long the rest takes."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._began = self._last = time.monotonic()

    def __call__(self, what: str, share: float = 0.0) -> None:
        """Say what is being done, and the share of it that is done."""
        now = time.monotonic()
        if self._shown and now - self._began >= _SOON and now - self._last >= _EVERY:
            self._last = now
            sys.stderr.write(CLEARED + (f"{what}: {share:.0%}{left(now - self._began, share)}" if share else what))
            sys.stderr.flush()


def left(seconds: float, share: float) -> str:
    """About how long it takes until all is done, when a share of it took some seconds."""
    if not 0 < share < 1:
        return ""
    rest = seconds / share - seconds
    return f", about {rest:.0f} s left" if rest < 100 else f", about {rest / 60:.0f} min left"
