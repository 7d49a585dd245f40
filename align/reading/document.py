"""The door of the reading stage: a path in, a source out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from align.errors import InputError
from align.reading.content import Content, ContentLimitError
from align.reading.conversion import convert
from align.reading.pdf.document import read_pdf
from align.reading.plain.markdown import read_markdown
from align.reading.plain.text import read_text
from align.reading.scans.image import read_image
from align.reading.scans.scanning import Scanner, Told, open_scanner
from align.reading.sheets.spreadsheet import read_csv, read_excel, read_tsv
from align.reading.signatures import check_signature, parse_format
from align.reading.web.page import read_html
from align.reading.web.savedpages import find_page
from align.reading.word.document import read_word
from align.recognising.extra import INSTALL
from align.recognising.recognition import Recogniser
from align.source import Notice, Source, SourceFormat


def _read_as_word(data: bytes, path: Path, scanner: Scanner | None) -> Content:
    if (page := find_page(data)) is not None:
        return _read_as_page(page, path)
    return _tell_converted(read_word(convert(data, path, "docx"), path, scanner), path)


def _read_as_excel(data: bytes, path: Path) -> Content:
    if (page := find_page(data)) is not None:
        return _read_as_page(page, path)
    return _tell_converted(read_excel(convert(data, path, "xlsx"), path), path)


def _read_as_page(page: bytes, path: Path) -> Content:
    """The content of a page that a site exports as a document of another kind."""
    content = read_html(page, path)
    message = f"{path.suffix.lower()} 文件的内容是网页，已按网页读入"
    return replace(content, warnings=(Notice(code="reading.is_page", message=message), *content.warnings))


def _tell_converted(content: Content, path: Path) -> Content:
    message = f"{path.suffix.lower()} 文件由 LibreOffice 转换后读入，页码和部分格式可能与原件不同"
    return replace(content, warnings=(Notice(code="reading.converted", message=message), *content.warnings))


_READERS: dict[SourceFormat, Callable[[bytes, Path], Content]] = {
    SourceFormat.TEXT: read_text,
    SourceFormat.MARKDOWN: read_markdown,
    SourceFormat.HTML: read_html,
    SourceFormat.CSV: read_csv,
    SourceFormat.TSV: read_tsv,
    SourceFormat.EXCEL: read_excel,
    **dict.fromkeys((SourceFormat.OLD_EXCEL, SourceFormat.WPS_TABLE, SourceFormat.OPEN_TABLE), _read_as_excel),
}
# Those whose pictures may hold text.
_PICTURED_READERS: dict[SourceFormat, Callable[[bytes, Path, Scanner | None], Content]] = {
    SourceFormat.WORD: read_word,
    SourceFormat.PDF: read_pdf,
    **dict.fromkeys(
        (SourceFormat.OLD_WORD, SourceFormat.WPS_TEXT, SourceFormat.RICH_TEXT, SourceFormat.OPEN_TEXT), _read_as_word
    ),
    **dict.fromkeys((format_ for format_ in SourceFormat if format_.is_picture), read_image),
}
# Plans have a few megabytes, most of them pictures; a file beyond this is something else.
_MAX_BYTES = 200 * 1024 * 1024
_REMEDY_EMPTY = f"请确认选对了文件；若内容是图片，须清晰完整，并运行 {INSTALL} 装好文字识别组件"
# A text of five megabytes has over a million characters, ten times those of a long plan; pages may hold pictures.
_MAX_TEXT = {
    SourceFormat.TEXT: 5 * 1024 * 1024,
    SourceFormat.MARKDOWN: 5 * 1024 * 1024,
    SourceFormat.HTML: 50 * 1024 * 1024,
}


def read_source(path: str | Path, *, recogniser: Recogniser | None = None, told: Told | None = None) -> Source:
    """The document at ``path``: text, paragraphs and tables in order, with pages where the format has them.

    Args:
        path: the file.
        recogniser: what recognises scanned pages and pictures; by default that of the extra ``ocr`` where it is installed.
        told: called before the first picture and after every one with how many are done and how many there are.

    Raises:
        InputError: the file is missing, cannot be opened, is of another kind, damaged, encrypted or without text.
    """
    file = Path(path)
    format_ = parse_format(_check_path(file))
    data = _read_bytes(file, _MAX_TEXT.get(format_, _MAX_BYTES))
    check_signature(data, format_, file)
    engine = ""
    try:
        if format_ in _READERS:
            content = _READERS[format_](data, file)
        else:
            with open_scanner(recogniser, told) as scanner:
                content = _PICTURED_READERS[format_](data, file, scanner)
                engine = scanner.engine if scanner is not None and content.recognised else ""
    except ContentLimitError as limit:
        raise InputError(file, f"文件中的{limit}，不像一份规划", "请只留规划正文，另存后重试") from limit
    if not content.blocks:
        raise InputError(file, "文件中没有可读的文字", _REMEDY_EMPTY)
    return Source(
        path=str(path),
        format=format_,
        sha256=hashlib.sha256(data).hexdigest(),
        text=content.text,
        blocks=content.blocks,
        tables=content.tables,
        pages=content.pages,
        warnings=content.warnings,
        recognised=content.recognised,
        footnotes=content.footnotes,
        engine=engine,
    )


def _check_path(file: Path) -> Path:
    try:
        if file.is_dir():
            raise InputError(file, "这是文件夹，不是文件", "请指定文件夹中的某一份规划文本")
        if not file.exists():
            raise InputError(file, "文件不存在", "请检查路径和文件名是否正确（含后缀）")
        if not file.is_file():
            raise InputError(file, "不是普通文件", "请指定一份规划文本")
    except (OSError, ValueError) as error:
        raise InputError(file, "无法访问该路径", "请检查路径是否正确、是否有访问权限") from error
    return file


def _read_bytes(file: Path, limit: int) -> bytes:
    """The bytes of a file, read once, and no more than ``limit`` of them whatever size the system tells."""
    try:
        with file.open("rb") as opened:
            before = os.fstat(opened.fileno())
            if before.st_size > limit:
                raise _too_large(file, before.st_size, limit)
            data = opened.read(limit + 1)
            after = os.fstat(opened.fileno())
    except PermissionError as error:
        raise InputError(file, "没有读取权限", "请检查文件权限，或把文件复制到自己的文件夹后重试") from error
    except OSError as error:
        raise InputError(file, "文件无法读取", "请确认文件未被其他程序占用，所在磁盘可用") from error
    if len(data) > limit:
        raise _too_large(file, len(data), limit)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError(file, "文件在读取过程中被改动", "请等保存、下载或同步完成后重试")
    if not data.strip(b"\x00\t\n\r\x0b\x0c "):
        raise InputError(file, "文件是空的", "请确认文件已保存、下载完整")
    return data


def _too_large(file: Path, size: int, limit: int) -> InputError:
    remedy = f"请拆分或压缩图片，使文件不超过 {limit // 1024**2} MB"
    return InputError(file, f"文件过大（{size // 1024**2} MB）", remedy)
