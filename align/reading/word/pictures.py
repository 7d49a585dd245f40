"""Reads the large pictures of a Word document, where a 专栏 or a table stands as an image; small ones are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from align.reading.content import ContentBuilder
from align.reading.paged.pages import PageItems, add_pages
from align.reading.scans.notices import INSTALL_HINT, describe_sureness
from align.reading.scans.pictures import PictureError, measure, open_pages
from align.reading.scans.scanning import Scan, Scanner
from align.reading.word.flow import DELETED, FALLBACK, TEXT_BOX, up_to
from align.reading.word.names import R
from align.reading.word.package import WordPackage
from align.recognising.recognition import RecognitionError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What shows a picture, and the attribute that names its part.
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": f"{R}embed",
    "{urn:schemas-microsoft-com:vml}imagedata": f"{R}id",
}
# Not seen: what stands in a Fallback says the same again for old programs, and what was deleted or moved away.
_NOT_SEEN = frozenset((FALLBACK, *DELETED))
# Pixels; anything smaller is a seal, a logo or a rule.
_LEAST_WIDTH = 300
_LEAST_HEIGHT = 100


class WordPictures:
    """The pictures of a document.

    Args:
        package: the document.
        scanner: what reads pictures; ``None`` where the extra ``ocr`` is not installed.
    """

    def __init__(self, package: WordPackage, scanner: Scanner | None) -> None:
        self._package = package
        self._scanner = scanner
        keys = [key for key, _ in _find_keys(package.body)]
        self._scans: list[Scan] = []
        self._unread = len(keys) if scanner is None else 0
        self._sizes = {} if scanner is None else {key: self._measure(key) for key in dict.fromkeys(keys)}
        if scanner is not None:
            scanner.expect(sum(_is_large(self._sizes[key]) for key in keys))

    def add(self, paragraph: Element, builder: ContentBuilder) -> None:
        """Adds the text of the large pictures anchored in a paragraph; those in its text boxes come with the boxes."""
        if self._scanner is None:
            return
        for key, element in _find_keys(paragraph):
            if any(above.tag == TEXT_BOX for above in up_to(element.iterancestors(), paragraph)):
                continue
            size = self._sizes.get(key)
            scan = self._scan(key, self._scanner) if _is_large(size) else None
            if size is None or (_is_large(size) and (scan is None or scan.is_drawing)):
                self._unread += 1
            elif scan is not None and scan.items:
                self._scans.append(scan)
                add_pages(builder, [PageItems(None, scan.items)])

    def add_notices(self, builder: ContentBuilder) -> None:
        """Tells how many pictures were recognised, and how many were not read."""
        if self._scans:
            message = f"文中有 {len(self._scans)} 张图片，图中{describe_sureness(self._scans)}"
            builder.add_notice("reading.recognised", message)
        if self._unread:
            hint = f"；{INSTALL_HINT}" if self._scanner is None else ""
            message = f"文中有 {self._unread} 张图片，图中的文字和表格未读入{hint}"
            builder.add_notice("reading.pictures_not_read", message)

    def _measure(self, key: str) -> tuple[int, int] | None:
        """Width and height of a picture; ``None`` where it is of a kind that is not read, or outside the file."""
        blob = self._package.find_blob(key)
        try:
            return None if blob is None else measure(blob)
        except PictureError:
            return None

    def _scan(self, key: str, scanner: Scanner) -> Scan | None:
        blob = self._package.find_blob(key)
        try:
            return None if blob is None else scanner.scan(open_pages(blob)[0])
        except (PictureError, RecognitionError):
            return None


def _is_large(size: tuple[int, int] | None) -> bool:
    return size is not None and size[0] > _LEAST_WIDTH and size[1] > _LEAST_HEIGHT


def _find_keys(parent: Element) -> Iterator[tuple[str, Element]]:
    """The pictures below an element that are seen: the key of the part each is in, and the element that shows it."""
    for element in parent.iter(*_PICTURES):
        if not any(above.tag in _NOT_SEEN for above in element.iterancestors()):
            yield element.get(_PICTURES[str(element.tag)]) or "", element
