"""Draws one plan for the terminal: who made it, its divisions, its indicators, what it says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from align.model import Indicator, Plan
from align.reporting.passage import Passage
from align.reporting.quotes import render_passage
from align.reporting.readings import find_reading, tell_reading

_NONE = "—"
# So many characters before a footnote's mark tell what it speaks of.
_BEFORE_MARK = 12


def build_outline_screen(plan: Plan) -> Group:
    """What was understood of one plan."""
    return Group(
        _summary(plan), *_divisions(plan), *_indicators(plan), *_claims(plan), *_footnotes(plan), *_warnings(plan)
    )


def _summary(plan: Plan) -> Panel:
    meta = plan.meta
    period = f"{meta.period[0]}—{meta.period[1]}" if meta.period else _NONE
    rows = (
        ("题名", meta.title),
        ("材料类型", meta.kind.label),
        (
            "层级地区",
            " ".join(part for part in (meta.level.label if meta.level else None, meta.region) if part) or _NONE,
        ),
        ("领域", meta.sector or _NONE),
        ("规划期", period),
        ("文号日期", " ".join(part for part in (meta.number, meta.issued) if part) or _NONE),
        ("读入情况", tell_reading(find_reading(plan))),
        (
            "识别结果",
            f"章节 {sum(bool(division.label) for division in plan.divisions)}、任务 {len(plan.tasks)}、指标 {len(plan.indicators)}、"
            f"工程 {len(plan.projects)}、自述数字 {len(plan.claims)}、编制依据 {len(plan.basis)}",
        ),
    )
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    for label, value in rows:
        grid.add_row(Text(label, style="dim"), Passage(render_passage(value)))
    return Panel(grid, title="规划解析", padding=(1, 2), border_style="dim")


def _divisions(plan: Plan) -> Iterator[RenderableType]:
    tasks = Counter(task.division_id for task in plan.tasks)
    named = [division for division in plan.divisions if division.label]
    if not named:
        return
    yield _rule("章节", len(named))
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(ratio=1)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, justify="right")
    top = min(division.level for division in named)
    for division in named:
        heading = Passage(render_passage(division.label))
        indented = Padding(heading, (0, 0, 0, 2 * (division.level - top)))
        count = f"任务 {tasks[division.id]}" if tasks[division.id] else ""
        table.add_row(indented, Text(division.role.label, style="dim"), Text(count))
    yield table


def _indicators(plan: Plan) -> Iterator[RenderableType]:
    if not plan.indicators:
        return
    yield _rule("指标", len(plan.indicators))
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold")
    for title, ratio in (("指标", 4), ("单位", 2), ("基期", 2), ("目标", 2)):
        table.add_column(title, ratio=ratio)
    table.add_column("性质", no_wrap=True)
    for indicator in plan.indicators:
        table.add_row(*(Passage(cell) for cell in _cells(indicator)))
    yield table


def _cells(indicator: Indicator) -> tuple[str, ...]:
    nature = indicator.nature.label if indicator.nature else None
    values = (indicator.name, indicator.unit, indicator.baseline, indicator.target, nature)
    return tuple(render_passage(value) if value else _NONE for value in values)


def _claims(plan: Plan) -> Iterator[RenderableType]:
    if not plan.claims:
        return
    yield _rule("文件对自身数字的声明", len(plan.claims))
    for claim in plan.claims:
        actual = "未能清点" if claim.actual is None else f"实计 {claim.actual:f}"
        mark = {True: "相符", False: "不符", None: "未能核对"}[claim.consistent]
        yield Passage(f"{mark}｜{claim.kind.label}：声明 {claim.declared:f}，{actual}（{render_passage(claim.text)}）")


def _footnotes(plan: Plan) -> Iterator[RenderableType]:
    notes = plan.source.footnotes
    if not notes:
        return
    yield _rule("脚注", len(notes))
    for note in notes:
        before = plan.source.text[max(0, note.span.start - _BEFORE_MARK) : note.span.start].rpartition("\n")[2]
        yield Passage(render_passage(f"{note.mark}（{before}）{note.text}"))


def _warnings(plan: Plan) -> Iterator[RenderableType]:
    notices = dict.fromkeys(plan.warnings)
    if not notices:
        return
    yield _rule("提示", len(notices))
    for notice in notices:
        yield Passage(render_passage(notice.message), "yellow")


def _rule(title: str, count: int) -> Rule:
    return Rule(Text(f"{title}（{count}）", style="bold"), align="left", style="dim")
