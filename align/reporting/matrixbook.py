"""Draws a matrix as a workbook: cells coloured by standing, header and indicators frozen, every comparison on a sheet."""

from __future__ import annotations

from pathlib import Path

from align.reporting.files import write_bytes
from align.reporting.gridbook import draw_grid
from align.reporting.matrix import Matrix
from align.reporting.matrixtables import build_detail_table, build_grid, build_silence_table, build_summary_table
from align.reporting.sheets import Drawing, render_sheets


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
    draw_grid(drawing, "矩阵", build_grid(matrix))
    drawing.draw_table("各地小结", build_summary_table(matrix))
    drawing.draw_table("材料没有说明的", build_silence_table(matrix))
    drawing.draw_table("逐项比较", build_detail_table(matrix))
