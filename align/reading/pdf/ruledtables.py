"""Finds the ruled tables of a PDF page and refuses what only looks like one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from align.reading.content import RawCell
from align.reading.paged.tables import PageBox, PageTable, join_lines

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.table import Table

# A filled area thicker than this is a background, not a rule; Word draws its rules as areas half a point thick.
_RULE_THICKNESS = 3.0
# Pages with more lines than this are maps; looking for tables there takes minutes.
_MAX_LINES = 4000
_GAP = 0.5
# Points by which a cell may stand off the grid.
_SLACK = 1.0
# Below this share of filled cells a grid is a form or a drawing.
_FILLED_SHARE = 0.3
# A grid as large as the page whose cells hold whole passages is the frame of a printed web page.
_PAGE_SHARE = 0.7
_PASSAGE = 200


def is_overdrawn(page: Page) -> bool:
    """Whether a page has so many lines that its tables are not looked for."""
    return len(page.rects) + len(page.lines) + len(page.curves) > _MAX_LINES


def find_page_tables(page: Page) -> list[PageTable]:
    """The tables of a page, from top to bottom. A frame with one column is a box (专栏): its lines stay text."""
    if is_overdrawn(page):
        return []
    ruled = page.filter(_is_rule_or_text)
    if not (ruled.rects or ruled.lines or ruled.curves):
        return []
    found = [PageTable(table.bbox, _read_rows(table)) for table in ruled.find_tables() if has_columns(table)]
    area = float(page.width * page.height)
    return sorted((table for table in found if is_real(table, area)), key=lambda table: table.top)


def _is_rule_or_text(thing: dict[str, Any]) -> bool:
    if thing["object_type"] != "rect":
        return True
    return bool(thing["stroke"]) or min(thing["width"], thing["height"]) <= _RULE_THICKNESS


def has_columns(table: Table) -> bool:
    """Whether ruled cells are more than a frame around text."""
    return len(table.rows) >= 2 and max(len(row.cells) for row in table.rows) >= 2


def _read_rows(table: Table) -> list[list[RawCell]]:
    texts = table.extract(x_tolerance_ratio=_GAP)
    by_box = {
        box: RawCell(join_lines(text.split("\n")))
        for row, line in zip(table.rows, texts, strict=True)
        for box, text in zip(row.cells, line, strict=True)
        if box is not None and text is not None
    }
    return build_rows(table, by_box)


def build_rows(table: Table, by_box: Mapping[PageBox, RawCell]) -> list[list[RawCell]]:
    """The rows as a full grid; pdfplumber leaves out the cells that a merged one covers.

    Args:
        table: the cells as pdfplumber found them.
        by_box: what stands in each.
    """
    columns = [column.bbox for column in table.columns]
    rows: list[list[RawCell]] = []
    for row in table.rows:
        cells: list[RawCell] = []
        for column, box in zip(columns, row.cells, strict=True):
            if box is not None:
                cells.append(by_box.get(box, RawCell("")))
            else:
                covering = _find_covering(by_box, column, row.bbox)
                cells.append(RawCell("") if covering is None else by_box[covering]._replace(merged=True))
        if any(not cell.merged for cell in cells):
            rows.append(cells)
    return rows


def _find_covering(boxes: Iterable[PageBox], column: PageBox, row: PageBox) -> PageBox | None:
    """The cell that lies over the crossing of a row and a column."""
    x = column[0] + _SLACK
    y = row[1] + _SLACK
    return next((box for box in boxes if box[0] <= x <= box[2] and box[1] <= y <= box[3]), None)


def is_real(table: PageTable, area: float) -> bool:
    """Whether a grid holds a table, and is no form, drawing or frame of a page.

    Args:
        table: the grid.
        area: how large the page is, in the measure of the table's box.
    """
    own = [cell.text for row in table.rows for cell in row if not cell.merged]
    filled = [text for text in own if text]
    if not filled or len(filled) < _FILLED_SHARE * len(own):
        return False
    x0, top, x1, bottom = table.box
    is_page_sized = (x1 - x0) * (bottom - top) > _PAGE_SHARE * area
    return not (is_page_sized and sum(map(len, filled)) > _PASSAGE * len(filled))
