"""Scanned pages and pictures in documents are recognised where something can do it, and told of where nothing can."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from PIL import Image
from scan_sample import FakeRecogniser, grid, level, page, picture_file, piece, plumb
from test_reading_pdf import PICTURE, build, text

from align.errors import InputError
from align.reading.content import Content
from align.reading.document import read_source
from align.reading.pdf.document import read_pdf
from align.reading.scans.image import read_image
from align.reading.scans.scanning import Scanner
from align.reading.word.document import read_word
from align.recognising import extra
from align.recognising.recognition import Recognised
from align.source import Source

PDF = Path("规划.pdf")
LINES = page(*(piece(f"第{row}条推进生态保护修复。", 100, 100 + 60 * row, confidence=0.9) for row in range(10)))
SEAL = page(piece("青川县", 100, 100))
# A picture on the lower half of a page.
HALF = PICTURE.replace("500 0 0 700 50 50", "500 0 0 300 50 50")
BODY = "为加快推进青川县生态文明建设，改善环境质量，保障生态安全，促进绿色发展，制定本规划。"


def read(recogniser: FakeRecogniser, *pages: str) -> Content:
    return read_pdf(build(*pages), PDF, Scanner(recogniser))


def blocks(content: Content | Source) -> list[tuple[int | None, str]]:
    return [(block.page, block.span.slice(content.text)) for block in content.blocks]


def notices(content: Content | Source) -> list[tuple[str, str]]:
    return [(notice.code, notice.message) for notice in content.warnings]


def table(*rows: list[str], confidence: float = 0.99) -> Recognised:
    pieces = [
        piece(cell, 120 + 200 * column, 210 + 60 * row, confidence=confidence)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]
    return page(*pieces, rules=grid(100, 200, [200] * len(rows[0]), len(rows)))


def test_pages_without_a_text_layer_are_recognised_in_their_place():
    """Pages with text are read as ever; the others come between them, each line with its page and confidence."""
    recogniser = FakeRecogniser(page(piece("二、任务", 100, 100, confidence=0.96)))
    content = read(recogniser, text(90, 700, BODY), PICTURE, text(90, 700, BODY))
    assert blocks(content) == [(1, BODY), (2, "二、任务"), (3, BODY)]
    assert [(found.span.slice(content.text), found.confidence) for found in content.recognised] == [("二、任务", 0.96)]
    message = "第 2 页为扫描页，文字由程序识别（OCR），平均把握 0.96；请核对数字"
    assert notices(content) == [("reading.recognised", message)]
    assert content.pages == 3


def test_pages_are_drawn_at_200_dots_per_inch():
    """An A4 page of 595 by 842 points has 1653 by 2339 dots; a poster is drawn coarser, within the largest size."""
    recogniser = FakeRecogniser(LINES, LINES)
    read(recogniser, PICTURE)
    (shown,) = recogniser.shown
    assert (shown.width, shown.height) == (1653, 2339)
    assert len(shown.pixels) == 3 * 1653 * 2339
    poster = build(PICTURE.replace("500 0 0 700", "1600 0 0 2300")).replace(b"[0 0 595 842]", b"[0 0 1700 999]")
    read_pdf(poster, PDF, Scanner(recogniser))
    assert max(recogniser.shown[1].width, recogniser.shown[1].height) == 3400


def test_a_page_larger_than_a_poster_is_refused_with_a_reason():
    """Drawn small enough to be recognised, its text would be lost."""
    huge = build(PICTURE, text(90, 700, BODY)).replace(b"[0 0 595 842]", b"[0 0 999 9999]", 1)
    huge = huge.replace(b"500 0 0 700", b"900 0 0 9999"[:11])
    content = read_pdf(huge, PDF, Scanner(FakeRecogniser()))
    assert notices(content) == [
        ("reading.no_text_layer", "第 1 页为扫描页，内容未读入：页面过大，缩小后文字无法辨认，请拆分页面")
    ]


def test_a_table_goes_on_from_one_scanned_page_to_the_next():
    """Pieces of a table are joined across page numbers as those of a text layer are, the repeated head left out."""
    first, second = table(["序号", "项目"], ["1", "管网"]), table(["序号", "项目"], ["2", "湿地"], confidence=0.7)
    number = piece("一1一", 480, 1340)
    recogniser = FakeRecogniser(page(*first.pieces, number, rules=list(first.rules)), second)
    content = read(recogniser, PICTURE, PICTURE)
    (found,) = content.tables
    assert [[cell.text for cell in row] for row in found.rows] == [["序号", "项目"], ["1", "管网"], ["2", "湿地"]]
    sure = {found.span: found.confidence for found in content.recognised}
    assert [sure[cell.span] for cell in found.rows[2]] == [0.7, 0.7]


def test_a_scan_with_a_mark_of_its_program_is_a_scan():
    """A few words of text over a picture that fills the page are no text layer."""
    content = read(FakeRecogniser(LINES), text(90, 60, "扫描全能王 创建") + PICTURE)
    assert [where for where, _ in blocks(content)] == [1] * 10


def test_a_broken_text_layer_is_recognised_instead():
    """A page of glyphs that nobody can read is recognised; without a recogniser it is told as ever."""
    broken = build(text(90, 700, BODY)).replace(b"UniGB-UCS2-H", b"Identity-H  ").replace(b"(GB1)", b"(XY1)")
    content = read_pdf(broken, PDF, Scanner(FakeRecogniser(LINES)))
    assert next(words for _, words in blocks(content)) == "第0条推进生态保护修复。"
    assert [code for code, _ in notices(content)] == ["reading.recognised"]
    assert [code for code, _ in notices(read_pdf(broken, PDF))] == ["reading.garbled"]


def test_outlines_without_text_are_recognised():
    """Text that a printing house turned into curves is drawn and recognised."""
    curves = "".join(f"{x} 10 m {x} 20 {x + 5} 30 {x + 9} 40 c S\n" for x in range(120))
    assert len(blocks(read(FakeRecogniser(LINES), curves))) == 10


def test_a_large_picture_beside_text_is_read_where_it_stands():
    """The text of the picture comes between the lines above and below it."""
    recogniser = FakeRecogniser(LINES)
    content = read(recogniser, text(90, 780, BODY) + text(90, 380, BODY) + HALF + text(90, 30, "后文"))
    assert [words for _, words in blocks(content)] == [
        BODY,
        BODY,
        *(f"第{row}条推进生态保护修复。" for row in range(10)),
        "后文",
    ]
    message = "第 1 页有图片，图中文字由程序识别（OCR），平均把握 0.90；请核对数字"
    assert notices(content) == [("reading.recognised", message)]
    (shown,) = recogniser.shown
    assert (shown.width, shown.height) == pytest.approx((1389, 833), abs=2)


def test_a_picture_cut_into_strips_is_read_as_one():
    """Strips that touch are one picture, though each alone would be too small to be read."""
    strips = "".join(PICTURE.replace("500 0 0 700 50 50", f"500 0 0 20 50 {50 + 20 * row}") for row in range(15))
    recogniser = FakeRecogniser(LINES)
    content = read(recogniser, text(90, 700, BODY) + strips)
    assert len(content.recognised) == 10
    assert (recogniser.shown[0].width, recogniser.shown[0].height) == pytest.approx((1389, 833), abs=2)


def test_a_picture_without_text_says_nothing():
    """Nothing was found, so nothing is missing."""
    assert notices(read(FakeRecogniser(page()), text(90, 700, BODY) + HALF)) == []


@pytest.mark.parametrize("answer", [SEAL, "超过 120 秒未完成，已停止"])
def test_a_picture_that_was_not_read_is_told(answer):
    """Words in a drawing stay out of the text, and a failure is no silence."""
    content = read(FakeRecogniser(answer), text(90, 700, BODY) + HALF)
    assert blocks(content) == [(1, BODY)]
    assert notices(content) == [("reading.pictures_not_read", "第 1 页有图片，图中的文字和表格未读入")]


def test_a_picture_under_text_is_a_background():
    """Text set upon a picture is read from its text layer, and the picture is not recognised."""
    content = read(FakeRecogniser(), HALF + text(60, 200, BODY))
    assert blocks(content) == [(1, BODY)]
    assert [code for code, _ in notices(content)] == ["reading.pictures_not_read"]


def test_small_pictures_are_left_alone():
    """A seal or logo is not recognised."""
    read(FakeRecogniser(), text(90, 700, BODY) + PICTURE.replace("500 0 0 700", "100 0 0 100"))


def test_pages_that_failed_are_told_with_the_reason():
    """What was not read blocks findings that something is missing: the code says so."""
    late = "超过 120 秒未完成，已停止"
    content = read(FakeRecogniser(LINES, late, late), PICTURE, PICTURE, PICTURE)
    assert notices(content)[1:] == [("reading.no_text_layer", f"第 2–3 页为扫描页，内容未读入：{late}")]


def test_illegible_pieces_are_told():
    """How many pieces of text were left out, and on which pages."""
    smudged = page(*LINES.pieces, piece("口曰", 100, 900, confidence=0.2))
    content = read(FakeRecogniser(smudged, smudged), PICTURE, PICTURE)
    assert notices(content)[1] == (
        "reading.illegible",
        "第 1–2 页有 2 处文字无法辨认（或为印章、污渍），未读入",
    )


def test_a_scanned_map_is_told():
    """Its tables were not looked for, which blocks findings that something is missing."""
    rules = [level(y, 0, 1000) for y in range(0, 1400, 10)] + [plumb(x, 0, 1400) for x in range(0, 1000, 10)]
    content = read(FakeRecogniser(page(piece("青川县", 100, 100), rules=rules)), PICTURE)
    assert notices(content)[1] == ("reading.tables_not_read", "第 1 页线条过多（多为地图），未识别其中的表格")


@pytest.mark.parametrize("box", ["/CropBox[50 50 545 400]", "/CropBox[50 50 50 50]", "/CropBox[0 0 9999 9999]"])
def test_a_picture_is_cut_to_what_is_seen_of_the_page(box):
    """Whatever the crop box of the page, the picture is drawn and no larger than the page."""
    data = build(text(90, 380, BODY) + HALF).replace(b"/MediaBox[0 0 595 842]", f"/MediaBox[0 0 595 842]{box}".encode())
    recogniser = FakeRecogniser(LINES)
    assert len(read_pdf(data, PDF, Scanner(recogniser)).recognised) == 10
    (shown,) = recogniser.shown
    assert 1300 < shown.width < 1400
    assert 800 < shown.height < 850


@pytest.mark.parametrize(("answer", "problem"), [("内存不足", "内存不足"), (page(), "没有识别出文字")])
def test_a_document_of_which_nothing_was_read_is_refused(answer, problem):
    """The message names what went wrong, and does not ask for what is installed already."""
    with pytest.raises(InputError, match="没有文字层") as caught:
        read(FakeRecogniser(answer), PICTURE)
    assert caught.value.problem.endswith(problem)
    assert "pip install" not in caught.value.remedy


def test_without_the_extra_the_install_line_is_named():
    """Scans are refused with it; in documents with text the notices end with it."""
    with pytest.raises(InputError) as caught:
        read_pdf(build(PICTURE), PDF)
    assert "pip install '.[ocr]'" in caught.value.remedy
    content = read_pdf(build(text(90, 700, BODY), PICTURE, text(90, 700, BODY) + HALF), PDF)
    assert [message.rpartition("；")[2] for _, message in notices(content)] == [
        "安装文字识别组件后可以读入：pip install '.[ocr]'"
    ] * 2


def word(*pictures: bytes) -> bytes:
    document = docx.Document()
    document.add_paragraph("前文")
    for picture in pictures:
        document.add_picture(io.BytesIO(picture), width=Cm(10))
    document.add_paragraph("后文")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_large_picture_in_a_word_document_is_read_where_it_stands():
    """The table in the picture comes between the paragraphs; a small picture is left alone."""
    recogniser = FakeRecogniser(table(["指标", "目标"], ["断面", "90"]))
    data = word(picture_file(), picture_file("JPEG", size=(300, 90)))
    content = read_word(data, Path("规划.docx"), Scanner(recogniser))
    assert blocks(content) == [(None, "前文"), (None, "指标\t目标\n断面\t90"), (None, "后文")]
    message = "文中有 1 张图片，图中文字由程序识别（OCR），平均把握 0.99；请核对数字"
    assert notices(content) == [("reading.recognised", message)]
    assert [(shown.width, shown.height) for shown in recogniser.shown] == [(800, 600)]


def test_pictures_in_cells_and_text_boxes_are_read_once():
    """A picture in a cell comes after its table; one that is told again for old programs is not read again."""
    document = docx.Document()
    cells = document.add_table(1, 2)
    cells.cell(0, 0).text = "附图"
    cells.cell(0, 1).paragraphs[0].add_run().add_picture(io.BytesIO(picture_file()))
    stream = io.BytesIO()
    document.save(stream)
    content = read_word(stream.getvalue(), Path("规划.docx"), Scanner(FakeRecogniser(LINES)))
    assert [words for _, words in blocks(content)][:2] == ["附图\t", "第0条推进生态保护修复。"]


@pytest.mark.parametrize("answer", [SEAL, "内存不足"])
def test_pictures_of_a_word_document_that_were_not_read_are_told(answer):
    """Drawings and failures are counted; without the extra every picture is, with the install line."""
    content = read_word(word(picture_file()), Path("规划.docx"), Scanner(FakeRecogniser(answer)))
    assert notices(content) == [("reading.pictures_not_read", "文中有 1 张图片，图中的文字和表格未读入")]
    ((_, message),) = notices(read_word(word(picture_file()), Path("规划.docx")))
    assert message.endswith("；安装文字识别组件后可以读入：pip install '.[ocr]'")


def test_every_page_of_a_picture_file_is_read():
    """A .tif file has as many pages as pictures; progress is told for each."""
    told: list[tuple[int, int]] = []
    scanner = Scanner(FakeRecogniser(LINES, LINES), lambda done, total: told.append((done, total)))
    content = read_image(picture_file("TIFF", pages=2), Path("规划.tif"), scanner)
    assert content.pages == 2
    assert {where for where, _ in blocks(content)} == {1, 2}
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert notices(content)[0][1].startswith("第 1–2 页为扫描页")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_pictures_are_files_to_read(kind, tmp_path):
    """Each kind goes its way from the file to the text, even under the suffix of another."""
    path = tmp_path / "规划.png"
    path.write_bytes(picture_file(kind))
    source = read_source(path, recogniser=FakeRecogniser(LINES))
    assert source.format.is_picture
    assert len(source.recognised) == len(source.blocks) == 10
    assert source.engine == FakeRecogniser.engine


def test_no_engine_is_named_where_nothing_was_recognised(tmp_path):
    """A PDF with text of its own was read without help."""
    path = tmp_path / "规划.pdf"
    path.write_bytes(build(text(90, 700, BODY)))
    assert read_source(path, recogniser=FakeRecogniser()).engine == ""


def draw_transparent() -> Image.Image:
    return Image.new("RGBA", (400, 300), (0, 0, 0, 0))


def draw_in_shades() -> Image.Image:
    return Image.new("I;16", (400, 300), 65535)


def draw_in_black_and_white() -> Image.Image:
    return Image.new("1", (400, 300), 1)


@pytest.mark.parametrize("draw", [draw_transparent, draw_in_shades, draw_in_black_and_white])
def test_pictures_of_every_make_are_white_where_paper_is(draw: Callable[[], Image.Image]):
    """Transparent, sixteen-bit and black-and-white pictures reach the engine as dark on white."""
    stream = io.BytesIO()
    draw().save(stream, "PNG")
    recogniser = FakeRecogniser(LINES)
    read_image(stream.getvalue(), Path("图.png"), Scanner(recogniser))
    assert set(recogniser.shown[0].pixels) == {255}


def test_large_pictures_are_scaled_down():
    """The engine gets no more than it works with."""
    recogniser = FakeRecogniser(LINES)
    read_image(picture_file(size=(6800, 400)), Path("图.png"), Scanner(recogniser))
    assert (recogniser.shown[0].width, recogniser.shown[0].height) == (3400, 200)


def test_a_decompression_bomb_is_refused():
    """A small file that says it unpacks to billions of pixels is refused before it does."""
    image = picture_file("BMP", size=(10, 10))
    bomb = image[:18] + (60000).to_bytes(4, "little") * 2 + image[26:]
    with pytest.raises(InputError, match="像素异常地多"):
        read_image(bomb, Path("图.bmp"), Scanner(FakeRecogniser()))
    large = image[:18] + (10000).to_bytes(4, "little") * 2 + image[26:]
    with pytest.raises(InputError, match="像素异常地多"):
        read_image(large, Path("图.bmp"), Scanner(FakeRecogniser()))


def test_a_picture_cut_short_is_told():
    """A page whose data end too early is not read; there being no other, the file is refused."""
    data = picture_file("BMP")
    with pytest.raises(InputError, match="图片已损坏"):
        read_image(data[: len(data) // 2], Path("图.bmp"), Scanner(FakeRecogniser()))


def test_a_picture_without_the_extra_is_refused_with_the_install_line(tmp_path, monkeypatch):
    """The remedy is the line to run; scans among documents get the same."""
    monkeypatch.setattr("align.reading.scans.scanning.is_installed", lambda: False)
    path = tmp_path / "图.png"
    path.write_bytes(picture_file())
    with pytest.raises(InputError, match="本机没有安装识别组件") as caught:
        read_source(path)
    assert "pip install '.[ocr]'" in caught.value.remedy


def test_a_picture_without_text_is_refused(tmp_path):
    """A photograph is no plan."""
    path = tmp_path / "图.png"
    path.write_bytes(picture_file())
    with pytest.raises(InputError, match="没有可读的文字"):
        read_source(path, recogniser=FakeRecogniser(page()))


def test_the_extra_is_both_libraries(monkeypatch):
    """One of them alone recognises nothing."""
    monkeypatch.setattr(extra, "find_spec", lambda name: None if name == "onnxruntime" else name)
    assert not extra.is_installed()
    monkeypatch.setattr(extra, "find_spec", lambda name: name)
    assert extra.is_installed()
