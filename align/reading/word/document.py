"""Reads Word documents (.docx): paragraphs with their automatic numbers and levels, and tables, in document order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError
from align.reading.content import Content, ContentBuilder
from align.reading.scans.scanning import Scanner
from align.reading.web.page import add_page
from align.reading.web.savedpages import find_page
from align.reading.word.flow import find_flow, find_text_boxes, join_paragraphs, runs_on
from align.reading.word.leftout import tell_left_out
from align.reading.word.names import W
from align.reading.word.notes import WordNotes
from align.reading.word.numbering import Numbering, parse_numbering
from align.reading.word.package import REMEDY, WordPackage, open_package
from align.reading.word.pictures import WordPictures
from align.reading.word.styles import WordStyles
from align.reading.word.tables import is_box, read_rows, table_cells
from align.reading.word.text import TextReader

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# 第一章 总则……3 · 附表 IV: how a line in a table of contents ends.
_PAGE_AT_END = re.compile(r"(?:\d{1,4}|[IVXivx]{1,6})\s*$")


def read_word(data: bytes, path: Path, scanner: Scanner | None = None) -> Content:
    """The content of a .docx, .docm or .dotx document.

    Tracked changes are taken as accepted. Headers, footers, comments and the table of contents are left out; footnotes and
    endnotes are tied to their marks.

    Args:
        data: the file.
        path: only named in complaints.
        scanner: what reads pictures; ``None`` where the extra ``ocr`` is not installed.

    Raises:
        InputError: the file is damaged, or unpacks to an absurd size.
        ContentLimitError: there is more in it than in any plan.
    """
    builder = ContentBuilder()
    _add_document(builder, data, path, scanner, inner=False)
    return builder.build()


def _add_document(builder: ContentBuilder, data: bytes, path: Path, scanner: Scanner | None, *, inner: bool) -> None:
    """Adds a whole document; one that stands inside another does not take in a third."""
    package = open_package(data, path)
    try:
        reader = _Reader(package, builder, path, scanner, inner=inner)
        reader.add_flow(package.body)
        reader.add_notices()
    except RecursionError as error:
        raise InputError(path, "Word 文档的嵌套层次过深", REMEDY) from error


class _Reader:
    """Walks through a document's body in order and adds what it finds to the builder."""

    def __init__(
        self, package: WordPackage, builder: ContentBuilder, path: Path, scanner: Scanner | None, *, inner: bool
    ) -> None:
        self._inner = inner
        self._scanner = scanner
        self._pictures = WordPictures(package, scanner)
        self._package = package
        self._builder = builder
        self._path = path
        self._numbering: Numbering = parse_numbering(package.find_part("numbering"))
        self._styles = WordStyles(package.find_part("styles"))
        self._notes = WordNotes(builder, package.find_part("settings"), package.body)
        self._texts = TextReader(self._styles, self._notes)
        self._unread_chunks = 0
        for kind in ("footnote", "endnote"):
            self._notes.load(package.find_part(f"{kind}s"), kind, self._read_note)

    def add_flow(self, parent: Element) -> None:
        """Adds the paragraphs and tables below an element (the body, a cell, a text box)."""
        for parts in join_paragraphs(find_flow(parent), self._styles):
            if parts[0].tag == f"{W}tbl":
                self._add_table(parts[0])
            elif parts[0].tag == f"{W}altChunk":
                self._add_chunk(parts[0])
            else:
                text = self._text(parts)
                if not self._is_contents(parts[-1], text):
                    self._builder.add_paragraph(text, level=self._styles.find_level(parts[-1]))
                self._add_anchored(parts)

    def add_notices(self) -> None:
        """Tells what was not read: pictures, comments, notes without a mark, number formats that are not known."""
        self._pictures.add_notices(self._builder)
        tell_left_out(self._builder, self._package.body, self._package.find_part("comments"))
        if self._unread_chunks:
            message = f"文中有 {self._unread_chunks} 段以外部文件形式嵌入的内容，未读入；{REMEDY}"
            self._builder.add_notice("reading.parts_not_read", message)
        if self._notes.untied:
            message = f"有 {self._notes.untied} 条脚注或尾注在正文中找不到标注处，未读入"
            self._builder.add_notice("reading.notes_not_read", message)
        if self._numbering.unresolved:
            formats = "、".join(sorted(self._numbering.unresolved))
            message = f"有自动编号的样式无法识别（{formats}），已改用阿拉伯数字，请核对标题编号"
            self._builder.add_notice("reading.numbering", message)

    def _text(self, parts: Sequence[Element]) -> str:
        """The text of a paragraph with its number; a paragraph that was hidden or deleted whole has neither."""
        text = self._texts.read(parts)
        if not text.strip() and runs_on(parts[-1], self._styles):
            return ""
        found = self._styles.find_list(parts[-1], self._numbering)
        return text if found is None else self._numbering.count_mark(*found) + text.lstrip()

    def _is_contents(self, paragraph: Element, text: str) -> bool:
        """Whether a paragraph is a line of a table of contents, by two of: its field, its style, its page number."""
        met, styled = self._texts.met_contents, self._styles.is_contents_entry(paragraph)
        paged = _PAGE_AT_END.search(text) is not None
        if met and text.strip() and not styled and not paged:
            self._texts.end_contents()
        return [met, styled, paged].count(True) >= 2

    def _add_table(self, table: Element) -> None:
        if is_box(table):
            self._builder.begin_frame()
            for cell in table_cells(table):
                self.add_flow(cell)
            self._builder.end_frame()
            return
        self._builder.add_table(read_rows(table, self._cell_text))
        for cell in table_cells(table):
            for element in find_flow(cell):
                if element.tag == f"{W}tbl":
                    self._add_table(element)
                elif element.tag == f"{W}altChunk":
                    self._add_chunk(element)
                else:
                    self._add_anchored([element])

    def _cell_text(self, cell: Element) -> str:
        flow = join_paragraphs(find_flow(cell), self._styles)
        return "\n".join(self._text(parts) for parts in flow if parts[0].tag == f"{W}p")

    def _read_note(self, note: Element) -> str:
        texts = (self._texts.read(parts) for parts in join_paragraphs(find_flow(note), self._styles))
        return " ".join(text for text in texts if text.strip())

    def _add_anchored(self, parts: Sequence[Element]) -> None:
        """Adds what a paragraph holds beside its own text: text boxes and pictures."""
        for paragraph in parts:
            for box in find_text_boxes(paragraph):
                self._builder.begin_frame()
                self.add_flow(box)
                self._builder.end_frame()
            self._pictures.add(paragraph, self._builder)

    def _add_chunk(self, chunk: Element) -> None:
        """Adds what another program put into the document whole: a page, a text, another document."""
        data = self._package.find_chunk(chunk)
        page = None if data is None else find_page(data)
        if data is not None and data.startswith(b"PK") and not self._inner:
            _add_document(self._builder, data, self._path, self._scanner, inner=True)
        elif page is not None:
            add_page(self._builder, page, self._path)
        else:
            self._unread_chunks += 1
