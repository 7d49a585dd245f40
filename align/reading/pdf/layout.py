"""Lays out a PDF page within bounds: what is drawn by reference may be drawn by references again, and double at each step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

if TYPE_CHECKING:
    from pdfminer.utils import Matrix, Rect
    from pdfplumber.page import Page

# Pictures and forms that a page draws; a map has some hundreds.
_MAX_FIGURES = 10_000
_MAX_DEPTH = 50


class _BoundedDevice(PDFPageAggregatorWithMarkedContent):
    """Counts the pictures and forms of a page."""

    figures = depth = 0

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self.figures += 1
        self.depth += 1
        if self.figures > _MAX_FIGURES or self.depth > _MAX_DEPTH:
            raise ValueError("more figures than a page has")
        super().begin_figure(name, bbox, matrix)

    def end_figure(self, name: str) -> None:
        self.depth -= 1
        super().end_figure(name)


def lay_out(page: Page) -> None:
    """Lays out a page in place, as pdfplumber would when it is first asked for what stands there.

    Raises:
        ValueError: the page draws more pictures and forms than any page has.
        Exception: whatever a damaged page makes the libraries raise.
    """
    device = _BoundedDevice(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
