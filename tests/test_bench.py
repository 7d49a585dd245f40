"""The benchmark runs, and its plain version is a fair one."""

from __future__ import annotations

import pytest
from bench.baseline_indicators import Row, compare_rows, find_rows
from bench.cases import ROOT, read_all_cases
from bench.indicators import Bench, render_bench, run_bench
from bench.measure import ratio, time_interleaved
from bench.programs import FIND, PlainVersion, PlanAlign
from bench.reading import render_reading, run_reading
from rich.console import Console
from roundtrip.cases import find_cases
from roundtrip.rendering.files import Format

from align.pipeline import read_plan
from align.results import IndicatorVerdict

TABLES = {
    "unit column": "序号\t指标名称\t单位\t2020年\t2025年\t属性\n1\t水土保持率①\t%\t78.3\t80.1\t约束性",
    "unit in the name": "指标（单位） | 2020年 | 2025年 | 性质\n水土保持率（%） | 78.3 | 80.1 | 约束",
    "years below": "序号|指标|单位|目标值||属性\n|||2020年|2025年|\n1|水土保持率|%|78.3|80.1|约束性",
    "target first": "属性\t指标\t单位\t2025年目标\t2020年现状\n约束性\t水土保持率\t%\t80.1\t78.3",
    "name under a wide head": "指标||单位|2020年|2025 年|属性\n生态|水土保持率|%|78.3|80.1|约束性",
}


def test_readers_are_timed_beside_their_libraries() -> None:
    """One plan, each format that can be made here: as much read by both, a line per format, memory where there is PDF."""
    found = run_reading(find_cases(("demo-district",)), runs=1, pages=(2, 4))
    assert {Format.DOCX, Format.HTML} <= set(found.times)
    assert all(amount > 0 for amount in found.amounts.values())
    assert len(render_reading(found).rows) == len(found.times)
    assert all(megabytes > 10 for megabytes in found.memory.values())


@pytest.fixture(scope="module")
def bench() -> Bench:
    """Both programs on one case of the demonstration."""
    return run_bench([case for case in read_all_cases() if case.name == "city-district"], runs=2)


def row(name: str = "水土保持率", target: str | None = "80.1", unit: str | None = "%", nature: str = "约束性") -> Row:
    return Row(name=name, unit=unit, baseline=None, target=target, nature=nature, text=name)


def test_all_gold_of_the_project_is_benched() -> None:
    """No case of the corpora is left out."""
    names = {case.name for case in read_all_cases()}
    assert {path.parent.name for path in (ROOT / "corpora" / "gold").glob("*/gold.json")} <= names
    assert {path.stem for path in (ROOT / "corpora" / "demo" / "gold").glob("*.json")} <= names


def test_both_programs_are_scored_on_the_same_metrics(bench: Bench) -> None:
    """The plain version finds most indicators, and the program judges more of them rightly."""
    plain, own = bench.scores[PlainVersion.name], bench.scores[PlanAlign.name]
    assert (plain.indicators_found or 0) >= 0.9
    assert (plain.natures_right or 0) >= 0.9
    assert 0.4 <= (plain.indicator_verdicts or 0) < (own.indicator_verdicts or 0)
    assert (bench.sides, bench.rows) == (20 + 18, 21)


def test_what_is_timed_is_what_is_scored() -> None:
    """The timed finding gives the indicators of the plan as the pipeline reads it."""
    plan = read_plan(ROOT / "corpora" / "demo" / "district.txt")
    assert PlanAlign([(plan, plan)]).steps()[FIND]() == [plan.indicators, plan.indicators]
    assert plan.indicators


def test_every_step_is_timed_in_every_run(bench: Bench) -> None:
    """Two runs, each of which took time."""
    steps = [times for program in bench.times.values() for times in program.values()]
    assert len(steps) == 5
    assert all(len(times) == 2 and min(times) > 0 for times in steps)


