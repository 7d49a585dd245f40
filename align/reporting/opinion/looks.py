"""The styles in which the parts of an opinion are drawn: those of the document where it has them, else ours."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

TEMPLATES = Path(__file__).parents[1] / "templates" / "opinion"
_HEADINGS = ("heading 1", "heading 2", "heading 3")
_NAME, _ID, _BASED, _NEXT, _VAL = qn("w:name"), qn("w:styleId"), qn("w:basedOn"), qn("w:next"), qn("w:val")


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """The ids of styles; ``numbered`` says of each level of headings whether its style numbers them by itself."""

    headings: tuple[str, ...]
    numbered: tuple[bool, ...]
    mark: str
    annex_title: str
    annex_note: str
    annex_head: str
    annex_text: str
    annex_label: str
    annex_end: str
    annex_table: str


def find_looks(document: Document) -> Looks:
    """The styles of a document by their names; what it lacks of them is added to it."""
    styles = document.styles.element
    headings = tuple(_find_style(styles, name) for name in _HEADINGS)
    return Looks(
        headings=tuple(_id(style) for style in headings),
        numbered=tuple(next(style.iter(qn("w:numPr")), None) is not None for style in headings),
        mark=_id(_find_style(styles, "审查意见复核标记")),
        annex_title=_id(_find_style(styles, "审查意见附表标题")),
        annex_note=_id(_find_style(styles, "审查意见附表说明")),
        annex_head=_id(_find_style(styles, "审查意见附表表头")),
        annex_text=_id(_find_style(styles, "审查意见附表文字")),
        annex_label=_id(_find_style(styles, "审查意见附表短语")),
        annex_end=_id(_find_style(styles, "审查意见附表结尾")),
        annex_table=_id(_find_style(styles, "审查意见附表")),
    )


def _find_style(styles: Element, name: str) -> Element:
    found = _by_name(styles, name)
    return found if found is not None else _add_style(styles, name)


def _by_name(styles: Element, name: str) -> Element | None:
    """Names of built-in styles are written small by Word and in any way by other programs."""
    for style in styles.iterchildren(qn("w:style")):
        told = style.find(_NAME)
        if told is not None and (told.get(_VAL) or "").lower() == name:
            return style
    return None


def _add_style(styles: Element, name: str) -> Element:
    """Our own style under a free id, standing on the document's default instead of ours."""
    ours = _by_name(_own_styles(), name)
    if ours is None:
        raise KeyError(name)
    style = deepcopy(ours)
    taken = {one.get(_ID) for one in styles.iterchildren(qn("w:style"))}
    wanted = _id(style)
    free = next(one for one in (wanted, *(f"{wanted}{number}" for number in range(2, 100_000))) if one not in taken)
    style.set(_ID, free)
    for tag in (_BASED, _NEXT):
        for reference in style.findall(tag):
            style.remove(reference)
    styles.append(style)
    return style


@lru_cache(maxsize=1)
def _own_styles() -> Element:
    return parse_xml((TEMPLATES / "styles.xml").read_bytes())


def _id(style: Element) -> str:
    return style.get(_ID) or ""
