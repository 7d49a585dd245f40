"""What the styles of a Word document say about a paragraph: its outline level and its list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.reading.numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Word writes heading 1, older WPS 标题 1; the plain style 标题 (Title) is no heading.
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY_LEVEL = 9
_MAX_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    list_id: str | None
    list_level: int | None


class WordStyles:
    """The paragraph styles of a document, by style id."""

    def __init__(self, root: Element | None) -> None:
        """``root`` is the ``w:styles`` element, or nothing where the document has none."""
        elements = [] if root is None else root.iterchildren(f"{_W}style")
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        for element in elements:
            if element.get(f"{_W}type") != "paragraph":
                continue
            style_id = element.get(f"{_W}styleId", "")
            self._styles[style_id] = _parse_style(element)
            if element.get(f"{_W}default") in ("1", "true"):
                self._default = style_id

    def find_level(self, paragraph: Element) -> int | None:
        """The outline level of a paragraph, 1 the highest; ``None`` for body text."""
        own = _outline(paragraph.find(f"{_W}pPr"))
        if own is not None:
            return own + 1 if own < _BODY_LEVEL else None
        for _, style in self._chain(paragraph):
            if style.outline is not None:
                return style.outline + 1 if style.outline < _BODY_LEVEL else None
            if named := _HEADING_NAME.fullmatch(style.name):
                return int(named.group(1))
        return None

    def find_list(self, paragraph: Element, numbering: Numbering) -> tuple[str, int] | None:
        """The id of the list a paragraph belongs to, by itself or by its style, and its level there."""
        list_id, level = _list(paragraph.find(f"{_W}pPr"))
        style_id = None
        for key, style in self._chain(paragraph):
            if list_id is not None:
                break
            if style.list_id is not None:
                list_id, style_id = style.list_id, key
                level = style.list_level if level is None else level
        if list_id is None or list_id == "0":
            return None
        if level is None:
            level = numbering.find_style_level(list_id, style_id) if style_id else 0
        return list_id, level

    def _chain(self, paragraph: Element) -> list[tuple[str, _Style]]:
        """The paragraph's style and those it is based on."""
        reference = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = self._default if reference is None else reference.get(f"{_W}val")
        chain: list[tuple[str, _Style]] = []
        while key is not None and (style := self._styles.get(key)) is not None and len(chain) < _MAX_CHAIN:
            chain.append((key, style))
            key = style.based_on
        return chain


def _parse_style(element: Element) -> _Style:
    name = element.find(f"{_W}name")
    based_on = element.find(f"{_W}basedOn")
    properties = element.find(f"{_W}pPr")
    list_id, list_level = _list(properties)
    return _Style(
        name="" if name is None else name.get(f"{_W}val", ""),
        based_on=None if based_on is None else based_on.get(f"{_W}val"),
        outline=_outline(properties),
        list_id=list_id,
        list_level=list_level,
    )


def _outline(properties: Element | None) -> int | None:
    found = None if properties is None else properties.find(f"{_W}outlineLvl")
    return None if found is None else _digit(found.get(f"{_W}val"))


def _list(properties: Element | None) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(f"{_W}numPr")
    if found is None:
        return None, None
    list_id, level = found.find(f"{_W}numId"), found.find(f"{_W}ilvl")
    return (
        None if list_id is None else list_id.get(f"{_W}val"),
        None if level is None else _digit(level.get(f"{_W}val")),
    )


def _digit(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None
