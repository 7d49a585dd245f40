"""Puts the annexes of an opinion on pages of their own that lie on their side."""

from __future__ import annotations

from copy import deepcopy

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_SECTION, _LOOK, _PARAGRAPH = qn("w:sectPr"), qn("w:pPr"), qn("w:p")
_SIZE, _WIDTH, _HEIGHT = qn("w:pgSz"), qn("w:w"), qn("w:h")
# In twentieths of a point: A4, where a document does not say; margins that leave room for tables (20 and 25 mm).
_A4 = (11906, 16838)
_SIDE = 1134
_TURNED_MARGINS = {
    "w:top": _SIDE,
    "w:right": _SIDE,
    "w:bottom": 1418,
    "w:left": _SIDE,
    "w:header": 567,
    "w:footer": 794,
}
_REFERENCES = (qn("w:headerReference"), qn("w:footerReference"), qn("w:titlePg"))
_BEFORE_MARGINS = (*_REFERENCES[:2], qn("w:footnotePr"), qn("w:endnotePr"), qn("w:type"), _SIZE)
_COUNT, _RUN, _TABLE = qn("w:pgNumType"), qn("w:r"), qn("w:tbl")


def turn_pages(place: Element) -> int:
    """Makes what stands before ``place`` end a section, and gives ``place``, which follows the annexes, landscape pages.

    ``place`` is a paragraph of the body. The width of the landscape pages between their margins comes out.
    """
    governing = _find_governing(place)
    turned = _turn(governing, is_first=place.getprevious() is None)
    _close_before(place, governing)
    if _ends_with(place, governing):
        governing.addprevious(turned)
        drop_element(governing)
    else:
        find_look(place).append(turned)
        for start in governing.findall(_COUNT):
            governing.remove(start)
    return _width(turned)


def find_look(paragraph: Element) -> Element:
    """The properties of a paragraph, made where it has none."""
    look = paragraph.find(_LOOK)
    if look is not None:
        return look
    made = OxmlElement("w:pPr")
    paragraph.insert(0, made)
    return made


def drop_element(element: Element) -> None:
    """Takes an element out of its document."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _find_governing(place: Element) -> Element:
    """The properties of the section that ``place`` lies in: its own where it ends one, else those that come next."""
    following = list(place.itersiblings())
    for one in (place, *following):
        found = one if one.tag == _SECTION else one.find(f"{_LOOK}/{_SECTION}")
        if found is not None:
            return found
    section = OxmlElement("w:sectPr")
    (following[-1] if following else place).addnext(section)
    return section


def _ends_with(place: Element, governing: Element) -> bool:
    """Whether the section is that of the annexes alone: ``place`` ends it, or empty paragraphs follow to the very end."""
    if governing.getparent() is place.find(_LOOK):
        return True
    for one in place.itersiblings():
        if one is governing:
            return True
        if (one.tag == _PARAGRAPH and next(one.iter(_RUN, _SECTION), None) is not None) or one.tag == _TABLE:
            return False
    return False


def _close_before(place: Element, governing: Element) -> None:
    """Ends the section before ``place``, unless it is the first or the section ends there anyway."""
    before = place.getprevious()
    if before is None or before.find(f"{_LOOK}/{_SECTION}") is not None:
        return
    if before.tag != _PARAGRAPH:
        last = OxmlElement("w:p")
        place.addprevious(last)
        before = last
    if isinstance(before, Element):
        find_look(before).append(deepcopy(governing))


def _turn(governing: Element, *, is_first: bool) -> Element:
    """The section on its side; headers and footers go on as before unless it is the first, so does the count of pages."""
    turned = deepcopy(governing)
    for tag in () if is_first else (*_REFERENCES, _COUNT):
        for element in turned.findall(tag):
            turned.remove(element)
    size = _get(turned, "w:pgSz")
    short, long = sorted(_measure(size, key, usual) for key, usual in zip((_WIDTH, _HEIGHT), _A4, strict=True))
    size.set(_WIDTH, str(long))
    size.set(_HEIGHT, str(short))
    size.set(qn("w:orient"), "landscape")
    margins = _get(turned, "w:pgMar")
    for key, width in _TURNED_MARGINS.items():
        margins.set(qn(key), str(width))
    return turned


def _get(section: Element, name: str) -> Element:
    """A property of the section, made in its due place (ECMA-376 part 1, 17.6.17) where there is none."""
    found = section.find(qn(name))
    if found is not None:
        return found
    made = OxmlElement(name)
    section.insert(sum(one.tag in _BEFORE_MARGINS for one in section), made)
    return made


def _measure(size: Element, key: str, usual: int) -> int:
    """A length in twentieths of a point; the usual one where it is written in another unit or not at all."""
    written = size.get(key) or ""
    return int(written) if written.isdecimal() and int(written) > 2 * _SIDE else usual


def _width(section: Element) -> int:
    return _measure(_get(section, "w:pgSz"), _WIDTH, _A4[1]) - 2 * _SIDE
