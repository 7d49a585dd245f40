"""Tables and boxes as Word draws them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from roundtrip.rendering.elements import Grid, GridCell
from roundtrip.rendering.wordxml import Element, make, paragraph, runs

# The width of the text between the margins, in twentieths of a point.
_TEXT_WIDTH = 8844
# A column is never narrower than six characters, and long texts are broken rather than widen it.
_LEAST, _MOST = 6, 20
_SHORT = 14
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def draw_grid(grid: Grid, style: str) -> Element:
    """A ``w:tbl``: heads repeat on every page, cells over several rows and columns are merged, other rows do not break."""
    widths = _find_widths(grid)
    table = _make_table(widths)
    owners = _find_owners(grid)
    for number in range(len(grid.rows)):
        # LibreOffice loses the rest of a table whose head may not break and falls on the end of a page.
        row = make("w:tr", make("w:trPr", make("w:tblHeader" if number < grid.heads else "w:cantSplit")))
        row.extend(_draw_row(grid, owners, number, widths, style))
        table.append(row)
    return table


def draw_frame(content: Sequence[Element]) -> Element:
    """A table of one cell around paragraphs."""
    table = _make_table([_TEXT_WIDTH])
    cell = make("w:tc", make("w:tcPr", make("w:tcW", w=_TEXT_WIDTH, type="dxa")), *content)
    table.append(make("w:tr", cell))
    return table


def _make_table(widths: Sequence[int]) -> Element:
    borders = make("w:tblBorders", *(make(f"w:{side}", val="single", sz=4, space=0, color="000000") for side in _SIDES))
    properties = make(
        "w:tblPr",
        make("w:tblW", w=sum(widths), type="dxa"),
        make("w:jc", val="center"),
        borders,
        make("w:tblLayout", type="fixed"),
    )
    return make("w:tbl", properties, make("w:tblGrid", *(make("w:gridCol", w=width) for width in widths)))


def _find_owners(grid: Grid) -> dict[tuple[int, int], tuple[int, GridCell]]:
    """By row and column, the row in which the cell begins that lies there, and the cell."""
    owners: dict[tuple[int, int], tuple[int, GridCell]] = {}
    for number, row in enumerate(grid.rows):
        for cell in row:
            for below in range(cell.rows):
                for beside in range(cell.columns):
                    owners[number + below, cell.column + beside] = number, cell
    return owners


def _draw_row(
    grid: Grid, owners: dict[tuple[int, int], tuple[int, GridCell]], number: int, widths: Sequence[int], style: str
) -> Iterator[Element]:
    column = 0
    while column < grid.width:
        start, cell = owners[number, column]
        yield _draw_cell(
            cell, sum(widths[column : column + cell.columns]), style, goes_on=start < number, head=number < grid.heads
        )
        column += cell.columns


def _draw_cell(cell: GridCell, width: int, style: str, *, goes_on: bool, head: bool) -> Element:
    properties = make("w:tcPr", make("w:tcW", w=width, type="dxa"))
    if cell.columns > 1:
        properties.append(make("w:gridSpan", val=cell.columns))
    if cell.rows > 1:
        properties.append(make("w:vMerge") if goes_on else make("w:vMerge", val="restart"))
    properties.append(make("w:vAlign", val="center"))
    content = [] if goes_on or not cell.text else runs(cell.text, bold=head)
    align = "center" if len(cell.text) <= _SHORT or head else "left"
    return make("w:tc", properties, paragraph(style, content, make("w:jc", val=align)))


def _find_widths(grid: Grid) -> list[int]:
    """Columns as wide as their longest text asks, within reason."""
    wanted = [_LEAST] * grid.width
    for row in grid.rows:
        for cell in row:
            if cell.columns == 1:
                wanted[cell.column] = max(wanted[cell.column], min(_MOST, _count_width(cell.text)))
    return [_TEXT_WIDTH * width // sum(wanted) for width in wanted]


def _count_width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text) // 2 + 3
