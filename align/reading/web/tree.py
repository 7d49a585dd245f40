"""Changes the tree of a web page without losing the text in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

# The parser lets a page hold characters that the tree refuses when they are put into it.
_REFUSED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def allowed(text: str) -> str:
    """A text as it may be put into a tree: a blank for each character that it refuses."""
    return _REFUSED.sub(" ", text)


def drop_element(element: etree._Element, instead: str = "") -> None:
    """Removes an element, keeps the text after it, and leaves a text in its place."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    left = instead + (element.tail or "")
    if before is not None:
        before.tail = allowed((before.tail or "") + left)
    else:
        parent.text = allowed((parent.text or "") + left)
    parent.remove(element)
