"""The part of a Word file that defines its automatic lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from roundtrip.rendering.elements import Form
from roundtrip.rendering.marks import ITEM_RANK
from roundtrip.rendering.wordxml import Element, make

# What Word and WPS write for each kind of digits: chapters and sections one way, 一、 and （一） the other.
_FORMATS = {
    "decimal": "decimal",
    "full_width": "decimalFullWidth",
    "circled": "decimalEnclosedCircleChinese",
    "bullet": "bullet",
}
_WIDE_CHINESE, _NARROW_CHINESE = "chineseCountingThousand", "japaneseCounting"
_BULLET = "◆"
# Two characters of 16 points.
_INDENT = 640


def fill_numbering(root: Element, lists: Sequence[tuple[Form, ...]], styles: Mapping[tuple[int, int], str]) -> None:
    """Replaces what the numbering part holds by these lists; list ids count from 1.

    ``styles`` gives by list id and level the paragraph style that is bound to the level.
    """
    for child in list(root):
        root.remove(child)
    for list_id, forms in enumerate(lists, start=1):
        levels = [_make_level(number, form, styles.get((list_id, number))) for number, form in enumerate(forms)]
        kind = make("w:multiLevelType", val="multilevel" if len(forms) > 1 else "singleLevel")
        root.append(make("w:abstractNum", kind, *levels, abstractNumId=list_id))
    for list_id in range(1, len(lists) + 1):
        root.append(make("w:num", make("w:abstractNumId", val=list_id), numId=list_id))


def _make_level(number: int, form: Form, style: str | None) -> Element:
    level = make("w:lvl", make("w:start", val=1), make("w:numFmt", val=_find_format(form)), ilvl=number)
    if style is not None:
        level.append(make("w:pStyle", val=style))
    level.append(make("w:suff", val="space" if form.gap else "nothing"))
    text = _BULLET if form.digits == "bullet" else f"{form.before}%{number + 1}{form.after}"
    level.append(make("w:lvlText", val=text))
    level.append(make("w:lvlJc", val="left"))
    if style is None:
        level.append(make("w:pPr", make("w:ind", left=0, firstLine=_INDENT)))
    return level


def _find_format(form: Form) -> str:
    if form.digits == "chinese":
        return _WIDE_CHINESE if form.rank < ITEM_RANK else _NARROW_CHINESE
    return _FORMATS[form.digits]
