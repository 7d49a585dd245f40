"""What stands where in a Word document: paragraphs, tables and text boxes in order, changes taken as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from align.reading.word.looks import read_switch
from align.reading.word.names import MC, W
from align.reading.word.styles import WordStyles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

FALLBACK = f"{MC}Fallback"
DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
TEXT_BOX = f"{W}txbxContent"
# Passed through on the way to paragraphs, tables, rows and cells: content controls, tracked insertions, custom marks.
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_FLOW = frozenset((f"{W}p", f"{W}tbl", f"{W}altChunk"))
_CONTENTS = "Table of Contents"
# 单击或点击此处输入文字。 · 选择一项。 · Click or tap here to enter text.
_PROMPT = re.compile(
    r"\s*[\[【]?\s*(?:单击|点击|请?在此|选择(?=一项|日期|构建基块)|(?:click|tap|choose|enter)\b).{0,30}", re.IGNORECASE
)


def find_flow(parent: Element) -> Iterator[Element]:
    """The ``w:p``, ``w:tbl`` and ``w:altChunk`` elements of a body, cell or text box, in order; a contents page is left out."""
    for child in parent.iterchildren():
        if child.tag in _FLOW:
            yield child
        elif child.tag in _WRAPPERS and not is_placeholder(child) and not _is_contents(child):
            yield from find_flow(child)


def find_children(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table (``tr``) or the cells of a row (``tc``), those in content controls too."""
    for child in parent.iterchildren():
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from find_children(child, name)


def join_paragraphs(flow: Iterable[Element], styles: WordStyles) -> Iterator[list[Element]]:
    """The flow, each element alone, but paragraphs whose end mark was deleted or is hidden together with the next one.

    The joined paragraph has the properties of its last part, as in Word.
    """
    begun: list[Element] = []
    for element in flow:
        if element.tag == f"{W}p":
            begun.append(element)
            if runs_on(element, styles):
                continue
            yield begun
            begun = []
            continue
        if begun:
            yield begun
            begun = []
        yield [element]
    if begun:
        yield begun


def find_text_boxes(paragraph: Element) -> Iterator[Element]:
    """The contents of the text boxes anchored in a paragraph, each once; a box inside a box comes with that box."""
    passed_over = {FALLBACK, TEXT_BOX, *DELETED}
    for box in paragraph.iter(TEXT_BOX):
        if not any(element.tag in passed_over for element in up_to(box.iterancestors(), paragraph)):
            yield box


def is_placeholder(control: Element) -> bool:
    """Whether a content control still shows what it asks to be filled in with (单击此处输入文字).

    Programs that fill controls in may leave the switch on: the words count, too.
    """
    properties = control.find(f"{W}sdtPr")
    if properties is None or not read_switch(properties, "showingPlcHdr"):
        return False
    return _PROMPT.fullmatch("".join(part.text or "" for part in control.iter(f"{W}t"))) is not None


def _is_contents(control: Element) -> bool:
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == _CONTENTS


def runs_on(paragraph: Element, styles: WordStyles) -> bool:
    """Whether nothing ends a paragraph: its end mark was deleted or is hidden.

    The hidden mark of a style separator does end a heading, though the text that follows stands in its line.
    """
    properties = paragraph.find(f"{W}pPr")
    mark = None if properties is None else properties.find(f"{W}rPr")
    if mark is not None and any(mark.find(tag) is not None for tag in DELETED):
        return True
    if mark is not None and read_switch(mark, "specVanish"):
        return False
    return styles.find_mark_look(paragraph).hidden is True


def up_to(elements: Iterable[Element], last: Element) -> Iterator[Element]:
    """The elements of a row before a certain one, such as the ancestors of an element below another."""
    for element in elements:
        if element is last:
            return
        yield element
