"""The threads of a chain as grids: a row per requirement or indicator, a column per plan."""

from __future__ import annotations

from collections.abc import Sequence

from align.chains import Thread
from align.model import Indicator
from align.reporting.chain.cells import build_cell, build_cell_legend
from align.reporting.chain.report import ChainReport, find_quote
from align.reporting.grids import Grid, GridRow
from align.reporting.quotes import render_passage
from align.reporting.tables import ColumnKind, build_column

_TEXT = ColumnKind.TEXT
_NUMBER = build_column("number", "编号", 9)
_TASK_HEADS = (_NUMBER, build_column("begins", "起于", 9), build_column("asked", "要求与位置", 42, _TEXT))
_BRIEF_HEADS = (_NUMBER, build_column("asked", "要求", 30, _TEXT))
_INDICATOR_HEADS = (_NUMBER, build_column("name", "指标", 24, _TEXT))
_MARKED = "带 BRK 编号处为断点"
_TASK_WIDTH, _BRIEF_WIDTH, _INDICATOR_WIDTH = 44, 18, 24


def build_task_grid(report: ChainReport, threads: Sequence[Thread], *, brief: bool = False) -> Grid:
    """The threads of tasks below the top plans, which only ask; ``brief``: verdicts and the numbers of breaks alone."""
    columns = [position for position, plan in enumerate(report.chain.plans) if plan.parents]
    rows = []
    for thread in threads:
        quote = find_quote(report.chain, thread)
        begins = report.chain.plans[thread.origin].level
        heads = (quote.text,) if brief else (begins, f"{quote.shown}\n（{quote.where}）")
        cells = tuple(build_cell(report, thread, position, brief=brief) for position in columns)
        rows.append(GridRow(heads=(thread.number, *heads), cells=cells))
    return Grid(
        key="threads",
        title=f"任务逐级对照（{_MARKED}）",
        heads=_BRIEF_HEADS if brief else _TASK_HEADS,
        labels=_label(report, columns),
        rows=tuple(rows),
        legend=build_cell_legend([cell for row in rows for cell in row.cells]),
        width=_BRIEF_WIDTH if brief else _TASK_WIDTH,
    )


def build_indicator_grid(report: ChainReport) -> Grid:
    """The threads of indicators, with value and nature at each level and how it stands to the level above."""
    columns = range(len(report.chain.plans))
    rows = []
    for thread in report.chain.indicators:
        name = render_passage(thread.asked.name) if isinstance(thread.asked, Indicator) else ""
        cells = tuple(build_cell(report, thread, position) for position in columns)
        rows.append(GridRow(heads=(thread.number, name), cells=cells))
    return Grid(
        key="indicators",
        title=f"指标逐级对照（{_MARKED}）",
        heads=_INDICATOR_HEADS,
        labels=_label(report, columns),
        rows=tuple(rows),
        legend=build_cell_legend([cell for row in rows for cell in row.cells]),
        width=_INDICATOR_WIDTH,
    )


def _label(report: ChainReport, columns: Sequence[int]) -> tuple[str, ...]:
    plans = [report.chain.plans[position] for position in columns]
    return tuple(f"{plan.level}\n{plan.label}" for plan in plans)
