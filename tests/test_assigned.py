"""Assigned values (分解值): lists read in three layouts, and what they change in a comparison."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from indicator_plans import indicator, plan_of
from test_cli import run

from align import read_assigned
from align.errors import InputError, MappingError
from align.judging.assigned import find_unmet
from align.judging.targets import judge_indicators
from align.knowledge.assigned import load_assigned, load_assigned_columns
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicators import load_catalogue
from align.knowledge.units import load_units
from align.model import Assignment, Indicator, Level, Nature
from align.parsing.quantities import parse_target
from align.results import IndicatorFinding, IndicatorVerdict, Severity

ROWS = "地区,指标,分解值,单位,目标年,文件\n山前区,森林覆盖率,42,%,2025,青政发〔2022〕3号\n云岭县,森林覆盖率,55,%,2025,青政发〔2022〕3号\n"
SIDE = "县（市、区）,2025年森林覆盖率（%）,用水总量（万立方米）\n山前区,42,1200\n全市,48,—\n"
TOP = "序号,指标名称,计量单位,山前区,云岭县,合计\n1,森林覆盖率,%,42,55,48\n2,用水总量,万立方米,—,900,3000\n"


def value_of(region: str = "山前区", name: str = "森林覆盖率", value: str = "42", **fields: object) -> Assignment:
    """An assigned value with every field defaulted."""
    given = {"unit": "%", "target_year": 2025, "document": "青政发〔2022〕3号", **fields}
    return Assignment(region=region, indicator=name, value=value, **given)  # type: ignore[arg-type]


def judge(
    ours: Indicator | None, theirs: Indicator | None, *assignments: Assignment, upper_region: str = "青石市"
) -> IndicatorFinding:
    """One pair of indicators, city above district."""
    above = plan_of(*([ours] if ours else []), level=Level.CITY, region=upper_region)
    below = plan_of(*([theirs] if theirs else []), level=Level.COUNTY, region="山前区")
    (found,) = judge_indicators(
        [(ours, theirs)], above, below, load_judging_rules(), load_catalogue(), assignments=assignments
    )
    return found


def read(tmp_path: Path, text: str, name: str = "分解.csv") -> list[tuple[object, ...]]:
    """The assigned values of a list, as tuples."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return [(a.region, a.indicator, a.value, a.unit, a.target_year, a.document) for a in read_assigned(path)]


def test_a_value_per_row(tmp_path: Path) -> None:
    """Area, indicator and value in columns."""
    assert read(tmp_path, ROWS) == [
        ("山前区", "森林覆盖率", "42", "%", 2025, "青政发〔2022〕3号"),
        ("云岭县", "森林覆盖率", "55", "%", 2025, "青政发〔2022〕3号"),
    ]


def test_areas_down_the_side(tmp_path: Path) -> None:
    """The unit and year stand in the heading, a row of totals is left out, and the file's name is the document."""
    assert read(tmp_path, SIDE) == [
        ("山前区", "森林覆盖率", "42", "%", 2025, "分解"),
        ("山前区", "用水总量", "1200", "万立方米", None, "分解"),
    ]


def test_areas_across_the_top(tmp_path: Path) -> None:
    """A dash is no value, a column of totals no area."""
    assert read(tmp_path, TOP) == [
        ("山前区", "森林覆盖率", "42", "%", None, "分解"),
        ("云岭县", "森林覆盖率", "55", "%", None, "分解"),
        ("云岭县", "用水总量", "900", "万立方米", None, "分解"),
    ]


def test_a_workbook_with_merged_areas(tmp_path: Path) -> None:
    """An area written once for several rows holds for all of them."""
    path = tmp_path / "分解.xlsx"
    workbook = openpyxl.Workbook()
    for row in (["区县", "指标", "下达数"], ["山前区", "森林覆盖率", "42%"], [None, "湿地面积", "30万亩"]):
        workbook.active.append(row)
    workbook.active.merge_cells("A2:A3")
    workbook.save(path)
    assert [(a.region, a.indicator, a.value) for a in read_assigned(path)] == [
        ("山前区", "森林覆盖率", "42%"),
        ("山前区", "湿地面积", "30万亩"),
    ]


def test_another_table_is_refused(tmp_path: Path) -> None:
    """A file without such a list is told what a list looks like."""
    path = tmp_path / "甲.csv"
    path.write_text("姓名,电话\n张三,123\n", encoding="utf-8")
    with pytest.raises(InputError, match="地区、指标、分解值"):
        read_assigned(path)


def test_the_assigned_value_comes_before_the_average() -> None:
    """As strict as the city's average, but looser than what the district was set."""
    ours = indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING, target_year=2025)
    theirs = indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING, target_year=2025)
    assert judge(ours, theirs).verdict is IndicatorVerdict.EQUAL
    found = judge(ours, theirs, value_of())
    assert (found.verdict, found.severity) == (IndicatorVerdict.LOOSER, Severity.CRITICAL)
    assert found.assigned == "42%（青政发〔2022〕3号）"
    assert "青政发〔2022〕3号" in found.reason


@pytest.mark.parametrize(
    "other",
    [
        value_of("云岭县"),
        value_of(name="湿地保护率"),
        value_of(target_year=2023),
        value_of(name="云岭县城森林覆盖率提升", value="3个百分点"),
    ],
    ids=["another area", "another indicator", "another year", "another measure"],
)
def test_values_for_something_else_change_nothing(other: Assignment) -> None:
    """Area, indicator and year must fit."""
    ours = indicator("森林覆盖率", "41", unit="%", target_year=2025)
    theirs = indicator("森林覆盖率", "41", unit="%", target_year=2025)
    assert judge(ours, theirs, other).assigned is None


