"""Draws a matrix as a workbook: cells coloured by standing, header and indicators frozen, every comparison on a sheet."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from align.reporting.files import write_bytes
from align.reporting.matrix import Matrix, Standing, build_legend
from align.reporting.matrixtables import build_detail_table, build_grid_table, build_silence_table, build_summary_table
from align.reporting.sheets import Drawing, render_sheets

# Grounds on which black text keeps its contrast.
_FILLS = {
    Standing.LOOSER: "#F4C7C3",
    Standing.BELOW_TOTAL: "#FBEDB8",
    Standing.DEFERRED: "#E6DAF0",
    Standing.QUALITATIVE: "#F0E8F6",
    Standing.NOT_COMPARABLE: "#E9EDF1",
    Standing.UPPER_QUALITATIVE: "#E9EDF1",
    Standing.EQUAL: "#D5E5F3",
    Standing.STRICTER: "#D3EBD3",
}
# Category, indicator, nature and target stand before the lower plans.
_FIXED_COLUMNS = 4
_COLUMNS_PER_PAGE = 8


def write_matrix(path: str | Path, matrix: Matrix) -> None:
    """Writes the workbook.

    Raises:
        OutputError: the file cannot be written.
    """
    write_bytes(path, render_matrix_book(matrix))


def render_matrix_book(matrix: Matrix) -> bytes:
    """The workbook as bytes; equal matrices give equal bytes."""
    return render_sheets(matrix.title, lambda drawing: _draw(drawing, matrix))


def _draw(drawing: Drawing, matrix: Matrix) -> None:
    _draw_grid(drawing, matrix)
    drawing.draw_table("各地小结", build_summary_table(matrix))
    drawing.draw_table("材料没有说明的", build_silence_table(matrix))
    drawing.draw_table("逐项比较", build_detail_table(matrix))


def _draw_grid(drawing: Drawing, matrix: Matrix) -> None:
    """The matrix itself, with the legend below it."""
    sheet = drawing.add_sheet("矩阵")
    table = build_grid_table(matrix)
    sheet.write_string(0, 0, matrix.title, drawing.format(bold=True, font_size=14, text_wrap=False))
    widths = [column.width for column in table.columns]
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    drawing.draw_rows(sheet, 1, table, widths, [(index, 1) for index in range(len(widths))])
    for line, row in enumerate(matrix.rows, start=2):
        for index, cell in enumerate(row.cells, start=_FIXED_COLUMNS):
            properties: dict[str, object] = {"border": 1, "font_color": "#1C2530"}
            if cell.standing in _FILLS:
                properties["bg_color"] = _FILLS[cell.standing]
            else:
                properties["font_color"] = "#7A848E"
            drawing.draw_cell(sheet, line, (index, 1), table.rows[line - 2].cells[index], drawing.format(**properties))
    _draw_legend(drawing, sheet, matrix, len(matrix.rows) + 3)
    sheet.freeze_panes(2, _FIXED_COLUMNS)
    sheet.repeat_rows(1)
    sheet.fit_to_pages(ceil(len(matrix.lowers) / _COLUMNS_PER_PAGE), 0)
    sheet.repeat_columns(0, _FIXED_COLUMNS - 1)


def _draw_legend(drawing: Drawing, sheet: object, matrix: Matrix, top: int) -> None:
    for line, (standing, meaning) in enumerate(build_legend(matrix), start=top):
        fill = {"bg_color": _FILLS[standing]} if standing in _FILLS else {}
        drawing.draw_cell(sheet, line, (1, 1), standing.label, drawing.format(border=1, **fill))
        drawing.draw_cell(sheet, line, (2, 1), meaning, drawing.format(text_wrap=False))
