"""Formulas of a Word document in a line: 10⁴, a/b."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.reading.superscripts import raise_text
from align.reading.word.flow import DELETED

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULA = f"{_M}oMath"
_RAISING = (f"{_M}sSup", f"{_M}sSubSup")


def read_formula(element: Element) -> str:
    """The text of a formula or a part of it."""
    return "".join(_read(child) for child in element.iterchildren() if child.tag not in DELETED)


def _read(element: Element) -> str:
    if element.tag == f"{_M}t":
        return element.text or ""
    if element.tag in _RAISING:
        power = element.find(f"{_M}sup")
        base = "".join(_read(child) for child in element.iterchildren() if child is not power)
        return base + ("" if power is None else raise_text(read_formula(power)))
    if element.tag == f"{_M}f":
        parts = [read_formula(part) for name in ("num", "den") if (part := element.find(f"{_M}{name}")) is not None]
        return "/".join(parts)
    if element.tag == f"{_M}d":
        inside = "，".join(read_formula(part) for part in element.iterchildren(f"{_M}e"))
        return f"{_sign(element, 'begChr', '(')}{inside}{_sign(element, 'endChr', ')')}"
    return read_formula(element)


def _sign(element: Element, name: str, default: str) -> str:
    found = element.find(f"{_M}dPr/{_M}{name}")
    return default if found is None else found.get(f"{_M}val", default)
