"""A province compared from nothing and again unchanged: time, memory, and which of its planted gaps are found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from province.building import build_province
from province.measuring import GoldRates, Measured
from province.planting import Kind
from province.scoring import Outcome, score_controls, score_gaps
from province.writing import Truth, write_province

from align.library.batch import RESULTS
from align.pipeline import read_alignment
from scale.batches import Desk, finish_batch, list_results, open_desk
from scale.figures import MEGABYTE, Figure, above, below
from scale.watching import Usage

_COLD, _AGAIN, _MEMORY = 6 * 60, 60, 700
_KINDS = {
    Kind.LOOSENED: "指标放宽",
    Kind.REMOVED: "指标删去",
    Kind.DEFERRED: "指标推迟",
    Kind.NATURE: "约束性改预期性",
    Kind.CLAIM: "自述的数目不符",
}


def make_province(scratch: Path, counties: int, cities: int, seed: int) -> tuple[Desk, Truth]:
    """Writes a province and opens a desk for it."""
    plans = scratch / "plans"
    return open_desk(plans, scratch, "cold"), write_province(build_province(counties, cities, seed), plans)


def measure_costs(desk: Desk, pairs: int) -> Iterator[Figure]:
    """Compares a province twice, the first time with nothing kept from earlier runs."""
    cold, again = finish_batch(desk), finish_batch(desk)
    done = len(list_results(desk))
    yield Figure(what="对照的配对", measured=str(done), aim=str(pairs), reached=done == pairs)
    yield from _tell_times("初次", cold, _COLD)
    yield from _tell_times("未改动再跑", again, _AGAIN)
    for name, used in (("初次", cold), ("再跑", again)):
        told = f"{name}，{len(used.workers)} 个工作进程中最大的内存"
        yield below(told, used.largest_worker / MEGABYTE, _MEMORY, "MB", 0)
        yield Figure(what=f"{name}，主进程内存", measured=f"{used.own_peak / MEGABYTE:.0f} MB")


def _tell_times(name: str, used: Usage, aim: float) -> Iterator[Figure]:
    yield below(f"{name}，实际用时", used.wall, aim, "秒")
    told = f"{used.seconds:.1f} 秒，主进程占 {used.processes[0].seconds:.1f} 秒"
    yield Figure(what=f"{name}，处理器用时", measured=told)
    yield Figure(what=f"{name}，同时别的程序占用处理器", measured=f"{used.others:.1f} 秒")
    yield Figure(what=f"{name}，两核都空闲时约需", measured=f"{used.free_wall:.1f} 秒", aim="（推算，仅供参考）")


def score_results(desk: Desk, truth: Truth) -> Iterator[Measured]:
    """What the saved results say of gaps and controls."""
    stems = {name: Path(file).stem for name, file in truth.files.items()}
    for upper, lower in truth.pairs():
        saved = read_alignment(desk.output / RESULTS / f"{stems[lower]}.对照.{stems[upper]}.json.gz")
        found = score_gaps(truth.gaps, upper, lower, saved)
        controls = score_controls(truth.controls, upper, lower, saved)
        yield Measured(outcomes=(*found, *controls), before=(), seconds=0.0)


def measure_rates(measured: Sequence[Measured], gold: GoldRates) -> Iterator[Figure]:
    """The rates at which gaps are found and controls left alone, beside those on the gold cases the plans rest on."""
    outcomes = [one for pair in measured for one in pair.outcomes]
    tasks = [one for one in outcomes if one.kind == Kind.TASK.value]
    for name, direct in (("直接上级", True), ("更上级", False)):
        own = [one for one in tasks if one.direct is direct]
        asked = sum(one.asked for one in own)
        if asked:
            yield above(f"对{name}缺失的要求，查出缺口", sum(one.flagged for one in own) / asked, gold.flagged, asked)
            yield above(f"对{name}缺失的要求，判未衔接", sum(one.missing for one in own) / asked, gold.missing, asked)
    alone = [one for one in outcomes if one.kind == "control.task.gold"]
    if alone:
        yield above("已衔接的要求，不误报", _share(alone), gold.left_alone, len(alone))
    for kind, name in _KINDS.items():
        own = [one for one in outcomes if one.kind == kind.value]
        if own:
            yield Figure(what=f"埋设的{name}，查出", measured=f"{_share(own):.1%}（{len(own)}）")


def _share(outcomes: Sequence[Outcome]) -> float:
    return sum(one.right for one in outcomes) / len(outcomes)
