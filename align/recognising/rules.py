"""Finds the ruled lines of tables in a picture: long, thin, straight and dark."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from align.recognising.recognition import Box

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

# All lengths in heights of a line of text: no stroke of a character is so long, no rule so thick.
_LEAST_LEVEL = 2.0
_LEAST_PLUMB = 1.3
_MOST_THICK = 0.4
# As short as the row of a single line between rows without columns; strokes may be so long, but end at no level rules.
_SHORT_PLUMB = 0.9
_NEAR = 0.1
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
    thick = _MOST_THICK * line_height
    level = [
        box for box in _find_runs(dark, (round(_LEAST_LEVEL * line_height), 1), (_SPECK, 1)) if box[3] - box[1] <= thick
    ]
    plumb = [rule for rule in _find_plumb(dark, _LEAST_PLUMB * line_height) if rule[2] - rule[0] <= thick]
    _wipe(dark, (*level, *plumb))
    short = [
        rule
        for rule in _find_plumb(dark, _SHORT_PLUMB * line_height)
        if rule[2] - rule[0] <= thick and _is_held(rule, level, _NEAR * line_height)
    ]
    return (*level, *plumb, *short)


def _find_plumb(dark: NDArray[Any], least: float) -> list[Box]:
    return _find_runs(dark, (1, round(least)), (1, _SPECK))


def _wipe(dark: NDArray[Any], rules: Sequence[Box]) -> None:
    """Takes rules out, so that what touches them ends there."""
    for left, top, right, bottom in rules:
        dark[top:bottom, left:right] = 0


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
