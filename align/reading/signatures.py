"""Tells what a file really is by its suffix and its first bytes, and what to do with kinds that are not read."""

from __future__ import annotations

from pathlib import Path

from align.errors import InputError
from align.source import SourceFormat

_FORMATS = {
    ".txt": SourceFormat.TEXT,
    ".md": SourceFormat.MARKDOWN,
    ".markdown": SourceFormat.MARKDOWN,
    ".docx": SourceFormat.WORD,
    ".html": SourceFormat.HTML,
    ".htm": SourceFormat.HTML,
    ".pdf": SourceFormat.PDF,
    ".csv": SourceFormat.CSV,
    ".tsv": SourceFormat.TSV,
    ".xlsx": SourceFormat.EXCEL,
}
_SUPPORTED = "支持 .txt、.md、.docx、.html、.htm、有文字层的 .pdf，以及指标表 .csv、.tsv、.xlsx"
_SAVE_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后重试"
_NEEDS_OCR = "请先做文字识别（OCR），把结果存为 .docx 或 .txt 后重试"
_SAVE_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试"
_UNPACK = "请先解压，再选择其中的规划文本"
_REMEDIES = {
    **dict.fromkeys((".doc", ".wps", ".wpt", ".dot", ".docm", ".dotx", ".rtf", ".odt", ".uot", ".ofd"), _SAVE_AS_DOCX),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp"), _NEEDS_OCR),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".xlt", ".xltx", ".et", ".ett", ".ods"), _SAVE_AS_XLSX),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar"), _UNPACK),
    **dict.fromkeys((".mht", ".mhtml"), "请用浏览器打开，另存为“网页，仅 HTML”后重试"),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# Office files of 2007 and later are archives all alike: their readers tell what is inside.
_ARCHIVES = (SourceFormat.WORD, SourceFormat.EXCEL)
_OFFICE = {
    SourceFormat.WORD: ("Word 文档", "Word", ".doc", _SAVE_AS_DOCX),
    SourceFormat.EXCEL: ("Excel 表格", "Excel", ".xls", _SAVE_AS_XLSX),
}
_SIGNATURES = (
    (b"%PDF-", "PDF 文档", ".pdf"),
    (b"PK\x03\x04", "Word 2007 及以后的文档或压缩文件", ".docx"),
    (_OLE, "旧版 Office 文档", ".doc"),
    (b"{\\rtf", "RTF 文档", ".rtf"),
    (b"\x89PNG\r\n", "图片", ".png"),
    (b"\xff\xd8\xff", "图片", ".jpg"),
    (b"GIF8", "图片", ".gif"),
    (b"Rar!\x1a\x07", "压缩文件", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件", ".7z"),
)


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
    if format_ in _ARCHIVES and data.startswith(_OLE):
        _refuse_ole(data, format_, path)
    for signature, kind, suffix in _SIGNATURES:
        told = _FORMATS.get(suffix)
        if data.startswith(signature) and told is not format_ and not {told, format_} <= set(_ARCHIVES):
            remedy = _REMEDIES.get(suffix, f"请把后缀改为 {suffix} 后重试")
            raise InputError(path, f"后缀是 {path.suffix}，内容却是{kind}", remedy)


def _refuse_ole(data: bytes, format_: SourceFormat, path: Path) -> None:
    kind, program, old, save_as = _OFFICE[format_]
    if _ENCRYPTED_PACKAGE in data:
        raise InputError(path, f"{kind}已加密", f"请用 {program} 打开并输入密码，取消密码保护后另存，再重试")
    raise InputError(path, f"后缀是 {path.suffix}，内容却是旧版 {program} 文件（{old}）", save_as)
