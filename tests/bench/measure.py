"""Times programs against each other in one process: this machine's speed and other work on it cancel out."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping
from statistics import median

Job = Callable[[], object]
# By program and step, the seconds of each run.
Times = Mapping[str, Mapping[str, tuple[float, ...]]]


def time_interleaved(programs: Mapping[str, Mapping[str, Job]], *, runs: int, before: Job) -> Times:
    """Seconds of each step of each program in each run.

    Args:
        programs: by program, its steps in the order they are done.
        runs: how often; in every run each program does all its steps, and every second run the last program begins.
        before: called before each run, untimed.
    """
    times: dict[str, dict[str, list[float]]] = {
        program: {step: [] for step in steps} for program, steps in programs.items()
    }
    for run in range(runs):
        before()
        for program in in_turn(programs, run):
            for step, job in programs[program].items():
                times[program][step].append(seconds(job))
    return {program: {step: tuple(found) for step, found in steps.items()} for program, steps in times.items()}


def in_turn(programs: Iterable[str], run: int) -> list[str]:
    """The programs in the order of a run: every second run the last one begins."""
    order = list(programs)
    return order if run % 2 == 0 else order[::-1]


def seconds(job: Job) -> float:
    """Seconds of one run of a job, without the collector of reference cycles."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        job()
        return time.perf_counter() - start
    finally:
        gc.enable()


def total(*steps: tuple[float, ...]) -> tuple[float, ...]:
    """Seconds of several steps together, run by run."""
    return tuple(map(sum, zip(*steps, strict=True)))


def rate(count: int, times: tuple[float, ...]) -> float:
    """How many of ``count`` things are done in a second, by the median run."""
    return count / median(times)


def ratio(ours: tuple[float, ...], theirs: tuple[float, ...]) -> float:
    """How many times as fast as ``theirs``: the median over runs, each run against itself."""
    return median(other / own for own, other in zip(ours, theirs, strict=True))
