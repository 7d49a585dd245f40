"""The engine: rapidocr with the models its package brings. Runs only in the child process (see ``worker``)."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from align.recognising.recognition import CHANNELS, MAX_SIDE, Box, Picture, Piece, Recognised
from align.recognising.rules import find_rules
from align.recognising.signs import mend_signs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Image = NDArray[Any]

# More threads gain little and each reserves memory.
_MOST_THREADS = 4
# Below this mean confidence a page is taken to lie on its side or head: upright ones reach .95, others .6.
_UPRIGHT = 0.75
_QUARTERS_STANDING = (1, 3)
_QUARTERS_LYING = (2,)
# A page of fewer pieces says nothing about its position.
_LEAST_PIECES = 3
# Degrees; less does no harm, more is no scan but a photograph.
_LEAST_TILT = 0.15
_MOST_TILT = 15.0
# Only pieces this many times as long as high tell the tilt.
_LONG = 5
# A rule crosses a piece where so much of a character's height lies on either side of it.
_ASIDE = 0.4


class _Found(NamedTuple):
    """A piece as the engine gives it: corners from the upper left one clockwise, and the middle of each character."""

    text: str
    confidence: float
    corners: Any
    characters: tuple[tuple[str, float, float], ...]

    @property
    def is_standing(self) -> bool:
        """Whether the piece is clearly higher than wide."""
        width, height = self.corners.max(axis=0) - self.corners.min(axis=0)
        return bool(len(self.text) > 1 and height > 1.5 * width)


class Engine:
    """Recognises the text of pictures, and finds their rules."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        threads = min(_MOST_THREADS, os.cpu_count() or 1)
        self._run = RapidOCR(
            params={
                # the classifier of upside-down lines turns sound ones over; whole pages are turned below
                "Global.use_cls": False,
                "Global.max_side_len": MAX_SIDE,
                # what the engine is unsure of is kept here, and told later
                "Global.text_score": 0.0,
                "Global.log_level": "critical",
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            }
        )

    def recognise(self, picture: Picture) -> Recognised:
        """The text and rules of a picture, set upright."""
        import numpy

        flat = numpy.frombuffer(picture.pixels, dtype=numpy.uint8)
        image = flat.reshape(picture.height, picture.width, CHANNELS)[:, :, ::-1]
        image, found = self._turn(image)
        height, width = image.shape[:2]
        if not found:
            return Recognised(width=width, height=height, pieces=())
        return _level(image, found)

    def _turn(self, image: Image) -> tuple[Image, list[_Found]]:
        """The picture as it reads best, and what is found in it."""
        import numpy

        found = self._find(image)
        standing = sum(piece.is_standing for piece in found) > len(found) / 2
        if len(found) < _LEAST_PIECES or (_sureness(found) >= _UPRIGHT and not standing):
            return image, found
        quarters = _QUARTERS_STANDING if standing else _QUARTERS_LYING
        turned = [numpy.rot90(image, quarter) for quarter in quarters]
        return max([(image, found), *((each, self._find(each)) for each in turned)], key=_rank)

    def _find(self, image: Image) -> list[_Found]:
        import numpy

        result = self._run(numpy.ascontiguousarray(image), return_word_box=True, return_single_char_box=True)
        if result.boxes is None or result.txts is None:
            return []
        return [
            _Found(text, float(score), numpy.asarray(corners, dtype=float), _characters(words))
            for corners, text, score, words in zip(
                result.boxes, result.txts, result.scores, result.word_results, strict=True
            )
        ]


def _sureness(found: Sequence[_Found]) -> float:
    letters = sum(len(piece.text) for piece in found)
    return sum(piece.confidence * len(piece.text) for piece in found) / letters if letters else 0.0


def _rank(turned: tuple[Image, list[_Found]]) -> tuple[bool, float]:
    """Lying lines come before standing ones, which the engine reads as well when they lie on their left side."""
    found = turned[1]
    return sum(piece.is_standing for piece in found) <= len(found) / 2, _sureness(found)


def _characters(words: Sequence[Any]) -> tuple[tuple[str, float, float], ...]:
    return tuple(
        (text, sum(x for x, _ in box) / len(box), sum(y for _, y in box) / len(box)) for text, _, box in words if box
    )


def _level(image: Image, found: Sequence[_Found]) -> Recognised:
    """Turns a slightly tilted page level: pieces and rules alike."""
    import cv2
    import numpy

    height, width = image.shape[:2]
    tilt = _find_tilt(found)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), tilt, 1.0)
    grey = cv2.cvtColor(numpy.ascontiguousarray(image), cv2.COLOR_BGR2GRAY)
    if tilt:
        grey = cv2.warpAffine(grey, turn, (width, height), borderValue=255)
        found = [_move(piece, turn) for piece in found]
    boxes = [_bound(piece.corners, width, height) for piece in found]
    rules = find_rules(grey, median(bottom - top for _, top, _, bottom in boxes))
    plumb = [rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]]
    pieces = [part for piece, box in zip(found, boxes, strict=True) for part in _split(piece, box, plumb)]
    return Recognised(width=width, height=height, pieces=tuple(mend_signs(pieces, grey, rules)), rules=rules)


def _find_tilt(found: Sequence[_Found]) -> float:
    """By how many degrees the lines of a page sink to the right."""
    tilts = []
    for piece in found:
        (left, top), (right, bottom) = piece.corners[0], piece.corners[1]
        edge = piece.corners[3] - piece.corners[0]
        if right - left > _LONG * math.hypot(*edge):
            tilts.append(math.degrees(math.atan2(bottom - top, right - left)))
    tilt = median(tilts) if tilts else 0.0
    return tilt if _LEAST_TILT <= abs(tilt) <= _MOST_TILT else 0.0


def _move(piece: _Found, turn: Image) -> _Found:
    corners = piece.corners @ turn[:, :2].T + turn[:, 2]
    places = [(text, *(turn @ (x, y, 1.0))) for text, x, y in piece.characters]
    return piece._replace(corners=corners, characters=tuple(places))


def _bound(corners: Any, width: int, height: int) -> Box:  # noqa: ANN401 - an array of four points
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return max(0, round(left)), max(0, round(top)), min(width, round(right)), min(height, round(bottom))


def _split(piece: _Found, box: Box, plumb: Sequence[Box]) -> list[Piece]:
    """A piece that runs over the rules between cells of a table, cut there; any other as it is."""
    left, top, right, bottom = box
    aside = _ASIDE * (bottom - top)
    middle = (top + bottom) / 2
    cuts = sorted(
        (rule[0] + rule[2]) // 2
        for rule in plumb
        if rule[1] < middle < rule[3] and left + aside < (rule[0] + rule[2]) / 2 < right - aside
    )
    whole = Piece(piece.text, box, round(piece.confidence, 4))
    if not cuts or "".join(text for text, _, _ in piece.characters) != "".join(piece.text.split()):
        return [whole]
    edges = [left, *cuts, right]
    parts = []
    for start, end in pairwise(edges):
        text = "".join(text for text, x, _ in piece.characters if start <= x < end)
        if text:
            parts.append(whole._replace(text=text, box=(start, top, end, bottom)))
    return parts
