"""How the time of a comparison grows with the number of plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from align.library.batch import RESULTS
from scale.batches import copy_fitted, finish_batch, list_results, open_desk, start_batch
from scale.figures import MEGABYTE, Figure, below
from scale.plans import write_library
from scale.watching import Usage

_EXPONENT, _MEMORY = 1.1, 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A library of so many plans and pairs, and what comparing it took."""

    plans: int
    pairs: int
    used: Usage


def measure_growth(sizes: Sequence[int], scratch: Path, seed: int) -> Iterator[Size]:
    """Compares libraries of several sizes, each with nothing kept but what is fitted to the bundled knowledge.

    Raises:
        RuntimeError: a run failed, or compared other pairs than there are.
    """
    for plans in sizes:
        desk = open_desk(scratch / f"plans-{plans}", scratch, f"size-{plans}")
        pairs = write_library(desk.plans, plans, seed)
        copy_fitted(desk.cache)
        # a plan alone makes no pair: the command says so and ends with 2
        used = finish_batch(desk) if pairs else start_batch(desk).watch(expected=2)
        assert used is not None
        if len(list_results(desk)) != pairs:
            raise RuntimeError(f"{desk.output / RESULTS}: {len(list_results(desk))} of {pairs} pairs")
        yield Size(plans=plans, pairs=pairs, used=used)


def fit_exponent(counts: Sequence[float], seconds: Sequence[float]) -> float:
    """The power of the count that seconds grow with: the slope of a line through both on scales of logarithms."""
    slope, _ = np.polyfit(np.log(counts), np.log(seconds), 1)
    return float(slope)


def tell_growth(sizes: Sequence[Size]) -> Iterator[Figure]:
    """The times of each size and the exponents, first over all, then between the two largest, where what every run has to
    do but once weighs least. A library without pairs is told but counts for nothing."""
    for one in sizes:
        used, each = one.used, f"每份 {one.used.seconds / one.plans:.2f} 秒"
        told = f"处理器 {used.seconds:.1f} 秒，{each}"
        told += f"，每对 {used.seconds / one.pairs:.2f} 秒" if one.pairs else ""
        yield Figure(what=f"{one.plans} 份 {one.pairs} 对", measured=f"{told}；实际 {used.wall:.1f} 秒")
    paired = [one for one in sizes if one.pairs]
    for own, name in ((paired, "各规模一起"), (paired[-2:], "最大的两个规模之间")):
        if len(own) > 1:
            seconds = [one.used.seconds for one in own]
            told = f"处理器用时随%s增长的指数（{name}）"
            yield below(told % "份数", fit_exponent([one.plans for one in own], seconds), _EXPONENT, "", 2)
            yield below(told % "对数", fit_exponent([one.pairs for one in own], seconds), _EXPONENT, "", 2)
    for one in sizes:
        told = f"{one.plans} 份，{len(one.used.workers)} 个工作进程中最大的内存"
        yield below(told, one.used.largest_worker / MEGABYTE, _MEMORY, "MB", 0)
        yield Figure(what=f"{one.plans} 份，主进程内存", measured=f"{one.used.own_peak / MEGABYTE:.0f} MB")
