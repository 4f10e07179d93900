"""Run notebooks against one audit, several at a time, and fail with one line that says where."""

import asyncio
import atexit
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from nbutils.reports.notebooks import Notebook, NotebookError
from nbutils.reports.text import uncoloured

SECONDS_PER_CELL = 600
_TRACEBACK_LINES = 8


def execute_all(paths: Sequence[Path], audit: Path, profile: Path, progress: Callable[[str], None]) -> list[Notebook]:
    """Run the notebooks with `NBUTILS_FOLDER` set to the audit and return them with their outputs, in order.

    `profile` is an empty folder that stands for the user's IPython settings.

    Raises NotebookError for the first, in order, that raises an exception or writes to stderr. `progress` gets a line
    per notebook that is done.
    """
    # Starting kernels and importing is most of the time, and waits more than it computes.
    threads = max(2, min(4, os.cpu_count() or 2))
    environment = _kernel_environment(audit, profile)
    with ThreadPoolExecutor(threads) as pool:
        jobs = [pool.submit(execute, path, environment) for path in paths]
        try:
            return [_finished(job, number, len(jobs), progress) for number, job in enumerate(jobs, start=1)]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _finished(job: Future[Notebook], number: int, total: int, progress: Callable[[str], None]) -> Notebook:
    notebook = job.result()
    progress(f"{number} of {total}: {notebook.name}")
    return notebook


def execute(path: Path, environment: dict[str, str]) -> Notebook:
    """Run one notebook in a kernel with the given environment, in the notebook's own folder."""
    content = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat annotates only in part
    at = _Place(path)
    client = _client(path, content, at)
    try:
        # A loop of its own, closed when done: the client's synchronous call leaves one open in every thread.
        asyncio.run(client.async_execute(env=environment))
    except (CellExecutionError, CellTimeoutError, RuntimeError) as error:  # of the cell, the client, the kernel
        raise NotebookError(at.tell(error)) from None
    finally:
        # Where a kernel does not start, the client forgets its own and fails over that when Python ends.
        atexit.unregister(client._cleanup_kernel)  # noqa: SLF001
    _refuse_faults(path, content)
    return Notebook(path.stem, content)


def _client(path: Path, content: nbformat.NotebookNode, at: "_Place") -> NotebookClient:
    """A client that leaves nothing of this run but the outputs in the notebook."""
    config = Config()
    config.KernelManager.transport_encryption = "auto"  # no warning where the transport cannot encrypt
    return NotebookClient(
        content,
        config=config,
        timeout=SECONDS_PER_CELL,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=at.move,
    )


class _Place:
    """The cell a notebook has come to."""

    def __init__(self, path: Path) -> None:
        self.name, self.cell = path.name, 1

    def move(self, cell: nbformat.NotebookNode, cell_index: int) -> None:  # noqa: ARG002  # the client names both
        """Called by the client before each cell."""
        self.cell = cell_index + 1

    def tell(self, error: Exception) -> str:
        """One line on what went wrong, and the end of the traceback below it."""
        where = f"{self.name}, cell {self.cell}"
        if isinstance(error, CellExecutionError):
            return f"{where}: {_one_line(f'{error.ename}: {error.evalue}')}\n{_tail(error.traceback)}"
        if isinstance(error, CellTimeoutError):
            return f"{where}: took longer than {SECONDS_PER_CELL} seconds"
        if isinstance(error, DeadKernelError):
            return f"{where}: the kernel died"
        return f"{self.name}: its kernel did not start ({_one_line(str(error))}): free some memory and run it again"


def _one_line(text: str) -> str:
    return " ".join(uncoloured(text).split())


def _tail(traceback: str) -> str:
    """The last lines of a traceback, indented, without colours."""
    lines = [line for line in uncoloured(traceback).splitlines() if line.strip()]
    return "\n".join(f"    {line}" for line in lines[-_TRACEBACK_LINES:])


def _refuse_faults(path: Path, content: nbformat.NotebookNode) -> None:
    """Raise NotebookError for the first output that may not stand in a page."""
    for number, cell in enumerate(content.cells, start=1):
        for output in cell.get("outputs", []):
            fault = _fault(output)
            if fault is not None:
                raise NotebookError(f"{path.name}, cell {number}: {fault}")


def _fault(output: nbformat.NotebookNode) -> str | None:
    """Why an output may not stand in a page: a warning, or a picture that says nothing to who cannot see it."""
    if output.output_type == "stream" and output.name == "stderr":
        return f"wrote to stderr: {_one_line(output.text)}"
    kinds = output.get("data", {})
    if "text/html" not in kinds and any(kind.startswith("image/") for kind in kinds):
        return "shows a picture without alternative text; show it with nbutils.reports.figures.figure"
    return None


def _kernel_environment(audit: Path, profile: Path) -> dict[str, str]:
    """The environment of every kernel: the audit to read, and nothing of this machine that could change an output."""
    return os.environ | {
        "NBUTILS_FOLDER": str(audit.resolve()),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
        "COLUMNS": "100",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "IPYTHONDIR": str(profile),  # no start-up files of the user
    }
