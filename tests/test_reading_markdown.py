"""Markdown marks give levels and tables, and stay out of what later stages see."""

from __future__ import annotations

from pathlib import Path

import pytest

from align.reading.plain.markdown import read_markdown


def paragraphs(text: str) -> list[tuple[str, int | None]]:
    content = read_markdown(text.encode(), Path("规划.md"))
    return [(block.span.slice(content.text), block.level) for block in content.blocks]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# 青川县规划", ("青川县规划", 1)),
        ("## 一、总则 ##", ("一、总则", 2)),
        ("###（一）目标", ("（一）目标", 3)),
        ("- 推进减排", ("推进减排", None)),
        ("  * 推进扩绿", ("推进扩绿", None)),
        ("1. 推进治水", ("1. 推进治水", None)),
        ("> 引文一段", ("引文一段", None)),
        ("**（一）推进减排。**淘汰锅炉。", ("（一）推进减排。淘汰锅炉。", None)),
        ("见[省级规划](https://example.org/plan)。", ("见省级规划。", None)),
        ("`PM2.5`浓度*明显*下降", ("PM2.5浓度明显下降", None)),
        ("面积3*4*5米", ("面积3*4*5米", None)),
        ("—— 坚持绿色发展", ("—— 坚持绿色发展", None)),
        ("2025年\\*目标", ("2025年*目标", None)),
    ],
)
def test_marks_are_left_out(line, expected):
    assert paragraphs(line) == [expected]


@pytest.mark.parametrize("line", ["---", "***", "```", "<!-- 注 -->", "#"])
def test_lines_of_marks_only_are_no_paragraphs(line):
    assert paragraphs(f"总则\n\n{line}\n\n目标") == [("总则", None), ("目标", None)]


def test_underlined_headings_have_a_level():
    assert paragraphs("青川县规划\n===\n\n总则\n---\n正文") == [("青川县规划", 1), ("总则", 2), ("正文", None)]


def test_a_pipe_table_loses_its_rule():
    content = read_markdown(
        "| 指标 | 2025年 |\n| --- | ---: |\n| **天数** | 330 |\n|  | 55 |\n".encode(), Path("规划.md")
    )
    assert [[cell.text for cell in row] for row in content.tables[0].rows] == [
        ["指标", "2025年"],
        ["天数", "330"],
        ["", "55"],
    ]
    assert all(cell.span.slice(content.text) == cell.text for row in content.tables[0].rows for cell in row)
