"""Whole jobs on tasks: the program beside what a user would do instead, on the same gold, in quality, time and memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.markup import escape
from rich.table import Table

from align.evaluation.gold import GoldCase
from align.evaluation.scoring import mean_known
from bench.analyst import METHODS
from bench.children import Usage, run_python
from bench.jobs import OWN, OWN_FAST
from bench.measure import in_turn
from bench.quality import HELPED, Figures, score_methods, score_program

SINGLE = "environment_province_city_long"
ONE_EMPTY, ONE_WARM, ALL_EMPTY, ALL_WARM = "one-empty", "one-warm", "all-empty", "all-warm"
SETTINGS = {ONE_EMPTY: "单次\n缓存空", ONE_WARM: "单次\n缓存有", ALL_EMPTY: "全部\n缓存空", ALL_WARM: "全部\n缓存有"}
# By job and setting, what each run took.
Usages = Mapping[str, Mapping[str, tuple[Usage, ...]]]

_QUALITY = {"tasks_macro_f1": "宏平均 F1", "gap_f1": "缺口 F1", HELPED: "借用切分\n宏平均 F1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskBench:
    """Jobs on the same cases: figures by job and case, what every run took, and what could not be run for want of what.

    ``tests`` are the cases of the test split.
    """

    cases: tuple[str, ...]
    tests: frozenset[str]
    figures: dict[str, Figures]
    usages: Usages
    absent: tuple[str, ...]


def run_tasks(cases: Sequence[GoldCase], *, runs: int, single: str = SINGLE) -> TaskBench:
    """Quality once; then every job in fresh processes, in turn: ``runs`` times on one pair (``single``), and, since that takes
    long, half as often on all.
    """
    present = {key: method for key, method in METHODS.items() if method.is_here}
    fast = find_spec("rjieba") is not None
    own = score_program(cases)
    pairs = {case.name: (str(case.upper), str(case.lower)) for case in cases}
    jobs = (OWN, *((OWN_FAST,) if fast else ()), *present)
    return TaskBench(
        cases=tuple(pairs),
        tests=frozenset(case.name for case in cases if case.is_test),
        figures={OWN: own, **({OWN_FAST: own} if fast else {}), **score_methods(cases, present)},
        usages=measure_jobs(jobs, pairs[single], tuple(pairs.values()), runs=runs),
        absent=tuple(_absences(fast)),
    )


def measure_jobs(
    jobs: Sequence[str], one: tuple[str, str], all_pairs: Sequence[tuple[str, str]], *, runs: int
) -> Usages:
    """What each job takes on one pair, and in the first half of the runs on all, with nothing kept and with what was kept."""
    found: dict[str, dict[str, list[Usage]]] = {job: {setting: [] for setting in SETTINGS} for job in jobs}
    for job in jobs:
        with TemporaryDirectory() as caches:
            run_fresh(job, (one,), Path(caches))  # unmeasured: a first run after a change compiles the modules
    for run in range(runs):
        for job in in_turn(jobs, run):
            rounds = [((one,), (ONE_EMPTY, ONE_WARM)), (all_pairs, (ALL_EMPTY, ALL_WARM))]
            for pairs, settings in rounds if run < (runs + 1) // 2 else rounds[:1]:
                with TemporaryDirectory() as caches:
                    for setting in settings:
                        found[job][setting].append(run_fresh(job, pairs, Path(caches)))
    return {job: {setting: tuple(took) for setting, took in settings.items()} for job, settings in found.items()}


def run_fresh(job: str, pairs: Sequence[tuple[str, str]], caches: Path) -> Usage:
    """What one run of a job takes in a process of its own; its reports are thrown away."""
    with TemporaryDirectory() as folder:
        return run_python(("-m", "bench.jobs", job, folder, *(path for pair in pairs for path in pair)), caches)


def render_tasks(bench: TaskBench) -> Table:
    """A line per job: its figures on the gold, then time as a multiple of the program's, and memory."""
    table = Table(title="任务对照全程：质量、时间和内存", caption=_caption(bench), caption_justify="left")
    table.add_column("程序", no_wrap=True)
    for title in (*_QUALITY.values(), *SETTINGS.values(), "内存 MB\n单次", "内存 MB\n全部"):
        table.add_column(title, justify="right")
    for job, figures in bench.figures.items():
        table.add_row(_title(job), *_figures(bench, figures), *_times(bench, job), *_memory(bench, job))
    return table


def time_ratio(bench: TaskBench, job: str, setting: str) -> float:
    """How many times the program's processor time a job takes: the median over runs, each against the same run."""
    pairs = zip(bench.usages[job][setting], bench.usages[OWN][setting], strict=True)
    return median(took.cpu / own.cpu for took, own in pairs)


def _title(job: str) -> str:
    return METHODS[job].name if job in METHODS else escape(job)


def _figures(bench: TaskBench, figures: Figures) -> Iterator[str]:
    """The mean of the cases that thresholds and weights were chosen on, each judged without itself, and of the test split."""
    for key in _QUALITY:
        parts = (
            [figures[case].get(key) for case in bench.cases if (case in bench.tests) is test] for test in (False, True)
        )
        known = [mean_known(part) for part in parts]
        yield " / ".join(f"{value:.3f}" for value in known if value is not None) or "—"


def _times(bench: TaskBench, job: str) -> Iterator[str]:
    for setting in SETTINGS:
        spent = median(took.cpu for took in bench.usages[job][setting])
        yield f"×{time_ratio(bench, job, setting):.2f}\n{spent:.2f} 秒"


def _memory(bench: TaskBench, job: str) -> Iterator[str]:
    for setting in (ONE_EMPTY, ALL_EMPTY):
        yield f"{median(took.megabytes for took in bench.usages[job][setting]):.0f}"


def _absences(fast: bool) -> Iterator[str]:
    """What was left out, and how to have it."""
    if not fast:
        yield escape(f"未测 {OWN_FAST}：没有安装 rjieba（pip install 'plan-align[fast]'）。")
    for method in METHODS.values():
        if not method.is_here:
            yield f"未测 {method.name}：没有安装 {method.package}（pip install {method.package}）。"


def _caption(bench: TaskBench) -> str:
    runs, all_runs = len(bench.usages[OWN][ONE_EMPTY]), len(bench.usages[OWN][ALL_EMPTY])
    lines = (
        f"{len(bench.cases)} 例；质量为开发例均值 / 测试例均值：阈值、权重都在其他开发例上选定，各例不由自己教出。",
        "“借用切分”：把 plan-align 找出的要求、可回应语句和不适用判断交给该方法，只比相似度。",
        f"时间为处理器时间（用户＋系统）与 plan-align 之比，{runs} 轮（全部用例 {all_runs} 轮）交替运行的中位数，每次另起进程，矩阵运算限一个线程；"
        "大于 1 为更慢。",
        f"“单次”为 {SINGLE} 一对；“缓存空”时连同 jieba 的词典缓存在内都要重建。plan-align 做全部工作并写 xlsx、JSON，"
        "不用 rjieba；其余只比句子，写一张 xlsx。",
    )
    return "\n".join((*lines, *bench.absent))
