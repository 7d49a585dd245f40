"""Footnotes reach the indicators beside which their marks stand, and nothing else: no task, no indicator."""

from __future__ import annotations

from io import StringIO

import docx
import pytest
from rich.console import Console
from word_files import add_notes, append, cell, paragraph, reference, row, table

from align.model import Plan
from align.pipeline import read_plan
from align.reporting.outline import build_outline_screen

HEAD = ("指标", "单位", "2020年", "2025年", "属性")
NOTES = ("指高峰时段。", "加强监测，推进建设站点十座。", "方括号内为五年累计数。", "含城市公园。")


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """A plan with a note in a row, one in prose, one in the head of its table, one in a sentence that is no target."""
    document = docx.Document()
    add_notes(document, "footnote", *NOTES)
    document.add_paragraph("青石市“十四五”生态环境保护规划（2021—2025年）")
    document.add_heading("一、规划目标", level=1)
    append(document, paragraph("到2025年，公园绿化活动场地服务半径覆盖率达到85%。", reference("footnote", 5)))
    document.add_paragraph("表1 主要指标")
    green = f"<w:tc>{paragraph('绿色出行比例', reference('footnote', 2))}</w:tc>"
    year = f"<w:tc>{paragraph('2025年', reference('footnote', 4))}</w:tc>"
    append(
        document,
        table(
            row(*HEAD[:3], year, HEAD[4]),
            row(green, "%", "70", "75", "预期性"),
            row("主要污染物减排量", "万吨", cell("—"), "〔3〕", "约束性"),
        ),
    )
    document.add_heading("二、重点任务", level=1)
    append(document, paragraph("推进空气质量监测网建设", reference("footnote", 3), "，2025年底前完成。"))
    path = tmp_path_factory.mktemp("plans") / "规划.docx"
    document.save(str(path))
    return read_plan(path)


def test_a_note_in_a_row_or_behind_a_sentence_is_the_indicators(plan: Plan) -> None:
    """Row, head (it explains brackets, so it concerns bracketed values only) and prose."""
    notes = {indicator.name: indicator.note for indicator in plan.indicators}
    assert notes["绿色出行比例"] == "指高峰时段。"
    assert notes["主要污染物减排量"] == "方括号内为五年累计数"
    assert notes["公园绿化活动场地服务半径覆盖率"] == "含城市公园。"


def test_the_text_of_a_note_asks_for_nothing(plan: Plan) -> None:
    """It would be a task, were it part of the text."""
    assert [task.text for task in plan.tasks] == ["推进空气质量监测网建设，2025年底前完成。"]
    assert all("监测，推进建设" not in clause.text for clause in plan.clauses)


def test_the_outline_shows_the_notes(plan: Plan) -> None:
    """Mark, what stands before it, and the note."""
    console = Console(width=120, record=True, file=StringIO())
    console.print(build_outline_screen(plan))
    shown = console.export_text()
    assert "脚注（4）" in shown
    assert "（绿色出行比例）指高峰时段。" in shown
