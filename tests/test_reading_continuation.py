"""What a page break leaves inside a table is known as such; anything else ends the table."""

from __future__ import annotations

import pytest

from align.reading.paged.continuation import count_repeated_head, is_page_break


@pytest.mark.parametrize(
    "line",
    [
        "",
        "  ",
        "12",
        "- 12 -",
        "—3—",
        "－ 7 －",
        "第12页",
        "第 3 页 共 60 页",
        "3/60",
        "续表",
        "（续表）",
        "（续上表）",
        "续表2",
    ],
)
def test_lines_of_a_page_break(line):
    assert is_page_break(line)


@pytest.mark.parametrize("line", ["12月", "2025年", "一、总则", "注：略", "12 34 56", "续建项目", "第3章", "合计"])
def test_lines_that_end_a_table(line):
    assert not is_page_break(line)


@pytest.mark.parametrize(
    ("table", "piece", "expected"),
    [
        ([["指标", "值"], ["甲", "1"]], [["指标", "值"], ["乙", "2"]], 1),
        ([["主要指标", ""], ["指标", "值"]], [["主要指标", ""], ["指标", "值"], ["乙", "2"]], 2),
        ([["主要指标", "主要指标"], ["指标", "值"]], [["指标", "值"], ["乙", "2"]], 1),
        ([["指标", "值"], ["甲", "1"]], [["甲", "1"], ["乙", "2"]], 0),
        ([["指标", "值"], ["甲", "1"]], [["乙", "2"]], 0),
        ([["指标", "值"]], [], 0),
    ],
)
def test_a_repeated_head_is_counted(table, piece, expected):
    """A data row that comes again is data; only a head, or a head below its caption, counts."""
    assert count_repeated_head(table, piece) == expected
