"""Reads plain text: the text as it is in the file, each line a paragraph, runs of table lines a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from align.reading.content import Content, find_garbled
from align.reading.encoding import parse_bytes
from align.reading.plain.loosecells import find_loose_tables
from align.reading.plain.rowlines import find_row_tables
from align.reading.plain.tables import PlainTable, TextLine, find_tables
from align.source import Block, BlockKind, Notice, Table
from align.spans import Span


def read_text(data: bytes, path: Path) -> Content:
    """The content of a plain-text file; nothing of the text is altered but line ends and the byte-order mark.

    Raises:
        InputError: the bytes are no text in a known encoding.
    """
    decoded = parse_bytes(data, path)
    lines = split_lines(decoded.text)
    tables = _find_all_tables(lines)
    return Content(
        text=decoded.text,
        blocks=tuple(place_tables(lines, tables, _paragraphs(lines))),
        tables=build_tables(lines, tables),
        pages=lines[-1].page,
        warnings=(*build_notices(decoded.text, decoded.broken), *_tell_lost_rows(tables)),
    )


def _find_all_tables(lines: Sequence[TextLine]) -> list[PlainTable]:
    """Tables with marks between their cells, those written one cell a line, and those written a row a line."""
    tables: list[PlainTable] = []
    taken: set[int] = set()
    for table in (*find_tables(lines), *find_loose_tables(lines), *find_row_tables(lines)):
        own = range(table.first, table.last + 1)
        if taken.isdisjoint(own):
            taken.update(own)
            tables.append(table)
    return sorted(tables, key=lambda table: table.first)


def _tell_lost_rows(tables: Sequence[PlainTable]) -> tuple[Notice, ...]:
    lost = [f"第 {index} 张表序号 {'、'.join(table.lost)}" for index, table in enumerate(tables, start=1) if table.lost]
    if not lost:
        return ()
    message = f"表格的框线在转换中丢失，按序号恢复后仍有对不上列的行，未读入：{'；'.join(lost)}"
    return (Notice(code="reading.rows_not_read", message=message),)


def split_lines(text: str) -> list[TextLine]:
    """The lines of a text, with page numbers from 1 where form feeds part its pages."""
    lines: list[TextLine] = []
    paged = "\f" in text.rstrip()
    start = 0
    for number, page in enumerate(text.split("\f"), start=1):
        for line in page.split("\n"):
            lines.append(TextLine(line, start, number if paged else None))
            start += len(line) + 1
    while len(lines) > 1 and not lines[-1].text.strip():
        lines.pop()
    return lines


def build_tables(lines: Sequence[TextLine], found: Sequence[PlainTable]) -> tuple[Table, ...]:
    """The tables found, with their places in the text."""
    return tuple(
        Table(
            index=index,
            rows=table.rows,
            span=_table_span(lines, table),
            page=lines[table.first].page,
            inferred=table.inferred,
        )
        for index, table in enumerate(found)
    )


def place_tables(
    lines: Sequence[TextLine], found: Sequence[PlainTable], paragraphs: Iterable[tuple[int, Block]]
) -> list[Block]:
    """Paragraphs, each with its line number, and tables in the order of the text; lines that a table takes are no paragraphs."""
    taken = {number for table in found for number in range(table.first, table.last + 1)}
    blocks = [block for number, block in paragraphs if number not in taken]
    for index, table in enumerate(found):
        span = _table_span(lines, table)
        blocks.append(Block(kind=BlockKind.TABLE, span=span, page=lines[table.first].page, table=index))
    return sorted(blocks, key=lambda block: block.span)


def line_span(line: TextLine, start: int = 0) -> Span:
    """Where the line stands in the text from its character ``start`` on, spaces around it left out."""
    part = line.text[start:]
    begin = line.start + start + len(part) - len(part.lstrip())
    return Span(begin, max(begin, line.start + len(line.text.rstrip())))


def build_notices(text: str, broken: int) -> tuple[Notice, ...]:
    """What to tell about a decoded text: characters that were lost, and glyphs that nobody can read."""
    if not broken:
        return find_garbled(text)
    message = f"有 {broken} 处字节无法解码，已用“\ufffd”代替，请核对原文"
    return (Notice(code="reading.broken_bytes", message=message), *find_garbled(text))


def _paragraphs(lines: Sequence[TextLine]) -> Iterable[tuple[int, Block]]:
    for number, line in enumerate(lines):
        if line.text.strip():
            yield number, Block(kind=BlockKind.PARAGRAPH, span=line_span(line), page=line.page)


def _table_span(lines: Sequence[TextLine], table: PlainTable) -> Span:
    last = lines[table.last]
    return Span(lines[table.first].start, last.start + len(last.text))
