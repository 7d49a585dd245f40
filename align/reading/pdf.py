"""Reads PDF documents with a text layer: lines as they stand on the pages, and ruled tables in their place."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from align.errors import InputError
from align.knowledge.characters import load_radicals
from align.reading.content import Content, ContentBuilder, RawCell
from align.reading.continuation import count_repeated_head, is_page_break, is_rest_of_row
from align.reading.pages import list_pages
from align.reading.pdflines import TextLine, find_flow
from align.reading.pdftables import PageTable, find_page_tables, is_overdrawn, join_lines

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

_REMEDY_DAMAGED = "请重新下载，或用 PDF 阅读器打开后另存，再重试"
_REMEDY_ENCRYPTED = "请用 PDF 阅读器输入密码打开，另存为无密码的 PDF 后重试"
_REMEDY_SCANNED = "请先做文字识别（OCR），存为有文字层的 PDF、.docx 或 .txt 后重试"
_MAX_PAGES = 3000
# A picture on less of the page than this is a seal, a logo or a rule.
_PICTURE_SHARE = 0.05
# A line that comes back on so many pages is a running head.
_RUNNING_HEAD_PAGES = 3


@dataclass(slots=True)
class _TableItem:
    page: int
    rows: list[list[RawCell]]
    inferred: bool


class _LineItem(NamedTuple):
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    items: Sequence[TextLine | PageTable]
    has_picture: bool
    is_overdrawn: bool

    @property
    def has_text(self) -> bool:
        """Whether anything could be read from the page."""
        return bool(self.items)


def read_pdf(data: bytes, path: Path) -> Content:
    """The content of a PDF document; every block knows its page, a table the page it begins on.

    Raises:
        InputError: the file is damaged, encrypted, or has no text layer.
    """
    with _silence(), _open(data, path) as document:
        pages = list(_read_pages(document, path))
    if not any(page.has_text for page in pages):
        raise InputError(path, f"PDF 共 {len(pages)} 页，没有文字层（扫描件或图片）", _REMEDY_SCANNED)
    builder = ContentBuilder()
    ideographs = load_radicals()  # fonts of PDF printers give radicals for the ideographs that look like them
    for item in _join_tables(pages):
        if isinstance(item, _TableItem):
            rows = [[cell._replace(text=cell.text.translate(ideographs)) for cell in row] for row in item.rows]
            builder.add_table(rows, page=item.page, inferred=item.inferred)
        else:
            builder.add_paragraph(item.text.translate(ideographs), page=item.page)
    _add_notices(builder, pages)
    return builder.build(pages=len(pages))


@contextmanager
def _silence() -> Iterator[None]:
    """Keeps pdfminer's remarks about odd fonts and colours away from the user."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _open(data: bytes, path: Path) -> PDF:
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    try:
        document = pdfplumber.open(io.BytesIO(data))
        count = len(document.pages)
    # pdfminer raises anything from KeyError to struct.error on damaged files; all of it means the same to the user.
    except Exception as error:
        causes = (error, *error.args)
        if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
            raise InputError(path, "PDF 已加密，需要密码才能打开", _REMEDY_ENCRYPTED) from error
        raise InputError(path, "PDF 已损坏，无法打开", _REMEDY_DAMAGED) from error
    if not count:
        raise InputError(path, "PDF 已损坏，没有任何页面", _REMEDY_DAMAGED)
    if count > _MAX_PAGES:
        raise InputError(path, f"PDF 页数过多（{count} 页）", f"请只保留规划文本，使页数不超过 {_MAX_PAGES} 页")
    return document


def _read_pages(document: PDF, path: Path) -> Iterator[_Page]:
    before: PageTable | None = None
    for page in document.pages:
        try:
            read = _read_page(page, before)
            before = _find_open(read.items)
            yield read
        # As above: a damaged page may raise anything.
        except Exception as error:
            raise InputError(path, f"PDF 第 {page.page_number} 页已损坏，无法读取", _REMEDY_DAMAGED) from error
        finally:
            page.close()


def _find_open(items: Sequence[TextLine | PageTable]) -> PageTable | None:
    """The inferred table that ends a page; a page number may stand below it."""
    last = next((item for item in reversed(items) if isinstance(item, PageTable) or not is_page_break(item.text)), None)
    return last if isinstance(last, PageTable) and last.inferred else None


def _read_page(page: Page, before: PageTable | None) -> _Page:
    area = float(page.width * page.height)
    return _Page(
        number=page.page_number,
        items=find_flow(page, find_page_tables(page), before),
        has_picture=any(image["width"] * image["height"] > _PICTURE_SHARE * area for image in page.images),
        is_overdrawn=is_overdrawn(page),
    )


def _join_tables(pages: Sequence[_Page]) -> list[_LineItem | _TableItem]:
    """All lines and tables in order; a table that goes on at the top of the next page is joined to its beginning."""
    running = _find_running_heads(pages)
    result: list[_LineItem | _TableItem] = []
    open_table: _TableItem | None = None
    for page in pages:
        for item in page.items:
            if isinstance(item, TextLine):
                result.append(_LineItem(page.number, item.text))
                if not is_page_break(item.text) and item.text not in running:
                    open_table = None
            elif open_table is not None and _goes_on(open_table, item):
                _join(open_table, item)
            else:
                open_table = _TableItem(page.number, item.rows, item.inferred)
                result.append(open_table)
    return result


def _goes_on(table: _TableItem, piece: PageTable) -> bool:
    return len(table.rows[-1]) == len(piece.rows[0])


def _join(table: _TableItem, piece: PageTable) -> None:
    head = [[cell.text for cell in row] for row in table.rows[:2]]
    rows = piece.rows[count_repeated_head(head, [[cell.text for cell in row] for row in piece.rows]) :]
    if rows and is_rest_of_row([cell.text for cell in table.rows[-1]], [cell.text for cell in rows[0]]):
        pairs = zip(table.rows[-1], rows[0], strict=True)
        table.rows[-1] = [cell._replace(text=join_lines((cell.text, rest.text))) for cell, rest in pairs]
        rows = rows[1:]
    table.rows.extend(rows)


def _find_running_heads(pages: Sequence[_Page]) -> frozenset[str]:
    """The lines that stand first or last on several pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [item.text for item in page.items if isinstance(item, TextLine)]
        counts.update({*lines[:1], *lines[-1:]})
    return frozenset(text for text, count in counts.items() if count >= _RUNNING_HEAD_PAGES)


def _add_notices(builder: ContentBuilder, pages: Sequence[_Page]) -> None:
    if scanned := [page.number for page in pages if page.has_picture and not page.has_text]:
        message = f"第 {list_pages(scanned)} 页没有文字层（扫描页），内容未读入，需要先做文字识别（OCR）"
        builder.add_notice("reading.no_text_layer", message, pages=scanned)
    if pictured := [page.number for page in pages if page.has_picture and page.has_text]:
        message = f"第 {list_pages(pictured)} 页有图片，图中的文字和表格未读入"
        builder.add_notice("reading.pictures_not_read", message, pages=pictured)
    if overdrawn := [page.number for page in pages if page.is_overdrawn]:
        message = f"第 {list_pages(overdrawn)} 页线条过多（多为地图），未识别其中的表格"
        builder.add_notice("reading.tables_not_read", message, pages=overdrawn)
