"""The engine itself on small pages drawn for the test; skipped where the extra ``ocr`` or a Chinese font is absent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from align.reading.paged.pages import PageLine
from align.reading.scans.pictures import build_picture
from align.reading.scans.scanning import Scan, build_scan
from align.recognising.extra import is_installed
from align.recognising.recognition import Piece
from align.recognising.signs import mend_signs
from align.recognising.supervised import SupervisedRecogniser

FONTS = [
    Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"),
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/System/Library/Fonts/PingFang.ttc"),
    Path("C:/Windows/Fonts/simsun.ttc"),
]
FONT = next((font for font in FONTS if font.is_file()), None)
pytestmark = [
    pytest.mark.skipif(not is_installed(), reason="the extra ocr is not installed"),
    pytest.mark.skipif(FONT is None, reason="no Chinese font here"),
]
LINES = ["一、主要目标", "到2025年，青川县森林覆盖率达到67.9%以上，", "新建污水管网35公里，空气优良天数330天。"]
CELLS = [
    ["指标", "2020年", "2025年"],
    ["森林覆盖率", "65.1", "67.9"],
    ["优良天数", "—", "≥330"],
    ["污水管网", "-", "35"],
]
LEFT, TABLE_TOP, COLUMN, ROW = 80, 260, 240, 60


@cache
def font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), 32)


def draw_page() -> Image.Image:
    """Three lines and a ruled table."""
    image = Image.new("RGB", (900, 600), "white")
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(LINES):
        pen.text((LEFT, 40 + 64 * row), line, fill="black", font=font())
    right, bottom = LEFT + 3 * COLUMN, TABLE_TOP + len(CELLS) * ROW
    for row, cells in enumerate(CELLS):
        y = TABLE_TOP + row * ROW
        pen.line((LEFT, y, right, y), fill="black", width=2)
        for column, cell in enumerate(cells):
            pen.text((LEFT + column * COLUMN + 12, y + 6), cell, fill="black", font=font())
    pen.line((LEFT, bottom, right, bottom), fill="black", width=2)
    for column in range(4):
        pen.line((LEFT + column * COLUMN, TABLE_TOP, LEFT + column * COLUMN, bottom), fill="black", width=2)
    return image


@pytest.fixture(scope="module")
def scan() -> Iterator[Callable[[Image.Image], Scan]]:
    with SupervisedRecogniser() as recogniser:
        yield lambda image: build_scan(recogniser.recognise(build_picture(image)))


def lines(scan: Scan) -> list[str]:
    return [item.text for item in scan.items if isinstance(item, PageLine)]


def cells(scan: Scan) -> list[list[str]]:
    return [[cell.text for cell in row] for item in scan.items if not isinstance(item, PageLine) for row in item.rows]


@pytest.mark.parametrize(
    "lay",
    [
        pytest.param(lambda image: image, id="upright"),
        pytest.param(
            lambda image: image.rotate(1.2, fillcolor="white", resample=Image.Resampling.BICUBIC), id="tilted"
        ),
        pytest.param(lambda image: image.rotate(90, expand=True), id="on its left side"),
        pytest.param(lambda image: image.rotate(270, expand=True), id="on its right side"),
        pytest.param(lambda image: image.rotate(180), id="on its head"),
    ],
)
def test_a_page_is_read_however_it_lies(lay: Callable[[Image.Image], Image.Image], scan):
    """Lines and table come out the same; a dash alone in a cell may be overlooked but is never taken for a figure."""
    found = scan(lay(draw_page()))
    assert lines(found) == LINES
    assert [[cell.strip("—") for cell in row] for row in cells(found)] == [
        [cell.strip("—-") for cell in row] for row in CELLS
    ]
    assert found.confidence > 0.9
    assert not found.is_drawing


def test_words_running_over_a_rule_are_parted(scan):
    """Two cells set so close that the engine takes them for one word are cut at the rule between them."""
    image = Image.new("RGB", (700, 300), "white")
    pen = ImageDraw.Draw(image)
    for row, words in enumerate((("森林覆盖率", "百分比值"), ("优良天数量", "天数合计"))):
        pen.text((40, 60 + 70 * row), words[0], fill="black", font=font())
        pen.text((206, 60 + 70 * row), words[1], fill="black", font=font())
    for y in (48, 118, 188):
        pen.line((30, y, 400, y), fill="black", width=2)
    for x in (30, 203, 400):
        pen.line((x, 48, x, 188), fill="black", width=2)
    assert cells(scan(image)) == [["森林覆盖率", "百分比值"], ["优良天数量", "天数合计"]]


def test_a_row_between_rows_that_run_through_keeps_its_cells(scan):
    """The rules of a low head above a row without any are short as strokes, and yet are rules."""
    image = Image.new("RGB", (860, 330), "white")
    pen = ImageDraw.Draw(image)
    rows = [["序号", "指标名称", "单位", "目标"], ["一、普及与公平"], ["1", "毛入园率", "%", "93"], ["二、质量与贡献"]]
    edges = (40, 160, 480, 620, 800)
    for number, row in enumerate([*rows, []]):
        y = 30 + 50 * number
        pen.line((edges[0], y, edges[-1], y), fill="black", width=2)
        for left, words in zip(edges, row, strict=False):
            pen.text((left + 14, y - 1), words, fill="black", font=font())
        for edge in edges if len(row) > 1 else (edges[0], edges[-1]):
            pen.line((edge, y, edge, min(y + 50, 230)), fill="black", width=2)
    assert cells(scan(image)) == [row if len(row) > 1 else row * 4 for row in rows]


@pytest.mark.parametrize(
    ("drawn", "read", "meant"),
    [
        ("—", "二", "—"),
        ("-", "1", "—"),
        ("/", "1", "/"),
        ("/", "V", "/"),
        ("1", "1", "1"),
        ("7", "7", "7"),
        ("一", "一", "一"),
        ("二", "二", "二"),
        ("人", "人", "人"),
    ],
)
def test_a_sign_that_stands_alone_is_told_by_its_shape(drawn: str, read: str, meant: str):
    """What the engine reads is set right where the ink is a dash or a slash, though the rules of the cell be near."""
    import numpy

    image = Image.new("L", (120, 80), "white")
    pen = ImageDraw.Draw(image)
    pen.text((40, 14), drawn, fill="black", font=font())
    for y in (10, 68):
        pen.line((0, y, 120, y), fill="black", width=2)
    piece = Piece(read, (34, 12, 80, 70), 0.9)
    rules = [(0, 10, 120, 12), (0, 68, 120, 70)]
    assert mend_signs([piece], numpy.asarray(image), rules) == [piece._replace(text=meant)]


def test_a_white_page_holds_nothing(scan):
    """No text, no table, and nothing illegible."""
    found = scan(Image.new("RGB", (600, 400), "white"))
    assert (found.items, found.illegible) == ((), 0)
