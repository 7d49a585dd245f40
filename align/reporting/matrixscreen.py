"""Draws a matrix for the terminal, in as many pieces as its width asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from align.reporting.matrix import Matrix, MatrixCell, Standing, build_legend
from align.reporting.matrixtables import build_silence_table, build_summary_table
from align.reporting.passage import Passage
from align.reporting.tables import ReportTable

_STYLES = {
    Standing.LOOSER: "bold red",
    Standing.BELOW_TOTAL: "yellow",
    Standing.DEFERRED: "magenta",
    Standing.QUALITATIVE: "magenta",
    Standing.STRICTER: "green",
    Standing.EQUAL: "cyan",
}
_NAME_WIDTH, _TARGET_WIDTH, _CELL_WIDTH, _GAP = 24, 14, 13, 2
# A longer value is cut here; the workbook has it whole.
_LONGEST_VALUE = 24


@dataclass(frozen=True, slots=True)
class MatrixScreen:
    """The matrix as a renderable: legend, the matrix in pieces, the counts, what the material does not tell."""

    matrix: Matrix

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the parts, no wider than the console."""
        matrix = self.matrix
        yield Rule(Text(matrix.title, style="bold"), align="left", style="dim")
        yield Padding(_legend(matrix), (1, 0))
        fixed = _NAME_WIDTH + _TARGET_WIDTH + 3 * _GAP
        for piece in matrix.split((options.max_width - fixed) // (_CELL_WIDTH + _GAP)):
            yield _piece(piece)
        for table in (build_summary_table(matrix), build_silence_table(matrix)):
            yield Rule(Text(table.title, style="bold"), align="left", style="dim")
            if table.note:
                yield Passage(table.note, "dim")
            yield _table(table)


def _legend(matrix: Matrix) -> Group:
    return Group(*(Passage(f"{s.label}：{meaning}", _STYLES.get(s, "dim")) for s, meaning in build_legend(matrix)))


def _piece(matrix: Matrix) -> Table:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold", show_lines=False)
    drawn.add_column("上级指标", width=_NAME_WIDTH)
    drawn.add_column("上级目标", width=_TARGET_WIDTH)
    for label in matrix.labels:
        drawn.add_column(Passage(label), width=_CELL_WIDTH)
    for row in matrix.rows:
        drawn.add_row(Passage(row.name), Passage(_cut(row.target)), *map(_cell, row.cells))
    return drawn


def _cell(cell: MatrixCell) -> RenderableType:
    style = _STYLES.get(cell.standing, "dim")
    value = [] if cell.is_silent else [Passage(_cut(cell.value))]
    return Group(Text(cell.standing.label, style=style), *value)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"


def _table(table: ReportTable) -> Table:
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in table.columns:
        drawn.add_column(Passage(column.title), justify="left")
    for row in table.rows:
        drawn.add_row(*_passages(row.cells))
    return drawn


def _passages(cells: tuple[object, ...]) -> Iterator[Passage]:
    return (Passage("" if cell is None else str(cell)) for cell in cells)
