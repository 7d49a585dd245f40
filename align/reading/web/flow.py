"""The flow of a web page: paragraphs and tables in the order in which they are seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from align.reading.content import RawCell, check_cells
from align.reading.superscripts import raise_text
from align.reading.web.tree import allowed

if TYPE_CHECKING:
    from lxml import etree

_SKIPPED = re.compile(
    "head|script|style|nav|noscript|template|iframe|object|svg|math|button|select|textarea|input|canvas|audio|video|map|rt|rp"
)
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|"
    "h[1-6]|header|hr|html|li|main|menu|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INVISIBLE_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# A border all around: border: 1px solid #000, but not border: 0 or border: none.
_FRAMES = re.compile("aside|blockquote|div|fieldset|section")
_BORDER = re.compile(
    r"(?:^|;)\s*border\s*:(?!\s*(?:0|none|hidden))[^;]*\b(?:solid|dashed|dotted|double|groove|ridge|inset|outset)\b",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
# The HTML standard allows a cell to span 1000 columns; no plan has a table so wide.
_MAX_COLUMNS = 100
# A cell with more paragraphs than this holds an article: the table only lays out the page.
_LAYOUT_PARAGRAPHS = 20


class Paragraph(NamedTuple):
    """A paragraph of a page; ``level`` is that of its heading tag."""

    text: str
    level: int | None = None


class FrameEdge(Enum):
    """Where a frame around paragraphs begins or ends."""

    BEGIN = "begin"
    END = "end"


Flow = list["Paragraph | FrameEdge | etree._Element"]


def read_flow(element: etree._Element) -> Flow:
    """The paragraphs and ``table`` elements inside an element, in order, and the edges of frames around some of them."""
    walk = _Walk()
    walk.enter(element)
    walk.end_paragraph()
    return walk.flow


def is_layout(table: etree._Element) -> bool:
    """Whether a table is only a frame: around other tables, an article, or a single column of text."""
    if table.find(".//table") is not None or is_box(table):
        return True
    return any(_count(read_flow(cell)) > _LAYOUT_PARAGRAPHS for row in _rows(table) for cell in row)


def is_box(table: etree._Element) -> bool:
    """Whether every row is a single cell: a frame around paragraphs."""
    return all(len(row) <= 1 for row in _rows(table))


def _count(flow: Flow) -> int:
    return sum(not isinstance(item, FrameEdge) for item in flow)


def read_rows(table: etree._Element) -> list[list[RawCell]]:
    """The rows of a ``table`` element as a full grid: a cell that spans rows or columns repeats in them.

    Raises:
        ContentLimitError: the rows and spans make more cells than any table has.
    """
    grid: list[list[RawCell]] = []
    hanging: dict[int, tuple[int, str]] = {}
    count = 0
    for cells in _rows(table):
        row: list[RawCell] = []
        for cell in cells:
            _hang(row, hanging)
            text = " ".join(item.text for item in read_flow(cell) if isinstance(item, Paragraph))
            columns = min(_span(cell, "colspan"), _MAX_COLUMNS - len(row))
            rows = _span(cell, "rowspan")
            for offset in range(columns):
                if rows > 1:
                    hanging[len(row)] = (rows - 1, text)
                row.append(RawCell(text, merged=offset > 0))
        _hang(row, hanging)
        count += len(row)
        check_cells(count)
        grid.append(row)
    return grid


def _hang(row: list[RawCell], hanging: dict[int, tuple[int, str]]) -> None:
    """Fills in the cells that hang down from the rows above, as far as they come next."""
    while len(row) in hanging:
        left, text = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = (left - 1, text)
        row.append(RawCell(text, merged=True))


def find_own(table: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The elements of a table with one of these tags, in order; those of tables inside it are left to these."""
    for child in table.iterchildren("*"):
        if child.tag in tags:
            yield child
        if child.tag != "table":
            yield from find_own(child, *tags)


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    for row in find_own(table, "tr"):
        if not _is_hidden(row):
            yield [cell for cell in row.iterchildren("td", "th") if not _is_hidden(cell)]


def _span(cell: etree._Element, name: str) -> int:
    text = (cell.get(name) or "").strip()
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or _INVISIBLE_STYLE.search(element.get("style") or "") is not None


class _Walk:
    """Gathers text until a block begins or ends."""

    def __init__(self) -> None:
        self.flow: Flow = []
        self._pieces: list[str] = []
        self._level: int | None = None

    def enter(self, element: etree._Element) -> None:
        """Takes in an element's text and children; text after the element is left to the caller."""
        if element.tag == "ol":
            _number_items(element)
        self._take(element.text, as_is=element.tag == "pre")
        for child in element:
            if isinstance(child.tag, str):
                self._visit(child)
            self._take(child.tail, as_is=element.tag == "pre")

    def end_paragraph(self) -> None:
        """Closes the paragraph begun so far, if it has any text."""
        for line in "".join(self._pieces).split("\n"):
            if text := line.strip():
                self.flow.append(Paragraph(text, self._level))
        self._pieces.clear()

    def _visit(self, child: etree._Element) -> None:
        tag = str(child.tag)
        if _SKIPPED.fullmatch(tag) or _is_hidden(child):
            return
        if tag == "br":
            self._pieces.append("\n")
        elif tag == "sup":
            self._raise(child)
        elif tag == "table":
            self.end_paragraph()
            self.flow.append(child)
        elif _BLOCKS.fullmatch(tag):
            self._enter_block(child, tag)
        else:
            self.enter(child)

    def _enter_block(self, child: etree._Element, tag: str) -> None:
        self.end_paragraph()
        outer = self._level
        self._level = _HEADINGS.get(tag, outer)
        is_frame = _FRAMES.fullmatch(tag) and (tag == "fieldset" or _BORDER.search(child.get("style") or ""))
        if is_frame:
            self.flow.append(FrameEdge.BEGIN)
        self.enter(child)
        self.end_paragraph()
        if is_frame:
            self.flow.append(FrameEdge.END)
        self._level = outer

    def _raise(self, child: etree._Element) -> None:
        """Takes in raised text."""
        before, self._pieces = self._pieces, []
        self.enter(child)
        self._pieces = [*before, raise_text("".join(self._pieces).strip())]

    def _take(self, text: str | None, *, as_is: bool) -> None:
        if text:
            self._pieces.append(text if as_is else _SPACE.sub(" ", text))


def _number_items(ordered: etree._Element) -> None:
    """Writes the numbers that a browser shows before the items of a list into their text."""
    if "none" in (ordered.get("style") or ""):
        return
    number = _span(ordered, "start")
    for item in ordered.iterchildren("li"):
        number = _span(item, "value") if item.get("value") else number
        first = item[0] if len(item) and not (item.text or "").strip() and item[0].tag == "p" else item
        first.text = allowed(f"{number}. {(first.text or '').lstrip()}")
        number += 1
