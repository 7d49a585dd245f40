"""The tables of a plan text, lines whose cells are parted by tabs or bars, as grids with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roundtrip.rendering.elements import Grid, GridCell

_BAR = "|"
_PAGE_NUMBER = re.compile(r"[-—]\s*\d+\s*[-—]")
_CONTINUED = re.compile(r"续表\d*")
# Lines without cells between two rows that name the group of rows below them: 一、普及与公平, （一）环境治理.
_GROUP = re.compile(r"(?:[一二三四五六七八九十]、|[（(][一二三四五六七八九十][）)]).{2,16}")
_CATEGORY = re.compile(r"类别|领域")
_VALUE = re.compile(r"[≥≤＜<>\[〔]?\d|[-—/]$|$")
_LOOSE_LENGTH = 20
# A page number, blank lines and 续表 are at most so many lines.
_BREAK_LINES = 4

Rows = list[list[str]]
# A row and a column.
_Spot = tuple[int, int]


def has_cells(line: str) -> bool:
    """Whether a line is a row of a table; contents lines with a tab before their leader are none."""
    return (_BAR in line or "\t" in line) and "……" not in line


def take_rows(lines: Sequence[str], first: int) -> tuple[Rows, int]:
    """The rows of the table that begins at a line, broken cells mended and page breaks left out, and the line after it."""
    rows: Rows = []
    place = first
    while place < len(lines):
        if has_cells(lines[place]):
            rows.append(_split(lines[place]))
            place += 1
        elif (after := _find_continuation(lines, place)) is not None:
            place = after
        elif not _goes_on(lines, place):
            break
        elif _GROUP.fullmatch(lines[place].strip()):
            rows.append([lines[place].strip()])
            place += 1
        else:
            rows.append(_split(lines[place].strip() + lines[place + 1]))
            place += 2
    return _drop_repeated_heads(_mend(rows)), place


def build_grid(rows: Rows) -> Grid:
    """The rows as an office would draw them: heads over several columns, categories down several rows."""
    width = max(map(len, rows))
    heads = 2 if len(rows) > 1 and _is_second_head(rows[0], rows[1]) else 1
    full = [row + [""] * (width - len(row)) if len(row) > 1 else row for row in rows]
    covered = _find_covered(full, heads, width)
    placed = tuple(tuple(_place_row(full, number, covered, width)) for number in range(len(full)))
    return Grid(width=width, heads=heads, rows=placed)


def _goes_on(lines: Sequence[str], place: int) -> bool:
    """Whether a line without cells belongs to a table all the same: it names a group, or is the first half of a cell."""
    text = lines[place].strip()
    return 0 < len(text) <= _LOOSE_LENGTH and place + 1 < len(lines) and has_cells(lines[place + 1])


def _split(line: str) -> list[str]:
    if _BAR not in line:
        return [cell.strip(" ") for cell in line.split("\t")]
    framed = line.startswith(_BAR) and line.endswith(_BAR)
    return [cell.strip(" ") for cell in (line[1:-1] if framed else line).split(_BAR)]


def _find_continuation(lines: Sequence[str], place: int) -> int | None:
    """Where a table goes on after a page break that begins at a line; ``None`` where it does not."""
    for after in range(place, min(place + _BREAK_LINES, len(lines))):
        text = lines[after].strip()
        if has_cells(lines[after]):
            return after if after > place and any(map(str.strip, lines[place:after])) else None
        if text and not _PAGE_NUMBER.fullmatch(text) and not _CONTINUED.fullmatch(text):
            return None
    return None


def _mend(rows: Rows) -> Rows:
    """Puts together the two lines of a row that was broken within a cell."""
    width = max(map(len, rows))
    mended: Rows = []
    for row in rows:
        before = mended[-1] if mended else row
        if 1 < len(before) < width and 1 < len(row) < width and len(before) + len(row) - 1 == width:
            mended[-1] = [*before[:-1], before[-1] + row[0], *row[1:]]
        else:
            mended.append(row)
    return mended


def _drop_repeated_heads(rows: Rows) -> Rows:
    heads = [tuple(row) for row in rows[:2]]
    return [row for number, row in enumerate(rows) if number < 2 or tuple(row) not in heads]


def _is_second_head(first: list[str], second: list[str]) -> bool:
    """Whether a second row completes the head: empty where the first has words, words where the first is empty."""
    return (
        len(first) == len(second) and not second[0] and any(a == "" and b for a, b in zip(first, second, strict=True))
    )


def _find_covered(rows: Rows, heads: int, width: int) -> dict[_Spot, _Spot]:
    """By row and column, the cell that covers it."""
    covered: dict[_Spot, _Spot] = {}
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if number >= heads and (len(row) == 1 or (len(filled) == 1 and row[0] and _GROUP.fullmatch(row[0]))):
            covered.update({(number, column): (number, 0) for column in range(1, width)})
    if heads == 2:
        covered.update(_cover_heads(rows, width))
    for column in (c for c in range(len(rows[0])) if _CATEGORY.search(rows[0][c])):
        covered.update(_cover_category(rows, heads, column))
    return covered


def _cover_heads(rows: Rows, width: int) -> Iterator[tuple[_Spot, _Spot]]:
    for column in range(width):
        if not rows[0][column]:
            yield (0, column), (0, next(c for c in range(column, -1, -1) if rows[0][c]))
        elif not rows[1][column]:
            yield (1, column), (0, column)


def _cover_category(rows: Rows, heads: int, column: int) -> Iterator[tuple[_Spot, _Spot]]:
    start = None
    for number in range(heads, len(rows)):
        if len(rows[number]) == 1:
            start = None
        elif start is not None and rows[number][column] in ("", rows[start][column]):
            yield (number, column), (start, column)
        elif rows[number][column] and not _VALUE.match(rows[number][column]):
            start = number


def _place_row(rows: Rows, number: int, covered: dict[_Spot, _Spot], width: int) -> Iterator[GridCell]:
    for column in range(width):
        if (number, column) in covered:
            continue
        mine = [(number, column), *(spot for spot, owner in covered.items() if owner == (number, column))]
        yield GridCell(
            text=rows[number][column],
            column=column,
            columns=1 + max(spot[1] for spot in mine) - column,
            rows=1 + max(spot[0] for spot in mine) - number,
        )
