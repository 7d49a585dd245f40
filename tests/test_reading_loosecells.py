"""Tables that a converter wrote one cell a line come together again where that is certain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from align.pipeline import build_plan
from align.reading.content import Content
from align.reading.document import read_source
from align.reading.plain.text import read_text

SENTENCE = "到二〇二五年，全区生态环境质量持续改善，主要污染物排放总量继续减少，绿色发展水平明显提升。"
HEAD = ["序号", "类别", "指标", "单位", "2020年现状", "2025年目标", "属性"]
ROWS = [
    ["1", "环境质量", "空气优良天数", "天", "320", "330", "约束性"],
    ["2", "", "地表水优良比例", "%", "90", "95", "约束性"],
    ["3", "资源利用", "再生水利用率", "%", "——", "25", "预期性"],
]
REAL = Path(__file__).parents[2] / "shared" / "real" / "texts" / "province_zhejiang_flood_145_rawdocx.txt"


def read(*rows: Sequence[str], gap: str = "\n\n", caption: str = "表1 主要指标") -> Content:
    cells = [cell for row in rows for cell in row]
    return read_text(f"{SENTENCE}\n{caption}{gap}{gap.join(cells)}\n{SENTENCE}".encode(), Path("规划.txt"))


def grid(content: Content) -> list[list[str]]:
    return [["".join(cell.text.split()) for cell in row] for row in content.tables[0].rows]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"], ids=["no blank line", "one", "two"])
def test_rows_are_told_by_their_numbers(gap: str) -> None:
    """Blank cells are told from the blank lines that stand for them; every cell keeps its place in the text."""
    content = read(HEAD, *ROWS, gap=gap)
    assert grid(content) == [HEAD, *ROWS]
    assert content.tables[0].inferred
    assert content.warnings == ()
    assert all(
        cell.span.slice(content.text) == cell.text for row in content.tables[0].rows for cell in row if cell.text
    )
    assert [block.kind.value for block in content.blocks] == ["paragraph", "paragraph", "table", "paragraph"]


def test_cells_broken_over_lines_are_joined_where_only_one_way_is_left() -> None:
    """Longer pieces come first, brackets belong to what stands before, words and figures do not mix."""
    head = ["序号", "类别", "指标", "2020年现状", "2025年目标", "指标", "属性"]
    rows = [
        ["1", "环境", "质量", "空气优良天数", "（省考口径）", "320", "330", "约束性"],
        ["2", "", "地表水优良比例", "90", "95", "约束性"],
        ["3", "", "再生水利用率", "——", "25", "预期性"],
        ["4", "", "清洁取暖率", "60", "80", "预期性"],
    ]
    content = read(head, *rows)
    assert grid(content) == [
        ["序号", "类别", "指标", "2020年现状", "2025年目标", "指标属性"],
        ["1", "环境质量", "空气优良天数（省考口径）", "320", "330", "约束性"],
        *rows[1:],
    ]


def test_a_row_that_can_be_shared_out_in_two_ways_is_left_out_and_said() -> None:
    """Two figures in one of two columns of figures: nobody knows in which; missing indicators then stay open."""
    rows = [
        *ROWS[:2],
        ["3", "资源利用", "再生水利用率", "%", "15", "25", "30", "预期性"],
        ["4", "资源利用", "清洁取暖率", "%", "60", "80", "预期性"],
    ]
    content = read(HEAD, *rows)
    assert grid(content) == [HEAD, *rows[:2], rows[3]]
    assert [notice.code for notice in content.warnings] == ["reading.rows_not_read"]
    assert "第 1 张表序号 3" in content.warnings[0].message


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD[:6], *ROWS],
        [["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"], *ROWS],
        [HEAD, *ROWS[:2]],
        [
            ["城区类型", "中心城区", "非中心城区", "重要地区"],
            ["特大城市", "3～5", "2～3", "5～10"],
            ["大城市", "2～5", "2～3", "5～10"],
        ],
    ],
    ids=["head too short", "head in two ways", "two rows", "rows not counted"],
)
def test_what_is_not_certain_is_no_table(rows: Sequence[Sequence[str]]) -> None:
    """Without a head that fits, or rows that are counted, the columns are a guess."""
    assert read(*rows).tables == ()


def test_indicators_are_read_from_such_a_table(tmp_path: Path) -> None:
    """Name, unit, baseline, target and nature, each from its own line."""
    file = tmp_path / "区规划.txt"
    cells = "\n\n".join(cell for row in (HEAD, *ROWS) for cell in row)
    file.write_text(
        f"青石区“十四五”生态环境保护规划\n一、规划目标\n{SENTENCE}\n表1 主要指标\n\n{cells}\n\n二、主要任务\n推进治理。",
        encoding="utf-8",
    )
    plan = build_plan(read_source(file))
    assert [(one.name, one.unit, one.baseline, one.target) for one in plan.indicators] == [
        ("空气优良天数", "天", "320", "330"),
        ("地表水优良比例", "%", "90", "95"),
        ("再生水利用率", "%", None, "25"),
    ]


@pytest.mark.real
@pytest.mark.skipif(not REAL.is_file(), reason="the real documents are not here")
def test_a_real_plan_gives_what_is_certain_and_names_what_is_not() -> None:
    """Two tables of seven and six indicators, one cell a line: five and six are certain, two rows are named."""
    plan = build_plan(read_source(REAL))
    assert len(plan.indicators) == 11
    assert [one.target for one in plan.indicators] == [
        "95",
        "95",
        "95",
        "100",
        "98",
        "2000",
        "1500",
        "2000",
        "82500",
        "10",
        "10",
    ]
    assert any("第 2 张表序号 6、7" in notice.message for notice in plan.warnings)
