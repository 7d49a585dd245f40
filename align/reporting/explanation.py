"""Lays out one finding for the terminal: the quotes, and the score of each match as the sum it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from align.reporting.cards import build_card
from align.reporting.entries import Entry, Part
from align.reporting.passage import Passage
from align.reporting.quotes import render_passage
from align.reporting.report import build_report
from align.results import Comparison, Judgements, Match, TaskFinding


def build_explanation(judgements: Judgements, finding_id: str) -> Group:
    """Why a finding got its verdict, step by step; ``finding_id`` is its id or its number in the report (``TASK-003``).

    Raises:
        KeyError: no finding has that id or number.
    """
    report = build_report(judgements)
    for part in Part:
        for index, entry in enumerate(report.of(part)):
            if finding_id in (entry.id, entry.number):
                steps = _task_steps(judgements.tasks[index]) if part is Part.TASK else ()
                return Group(build_card(report, entry), _grade(entry), *steps)
    raise KeyError(finding_id)


def _grade(entry: Entry) -> RenderableType:
    return Padding(Passage(f"严重度：{entry.grade}"), (0, 0, 0, 2))


def _task_steps(finding: TaskFinding) -> Iterator[RenderableType]:
    yield Padding(Passage(f"把握度：{finding.confidence:.2f}（1 为最高）"), (0, 0, 0, 2))
    for index, point in enumerate(finding.task.key_points, start=1):
        named = (
            ("动作", point.action),
            ("对象", point.object),
            ("范围", point.scope),
            ("数量", point.quantity),
            ("时限", point.deadline),
            ("主体", point.actor),
        )
        elements = "，".join(f"{label} {value}" for label, value in named if value)
        yield Padding(Passage(f"要点 {index}：{render_passage(point.text)}（{elements}）"), (0, 0, 0, 2))
    if finding.steps:
        yield from _sum_steps("结论的权衡", finding.steps, sum(step.weight for step in finding.steps))
    for index, match in enumerate(finding.matches, start=1):
        yield from _match_steps(f"匹配 {index}", match)
    if finding.rejected is not None:
        yield from _match_steps("近似，但未作为响应", finding.rejected)


def _match_steps(title: str, match: Match) -> Iterator[RenderableType]:
    yield from _sum_steps(f"{title}：{render_passage(match.text)}", match.comparisons, match.score)


def _sum_steps(title: str, steps: Sequence[Comparison], total: float) -> Iterator[RenderableType]:
    yield Padding(Passage(title), (1, 0, 0, 2))
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, show_footer=True)
    table.add_column("比较", footer="合计", ratio=2)
    table.add_column("结果", ratio=2)
    table.add_column("分值", footer=f"{total:+.2f}", justify="right", no_wrap=True)
    table.add_column("依据", ratio=4)
    for step in steps:
        evidence = Passage(render_passage(step.evidence))
        table.add_row(Passage(step.name), Passage(step.level), Text(f"{step.weight:+.2f}"), evidence)
    yield Padding(table, (0, 0, 0, 2))