def test_the_table_shows_quality_and_speed(bench: Bench) -> None:
    """One line per program with the mean of every metric, and the ratio of the two."""
    console = Console(width=140)
    with console.capture() as shown:
        console.print(render_bench(bench))
    text = shown.get()
    assert all(word in text for word in ("识别率", "虚增率", "结论", "个/秒", "×", PlainVersion.name, PlanAlign.name))
    assert f"{bench.scores[PlanAlign.name].indicator_verdicts:.3f}" in text


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES.keys())
def test_the_plain_version_reads_usual_tables(text: str) -> None:
    """Name, unit, baseline, target and nature, however the columns stand."""
    (found,) = find_rows(text)
    assert (found.name, found.unit, found.baseline, found.target, found.nature) == (
        "水土保持率",
        "%",
        "78.3",
        "80.1",
        "约束性",
    )


def test_the_plain_version_reads_targets_in_the_text() -> None:
    """Under the objectives, with the target year first; what the table has already is left out."""
    text = (
        f"{TABLES['unit column']}\n\n\n\n到2025年，全市水土保持率达到80.1%，农村自来水普及率提高到92%以上，"
        "水库完好率、堤防达标率分别达到95%和90%。\n到2035年，河湖健康评价优良率达到99%。"
    )
    assert [(found.name, found.target) for found in find_rows(text)] == [
        ("水土保持率", "80.1"),
        ("农村自来水普及率", "92%以上"),
        ("水库完好率", "95%"),
        ("堤防达标率", "90%"),
    ]


@pytest.mark.parametrize(
    ("upper", "lower", "verdict"),
    [
        (row(), row(), IndicatorVerdict.EQUAL),
        (row(), row(target="81"), IndicatorVerdict.STRICTER),
        (row(), row(target="80"), IndicatorVerdict.LOOSER),
        (row(name="PM2.5年均浓度"), row(name="PM2.5浓度", target="81"), IndicatorVerdict.LOOSER),
        (row(name="能耗累计下降"), row(name="能耗累计下降", target="81"), IndicatorVerdict.STRICTER),
        (row(), row(target="完成市下达任务"), IndicatorVerdict.DEFERRED),
        (row(), row(target="稳步提升"), IndicatorVerdict.QUALITATIVE),
        (row(), row(unit="公顷"), IndicatorVerdict.NOT_COMPARABLE),
        (row(unit="μg/m3"), row(unit="微克/立方米", target="80.10"), IndicatorVerdict.EQUAL),
    ],
)
def test_the_plain_version_compares(upper: Row, lower: Row, verdict: IndicatorVerdict) -> None:
    """Words first, then unit spellings, then numbers by the guessed direction."""
    (judged,) = compare_rows([upper], [lower])
    assert judged.verdict is verdict


def test_the_plain_version_pairs_by_name() -> None:
    """What finds no near name is missing or added; a change of nature is told."""
    judged = compare_rows([row(), row("互联网普及率")], [row("水土保持率（%）", nature="预期性"), row("千人床位")])
    assert [(one.verdict.value, one.nature_changed) for one in judged] == [
        ("equal", True),
        ("missing", False),
        ("extra", False),
    ]


def test_a_plan_without_rows_is_compared() -> None:
    """Nothing found in one plan: all of the other is missing."""
    assert [one.verdict for one in compare_rows([row()], [])] == [IndicatorVerdict.MISSING]


def test_programs_take_turns() -> None:
    """Every second run the other program begins; steps keep their order."""
    done: list[str] = []
    programs = {
        name: {step: lambda name=name, step=step: done.append(name + step) for step in "12"} for name in ("a", "b")
    }
    times = time_interleaved(programs, runs=2, before=lambda: done.append("-"))
    assert done == ["-", "a1", "a2", "b1", "b2", "-", "b1", "b2", "a1", "a2"]
    assert {program: list(steps) for program, steps in times.items()} == {"a": ["1", "2"], "b": ["1", "2"]}


def test_the_ratio_is_that_of_the_middle_run() -> None:
    """A run in which the machine was busy with something else does not count."""
    assert ratio((1.0, 2.0, 9.0), (2.0, 4.0, 9.0)) == 2.0
