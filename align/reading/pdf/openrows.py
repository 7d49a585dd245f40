"""Tells which words of a table without upright rules make a row: by the level rules, else by the lines that are full."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from align.reading.paged.tables import join_lines
from align.reading.pdf.cells import Cell, Columns, Line, column_of


def read_rows(
    region: Sequence[Line], full: Sequence[Line], columns: Columns, rules: Sequence[float]
) -> list[list[str]]:
    """The rows of a table as texts, a cell for each column.

    Args:
        region: the lines of the table, wrapped cells among them.
        full: those of them that hold most cells of their row.
        columns: the columns.
        rules: the heights of the rules between the rows; empty where rows are not parted by rules.
    """
    if rules:
        return _read_bands(region, columns, rules)
    anchors = [line for line in region if line in full or _names_group(line, columns)]
    centred = _is_centred(region, anchors, columns)
    placed = [_place(region, anchors, columns, index, centred=centred) for index in range(len(columns))]
    rows = [[join_lines(texts) for texts in row] for row in zip(*placed, strict=True)]
    return [row for row in rows if any(row)]


def _read_bands(region: Sequence[Line], columns: Columns, rules: Sequence[float]) -> list[list[str]]:
    rows: list[list[list[str]]] = [[[] for _ in columns] for _ in range(len(rules) + 1)]
    for line in region:
        for cell in line.cells:
            rows[sum(rule < cell.middle for rule in rules)][column_of(cell, columns)].append(cell.text)
    return [[join_lines(texts) for texts in row] for row in rows if any(row)]


def _names_group(line: Line, columns: Columns) -> bool:
    """Whether a line of one cell begins in the first column, where only numbers and names of groups stand."""
    return len(line.cells) == 1 and column_of(line.cells[0], columns) == 0


def _is_centred(region: Sequence[Line], anchors: Sequence[Line], columns: Columns) -> bool:
    """Whether rows are set to the middle of their wrapped cells: one stands between two lines of a cell it lacks."""
    for above, line, below in zip(region, region[1:], region[2:], strict=False):
        if line in anchors and above not in anchors and below not in anchors:
            own, *beside = ({column_of(cell, columns) for cell in one.cells} for one in (line, above, below))
            if beside[0] == beside[1] and not own & beside[0]:
                return True
    return False


def _place(
    region: Sequence[Line], anchors: Sequence[Line], columns: Columns, column: int, *, centred: bool
) -> list[list[str]]:
    """What each row holds in one column. The first row is what is left of a row of the page before, mostly nothing."""
    own: list[list[Cell]] = [[] for _ in anchors]
    between: list[list[Cell]] = [[] for _ in range(len(anchors) + 1)]
    for line in region:
        cells = [cell for cell in line.cells if column_of(cell, columns) == column]
        if line in anchors:
            own[anchors.index(line)].extend(cells)
        else:
            between[sum(anchor.top < line.top for anchor in anchors)].extend(cells)
    above = _split_centred(anchors, own, between) if centred else [0] * len(anchors)
    rows: list[list[Cell]] = [between[0][: len(between[0]) - above[0]]]
    for index, cells in enumerate(own):
        after = between[index + 1]
        next_above = above[index + 1] if index + 1 < len(above) else 0
        rows.append(_last(between[index], above[index]) + cells + after[: len(after) - next_above])
    return [[cell.text for cell in row] for row in rows]


def _split_centred(anchors: Sequence[Line], own: Sequence[list[Cell]], between: Sequence[list[Cell]]) -> list[int]:
    """How many of the wrapped lines above each row belong to it, so that every row stands in the middle of its own.

    The best split of all gaps together, found row by row: ``best`` holds, for each number of lines above the row that
    belong to it, the least oddness so far and the split that gives it.
    """
    everything = [cell for pair in zip(between, [*own, []], strict=True) for cells in pair for cell in cells]
    pitch = min((after.middle - before.middle for before, after in pairwise(everything)), default=0.0)
    best = {count: (0.0, [count]) for count in range(len(between[0]) + 1)}
    for index, anchor in enumerate(anchors):
        after = between[index + 1]
        # All below the last row are its own.
        choices = range(len(after) + 1) if index + 1 < len(anchors) else (0,)
        following: dict[int, tuple[float, list[int]]] = {}
        for taken in choices:
            below = after[: len(after) - taken]
            options = (
                (cost + _oddness(anchor, [*_last(between[index], count), *own[index], *below], pitch), split)
                for count, (cost, split) in best.items()
            )
            cost, split = min(options)
            following[taken] = (cost, [*split, taken])
        best = following
    return min(best.values())[1][: len(anchors)]


def _last(cells: Sequence[Cell], count: int) -> list[Cell]:
    return list(cells[len(cells) - count :])


def _oddness(anchor: Line, cells: Sequence[Cell], pitch: float) -> float:
    """How far, in points, a cell is from standing evenly round the middle of its row; an empty one is odd as well."""
    if not cells:
        return anchor.bottom - anchor.top
    off_middle = abs((cells[0].middle + cells[-1].middle) / 2 - anchor.middle)
    return off_middle + sum(after.middle - before.middle - pitch for before, after in pairwise(cells))
