"""The lines of a PDF page outside its tables, as a reader sees them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from align.reading.pdftables import PageTable

if TYPE_CHECKING:
    from pdfplumber.page import Page

# Two characters stand apart when the gap is wider than this share of their size; justified lines have smaller gaps.
_GAP = 0.5
# Characters printed again nearer than this (points) are one bold character.
_HAIR = 1


class TextLine(NamedTuple):
    """A line and the distance of its upper edge from the top of the page, in points."""

    top: float
    text: str


def find_lines(page: Page, tables: Sequence[PageTable]) -> list[TextLine]:
    """The lines of a page that no table covers, from top to bottom."""
    outside = page.filter(
        lambda thing: thing["object_type"] != "char" or not any(table.covers(thing) for table in tables)
    )
    # Some programs print a heading twice, a hair apart, to make it bold; looking for that costs as much as all the rest.
    if _is_printed_twice(outside.chars):
        outside = outside.dedupe_chars(tolerance=_HAIR)
    lines = outside.extract_text_lines(return_chars=False, x_tolerance_ratio=_GAP)
    return [TextLine(line["top"], line["text"]) for line in lines]


def _is_printed_twice(characters: Iterable[dict[str, Any]]) -> bool:
    """Whether the same character stands twice at a place: two within a hair share a cell of one of four shifted grids."""
    seen: set[tuple[object, ...]] = set()
    for character in characters:
        x, y = character["x0"] / _HAIR / 2, character["top"] / _HAIR / 2
        keys = {(character["text"], dx, dy, int(x + dx), int(y + dy)) for dx in (0, 0.5) for dy in (0, 0.5)}
        if not seen.isdisjoint(keys):
            return True
        seen |= keys
    return False
