"""Draws the blocks and tables of an opinion as elements of a Word document."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from align.reading.word.numerals import render_chinese
from align.reporting.opinion.blocks import Block, Heading, Paragraph
from align.reporting.opinion.looks import Looks
from align.reporting.tables import Column, ColumnKind, ReportTable, Row

_VAL, _SPACE = qn("w:val"), "{http://www.w3.org/XML/1998/namespace}space"
_SHORT = (ColumnKind.LABEL, ColumnKind.NUMBER)


class Drawing:
    """Draws for one document; headings are numbered 一、（一）1. through the whole of it."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._counts = [0, 0, 0]

    def draw_block(self, block: Block, sample: Element) -> Element:
        """A heading in its style, or a paragraph in the look of ``sample``, the paragraph of the placeholder."""
        if isinstance(block, Heading):
            return self._draw_heading(block)
        return self._draw_paragraph(block, sample)

    def draw_table(self, table: ReportTable, width: int) -> tuple[Element, ...]:
        """Title, note and table, ``width`` twentieths of a point wide; the header is repeated on every page."""
        title = _draw_text(table.title, self._looks.annex_title)
        note = [_draw_text(table.note, self._looks.annex_note)] if table.note else []
        return (title, *note, self._draw_grid(table, width))

    def draw_end(self) -> Element:
        """A paragraph that takes hardly any room; one must follow a table."""
        return _draw_text("", self._looks.annex_end)

    def _draw_heading(self, heading: Heading) -> Element:
        level = heading.level - 1
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (len(self._counts) - level - 1)
        number = "" if self._looks.numbered[level] else _render_number(level, self._counts[level])
        paragraph = _draw_text(f"{number}{heading.text}", self._looks.headings[level])
        if heading.mark:
            paragraph.append(self._draw_mark(heading.mark))
        return paragraph

    def _draw_paragraph(self, block: Paragraph, sample: Element) -> Element:
        paragraph = OxmlElement("w:p")
        look = sample.find(qn("w:pPr"))
        if look is not None:
            kept = deepcopy(look)
            for section in kept.findall(qn("w:sectPr")):
                kept.remove(section)
            paragraph.append(kept)
        first = next(sample.iter(qn("w:r")), None)
        face = first.find(qn("w:rPr")) if first is not None else None
        for run in block.runs:
            if run.text:
                paragraph.append(self._draw_mark(run.text) if run.is_mark else _draw_run(run.text, face))
        return paragraph

    def _draw_mark(self, text: str) -> Element:
        face = OxmlElement("w:rPr")
        style = OxmlElement("w:rStyle")
        style.set(_VAL, self._looks.mark)
        face.append(style)
        return _draw_run(text, face)

    def _draw_grid(self, table: ReportTable, width: int) -> Element:
        widths = _share_width(table.columns, width)
        grid = OxmlElement("w:tbl")
        grid.append(_draw_properties(self._looks.annex_table, sum(widths)))
        columns = OxmlElement("w:tblGrid")
        for one in widths:
            column = OxmlElement("w:gridCol")
            column.set(qn("w:w"), str(one))
            columns.append(column)
        grid.append(columns)
        titles = [column.title for column in table.columns]
        grid.append(_draw_row(titles, [self._looks.annex_head] * len(titles), widths, is_header=True))
        faces = [self._looks.annex_label if c.kind in _SHORT else self._looks.annex_text for c in table.columns]
        for row in table.rows:
            grid.append(_draw_row(_tell_cells(row), faces, widths))
        return grid


def clean_text(text: str) -> str:
    """Text without what a Word file cannot hold: control characters and halves of surrogate pairs."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs") and c not in "\ufffe\uffff")


def _render_number(level: int, count: int) -> str:
    return (f"{render_chinese(count)}、", f"（{render_chinese(count)}）", f"{count}. ")[level]


def _share_width(columns: Sequence[Column], width: int) -> list[int]:
    total = sum(column.width for column in columns)
    return [width * column.width // total for column in columns]


def _tell_cells(row: Row) -> list[str]:
    return ["" if value is None else str(value) for value in row.cells]


def _draw_properties(style: str, width: int) -> Element:
    properties = OxmlElement("w:tblPr")
    for name, attributes in (
        ("w:tblStyle", {"w:val": style}),
        ("w:tblW", {"w:w": str(width), "w:type": "dxa"}),
        ("w:jc", {"w:val": "center"}),
        ("w:tblLayout", {"w:type": "fixed"}),
    ):
        properties.append(_build(name, attributes))
    return properties


def _draw_row(cells: Sequence[str], faces: Sequence[str], widths: Sequence[int], *, is_header: bool = False) -> Element:
    row = OxmlElement("w:tr")
    properties = OxmlElement("w:trPr")
    properties.append(_build("w:cantSplit", {}))
    if is_header:
        properties.append(_build("w:tblHeader", {}))
    row.append(properties)
    for text, face, width in zip(cells, faces, widths, strict=True):
        cell = OxmlElement("w:tc")
        look = OxmlElement("w:tcPr")
        look.append(_build("w:tcW", {"w:w": str(width), "w:type": "dxa"}))
        look.append(_build("w:vAlign", {"w:val": "center"}))
        cell.append(look)
        for line in text.split("\n"):
            cell.append(_draw_text(line, face))
        row.append(cell)
    return row


def _draw_text(text: str, style: str) -> Element:
    paragraph = OxmlElement("w:p")
    look = OxmlElement("w:pPr")
    look.append(_build("w:pStyle", {"w:val": style}))
    paragraph.append(look)
    if text:
        paragraph.append(_draw_run(text, None))
    return paragraph


def _draw_run(text: str, face: Element | None) -> Element:
    run = OxmlElement("w:r")
    if face is not None:
        run.append(deepcopy(face))
    piece = OxmlElement("w:t")
    piece.text = clean_text(text)
    piece.set(_SPACE, "preserve")
    run.append(piece)
    return run


def _build(name: str, attributes: dict[str, str]) -> Element:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element
