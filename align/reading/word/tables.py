"""The tables of a Word document as full grids: merged cells repeat what they belong to, deleted rows and cells are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from align.reading.content import RawCell, check_cells
from align.reading.word.flow import find_children
from align.reading.word.looks import read_switch
from align.reading.word.names import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Word itself allows 63 columns.
_MAX_SPAN = 63


def read_rows(table: Element, cell_text: Callable[[Element], str]) -> list[list[RawCell]]:
    """The rows of a ``w:tbl`` element; ``cell_text`` is called once for each real cell, in order.

    Raises:
        ContentLimitError: the rows and spans make more cells than any table has.
    """
    rows: list[list[RawCell]] = []
    above: list[RawCell] = []
    count = 0
    for row in find_children(table, "tr"):
        if _is_gone(row):
            above = _forget_begun(row, above)
            continue
        cells = [RawCell("")] * _span(row, "trPr", "gridBefore", default=0)
        for cell in _cells(row):
            column = len(cells)
            if _goes_on(cell, "vMerge") and column < len(above):
                first = RawCell(above[column].text, merged=True)
            elif _goes_on(cell, "hMerge") and cells:
                first = RawCell(cells[-1].text, merged=True)
            else:
                first = RawCell(" ".join(cell_text(cell).split()))
            cells.append(first)
            cells.extend([RawCell(first.text, merged=True)] * (_span(cell, "tcPr", "gridSpan", default=1) - 1))
        count += len(cells)
        check_cells(count)
        rows.append(cells)
        above = cells
    return rows


def is_box(table: Element) -> bool:
    """Whether every row is a single cell: a frame around paragraphs, as plans draw their 专栏, and no table."""
    return all(sum(1 for _ in _cells(row)) <= 1 for row in _rows(table))


def table_cells(table: Element) -> Iterator[Element]:
    """The real cells of a table, row by row; those that go on a cell from above are left out."""
    for row in _rows(table):
        for cell in _cells(row):
            if not _goes_on(cell, "vMerge"):
                yield cell


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in find_children(table, "tr") if not _is_gone(row))


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in find_children(row, "tc") if cell.find(f"{W}tcPr/{W}cellDel") is None)


def _is_gone(row: Element) -> bool:
    """Whether a row was deleted, or is hidden."""
    properties = row.find(f"{W}trPr")
    if properties is None:
        return False
    return properties.find(f"{W}del") is not None or read_switch(properties, "hidden") is True


def _forget_begun(row: Element, above: list[RawCell]) -> list[RawCell]:
    """The row above, but with nothing where a row that is gone began a cell: its text is gone for the rows below too."""
    kept = list(above)
    column = _span(row, "trPr", "gridBefore", default=0)
    for cell in _cells(row):
        width = _span(cell, "tcPr", "gridSpan", default=1)
        if not _goes_on(cell, "vMerge"):
            kept[column : column + width] = [RawCell("")] * min(width, max(0, len(kept) - column))
        column += width
    return kept


def _goes_on(cell: Element, direction: str) -> bool:
    """Whether a cell goes on the one above it (``vMerge``) or, in old files, the one to its left (``hMerge``)."""
    merge = cell.find(f"{W}tcPr/{W}{direction}")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _span(element: Element, properties: str, name: str, *, default: int) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    text = "" if found is None else found.get(f"{W}val", "")
    return min(int(text), _MAX_SPAN) if text.isascii() and text.isdecimal() and len(text) < 6 else default
