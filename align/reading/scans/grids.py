"""Builds the tables of a recognised picture: its rules make the grid, its pieces of text fill the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from align.reading.content import RawCell
from align.reading.paged.tables import PageBox, PageTable, join_lines
from align.reading.pdf.ruledtables import build_rows, has_columns, is_real
from align.reading.scans.lines import join_pieces, set_right, set_rows
from align.recognising.recognition import Box, Piece, Recognised

if TYPE_CHECKING:
    from pdfplumber.page import Page

# In heights of a line of text: how far apart two stretches of one rule may be on a worn page, how far beside each
# other, and by how much a rule may miss the one it ends at.
_SAME_RULE = 0.2
_BREAK = 0.6
_MISS = 0.3
# A picture with more rules, or more crossings of rules, is a map or a drawing; looking for tables there takes minutes.
_MAX_RULES = 2000
_MAX_CROSSINGS = 4000
_FIGURE = re.compile(r"[≥≤><＞＜〔\[]?\d")
_ORDINALS = frozenset("二三四五六七八九十")


class ScanTables(NamedTuple):
    """The tables of a picture from top to bottom, the pieces of text in none, and whether tables were not looked for."""

    tables: list[PageTable]
    rest: list[Piece]
    is_overdrawn: bool = False


def find_scan_tables(recognised: Recognised, pieces: Sequence[Piece], line_height: float) -> ScanTables:
    """The tables that rules draw around the text of a picture.

    A frame with one column is a box (专栏): its pieces stand in no table.

    Args:
        recognised: the picture and its rules.
        pieces: its legible text.
        line_height: how high a line of its text is, in pixels.
    """
    area = float(recognised.width * recognised.height)
    tables: list[PageTable] = []
    left = list(pieces)
    found = _find_cells(recognised.rules, line_height)
    if found is None:
        return ScanTables([], left, is_overdrawn=True)
    for cells in found:
        table, taken = _fill(cells, left)
        if table is not None and is_real(table, area):
            tables.append(table)
            left = [piece for piece in left if piece not in taken]
    return ScanTables(sorted(tables, key=lambda table: table.top), left)


def _find_cells(rules: Sequence[Box], line_height: float) -> list[list[PageBox]] | None:
    """The cells of each table, as pdfplumber finds them in the lines of a PDF page; ``None`` for a drawing."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    if not rules:
        return []
    if len(rules) > _MAX_RULES:
        return None
    same, break_, miss = (share * line_height for share in (_SAME_RULE, _BREAK, _MISS))
    edges = merge_edges([_edge(rule) for rule in rules], same, same, break_, break_)
    crossings = edges_to_intersections(edges, miss, miss)
    if len(crossings) > _MAX_CROSSINGS:
        return None
    tables: list[list[PageBox]] = cells_to_tables(intersections_to_cells(crossings))
    return tables


def _edge(rule: Box) -> dict[str, Any]:
    """A rule without its thickness, in the words of pdfplumber."""
    x0, top, x1, bottom = map(float, rule)
    level = x1 - x0 >= bottom - top
    if level:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    place = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top}
    return {**place, "orientation": "h" if level else "v", "object_type": "line"}


def _fill(cells: list[PageBox], pieces: Sequence[Piece]) -> tuple[PageTable | None, set[Piece]]:
    """The table that cells and pieces make, with the pieces it takes; no table where there is but a frame."""
    from pdfplumber.table import Table

    table = Table(cast("Page", None), cells)  # of no page: only the cells are asked for
    if not has_columns(table):
        return None, set()
    inside = {box: [piece for piece in pieces if _holds(box, piece)] for box in cells}
    by_box = {box: _read_cell(held) for box, held in inside.items()}
    taken = {piece for held in inside.values() for piece in held}
    return PageTable(table.bbox, _mend_dashes(build_rows(table, by_box))), taken


def _mend_dashes(rows: list[list[RawCell]]) -> list[list[RawCell]]:
    """A lone 一 in a column of figures is the dash that stands for no value; 一 、二 、三 number rows."""
    if not rows:
        return rows
    figures = {
        column
        for column in range(1, len(rows[0]))
        if any(_FIGURE.match(row[column].text) for row in rows)
        and not any(row[column].text in _ORDINALS for row in rows)
    }
    return [
        [
            cell._replace(text="—") if cell.text == "一" and column in figures else cell
            for column, cell in enumerate(row)
        ]
        for row in rows
    ]


def _holds(box: PageBox, piece: Piece) -> bool:
    left, top, right, bottom = piece.box
    return box[0] <= (left + right) / 2 < box[2] and box[1] <= (top + bottom) / 2 < box[3]


def _read_cell(pieces: Sequence[Piece]) -> RawCell:
    if not pieces:
        return RawCell("")
    text = set_right(join_lines(join_pieces(row) for row in set_rows(pieces)))
    return RawCell(text, confidence=min(piece.confidence for piece in pieces))
