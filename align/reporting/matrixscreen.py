"""Draws a matrix for the terminal, in as many pieces as its width asks for."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from align.reporting.gridscreen import build_legend_lines, build_pieces, build_plain_table
from align.reporting.matrix import Matrix
from align.reporting.matrixtables import build_grid, build_silence_table, build_summary_table
from align.reporting.passage import Passage


@dataclass(frozen=True, slots=True)
class MatrixScreen:
    """The matrix as a renderable: legend, the matrix in pieces, the counts, what the material does not tell."""

    matrix: Matrix

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the parts, no wider than the console."""
        matrix = self.matrix
        yield Rule(Text(matrix.title, style="bold"), align="left", style="dim")
        grid = build_grid(matrix, "name", "target")
        yield Padding(build_legend_lines(grid), (1, 0))
        yield from build_pieces(grid, options.max_width)
        for table in (build_summary_table(matrix), build_silence_table(matrix)):
            yield Rule(Text(table.title, style="bold"), align="left", style="dim")
            if table.note:
                yield Passage(table.note, "dim")
            yield build_plain_table(table)
