"""One function over many batches: here, in processes of this machine, or on a Dask cluster. Results come in order."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any, TypeVar

from nbutils.faults import Refusal

HERE = 2  # batches done before processes are started: for fewer they do not pay, and what is loaded here they get for free
AHEAD = 2  # batches in flight for each worker, so that memory does not grow with the folder
TRIES = 3  # how often a batch may lose its worker

A = TypeVar("A")
B = TypeVar("B")
_TASK: list[Callable[[Any], Any]] = []  # of a worker process: the function it was started for


class WorkerDied(Refusal):
    """Workers ended before they were done; the message says what to do."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def mapped(function: Callable[[A], B], batches: Iterable[A], workers: int = 1) -> Generator[B, None, None]:
    """`function` of each batch, in order; with more than one worker in so many processes, where there is enough to do.

    A batch whose worker dies is done again; raises WorkerDied where that does not help, and whatever `function` raises.
    """
    rest = iter(batches)
    yield from map(function, islice(rest, HERE if workers > 1 else None))
    if first := list(islice(rest, 1)):
        yield from pooled(function, chain(first, rest), workers, workers * AHEAD)


def pooled(function: Callable[[A], B], batches: Iterable[A], workers: int, ahead: int) -> Generator[B, None, None]:
    """`function` of each batch, in order, all of them in processes of which each is given work while `ahead` batches wait."""
    pool = Pool(function, workers)
    try:
        yield from in_order(pool.submit, batches, ahead, pool.again)
    except BaseException:  # an interrupt from the keyboard as well
        pool.kill()
        raise
    pool.close()


def in_order(
    submit: Callable[[A], "Future[B]"], batches: Iterable[A], ahead: int, again: Callable[[], None] = lambda: None
) -> Iterator[B]:
    """The results of batches that are worked on elsewhere, `ahead` of them at a time; `again` makes room after a death."""
    waiting: deque[tuple[A, Future[B]]] = deque()
    for batch in batches:
        waiting.append((batch, submit(batch)))
        if len(waiting) >= ahead:
            yield _next(waiting, submit, again)
    while waiting:
        yield _next(waiting, submit, again)


def _next(waiting: "deque[tuple[A, Future[B]]]", submit: Callable[[A], "Future[B]"], again: Callable[[], None]) -> B:
    for _ in range(TRIES):
        try:
            result = waiting[0][1].result()
        except BrokenProcessPool:
            again()
            for at, (batch, future) in enumerate(waiting):
                if not future.done() or future.exception():
                    waiting[at] = batch, submit(batch)
        else:
            waiting.popleft()
            return result
    raise WorkerDied("a worker process was ended, again and again, maybe for want of memory: try --workers 1")


class Pool:
    """Processes that were started for one function."""

    def __init__(self, function: Callable[[A], B], workers: int) -> None:
        self.workers = workers
        self._function = function
        self._others = set(multiprocessing.active_children())
        self.again()

    def again(self) -> None:
        """Start the processes, anew where there were some."""
        self._executor = ProcessPoolExecutor(self.workers, initializer=_begin, initargs=(self._function,))

    def submit(self, batch: Any) -> "Future[Any]":
        """Give a batch to the next free process."""
        try:
            return self._executor.submit(_run, batch)
        except BrokenProcessPool as error:
            lost: Future[Any] = Future()
            lost.set_exception(error)
            return lost

    def close(self) -> None:
        """Let the processes end."""
        self._executor.shutdown()

    def kill(self) -> None:
        """End the processes now."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - self._others:
            process.terminate()


def _begin(function: Callable[[Any], Any]) -> None:
    """Make a new process ready; it leaves an interrupt from the keyboard to its parent, and ends when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _TASK[:] = [function]


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(batch: Any) -> Any:
    return _TASK[0](batch)
