"""Whose a bare indicator table is: told by the lines above it, then by the file's name, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.model import DocumentKind, Level
from align.pipeline import read_plan

ROWS = "指标,单位,2025年,2030年,属性\n森林覆盖率,%,31.2,32.5,约束性\n人均预期寿命,岁,79,80,预期性\n"


@pytest.mark.parametrize(
    ("name", "above", "title", "level", "region", "period"),
    [
        ("表.csv", "湖南省“十五五”主要指标", "湖南省“十五五”主要指标", Level.PROVINCE, "湖南省", (2026, 2030)),
        ("表.csv", "湖南“十五五”主要指标", "湖南“十五五”主要指标", Level.PROVINCE, "湖南省", (2026, 2030)),
        ("表.csv", "全国“十五五”主要指标", "全国“十五五”主要指标", Level.NATION, "全国", (2026, 2030)),
        ("湖南省十五五规划指标.csv", "", "湖南省十五五规划指标", Level.PROVINCE, "湖南省", (2026, 2030)),
        ("湖南.csv", "", "湖南", Level.PROVINCE, "湖南省", None),
        ("湖南.csv", "“十五五”主要指标", "“十五五”主要指标", Level.PROVINCE, "湖南省", (2026, 2030)),
        ("长沙市.csv", "湖南省“十五五”主要指标", "湖南省“十五五”主要指标", Level.PROVINCE, "湖南省", (2026, 2030)),
        ("附表2.csv", "“十四五”时期主要指标", "“十四五”时期主要指标", None, None, (2021, 2025)),
        ("指标.csv", "", "指标", None, None, None),
        ("指标.csv", "单位：%", "指标", None, None, None),
        ("指标.csv", "青石市“十五五”生态环境保护规划\n主要指标", "青石市“十五五”生态环境保护规划", Level.CITY, "青石市", (2026, 2030)),
    ],
)  # fmt: skip
def test_title_level_region_and_period(tmp_path: Path, name, above, title, level, region, period):
    path = tmp_path / name
    path.write_text(f"{above}\n{ROWS}" if above else ROWS, encoding="utf-8")
    meta = read_plan(path).meta
    assert (meta.title, meta.level, meta.region, meta.period) == (title, level, region, period)
    assert meta.kind is DocumentKind.INDICATOR_TABLE


def test_what_comes_from_the_file_name_is_told(tmp_path: Path) -> None:
    """A reader learns that region or period were taken from the name; where it tells neither, that they lack."""
    named, nameless = tmp_path / "湖南十五五.csv", tmp_path / "指标.csv"
    for path in (named, nameless):
        path.write_text(ROWS, encoding="utf-8")
    assert [n.code for n in read_plan(named).warnings if n.code.startswith("identity")] == ["identity.from_file_name"]
    assert [n.code for n in read_plan(nameless).warnings if n.code.startswith("identity")] == [
        "identity.no_title",
        "identity.no_level",
        "identity.no_period",
    ]


def test_a_table_holds_indicators_and_no_tasks(tmp_path: Path) -> None:
    """Titles and notes around a table are no tasks."""
    path = tmp_path / "湖南省“十五五”指标.csv"
    path.write_text(f"推进绿色低碳发展主要指标\n{ROWS}注：加强统计监测，完善核算方法。\n", encoding="utf-8")
    plan = read_plan(path)
    assert plan.tasks == ()
    assert [(i.name, i.unit, i.baseline, i.target) for i in plan.indicators] == [
        ("森林覆盖率", "%", "31.2", "32.5"),
        ("人均预期寿命", "岁", "79", "80"),
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("青石市“十五五”主要指标\n{table}注：2025年为预计数。\n", DocumentKind.INDICATOR_TABLE),
        ("青石市“十五五”规划\n一、目标\n到2030年，各项指标全面完成。\n{table}", DocumentKind.FULL_TEXT),
        ("青石市“十五五”规划\n一、重点任务\n推进污水处理提质增效。\n", DocumentKind.FULL_TEXT),
    ],
)
def test_a_text_is_a_bare_table_only_without_sentences(tmp_path: Path, text: str, kind: DocumentKind) -> None:
    path = tmp_path / "规划.txt"
    path.write_text(text.format(table=ROWS.replace(",", "\t")), encoding="utf-8")
    assert read_plan(path).meta.kind is kind


def test_a_single_year_of_a_table_without_a_period_is_the_targets(tmp_path: Path) -> None:
    """Nothing tells when the plan begins: the only values there are, are what is aimed at."""
    (tmp_path / "指标.csv").write_text(
        "指标,单位,2025年,属性\nPM2.5浓度,微克/立方米,33.5,约束性\n森林覆盖率,%,46,约束性\n", encoding="utf-8"
    )
    plan = read_plan(tmp_path / "指标.csv")
    assert [(one.name, one.target, one.baseline) for one in plan.indicators] == [
        ("PM2.5浓度", "33.5", None),
        ("森林覆盖率", "46", None),
    ]
