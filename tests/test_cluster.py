"""Reading on a Dask cluster gives what reading here gives, also when a worker is lost."""

import os
import signal
from pathlib import Path

import pytest

from nbutils import cluster, reading
from nbutils.asked import Against, How
from nbutils.cluster import NoCluster, clustered
from nbutils.engine import audit

distributed = pytest.importorskip("distributed")
ALONE = Against(parting_only=True)


def content(folder: Path) -> dict[str, bytes]:
    """Each file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.filterwarnings("default")  # Dask’s own
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two real processes; one is killed when a third of the articles has been handed out."""
    monkeypatch.setattr(reading, "BATCH", 1)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"The harbour opened in {1900 + number} and holds about {number} ships.\n")
    audit(folder, tmp_path / "here", against=ALONE)
    killed = []
    with (
        distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None, scheduler_port=0) as made,
        distributed.Client(made) as client,
    ):

        def progress(_what: str, share: float) -> None:
            if share > 0.3 and not killed:
                killed.append(min(client.run(os.getpid).values()))
                os.kill(killed[0], signal.SIGKILL)

        audit(folder, tmp_path / "there", against=ALONE, how=How(scheduler=made.scheduler_address, progress=progress))
    assert killed
    assert content(tmp_path / "here") == content(tmp_path / "there")


def test_where_no_scheduler_answers_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its address."""
    monkeypatch.setattr(cluster, "SECONDS", 0.2)
    with pytest.raises(NoCluster, match="no Dask scheduler with a worker answers at tcp"):
        list(clustered(str, [1], "tcp://127.0.0.1:9"))
