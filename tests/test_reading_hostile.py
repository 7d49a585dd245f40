"""Files made to harm: they are refused with a clear message, or read for what they are worth, in little time and memory."""

from __future__ import annotations

import io
import os
import socket
import struct
import time
import zipfile
from pathlib import Path

import docx
import pytest
from word_files import (
    PATH,
    W,
    append,
    define_list,
    level,
    lines,
    number,
    paragraph,
    read,
    replace_parts,
    row,
    save,
    table,
)

from align.errors import InputError
from align.reading import archive, content, document
from align.reading.document import read_source
from align.reading.encoding import parse_bytes
from align.reading.web import page as pages
from align.reading.web.page import read_html
from align.reading.word.document import read_word

QUICK = 10.0


@pytest.fixture(autouse=True)
def in_little_time():
    """Each of these takes a fraction of a second; what it defends against takes minutes or for ever."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < QUICK


def add_entries(data: bytes, *entries: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as made:
        for name, part in entries:
            made.writestr(name, part)
    return stream.getvalue()


def plain_word() -> bytes:
    made = docx.Document()
    made.add_paragraph("总则")
    return save(made)


def body(xml: str) -> bytes:
    return replace_parts({"word/document.xml": f"<w:document {W}><w:body>{xml}</w:body></w:document>".encode()})


def test_an_archive_of_many_small_entries_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "_MAX_ENTRIES", 50)
    data = add_entries(plain_word(), *((f"word/media/{number}.bin", b"x") for number in range(60)))
    with pytest.raises(InputError, match=r"个部件，异常地多.*来源可靠"):
        read_word(data, PATH)


def test_an_archive_with_one_huge_entry_is_refused_without_unpacking_it():
    data = add_entries(plain_word(), ("word/media/image1.png", bytes(60 * 1024 * 1024)))
    with pytest.raises(InputError, match="解压后异常地大"):
        read_word(data, PATH)


def test_overlapping_entries_are_refused():
    """A second directory entry that points at the data of the first: one piece of data unpacked many times."""
    data = add_entries(plain_word(), ("a.bin", bytes(1000)), ("b.bin", bytes(1000)))
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        first, second = (made.getinfo(name).header_offset for name in ("a.bin", "b.bin"))
    last = data.rindex(struct.pack("<L", second))
    with pytest.raises(InputError, match="已损坏"):
        read_word(data[:last] + struct.pack("<L", first) + data[last + 4 :], PATH)


def test_an_archive_inside_is_not_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.xml", bytes(100 * 1024 * 1024))
    data = add_entries(plain_word(), ("word/embeddings/inner.zip", bomb.getvalue()))
    assert read_word(data, PATH).text == "总则\n"


def test_an_encrypted_archive_is_told():
    data = plain_word()
    with zipfile.ZipFile(io.BytesIO(data)) as made:
        place = data.index(b"PK\x01\x02", made.start_dir) + 8
    with pytest.raises(InputError, match=r"已加密.*取消密码"):
        read_word(data[:place] + b"\x01" + data[place + 1 :], PATH)


def test_names_that_lead_elsewhere_lead_nowhere(tmp_path, monkeypatch):
    """Nothing is written to the disk, whatever an entry is called; nor is a part looked for outside the archive."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "外.xml").write_text(f"<w:styles {W}/>", encoding="utf-8")
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="../../外.xml"/></Relationships>'
    )
    data = replace_parts({"word/_rels/document.xml.rels": rels.encode()})
    data = add_entries(data, ("../../evil.txt", b"x"), (str(tmp_path / "evil.txt"), b"x"), ("C:\\evil.txt", b"x"))
    read_word(data, PATH)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["外.xml"]


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param("<w:sdt>" * 100_000, id="never closed"),
        pytest.param("<w:p>" * 100_000 + "</w:p>" * 100_000, id="closed"),
    ],
)
def test_absurd_nesting_is_refused(xml):
    with pytest.raises(InputError, match=r"已损坏|层次过深"):
        read_word(body(xml), PATH)


