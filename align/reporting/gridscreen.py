"""Draws a grid of coloured cells for the terminal, in as many pieces as its width asks for, and plain tables beside it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from align.reporting.grids import Grid, GridCell, Tone
from align.reporting.passage import Passage
from align.reporting.tables import ReportTable

# Colours that stay legible on dark and light backgrounds alike.
_STYLES = {
    Tone.RED: "bold red",
    Tone.YELLOW: "yellow",
    Tone.PURPLE: "magenta",
    Tone.LILAC: "magenta",
    Tone.GREY: "dim",
    Tone.BLUE: "cyan",
    Tone.GREEN: "green",
    Tone.FAINT: "dim",
    Tone.PLAIN: "",
}
# The narrowest that a coloured column gets.
_CELL_WIDTH, _GAP = 13, 2
# A longer value is cut here; the workbook has it whole.
_LONGEST_VALUE = 24


def build_rule(title: str) -> Rule:
    """The line above a part."""
    return Rule(Text(title, style="bold"), align="left", style="dim")


def build_pieces(grid: Grid, width: int) -> Iterator[Table]:
    """The grid as tables no wider than the screen."""
    room = width - sum(column.width + _GAP for column in grid.heads) - 2 * _GAP
    cell = min(grid.width, max(_CELL_WIDTH, room // max(1, len(grid.labels)) - _GAP))
    for piece in grid.split(room // (cell + _GAP)):
        yield _piece(piece, cell)


def build_legend_lines(grid: Grid) -> Group:
    """What the standings in the grid mean, a line each."""
    return Group(*(Passage(f"{label}：{meaning}", _STYLES[tone]) for tone, label, meaning in grid.legend))


def build_plain_table(table: ReportTable) -> Table:
    """A table for reading."""
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in table.columns:
        drawn.add_column(Passage(column.title), justify="left")
    for row in table.rows:
        drawn.add_row(*(Passage("" if cell is None else str(cell)) for cell in row.cells))
    return drawn


def _piece(grid: Grid, width: int) -> Table:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_lines=False)
    for column in grid.heads:
        drawn.add_column(Passage(column.title), width=column.width)
    for label in grid.labels:
        drawn.add_column(Passage(label), width=width)
    for row in grid.rows:
        drawn.add_row(*(Passage(_cut(head)) for head in row.heads), *map(_cell, row.cells))
    return drawn


def _cell(cell: GridCell) -> RenderableType:
    marks = (Passage(mark, "dim") for mark in cell.marks)
    return Group(Passage(cell.head, _STYLES[cell.tone]), *(Passage(_cut(line)) for line in cell.body), *marks)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
