"""Draws the tables of a report as a workbook to work in: filters, colours by severity, columns to fill in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from align.reporting.comparison import (
    build_gap_table,
    build_indicator_table,
    build_project_table,
    build_task_table,
)
from align.reporting.consistency import build_consistency_table, build_excluded_table, build_local_table
from align.reporting.files import write_bytes
from align.reporting.report import Report, Reported, build_report, render_conclusion
from align.reporting.sheets import NOTE_INK, Drawing, fit_height, render_sheets
from align.reporting.summary import build_count_table, build_grade_table, build_limit_table, build_material_table
from align.reporting.tables import Column, ReportTable

# The overview stacks tables of unlike columns on one grid; a wide column takes several of its cells.
_GRID_CELLS, _GRID_WIDTH = 13, 12


def write_workbook(path: str | Path, judgements: Reported) -> None:
    """Writes the workbook on one pair, or on several that share the lower plan.

    Raises:
        OutputError: the file cannot be written.
    """
    write_bytes(path, render_workbook(judgements))


def render_workbook(judgements: Reported) -> bytes:
    """The workbook as bytes; equal results give equal bytes."""
    report = build_report(judgements)
    return render_sheets(f"{report.pairs[0].lower.meta.title} 规划衔接审查", lambda drawing: _draw(drawing, report))


def _draw(drawing: Drawing, report: Report) -> None:
    tables = [
        build(report) for build in (build_material_table, build_grade_table, build_limit_table, build_count_table)
    ]
    draw_overview(drawing, "总览", "规划衔接审查结果", render_conclusion(report), tables)
    drawing.draw_table("缺口清单", build_gap_table(report))
    drawing.draw_table("任务", build_task_table(report))
    drawing.draw_table("指标", build_indicator_table(report))
    drawing.draw_table("工程", build_project_table(report))
    drawing.draw_table("依据与自洽", build_consistency_table(report))
    drawing.draw_table("本级新增", build_local_table(report))
    drawing.draw_table("不适用", build_excluded_table(report))


def draw_overview(drawing: Drawing, name: str, title: str, conclusion: str, tables: Sequence[ReportTable]) -> None:
    """A sheet of tables of unlike columns one under another, below title and conclusion."""
    sheet = drawing.add_sheet(name)
    sheet.hide_gridlines(2)
    sheet.set_column(0, _GRID_CELLS - 1, _GRID_WIDTH)
    sheet.write_string(0, 0, title, drawing.format(bold=True, font_size=16, text_wrap=False))
    sheet.set_row(0, 28)
    drawing.draw_cell(sheet, 1, (0, _GRID_CELLS), conclusion, drawing.format(border=1))
    sheet.set_row(1, fit_height([(conclusion, _GRID_CELLS * _GRID_WIDTH)]))
    line = 3
    for table in tables:
        sheet.write_string(line, 0, table.title, drawing.format(bold=True, font_size=12, text_wrap=False))
        sheet.set_row(line, 22)
        if table.note:
            line += 1
            sheet.write_string(line, 0, table.note, drawing.format(font_color=NOTE_INK, text_wrap=False))
        places = _grid_places(table.columns)
        drawing.draw_rows(sheet, line + 1, table, [cells * _GRID_WIDTH for _, cells in places], places)
        line += len(table.rows) + 3


def _grid_places(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Where the columns of a table stand on the overview's grid, and how many cells each takes."""
    places: list[tuple[int, int]] = []
    first = 0
    for column in columns:
        cells = max(1, min(round(column.width / _GRID_WIDTH), _GRID_CELLS - first))
        places.append((first, cells))
        first += cells
    return places