def test_more_markup_than_any_plan_has_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "_MAX_MARKS", 10_000)
    with pytest.raises(InputError, match="内容异常地多"):
        read_word(body("<w:p/>" * 11_000), PATH)


def test_a_document_type_behind_a_long_comment_is_found():
    """The declaration may stand beyond the first piece that is looked at, or across two."""
    long = "<!--" + "x" * (1024 * 1024 - 8) + "-->"
    part = f'{long}<!DOCTYPE d [<!ENTITY a "b">]><w:styles {W}/>'
    with pytest.raises(InputError, match="文档类型声明"):
        read_word(replace_parts({"word/styles.xml": part.encode()}), PATH)


def test_a_drawing_that_declares_its_type_is_no_harm():
    drawing = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    assert read_word(add_entries(plain_word(), ("word/media/image1.svg", drawing)), PATH).text == "总则\n"


def test_nothing_is_fetched_from_outside(monkeypatch):
    """Pictures, templates and pages that lie elsewhere are not asked for."""

    def refuse(*_, **__):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    made = docx.Document()
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for kind in ("image", "attachedTemplate", "aFChunk", "styles", "settings"):
        made.part.relate_to(f"http://127.0.0.1:9/{kind}", f"{kinds}/{kind}", is_external=True)
    made.add_paragraph("总则")
    assert read(made).text == "总则\n"


def test_a_cell_repeated_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(content, "MAX_CELLS", 1_000)
    wide = "<w:tc><w:tcPr><w:gridSpan w:val='63'/></w:tcPr><w:p/></w:tc>"
    with pytest.raises(content.ContentLimitError, match="万格"):
        read_word(body(table(*[row(wide, wide)] * 20)), PATH)


def test_a_long_text_merged_over_many_rows_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(content, "_MAX_LENGTH", 10_000)
    begin = f"<w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{paragraph('长' * 5_000)}</w:tc>"
    goes_on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    made = docx.Document()
    append(made, table(row(begin, "甲"), *[row(goes_on, "乙")] * 20))
    made.save(str(tmp_path / "规划.docx"))
    with pytest.raises(InputError, match=r"文字超过.*请只留规划正文"):
        read_source(tmp_path / "规划.docx")


def test_more_text_than_any_plan_has_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(content, "_MAX_LENGTH", 1_000)
    (tmp_path / "规划.html").write_text("<p>推进减排。</p>" * 1_000, encoding="utf-8")
    with pytest.raises(InputError, match="文字超过"):
        read_source(tmp_path / "规划.html")


def test_more_paragraphs_than_any_plan_has_are_refused(monkeypatch):
    monkeypatch.setattr(content, "_MAX_PIECES", 100)
    with pytest.raises(content.ContentLimitError, match="段落和单元格"):
        read_html(b"<p>x</p>" * 200, Path("规划.html"))


def test_a_list_that_starts_at_a_huge_number_is_no_bomb():
    made = docx.Document()
    define_list(made, 90, level(0, "lowerLetter", "%1", start=2_000_000_000))
    number(made.add_paragraph("总则"), 90)
    assert lines(read(made)) == ["2000000000 总则"]


# Web pages


def test_a_page_of_more_tags_than_any_plan_has_is_refused(monkeypatch):
    monkeypatch.setattr(pages, "_MAX_TAGS", 1_000)
    with pytest.raises(InputError, match=r"网页的内容异常地多.*复制到 Word"):
        read_html(b"<b>" * 2_000, Path("规划.html"))


