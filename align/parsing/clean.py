"""Cleans a source for comparison, and keeps the way back to it.

Characters are brought to one form, page furniture and the table of contents are left out, and paragraphs that a
converter broke into lines are joined again. The source itself is never altered: every cleaned character knows the
position it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from align.parsing.characters import normalise_characters
from align.source import Block, BlockKind, Source, Table
from align.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A cleaned logical line: one paragraph (wrapped lines joined) or one table row.

    ``offsets[i]`` is the position in the source of the character that ``text[i]`` came from.
    ``table`` is the index of the table that a row belongs to; ``level`` the outline level its style gave.
    ``gap`` tells that a blank line stands before it; ``indent``, ``short`` and ``frame`` are those of its block.
    """

    text: str
    offsets: tuple[int, ...]
    page: int | None = None
    table: int | None = None
    level: int | None = None
    gap: bool = False
    indent: float | None = None
    short: float | None = None
    frame: Span | None = None

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where ``text[start:end]`` stands in the source."""
        stop = len(self.text) if end is None else end
        if stop <= start:
            position = self.offsets[start] if start < len(self.offsets) else self.offsets[-1] + 1
            return Span(position, position)
        return Span(self.offsets[start], self.offsets[stop - 1] + 1)

    def has_space(self, place: int) -> bool:
        """Whether the source has a space, which cleaning took out, before a place of the line."""
        return 0 < place < len(self.offsets) and self.offsets[place] > self.offsets[place - 1] + 1

    def insert(self, place: int, text: str) -> Line:
        """The line with a text put in, all of which points to the character before it."""
        offsets = (*self.offsets[:place], *(self.offsets[place - 1],) * len(text), *self.offsets[place:])
        return replace(self, text=self.text[:place] + text + self.text[place:], offsets=offsets)

    def part(self, start: int, end: int) -> Line:
        """The same line cut to ``text[start:end]``."""
        return replace(self, text=self.text[start:end], offsets=self.offsets[start:end])


# Converters that lose line breaks leave the indents of the next paragraphs behind; 前　　言 is one word.
_LOST_BREAK = re.compile(r"(?<=\S{4})[　]{2,}(?=\S{4})")
# 第四篇发展科技教育第十五章推进科技进步: two headings whose line break was lost.
_GLUED_HEADING = re.compile(r"(?<=[一-龥])(?=第[一二三四五六七八九十]{1,3}[篇章])")
_GLUED_LENGTH = 100
_SENTENCE_MARKS = re.compile(r"[。；：《“]")
_BOX_HEAD = re.compile(r"[【〖]?专栏")
# What converters leave behind where Word kept a bookmark.
_CONVERSION_MARK = re.compile(r"\[bookmark：?:? ?[^\]]{0,40}\]")
_SPACED_DIGITS = re.compile(r"\d \d")
_DOCUMENT_YEAR = re.compile(r"[\[【（〔](\d{4})[\]】）〕](?=\d{1,5}号)")
# More than one spaced pair of digits per so many characters means the converter spaced every digit.
_SPACED_DIGITS_EVERY = 400
_LEAST_SPACED_DIGITS = 4


def clean_text(text: str) -> str:
    """A short passage, cleaned: one line, characters in one form, no meaningless spaces."""
    return _clean(text, 0, join_digits=False)[0]


def _clean(text: str, base: int, *, join_digits: bool) -> tuple[str, tuple[int, ...]]:
    cleaned, offsets = normalise_characters(text, base, join_digits=join_digits)
    for mark in reversed(list(_CONVERSION_MARK.finditer(cleaned))):
        cleaned = cleaned[: mark.start()] + cleaned[mark.end() :]
        offsets = offsets[: mark.start()] + offsets[mark.end() :]
    return _DOCUMENT_YEAR.sub(r"〔\1〕", cleaned), offsets


def clean_lines(source: Source) -> tuple[Line, ...]:
    """The source's paragraphs and table rows as cleaned lines, one for each line of the source; nothing is left out."""
    spaced = len(_SPACED_DIGITS.findall(source.text))
    join_digits = spaced >= _LEAST_SPACED_DIGITS and spaced * _SPACED_DIGITS_EVERY > len(source.text)
    lines: list[Line] = []
    end = 0
    for block in source.blocks:
        gap = source.text.count("\n", end, block.span.start) > 1
        end = block.span.end
        if block.kind is BlockKind.TABLE and block.table is not None:
            lines.extend(_table_lines(source, source.tables[block.table], block, join_digits=join_digits))
        else:
            for span in _split_lost_breaks(source.text, block.span):
                for line in _line(source.text, span, block, gap=gap, join_digits=join_digits):
                    lines.extend(_split_headings(line))
    return tuple(lines)


def _split_lost_breaks(text: str, span: Span) -> list[Span]:
    starts = [span.start]
    ends: list[int] = []
    for match in _LOST_BREAK.finditer(text, span.start, span.end):
        ends.append(match.start())
        starts.append(match.end())
    return [Span(start, end) for start, end in zip(starts, [*ends, span.end], strict=True)]


def _split_headings(line: Line) -> list[Line]:
    """A line of several headings, one by one; a sentence that speaks of chapters stays whole."""
    if len(line.text) > _GLUED_LENGTH or _SENTENCE_MARKS.search(line.text):
        return [line]
    cuts = [0, *(match.start() for match in _GLUED_HEADING.finditer(line.text)), len(line.text)]
    return [line.part(start, end) for start, end in pairwise(cuts)]


def _line(text: str, span: Span, block: Block, *, gap: bool, join_digits: bool) -> list[Line]:
    cleaned, offsets = _clean(span.slice(text), span.start, join_digits=join_digits)
    if not cleaned:
        return []
    return [
        Line(
            text=cleaned,
            offsets=offsets,
            page=block.page,
            level=block.level,
            gap=gap,
            indent=block.indent,
            short=block.short,
            frame=block.frame,
        )
    ]


def _table_lines(source: Source, table: Table, block: Block, *, join_digits: bool) -> list[Line]:
    """A row per line; a table of one column is a box drawn as a table, and its cells are paragraphs.

    A first row that is one cell and names a box (专栏3 …) heads the table and is none of its rows. Such tables are frames.
    """
    framed = replace(block, frame=block.frame or block.span)
    if max(len({cell.span for cell in row}) for row in table.rows) == 1:
        return [
            line
            for row in table.rows
            for span in _paragraph_spans(source.text, row[0].span)
            for line in _line(source.text, span, framed, gap=False, join_digits=join_digits)
        ]
    lines: list[Line] = []
    for row in table.rows:
        filled = [cell for cell in row if cell.text.strip() and not cell.merged]
        if not filled:
            continue
        span = Span(min(cell.span.start for cell in filled), max(cell.span.end for cell in filled))
        cleaned, offsets = _clean(span.slice(source.text), span.start, join_digits=join_digits)
        if cleaned:
            heads = not lines and len(filled) == 1 and _BOX_HEAD.match(cleaned) is not None
            frame = framed.frame if heads or (lines and lines[0].table is None) else block.frame
            index = None if heads else table.index
            lines.append(Line(text=cleaned, offsets=offsets, page=table.page, table=index, frame=frame))
    return lines


def _paragraph_spans(text: str, span: Span) -> list[Span]:
    spans: list[Span] = []
    start = span.start
    for piece in span.slice(text).split("\n"):
        spans.append(Span(start, start + len(piece)))
        start += len(piece) + 1
    return spans
