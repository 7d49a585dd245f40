"""Reads web pages: the text that stands on the page in order, without scripts and the links around the article."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError
from align.reading.content import Content, ContentBuilder
from align.reading.encoding import Decoded, parse_bytes
from align.reading.web.flow import Flow, FrameEdge, Paragraph, find_own, is_box, is_layout, read_flow, read_rows
from align.reading.web.links import drop_links
from align.reading.web.notes import lift_notes

if TYPE_CHECKING:
    from lxml import etree

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_HEAD = 4096
# The page of a long plan has some thirty thousand tags; each takes some 200 bytes of memory once parsed.
_MAX_TAGS = 1_000_000
# What a page may declare: text encodings that are read in a time that grows with the page (punycode and idna do not).
_CHARSETS = re.compile(
    r"utf[-_]?(?:8|16|32)|gb|big5|hz|cp9\d\d|cp125\d|iso8859|ascii|shift|euc|koi8|mac", re.IGNORECASE
)
# What XML has no characters for.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REMEDY = "请在浏览器中打开，把正文复制到 Word 文档，存为 .docx 后重试"
# What pages declare as GB2312 or GBK is often GB18030.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "utf-8", "cp1252": "utf-8"}


def read_html(data: bytes, path: Path) -> Content:
    """The content of a web page. Nothing is fetched from the network, no entity is resolved outside the file.

    Raises:
        InputError: the bytes are no text, or no page.
    """
    builder = ContentBuilder()
    add_page(builder, data, path)
    return builder.build()


def add_page(builder: ContentBuilder, data: bytes, path: Path) -> None:
    """Adds what stands on a web page; raises as :func:`read_html`."""
    decoded = _decode(data, path)
    if decoded.broken:
        builder.add_notice("reading.broken_bytes", f"有 {decoded.broken} 处字节无法解码，已用“\ufffd”代替，请核对原文")
    try:
        root = _parse(decoded.text, path)
        lift_notes(root, builder)
        drop_links(root)
        _add_flow(builder, read_flow(root))
    except RecursionError as error:
        raise InputError(path, "网页的嵌套层次过深，无法读全", _REMEDY) from error


def _decode(data: bytes, path: Path) -> Decoded:
    """By the mark at the start, else as the page declares, else by looking at the bytes."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            name = codecs.lookup(declared.group(1).decode("ascii")).name
            if not _CHARSETS.match(name):
                return parse_bytes(data, path)
            text = data.decode(_WIDER.get(name, name))
        except (LookupError, UnicodeError):
            return parse_bytes(data, path)
        return Decoded(text, 0)
    return parse_bytes(data, path)


def _parse(text: str, path: Path) -> etree._Element:
    from lxml import etree, html

    if text.count("<") > _MAX_TAGS or text.count("=") > _MAX_TAGS:
        raise InputError(path, "网页的内容异常地多，已停止读取", _REMEDY)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\x00", "").encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(path, "网页没有可读的内容", _REMEDY) from error
    # lxml drops everything beyond 256 levels without a word but this entry.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError(path, "网页的嵌套层次过深，无法读全", _REMEDY)
    _blank_controls(root)
    return root


def _blank_controls(root: etree._Element) -> None:
    """Control characters, which pages may hold and the tree does not take back when texts are joined, become spaces."""
    for element in root.iter("*"):
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub(" ", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub(" ", element.tail)


def _add_flow(builder: ContentBuilder, flow: Flow) -> None:
    for item in flow:
        if isinstance(item, Paragraph):
            builder.add_paragraph(item.text, level=item.level)
        elif item is FrameEdge.BEGIN:
            builder.begin_frame()
        elif item is FrameEdge.END:
            builder.end_frame()
        elif is_layout(item):
            _add_layout(builder, item)
        else:
            _add_table(builder, item)


def _add_layout(builder: ContentBuilder, table: etree._Element) -> None:
    """Adds what stands in a table that only lays out the page; a single column is a frame."""
    framed = is_box(table)
    if framed:
        builder.begin_frame()
    for cell in find_own(table, "td", "th", "caption"):
        _add_flow(builder, read_flow(cell))
    if framed:
        builder.end_frame()


def _add_table(builder: ContentBuilder, table: etree._Element) -> None:
    for caption in table.iterchildren("caption"):
        _add_flow(builder, read_flow(caption))
    builder.add_table(read_rows(table))
