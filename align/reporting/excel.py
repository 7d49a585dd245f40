"""Draws the tables of a report as a workbook to work in: filters, colours by severity, columns to fill in by hand."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from align.reporting.comparison import (
    build_gap_table,
    build_indicator_table,
    build_project_table,
    build_task_table,
)
from align.reporting.consistency import build_consistency_table, build_excluded_table, build_local_table
from align.reporting.files import write_bytes
from align.reporting.passage import split_lines
from align.reporting.report import Report, build_report, render_conclusion
from align.reporting.summary import build_count_table, build_grade_table, build_limit_table, build_material_table
from align.reporting.tables import Column, ColumnKind, ReportTable, Row, Value
from align.results import Judgements, Severity

# A fixed date in the file's properties keeps equal results byte-identical.
_CREATED = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
_HEADER_FILL, _RULE = "#E4E9EE", "#BFC7CF"
# Grounds on which black text keeps its contrast: for number, grade and verdict, and paler for the rest of the row.
_FILLS = {
    Severity.CRITICAL: ("#F4C7C3", "#FCECEB"),
    Severity.MAJOR: ("#F9DDC1", "#FEF4E9"),
    Severity.MINOR: ("#FBEDB8", "#FEFAEA"),
    Severity.NOTICE: ("#D5E5F3", "#F1F6FB"),
}
_MARKED = ("number", "grade", "verdict")
# Excel refuses longer cells, and reads a cell that begins so as a formula once someone edits it.
_CELL_LIMIT = 32_767
_CUT = "……（原文过长，全文见 JSON 结果）"
_FORMULA_MARKS = ("=", "+", "-", "@")
# The overview stacks tables of unlike columns on one grid; a wide column takes several of its cells.
_GRID_CELLS, _GRID_WIDTH = 13, 12
_LINE_HEIGHT, _TALLEST = 15, 405


def write_workbook(path: str | Path, judgements: Judgements | Sequence[Judgements]) -> None:
    """Writes the workbook on one pair, or on several that share the lower plan.

    Raises:
        OutputError: the file cannot be written.
    """
    write_bytes(path, render_workbook(judgements))


def render_workbook(judgements: Judgements | Sequence[Judgements]) -> bytes:
    """The workbook as bytes; equal results give equal bytes."""
    report = build_report(judgements)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        title = f"{report.pairs[0].lower.meta.title} 规划衔接审查"
        workbook.set_properties({"title": title, "created": _CREATED})
        drawing = _Drawing(workbook)
        drawing.draw_summary("总览", report)
        drawing.draw_table("缺口清单", build_gap_table(report))
        drawing.draw_table("任务", build_task_table(report))
        drawing.draw_table("指标", build_indicator_table(report))
        drawing.draw_table("工程", build_project_table(report))
        drawing.draw_table("依据与自洽", build_consistency_table(report))
        drawing.draw_table("本级新增", build_local_table(report))
        drawing.draw_table("不适用", build_excluded_table(report))
    return buffer.getvalue()


class _Drawing:
    """A workbook being drawn; each combination of format properties is registered with it once."""

    def __init__(self, workbook: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def draw_table(self, name: str, table: ReportTable) -> None:
        """A sheet of one table: header frozen and filtered, one row per entry."""
        sheet = self._sheet(name)
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width)
        top = 1 if table.note else 0
        if table.note:
            sheet.write_string(0, 0, table.note, self._format(font_color="#5A6570", text_wrap=False))
        widths = [column.width for column in table.columns]
        self._draw_rows(sheet, top, table, widths, [(index, 1) for index in range(len(widths))])
        keys = [column.key for column in table.columns]
        frozen = next((keys.index(key) + 1 for key in ("verdict", "number") if key in keys), 0)
        sheet.freeze_panes(top + 1, frozen)
        sheet.autofilter(top, 0, top + max(len(table.rows), 1), len(table.columns) - 1)
        sheet.repeat_rows(top)

    def draw_summary(self, name: str, report: Report) -> None:
        """The overview: conclusion, counts, documents, and what was not looked at."""
        sheet = self._sheet(name)
        sheet.hide_gridlines(2)
        sheet.set_column(0, _GRID_CELLS - 1, _GRID_WIDTH)
        sheet.write_string(0, 0, "规划衔接审查结果", self._format(bold=True, font_size=16, text_wrap=False))
        sheet.set_row(0, 28)
        conclusion = render_conclusion(report)
        self._draw_cell(sheet, 1, (0, _GRID_CELLS), conclusion, self._format(border=1))
        sheet.set_row(1, _height([(conclusion, _GRID_CELLS * _GRID_WIDTH)]))
        line = 3
        for build in (build_material_table, build_grade_table, build_limit_table, build_count_table):
            table = build(report)
            sheet.write_string(line, 0, table.title, self._format(bold=True, font_size=12, text_wrap=False))
            sheet.set_row(line, 22)
            places = _grid_places(table.columns)
            self._draw_rows(sheet, line + 1, table, [cells * _GRID_WIDTH for _, cells in places], places)
            line += len(table.rows) + 3

    def _sheet(self, name: str) -> Any:  # noqa: ANN401 - xlsxwriter is untyped
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L规划衔接审查 · {name}&R第 &P 页，共 &N 页")
        return sheet

    def _draw_rows(
        self,
        sheet: Any,  # noqa: ANN401 - xlsxwriter is untyped
        top: int,
        table: ReportTable,
        widths: Sequence[int],
        places: Sequence[tuple[int, int]],
    ) -> None:
        """Header and rows; ``places`` gives each column's first cell and how many cells it takes, ``widths`` their width."""
        header = self._format(bold=True, bg_color=_HEADER_FILL, border=1, align="center", valign="vcenter")
        titles = [column.title for column in table.columns]
        for title, place in zip(titles, places, strict=True):
            self._draw_cell(sheet, top, place, title, header)
        sheet.set_row(top, _height(list(zip(titles, widths, strict=True))) + 4)
        for line, row in enumerate(table.rows, start=top + 1):
            for column, place, value in zip(table.columns, places, row.cells, strict=True):
                self._draw_cell(sheet, line, place, value, self._cell_format(column, row, value))
            sheet.set_row(
                line, _height([(str(value or ""), width) for value, width in zip(row.cells, widths, strict=True)])
            )

    def _draw_cell(self, sheet: Any, line: int, place: tuple[int, int], value: Value, style: Any) -> None:  # noqa: ANN401
        first, cells = place
        if cells > 1:
            sheet.merge_range(line, first, line, first + cells - 1, "", style)
        if value is None:
            sheet.write_blank(line, first, None, style)
        elif isinstance(value, str):
            whole = value if len(value) <= _CELL_LIMIT else value[: _CELL_LIMIT - len(_CUT)] + _CUT
            sheet.write_string(line, first, whole, style)
        else:
            sheet.write_number(line, first, value, style)

    def _cell_format(self, column: Column, row: Row, value: Value) -> Any:  # noqa: ANN401
        properties: dict[str, object] = {"border": 1}
        fills = _FILLS.get(row.severity) if row.severity is not None else None
        if fills is not None and column.kind is not ColumnKind.BLANK:
            properties["bg_color"] = fills[0] if column.key in _MARKED else fills[1]
        if column.key in ("grade", "verdict"):
            properties["bold"] = row.severity in (Severity.CRITICAL, Severity.MAJOR)
            properties["align"] = "center"
        if column.kind is ColumnKind.NUMBER:
            properties["align"] = "center"
        if isinstance(value, str) and value.startswith(_FORMULA_MARKS):
            properties["quote_prefix"] = True
        return self._format(**properties)

    def _format(self, **properties: object) -> Any:  # noqa: ANN401 - xlsxwriter is untyped
        whole = {**_FONT, "text_wrap": True, "border_color": _RULE, **properties}
        key = tuple(sorted(whole.items(), key=lambda item: item[0]))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(whole)
        return self._formats[key]


def _grid_places(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Where the columns of a table stand on the overview's grid, and how many cells each takes."""
    places: list[tuple[int, int]] = []
    first = 0
    for column in columns:
        cells = max(1, min(round(column.width / _GRID_WIDTH), _GRID_CELLS - first))
        places.append((first, cells))
        first += cells
    return places


def _height(cells: Sequence[tuple[str, int]]) -> int:
    """The height in points that shows every cell whole; not every program grows rows by itself."""
    lines = max(len(split_lines(text, width)) for text, width in cells)
    return min(_LINE_HEIGHT * lines + 3, _TALLEST)
