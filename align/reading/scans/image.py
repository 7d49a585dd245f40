"""Reads pictures of plans (.png, .jpg, .tif …): every page is recognised."""

from __future__ import annotations

from pathlib import Path

from align.errors import InputError
from align.reading.content import Content, ContentBuilder
from align.reading.paged.pages import PageItems, add_pages
from align.reading.scans.notices import add_page_notices
from align.reading.scans.pictures import PictureError, open_pages
from align.reading.scans.scanning import Scanner
from align.recognising.extra import INSTALL

_REMEDY_DAMAGED = "请重新扫描或下载，或用看图程序打开后另存，再重试"
_REMEDY_INSTALL = f"请运行 {INSTALL} 安装识别组件，或先做文字识别（OCR），把结果存为 .docx 或 .txt 后重试"
_REMEDY_FAILED = "请降低图片分辨率或拆分文件后重试，或先用其他程序做文字识别（OCR），存为 .docx 或 .txt"


def read_image(data: bytes, path: Path, scanner: Scanner | None) -> Content:
    """The content of a picture file; a ``.tif`` file may have several pages.

    Args:
        data: the file.
        path: only named in complaints.
        scanner: what reads pictures; ``None`` where the extra ``ocr`` is not installed.

    Raises:
        InputError: the file is damaged or absurdly large, nothing can read pictures, or none of its pages was read.
    """
    try:
        drawers = open_pages(data)
    except PictureError as error:
        raise InputError(path, str(error), _REMEDY_DAMAGED) from error
    if scanner is None:
        raise InputError(path, "图片中的文字需要识别（OCR），本机没有安装识别组件", _REMEDY_INSTALL)
    scanner.expect(len(drawers))
    pages = [scanner.scan_page(number, draw) for number, draw in enumerate(drawers, start=1)]
    if all(page.scan is None for page in pages):
        raise InputError(path, f"图片中的文字未能识别：{pages[0].problem}", _REMEDY_FAILED)
    builder = ContentBuilder()
    add_pages(builder, [PageItems(page.number, page.scan.items) for page in pages if page.scan is not None])
    add_page_notices(builder, pages)
    return builder.build(pages=len(pages))
