"""Finds the ruled lines of tables in a picture: long, thin, straight and dark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from align.recognising.recognition import Box

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

# All lengths in heights of a line of text: no stroke of a character is so long, no rule so thick.
_LEAST_LEVEL = 2.0
_LEAST_PLUMB = 1.3
_MOST_THICK = 0.4
# A rule is darker than what surrounds it by so many of 256 shades; coloured cells and grey paper are not.
_DARKER = 12
_AROUND = 25
# Specks of light on a scanned rule, in pixels.
_SPECK = 5


def find_rules(grey: NDArray[numpy.uint8], line_height: float) -> tuple[Box, ...]:
    """The level and plumb rules of an upright picture in shades of grey.

    Args:
        grey: the picture.
        line_height: how high a line of its text is, in pixels.
    """
    import cv2

    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=_AROUND, C=_DARKER
    )
    level = _find_runs(dark, (round(_LEAST_LEVEL * line_height), 1), (_SPECK, 1))
    plumb = _find_runs(dark, (1, round(_LEAST_PLUMB * line_height)), (1, _SPECK))
    thick = _MOST_THICK * line_height
    return (
        *(box for box in level if box[3] - box[1] <= thick),
        *(box for box in plumb if box[2] - box[0] <= thick),
    )


def _find_runs(dark: NDArray[Any], run: tuple[int, int], speck: tuple[int, int]) -> list[Box]:
    """The boxes of dark areas that hold at least one unbroken run of a size (width, height)."""
    import cv2

    mended = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, speck))
    runs = cv2.morphologyEx(mended, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, run))
    _, _, areas, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    return [(int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, _ in areas[1:]]
