"""Finds the placeholders of a template, ``{{ 标题 }}``, and puts text in their place.

Word splits a paragraph into runs wherever its look changes or someone has typed twice, so that a placeholder may lie over
several. Nothing in a template is ever evaluated: a placeholder is one of a few names, anything else is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

# Full-width brackets come from a Chinese keyboard. The length is bound so that a page of brackets costs no time.
_PLACEHOLDER = re.compile(r"[{｛]{2}([^{}｛｝]{0,40})[}｝]{2}")
_PARAGRAPH, _TEXT = qn("w:p"), qn("w:t")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def find_paragraphs(root: Element) -> list[Element]:
    """Every paragraph under an element, those in tables and text boxes too."""
    return list(root.iter(_PARAGRAPH))


def find_placeholders(paragraph: Element) -> tuple[str, ...]:
    """The names of the placeholders in a paragraph, in order."""
    return tuple(match[1].strip() for match in _PLACEHOLDER.finditer(_read(paragraph)))


def is_alone(paragraph: Element) -> bool:
    """Whether a paragraph holds one placeholder and nothing else."""
    return _PLACEHOLDER.fullmatch(_read(paragraph).strip()) is not None


def replace_placeholders(paragraph: Element, texts: Mapping[str, str]) -> None:
    """Puts the texts in the place of their placeholders, in the look of the run in which each begins.

    What is put in is not looked through again: a plan whose title looks like a placeholder keeps it.
    """
    for match in reversed(list(_PLACEHOLDER.finditer(_read(paragraph)))):
        _splice(paragraph, match.start(), match.end(), texts[match[1].strip()])


def _read(paragraph: Element) -> str:
    return "".join(piece.text or "" for piece in _pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[Element]:
    """The pieces of text of the paragraph itself, without those of a text box that is anchored in it."""
    for piece in paragraph.iter(_TEXT):
        if next(piece.iterancestors(_PARAGRAPH)) is paragraph:
            yield piece


def _splice(paragraph: Element, start: int, end: int, text: str) -> None:
    position = 0
    for piece in list(_pieces(paragraph)):
        own = piece.text or ""
        first, last = max(start - position, 0), min(end - position, len(own))
        position += len(own)
        if first < last:
            piece.text = f"{own[:first]}{text}{own[last:]}"
            piece.set(_SPACE, "preserve")
            text = ""
