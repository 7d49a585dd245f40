"""Puts tables together again that a converter wrote one cell a line: rows are told by the numbers they are counted with.

Only what is certain is taken: a row whose lines can be shared out over the columns in one way, under a head of which the
same holds. A cell broken over lines has its longer pieces first; columns of words hold no figures and the other way round.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

from align.knowledge.indicator_text import load_table_words
from align.reading.plain.tables import PlainTable, TextLine
from align.source import Cell
from align.spans import Span

_LONGEST = 32
_SENTENCE_MARKS = "。；！？：，"
_VALUE = re.compile(r"[≥≤<>＞＜〔\[（(]?[\d.]|[-—–/]+$")
_HEADING = re.compile(
    r"第[一二三四五六七八九十]{1,3}[篇章节]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）."
)
_CAPTION = re.compile(r"(?:附|续)?[表图]\s*\d|专栏|单位[：:]|注[：:\d]")
_LEAST_ROWS = 3
# So many rows have one line a cell; they tell how many columns there are and what kind each is of.
_LEAST_EXACT = 2
_COLUMNS = (4, 12)
# A row has at most so many lines more than cells.
_MOST_WRAPS = 4


class _Piece(NamedTuple):
    """A line that may be a cell or part of one; ``line`` is its number, an empty one stands for a blank cell."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Grid:
    """A counted run of pieces: where each row starts, and how many columns there are."""

    starts: tuple[int, ...]
    columns: int


def find_loose_tables(lines: Sequence[TextLine]) -> tuple[PlainTable, ...]:
    """The tables written one cell a line, in order, each with the numbers of the rows that could not be told (``lost``)."""
    return tuple(table for run in _find_runs(lines) for grid in _find_grids(run) for table in _build(run, grid, lines))


def _find_runs(lines: Sequence[TextLine]) -> Iterator[list[_Piece]]:
    """Stretches of short lines without sentence marks, blank cells told from the blank lines that stand for them."""
    run: list[int] = []
    for number, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            continue
        if _may_be_cell(text) and "\t" not in line.text:
            run.append(number)
            continue
        yield _with_blanks(run, lines)
        run = []
    yield _with_blanks(run, lines)


def _may_be_cell(text: str) -> bool:
    return len(text) <= _LONGEST and text[-1] not in _SENTENCE_MARKS and _HEADING.match(text) is None


def _with_blanks(run: Sequence[int], lines: Sequence[TextLine]) -> list[_Piece]:
    gaps = [after - before - 1 for before, after in pairwise(run)]
    usual = Counter(gaps).most_common(1)[0][0] if gaps else 0
    pieces: list[_Piece] = []
    for number, gap in zip(run, [usual, *gaps], strict=False):
        blanks, rest = divmod(gap - usual, usual + 1)
        if gap > usual and rest == 0:
            pieces.extend(_Piece("", number - 1) for _ in range(blanks))
        pieces.append(_Piece(lines[number].text.strip(), number))
    return pieces


def _find_grids(run: Sequence[_Piece]) -> Iterator[_Grid]:
    """The runs of rows counted 1, 2, 3 …, as many columns apart as most of them are."""
    position = 0
    while position < len(run):
        grid = _count_from(run, position) if run[position].text == "1" else None
        if grid is None:
            position += 1
        else:
            yield grid
            position = grid.starts[-1] + grid.columns


def _count_from(run: Sequence[_Piece], first: int) -> _Grid | None:
    for columns in range(_COLUMNS[0], _COLUMNS[1] + 1):
        starts = [first]
        while (following := _next(run, starts[-1] + columns, str(len(starts) + 1))) is not None:
            starts.append(following)
        steps = Counter(after - before for before, after in pairwise(starts))
        if len(starts) >= _LEAST_ROWS and steps[columns] >= _LEAST_EXACT:
            return _Grid(tuple(starts), columns)
    return None


def _next(run: Sequence[_Piece], start: int, number: str) -> int | None:
    stop = min(start + _MOST_WRAPS + 1, len(run))
    return next((index for index in range(start, stop) if run[index].text == number), None)


def _build(run: Sequence[_Piece], grid: _Grid, lines: Sequence[TextLine]) -> Iterator[PlainTable]:
    head = _find_head(run, grid)
    if head is None:
        return
    kinds = _find_kinds(run, grid)
    rows = [head]
    lost: list[str] = []
    last = grid.starts[-1]
    for start, end in zip(grid.starts, (*grid.starts[1:], None), strict=True):
        shared = (
            _share_out(run[start:end], grid.columns, kinds) if end else _share_last(run, start, grid.columns, kinds)
        )
        if shared is None:
            lost.append(run[start].text)
        else:
            rows.append(shared)
            last = start + sum(map(len, shared)) - 1
    if len(rows) <= max(len(lost), _LEAST_ROWS - 1):
        return
    yield PlainTable(
        first=head[0][0].line,
        last=run[last].line,
        rows=tuple(tuple(_cell(pieces, lines) for pieces in row) for row in rows),
        inferred=True,
        lost=tuple(lost),
    )


