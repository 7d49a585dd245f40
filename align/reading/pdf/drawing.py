"""Draws the pages of a PDF document as pictures, for recognition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from align.reading.paged.tables import PageBox
from align.recognising.recognition import MAX_SIDE, Picture, RecognitionError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_POINTS = 72
_DOTS = 200
# Dots per inch below which no text can be made out: a page that must be drawn so is larger than a poster.
_LEAST_DOTS = 75
_WHOLE: PageBox = (0.0, 0.0, 1.0, 1.0)


class PdfDrawer:
    """Draws pages at 200 dots per inch, large ones coarser; keeps the last one drawn.

    Args:
        data: the file.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._number = 0
        self._drawn: NDArray[Any] | None = None

    def draw(self, number: int, part: PageBox = _WHOLE) -> Picture:
        """A page, or a part of it.

        Args:
            number: of the page, from 1.
            part: left, top, right and bottom in shares of the page.

        Raises:
            RecognitionError: the page is too large, or cannot be drawn.
        """
        if self._drawn is None or self._number != number:
            self._drawn, self._number = self._draw(number), number
        height, width, _ = self._drawn.shape
        left, right = round(part[0] * width), round(part[2] * width)
        top, bottom = round(part[1] * height), round(part[3] * height)
        cut = self._drawn[top:bottom, left:right]
        return Picture(width=right - left, height=bottom - top, pixels=cut.tobytes())

    def close(self) -> None:
        """Lets go of the file."""
        if self._document is not None:
            self._document.close()

    def _draw(self, number: int) -> NDArray[Any]:
        import pypdfium2

        try:
            if self._document is None:
                self._document = pypdfium2.PdfDocument(self._data)
            page = self._document[number - 1]
            scale = min(_DOTS / _POINTS, MAX_SIDE / max(page.get_size()))
            if scale * _POINTS < _LEAST_DOTS:
                raise RecognitionError("页面过大，缩小后文字无法辨认，请拆分页面")
            pixels: NDArray[Any] = page.render(scale=scale, rev_byteorder=True).to_numpy()
            page.close()
        except (pypdfium2.PdfiumError, ZeroDivisionError) as error:
            raise RecognitionError("页面无法绘成图片") from error
        return pixels[:, :, :3]
