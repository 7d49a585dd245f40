"""The tables of a Word document as full grids: merged cells repeat what they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from align.reading.content import RawCell
from align.reading.wordtext import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml"))
# Word itself allows 63 columns.
_MAX_SPAN = 63


def read_rows(table: Element, cell_text: Callable[[Element], str]) -> list[list[RawCell]]:
    """The rows of a ``w:tbl`` element; ``cell_text`` is called once for each real cell, in order."""
    rows: list[list[RawCell]] = []
    above: list[RawCell] = []
    for row in _children(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            continue
        cells = [RawCell("")] * _span(row, "trPr", "gridBefore", default=0)
        for cell in _children(row, "tc"):
            column = len(cells)
            if _continues_above(cell) and column < len(above):
                first = RawCell(above[column].text, merged=True)
            else:
                first = RawCell(" ".join(cell_text(cell).split()))
            cells.append(first)
            cells.extend([RawCell(first.text, merged=True)] * (_span(cell, "tcPr", "gridSpan", default=1) - 1))
        rows.append(cells)
        above = cells
    return rows


def is_box(table: Element) -> bool:
    """Whether every row is a single cell: a frame around paragraphs, as plans draw their 专栏, and no table."""
    return all(sum(1 for _ in _children(row, "tc")) <= 1 for row in _children(table, "tr"))


def table_cells(table: Element) -> Iterator[Element]:
    """The real cells of a table, row by row; those that go on a cell from above are left out."""
    for row in _children(table, "tr"):
        for cell in _children(row, "tc"):
            if not _continues_above(cell):
                yield cell


def _children(parent: Element, name: str) -> Iterator[Element]:
    for child in parent.iterchildren():
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)


def _continues_above(cell: Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _span(element: Element, properties: str, name: str, *, default: int) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    text = "" if found is None else found.get(f"{W}val", "")
    return min(int(text), _MAX_SPAN) if text.isdecimal() else default
