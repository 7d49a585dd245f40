"""Reads a page of a PDF document: its lines, its ruled tables, and where on it stand pictures that may hold text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from align.reading.content import garbled_share
from align.reading.paged.continuation import is_page_break
from align.reading.paged.pages import PageItem
from align.reading.paged.tables import PageBox, PageTable
from align.reading.pdf.characters import level_scripts
from align.reading.pdf.lines import find_flow
from align.reading.pdf.ruledtables import find_page_tables, is_overdrawn

if TYPE_CHECKING:
    from pdfplumber.page import Page

# A picture on less of the page than this is a seal, a logo or a rule.
_PICTURE_SHARE = 0.05
# Strips of one picture lie so near each other, in shares of the page.
_STRIP_GAP = 0.003
# A page of so many pictures with no more characters of text is a scan that a program put its mark on.
_SCAN_SHARE = 0.5
_MARK_LENGTH = 30
# With more characters of text upon it a picture is a background, or a scan that was recognised before.
_OWN_TEXT = 10
# Text turned into outlines, as printing houses do: at least so many curves, and no text.
_OUTLINES = 100
# With a larger share of glyphs that nobody can read a text layer is broken.
_BROKEN_SHARE = 0.3


class PagePicture(NamedTuple):
    """A picture on a page: left, top, right and bottom in shares of the page, and its top as that of lines."""

    box: PageBox
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """A page as its text layer gives it.

    Attributes:
        number: of the page, from 1.
        items: lines and tables of the text layer from top to bottom.
        large: how many pictures take a telling part of the page.
        has_picture: whether there is one, or many small ones that take as much of a page without text.
        pictures: the pictures of such a size that may hold text of their own.
        is_scan: whether the page has to be recognised as a whole.
        is_overdrawn: whether its tables were not looked for.
    """

    number: int
    items: Sequence[PageItem]
    large: int = 0
    has_picture: bool = False
    pictures: tuple[PagePicture, ...] = ()
    is_scan: bool = False
    is_overdrawn: bool = False

    @property
    def open_table(self) -> PageTable | None:
        """The table without upright rules that ends the page; a page number may stand below it."""
        ends = (item for item in reversed(self.items) if isinstance(item, PageTable) or not is_page_break(item.text))
        last = next(ends, None)
        return last if isinstance(last, PageTable) and last.inferred else None

    @property
    def has_text(self) -> bool:
        """Whether anything could be read from the page."""
        return bool(self.items)


def read_page(page: Page, before: PdfPage | None = None) -> PdfPage:
    """What the text layer of a page gives; a damaged page may raise anything.

    Args:
        page: the page.
        before: the page before, whose last table may go on.
    """
    from align.reading.pdf.layout import lay_out  # which loads what only PDF documents need

    lay_out(page)
    level_scripts(page)
    items = find_flow(page, find_page_tables(page), before.open_table if before else None)
    boxes = _find_pictures(page)
    large = [box for box in boxes if _share(box) > _PICTURE_SHARE]
    return PdfPage(
        number=page.page_number,
        items=items,
        large=len(large),
        has_picture=bool(large) or (not items and sum(map(_share, boxes)) > _PICTURE_SHARE),
        pictures=tuple(PagePicture(box, _on_page(page, box)[1]) for box in large if not _has_own_text(page, box)),
        is_scan=_is_scan(page, boxes),
        is_overdrawn=is_overdrawn(page),
    )


def _find_pictures(page: Page) -> list[PageBox]:
    """The pictures of a page from top to bottom, cut to what is seen of the page and in shares of it."""
    left, top, right, bottom = _find_seen(page)
    width, height = right - left, bottom - top
    boxes = {
        (
            _part(image["x0"] - left, width),
            _part(image["top"] - top, height),
            _part(image["x1"] - left, width),
            _part(image["bottom"] - top, height),
        )
        for image in page.images
    }
    return _join_strips(sorted(boxes, key=lambda box: (box[0], box[2], box[1])))


def _find_seen(page: Page) -> PageBox:
    """What of a page is seen: its crop box as far as it lies on the page, the whole page where the box is none."""
    (left, top, right, bottom), (x0, y0, x1, y1) = page.mediabox, page.cropbox
    seen = (max(left, x0), max(top, y0), min(right, x1), min(bottom, y1))
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else (left, top, right, bottom)


def _join_strips(boxes: Sequence[PageBox]) -> list[PageBox]:
    """Pictures that a program cut into strips, whole again; all from top to bottom."""
    joined: list[PageBox] = []
    for box in boxes:
        if joined and all(
            abs(ours - theirs) <= _STRIP_GAP
            for ours, theirs in ((joined[-1][0], box[0]), (joined[-1][2], box[2]), (joined[-1][3], box[1]))
        ):
            joined[-1] = (*joined[-1][:3], box[3])
        else:
            joined.append(box)
    return sorted(joined, key=lambda box: (box[1], box))


def _on_page(page: Page, box: PageBox) -> PageBox:
    """A box in shares of the page as one in points."""
    left, top, right, bottom = _find_seen(page)
    width, height = right - left, bottom - top
    return left + box[0] * width, top + box[1] * height, left + box[2] * width, top + box[3] * height


def _part(distance: float, length: float) -> float:
    return min(1.0, max(0.0, float(distance / length)))


def _share(box: PageBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _has_own_text(page: Page, box: PageBox) -> bool:
    x0, top, x1, bottom = _on_page(page, box)
    inside = sum(
        x0 <= char["x0"] and char["x1"] <= x1 and top <= char["top"] and char["bottom"] <= bottom for char in page.chars
    )
    return bool(inside > _OWN_TEXT)


def _is_scan(page: Page, pictures: Sequence[PageBox]) -> bool:
    text = "".join(char["text"] for char in page.chars if not char["text"].isspace())
    share = sum(map(_share, pictures))
    if not text:
        return share > _PICTURE_SHARE or len(page.curves) >= _OUTLINES
    return (len(text) <= _MARK_LENGTH and share > _SCAN_SHARE) or garbled_share(text) > _BROKEN_SHARE
