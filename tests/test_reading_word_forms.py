"""Word documents of other forms: with macros, templates, strict ones, with pages inside, with things that are not read."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from word_files import PNG, add_part, append, codes, grid, lines, paragraph, read, read_body, repack, row, save, table

from align.errors import InputError
from align.reading.document import read_source
from align.reading.word.document import read_word
from align.source import SourceFormat

MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = b"application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACRO_TEMPLATE = b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"


def plain_document() -> bytes:
    document = docx.Document()
    document.add_heading("总则", level=1)
    append(document, table(row("指标", "值"), row("天数", "330")))
    return save(document)


def retype(data: bytes, main: bytes) -> bytes:
    """The document declared as another kind of Word file, with a part for its macros."""
    return repack(data, lambda name, part: part.replace(MAIN, main) if name == "[Content_Types].xml" else part)


def to_strict(data: bytes) -> bytes:
    """The document in the strict form: other namespaces, other relation types."""
    usual = re.compile(rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/(\w+)")
    return repack(data, lambda name, part: usual.sub(rb"http://purl.oclc.org/ooxml/\1/\2", part))


INNER = plain_document()


@pytest.mark.parametrize(
    ("name", "main"),
    [("规划.docm", MACRO), ("规划.dotx", TEMPLATE), ("规划.dotm", MACRO_TEMPLATE), ("规划.docx", MACRO)],
)
def test_files_with_macros_and_templates_are_read_like_any_other(tmp_path: Path, name: str, main: bytes):
    path = tmp_path / name
    path.write_bytes(retype(plain_document(), main))
    source = read_source(path)
    assert source.format is SourceFormat.WORD
    assert source.text == "总则\n指标\t值\n天数\t330\n"
    assert source.blocks[0].level == 1


def test_a_strict_document_is_read_like_any_other(tmp_path: Path):
    data = to_strict(plain_document())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in archive.read("word/document.xml")
    content = read_word(data, tmp_path / "规划.docx")
    assert lines(content) == ["总则"]
    assert grid(content) == [["指标", "值"], ["天数", "330"]]


PAGE = "<html><body><h1>总则</h1><table><tr><td>指标</td><td>值</td></tr><tr><td>天数</td><td>330</td></tr></table></body></html>"


MAIL = (
    b"""MIME-Version: 1.0
Content-Type: multipart/related; boundary="x"

--x
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: base64

"""
    + base64.encodebytes(f"<meta charset=gb2312>{PAGE}".encode("gb18030"))
    + b"--x--\n"
)


@pytest.mark.parametrize(
    ("name", "content_type", "data"),
    [
        ("page.htm", "text/html", PAGE.encode()),
        ("page.xhtml", "application/xhtml+xml", PAGE.encode("utf-8-sig")),
        ("page.mht", "message/rfc822", MAIL),
        ("inner.docx", MAIN.decode(), INNER),
    ],
)
def test_what_is_put_into_a_document_whole_is_read_in_its_place(name, content_type, data):
    document = docx.Document()
    document.add_paragraph("前")
    append(document, f'<w:altChunk r:id="{add_part(document, f"/word/{name}", "aFChunk", content_type, data)}"/>')
    document.add_paragraph("后")
    content = read(document)
    assert lines(content) == ["前", "总则", "后"]
    assert grid(content) == [["指标", "值"], ["天数", "330"]]
    assert codes(content) == []


def test_a_document_that_is_only_a_page_inside_is_read():
    document = docx.Document()
    chunk = add_part(document, "/word/chunk.htm", "aFChunk", "text/html", PAGE.encode())
    append(document, f'<w:altChunk r:id="{chunk}"/>')
    assert lines(read(document)) == ["总则"]


@pytest.mark.parametrize("content_type", ["message/rfc822", "application/rtf", "text/plain"])
def test_other_documents_inside_are_told(content_type):
    document = docx.Document()
    chunk = add_part(document, "/word/chunk.bin", "aFChunk", content_type, b"{\\rtf1 x}")
    append(document, f'<w:altChunk r:id="{chunk}"/>')
    append(document, table(row("甲", f'<w:tc><w:altChunk r:id="{chunk}"/><w:p/></w:tc>')))
    content = read(document)
    assert codes(content) == ["reading.parts_not_read"]
    assert "2 段" in content.warnings[0].message


def test_a_document_in_a_document_in_a_document_is_told():
    middle = docx.Document()
    chunk = add_part(middle, "/word/inner.docx", "aFChunk", MAIN.decode(), INNER)
    append(middle, f'<w:altChunk r:id="{chunk}"/>')
    outer = docx.Document()
    chunk = add_part(outer, "/word/middle.docx", "aFChunk", MAIN.decode(), save(middle))
    append(outer, f'<w:altChunk r:id="{chunk}"/>')
    outer.add_paragraph("文")
    content = read(outer)
    assert content.text == "文\n"
    assert codes(content) == ["reading.parts_not_read"]


def test_a_chunk_outside_the_file_is_not_fetched(tmp_path: Path):
    (tmp_path / "外.htm").write_text("<p>外面的文字</p>", encoding="utf-8")
    document = docx.Document()
    target = (tmp_path / "外.htm").as_uri()
    chunk = document.part.relate_to(
        target, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk", is_external=True
    )
    append(document, f'<w:altChunk r:id="{chunk}"/>')
    append(document, '<w:altChunk r:id="没有"/>')
    document.add_paragraph("文")
    content = read(document)
    assert content.text == "文\n"
    assert codes(content) == ["reading.parts_not_read"]


def test_a_document_of_pictures_only_says_what_to_do(tmp_path: Path):
    document = docx.Document()
    document.add_picture(io.BytesIO(PNG))
    document.save(str(tmp_path / "扫描.docx"))
    with pytest.raises(InputError, match="文字识别"):
        read_source(tmp_path / "扫描.docx")


def test_charts_and_files_inside_are_told():
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="rId1"/>'
    sheet = '<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>'
    formula = '<w:object><o:OLEObject ProgID="Equation.3"/></w:object>'
    content = read_body(paragraph("文", f"<w:r><w:drawing>{chart}</w:drawing></w:r>", f"<w:r>{sheet}{formula}</w:r>"))
    assert codes(content) == ["reading.charts_not_read", "reading.parts_not_read"]
    assert "1 个文件" in content.warnings[1].message
