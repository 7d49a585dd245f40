"""Finds the ruled lines of tables in a picture: long, thin, straight and dark."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import TYPE_CHECKING, Any

from align.recognising.recognition import Box

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

# All lengths in heights of a line of text: no level stroke of a character is so long, no rule so thick. A plumb rule may
# be as short as a row of one line is high; of those shorter than two lines only such count as end at level rules.
_LEAST_LEVEL = 2.0
_LEAST_PLUMB = 0.9
_SHORT = 2.0
_NEAR = 0.1
_MOST_THICK = 0.4
# A rule is darker than what surrounds it by so many of 256 shades; coloured cells and grey paper are not.
_DARKER = 12
_AROUND = 25
# Specks of light on a scanned rule, in pixels.
_SPECK = 5


def find_rules(grey: NDArray[numpy.uint8], texts: Sequence[Box]) -> tuple[Box, ...]:
    """The level and plumb rules of an upright picture in shades of grey.

    Args:
        grey: the picture.
        texts: where pieces of text stand in it; at least one.
    """
    import cv2

    line_height = median(bottom - top for _, top, _, bottom in texts)
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=_AROUND, C=_DARKER
    )
    thick = _MOST_THICK * line_height
    level = [
        box for box in _find_runs(dark, (round(_LEAST_LEVEL * line_height), 1), (_SPECK, 1)) if box[3] - box[1] <= thick
    ]
    for left, top, right, bottom in level:
        # what crosses a level rule is parted there, so that no character sticks to it
        dark[max(0, top - 1) : bottom + 1, left:right] = 0
    plumb = [
        box
        for box in _find_runs(dark, (1, round(_LEAST_PLUMB * line_height)), (1, _SPECK))
        if box[2] - box[0] <= thick
        and (box[3] - box[1] >= _SHORT * line_height or _is_held(box, level, _NEAR * line_height))
    ]
    return (*level, *plumb)


def _is_held(plumb: Box, level: Sequence[Box], near: float) -> bool:
    """Whether a plumb line reaches from one level rule to another; the strokes of characters do not."""
    across = [rule for rule in level if rule[0] - near <= plumb[0] and plumb[2] <= rule[2] + near]
    ends_above = any(abs(plumb[1] - rule[3]) <= near for rule in across)
    return ends_above and any(abs(rule[1] - plumb[3]) <= near for rule in across)


def _find_runs(dark: NDArray[Any], run: tuple[int, int], speck: tuple[int, int]) -> list[Box]:
    """The boxes of dark areas that hold at least one unbroken run of a size (width, height)."""
    import cv2

    mended = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, speck))
    runs = cv2.morphologyEx(mended, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, run))
    _, _, areas, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    return [(int(x), int(y), int(x + width), int(y + height)) for x, y, width, height, _ in areas[1:]]
