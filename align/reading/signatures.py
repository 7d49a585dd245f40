"""Tells what a file really is by its suffix and its first bytes, and what to do with kinds that are not read."""

from __future__ import annotations

from pathlib import Path

from align.errors import InputError
from align.reading.web.savedpages import find_page
from align.source import SourceFormat

_FORMATS = {
    ".txt": SourceFormat.TEXT,
    ".md": SourceFormat.MARKDOWN,
    ".markdown": SourceFormat.MARKDOWN,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), SourceFormat.WORD),
    ".html": SourceFormat.HTML,
    ".htm": SourceFormat.HTML,
    ".pdf": SourceFormat.PDF,
    ".csv": SourceFormat.CSV,
    ".tsv": SourceFormat.TSV,
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), SourceFormat.EXCEL),
    ".doc": SourceFormat.OLD_WORD,
    ".wps": SourceFormat.WPS_TEXT,
    ".rtf": SourceFormat.RICH_TEXT,
    ".odt": SourceFormat.OPEN_TEXT,
    ".xls": SourceFormat.OLD_EXCEL,
    ".et": SourceFormat.WPS_TABLE,
    ".ods": SourceFormat.OPEN_TABLE,
    ".png": SourceFormat.PNG,
    ".jpg": SourceFormat.JPEG,
    ".jpeg": SourceFormat.JPEG,
    ".tif": SourceFormat.TIFF,
    ".tiff": SourceFormat.TIFF,
    ".bmp": SourceFormat.BMP,
    ".webp": SourceFormat.WEBP,
}
_SUPPORTED = (
    "支持 .txt、.md、.docx（含 .docm、.dotx）、.html、.htm、有文字层的 .pdf，以及指标表 .csv、.tsv、.xlsx（含 .xlsm）；"
    "装有 LibreOffice 时还支持 .doc、.wps、.rtf、.odt、.xls、.et、.ods；"
    "装有文字识别组件时还支持扫描的 .pdf 和图片 .png、.jpg、.tif、.bmp、.webp"
)
_SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后重试"
_SAVE_AS_PNG = "请用看图程序打开，另存为 .png 后重试"
_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试"
_UNPACK = "请先解压，再选择其中的规划文本"
_REMEDIES = {
    **dict.fromkeys((".wpt", ".dot", ".uot", ".ofd"), _SAVE_AS_DOCX),
    **dict.fromkeys((".gif", ".jp2", ".heic", ".avif"), _SAVE_AS_PNG),
    **dict.fromkeys((".xlsb", ".xlt", ".ett"), _SAVE_AS_XLSX),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar"), _UNPACK),
    **dict.fromkeys((".mht", ".mhtml"), "请用浏览器打开，另存为“网页，仅 HTML”后重试"),
}
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OFFICE = {
    SourceFormat.WORD: ("Word 文档", "Word", ".doc"),
    SourceFormat.EXCEL: ("Excel 表格", "Excel", ".xls"),
}
_PICTURES = frozenset(format_ for format_ in SourceFormat if format_.is_picture)
# What an old file must hold for LibreOffice to take it for what it is: one that lacks it would come out as letters at random.
_STREAMS = {
    SourceFormat.OLD_WORD: ("Word 文档", "Word", ".docx", ("WordDocument",)),
    SourceFormat.OLD_EXCEL: ("Excel 表格", "Excel", ".xlsx", ("Workbook", "Book")),
}
# The first bytes of kinds of files: what they are, the suffix they should have, the formats that may begin so. Office files
# of 2007 and later are archives all alike, and old ones too: their readers tell what is inside.
_SIGNATURES: tuple[tuple[bytes, str, str, frozenset[SourceFormat]], ...] = (
    (b"%PDF-", "PDF 文档", ".pdf", frozenset({SourceFormat.PDF})),
    (
        b"PK\x03\x04",
        "Word 2007 及以后的文档或压缩文件",
        ".docx",
        frozenset(
            {
                SourceFormat.WORD,
                SourceFormat.EXCEL,
                SourceFormat.OPEN_TEXT,
                SourceFormat.OPEN_TABLE,
                SourceFormat.WPS_TEXT,
                SourceFormat.WPS_TABLE,
            }
        ),
    ),
    (
        _OLE,
        "旧版 Office 文档",
        ".doc",
        frozenset({SourceFormat.OLD_WORD, SourceFormat.OLD_EXCEL, SourceFormat.WPS_TEXT, SourceFormat.WPS_TABLE}),
    ),
    (b"{\\rtf", "RTF 文档", ".rtf", frozenset({SourceFormat.RICH_TEXT, SourceFormat.OLD_WORD})),
    # a picture is opened as what it is, whichever picture its suffix says
    (b"\x89PNG\r\n", "图片", ".png", _PICTURES),
    (b"\xff\xd8\xff", "图片", ".jpg", _PICTURES),
    (b"II*\x00", "图片", ".tif", _PICTURES),
    (b"MM\x00*", "图片", ".tif", _PICTURES),
    (b"GIF8", "图片", ".gif", _PICTURES),
    (b"Rar!\x1a\x07", "压缩文件", ".rar", frozenset()),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件", ".7z", frozenset()),
)


