"""Draws report tables on the sheets of a workbook: frozen headers, filters, colours by severity, rows of fitting height."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Sequence
from typing import Any

import xlsxwriter

from align.reporting.passage import split_lines
from align.reporting.tables import Column, ColumnKind, ReportTable, Row, Value
from align.results import Severity

# A fixed date in the file's properties keeps equal results byte-identical.
_CREATED = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top"}
_HEADER_FILL, _RULE = "#E4E9EE", "#BFC7CF"
NOTE_INK = "#5A6570"
"""The colour of what is said beside a table."""

# Grounds on which black text keeps its contrast: for number, grade and verdict, and paler for the rest of the row.
_FILLS = {
    Severity.CRITICAL: ("#F4C7C3", "#FCECEB"),
    Severity.MAJOR: ("#F9DDC1", "#FEF4E9"),
    Severity.MINOR: ("#FBEDB8", "#FEFAEA"),
    Severity.NOTICE: ("#D5E5F3", "#F1F6FB"),
}
_MARKED = ("number", "grade", "verdict")
_FOR_HAND = (ColumnKind.BLANK, ColumnKind.CHOICE)
# Excel refuses longer cells, and reads a cell that begins so as a formula once someone edits it.
_CELL_LIMIT = 32_767
_CUT = "……（原文过长，全文见 JSON 结果）"
_FORMULA_MARKS = ("=", "+", "-", "@")
# Excel's own limit for the message of a refusal.
_MESSAGE_LIMIT = 255
_LINE_HEIGHT, _TALLEST = 15, 405


def render_sheets(title: str, draw: Callable[[Drawing], None]) -> bytes:
    """A workbook as bytes; ``draw`` puts its sheets in. Equal drawings give equal bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"title": title, "created": _CREATED})
        draw(Drawing(workbook))
    return buffer.getvalue()


class Drawing:
    """A workbook being drawn; each combination of format properties is registered with it once."""

    def __init__(self, workbook: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def draw_table(self, name: str, table: ReportTable) -> None:
        """A sheet of one table: header frozen and filtered, one row per entry."""
        sheet = self.add_sheet(name)
        top = 1 if table.note else 0
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width, None, {"hidden": column.kind is ColumnKind.HIDDEN})
            if column.choices and table.rows:
                self._offer(sheet, column, (top + 1, index, top + len(table.rows), index))
        if table.note:
            sheet.write_string(0, 0, table.note, self.format(font_color=NOTE_INK, text_wrap=False))
        widths = [column.width for column in table.columns]
        self.draw_rows(sheet, top, table, widths, [(index, 1) for index in range(len(widths))])
        keys = [column.key for column in table.columns]
        frozen = next((keys.index(key) + 1 for key in ("verdict", "number") if key in keys), 0)
        sheet.freeze_panes(top + 1, frozen)
        sheet.autofilter(top, 0, top + max(len(table.rows), 1), len(table.columns) - 1)
        sheet.repeat_rows(top)

    def _offer(self, sheet: Any, column: Column, place: tuple[int, int, int, int]) -> None:  # noqa: ANN401
        """A list to choose from in the cells of a column; anything else typed there is refused."""
        sheet.data_validation(
            *place,
            {
                "validate": "list",
                "source": list(column.choices),
                "error_title": column.title,
                "error_message": f"请从列表中选择：{'、'.join(column.choices)}。"[:_MESSAGE_LIMIT],
            },
        )

    def add_sheet(self, name: str) -> Any:  # noqa: ANN401 - xlsxwriter is untyped
        """A sheet for landscape A4, as wide as the page."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L规划衔接审查 · {name}&R第 &P 页，共 &N 页")
        return sheet

    def draw_rows(
        self,
        sheet: Any,  # noqa: ANN401 - xlsxwriter is untyped
        top: int,
        table: ReportTable,
        widths: Sequence[int],
        places: Sequence[tuple[int, int]],
    ) -> None:
        """Header and rows; ``places`` gives each column's first cell and how many cells it takes, ``widths`` their width."""
        header = self.format(bold=True, bg_color=_HEADER_FILL, border=1, align="center", valign="vcenter")
        titles = [column.title for column in table.columns]
        for title, place in zip(titles, places, strict=True):
            self.draw_cell(sheet, top, place, title, header)
        sheet.set_row(top, fit_height(list(zip(titles, widths, strict=True))) + 4)
        for line, row in enumerate(table.rows, start=top + 1):
            for column, place, value in zip(table.columns, places, row.cells, strict=True):
                self.draw_cell(sheet, line, place, value, self._cell_format(column, row, value))
            sheet.set_row(
                line, fit_height([(str(value or ""), width) for value, width in zip(row.cells, widths, strict=True)])
            )

    def draw_cell(self, sheet: Any, line: int, place: tuple[int, int], value: Value, style: Any) -> None:  # noqa: ANN401
        """A cell (or several merged to one: first column and how many); text never becomes a formula."""
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
        if fills is not None and column.kind not in _FOR_HAND:
            properties["bg_color"] = fills[0] if column.key in _MARKED else fills[1]
        if column.key in ("grade", "verdict"):
            properties["bold"] = row.severity in (Severity.CRITICAL, Severity.MAJOR)
            properties["align"] = "center"
        if column.kind in (ColumnKind.NUMBER, ColumnKind.CHOICE):
            properties["align"] = "center"
        if isinstance(value, str) and value.startswith(_FORMULA_MARKS):
            properties["quote_prefix"] = True
        return self.format(**properties)

    def format(self, **properties: object) -> Any:  # noqa: ANN401 - xlsxwriter is untyped
        """The format with these properties beside font, wrapping and borders that all cells share."""
        whole = {**_FONT, "text_wrap": True, "border_color": _RULE, **properties}
        key = tuple(sorted(whole.items(), key=lambda item: item[0]))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(whole)
        return self._formats[key]


def fit_height(cells: Sequence[tuple[str, int]]) -> int:
    """The height in points that shows every cell whole; not every program grows rows by itself."""
    lines = max(len(split_lines(text, width)) for text, width in cells)
    return min(_LINE_HEIGHT * lines + 3, _TALLEST)
