"""Reads Markdown: as plain text, but headings have a level and marks stay outside the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from align.reading.content import Content
from align.reading.encoding import parse_bytes
from align.reading.plain.tables import TextLine, find_tables
from align.reading.plain.text import build_notices, build_tables, line_span, place_tables, split_lines
from align.source import Block, BlockKind

# Marks inside a line are taken out of the text, which no span could leave out otherwise.
_INLINE = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\]\((?:https?:|#|\.|/)[^)\n]*\)"), r"\1"),
    (re.compile(r"<br\s*/?>", re.IGNORECASE), " "),
    (re.compile(r"\*\*(?=\S)([^\n]+?)\*\*"), r"\1"),
    (re.compile(r"(?<![A-Za-z0-9*])\*(?=\S)([^*\n]+?)\*(?![A-Za-z0-9*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([*_#`\[\]])"), r"\1"),
)
_QUOTE_OR_BULLET = re.compile(r"\s*(?:>\s*)*(?:[-*+]\s+)?")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?!#)\s*(?=\S)")
_CLOSING_HASHES = re.compile(r"\s*#+\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-+)\s*")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_MARKS_ONLY = re.compile(r"\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+\s*|#+\s*)")


def read_markdown(data: bytes, path: Path) -> Content:
    """The content of a Markdown file.

    Raises:
        InputError: the bytes are no text in a known encoding.
    """
    decoded = parse_bytes(data, path)
    text = decoded.text
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    lines = split_lines(text)
    tables = find_tables(lines)
    return Content(
        text=text,
        blocks=tuple(place_tables(lines, tables, _paragraphs(lines))),
        tables=build_tables(lines, tables),
        pages=lines[-1].page,
        warnings=build_notices(text, decoded.broken),
    )


def _paragraphs(lines: Sequence[TextLine]) -> Iterable[tuple[int, Block]]:
    for number, line in enumerate(lines):
        if not line.text.strip() or _FENCE.match(line.text) or _MARKS_ONLY.fullmatch(line.text):
            continue
        if heading := _HEADING.match(line.text):
            level: int | None = len(heading.group(1))
            plain = line._replace(text=_CLOSING_HASHES.sub("", line.text))
            start = heading.end()
        else:
            mark = _QUOTE_OR_BULLET.match(line.text)
            plain, start, level = line, mark.end() if mark else 0, _underlined_level(lines, number)
        span = line_span(plain, start)
        if span.start < span.end:
            yield number, Block(kind=BlockKind.PARAGRAPH, span=span, page=line.page, level=level)


def _underlined_level(lines: Sequence[TextLine], number: int) -> int | None:
    """1 for a line underlined with ``===``, 2 for one with ``---``."""
    if number + 1 >= len(lines):
        return None
    underline = _UNDERLINE.fullmatch(lines[number + 1].text)
    if underline is None or len(underline.group(1)) < 3:
        return None
    return 1 if underline.group(1)[0] == "=" else 2
