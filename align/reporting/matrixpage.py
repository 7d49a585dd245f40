"""Draws a matrix as one page that works offline and prints on landscape paper."""

from __future__ import annotations

from align.reporting.html import build_environment
from align.reporting.matrix import Matrix
from align.reporting.matrixtables import build_detail_table, build_grid, build_silence_table, build_summary_table

# So many lower plans stand side by side on a landscape page; the rest follow in a table of their own.
_COLUMNS = 8


def render_matrix_page(matrix: Matrix) -> str:
    """The page; equal matrices give equal text."""
    board = build_grid(matrix, "name", "nature", "target")
    return (
        build_environment()
        .get_template("matrix.html.j2")
        .render(
            matrix=matrix,
            board=board,
            pieces=tuple(board.split(_COLUMNS)),
            tables=(build_summary_table(matrix), build_silence_table(matrix), build_detail_table(matrix)),
        )
    )
