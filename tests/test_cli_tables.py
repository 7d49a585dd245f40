"""The commands on bare indicator tables: ``check`` compares what tables can tell, ``matrix`` many of them at once."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator
from test_cli import SCHEMAS, TASK, run

HEAD = "指标,单位,2025年,2030年,属性"


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    upper, lower = tmp_path / "省.csv", tmp_path / "市.xlsx"
    upper.write_text(
        f"云水省“十五五”主要指标\n{HEAD}\n森林覆盖率,%,31,33,约束性\n人均预期寿命,岁,79,80,预期性\n", encoding="utf-8"
    )
    workbook = openpyxl.Workbook()
    for row in (["青石市“十五五”主要指标"], HEAD.split(","), ["森林覆盖率", "%", 30, 32, "约束性"]):
        workbook.active.append(row)
    workbook.save(lower)
    return upper, lower


def test_check_compares_tables(tables: tuple[Path, Path]) -> None:
    """Indicators are judged, and no task, ground or project is held against a table."""
    upper, lower = tables
    done = run("check", lower, "-a", upper, "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    Draft202012Validator(json.loads((SCHEMAS / "check.schema.json").read_text(encoding="utf-8"))).validate(result)
    assert {row["name"]: row["verdict"] for row in result["indicators"]} == {
        "森林覆盖率": "looser",
        "人均预期寿命": "missing",
    }
    assert result["lower"]["kind"] == "indicator_table"
    assert (result["tasks"], result["local_tasks"], result["projects"], result["basis"]) == ([], [], [], [])
    assert "pair.indicators_only" in [notice["code"] for notice in result["warnings"]]


def test_what_a_table_lacks_is_said_with_care(tables: tuple[Path, Path]) -> None:
    """A table is no plan: a missing indicator is not seen, and no more than a notice."""
    upper, lower = tables
    result = json.loads(run("check", lower, "-a", upper, "--json").stdout)
    missing = next(row for row in result["indicators"] if row["verdict"] == "missing")
    assert "所附材料中未见" in missing["reason"]
    assert missing["severity"] == "notice"


@pytest.mark.parametrize("table_above", [True, False])
def test_a_plan_and_a_table_are_compared_by_indicators_alone(tables: tuple[Path, Path], table_above: bool) -> None:
    """A plan's tasks are neither missing from a table nor new beside it."""
    upper, lower = tables
    plan = upper.with_name("规划.txt")
    table = f"{HEAD}\n森林覆盖率,%,31,33,约束性\n".replace(",", "\t")
    plan.write_text(f"青石市“十五五”规划\n一、主要目标\n到2030年，生态良好。\n{table}{TASK}", encoding="utf-8")
    pair = (plan, "-a", upper) if table_above else (lower, "-a", plan)
    result = json.loads(run("check", *pair, "--json").stdout)
    assert (result["tasks"], result["local_tasks"]) == ([], [])
    assert [row["verdict"] for row in result["indicators"] if row["upper"] and row["lower"]]


def test_check_writes_all_reports_on_tables(tables: tuple[Path, Path], tmp_path: Path) -> None:
    upper, lower = tables
    done = run("check", lower, "-a", upper, "-o", tmp_path / "报告")
    assert done.returncode == 0, done.stderr
    assert "任务、工程和编制依据未作对照" in (tmp_path / "报告" / "市.衔接审查.html").read_text(encoding="utf-8")
    assert len(list((tmp_path / "报告").iterdir())) == 3


def test_only_a_document_with_neither_tasks_nor_indicators_is_refused(tables: tuple[Path, Path]) -> None:
    upper, lower = tables
    empty = upper.with_name("信.txt")
    empty.write_text("一、发展基础\n过去五年，空气质量明显改善。\n", encoding="utf-8")
    for pair in ((empty, "-a", upper), (lower, "-a", empty)):
        done = run("check", *pair)
        assert done.returncode == 2
        assert "没有找到任何任务或指标" in done.stderr


def test_outline_of_a_table(tables: tuple[Path, Path]) -> None:
    done = run("outline", tables[1])
    assert done.returncode == 0, done.stderr
    assert "指标表" in done.stdout
    assert "森林覆盖率" in done.stdout


def test_matrix_shows_and_writes(tables: tuple[Path, Path], tmp_path: Path) -> None:
    """Screen, workbook and page; a second run keeps the workbook before."""
    upper, lower = tables
    for _ in range(2):
        done = run("matrix", upper, lower, "-o", tmp_path / "报告")
        assert done.returncode == 0, done.stderr
    assert "偏松※" in done.stdout
    assert "青石市" in done.stdout
    assert sorted(path.name for path in (tmp_path / "报告").iterdir()) == [
        "省.指标矩阵.html",
        "省.指标矩阵.xlsx",
        "省.指标矩阵.上一次.xlsx",
    ]


def test_matrix_on_screen_alone_writes_nothing(tables: tuple[Path, Path], tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert run("matrix", *tables).returncode == 0
    assert sorted(tmp_path.iterdir()) == before


def test_matrix_mistakes_are_told_in_chinese(tables: tuple[Path, Path], tmp_path: Path) -> None:
    upper, lower = tables
    missing = run("matrix", upper, tmp_path / "无.csv")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "文件不存在" in missing.stderr
    alone = run("matrix", upper)
    assert alone.returncode == 2
    assert "缺少参数 下级规划" in alone.stderr
    target = tmp_path / f"{upper.stem}.指标矩阵.xlsx"
    target.write_bytes(lower.read_bytes())
    over = run("matrix", upper, target, "-o", tmp_path)
    assert over.returncode == 2
    assert "覆盖输入" in over.stderr
