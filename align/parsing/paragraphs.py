"""Joins lines that a converter broke, so that a line is a paragraph again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from align.parsing.barenumbers import mark_bare_items
from align.parsing.clean import Line
from align.parsing.furniture import drop_furniture
from align.parsing.headings import TITLE_LENGTH, is_document_title, is_sure_heading
from align.parsing.numbering import parse_marker
from align.parsing.setting import ENDS, Setting, find_setting, is_ended
from align.parsing.subscripts import restore_subscripts

_PAGE_AT_START = re.compile(r"(\d{1,3})(?![\d.%年月日个亿万、项]| \D)(?=\D)")
# A text is taken for hard-wrapped when so many of its longer lines break off and they are nearly equally wide.
_BROKEN_SHARE = 0.4
_SAME_WIDTH_SHARE = 0.6
_WIDTH_TOLERANCE = 0.12
_SENTENCE_TOLERANCE = 0.4
_BODY_LENGTH = 15
# Fewer lines show no layout.
_LEAST_LINES = 8
_STRAY_LENGTH = 30
_STRAY_SHARE = 0.25
# Three times as long as any paragraph of a plan. A longer one is a text whose line breaks were lost, or none at all, and
# what looks at every part of a sentence in turn would not come to its end.
_LONGEST = 2_000
_SENTENCE_END = re.compile(r"[。！？；][”’》）】]*")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the text was broken: ``width`` is the column width of a hard-wrapped text, ``None`` for any other."""

    width: int | None
    joins_strays: bool


def build_paragraphs(raw: tuple[Line, ...]) -> tuple[Line, ...]:
    """Logical lines from the cleaned lines of a source."""
    lines = mark_bare_items(drop_furniture(restore_subscripts(raw)))
    layout, setting = _find_layout(lines), find_setting(lines)
    if layout.width is not None and not setting.wraps_flush:
        lines = _drop_glued_page_numbers(lines)
    return tuple(piece for line in _join(lines, layout, setting) for piece in _cut(line))


def _cut(line: Line) -> list[Line]:
    """A line in pieces of a bearable length, each ending with a sentence or, in text without any, anywhere."""
    if line.table is not None or len(line.text) <= _LONGEST:
        return [line]
    pieces: list[Line] = []
    start = 0
    while start < len(line.text):
        stop = min(start + _LONGEST, len(line.text))
        ends = [match.end() for match in _SENTENCE_END.finditer(line.text, start, stop)]
        end = ends[-1] if ends and stop < len(line.text) else stop
        pieces.append(line.part(start, end))
        start = end
    return pieces


def _find_layout(lines: tuple[Line, ...]) -> _Layout:
    body = [line for line in lines if line.table is None and len(line.text) >= _BODY_LENGTH and not _is_heading(line)]
    broken = [_width(line.text) for line in body if not _is_finished(line.text)]
    share = len(broken) / len(body) if body else 0.0
    if share < _BROKEN_SHARE or len(broken) < _LEAST_LINES:
        return _Layout(None, joins_strays=share < _STRAY_SHARE)
    counts = Counter(broken)
    column = max(counts, key=lambda width: (_near(counts, width), width))
    alike = _near(counts, column)
    return _Layout(column if alike >= _SAME_WIDTH_SHARE * len(broken) else None, joins_strays=False)


def _is_heading(line: Line) -> bool:
    """Whether a line without a full stop is numbered: headings end where they end, however the text was broken."""
    return parse_marker(line.text) is not None and len(line.text) <= TITLE_LENGTH and not _is_finished(line.text)


def _near(counts: Counter[int], column: int) -> int:
    """How many lines are about as wide as a column."""
    return sum(number for width, number in counts.items() if abs(width - column) <= column * _WIDTH_TOLERANCE)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _is_finished(text: str) -> bool:
    """Whether a line ends as paragraphs end; ``）`` counts, for lines that close with （责任单位：…）."""
    return text[-1:] == "）" or is_ended(text)


def _drop_glued_page_numbers(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Takes out page numbers that stuck to the first line of a page: they count up through the document."""
    page = 0
    kept: list[Line] = []
    previous_finished = False
    for line in lines:
        match = _PAGE_AT_START.match(line.text) if line.table is None and not previous_finished else None
        if match and page < int(match.group(1)) <= page + 2:
            page = int(match.group(1))
            line = line.part(match.end(), len(line.text))
        previous_finished = _is_finished(line.text)
        kept.append(line)
    return tuple(kept)


def _join(lines: tuple[Line, ...], layout: _Layout, setting: Setting) -> tuple[Line, ...]:
    """Lines joined by their places on the page where these tell, else by their words."""
    joined: list[Line] = []
    last_piece = ""
    for index, line in enumerate(lines):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        by_place = setting.goes_on(joined[-1], line) if joined else False
        goes_on = by_place if by_place is not None else _continues(joined[-1], last_piece, line, following, layout)
        if goes_on:
            joined[-1] = _concatenate(joined[-1], line)
        else:
            joined.append(line)
        last_piece = line.text
    return tuple(joined)


def _continues(before: Line, last_piece: str, line: Line, following: str, layout: _Layout) -> bool:
    if before.table is not None or line.table is not None or before.level or line.level or before.frame != line.frame:
        return False
    if before.text[-1] in ENDS or parse_marker(line.text) is not None:
        return False
    if layout.width is not None:
        # a sentence under way may be broken early, where the next word did not fit
        is_sentence = "，" in before.text and (parse_marker(before.text) is None or len(before.text) > TITLE_LENGTH)
        tolerance = _SENTENCE_TOLERANCE if is_sentence else _WIDTH_TOLERANCE
        return _width(last_piece) >= layout.width * (1 - tolerance) and not _starts_heading(line, following)
    return (
        layout.joins_strays
        and not line.gap
        and len(before.text) >= _STRAY_LENGTH
        and not _is_finished(before.text)
        and not is_document_title(before.text)
        and not is_sure_heading(before.text)
        and _is_finished(line.text)
    )


def _starts_heading(line: Line, following: str) -> bool:
    """A short line after a full-width line ends its paragraph, unless it has no full stop and text follows it."""
    return len(line.text) < _BODY_LENGTH and not _is_finished(line.text) and line.gap and bool(following)


def _concatenate(first: Line, second: Line) -> Line:
    space = (
        first.text[-1:].isascii()
        and second.text[:1].isascii()
        and first.text[-1:].isalpha()
        and second.text[:1].isalpha()
    )
    glue = " " if space else ""
    offsets = first.offsets + ((first.offsets[-1],) if glue else ()) + second.offsets
    return replace(first, text=first.text + glue + second.text, offsets=offsets, short=second.short)