def test_rows_and_columns_that_span_without_end_are_cut_or_refused():
    wide = "<table>" + "<tr><td colspan=1000 rowspan=60000>甲</td><td>乙</td></tr>" * 6_000 + "</table>"
    with pytest.raises(content.ContentLimitError, match="万格"):
        read_html(wide.encode(), Path("规划.html"))
    tall = f"<table><tr><td rowspan=60000>{'长' * 20_000}</td><td>甲</td></tr>{'<tr><td>乙</td></tr>' * 2_000}</table>"
    with pytest.raises(content.ContentLimitError, match="文字超过"):
        read_html(tall.encode(), Path("规划.html"))


def test_deep_links_and_tables_are_counted_in_one_pass():
    """Two hundred elements around every word, sixty tables around a thousand."""
    deep = "<b>" * 200 + "甲" + "</b>" * 200
    nested = "<table><tr><td>甲<td>" * 60 + "<table><tr><td>乙<td>丙</table>" * 1_000 + "</table>" * 60
    assert read_html((deep * 300).encode(), Path("规划.html")).text.startswith("甲甲")
    assert "乙\t丙" in read_html(nested.encode(), Path("规划.html")).text


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "rot13", "zlib"])
def test_a_charset_that_is_no_charset_of_pages_is_not_used(charset):
    page = f"<meta charset={charset}><p>总则</p>" + "<p>a</p>" * 3_000
    assert read_html(page.encode(), Path("规划.html")).text.startswith("总则\n")


# Texts and paths


def test_a_text_far_beyond_a_plan_is_not_read(tmp_path):
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(InputError, match=r"文件过大（100 MB）.*不超过 5 MB"):
        read_source(path)


def test_a_text_on_one_long_line_is_read(tmp_path):
    path = tmp_path / "长.txt"
    path.write_text("推进减排，" * 200_000, encoding="utf-8")
    assert len(read_source(path).text) == 1_000_000


@pytest.mark.parametrize("mark", [b"\xff\xfe", b""])
def test_a_byte_too_many_in_utf16_is_one_broken_character(mark):
    decoded = parse_bytes(mark + ("总则推进减排。\n" * 20).encode("utf-16-le") + b"A", Path("规划.txt"))
    assert decoded.text.startswith("总则推进减排。\n总则")
    assert decoded.broken == 1


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path, monkeypatch):
    path = tmp_path / "规划.txt"
    path.write_text("总则", encoding="utf-8")
    real = os.fstat
    seen: list[int] = []

    def grow(descriptor):
        if seen:
            with path.open("a", encoding="utf-8") as file:
                file.write("又一章")
        seen.append(descriptor)
        return real(descriptor)

    monkeypatch.setattr(document.os, "fstat", grow)
    with pytest.raises(InputError, match=r"读取过程中被改动.*完成后重试"):
        read_source(path)


def test_no_more_is_read_than_the_limit_whatever_size_the_system_tells(tmp_path, monkeypatch):
    """Files of the system tell no size and may never end."""
    path = tmp_path / "规划.txt"
    path.write_text("总则" * 100, encoding="utf-8")
    real = os.fstat
    monkeypatch.setitem(document._MAX_TEXT, document.SourceFormat.TEXT, 100)
    monkeypatch.setattr(
        document.os, "fstat", lambda descriptor: os.stat_result((*real(descriptor)[:6], 0, *real(descriptor)[7:]))
    )
    with pytest.raises(InputError, match="文件过大"):
        read_source(path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs device files")
def test_links_to_devices_are_refused_and_links_to_files_are_followed(tmp_path):
    (tmp_path / "设备.txt").symlink_to("/dev/zero")
    with pytest.raises(InputError, match="不是普通文件"):
        read_source(tmp_path / "设备.txt")
    (tmp_path / "圈.txt").symlink_to(tmp_path / "圈.txt")
    with pytest.raises(InputError, match=r"无法访问|不存在"):
        read_source(tmp_path / "圈.txt")
    (tmp_path / "真.txt").write_text("总则", encoding="utf-8")
    (tmp_path / "链.txt").symlink_to(tmp_path / "真.txt")
    assert read_source(tmp_path / "链.txt").text == "总则"
