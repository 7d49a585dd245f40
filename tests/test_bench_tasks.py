"""The benchmark of whole jobs on tasks runs, its scripts do what they say, and all time has its place."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bench.aims import judge_aims, render_aims
from bench.analyst import METHODS, read_sentences
from bench.cases import ROOT, read_own_cases
from bench.children import Usage, run_python
from bench.quality import HELPED, score_methods
from bench.sampling import IMPORTS, JIEBA, JUDGING, MATCHING, OTHER, PARSING, STAGES, Place, place_of
from bench.shares import Shares, render_shares, sample
from bench.tasks import ONE_EMPTY, SETTINGS, TaskBench, measure_jobs, render_tasks, time_ratio
from rich.console import Console
from rich.table import Table

DEMO = ROOT / "corpora" / "demo"
PAIR = (str(DEMO / "city.txt"), str(DEMO / "district.txt"))
TIMES = {"plan-align": 2.0, "tfidf": 1.0}


def test_a_script_of_an_analyst_is_scored_like_the_program() -> None:
    """Every method that is installed says something of nearly all requirements of one case, thresholds from the others."""
    cases = [case for case in read_own_cases() if case.name in ("city-district", "province-city")]
    methods = {key: method for key, method in METHODS.items() if method.is_here}
    figures = score_methods(cases, methods)
    assert {"tfidf", "rapidfuzz", "difflib"} <= set(figures)
    for found in figures.values():
        assert all((one["tasks_found"] or 0) > 0.9 and 0 < (one["tasks_macro_f1"] or 0) < 1 for one in found.values())
        assert all(0 < (one[HELPED] or 0) < 1 for one in found.values())


def test_sentences_are_whole(tmp_path: Path) -> None:
    """Headings and rows of tables are none."""
    file = tmp_path / "plan.txt"
    file.write_text("一、重点任务\n水土保持率\t80\n完成排污口排查整治。到2025年建成监测站；\n好。\n", encoding="utf-8")
    assert read_sentences(file) == ["完成排污口排查整治。", "到2025年建成监测站；"]


@pytest.mark.parametrize("key", ["tfidf", "rapidfuzz", "difflib"])
def test_a_sentence_is_nearest_to_itself(key: str) -> None:
    """Among others it is found, and fully alike."""
    offered = ["建设生活垃圾焚烧厂。", "完成入河排污口排查整治。", "新增造林二十万亩。"]
    (row,) = METHODS[key].likeness([offered[1]], offered)
    assert row.argmax() == 1
    assert row[1] == pytest.approx(100 if key == "rapidfuzz" else 1)


def test_jobs_are_measured_in_their_own_process() -> None:
    """What is told is the job's own memory, though the process that asks holds far more."""
    held = bytearray(b"1") * (400 * 2**20)
    usages = measure_jobs(["difflib"], PAIR, [PAIR], runs=1)["difflib"]
    assert len(held) == 400 * 2**20
    assert all(0.1 < took.cpu < 30 and 30 < took.megabytes < 300 for (took,) in usages.values())


def test_a_job_that_fails_says_why(tmp_path: Path) -> None:
    """No figure is made of a job that broke off."""
    with pytest.raises(RuntimeError, match="no-such-method"):
        run_python(("-m", "bench.jobs", "no-such-method", str(tmp_path), "a.txt", "b.txt"), tmp_path)


def test_shares_add_up(tmp_path: Path) -> None:
    """All of the processor's time is told, most of it by what is known of the program; a line per stage."""
    places, total = sample(PAIR, tmp_path)
    shares = Shares(places=places, total=total)
    assert shares.share_of(*STAGES) == pytest.approx(1, abs=0.02)
    assert shares.share_of(JIEBA) > 0.05
    assert shares.share_of(OTHER) < 0.1
    assert len(render_shares({"缓存空": shares}).rows) == len(STAGES) + 1


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ((), (OTHER, "")),
        (("/x/align/checking.py", "/x/align/parsing/tasks.py", "/lib/python3.11/json/decoder.py"), (PARSING, "tasks")),
        (("/x/align/pipeline.py", "/x/align/reporting/excel.py", "/x/align/fitted.py"), (MATCHING, "fitted")),
        (("/x/align/judging/values.py", "/lib/python3.11/re/_parser.py"), (JUDGING, "正则编译")),
        (
            ("/x/align/matching/words.py", "/v/site-packages/jieba/__init__.py", "<frozen importlib._bootstrap>"),
            (JIEBA, "jieba"),
        ),
        (("/x/align/matching/encode.py", "<frozen importlib._bootstrap>"), (IMPORTS, "align")),
        (("/v/site-packages/align/judging/values.py", "/v/site-packages/numpy/core.py"), (JUDGING, "values")),
        (("/v/site-packages/typer/main.py",), (OTHER, "")),
    ],
)
def test_a_stack_has_its_place(files: tuple[str, ...], place: Place) -> None:
    """With jieba if any of it is, else with the import that runs, else with the innermost stage of the program."""
    job: Callable[[], Place] = lambda: place_of(sys._getframe(1) if files else None)  # noqa: E731
    for file in reversed(files):
        names: dict[str, Any] = {}
        exec(compile("def run(job): return job()", file, "exec"), names)
        job = partial(names["run"], job)
    assert job() == place


@pytest.fixture
def bench() -> TaskBench:
    """Two jobs of which one takes twice the time, on one case."""
    took = {job: {one: (Usage(cpu=cpu, wall=cpu, megabytes=100),) for one in SETTINGS} for job, cpu in TIMES.items()}
    figures = {job: {"a": {"tasks_macro_f1": 0.5, "gap_f1": 0.6, HELPED: None}} for job in TIMES}
    return TaskBench(cases=("a",), tests=frozenset(), figures=figures, usages=took, absent=("未测 句向量",))


def shown(table: Table) -> str:
    console = Console(width=160)
    with console.capture() as text:
        console.print(table)
    return text.get()


def test_the_table_tells_ratios_and_what_is_absent(bench: TaskBench) -> None:
    """Times stand beside those of the program; a method that is not installed has a line instead of a row."""
    assert time_ratio(bench, "tfidf", ONE_EMPTY) == 0.5
    text = shown(render_tasks(bench))
    assert all(word in text for word in ("plan-align", "×0.50", "0.500", "未测 句向量", METHODS["tfidf"].name))


def test_aims_are_judged_by_what_was_measured(bench: TaskBench) -> None:
    """Twice the time of the usual script is too much, half of the time in jieba enough; what was not run is not judged."""
    shares = Shares(places={(JIEBA, "jieba"): 1.0, (OTHER, ""): 1.0}, total=2.0)
    slower, share = judge_aims(bench, {"缓存空": shares})
    assert set(slower.measured.values()) == {(2.0, False)}
    assert list(share.measured.values()) == [(0.5, True)]
    assert shown(render_aims([slower, share])).count("✗") == len(SETTINGS) + 1
