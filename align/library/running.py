"""Where jobs run: on the processors of this machine, or on a Dask cluster; both by joblib, which schedules and moves everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from joblib import Parallel, delayed, parallel_config
from joblib.externals.loky.process_executor import TerminatedWorkerError

from align.errors import InputError, PlanAlignError
from align.tasking import load_task_matcher

_Order = TypeVar("_Order")
_Made = TypeVar("_Made")
_INSTALL = "pip install 'plan-align[dist]'"
_SECONDS_TO_CONNECT = 20


class WorkerError(PlanAlignError):
    """A process that worked was ended from outside; what it had written down is kept."""


class Workers:
    """Does jobs side by side.

    Args:
        parallel: joblib's way to run them.
    """

    def __init__(self, parallel: Parallel) -> None:
        self._parallel = parallel

    def run(self, job: Callable[[_Order], _Made], orders: Iterable[_Order]) -> Iterator[_Made]:
        """What a job makes of each order, as it gets done, in no order.

        Raises:
            WorkerError: a working process was ended.
        """
        try:
            yield from self._parallel(delayed(job)(order) for order in orders)
        except TerminatedWorkerError as error:
            raise WorkerError(
                "一个工作进程被系统终止，多半是内存不足。已经完成的都已保存，再运行同一命令即可接着做；"
                "请关闭其他程序，或用 --jobs 1 减少同时进行的份数。"
            ) from error


@contextmanager
def open_workers(count: int, cluster: str | None) -> Iterator[Workers]:
    """Workers, for as long as they are needed.

    Args:
        count: processes on this machine; -1 for as many as it has processors.
        cluster: the address of a Dask scheduler (``tcp://…:8786``) whose workers do the jobs instead.

    Raises:
        InputError: the cluster cannot be reached, or the extra ``dist`` is not installed.
    """
    if cluster is None:
        # A job computes with one thread: the jobs themselves fill the processors. What every job needs is loaded at once,
        # or a worker that loads it later looks to the pool as if it leaked memory.
        with parallel_config(backend="loky", inner_max_num_threads=1, initializer=load_task_matcher):
            yield Workers(_build_parallel(count))
        return
    with _connect(cluster), parallel_config(backend="dask"):
        yield Workers(_build_parallel(-1))


def _build_parallel(count: int) -> Parallel:
    # a job takes seconds, and jobs differ much: they are handed out one by one
    return Parallel(n_jobs=count, return_as="generator_unordered", batch_size=1)


def _connect(cluster: str) -> Any:  # noqa: ANN401 - dask is untyped
    try:
        from dask.distributed import Client
    except ImportError as error:
        raise InputError(cluster, "没有安装 Dask", f"请先运行 {_INSTALL}") from error
    try:
        return Client(cluster, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError) as error:
        remedy = "请核对地址（如 tcp://10.0.0.8:8786），并确认 dask scheduler 已经启动。"
        raise InputError(cluster, "连不上 Dask 集群", remedy) from error
