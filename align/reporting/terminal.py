"""Draws a report for the terminal: overview, gaps by severity with both quotes, indicators at a glance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from align.model import Plan
from align.reporting.cards import STYLES, build_card, build_grid
from align.reporting.comparison import build_indicator_table
from align.reporting.entries import Part
from align.reporting.outline import build_outline_screen
from align.reporting.passage import Passage
from align.reporting.readings import find_reading, tell_reading
from align.reporting.report import Report, Reported, build_report, render_citation, render_counts
from align.reporting.summary import build_count_table, build_limit_table

__all__ = ["build_outline_screen", "build_screen"]

_FULL_LISTS = "完整清单见网页报告（html）或电子表格报告（xlsx）"


def build_screen(judgements: Reported, *, limit: int = 10) -> Group:
    """The report on one lower plan; at most ``limit`` gaps of each severity are drawn, the others counted."""
    report = build_report(judgements)
    return Group(
        _summary(report),
        *_gaps(report, limit),
        *_indicators(report),
        *_local(report),
        Padding(Passage(f"{_FULL_LISTS}。", "dim"), (1, 0, 0, 0)),
    )


def _summary(report: Report) -> Panel:
    grid = build_grid()
    for pair in report.pairs:
        grid.add_row(Text("上级规划"), Passage(render_citation(pair.upper.meta)))
    grid.add_row(Text("本级规划"), Passage(render_citation(report.pairs[0].lower.meta)))
    grid.add_row(Text("材料类型"), Passage(report.pairs[0].lower.meta.kind.label))
    for label, plan in _plans(report):
        grid.add_row(Text(label), Passage(tell_reading(find_reading(plan)), "dim"))
    grid.add_row("", "")
    grid.add_row(Text("总体结论"), Passage(render_counts(report)))
    for label, line in _count_lines(report):
        grid.add_row(Text(label), Passage(line))
    grid.add_row("", "")
    limits = build_limit_table(report)
    for index, row in enumerate(limits.rows):
        grid.add_row(Text("未审内容" if index == 0 else ""), Passage(f"{row.cells[0]}：{row.cells[1]}", "dim"))
    return Panel(grid, title="规划衔接审查", padding=(1, 2), border_style="dim")


def _plans(report: Report) -> Iterator[tuple[str, Plan]]:
    """The plans compared, each with what to call how it was read."""
    for index, pair in enumerate(report.pairs):
        yield f"读入上级{index + 1 if len(report.pairs) > 1 else ''}", pair.upper
    yield "读入本级", report.pairs[0].lower


def _count_lines(report: Report) -> Iterator[tuple[str, str]]:
    """Per pair and part one line of counts that are not zero, each with its denominator."""
    table = build_count_table(report)
    keys = ("part", "verdict", "count", "total", "unit")
    pairs: Sequence[object] = (
        table.column("upper_plan") if len(report.pairs) > 1 else [report.upper_title(0)] * len(table.rows)
    )
    rows = zip(pairs, *(table.column(key) for key in keys), strict=True)
    for (pair, part, unit), group in groupby(rows, key=lambda row: (row[0], row[1], row[5])):
        cells = list(group)
        counts = "、".join(f"{verdict} {count}" for _, _, verdict, count, _, _ in cells if count)
        plan = f"对照《{pair}》：" if len(report.pairs) > 1 else ""
        yield str(part), f"{plan}{unit}共 {cells[0][4]} 项，其中{counts}"


def _gaps(report: Report, limit: int) -> Iterator[RenderableType]:
    for severity, group in groupby(report.gaps, key=lambda entry: entry.severity):
        entries = list(group)
        yield Text()
        yield Rule(Text(f"{severity.label}（{len(entries)} 项）", style=STYLES[severity]), align="left", style="dim")
        for entry in entries[:limit]:
            plan = f"《{report.upper_title(entry.pair)}》"
            yield build_card(entry, (("规划", plan),) if len(report.pairs) > 1 else ())
        if len(entries) > limit:
            yield Padding(Passage(f"另有 {len(entries) - limit} 项未列出，{_FULL_LISTS}。", "dim"), (1, 0, 0, 2))


def _indicators(report: Report) -> Iterator[RenderableType]:
    table = build_indicator_table(report)
    if not table.rows:
        return
    keys = ("number", "name", "upper_target", "lower_target", "verdict", "grade")
    titles = ("编号", "指标", "上级目标", "本级目标", "结论", "严重度")
    drawn = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold")
    for key, title in zip(keys, titles, strict=True):
        fixed = key in ("number", "verdict", "grade")
        drawn.add_column(title, no_wrap=fixed, ratio=None if fixed else (3 if key == "name" else 2))
    values = [table.column(key) for key in keys]
    units = (table.column("upper_unit"), table.column("lower_unit"))
    for index, row in enumerate(table.rows):
        number, name, upper, lower, verdict, grade = (str(column[index]) for column in values)
        style = STYLES[row.severity] if row.severity else "dim"
        above, below = (_with_unit(v, str(u[index])) for v, u in zip((upper, lower), units, strict=True))
        cells = (Text(number), Passage(name), Passage(above), Passage(below), Text(verdict), Text(grade, style=style))
        drawn.add_row(*cells)
    yield Text()
    yield Rule(Text(f"{table.title}（{len(table.rows)} 项）", style="bold"), align="left", style="dim")
    yield drawn


def _with_unit(value: str, unit: str) -> str:
    """A number with its unit; words and marks (—) as they stand."""
    if unit == "—" or not any(character.isdigit() for character in value):
        return value
    return f"{value} {unit}" if value[-1].isdigit() or value[-1] in "]〕" else f"{value}（{unit}）"


def _local(report: Report) -> Iterator[RenderableType]:
    count = len(report.of(Part.LOCAL))
    if count:
        yield Passage(f"另有本级新增任务 {count} 项（上级规划中未见对应任务），列入报告“本级新增”。")