def may_hold_plan(path: Path) -> bool:
    """Whether a file of this suffix in a folder of plans is one to look at, be it to say how to make it readable.

    Single pictures are not: a plan has many pages.
    """
    suffix = path.suffix.lower()
    return suffix in _REMEDIES or (suffix in _FORMATS and _FORMATS[suffix] not in _PICTURES)


def parse_format(path: Path) -> SourceFormat:
    """The format the suffix stands for.

    Raises:
        InputError: the suffix stands for a kind of file that is not read; says how to turn it into one that is.
    """
    suffix = path.suffix.lower()
    if (found := _FORMATS.get(suffix)) is not None:
        return found
    problem = f"不支持的文件类型（{suffix}）" if suffix else "文件没有后缀，无法判断类型"
    raise InputError(path, problem, _REMEDIES.get(suffix, f"{_SUPPORTED}；其他文件请先另存为其中一种"))


def check_signature(data: bytes, format_: SourceFormat, path: Path) -> None:
    """Makes sure that the first bytes do not belie the suffix.

    Raises:
        InputError: they do; names what the file really is. An encrypted office file is told apart here too.
    """
    if format_ in _OFFICE and data.startswith(_OLE):
        _refuse_ole(data, format_, path)
    if format_ in _STREAMS and data.startswith(_OLE):
        _check_streams(data, format_, path)
    if format_ in (*_OFFICE, SourceFormat.PDF) and find_page(data[:_HEAD]) is not None:
        remedy = "请把后缀改为 .html 后重试，或重新下载文件"
        raise InputError(path, f"后缀是 {path.suffix}，内容却是网页", remedy)
    for signature, kind, suffix, formats in _SIGNATURES:
        if data.startswith(signature) and format_ not in formats:
            remedy = _REMEDIES.get(suffix, f"请把后缀改为 {suffix} 后重试")
            raise InputError(path, f"后缀是 {path.suffix}，内容却是{kind}", remedy)


def _refuse_ole(data: bytes, format_: SourceFormat, path: Path) -> None:
    kind, program, old = _OFFICE[format_]
    if _ENCRYPTED_PACKAGE in data:
        raise InputError(path, f"{kind}已加密", f"请用 {program} 打开并输入密码，取消密码保护后另存，再重试")
    raise InputError(path, f"后缀是 {path.suffix}，内容却是旧版 {program} 文件（{old}）", f"请把后缀改为 {old} 后重试")


def _check_streams(data: bytes, format_: SourceFormat, path: Path) -> None:
    kind, program, new, streams = _STREAMS[format_]
    if not any(stream.encode("utf-16-le") in data for stream in streams):
        raise InputError(
            path, f"旧版 {kind}已损坏，或不是 {kind}", f"请用 {program} 或 WPS 打开检查，另存为 {new} 后重试"
        )
