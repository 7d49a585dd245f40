"""Resolves Word's automatic numbering: what stands before a paragraph though it is not in its text.

The rules are those of ECMA-376 part 1, section 17.9 (numbering definitions).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from align.reading.word.looks import read_switch
from align.reading.word.names import MC, W
from align.reading.word.numerals import render_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CHOICES = f"{MC}AlternateContent/{MC}Fallback"
_PLACE = re.compile(r"%([1-9])")
# A mark that ends so needs no space before the text.
_CLOSED = ("、", "）", "．", "。", "：", ":", "】", "〕")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    suffix: str
    legal: bool
    restarts_after: int
    style: str | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted; paragraphs must be asked for in document order.

    ``levels`` holds the levels of each abstract list, ``lists`` which abstract list a list id stands for,
    ``own_levels`` and ``new_starts`` what a list id changes in it. ``unresolved`` collects the number formats that
    could not be written.
    """

    unresolved: set[str] = field(default_factory=set)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    own_levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    new_starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def count_mark(self, list_id: str, level: int) -> str:
        """Counts one paragraph of a list and returns its mark, with a space where one is due; empty for a bullet."""
        definition = self._find_level(list_id, level)
        if definition is None:
            return ""
        self._count(list_id, level)
        if definition.format == "bullet":
            return ""
        mark = _PLACE.sub(lambda match: self._number(list_id, int(match.group(1)) - 1, definition), definition.text)
        needs_space = mark and definition.suffix != "nothing" and not mark.endswith(_CLOSED)
        return f"{mark} " if needs_space else mark

    def find_style_level(self, list_id: str, styles: Sequence[str]) -> int | None:
        """The level of a list that is bound to the first of these paragraph styles to which one is."""
        levels = {**self.levels.get(self.lists.get(list_id, ""), {}), **self.own_levels.get(list_id, {})}
        bound = {level.style: number for number, level in levels.items() if level.style is not None}
        return next((bound[style] for style in styles if style in bound), None)

    def _find_level(self, list_id: str, level: int) -> _Level | None:
        own = self.own_levels.get(list_id, {}).get(level)
        return own or self.levels.get(self.lists.get(list_id, ""), {}).get(level)

    def _count(self, list_id: str, level: int) -> None:
        counters = self.counters.setdefault(self.lists.get(list_id, ""), {})
        # A level that is passed over counts as begun: after 1.1 without a 1 before it comes 2.
        for higher in range(level):
            if higher not in counters:
                counters[higher] = self._start(list_id, higher)
        new_start = self.new_starts.get(list_id, {}).pop(level, None)
        if new_start is not None:
            counters[level] = new_start
        else:
            counters[level] = counters[level] + 1 if level in counters else self._start(list_id, level)
        for deeper in [number for number in counters if number > level]:
            definition = self._find_level(list_id, deeper)
            if definition is None or level < definition.restarts_after:
                del counters[deeper]

    def _start(self, list_id: str, level: int) -> int:
        """Where a level begins: a start of the list's own counts only the first time that the list uses the level."""
        definition = self._find_level(list_id, level)
        return definition.start if definition else 1

    def _number(self, list_id: str, level: int, shown_in: _Level) -> str:
        definition = self._find_level(list_id, level)
        if definition is None:
            return ""
        count = self.counters[self.lists.get(list_id, "")].get(level, definition.start)
        format_ = "decimal" if shown_in.legal else definition.format
        text = render_number(count, format_)
        if text is None:
            self.unresolved.add(format_)
            return str(count)
        return text


def parse_numbering(root: Element | None) -> Numbering:
    """The lists defined in ``numbering.xml``; none where a document has no such part.

    ``root`` is the ``w:numbering`` element.
    """
    numbering = Numbering()
    if root is None:
        return numbering
    by_style: dict[str, str] = {}
    linked: dict[str, str] = {}
    for abstract in root.iterchildren(f"{W}abstractNum"):
        abstract_id = abstract.get(f"{W}abstractNumId", "")
        numbering.levels[abstract_id] = dict(_parse_level(level) for level in abstract.iterchildren(f"{W}lvl"))
        if name := _value(abstract, "styleLink"):
            by_style[name] = abstract_id
        if name := _value(abstract, "numStyleLink"):
            linked[abstract_id] = name
    for num in root.iterchildren(f"{W}num"):
        _parse_list(numbering, num, {key: by_style[name] for key, name in linked.items() if name in by_style})
    return numbering


def _parse_list(numbering: Numbering, num: Element, linked: dict[str, str]) -> None:
    list_id = num.get(f"{W}numId", "")
    abstract_id = _value(num, "abstractNumId") or ""
    numbering.lists[list_id] = linked.get(abstract_id, abstract_id)
    for override in num.iterchildren(f"{W}lvlOverride"):
        level = _integer(override.get(f"{W}ilvl"), 0)
        if start := _value(override, "startOverride"):
            numbering.new_starts.setdefault(list_id, {})[level] = _integer(start, 1)
        for own in override.iterchildren(f"{W}lvl"):
            numbering.own_levels.setdefault(list_id, {})[level] = _parse_level(own)[1]


def _parse_level(element: Element) -> tuple[int, _Level]:
    number = _integer(element.get(f"{W}ilvl"), 0)
    level = _Level(
        start=_integer(_value(element, "start"), 1),
        format=_parse_format(element),
        text=_value(element, "lvlText") or "",
        suffix=_value(element, "suff") or "tab",
        legal=read_switch(element, "isLgl") or False,
        restarts_after=_integer(_value(element, "lvlRestart"), number),
        style=_value(element, "pStyle"),
    )
    return number, level


def _parse_format(element: Element) -> str:
    """The number format of a level; one that Word 2010 added stands beside the one that older programs show instead."""
    plain = _value(element, "numFmt")
    replaced = element.find(f"{_CHOICES}/{W}numFmt")
    return plain or (None if replaced is None else replaced.get(f"{W}val")) or "decimal"


def _value(element: Element, child: str) -> str | None:
    found = element.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}val")


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
