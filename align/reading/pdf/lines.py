"""What stands on a PDF page, from top to bottom, as a reader sees it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from align.reading.paged.margins import LineBox
from align.reading.paged.pages import PageItem, PageLine
from align.reading.paged.tables import PageTable
from align.reading.pdf.cells import Cell, Line, build_lines, read_words
from align.reading.pdf.characters import drop_doubles
from align.reading.pdf.columns import may_have_columns, unfold_columns
from align.reading.pdf.opentables import find_open_tables

if TYPE_CHECKING:
    from pdfplumber.page import Page

# Two characters stand apart when the gap is wider than this share of their size; justified lines have smaller gaps.
_GAP = 0.5


def find_flow(page: Page, tables: Sequence[PageTable], before: PageTable | None) -> list[PageItem]:
    """All that stands on a page, from top to bottom: the ruled tables given, tables without upright rules, lines of text.

    ``before`` is the table without upright rules at the end of the page before, if there was one.
    """
    outside = drop_doubles(_leave_out(page, tables))
    lines = _find_lines(outside)
    if may_have_columns(lines) and (unfolded := _unfold(outside, tables)) is not None:
        return unfolded
    if inferred := find_open_tables(outside, [line["text"] for line in lines], before):
        lines = _find_lines(_leave_out(outside, inferred))
    texts = [
        PageLine(line["top"], line["text"], box=LineBox(line["x0"], line["x1"], line["bottom"] - line["top"]))
        for line in lines
    ]
    return sorted([*tables, *inferred, *texts], key=lambda item: item.top)


def _unfold(page: Page, tables: Sequence[PageTable]) -> list[PageItem] | None:
    """The lines and ruled tables of a page in two columns, in reading order; ``None`` where it has no columns."""
    places = {_place_of(table): table for table in tables}
    lines = sorted([*build_lines(*read_words(page)), *places], key=lambda line: line.top)
    found = unfold_columns(lines)
    if found is None:
        return None
    unfolded, gutter = found
    return [places.get(line) or _as_page_line(line, gutter) for line in unfolded]


def _as_page_line(line: Line, gutter: float) -> PageLine:
    left, right = line.cells[0].x0, line.cells[-1].x1
    column = 0 if left < gutter < right else 1 if right < gutter else 2
    text = " ".join(cell.text for cell in line.cells)
    return PageLine(line.top, text, box=LineBox(left, right, line.bottom - line.top, column))


def _place_of(table: PageTable) -> Line:
    x0, top, x1, bottom = table.box
    return Line((Cell(x0, x1, (top + bottom) / 2, ""),), top, bottom)


def _leave_out(page: Page, tables: Sequence[PageTable]) -> Page:
    return page.filter(lambda thing: thing["object_type"] != "char" or not any(table.covers(thing) for table in tables))


def _find_lines(page: Page) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = page.extract_text_lines(return_chars=False, x_tolerance_ratio=_GAP)
    return lines
