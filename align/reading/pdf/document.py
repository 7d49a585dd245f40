"""Reads PDF documents: lines as they stand on the pages, and ruled tables in their place; scans by recognition."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError
from align.reading.content import Content, ContentBuilder
from align.reading.paged.pages import PageItems, add_pages, list_pages
from align.reading.pdf.pages import PdfPage, read_page
from align.reading.pdf.scans import ScannedPdf, leave_unscanned, scan_pages
from align.reading.pdf.streams import unpacks_absurdly
from align.reading.scans.scanning import Scanner
from align.recognising.extra import INSTALL

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

_REMEDY_DAMAGED = "请重新下载，或用 PDF 阅读器打开后另存，再重试"
_REMEDY_ENCRYPTED = "请用 PDF 阅读器输入密码打开，另存为无密码的 PDF 后重试"
_REMEDY_SCANNED = f"请运行 {INSTALL} 安装文字识别组件后重试，或先做文字识别（OCR），存为有文字层的 PDF、.docx 或 .txt"
_REMEDY_ILLEGIBLE = "请确认扫描件清晰完整，或先用其他程序做文字识别（OCR），存为 .docx 或 .txt 后重试"
_REMEDY_BOMB = "请确认文件来源可靠，或用 PDF 阅读器打开后另存（打印为 PDF），再重试"
_MAX_PAGES = 3000


def read_pdf(data: bytes, path: Path, scanner: Scanner | None = None) -> Content:
    """The content of a PDF document; every block knows its page, a table the page it begins on.

    Args:
        data: the file.
        path: only named in complaints.
        scanner: what reads pages without a text layer, and pictures; ``None`` where the extra ``ocr`` is not installed.

    Raises:
        InputError: the file is damaged or encrypted, or not a page of it could be read.
    """
    with _silence(), _open(data, path) as document:
        pages = list(_read_pages(document, path))
    scanned = leave_unscanned(pages) if scanner is None else scan_pages(data, pages, scanner)
    if not any(page.has_text for page in scanned.pages):
        raise _explain_nothing(scanned, path, can_recognise=scanner is not None)
    builder = ContentBuilder()
    add_pages(builder, [PageItems(page.number, page.items) for page in scanned.pages])
    scanned.add_notices(builder)
    if overdrawn := [page.number for page in pages if page.is_overdrawn]:
        message = f"第 {list_pages(overdrawn)} 页线条过多（多为地图），未识别其中的表格"
        builder.add_notice("reading.tables_not_read", message, pages=overdrawn)
    return builder.build(pages=len(pages))


def _explain_nothing(scanned: ScannedPdf, path: Path, *, can_recognise: bool) -> InputError:
    """Why not a page could be read."""
    what = f"PDF 共 {len(scanned.pages)} 页，没有文字层（扫描件或图片）"
    if not can_recognise:
        return InputError(path, what, _REMEDY_SCANNED)
    problem = next((page.problem for page in scanned.scanned if page.scan is None), "没有识别出文字")
    return InputError(path, f"{what}，{problem}", _REMEDY_ILLEGIBLE)


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

    if unpacks_absurdly(data):
        raise InputError(path, "PDF 解压后异常地大，已停止读取", _REMEDY_BOMB)
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


def _read_pages(document: PDF, path: Path) -> Iterator[PdfPage]:
    before: PdfPage | None = None
    for page in document.pages:
        try:
            before = read_page(page, before)
            yield before
        # As above: a damaged page may raise anything.
        except Exception as error:
            raise InputError(path, f"PDF 第 {page.page_number} 页已损坏，无法读取", _REMEDY_DAMAGED) from error
        finally:
            page.close()
