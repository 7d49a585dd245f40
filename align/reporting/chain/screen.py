"""Draws a chain for the terminal: levels, what became of the top plans' tasks, breaks level by level, indicators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from align.chains import ChainJudgements
from align.reporting.cards import build_card, build_grid
from align.reporting.chain.grids import build_indicator_grid, build_task_grid
from align.reporting.chain.report import ChainReport, build_chain_report, find_top_threads, render_chain_conclusion
from align.reporting.chain.tables import build_chain_limits, build_fate_table, build_level_table
from align.reporting.grids import Grid
from align.reporting.gridscreen import build_legend_lines, build_pieces, build_plain_table, build_rule
from align.reporting.passage import Passage
from align.reporting.readings import find_reading, tell_reading

_FULL_LISTS = "完整清单见网页报告（html）或电子表格报告（xlsx）"
# So many breaks of each plan are drawn; the others are counted.
_LIMIT = 10


@dataclass(frozen=True, slots=True)
class ChainScreen:
    """A chain as a renderable, no wider than the console."""

    chain: ChainJudgements

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the parts."""
        report = build_chain_report(self.chain)
        yield _summary(report)
        for table in (build_fate_table(report), build_level_table(report)):
            yield Text()
            yield build_rule(table.title)
            yield build_plain_table(table)
            yield Passage(table.note, "dim")
        yield from _breaks(report)
        broken = [t for t in find_top_threads(self.chain, self.chain.tasks) if report.broken_at(t)]
        yield from _grid(build_task_grid(report, broken, brief=True), "最上级任务中有断点的", options.max_width)
        indicators = build_indicator_grid(report)
        yield from _grid(indicators, indicators.title, options.max_width)
        yield Padding(Passage(f"{_FULL_LISTS}。", "dim"), (1, 0, 0, 0))


def _summary(report: ChainReport) -> Panel:
    grid = build_grid()
    for plan in report.chain.plans:
        grid.add_row(Text(plan.level), Passage(f"《{plan.plan.meta.title}》"))
        parents = "、".join(report.chain.plans[parent].label for parent in plan.parents)
        told = [*([f"直接上级：{parents}"] if parents else []), tell_reading(find_reading(plan.plan))]
        grid.add_row("", Passage("；".join(told), "dim"))
    grid.add_row("", "")
    grid.add_row(Text("总体结论"), Passage(render_chain_conclusion(report)))
    grid.add_row("", "")
    for index, row in enumerate(build_chain_limits(report).rows):
        grid.add_row(Text("未审内容" if index == 0 else ""), Passage(f"{row.cells[0]}：{row.cells[1]}", "dim"))
    return Panel(grid, title="规划上下贯通审查", padding=(1, 2), border_style="dim")


def _breaks(report: ChainReport) -> Iterator[RenderableType]:
    for position, plan in enumerate(report.chain.plans):
        if not plan.parents:
            continue
        entries = report.entries_at(position)
        yield Text()
        yield build_rule(f"断在{plan.level} {plan.label}（{len(entries)} 处）")
        for entry in entries[:_LIMIT]:
            yield build_card(entry, (("对照", report.name(report.link_of(entry).upper)),))
        if len(entries) > _LIMIT:
            yield Padding(Passage(f"另有 {len(entries) - _LIMIT} 处未列出，{_FULL_LISTS}。", "dim"), (1, 0, 0, 2))


def _grid(grid: Grid, title: str, width: int) -> Iterator[RenderableType]:
    if grid.rows:
        yield Text()
        yield build_rule(f"{title}（{len(grid.rows)} 项）")
        yield Padding(build_legend_lines(grid), (1, 0, 0, 0))
        yield from build_pieces(grid, width)
