"""Finds the tables that a plain text holds as lines whose cells are parted by tabs or upright bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from align.reading.paged.continuation import count_repeated_head, is_page_break, is_value
from align.source import Cell
from align.spans import Span

_BAR = re.compile(r"(?<!\\)[|｜│]")
_TAB = re.compile(r"\t")
# |---|:--:| and +-----+: rules between rows; a row without any text counts as one too.
_RULE = re.compile(r"[-:=+|｜│\s]*")
_SENTENCE_END = re.compile(r"[。；！？]")
# A table starts with its caption or its head; a longer first cell is running text that happens to hold a bar or tab.
_HEAD_CELL = 40
_CONTENTS_PAGE = re.compile(r"\d{1,4}|[IVXivx]{1,6}")
# 1. · （2） · 三、 · 第四章 · ●: a tab after one of these parts a mark from its text, not two cells.
_ITEM_MARK = re.compile(r"[（(]?[\d０-９一二三四五六七八九十]{1,3}[)）.．、]|第.{1,4}[编篇章节条]|[•●■◆○□\-–—*]")
# A line without cells between two rows names the group of rows below it: （一）环境治理.
_SECTION_LENGTH = 20
_SECTION_COLUMNS = 3
_SECTION_MARKS = re.compile(r"[。；！？：，]|^表|^续表|^注")
# Between two pieces of one table there is a page break: a few blank lines and a page number.
_MAX_BREAK = 8


class TextLine(NamedTuple):
    """A line of a plain text without its line end, and where it starts in the text."""

    text: str
    start: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table found: the numbers of the first and the last line it takes, and its rows.

    ``inferred`` as in :class:`align.source.Table`; ``lost`` are the numbers of rows that could not be told.
    """

    first: int
    last: int
    rows: tuple[tuple[Cell, ...], ...]
    inferred: bool = False
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class _Piece:
    """Lines in a row that may be rows of one table; ``rows`` by line number, rules left out."""

    separator: re.Pattern[str]
    first: int
    last: int
    rows: dict[int, tuple[Cell, ...]]
    columns: int = 0

    def add(self, number: int, row: tuple[Cell, ...]) -> None:
        """Adds a row; ``columns`` is the number of cells of the longest one, 0 where there are only rules."""
        self.rows[number] = row
        self.columns = max(self.columns, len(row))


def find_tables(lines: Sequence[TextLine]) -> tuple[PlainTable, ...]:
    """The tables among the lines, in order; a table broken by a page break comes out as one."""
    joined: list[_Piece] = []
    for piece in _find_pieces(lines):
        if joined and _is_section(joined[-1], piece, lines):
            _add_section(joined[-1], lines[piece.first - 1])
            _join(joined[-1], piece)
        elif joined and _goes_on(joined[-1], piece, lines):
            _join(joined[-1], piece)
        else:
            joined.append(piece)
    return tuple(
        PlainTable(piece.first, piece.last, tuple(piece.rows.values())) for piece in joined if _is_table(piece)
    )


def _find_pieces(lines: Sequence[TextLine]) -> list[_Piece]:
    pieces: list[_Piece] = []
    taken = -1
    for number, line in enumerate(lines):
        separator = _find_separator(line.text)
        if separator is None or number == taken:
            continue
        cells = _split_cells(line, separator)
        piece = pieces[-1] if pieces else None
        whole = _mend(piece, cells, lines, number) if piece is not None and piece.last == number - 1 else None
        if piece is not None and whole is not None:
            taken = piece.last = number + 1
            piece.add(number, whole)
            continue
        if piece is None or piece.last != number - 1 or not _fits(piece, separator, cells):
            piece = _Piece(separator, number, number, {})
            pieces.append(piece)
        piece.last = number
        if any(cell.text for cell in cells) and not _RULE.fullmatch(line.text):
            piece.add(number, cells)
    for piece in pieces:
        _strip_frame(piece, lines)
    return pieces


def _mend(piece: _Piece, cells: tuple[Cell, ...], lines: Sequence[TextLine], number: int) -> tuple[Cell, ...] | None:
    """The row that two lines make where a cell is broken between them; ``None`` where the line is a row by itself."""
    if len(cells) >= piece.columns or number + 1 >= len(lines) or not piece.separator.search(lines[number + 1].text):
        return None
    rest = _split_cells(lines[number + 1], piece.separator)
    head, tail = cells[-1], rest[0]
    # a cell that holds a value is not broken between two lines
    words = all(cell.text and not is_value(cell.text) for cell in (head, tail))
    if len(rest) >= piece.columns or len(cells) + len(rest) - 1 != piece.columns or not words:
        return None
    joined = Cell(text=f"{head.text}\n{tail.text}", span=Span(head.span.start, tail.span.end))
    return (*cells[:-1], joined, *rest[1:])


