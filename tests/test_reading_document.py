"""One door for all formats: the same content gives the same source, and bad input a message that helps."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

import docx
import pytest

from align.errors import InputError
from align.reading.conversion import find_program
from align.reading.document import read_source
from align.recognising.extra import is_installed
from align.source import Source, SourceFormat

SHARED = Path(__file__).parents[2] / "shared"
PARAGRAPHS = ["青川县“十四五”规划", "一、总则", "到2025年，森林覆盖率达到55%以上。", "表1 主要指标", "注：略。"]
ROWS = [["类别", "指标", "2025年"], ["水", "断面优良率（%）", "100"], ["气", "优良天数", "≥330"]]


def write_text(path: Path, separator: str = "\t") -> Path:
    lines = [*PARAGRAPHS[:4], *(separator.join(row) for row in ROWS), PARAGRAPHS[4]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def write_markdown(path: Path) -> Path:
    rows = [f"| {' | '.join(row)} |" for row in ROWS]
    rows.insert(1, "|---|---|---|")
    title, chapter, body, caption, note = PARAGRAPHS
    path.write_text(
        "\n\n".join([f"# {title}", f"## {chapter}", body, caption, "\n".join(rows), note]), encoding="utf-8"
    )
    return path


def write_word(path: Path) -> Path:
    document = docx.Document()
    document.add_heading(PARAGRAPHS[0], level=1)
    document.add_heading(PARAGRAPHS[1], level=2)
    document.add_paragraph(PARAGRAPHS[2])
    document.add_paragraph(PARAGRAPHS[3])
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(table._cells, [cell for row in ROWS for cell in row], strict=True):
        cell.text = text
    document.add_paragraph(PARAGRAPHS[4])
    document.save(str(path))
    return path


def write_html(path: Path) -> Path:
    title, chapter, body, caption, note = PARAGRAPHS
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    page = f"<h1>{title}</h1><h2>{chapter}</h2><p>{body}</p><p>{caption}</p><table>{rows}</table><p>{note}</p>"
    path.write_text(f"<html><meta charset=gb2312><body>{page}</body></html>", encoding="gb18030")
    return path


def paragraphs(source: Source) -> list[str]:
    return [block.span.slice(source.text) for block in source.blocks if block.table is None]


def cells(source: Source) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows] for table in source.tables]


@pytest.mark.parametrize(
    ("write", "name", "format_"),
    [
        (write_text, "规划.txt", SourceFormat.TEXT),
        (write_markdown, "规划.md", SourceFormat.MARKDOWN),
        (write_word, "规划.DOCX", SourceFormat.WORD),
        (write_html, "规划.htm", SourceFormat.HTML),
    ],
)
def test_every_format_gives_the_same_paragraphs_and_cells(tmp_path, write, name, format_):
    path = write(tmp_path / name)
    source = read_source(path)
    assert source.format is format_
    assert source.path == str(path)
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert paragraphs(source) == PARAGRAPHS
    assert cells(source) == [ROWS]
    assert [block.table for block in source.blocks] == [None, None, None, None, 0, None]
    assert source.warnings == ()


def test_a_path_may_be_a_string_and_reading_twice_gives_the_same(tmp_path):
    path = write_text(tmp_path / "规划.txt", separator=" | ")
    assert read_source(str(path)) == read_source(path)


@pytest.mark.parametrize("name", ["规划.md", "规划.docx"])
def test_levels_come_from_headings(tmp_path, name):
    path = tmp_path / name
    source = read_source(write_markdown(path) if name.endswith("md") else write_word(path))
    assert [block.level for block in source.blocks][:3] == [1, 2, None]


@pytest.mark.parametrize(
    ("name", "data", "problem", "remedy"),
    [
        pytest.param("空.txt", b"", "空的", "保存", id="empty"),
        pytest.param("空白.txt", "　\r\n \n".encode(), "没有可读的文字", "确认", id="only spaces"),
        pytest.param("空.docx", b"", "空的", "下载", id="empty docx"),
        pytest.param("空.md", b"\xef\xbb\xbf\n", "没有可读的文字", "确认", id="mark only"),
        pytest.param("空.html", b"<html><script>1</script></html>", "没有可读的文字", "确认", id="page without text"),
        pytest.param("旧.dot", b"x", "不支持的文件类型（.dot）", "另存为 .docx", id="dot"),
        pytest.param("旧.OFD", b"x", "不支持的文件类型（.ofd）", "另存为 .docx", id="ofd"),
        pytest.param("图.jpg", b"x", "图片已损坏", "重新扫描", id="picture"),
        pytest.param("图.gif", b"GIF89a", "不支持", "另存为 .png", id="moving picture"),
        pytest.param("表.xlsb", b"x", "不支持", "另存为 .xlsx", id="sheet"),
        pytest.param("包.zip", b"x", "不支持", "解压", id="archive"),
        pytest.param("谜.xyz", b"x", "不支持的文件类型（.xyz）", "支持 .txt", id="unknown"),
        pytest.param("规划", b"x", "没有后缀", "支持 .txt", id="no suffix"),
        pytest.param("假.txt", b"%PDF-1.7\n...", "内容却是PDF", "改为 .pdf", id="pdf named txt"),
        pytest.param("假.txt", b"PK\x03\x04\x14\x00", "内容却是Word", "改为 .docx", id="docx named txt"),
        pytest.param("假.pdf", b"PK\x03\x04\x14\x00", "内容却是Word", "改为 .docx", id="docx named pdf"),
        pytest.param("假.docx", b"%PDF-1.7\n...", "内容却是PDF", "改为 .pdf", id="pdf named docx"),
        pytest.param("假.txt", b"{\\rtf1\\ansi", "RTF", "后缀改为 .rtf", id="rtf named txt"),
        pytest.param(
            "假.docx", b"\n<!DOCTYPE html><html><p>x</p></html>", "内容却是网页", "后缀改为 .html", id="page named docx"
        ),
        pytest.param(
            "假.xlsx", b"<html><table></table></html>", "内容却是网页", "后缀改为 .html", id="page named xlsx"
        ),
        pytest.param("假.html", b"\x89PNG\r\n\x1a\n", "图片", "后缀改为 .png", id="picture named html"),
        pytest.param(
            "旧.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "旧版 Word",
            "后缀改为 .doc",
            id="doc named docx",
        ),
        pytest.param(
            "密.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "已加密",
            "密码",
            id="encrypted docx",
        ),
        pytest.param("乱.docx", b"PK\x03\x04" + bytes(100), "已损坏", "另存为新的", id="corrupt docx"),
        pytest.param("乱.pdf", b"%PDF-1.7\n", "已损坏", "重新下载", id="corrupt pdf"),
        pytest.param("乱.txt", bytes(range(1, 32)) * 30, "二进制", "后缀", id="junk named txt"),
    ],
)
def test_bad_files_are_refused_with_what_where_and_how_to_mend(tmp_path, name, data, problem, remedy):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_source(path)
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
    assert str(caught.value).startswith(str(path))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="文件不存在"):
        read_source(tmp_path / "没有.txt")


def test_a_folder_is_told(tmp_path):
    (tmp_path / "规划.txt").mkdir()
    with pytest.raises(InputError, match="文件夹"):
        read_source(tmp_path / "规划.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "管道.txt")
    with pytest.raises(InputError, match="不是普通文件"):
        read_source(tmp_path / "管道.txt")


@pytest.mark.parametrize("path", ["规划\0.txt", "划" * 5000 + ".txt"])
def test_impossible_paths_are_told(path):
    with pytest.raises(InputError, match=r"无法访问|不存在"):
        read_source(path)


@pytest.mark.parametrize(("error", "problem"), [(PermissionError, "没有读取权限"), (OSError, "无法读取")])
def test_a_file_that_cannot_be_opened_is_told(tmp_path, monkeypatch, error, problem):
    path = write_text(tmp_path / "规划.txt")

    def refuse(self, mode):
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=problem):
        read_source(path)


def test_a_file_too_large_is_not_read(tmp_path):
    path = tmp_path / "大.txt"
    with path.open("wb") as file:
        file.truncate(201 * 1024 * 1024)
    with pytest.raises(InputError, match="文件过大"):
        read_source(path)


def real_files() -> list[Path]:
    return [path for folder in ("texts", "files") for path in sorted((SHARED / "real" / folder).glob("*"))]


@pytest.mark.real
@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not here")
@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_real_documents_are_read(path, record_property):
    """Every real document is read within seconds and all its spans slice back; what is no text is refused.

    A picture that has to be recognised takes some seconds more.
    """
    start = time.perf_counter()
    if (path.suffix == ".xls" and not find_program()) or (path.suffix == ".jpg" and not is_installed()):
        with pytest.raises(InputError):
            read_source(path)
        return
    pictures = [0]
    source = read_source(path, told=lambda done, total: pictures.append(total))
    record_property("seconds", round(time.perf_counter() - start, 2))
    assert time.perf_counter() - start < 20 + 20 * max(pictures)
    end = 0
    for block in source.blocks:
        assert end <= block.span.start < block.span.end
        end = block.span.end
    assert all(cell.span.slice(source.text) == cell.text for t in source.tables for row in t.rows for cell in row)
    if path.suffix == ".txt":
        assert source.text == path.read_text(encoding="utf-8").removeprefix("\ufeff")


@pytest.mark.real
@pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not here")
@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("texts/province_hubei_heritage_145.txt", [(27, 4)]),
        ("files/province_hubei_heritage_145.pdf", [(27, 4)]),
        ("texts/national_cn_heritage_145.txt", [(22, 5)]),
        ("texts/city_shaoxing_education_145.txt", [(47, 4), (2, 2), (161, 4)]),
        ("files/city_shaoxing_education_145.html", [(47, 7), (18, 2), (161, 4)]),
        ("files/national_cn_heritage_145.pdf", [(23, 5)] if is_installed() else []),
    ],
)
def test_real_tables_come_out_whole(name, shapes):
    """Rows and columns counted by hand, captions and heads among the rows; the last file has its table as a picture."""
    source = read_source(SHARED / "real" / name)
    assert [(len(table.rows), max(map(len, table.rows))) for table in source.tables] == shapes
