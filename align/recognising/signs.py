"""Tells dashes and slashes that stand alone, as in the cells of tables, by their shape: the engine takes them for 1 or 二."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from align.recognising.recognition import Box, Piece

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

_DASH = "—"
_SLASH = "/"
# 一 has the shape of a dash; what a column of a table holds tells the two apart later.
_FLAT = frozenset("一")
_UPRIGHT = frozenset("1lI|丨/VJ7")
# A dash is so many times as long as thick, and so thick at most in heights of its line.
_LONG = 2.0
_THICK = 0.25
# A slash leans to the right by so much of its height, and strays from a straight line by so little of it.
_LEAST_LEAN = 0.25
_STRAY = 0.06
# Around a rule its edge is not black; pixels.
_EDGE = 2
# A component of fewer pixels is dust.
_DUST = 6


def mend_signs(pieces: Sequence[Piece], grey: NDArray[numpy.uint8], rules: Sequence[Box]) -> list[Piece]:
    """The pieces, with those of a single sign set right where its shape leaves no doubt.

    Args:
        pieces: what was recognised.
        grey: the picture in shades of grey.
        rules: its rules, of which parts may lie in the box of a piece.
    """
    return [_mend(piece, grey, rules) if len(piece.text.strip()) == 1 else piece for piece in pieces]


def _mend(piece: Piece, grey: NDArray[numpy.uint8], rules: Sequence[Box]) -> Piece:
    ys, xs = _find_ink(piece.box, grey, rules)
    if not len(ys):
        return piece
    width, height = xs.max() - xs.min() + 1, ys.max() - ys.min() + 1
    line_height = piece.box[3] - piece.box[1]
    if width >= _LONG * height and height <= _THICK * line_height and piece.text not in _FLAT:
        return piece._replace(text=_DASH)
    if piece.text in _UPRIGHT and height > width and _leans(xs, ys, height):
        return piece._replace(text=_SLASH)
    return piece


def _find_ink(box: Box, grey: NDArray[numpy.uint8], rules: Sequence[Box]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Rows and columns of the dark pixels in a box that belong to no rule."""
    import cv2
    import numpy

    left, top, right, bottom = box
    part = grey[top:bottom, left:right].copy()
    if not part.size:
        return numpy.array([]), numpy.array([])
    paper = int(numpy.median(part))
    for x0, y0, x1, y1 in rules:
        part[
            max(0, y0 - _EDGE - top) : max(0, y1 + _EDGE - top), max(0, x0 - _EDGE - left) : max(0, x1 + _EDGE - left)
        ] = paper
    _, dark = cv2.threshold(part, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    count, labels, areas, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    kept = [number for number in range(1, count) if areas[number][cv2.CC_STAT_AREA] >= _DUST]
    rows, columns = numpy.nonzero(numpy.isin(labels, kept))
    return rows, columns


def _leans(xs: NDArray[Any], ys: NDArray[Any], height: int) -> bool:
    """Whether pixels lie along one line that leans to the right."""
    import numpy

    rows = numpy.unique(ys)
    middles = numpy.array([xs[ys == row].mean() for row in rows])
    slope, start = numpy.polyfit(rows, middles, 1)
    stray = float(numpy.abs(middles - (slope * rows + start)).max())
    return bool(-slope >= _LEAST_LEAN and stray <= _STRAY * height + 1)
