"""The same library on a Dask cluster: the same bytes, and a worker that dies changes nothing but the time."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from library_plans import write_library, write_plan

from align.batching import run_batch
from align.errors import InputError
from align.libraries import PairState
from align.library.running import open_workers

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A real cluster of two processes on this machine, with a cache of its own for plans."""
    cache = str(tmp_path_factory.mktemp("cache"))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, env={"XDG_CACHE_HOME": cache}
    ) as found:
        yield found


def contents(folder: Path) -> dict[str, bytes]:
    """The results and tables below a folder."""
    files = (path for part in ("对照", "数据") for path in sorted((folder / part).rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_cluster_writes_the_same_bytes(tmp_path: Path, cluster: Any) -> None:
    """As the processes of this machine do."""
    folder = write_library(tmp_path / "规划")
    run_batch(folder, tmp_path / "本机", jobs=1, agreed=True, formats=("html",))
    run_batch(folder, tmp_path / "集群", cluster=cluster.scheduler_address, agreed=True, formats=("html",))
    assert contents(tmp_path / "本机") == contents(tmp_path / "集群")
    assert (tmp_path / "本机" / "总览.html").read_bytes() == (tmp_path / "集群" / "总览.html").read_bytes()


def test_a_worker_that_dies_changes_nothing(tmp_path: Path, cluster: Any) -> None:
    """Killed once the first result is there; the pairs it was at are compared by another."""
    folder = write_library(tmp_path / "规划")
    for number in range(8):
        write_plan(folder / "鹭陵市", f"霁{'甲乙丙丁戊己庚辛'[number]}县", "鹭陵市", drop=number % 4)
    killed: list[int] = []
    over = threading.Event()

    def kill_one() -> None:
        while not over.wait(0.05):
            if any((tmp_path / "集群" / "对照").rglob("*.gz")):
                killed.append(next(iter(cluster.workers.values())).process.pid)
                os.kill(killed[0], signal.SIGKILL)
                return

    killer = threading.Thread(target=kill_one)
    killer.start()
    judgements = run_batch(folder, tmp_path / "集群", cluster=cluster.scheduler_address, agreed=True)
    over.set()
    killer.join()
    assert len(killed) == 1
    assert judgements is not None
    assert {outcome.state for outcome in judgements.outcomes} <= {PairState.DONE, PairState.KEPT}
    run_batch(folder, tmp_path / "本机", jobs=1, agreed=True)
    assert contents(tmp_path / "本机") == contents(tmp_path / "集群")
    assert (tmp_path / "本机" / "总览.html").read_bytes() == (tmp_path / "集群" / "总览.html").read_bytes()


def test_a_cluster_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the address and what to look at."""
    monkeypatch.setattr("align.library.running._SECONDS_TO_CONNECT", 1)
    with pytest.raises(InputError, match="连不上 Dask 集群"), open_workers(-1, "tcp://127.0.0.1:9"):
        pytest.fail("connected")
