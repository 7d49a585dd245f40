"""Tables that a converter broke into one cell a line: their columns are lost, so they are set aside and said."""

from __future__ import annotations

import re

from align.parsing.clean import Line
from align.parsing.numbering import Style, parse_marker
from align.source import Notice

_NUMBER = re.compile(r"[\d.,，%％—\-～~/〔〕\[\]≥≤<>（）()年月 ]*\d[\d.,，%％—\-～~/〔〕\[\]≥≤<>（）()年月 ]*")
_SENTENCE_MARKS = "。；！？"
_HEADINGS = (Style.PART, Style.CHAPTER, Style.SECTION, Style.CHINESE, Style.CHINESE_PAREN, Style.BOX, Style.ANNEX)
_LONGEST_CELL = 24
_LEAST_SENTENCE = 40
# A stretch of so many lines is a table when so many of them are short and so many are nothing but a number.
_WINDOW = 12
_LEAST_CELLS = 9
_LEAST_NUMBERS = 3


def set_flattened_aside(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Notice, ...]]:
    """The lines without stretches of loose table cells, and a notice for each stretch that was taken out."""
    kept: list[Line] = []
    notices: list[Notice] = []
    stretch: list[Line] = []
    for line in lines:
        if _breaks(line):
            _sort_out(stretch, kept, notices)
            stretch = []
            kept.append(line)
        else:
            stretch.append(line)
    _sort_out(stretch, kept, notices)
    return tuple(kept), tuple(notices)


def _breaks(line: Line) -> bool:
    """Headings and real sentences stand in no table."""
    if line.table is not None or line.level is not None:
        return True
    if line.text[-1] in _SENTENCE_MARKS and len(line.text) >= _LEAST_SENTENCE:
        return True
    marker = parse_marker(line.text)
    return marker is not None and marker.style in _HEADINGS


def _sort_out(stretch: list[Line], kept: list[Line], notices: list[Notice]) -> None:
    loose = _find_loose(stretch)
    for index, line in enumerate(stretch):
        if not loose[index]:
            kept.append(line)
        elif index == 0 or not loose[index - 1]:
            end = next((i for i in range(index, len(stretch)) if not loose[i]), len(stretch))
            notices.append(_notice(stretch[index:end]))


def _find_loose(stretch: list[Line]) -> list[bool]:
    cells = [len(line.text) <= _LONGEST_CELL and line.text[-1] not in _SENTENCE_MARKS for line in stretch]
    numbers = [_NUMBER.fullmatch(line.text) is not None for line in stretch]
    loose = [False] * len(stretch)
    for start in range(len(stretch) - _WINDOW + 1):
        end = start + _WINDOW
        if sum(cells[start:end]) >= _LEAST_CELLS and sum(numbers[start:end]) >= _LEAST_NUMBERS:
            first = start + cells[start:end].index(True)
            last = end - cells[start:end][::-1].index(True)
            loose[first:last] = [True] * (last - first)
    return loose


def _notice(run: list[Line]) -> Notice:
    return Notice(
        code="reading.flattened_table",
        message=f"疑似表格被转换成逐格一行（{len(run)} 行），列的对应关系已丢失，未作为任务或指标处理",
        span=run[0].span(),
        text=run[0].text,
    )
