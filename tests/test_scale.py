"""What ``python -m scale`` measures by the hour is measured rightly: exponents, memory, and what a killed run did twice."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from library_plans import write_library as write_short_library
from province.measuring import GoldRates, Measured
from province.scoring import Outcome as Scored
from rich.console import Console
from scale.__main__ import tell_outcome
from scale.batches import Desk, copy_fitted, list_kept, list_records, open_desk
from scale.costs import measure_rates
from scale.figures import Figure, below, render_figures
from scale.growth import Size, fit_exponent, tell_growth
from scale.kills import Outcome, State, Stop, compare_states, run_with_kills
from scale.plans import build_library
from scale.searching import answer
from scale.watching import Process, Run, Usage, list_processes

from align.library.running import open_workers

on_linux = pytest.mark.skipif(not Path("/proc/self/stat").is_file(), reason="processes are watched in /proc")


def make_usage(seconds: float, *, peak: int = 1024**2) -> Usage:
    """A command with a worker that did all but a second of the work."""
    own = Process(id=1, is_worker=False, seconds=1.0, peak=peak // 2)
    worker = Process(id=2, is_worker=True, seconds=seconds - 1.0, peak=peak)
    return Usage(wall=seconds, seconds=seconds, others=0.0, processes=(own, worker))


# ------------------------------------------------------------ figures


@pytest.mark.parametrize(("power", "factor"), [(1.0, 2.5), (2.0, 0.1), (0.5, 7.0)])
def test_the_exponent_is_that_of_made_up_times(power: float, factor: float) -> None:
    """Whatever the factor."""
    counts = [10, 100, 300, 1000]
    assert fit_exponent(counts, [factor * count**power for count in counts]) == pytest.approx(power)


def test_growth_is_judged_by_the_largest_too() -> None:
    """What every run does but once hides, over all sizes, that the last step was quadratic; it does not between the last."""
    sizes = [Size(plans=n, pairs=n, used=make_usage(s)) for n, s in ((10, 100.0), (100, 120.0), (1000, 9000.0))]
    rows = {figure.what: figure for figure in tell_growth(sizes)}
    assert rows["处理器用时随份数增长的指数（各规模一起）"].reached is True
    assert rows["处理器用时随份数增长的指数（最大的两个规模之间）"].reached is False


def test_a_library_without_pairs_counts_for_no_exponent() -> None:
    """It only reads; its time is told all the same."""
    sizes = [
        Size(plans=n, pairs=p, used=make_usage(s)) for n, p, s in ((1, 0, 90.0), (10, 20, 20.0), (100, 200, 200.0))
    ]
    rows = {figure.what: figure for figure in tell_growth(sizes)}
    assert rows["处理器用时随份数增长的指数（各规模一起）"].measured.startswith("1.00")
    assert "90.0" in rows["1 份 0 对"].measured


def test_memory_is_that_of_the_largest_worker() -> None:
    """Not of the command, which is told apart."""
    used = make_usage(10.0, peak=900)
    assert (used.largest_worker, used.own_peak, used.free_wall) == (900, 450, 1.0 + 9.0 / 2)


def test_a_missed_aim_is_told() -> None:
    """In the last column; a figure without an aim has none."""
    console = Console(width=120)
    rows = [below("用时", 7.0, 6.0, "秒"), below("内存", 5.0, 6.0, "MB"), Figure(what="负载", measured="1")]
    with console.capture() as capture:
        console.print(render_figures("试", rows))
    ends = [line.split("│")[-2].strip() for line in capture.get().splitlines() if line.startswith("│")]
    assert ends == ["未达到", "达到", ""]


def test_rates_stand_beside_those_of_the_gold() -> None:
    """A gap of two requirements, one of them told to be missing."""
    gap = Scored(
        lower="乙", upper="甲", kind="task", about="噪声", direct=True, right=True, asked=2, flagged=2, missing=1
    )
    gold = GoldRates(flagged=0.9, missing=0.8, left_alone=0.7)
    rows = list(measure_rates([Measured(outcomes=(gap,), before=(), seconds=0.0)], gold))
    assert [(row.measured, row.reached) for row in rows] == [("100.0%（2）", True), ("50.0%（2）", False)]


# ------------------------------------------------------------ plans


def test_every_plan_of_a_library_is_of_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where provinces are the same but for their names: no name of the first stands in the second."""
    monkeypatch.setattr("scale.plans._PROVINCE", 5)
    plans = list(build_library(11, 1))
    assert len(plans) == len({plan.region for plan in plans}) == len({plan.text for plan in plans}) == 11
    first, second = ({p.region for p in plans if p.name.startswith(mark)} for mark in ("00-", "01-"))
    text = "".join(plan.text for plan in plans if plan.name.startswith("01-"))
    assert len(first) == len(second) == 5
    assert not [name for name in first if name in text]
    assert [plan.level for plan in build_library(1, 1)] == ["county"]


