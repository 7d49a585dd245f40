"""Draws a chain as a workbook: overview, every break, the threads of tasks and of indicators."""

from __future__ import annotations

from pathlib import Path

from align.chains import ChainJudgements
from align.reporting.chain.grids import build_indicator_grid, build_task_grid
from align.reporting.chain.report import ChainReport, build_chain_report, render_chain_conclusion
from align.reporting.chain.tables import (
    build_break_table,
    build_chain_limits,
    build_chain_materials,
    build_fate_table,
    build_level_table,
)
from align.reporting.excel import draw_overview
from align.reporting.files import write_bytes
from align.reporting.gridbook import draw_grid
from align.reporting.sheets import Drawing, render_sheets

_OVERVIEW = (build_fate_table, build_level_table, build_chain_materials, build_chain_limits)


def write_chain_book(path: str | Path, chain: ChainJudgements) -> None:
    """Writes the workbook.

    Raises:
        OutputError: the file cannot be written.
    """
    write_bytes(path, render_chain_book(chain))


def render_chain_book(chain: ChainJudgements) -> bytes:
    """The workbook as bytes; equal chains give equal bytes."""
    report = build_chain_report(chain)
    return render_sheets(report.title, lambda drawing: _draw(drawing, report))


def _draw(drawing: Drawing, report: ChainReport) -> None:
    tables = [build(report) for build in _OVERVIEW]
    draw_overview(drawing, "总览", report.title, render_chain_conclusion(report), tables)
    drawing.draw_table("断点清单", build_break_table(report))
    draw_grid(drawing, "任务逐级对照", build_task_grid(report, report.chain.tasks))
    draw_grid(drawing, "指标逐级对照", build_indicator_grid(report))
