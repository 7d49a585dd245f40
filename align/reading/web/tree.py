"""Takes elements out of the tree of a web page without losing the text around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree


def drop_element(element: etree._Element, instead: str = "") -> None:
    """Removes an element, keeps the text after it, and leaves a text in its place."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    left = instead + (element.tail or "")
    if before is not None:
        before.tail = (before.tail or "") + left
    else:
        parent.text = (parent.text or "") + left
    parent.remove(element)
