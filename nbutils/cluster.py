"""One function over many batches on a Dask cluster that is there already. Results come in order."""

from collections.abc import Callable, Generator, Iterable
from typing import Any, TypeVar

from nbutils.faults import Refusal
from nbutils.workers import AHEAD, WorkerDied, in_order

SECONDS = 30  # to wait for a scheduler, and for its first worker

A = TypeVar("A")
B = TypeVar("B")


class NoCluster(Refusal):
    """There is no cluster to work on; the message says what to do."""


def clustered(function: Callable[[A], B], batches: Iterable[A], address: str) -> Generator[B, None, None]:
    """`function` of each batch, in order, on the workers of the scheduler at an address.

    What a lost worker had to do is done by another. Raises NoCluster where none can be used, WorkerDied where a batch
    loses worker after worker, and whatever `function` raises.
    """
    with _client(address) as client:
        from distributed import KilledWorker

        threads = sum(client.nthreads().values())
        task = client.scatter(function, broadcast=True, hash=False)  # once to each worker, not with each batch
        try:
            yield from in_order(lambda batch: client.submit(_run, task, batch, pure=False), batches, threads * AHEAD)
        except KilledWorker as error:
            raise WorkerDied("workers of the cluster were ended, again and again, maybe for want of memory") from error
        except ModuleNotFoundError as error:
            raise NoCluster(f"the workers of the cluster lack the package {error.name}: install nbutils there") from error


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise NoCluster("--scheduler needs the package distributed: pip install 'nbutils[scale]'") from None
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]  # it annotates only in part
        client.wait_for_workers(1, timeout=SECONDS)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no Dask scheduler with a worker answers at {address}: {error}") from None
    return client


def _run(function: Callable[[A], B], batch: A) -> B:
    return function(batch)
