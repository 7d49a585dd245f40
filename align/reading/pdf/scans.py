"""Recognises what the text layer of a PDF document lacks: scanned pages, and pictures that hold text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from align.reading.content import ContentBuilder
from align.reading.paged.pages import PageItem, list_pages
from align.reading.pdf.drawing import PdfDrawer
from align.reading.pdf.pages import PdfPage
from align.reading.scans.notices import INSTALL_HINT, add_page_notices, describe_sureness
from align.reading.scans.scanning import Scan, ScannedPage, Scanner


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedPdf:
    """The pages of a document with what was recognised on them.

    Attributes:
        pages: all pages; the items of scanned ones are those recognised, those of others have what stands in pictures.
        scanned: the pages recognised as a whole, or why they were not.
        pictured: what was read in the pictures of pages with text, or why it was not.
        hint: what to do about pages that were not read.
    """

    pages: tuple[PdfPage, ...]
    scanned: tuple[ScannedPage, ...] = ()
    pictured: tuple[ScannedPage, ...] = ()
    hint: str = ""

    def add_notices(self, builder: ContentBuilder) -> None:
        """Tells what was recognised, and what was not read."""
        add_page_notices(builder, self.scanned)
        if taken := [(page.number, page.scan) for page in self.pictured if page.scan and _is_text(page.scan)]:
            numbers = sorted({number for number, _ in taken})
            message = f"第 {list_pages(numbers)} 页有图片，图中{describe_sureness([scan for _, scan in taken])}"
            builder.add_notice("reading.recognised", message, pages=numbers)
        tried = {page.number for page in self.scanned}
        pictured = [page for page in self.pages if page.has_picture and page.number not in tried]
        if missed := [page.number for page in pictured if not page.has_text]:
            message = f"第 {list_pages(missed)} 页没有文字层（扫描页），内容未读入，需要先做文字识别（OCR）{self.hint}"
            builder.add_notice("reading.no_text_layer", message, pages=missed)
        if unread := [page.number for page in pictured if page.has_text and not self._is_read(page)]:
            message = f"第 {list_pages(unread)} 页有图片，图中的文字和表格未读入{self.hint}"
            builder.add_notice("reading.pictures_not_read", message, pages=unread)

    def _is_read(self, page: PdfPage) -> bool:
        """Whether every large picture on a page was read, or holds no text."""
        scans = [each.scan for each in self.pictured if each.number == page.number]
        return len(scans) == page.large and all(scan is not None and not scan.is_drawing for scan in scans)


def leave_unscanned(pages: Sequence[PdfPage]) -> ScannedPdf:
    """The pages as their text layer gives them, where nothing can recognise the others."""
    return ScannedPdf(pages=tuple(pages), hint=f"；{INSTALL_HINT}")


def scan_pages(data: bytes, pages: Sequence[PdfPage], scanner: Scanner) -> ScannedPdf:
    """The pages of a document with what recognition adds.

    Args:
        data: the file.
        pages: its pages by their text layer.
        scanner: what reads pictures.
    """
    scanner.expect(sum(1 if page.is_scan else len(page.pictures) for page in pages))
    result: list[PdfPage] = []
    scanned: list[ScannedPage] = []
    pictured: list[ScannedPage] = []
    with closing(PdfDrawer(data)) as drawer:
        for page in pages:
            if page.is_scan:
                whole = scanner.scan_page(page.number, partial(drawer.draw, page.number))
                scanned.append(whole)
                result.append(replace(page, items=whole.scan.items) if whole.scan and whole.scan.items else page)
            else:
                draws = (partial(drawer.draw, page.number, picture.box) for picture in page.pictures)
                read = [scanner.scan_page(page.number, draw) for draw in draws]
                pictured.extend(read)
                result.append(_add_pictures(page, [each.scan for each in read]))
    return ScannedPdf(pages=tuple(result), scanned=tuple(scanned), pictured=tuple(pictured))


def _add_pictures(page: PdfPage, scans: Sequence[Scan | None]) -> PdfPage:
    """A page with the text of its pictures where they stand: before the first line that stands lower."""
    blocks: list[tuple[float, Sequence[PageItem]]] = [(item.top, (item,)) for item in page.items]
    for picture, scan in zip(page.pictures, scans, strict=True):
        if scan is not None and _is_text(scan):
            below = (place for place, (top, _) in enumerate(blocks) if top > picture.top)
            blocks.insert(next(below, len(blocks)), (picture.top, scan.items))
    return replace(page, items=tuple(item for _, items in blocks for item in items))


def _is_text(scan: Scan) -> bool:
    return bool(scan.items) and not scan.is_drawing