def test_the_users_list_comes_first() -> None:
    """Of two values for one indicator the one nearer the front counts."""
    ours, theirs = (indicator("森林覆盖率", "41", unit="%", target_year=2025) for _ in range(2))
    found = judge(ours, theirs, value_of(value="40"), value_of(value="45"))
    assert found.verdict is IndicatorVerdict.STRICTER
    assert found.assigned is not None
    assert found.assigned.startswith("40%")


def test_a_deferred_target_is_graver_where_a_value_was_set() -> None:
    """完成上级下达任务 must be a figure once the figure is there."""
    ours = indicator("森林覆盖率", "41", unit="%", target_year=2025)
    theirs = indicator("森林覆盖率", "完成市下达任务", unit="%", target_year=2025)
    assert judge(ours, theirs).severity is Severity.NOTICE
    assert judge(ours, theirs, value_of()).severity is Severity.MAJOR


def test_a_missing_binding_indicator_is_critical_where_a_value_was_set() -> None:
    """So is its absence."""
    ours = indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING, target_year=2025)
    assert judge(ours, None).severity is Severity.MAJOR
    found = judge(ours, None, value_of())
    assert (found.verdict, found.severity) == (IndicatorVerdict.MISSING, Severity.CRITICAL)


def test_an_indicator_only_below_is_held_against_its_assigned_value() -> None:
    """New beside the upper plan, yet looser than what the area was set."""
    theirs = indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING, target_year=2025)
    assert judge(None, theirs).severity is Severity.INFO
    found = judge(None, theirs, value_of())
    assert (found.verdict, found.severity) == (IndicatorVerdict.EXTRA, Severity.CRITICAL)
    assert "偏松" in found.reason
    assert "41 < 42" in found.comparison


def test_what_neither_plan_has_is_told() -> None:
    """A value set for the area that no indicator takes up, and a list that leaves the area out."""
    theirs = indicator("森林覆盖率", "41", unit="%", target_year=2025)
    above = plan_of(theirs, level=Level.CITY, region="青石市")
    below = plan_of(theirs, level=Level.COUNTY, region="山前区")
    catalogue = load_catalogue()
    unmet = find_unmet((value_of(), value_of(name="湿地保护率")), above, below, catalogue)
    assert [notice.code for notice in unmet] == ["assigned.unmet"]
    assert "湿地保护率" in unmet[0].message
    absent = find_unmet((value_of("云岭县"),), above, below, catalogue)
    assert [notice.code for notice in absent] == ["assigned.no_area"]
    assert find_unmet((), above, below, catalogue) == ()


def test_the_command_takes_a_list(tmp_path: Path) -> None:
    """``--assigned`` reaches the result, and a list that is none ends the run with one message."""
    for name, values in (("市.csv", "41"), ("区.csv", "41")):
        (tmp_path / name).write_text(
            f"{'青石市' if name == '市.csv' else '青石市山前区'}“十四五”主要指标\n指标,单位,2020年,2025年,属性\n森林覆盖率,%,40,{values},约束性\n",
            encoding="utf-8",
        )
    (tmp_path / "分解.csv").write_text(ROWS, encoding="utf-8")
    command = ("check", tmp_path / "区.csv", "-a", tmp_path / "市.csv", "--json", "--assigned")
    done = run(*command, tmp_path / "分解.csv")
    assert done.returncode == 0, done.stderr
    assert [(row["verdict"], row["assigned"]) for row in json.loads(done.stdout)["indicators"]] == [
        ("looser", "42%（青政发〔2022〕3号）")
    ]
    refused = run(*command, tmp_path / "市.csv")
    assert refused.returncode == 2
    assert "没有认出分解值" in refused.stderr


def test_every_bundled_value_parses_and_is_known() -> None:
    """Each is a number for an indicator of the catalogue."""
    for one in load_assigned():
        assert parse_target(one.value, unit=one.unit, name=one.indicator, units=load_units()).value is not None
        assert load_catalogue().find_concept(one.indicator, one.unit) is not None, one.indicator


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("山前区\t森林覆盖率\t\t%\t2025\t甲", "value 不能为空"),
        ("山前区\t森林覆盖率\t41\t斗\t2025\t甲", "单位“斗”"),
        ("山前区\t森林覆盖率\t41\t%\t25\t甲", "年份“25”"),
        ("山前区\t森林覆盖率\t41\t%\t2025\t", "document 不能为空"),
        ("甲区\t森林覆盖率\t41\t%\t2025\t乙\n甲区\t森林覆盖率\t42\t%\t2025\t乙", "重复"),
    ],
)
def test_malformed_lists_are_refused(tmp_path: Path, row: str, problem: str) -> None:
    """File and line are named."""
    (tmp_path / "a.tsv").write_text(f"region\tindicator\tvalue\tunit\tyear\tdocument\n{row}\n", encoding="utf-8")
    with pytest.raises(MappingError, match=problem):
        load_assigned(tmp_path)


def test_malformed_headers_are_refused(tmp_path: Path) -> None:
    """A column that misses its own example."""
    (tmp_path / "columns.toml").write_text(
        '[columns]\nregion = { patterns = ["地区"], examples = ["县"] }\n[areas]\npattern = "县"\ntotals = []\n',
        encoding="utf-8",
    )
    with pytest.raises(MappingError, match="样例“县”"):
        load_assigned_columns(tmp_path / "columns.toml")
