"""Rows of project tables as answers: told as what they do, and only where no sentence speaks."""

from __future__ import annotations

import pytest
from plan_texts import read_plan_text

from align.model import Origin, Plan, Role, Tense
from align.pipeline import align_plans, build_plan
from align.results import TaskVerdict

TASK = "建成石桁水库至中心城区第二水源连通工程，2024年底前通水。"
TABLE = """十一、重点工程
表2  重点工程表
编号 | 工程名称 | 主要内容 | 建设年限 | 投资（亿元）
1 | 石桁水库至中心城区第二水源连通工程 | 输水管38公里，日供水15万吨，2024年底通水 | 2022—2024 | 7.40
2 | 分布式光伏工程 | 装机60万千瓦 | 2021—2025 | 6.50
3 | 尾矿库治理工程 | 17座隐患治理 | 2021—2025 | 1.72
"""


def plan(title: str, text: str) -> Plan:
    return build_plan(read_plan_text(f"{title}\n{text}"))


def rows(found: Plan) -> list[str]:
    return [clause.clean for clause in found.clauses if clause.origin is Origin.TABLE]


def test_a_row_is_told_without_numbers_of_their_own() -> None:
    """Name and content; the number of the row, its years and its money are left out."""
    found = plan("筠陵市“十四五”生态环境保护规划", f"三、重点任务\n（一）治水\n推进截污纳管。\n{TABLE}")
    assert rows(found) == [
        "石桁水库至中心城区第二水源连通工程，输水管38公里，日供水15万吨，2024年底通水",
        "分布式光伏工程，装机60万千瓦",
        "尾矿库治理工程，17座隐患治理",
    ]
    clauses = [clause for clause in found.clauses if clause.origin is Origin.TABLE]
    assert {(clause.role, clause.tense) for clause in clauses} == {(Role.PROJECTS, Tense.FUTURE)}
    assert all(clause.span.slice(found.source.text) == clause.text for clause in clauses)
    assert list(found.clauses) == sorted(found.clauses, key=lambda clause: clause.span)


def test_a_row_asks_for_nothing() -> None:
    """Projects above are compared as projects, not as tasks."""
    found = plan("筠陵市“十四五”生态环境保护规划", f"三、重点任务\n（一）治水\n推进截污纳管。\n{TABLE}")
    assert not any("光伏" in task.clean for task in found.tasks)


@pytest.mark.parametrize("sentence", ["", "（二）供水\n2024年底前建成石桁水库至中心城区第二水源连通工程并通水。\n"])
def test_a_row_answers_where_no_sentence_does(sentence: str) -> None:
    """A requirement answered by a project alone is not missing; a sentence goes before a row."""
    upper = plan("澜峤省“十四五”生态环境保护规划", f"三、重点任务\n（一）治水\n{TASK}\n推进截污纳管，改造管网。\n")
    lower = plan(
        "筠陵市“十四五”生态环境保护规划", f"三、重点任务\n（一）治水\n推进截污纳管，改造管网。\n{sentence}{TABLE}"
    )
    finding = next(one for one in align_plans(upper, lower).tasks if "第二水源" in one.task.clean)
    assert finding.verdict is not TaskVerdict.MISSING
    assert ("｜" in finding.matches[0].text or "|" in finding.matches[0].text) is (sentence == "")