def _find_separator(text: str) -> re.Pattern[str] | None:
    """What parts the cells of a line; ``None`` if nothing does, as where a tab only indents a paragraph."""
    if _BAR.search(text):
        return _BAR
    tabs = text.count("\t")
    filled = sum(bool(part.strip()) for part in text.split("\t"))
    return _TAB if filled >= 2 or (filled and tabs >= 2) else None


def _split_cells(line: TextLine, separator: re.Pattern[str]) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    start = 0
    for end in [*(match.start() for match in separator.finditer(line.text)), len(line.text)]:
        part = line.text[start:end]
        text = part.strip()
        begin = line.start + start + (len(part) - len(part.lstrip()) if text else 0)
        cells.append(Cell(text=text, span=Span(begin, begin + len(text))))
        start = end + 1
    return tuple(cells)


def _fits(piece: _Piece, separator: re.Pattern[str], cells: tuple[Cell, ...]) -> bool:
    """Rows below a merged cell may lack it, so row lengths may differ, but not by more than half."""
    if piece.separator is not separator:
        return False
    if not piece.columns or not any(cell.text for cell in cells):
        return True
    return abs(len(cells) - piece.columns) <= max(1, piece.columns // 2)


def _strip_frame(piece: _Piece, lines: Sequence[TextLine]) -> None:
    """Takes away the empty cells outside the outer bars where every row of a piece is framed by bars."""
    texts = [lines[number].text.strip() for number in piece.rows]
    if len(texts) > 1 and all(len(text) > 1 and _BAR.match(text) and _BAR.match(text[-1]) for text in texts):
        piece.rows = {number: row[1:-1] for number, row in piece.rows.items()}
        piece.columns -= 2


def _is_section(table: _Piece, piece: _Piece, lines: Sequence[TextLine]) -> bool:
    """Whether the one line between two pieces is a row of the table that names a group, written without its cells."""
    if piece.first - table.last != 2 or piece.separator is not table.separator or table.columns < _SECTION_COLUMNS:
        return False
    text = lines[piece.first - 1].text.strip()
    rows = list(piece.rows.values())
    same_width = all(len(row) == table.columns for row in rows)
    head = [cell.text for cell in next(iter(table.rows.values()))]
    own_head = bool(rows) and [cell.text for cell in rows[0]] == head
    names = 0 < len(text) <= _SECTION_LENGTH and not _SECTION_MARKS.search(text) and not is_page_break(text)
    return names and same_width and not own_head


def _add_section(table: _Piece, line: TextLine) -> None:
    text = line.text.strip()
    begin = line.start + line.text.index(text)
    table.rows[table.last + 1] = (Cell(text=text, span=Span(begin, begin + len(text))),)


def _goes_on(table: _Piece, piece: _Piece, lines: Sequence[TextLine]) -> bool:
    between = lines[table.last + 1 : piece.first]
    lengths = {len(row) for row in table.rows.values()}
    return (
        1 <= len(between) <= _MAX_BREAK
        and all(is_page_break(line.text) for line in between)
        and piece.separator is table.separator
        and len(table.rows) > 1
        and piece.columns > 1
        and all(len(row) in lengths for row in piece.rows.values())
    )


def _join(table: _Piece, piece: _Piece) -> None:
    texts = [[cell.text for cell in row] for row in table.rows.values()]
    more = [[cell.text for cell in row] for row in piece.rows.values()]
    repeated = count_repeated_head(texts, more)
    table.rows.update(list(piece.rows.items())[repeated:])
    table.last = piece.last


def _is_table(piece: _Piece) -> bool:
    rows = [[cell.text for cell in row if cell.text] for row in piece.rows.values()]
    if sum(len(row) >= 2 for row in rows) < 2:
        return False
    return not (_is_prose(rows[0], piece.columns) or _is_contents(rows, piece.separator) or _is_list(rows))


def _is_prose(head: list[str], columns: int) -> bool:
    if columns > 2:
        return any(_SENTENCE_END.search(cell) for cell in head)
    return any(_SENTENCE_END.search(cell) or len(cell) > _HEAD_CELL for cell in head)


def _is_contents(rows: list[list[str]], separator: re.Pattern[str]) -> bool:
    """A table of contents: headings and page numbers that never go down, the first line being no head."""
    if separator is not _TAB or any(len(row) != 2 or not _CONTENTS_PAGE.fullmatch(row[1]) for row in rows):
        return False
    numbers = [int(row[1]) for row in rows if row[1].isdecimal()]
    return numbers == sorted(numbers)


def _is_list(rows: list[list[str]]) -> bool:
    return all(len(row) <= 2 and _ITEM_MARK.fullmatch(row[0]) for row in rows)
