"""Indicator tables whose rows were written as lines with spaces give the rows that are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.pipeline import build_plan
from align.reading.document import read_source
from align.reading.plain.text import read_text
from align.source import Source

HEAD = ["序 “十四五”目标", "指 标 单位 属性", "号", "2025年 年均[累计]"]
ROWS = [
    "1 森林覆盖率 % 约束性 50 -",
    "2 空气优良天数 天 约束性 330 -",
    "3 再生水利用率 % 预期性 25 -",
    "4 规模以上工业增加值增速 % 预期性 - 5左右",
    "5 城镇调查失业率 % 预期性 <5.5 -",
    "6 每万人口发明专利拥有量 件 预期性 30左右 -",
]
REAL = Path(__file__).parents[2] / "shared" / "real" / "texts" / "province_shanghai_fyp_145_rawpdf.txt"


def grid(*lines: str) -> list[list[str]]:
    content = read_text(("规划目标如下表。\n" + "\n".join(lines) + "\n推进治理。").encode(), Path("规划.txt"))
    return [[cell.text for cell in row] for table in content.tables for row in table.rows]


def test_whole_rows_are_read_under_the_heads_of_their_values() -> None:
    """Number, name, unit and nature are told by what they are, values by the heads above them."""
    rows = grid(*HEAD, *ROWS)
    assert rows[0] == ["", "指 标", "单位", "属性", "2025年", "年均[累计]"]
    assert rows[1] == ["1", "森林覆盖率", "%", "约束性", "50", "-"]
    assert rows[4] == ["4", "规模以上工业增加值增速", "%", "预期性", "-", "5左右"]
    assert len(rows) == 7


def test_rows_broken_over_lines_are_named(tmp_path: Path) -> None:
    """A name above and below its row is not put together; whole rows next to it are kept where the lines add up."""
    file = tmp_path / "市规划.txt"
    broken = [*ROWS, "主要劳动年龄人口中", "7 % 预期性 45 -", "受过高等教育的比例", "8 居民平均预期寿命 岁 预期性 84 -"]
    text = "\n".join(["青石市“十四五”规划纲要", "一、规划目标", *HEAD, *broken, "二、主要任务", "推进治理。"])
    file.write_text(text, encoding="utf-8")
    source = read_source(file)
    plan = build_plan(source)
    assert [one.target for one in plan.indicators] == ["50", "330", "25", "5左右", "<5.5", "30左右", "84"]
    (notice,) = (notice for notice in plan.warnings if notice.code == "reading.rows_not_read")
    assert "第 1 张表序号 7" in notice.message
    assert_cells_in_place(source)


def test_a_name_that_may_go_on_below_is_not_taken() -> None:
    """A line more than the broken rows account for belongs to one of the rows beside it, nobody knows which."""
    rows = grid(
        *HEAD, *ROWS, "7 数字经济增加值占全市 % 预期性 60 -", "生产总值比重", "8 居民平均预期寿命 岁 预期性 84 -"
    )
    assert [row[0] for row in rows] == ["", "1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    "lines",
    [
        ROWS,
        [*HEAD[:3], "2025年", *ROWS],
        [*HEAD, *ROWS[:4]],
        [*HEAD, *(row.replace("约束性", "").replace("预期性", "") for row in ROWS)],
    ],
    ids=["no head", "a head short", "four rows", "no natures"],
)
def test_what_is_not_certain_is_no_table(lines: list[str]) -> None:
    """Without a head for every value, enough rows, or natures to tell cells by, nothing is read as a table."""
    assert grid(*lines) == []


def assert_cells_in_place(source: Source) -> None:
    for table in source.tables:
        for row in table.rows:
            assert all(cell.span.slice(source.text) == cell.text for cell in row)


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_file(), reason="the real documents are not here")
def test_a_real_table_gives_its_whole_rows() -> None:
    """Of twenty rows eleven are whole; the others are named."""
    source = read_source(REAL)
    assert [len(table.rows) for table in source.tables] == [12]
    assert_cells_in_place(source)
    assert any("2、6、8、11、12、15、16、17、20" in notice.message for notice in source.warnings)
