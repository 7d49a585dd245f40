"""Ties the footnotes of a web page to their marks, as Word and other programs save them: two links that lead to each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.reading.web.tree import drop_element

if TYPE_CHECKING:
    from lxml import etree

    from align.reading.content import ContentBuilder

# A mark leads to #_ftn1, its note back to #_ftnref1 (Word); also #_edn1, #fn1 and #fnref1, #fn:1 and #fnref:1.
_TARGET = re.compile(
    r"#_?(?P<kind>ftn|edn|fn|footnote|endnote)[-:_]?(?P<back>ref)?[-:_]?(?P<number>\d{1,4})$", re.IGNORECASE
)
_NOTE_BLOCKS = ("p", "li", "div", "dd", "td")
# The foot of a page that holds one note whole, with all its paragraphs.
_WHOLE_NOTE = re.compile(r"_?(?:ftn|edn|fn|footnote|endnote)[-:_]?\d{1,4}", re.IGNORECASE)
_ARROWS = re.compile(r"[↩↑⏎^\ufe0e\ufe0f\s]+$")
_LONGEST_NOTE = 2_000

Key = tuple[str, str]


def lift_notes(root: etree._Element, builder: ContentBuilder) -> None:
    """Takes the notes out of the page, in place, and leaves at each mark what stands for it in the builder's text.

    A mark without a note and a note without a mark stay text.
    """
    marks, notes = _find_links(root)
    for key, link in marks.items():
        block = _find_block(notes[key], link) if key in notes else None
        mark = _text(link)
        if block is None or not mark:
            continue
        drop_element(notes[key], " ")
        text = _ARROWS.sub("", _text(block))
        drop_element(block)
        drop_element(link, builder.add_footnote(mark, text))


def _find_links(root: etree._Element) -> tuple[dict[Key, etree._Element], dict[Key, etree._Element]]:
    """The links that are marks and those that lead back to them, by kind and number; the first of each counts."""
    marks: dict[Key, etree._Element] = {}
    notes: dict[Key, etree._Element] = {}
    for link in root.iter("a"):
        if found := _TARGET.search(link.get("href") or ""):
            (notes if found["back"] else marks).setdefault((found["kind"].lower(), found["number"]), link)
    return marks, notes


def _find_block(back: etree._Element, mark: etree._Element) -> etree._Element | None:
    """The paragraph of a note, or what holds all its paragraphs; nothing that holds the mark, another note or an article."""
    above = list(back.iterancestors())
    block = next((one for one in above if one.tag in _NOTE_BLOCKS), None)
    whole = next((one for one in above if _WHOLE_NOTE.fullmatch(one.get("id") or "") and one.tag in _NOTE_BLOCKS), None)
    found = block if whole is None else whole
    return None if found is None or found in set(mark.iterancestors()) or not _is_one_note(found) else found


def _is_one_note(block: etree._Element) -> bool:
    """Whether a block is short and holds the links of one note; looked at no further than that takes."""
    letters = links = 0
    for count, element in enumerate(block.iter()):
        letters += len(element.text or "") + len(element.tail or "")
        links += element.tag == "a" and _TARGET.search(element.get("href") or "") is not None
        if links > 1 or letters > _LONGEST_NOTE or count > _LONGEST_NOTE:
            return False
    return links == 1


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(piece) for piece in element.itertext()).split())
