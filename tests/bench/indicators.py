"""Indicators: the program beside the plain version on every gold case, in quality and time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table

from align.evaluation.gold import GoldCase
from align.evaluation.scoring import Scores, mean, score
from align.pipeline import read_plan
from bench.measure import Times, rate, ratio, seconds, time_interleaved, total
from bench.programs import COMPARE, FIND, OUTLINE, PlainVersion, PlanAlign, Program, load_afresh

_QUALITY = {
    "indicators_found": "识别率",
    "indicators_spurious": "虚增率",
    "targets_right": "目标值",
    "units_right": "单位",
    "baselines_right": "基期",
    "natures_right": "属性",
    "indicator_verdicts": "结论",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Programs on the same cases.

    ``scores`` are means over cases; ``sides`` and ``rows`` are how many indicators the gold has to be found and to be
    compared: rates are told in them, so that finding what is no indicator makes no program faster. ``loading`` is the
    seconds that the program's mappings take to load.
    """

    cases: tuple[str, ...]
    sides: int
    rows: int
    loading: float
    scores: dict[str, Scores]
    times: Times


def run_bench(cases: Sequence[GoldCase], *, runs: int) -> Bench:
    """Quality once, and the time of ``runs`` runs in turn, in each of which the mappings are loaded but nothing is
    remembered of the plans.
    """
    loading = seconds(load_afresh)
    pairs = [(read_plan(case.upper), read_plan(case.lower)) for case in cases]
    programs: tuple[Program, ...] = (PlainVersion(pairs), PlanAlign(pairs))
    return Bench(
        cases=tuple(case.name for case in cases),
        sides=sum((row.upper is not None) + (row.lower is not None) for case in cases for row in case.indicators),
        rows=sum(len(case.indicators) for case in cases),
        loading=loading,
        scores={
            program.name: mean([score(case, said) for case, said in zip(cases, program.judge(), strict=True)])
            for program in programs
        },
        times=time_interleaved({program.name: program.steps() for program in programs}, runs=runs, before=load_afresh),
    )


def render_bench(bench: Bench) -> Table:
    """One line per program: quality as the mean over cases, then indicators per second and how many times the plain
    version's speed that is.
    """
    table = Table(title="指标识别与对照：质量（各例均值）和速度", caption=_caption(bench), caption_justify="left")
    table.add_column("程序", no_wrap=True)
    for title in (*_QUALITY.values(), "识别\n个/秒", "自全文识别\n个/秒", "对照\n个/秒", "全程\n个/秒"):
        table.add_column(title, justify="right")
    for program, scores in bench.scores.items():
        quality = (getattr(scores, key) for key in _QUALITY)
        table.add_row(
            program, *("—" if value is None else f"{value:.3f}" for value in quality), *_speeds(bench, program)
        )
    return table


def _speeds(bench: Bench, program: str) -> Iterator[str]:
    """Finding in an outline, finding in the bare text, comparing, and all from text to verdict."""
    plain, own = _spans(bench.times[PlainVersion.name]), _spans(bench.times[program])
    counts = (bench.sides, bench.sides, bench.rows, bench.sides)
    for count, ours, theirs in zip(counts, own, plain, strict=True):
        times = "" if program == PlainVersion.name else f"\n×{ratio(ours, theirs):.2g}"
        yield f"{rate(count, ours):,.0f}{times}"


def _spans(steps: Mapping[str, tuple[float, ...]]) -> tuple[tuple[float, ...], ...]:
    found, compared = steps[FIND], steps[COMPARE]
    from_text = total(steps[OUTLINE], found) if OUTLINE in steps else found
    return found, from_text, compared, total(from_text, compared)


def _caption(bench: Bench) -> str:
    runs = len(bench.times[PlanAlign.name][FIND])
    return (
        f"{len(bench.cases)} 例：{' '.join(bench.cases)}\n"
        f"速度按应识别指标 {bench.sides} 个、应对照 {bench.rows} 行计，取 {runs} 轮交替运行的中位数；"
        "×为同轮中与正则版速度之比的中位数，大于 1 为更快。\n"
        "“识别”以已分好的章节段落为输入，“自全文识别”“全程”含分章分段；正则版不分段，前两列相同。\n"
        f"映射表载入用时 {bench.loading:.2f} 秒，不计入；每轮重新载入，不保留上一轮的查询结果。"
    )
