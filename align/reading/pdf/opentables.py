"""Finds the tables of a PDF page that have no upright rules: their columns are told from where the words stand.

Three-line tables and tables without any rule look so. What comes out is inferred, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from align.reading.content import RawCell
from align.reading.paged.tables import PageTable
from align.reading.pdf.cells import Cell, Columns, Line, build_lines, column_of, read_words, shared
from align.reading.pdf.openrows import read_rows

if TYPE_CHECKING:
    from pdfplumber.page import Page

_LEAST_COLUMNS = 3
_LEAST_LINES = 3
# What may stand on a page above the rest of a table: a running head, a page number, 续表, the rest of a wrapped cell.
_MOST_ABOVE = 4
# In parts of the height of a character: lines further apart belong to two things, columns stand at least so far apart.
_APART = 4.0
_COLUMN_GAP = 0.4
# So few of the lines may cross the gap between two columns: a heading over several of them.
_CROSSING_SHARE = 0.1
# A table of figures is mostly filled, and its cells are short: columns of running text are not.
_FILLED_SHARE = 0.5
_CELL_LENGTH = 14
_SPACED = re.compile(r"\S\s+\S+\s+\S")


def find_open_tables(page: Page, lines: Sequence[str], before: PageTable | None = None) -> list[PageTable]:
    """The tables without upright rules on a page from which the ruled ones were taken out.

    Args:
        page: the page, or what is left of it.
        lines: the texts of its lines; without some that fall into three parts there is no table to look for.
        before: the table at the end of the page before, which may go on here with fewer rows than a table needs.
    """
    if sum(_SPACED.search(line) is not None for line in lines) < (_LEAST_LINES if before is None else 1):
        return []
    words, size = read_words(page)
    rules = sorted({round(edge["top"], 1) for edge in page.horizontal_edges})
    levels = build_lines(words, size)
    found: list[PageTable] = []
    for start, end in _find_regions(levels, size):
        rest = before.columns if before is not None and not found and start <= _MOST_ABOVE else ()
        table = _build(levels, start, end, size, rules, rest)
        if table is not None:
            found.append(table)
    return found


def _find_regions(lines: Sequence[Line], size: float) -> Iterator[tuple[int, int]]:
    """First and last full line of the runs of lines of several cells; text over the columns or a wide space ends a run."""
    start: int | None = None
    for index, line in enumerate(lines):
        if start is not None and (_is_text(line, lines[start]) or line.top - lines[index - 1].bottom > _APART * size):
            yield _trim(lines, start, index)
            start = None
        if start is None and _is_full(line):
            start = index
    if start is not None:
        yield _trim(lines, start, len(lines))


def _is_full(line: Line) -> bool:
    return len(line.cells) >= _LEAST_COLUMNS


def _is_text(line: Line, head: Line) -> bool:
    """Whether a line runs over the columns: a single cell that covers the gaps between the cells of the first line."""
    if len(line.cells) > 1:
        return False
    starts = [cell.x0 for cell in head.cells[1:]]
    return sum(line.cells[0].x0 < start < line.cells[0].x1 for start in starts) >= _LEAST_COLUMNS - 1


def _trim(lines: Sequence[Line], start: int, end: int) -> tuple[int, int]:
    return start, max(index for index in range(start, end) if _is_full(lines[index]))


def _build(
    lines: Sequence[Line], start: int, end: int, size: float, rules: Sequence[float], before: Columns
) -> PageTable | None:
    full = [line for line in lines[start : end + 1] if _is_full(line)]
    columns = _go_on(before, full)
    if columns is None and len(full) >= _LEAST_LINES:
        columns = _find_columns(full, size)
    if columns is None or len(columns) < _LEAST_COLUMNS:
        return None
    columns = _widen(columns, lines[start : end + 1])
    region = _with_wraps(lines, start, end, columns, size)
    columns = _widen(columns, region)
    bands = [rule for rule in rules if region[0].top < rule < region[-1].bottom]
    rows = read_rows(region, full, columns, bands if len(bands) >= _LEAST_LINES else [])
    if not _is_table(rows):
        return None
    box = (columns[0][0], region[0].top, columns[-1][1], region[-1].bottom)
    return PageTable(box, [[RawCell(cell) for cell in row] for row in rows], tuple(columns), inferred=True)


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    cells = [cell for row in rows for cell in row]
    filled = [cell for cell in cells if cell]
    return len(filled) >= _FILLED_SHARE * len(cells) and median(map(len, filled)) <= _CELL_LENGTH


def _go_on(columns: Columns, lines: Sequence[Line]) -> list[tuple[float, float]] | None:
    """The columns of the page before; ``None`` where a cell meets two of them, or none."""
    for line in lines:
        if any(len(_met(cell, columns)) != 1 for cell in line.cells):
            return None
    return list(columns) or None


def _met(cell: Cell, columns: Columns) -> list[int]:
    return [index for index, column in enumerate(columns) if shared(cell, column) > 0]


def _widen(columns: Columns, lines: Sequence[Line]) -> list[tuple[float, float]]:
    """The columns, wide enough for all cells that meet no other column."""
    wider = list(columns)
    for line in lines:
        for cell in line.cells:
            met = _met(cell, wider)
            if len(met) == 1:
                wider[met[0]] = (min(cell.x0, wider[met[0]][0]), max(cell.x1, wider[met[0]][1]))
    return wider


def _find_columns(lines: Sequence[Line], size: float) -> list[tuple[float, float]]:
    """The stretches between the gaps that next to no line crosses."""
    edges = sorted({edge for line in lines for cell in line.cells for edge in (cell.x0, cell.x1)})
    columns: list[tuple[float, float]] = []
    for left, right in pairwise(edges):
        crossing = sum(any(cell.x0 <= left and cell.x1 >= right for cell in line.cells) for line in lines)
        if crossing <= _CROSSING_SHARE * len(lines):
            continue
        if columns and left - columns[-1][1] < _COLUMN_GAP * size:
            columns[-1] = (columns[-1][0], right)
        else:
            columns.append((left, right))
    return columns


def _with_wraps(lines: Sequence[Line], start: int, end: int, columns: Columns, size: float) -> list[Line]:
    """The lines of a table, with the wrapped cells above its first and below its last full line."""

    def is_wrapped(index: int, beside: int) -> bool:
        near = abs(lines[index].middle - lines[beside].middle) < _APART * size
        return near and all(_lies_in_column(cell, columns, size) for cell in lines[index].cells)

    while start > 0 and is_wrapped(start - 1, start):
        start -= 1
    while end + 1 < len(lines) and is_wrapped(end + 1, end):
        end += 1
    return list(lines[start : end + 1])


def _lies_in_column(cell: Cell, columns: Columns, size: float) -> bool:
    """Whether a cell keeps to a column other than the first, where captions and text begin."""
    left, right = columns[column_of(cell, columns)]
    return left > columns[0][0] and cell.x0 > left - size and cell.x1 < right + size
