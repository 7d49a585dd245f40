"""Tells what of a Word document is not in the text that was read, and what was read in one of two ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.reading.content import ContentBuilder
from align.reading.word.flow import FALLBACK
from align.reading.word.names import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DRAWN = (
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
# Objects that hold text: Excel.Sheet.12, Word.Document.8, Package. Formulas (Equation.3) do not.
_DOCUMENTS = ("Excel", "Word", "ET.", "WPS", "KET", "Package", "PowerPoint", "AcroExch")
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveTo", "cellIns", "cellDel"))


def tell_left_out(builder: ContentBuilder, body: Element, comments: Element | None) -> None:
    """Adds notices on charts, embedded files, tracked changes and comments of a document's body."""
    drawn = _count(body, *_DRAWN)
    if drawn:
        builder.add_notice("reading.charts_not_read", f"文中有 {drawn} 个图表或 SmartArt 图形，其中的文字和数据未读入")
    files = sum(one.get("ProgID", "").startswith(_DOCUMENTS) for one in _outside_fallback(body, _OBJECT))
    if files:
        message = f"文中嵌有 {files} 个文件（如 Excel 表格），未读入；请把其中的内容粘贴为 Word 表格后重试"
        builder.add_notice("reading.parts_not_read", message)
    if changes := count_changes(body):
        message = f"文中有 {changes} 处修订，已按全部接受后的文字读入；若修订尚未定稿，请先在 Word 中接受或拒绝"
        builder.add_notice("reading.revisions", message)
    remarks = 0 if comments is None else sum(1 for _ in comments.iterchildren(f"{W}comment"))
    if remarks:
        builder.add_notice("reading.comments_not_read", f"批注 {remarks} 条未读入")


def count_changes(body: Element) -> int:
    """How many tracked changes touch the text; a moved passage counts once, inserted paragraph marks do not count."""
    return sum(1 for change in _outside_fallback(body, *_CHANGES) if not _is_inserted_mark(change))


def _is_inserted_mark(change: Element) -> bool:
    """``w:ins`` in the properties of a paragraph mark or of a number; the text inserted with it counts by itself."""
    parent = change.getparent()
    return change.tag == f"{W}ins" and parent is not None and parent.tag in (f"{W}rPr", f"{W}numPr")


def _count(body: Element, *tags: str) -> int:
    return sum(1 for _ in _outside_fallback(body, *tags))


def _outside_fallback(body: Element, *tags: str) -> list[Element]:
    return [one for one in body.iter(*tags) if not any(True for _ in one.iterancestors(FALLBACK))]
