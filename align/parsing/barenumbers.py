"""Finds the items of a 专栏 that are counted with bare numbers: 01 智能工厂, 02 园区网络, or 1 智能工厂.

A number without a mark behind it says nothing in running text. In a box it counts when it begins a line, starts at 1 and goes
up; cleaning took out the space behind it, which is put back so that the number can be told from the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from align.parsing.clean import Line
from align.parsing.headings import is_sure_heading
from align.parsing.numbering import Style, parse_marker
from align.parsing.setting import is_ended

# 01年, 02月 are dates even here.
_PADDED = re.compile(r"0?(?P<n>\d{1,2})(?=[“《（【A-Za-z一-龥])(?![年月日])")
# What makes a number a quantity wherever it stands, and what also begins names (3 人 but 3 人工智能): there the space tells.
_PLAIN = re.compile(r"(?P<n>[1-9]\d?)(?=[“《（【一-龥])(?![个年月日万亿吨项所座条套])")
_MEASURE = re.compile(
    r"[元公平倍天米亩家处台名人次类种批支只场件张片辆户村镇县区市级期轮大位部者至到多余时分成第千百十]"
)
_ENDING = (Style.PART, Style.CHAPTER, Style.SECTION, Style.CHINESE, Style.BOX, Style.ANNEX)
# A title may be set in two lines.
_TITLE_LINES = 2
_LEAST_PLAIN = 2


def mark_bare_items(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those that are items with bare numbers of a box with a space behind the number."""
    marked = list(lines)
    for index, line in enumerate(lines):
        if line.table is None and _opens_box(line.text):
            for place, end in _find_items(lines, index):
                marked[place] = lines[place].insert(end, " ")
    return tuple(marked)


def _opens_box(text: str) -> bool:
    marker = parse_marker(text)
    return marker is not None and marker.style is Style.BOX and is_sure_heading(text)


def _find_items(lines: Sequence[Line], title: int) -> list[tuple[int, int]]:
    """The items under a title: the place of each and where its number ends."""
    first = next(
        (i for i in range(title + 1, min(title + 1 + _TITLE_LINES, len(lines))) if _number(lines[i]) == 1), None
    )
    if first is None:
        return []
    is_padded = lines[first].text.startswith("0")
    items: list[tuple[int, int]] = []
    for place in range(first, len(lines)):
        line = lines[place]
        if _ends(line, lines[first]):
            break
        before = None if place == first else lines[place - 1]
        if _number(line) == len(items) + 1 and _may_begin(line, before, is_padded=is_padded):
            items.append((place, len(line.text) - len(line.text.lstrip("0123456789"))))
    return items if is_padded or len(items) >= _LEAST_PLAIN else []


def _number(line: Line) -> int | None:
    match = None if line.table is not None else _PADDED.match(line.text)
    return None if match is None else int(match["n"])


def _may_begin(line: Line, before: Line | None, *, is_padded: bool) -> bool:
    """Whether a line may be an item that is counted as the first is: no quantity, and no rest of the sentence before."""
    if is_padded:
        return line.text.startswith("0") or line.text[:2].isdecimal()
    match = _PLAIN.match(line.text)
    if match is None or (_MEASURE.match(line.text, match.end()) and not line.has_space(match.end())):
        return False
    return before is None or is_ended(before.text) or "，" not in before.text


def _ends(line: Line, first: Line) -> bool:
    """Whether a line stands behind the box for certain; a box may be drawn as two frames."""
    if (line.frame is None) != (first.frame is None) or line.level != first.level:
        return True
    marker = parse_marker(line.text) if line.table is None else None
    return marker is not None and marker.style in _ENDING
