"""Made-up recognised pictures, and a recogniser that gives them without any engine."""

from __future__ import annotations

import io

from PIL import Image

from align.recognising.recognition import Box, Picture, Piece, Recognised, RecognitionError

WIDTH, HEIGHT = 1000, 1400
LINE = 40


def piece(text: str, left: int, top: int, *, width: int | None = None, confidence: float = 0.99) -> Piece:
    """A piece of text one line high; as wide as its characters unless told."""
    right = left + (LINE * len(text) if width is None else width)
    return Piece(text, (left, top, right, top + LINE), confidence)


def level(top: int, left: int, right: int) -> Box:
    return (left, top, right, top + 2)


def plumb(left: int, top: int, bottom: int) -> Box:
    return (left, top, left + 2, bottom)


def grid(left: int, top: int, columns: list[int], rows: int, height: int = 60) -> list[Box]:
    """The rules of a table from its upper left corner."""
    edges = [left]
    for width in columns:
        edges.append(edges[-1] + width)
    bottom = top + rows * height
    return [
        *(level(top + row * height, edges[0], edges[-1]) for row in range(rows + 1)),
        *(plumb(edge, top, bottom) for edge in edges),
    ]


def page(*pieces: Piece, rules: list[Box] | None = None) -> Recognised:
    return Recognised(width=WIDTH, height=HEIGHT, pieces=pieces, rules=tuple(rules or ()))


class FakeRecogniser:
    """Gives one answer after the other, and keeps the pictures it was shown; a text among the answers is a failure."""

    engine = "样板识别 1.0"

    def __init__(self, *answers: Recognised | str) -> None:
        self._answers = list(answers)
        self.shown: list[Picture] = []

    def recognise(self, picture: Picture) -> Recognised:
        self.shown.append(picture)
        answer = self._answers.pop(0)
        if isinstance(answer, str):
            raise RecognitionError(answer)
        return answer


def picture_file(kind: str = "PNG", size: tuple[int, int] = (800, 600), pages: int = 1) -> bytes:
    """A white picture as a file."""
    image = Image.new("RGB", size, "white")
    stream = io.BytesIO()
    more = {"save_all": True, "append_images": [image] * (pages - 1)} if pages > 1 else {}
    image.save(stream, kind, **more)
    return stream.getvalue()
