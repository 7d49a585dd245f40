"""Draws a grid of coloured cells on a sheet of a workbook, header and first columns frozen, the legend below."""

from __future__ import annotations

from math import ceil

from align.reporting.grids import Grid, GridCell, Tone
from align.reporting.sheets import Drawing

# Grounds on which black text keeps its contrast.
_FILLS = {
    Tone.RED: "#F4C7C3",
    Tone.YELLOW: "#FBEDB8",
    Tone.PURPLE: "#E6DAF0",
    Tone.LILAC: "#F0E8F6",
    Tone.GREY: "#E9EDF1",
    Tone.BLUE: "#D5E5F3",
    Tone.GREEN: "#D3EBD3",
}
_INK, _FAINT_INK = "#1C2530", "#7A848E"
_COLUMNS_PER_PAGE = 8


def draw_grid(drawing: Drawing, name: str, grid: Grid) -> None:
    """A sheet of the grid, its title above it."""
    sheet = drawing.add_sheet(name)
    table = grid.table()
    fixed = len(grid.heads)
    sheet.write_string(0, 0, grid.title, drawing.format(bold=True, font_size=14, text_wrap=False))
    widths = [column.width for column in table.columns]
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    drawing.draw_rows(sheet, 1, table, widths, [(index, 1) for index in range(len(widths))])
    for line, row in enumerate(grid.rows, start=2):
        for index, cell in enumerate(row.cells, start=fixed):
            drawing.draw_cell(sheet, line, (index, 1), cell.text, drawing.format(border=1, **_properties(cell)))
    _draw_legend(drawing, sheet, grid, len(grid.rows) + 3)
    sheet.freeze_panes(2, fixed)
    sheet.repeat_rows(1)
    sheet.fit_to_pages(ceil(len(grid.labels) / _COLUMNS_PER_PAGE), 0)
    sheet.repeat_columns(0, fixed - 1)


def _properties(cell: GridCell) -> dict[str, object]:
    if cell.tone in _FILLS:
        return {"font_color": _INK, "bg_color": _FILLS[cell.tone]}
    return {"font_color": _FAINT_INK if cell.tone is Tone.FAINT else _INK}


def _draw_legend(drawing: Drawing, sheet: object, grid: Grid, top: int) -> None:
    widths = [column.width for column in grid.heads]
    widest = widths.index(max(widths))
    for line, (tone, label, meaning) in enumerate(grid.legend, start=top):
        fill = {"bg_color": _FILLS[tone]} if tone in _FILLS else {}
        drawing.draw_cell(sheet, line, (widest, 1), label, drawing.format(border=1, **fill))
        drawing.draw_cell(sheet, line, (widest + 1, 1), meaning, drawing.format(text_wrap=False))
