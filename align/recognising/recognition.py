"""What recognition is asked and what it answers: a picture, and the text and rules found in it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from align.errors import PlanAlignError

Box = tuple[int, int, int, int]
"""Left, top, right and bottom edge in pixels from the upper left corner."""

CHANNELS = 3
# Pixels along the longer side of a picture: an A3 page at 200 dots per inch. The engine scales anything larger down.
MAX_SIDE = 3400


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in memory: rows of pixels from top to bottom, each pixel three bytes (red, green, blue)."""

    width: int
    height: int
    pixels: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Stands for the picture."""
        return hashlib.sha256(b"%dx%d|" % (self.width, self.height) + self.pixels).hexdigest()


class Piece(NamedTuple):
    """A run of text on one line, where it stands, and how sure the engine is of it (0 to 1)."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What was found in a picture, in the pixels of the picture set upright.

    Attributes:
        width: how wide the upright picture is.
        height: how high it is.
        pieces: the text, in no certain order.
        rules: the long straight lines, level or plumb, as thin boxes.
    """

    width: int
    height: int
    pieces: tuple[Piece, ...]
    rules: tuple[Box, ...] = ()


class RecognitionError(PlanAlignError):
    """A picture whose text was not recognised; the text says why, in Chinese."""


class Recogniser(Protocol):
    """What recognises the text of pictures."""

    @property
    def engine(self) -> str:
        """Name and version of what recognises, as results give it."""

    def recognise(self, picture: Picture) -> Recognised:
        """The text and rules of a picture.

        Raises:
            RecognitionError: it took too long, too much memory, or failed otherwise.
        """


def render_recognised(recognised: Recognised) -> str:
    """One line of JSON that :func:`parse_recognised` turns back."""
    entry = {
        "size": (recognised.width, recognised.height),
        "pieces": [(piece.text, piece.box, piece.confidence) for piece in recognised.pieces],
        "rules": recognised.rules,
    }
    return json.dumps(entry, ensure_ascii=False)


def parse_recognised(text: str) -> Recognised:
    """What :func:`render_recognised` wrote.

    Raises:
        ValueError: the text is something else.
    """
    try:
        entry = json.loads(text)
        width, height = entry["size"]
        return Recognised(
            width=int(width),
            height=int(height),
            pieces=tuple(Piece(str(words), _box(box), float(sure)) for words, box, sure in entry["pieces"]),
            rules=tuple(_box(box) for box in entry["rules"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("not a recognised picture") from error


def _box(values: list[int]) -> Box:
    left, top, right, bottom = map(int, values)
    return left, top, right, bottom
