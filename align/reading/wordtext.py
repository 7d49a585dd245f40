"""The text of Word paragraphs as a reader sees it: insertions in, deletions and hidden text out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT_BOX = f"{W}txbxContent"
# Passed through on the way to paragraphs and tables: content controls, tracked insertions, custom marks.
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
# Not part of the text that is seen: what was deleted or moved away, field codes, pinyin above a word. A text box is
# read after its paragraph; what stands in a Fallback says the same again for old programs.
_LEFT_OUT = frozenset(
    (*(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "rt", "pPr", "rPr")), TEXT_BOX, FALLBACK)
)
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_TEXTS = frozenset((f"{W}t", f"{_M}t"))


def find_flow(parent: Element) -> Iterator[Element]:
    """The ``w:p`` and ``w:tbl`` elements of a body, cell or text box, in order."""
    for child in parent.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _WRAPPERS:
            yield from find_flow(child)


def find_text_boxes(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph, each once; a box inside a box comes with that box."""
    for box in paragraph.iter(TEXT_BOX):
        above = box.iterancestors()
        if not any(element.tag in (FALLBACK, TEXT_BOX) for element in up_to(above, paragraph)):
            yield box


def read_paragraph(paragraph: Element) -> str:
    """The text of a ``w:p`` element; line breaks inside it are ``\\n``."""
    pieces: list[str] = []
    _collect(paragraph, pieces)
    return "".join(pieces)


def _collect(element: Element, pieces: list[str]) -> None:
    for child in element.iterchildren():
        if child.tag in _TEXTS:
            pieces.append(child.text or "")
        elif child.tag in _SIGNS:
            pieces.append(_SIGNS[child.tag])
        elif child.tag not in _LEFT_OUT and not _is_hidden(child):
            _collect(child, pieces)


def _is_hidden(element: Element) -> bool:
    vanish = element.find(f"{W}rPr/{W}vanish") if element.tag == f"{W}r" else None
    return vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off")


def up_to(elements: Iterator[Element], last: Element) -> Iterator[Element]:
    """The elements of a row before a certain one, such as the ancestors of an element below another."""
    for element in elements:
        if element is last:
            return
        yield element
