"""What the styles of a Word document say about a paragraph or a run: outline level, list, table of contents, look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.reading.word.looks import Look, parse_look
from align.reading.word.names import W
from align.reading.word.numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Word writes heading 1, older WPS 标题 1; the plain style 标题 (Title) is no heading.
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*[1-9]|table of figures|图表目录", re.IGNORECASE)
_BODY_LEVEL = 9
_MAX_CHAIN = 20
_NO_LOOK = Look()


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str | None
    outline: int | None
    list_id: str | None
    list_level: int | None
    look: Look


@dataclass(frozen=True, slots=True)
class _Resolved:
    """What a style says together with those it is based on; ``keys`` are their ids, its own first."""

    keys: tuple[str, ...] = ()
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    look: Look = _NO_LOOK
    in_contents: bool = False


_NO_STYLE = _Resolved()


class WordStyles:
    """The paragraph and character styles of a document, by style id."""

    def __init__(self, root: Element | None) -> None:
        """``root`` is the ``w:styles`` element, or nothing where the document has none."""
        elements = [] if root is None else root.iterchildren(f"{W}style")
        self._styles: dict[str, _Style] = {}
        self._default: str | None = None
        self._resolved: dict[str, _Resolved] = {}
        for element in elements:
            kind = element.get(f"{W}type")
            if kind not in ("paragraph", "character"):
                continue
            style_id = element.get(f"{W}styleId", "")
            self._styles[style_id] = _parse_style(element)
            if kind == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                self._default = style_id

    def find_level(self, paragraph: Element) -> int | None:
        """The outline level of a paragraph, 1 the highest; ``None`` for body text."""
        own = _outline(paragraph.find(f"{W}pPr"))
        if own is not None:
            return own + 1 if own < _BODY_LEVEL else None
        return self._style_of(paragraph).level

    def find_list(self, paragraph: Element, numbering: Numbering) -> tuple[str, int] | None:
        """The id of the list a paragraph belongs to, by itself or by its style, and its level there.

        List and level are looked for one by one, from the paragraph up its styles; a level that is bound to one of these
        styles comes before the level that a style tells (ECMA-376 part 1, 17.9.23).
        """
        list_id, level = _list(paragraph.find(f"{W}pPr"))
        style = self._style_of(paragraph)
        list_id = style.list_id if list_id is None else list_id
        if list_id is None or list_id == "0":
            return None
        if level is None:
            level = numbering.find_style_level(list_id, style.keys)
        return list_id, next((one for one in (level, style.list_level) if one is not None), 0)

    def is_contents_entry(self, paragraph: Element) -> bool:
        """Whether a paragraph has the style of a line in a table of contents."""
        return self._style_of(paragraph).in_contents

    def find_look(self, run: Element, paragraph: Element) -> Look:
        """How a run looks: by itself, by its character style, by the style of its paragraph."""
        properties = run.find(f"{W}rPr")
        look = parse_look(properties)
        style = None if properties is None else properties.find(f"{W}rStyle")
        if style is not None:
            look = look.over(self._resolve(style.get(f"{W}val")).look)
        return look.over(self._style_of(paragraph).look)

    def find_mark_look(self, paragraph: Element) -> Look:
        """How the end mark of a paragraph looks; where it is hidden, the next paragraph goes on in the same line."""
        properties = paragraph.find(f"{W}pPr")
        look = parse_look(None if properties is None else properties.find(f"{W}rPr"))
        return look.over(self._style_of(paragraph).look)

    def _style_of(self, paragraph: Element) -> _Resolved:
        """The style of a paragraph; the default one where it names none, or one that the document does not have."""
        properties = paragraph.find(f"{W}pPr")
        reference = None if properties is None else properties.find(f"{W}pStyle")
        key = None if reference is None else reference.get(f"{W}val")
        return self._resolve(key if key in self._styles else self._default)

    def _resolve(self, style_id: str | None) -> _Resolved:
        if style_id is None or style_id not in self._styles:
            return _NO_STYLE
        if style_id not in self._resolved:
            self._resolved[style_id] = self._join(style_id)
        return self._resolved[style_id]

    def _join(self, style_id: str) -> _Resolved:
        """A style completed by those it is based on; each property comes from the nearest that gives it."""
        chain: list[tuple[str, _Style]] = []
        key: str | None = style_id
        while key is not None and (style := self._styles.get(key)) is not None and len(chain) < _MAX_CHAIN:
            chain.append((key, style))
            key = style.based_on
        look = _NO_LOOK
        for _, style in chain:
            look = look.over(style.look)
        outline = next((style.outline for _, style in chain if style.outline is not None), None)
        return _Resolved(
            keys=tuple(key for key, _ in chain),
            level=outline + 1 if outline is not None and outline < _BODY_LEVEL else None,
            list_id=next((style.list_id for _, style in chain if style.list_id is not None), None),
            list_level=next((style.list_level for _, style in chain if style.list_level is not None), None),
            look=look,
            in_contents=any(_CONTENTS_NAME.fullmatch(style.name) for _, style in chain),
        )


def _parse_style(element: Element) -> _Style:
    named = element.find(f"{W}name")
    name = "" if named is None else named.get(f"{W}val", "").strip()
    based_on = element.find(f"{W}basedOn")
    properties = element.find(f"{W}pPr")
    list_id, list_level = _list(properties)
    outline, heading = _outline(properties), _HEADING_NAME.fullmatch(name)
    if outline is None and heading is not None:
        outline = int(heading.group(1)) - 1
    return _Style(
        name=name,
        based_on=None if based_on is None else based_on.get(f"{W}val"),
        outline=outline,
        list_id=list_id,
        list_level=list_level,
        look=parse_look(element.find(f"{W}rPr")),
    )


def _outline(properties: Element | None) -> int | None:
    found = None if properties is None else properties.find(f"{W}outlineLvl")
    return None if found is None else _digit(found.get(f"{W}val"))


def _list(properties: Element | None) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None, None
    list_id, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    return (
        None if list_id is None else list_id.get(f"{W}val"),
        None if level is None else _digit(level.get(f"{W}val")),
    )


def _digit(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 3 else None