def _cell(pieces: Sequence[_Piece], lines: Sequence[TextLine]) -> Cell:
    """A cell with its text as it stands in the document, blank lines within it too."""
    held = lines[pieces[0].line : pieces[-1].line + 1]
    first = len(held[0].text) - len(held[0].text.lstrip())
    end = held[-1].start + len(held[-1].text.rstrip())
    whole = "".join(line.text + "\n" * (after.start - line.start - len(line.text)) for line, after in pairwise(held))
    text = (whole + held[-1].text.rstrip())[first:]
    start = held[0].start + first
    return Cell(text=text, span=Span(start, end) if text else Span(start, start))


def _find_head(run: Sequence[_Piece], grid: _Grid) -> list[list[_Piece]] | None:
    """The head: what stands between the caption and the first row, shared out so that most columns are known."""
    first = grid.starts[0]
    start = first
    while start > 0 and first - start < grid.columns + _MOST_WRAPS and not _CAPTION.match(run[start - 1].text):
        start -= 1
    pieces = [piece for piece in run[start:first] if piece.text]
    if not grid.columns <= len(pieces) <= grid.columns + _MOST_WRAPS:
        return None
    ranked = [(_count_roles(row), row) for row in _share_outs(pieces, grid.columns)]
    best = max((told for told, _ in ranked), default=None)
    heads = [row for told, row in ranked if told == best]
    return heads[0] if len(heads) == 1 else None


def _count_roles(row: Sequence[Sequence[_Piece]]) -> tuple[int, int]:
    """How many different columns of an indicator table a head names, and how many of its cells do so word for word."""
    words = load_table_words()
    texts = ("".join(piece.text for piece in pieces) for pieces in row)
    told = [found for text in texts if (found := words.match_header(text)) is not None]
    return len({role for role, _ in told}), sum(match.end() == len(match.string) for _, match in told)


def _find_kinds(run: Sequence[_Piece], grid: _Grid) -> list[bool | None]:
    """For each column whether it holds figures, from the rows that have one line a cell; ``None`` where it holds both."""
    exact = [run[start:end] for start, end in pairwise(grid.starts) if end - start == grid.columns]
    kinds: list[bool | None] = []
    for column in range(grid.columns):
        told = {_VALUE.match(row[column].text) is not None for row in exact if row[column].text}
        kinds.append(told.pop() if len(told) == 1 else None)
    return kinds


def _share_last(
    run: Sequence[_Piece], start: int, columns: int, kinds: Sequence[bool | None]
) -> list[list[_Piece]] | None:
    """The last row, whose end no number tells: one line a cell, if all that comes after differs from its last column."""
    row = _share_out(run[start : start + columns], columns, kinds)
    after = run[start + columns] if start + columns < len(run) else None
    if row is None or (after is not None and after.text and kinds[-1] is not None and _fits(after, kinds[-1])):
        return None
    return row


def _share_out(pieces: Sequence[_Piece], columns: int, kinds: Sequence[bool | None]) -> list[list[_Piece]] | None:
    """The only way to share lines out over the columns; ``None`` where there is none, or more than one."""
    fitting = [
        row
        for row in _share_outs(pieces, columns)
        if all(_fits(piece, kind) for cell, kind in zip(row, kinds, strict=True) for piece in cell)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _share_outs(pieces: Sequence[_Piece], columns: int) -> Iterator[list[list[_Piece]]]:
    for cuts in combinations(range(1, len(pieces)), columns - 1):
        row = [list(pieces[start:end]) for start, end in pairwise((0, *cuts, len(pieces)))]
        bracketed = len(pieces) > columns and any(cell[0].text.startswith("（") for cell in row)
        if not bracketed and all(_is_wrapped(cell) for cell in row):
            yield row


def _is_wrapped(cell: Sequence[_Piece]) -> bool:
    """Whether lines may be one cell: no blank among them, none longer than the one before but what stands in brackets."""
    if len(cell) == 1:
        return True
    if cell[-1].text.startswith("（"):
        cell = cell[:-1]
    return all(before.text and after.text and len(before.text) >= len(after.text) for before, after in pairwise(cell))


def _fits(piece: _Piece, is_value: bool | None) -> bool:
    return is_value is None or not piece.text or (_VALUE.match(piece.text) is not None) is is_value