# ------------------------------------------------------------ processes


@on_linux
def test_memory_and_time_of_a_command_are_seen(tmp_path: Path) -> None:
    """Sixty megabytes held by a child, half a second of work by another."""
    code = (
        "import subprocess, sys, time\n"
        "run = lambda code: subprocess.Popen([sys.executable, '-c', code])\n"
        "first = run('import time; held = bytearray(b\"x\") * 60_000_000; time.sleep(0.5)')\n"
        "second = run('import time\\nwhile time.process_time() < 0.5: pass')\n"
        "first.wait(), second.wait()\n"
    )
    used = Run(("-c", code), tmp_path / "log", {}).watch()
    assert used is not None
    assert 60_000_000 < max(one.peak for one in used.processes) < 120_000_000
    assert used.own_peak < 60_000_000
    assert 0.5 <= used.seconds < 2.0


@on_linux
def test_a_killed_command_leaves_no_process(tmp_path: Path) -> None:
    """Its children end with it."""
    code = (
        "import subprocess, sys, time; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True); time.sleep(60)"
    )
    run = Run(("-c", code), tmp_path / "log", {})
    assert run.watch(lambda: (tmp_path / "log").read_text() != "") is None
    assert len(list(list_processes(run.id))) == 2
    run.kill()
    assert list(list_processes(run.id)) == []


@on_linux
def test_a_command_that_ended_cannot_be_killed(tmp_path: Path) -> None:
    """That a run was killed is not said of one that was not."""
    run = Run(("-c", "print('好了', flush=True)"), tmp_path / "log", {})
    time.sleep(0.5)
    with pytest.raises(RuntimeError, match="before it was killed"):
        run.kill()


@on_linux
def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    """With what it said."""
    with pytest.raises(RuntimeError, match="ended with 3: 坏了"):
        Run(("-c", "import sys; print('坏了', flush=True); sys.exit(3)"), tmp_path / "log", {}).watch()


# ------------------------------------------------------------ kills


def test_what_is_written_again_is_counted() -> None:
    """A record that is written again is work done twice; a result that had no record yet is not."""
    one, two, three = (Path(name) for name in "123")
    before = State(records={one: (1, 1)}, results={one: (5, 1), two: (6, 1)}, kept={one: (9, 0)})
    after = State(records={one: (2, 2), two: (3, 2)}, results={one: (5, 1), two: (7, 2), three: (8, 2)}, kept={})
    assert compare_states(before, after) == Stop(finished=1, read=1, unfinished=1, redone=1, rewritten=1, read_again=1)


def test_a_loss_is_told() -> None:
    """By the name of the file; work done twice likewise misses its aim."""
    stop = Stop(finished=3, read=5, unfinished=1, redone=0, rewritten=1, read_again=0)
    outcome = Outcome(
        stops=(stop, replace(stop, redone=2)),
        pairs=9,
        lost=("对照/乙.json.gz",),
        otherwise=(),
        left=(),
        undisturbed=make_usage(5.0),
    )
    rows = list(tell_outcome(outcome))
    assert [row.measured for row in rows if row.reached is False] == ["2", "1"]
    assert "对照/乙.json.gz" in [row.measured for row in rows]


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk]:
    """Two desks for one library: a province, a city and three counties."""
    plans = write_short_library(tmp_path / "规划")
    calm, killed = (open_desk(plans, tmp_path, name, jobs=1) for name in ("calm", "killed"))
    for desk in (calm, killed):
        copy_fitted(desk.cache)
    return calm, killed


@on_linux
def test_a_run_that_is_killed_loses_nothing(desks: tuple[Desk, Desk]) -> None:
    """One kill: what was finished stays as it was, the rest is done, and all results are those of an undisturbed run."""
    calm, killed = desks
    outcome = run_with_kills(calm, killed, 1, 3)
    (stop,) = outcome.stops
    assert (outcome.pairs, len(list_records(killed)), len(list_kept(killed))) == (7, 7, 10)
    assert (stop.redone, stop.read_again, outcome.lost, outcome.otherwise) == (0, 0, (), ())
    assert stop.rewritten <= stop.unfinished
    assert stop.read + stop.finished > 0
    assert [figure for figure in tell_outcome(outcome) if figure.reached is False] == []


def test_answers_are_timed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time for each question, the first one asked twice, and how many clauses there are."""
    monkeypatch.setattr("align.library.indexing.open_workers", lambda _count, _cluster: open_workers(1, None))
    for module in ("cache", "index"):
        monkeypatch.setattr(f"align.library.{module}.cache_folder", lambda: tmp_path / "cache")
    told = answer(write_short_library(tmp_path / "规划"))
    assert len(told["answers"]) == 7
    assert told["clauses"] > 15
