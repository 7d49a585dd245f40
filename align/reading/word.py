"""Reads Word documents (.docx): paragraphs with their automatic numbers and levels, and tables, in document order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError
from align.reading.archive import check_archive
from align.reading.content import Content, ContentBuilder
from align.reading.numbering import Numbering, parse_numbering
from align.reading.scans import Scanner
from align.reading.wordpictures import WordPictures
from align.reading.wordstyles import WordStyles
from align.reading.wordtables import is_box, read_rows, table_cells
from align.reading.wordtext import W, find_flow, find_text_boxes, read_paragraph

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_REMEDY = "请用 Word 或 WPS 打开检查，另存为新的 .docx 后重试"
_SEPARATOR_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def read_word(data: bytes, path: Path, scanner: Scanner | None = None) -> Content:
    """The content of a .docx document; headers, footers and deleted text are left out.

    Args:
        data: the file.
        path: only named in complaints.
        scanner: what reads pictures; ``None`` where the extra ``ocr`` is not installed.

    Raises:
        InputError: the file is damaged, or unpacks to an absurd size.
    """
    check_archive(data, path, "Word 文档", _REMEDY)
    document = _open(data, path)
    builder = ContentBuilder()
    try:
        reader = _Reader(document, builder, WordPictures(document, scanner))
        reader.add_flow(document.element.body)
        reader.add_notices(document)
    except RecursionError as error:
        raise InputError(path, "Word 文档的嵌套层次过深", _REMEDY) from error
    return builder.build()


def _open(data: bytes, path: Path) -> Document:
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        if document.element.body is None:
            raise ValueError("no body")
    # python-docx, zipfile, zlib and lxml each raise what they like on a damaged part; all of it means the same to the user.
    except Exception as error:
        raise InputError(path, "Word 文档已损坏，或不是 Word 文档", _REMEDY) from error
    return document


class _Reader:
    """Walks through a document's body in order and adds what it finds to the builder."""

    def __init__(self, document: Document, builder: ContentBuilder, pictures: WordPictures) -> None:
        self._builder = builder
        self._pictures = pictures
        self._numbering: Numbering = parse_numbering(_find_part(document, "numbering"))
        self._styles = WordStyles(_find_part(document, "styles"))

    def add_flow(self, parent: Element) -> None:
        """Adds the paragraphs and tables below an element (the body, a cell, a text box)."""
        for element in find_flow(parent):
            if element.tag == f"{W}p":
                self._builder.add_paragraph(self._text(element), level=self._styles.find_level(element))
                self._add_anchored(element)
            else:
                self._add_table(element)

    def add_notices(self, document: Document) -> None:
        """Tells what was not read: pictures, footnotes, number formats that are not known."""
        self._pictures.add_notices(self._builder)
        notes = sum(_count_notes(_find_part(document, kind)) for kind in ("footnotes", "endnotes"))
        if notes:
            self._builder.add_notice("reading.notes_not_read", f"文中有 {notes} 条脚注或尾注，未读入正文")
        if self._numbering.unresolved:
            formats = "、".join(sorted(self._numbering.unresolved))
            self._builder.add_notice(
                "reading.numbering", f"有自动编号的样式无法识别（{formats}），已改用阿拉伯数字，请核对标题编号"
            )

    def _text(self, paragraph: Element) -> str:
        text = read_paragraph(paragraph)
        found = self._styles.find_list(paragraph, self._numbering)
        return text if found is None else self._numbering.count_mark(*found) + text.lstrip()

    def _add_table(self, table: Element) -> None:
        if is_box(table):
            for cell in table_cells(table):
                self.add_flow(cell)
            return
        self._builder.add_table(read_rows(table, self._cell_text))
        for cell in table_cells(table):
            for element in find_flow(cell):
                if element.tag == f"{W}tbl":
                    self._add_table(element)
                else:
                    self._add_anchored(element)

    def _cell_text(self, cell: Element) -> str:
        return "\n".join(self._text(element) for element in find_flow(cell) if element.tag == f"{W}p")

    def _add_anchored(self, paragraph: Element) -> None:
        """Adds what a paragraph holds beside its own text: text boxes and pictures."""
        for box in find_text_boxes(paragraph):
            self.add_flow(box)
        self._pictures.add(paragraph, self._builder)


def _find_part(document: Document, kind: str) -> Element | None:
    """The root element of a part that the document refers to, e.g. ``numbering``."""
    from lxml import etree

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            try:
                return etree.fromstring(relation.target_part.blob, parser)
            except etree.XMLSyntaxError:
                return None
    return None


def _count_notes(root: Element | None) -> int:
    notes: Iterator[Element] = iter(()) if root is None else root.iterchildren(f"{W}footnote", f"{W}endnote")
    return sum(note.get(f"{W}type") not in _SEPARATOR_NOTES for note in notes)
