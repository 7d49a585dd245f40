"""Unfolds pages printed in two columns, as gazettes are: the left column is read to its end before the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from align.reading.pdf.cells import Line

# A line of two columns: two parts of running text and one space between them.
_HALVES = re.compile(r"\S{6,}\s\S{6,}")
# In parts of the width of the text: a line of one column is no longer, and the gutter is no further from the middle.
_NARROW = 0.55
_OFF_MIDDLE = 0.15
# Of a page in columns so many lines fall into two halves or are narrow; a page of headings may look so in part.
_LEAST_SHARE = 0.6
# Each column has so many lines of running text.
_LEAST_LINES = 8
_HALF_LENGTH = 10
# So few of the lines may reach over the gutter: titles, tables over both columns.
_CROSSING_SHARE = 0.15


def may_have_columns(lines: Sequence[dict[str, Any]]) -> bool:
    """Whether so many lines of a page are narrow or fall into two halves that it is worth a closer look.

    Args:
        lines: what pdfplumber tells of the lines: ``x0``, ``x1`` (points) and ``text``.
    """
    if len(lines) < _LEAST_LINES:
        return False
    width = max(line["x1"] for line in lines) - min(line["x0"] for line in lines)
    narrow: int = sum(
        line["x1"] - line["x0"] < _NARROW * width or _HALVES.fullmatch(line["text"]) is not None for line in lines
    )
    return bool(narrow >= _LEAST_SHARE * len(lines))


def unfold_columns(lines: Sequence[Line]) -> tuple[list[Line], float] | None:
    """The lines of a page in reading order, and where the space between its columns is; ``None`` where it has no two.

    Lines across both columns (titles, captions, tables) part the page into bands, each read by itself.
    """
    gutter = _find_gutter(lines)
    if gutter is None:
        return None
    sides = ([cell.x0 > gutter for cell in line.cells if len(cell.text) >= _HALF_LENGTH] for line in lines)
    right = [side for line in sides for side in line]
    if min(sum(right), len(right) - sum(right)) < _LEAST_LINES:
        return None
    return [line for band in _find_bands(lines, gutter) for line in _read_band(band, gutter)], gutter


def _find_gutter(lines: Sequence[Line]) -> float | None:
    """The middle of the space near the middle of the page that next to no line reaches into."""
    cells = [cell for line in lines for cell in line.cells]
    left, right = min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)
    near = [(left + right) / 2 + sign * _OFF_MIDDLE * (right - left) for sign in (-1, 1)]
    edges = sorted(
        {near[0], near[1], *(edge for cell in cells for edge in (cell.x0, cell.x1) if near[0] < edge < near[1])}
    )
    free = [
        (end - start, (start + end) / 2)
        for start, end in pairwise(edges)
        if sum(cell.x0 <= start and cell.x1 >= end for cell in cells) <= _CROSSING_SHARE * len(lines)
    ]
    return max(free)[1] if free else None


def _crosses(line: Line, gutter: float) -> bool:
    return any(cell.x0 < gutter < cell.x1 for cell in line.cells)


def _find_bands(lines: Sequence[Line], gutter: float) -> Iterator[list[Line]]:
    band: list[Line] = []
    for line in lines:
        if band and _crosses(line, gutter) != _crosses(band[-1], gutter):
            yield band
            band = []
        band.append(line)
    if band:
        yield band


def _read_band(band: Sequence[Line], gutter: float) -> Iterator[Line]:
    if _crosses(band[0], gutter):
        yield from band
        return
    for is_right in (False, True):
        for line in band:
            cells = tuple(cell for cell in line.cells if (cell.x0 > gutter) is is_right)
            if cells:
                yield Line(cells, line.top, line.bottom)
