"""What stands in for the programs behind the readers: LibreOffice and the engine that recognises pictures."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from unittest import mock

from align.errors import InputError
from align.recognising.recognition import Box, Picture, Piece, Recognised, RecognitionError
from fuzz.kinds import Kind
from fuzz.mutation import FuzzCase, make_file

_TEXTS = (
    "推进截污纳管。",
    "指标",
    "2020年",
    "一",
    "1",
    "12.5",
    "— 3 —",
    "（一）水环境……3",
    " ",
    "",
    "PM2.5",
    "约束性",
    "x" * 300,
)
_FAILING = 0.1


class OddRecogniser:
    """Finds text and rules at odd places; the same in pictures of the same size.

    Pixels tell nothing: pages whose fonts are not embedded are drawn a little otherwise the first time.
    """

    engine = "odd 0"

    def recognise(self, picture: Picture) -> Recognised:
        """Pieces and rules anywhere on the picture, in rows and columns, or beyond its edges."""
        random = Random(picture.width * 100_000 + picture.height)
        if random.random() < _FAILING:
            raise RecognitionError("识别超时")
        return Recognised(
            width=picture.width,
            height=picture.height,
            pieces=tuple(_piece(random) for _ in range(random.choice((0, 3, 60, 400)))),
            rules=tuple(_rule(random) for _ in range(random.choice((0, 4, 60, 400, 2500)))),
        )


def _piece(random: Random) -> Piece:
    x, y = 100 * random.randrange(10), 40 * random.randrange(30)
    if random.random() < 0.2:
        x, y = random.randint(-100, 4000), random.randint(-100, 4000)
    width, height = random.choice((0, 1, 90, 900)), random.choice((0, 1, 30, 30, 30, 300))
    return Piece(random.choice(_TEXTS), (x, y, x + width, y + height), random.choice((0.0, 0.3, 0.5, 0.9, 1.0)))


def _rule(random: Random) -> Box:
    x, y = 100 * random.randrange(11), 40 * random.randrange(31)
    width, height = random.choice(((1000, 2), (2, 1200), (100, 2), (2, 40), (0, 0)))
    return (x, y, x + width, y + height)


@contextmanager
def without_office(case: FuzzCase) -> Iterator[None]:
    """While it lasts LibreOffice converts any file into a damaged one of the run, or gives up."""

    def convert(data: bytes, path: Path, target: str) -> bytes:
        random = Random(zlib.crc32(data))
        if random.random() < _FAILING:
            raise InputError(path, "LibreOffice 打不开这个文件，可能已加密或损坏", "请另存后重试")
        return make_file(FuzzCase(Kind(target), case.seed, case.number)).data

    with mock.patch("align.reading.document.convert", convert):
        yield
