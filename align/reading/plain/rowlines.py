"""Reads indicator tables whose rows a converter wrote as lines with spaces between the cells.

Only rows that stand whole on their line are taken: number, name, unit, nature and as many values as every other row has. A
row of which a cell was broken over lines is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.knowledge.indicator_text import load_table_words
from align.knowledge.units import load_units
from align.reading.plain.tables import PlainTable, TextLine
from align.source import Cell
from align.spans import Span

_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"\d{1,2}")
_NATURE = re.compile(r"(?:约束|预期|指导|引导)性")
_NO_UNIT = ("/", "-", "—", "——")
# A table has at least so many rows, its head stands so few lines above, and rows are no further apart.
_LEAST_ROWS = 5
_HEAD_LINES = 8
_APART = 6


@dataclass(frozen=True, slots=True)
class _Row:
    """A counted line: its cells number, name, unit, nature, values…; ``None`` where one of the first three is lacking."""

    line: int
    number: int
    values: int
    cells: tuple[Cell, ...] | None


def find_row_tables(lines: Sequence[TextLine]) -> tuple[PlainTable, ...]:
    """The tables written a row a line, in order, each with the numbers of the rows that could not be told (``lost``)."""
    return tuple(table for rows in _find_runs(lines) if (table := _build(rows, lines)) is not None)


def _find_runs(lines: Sequence[TextLine]) -> Iterator[list[_Row]]:
    """Rows counted upwards from 1, not far apart."""
    run: list[_Row] = []
    for index, line in enumerate(lines):
        row = _parse(index, line)
        if row is None:
            continue
        if run and row.number == run[-1].number + 1 and index - run[-1].line <= _APART:
            run.append(row)
            continue
        yield run
        run = [row] if row.number == 1 else []
    yield run


def _parse(index: int, line: TextLine) -> _Row | None:
    tokens = [_token(match, line) for match in _TOKEN.finditer(line.text)]
    natures = [place for place, token in enumerate(tokens) if _NATURE.fullmatch(token.text)]
    if len(natures) != 1 or not tokens or _NUMBER.fullmatch(tokens[0].text) is None:
        return None
    before, values = tokens[1 : natures[0]], tokens[natures[0] + 1 :]
    number = int(tokens[0].text)
    if len(before) < 2 or not _is_unit(before[-1].text):
        return _Row(index, number, len(values), None)
    name = Span(before[0].span.start, before[-2].span.end)
    named = Cell(text=line.text[name.start - line.start : name.end - line.start], span=name)
    return _Row(index, number, len(values), (tokens[0], named, before[-1], tokens[natures[0]], *values))


def _token(match: re.Match[str], line: TextLine) -> Cell:
    return Cell(text=match.group(), span=Span(line.start + match.start(), line.start + match.end()))


def _is_unit(text: str) -> bool:
    return text in _NO_UNIT or load_units().find(text) is not None


def _build(rows: Sequence[_Row], lines: Sequence[TextLine]) -> PlainTable | None:
    whole = [row for row in rows if row.cells is not None]
    if len(whole) < _LEAST_ROWS:
        return None
    values = max((row.values for row in whole), key=[row.values for row in whole].count)
    head = _find_head(rows[0].line, values, lines)
    if not values or head is None:
        return None
    broken = _find_broken(rows, lines)
    taken = [row for row in whole if row.values == values and row.number not in broken]
    lost = [str(row.number) for row in rows if row not in taken]
    if len(taken) < _LEAST_ROWS:
        return None
    cells = tuple(row.cells for row in taken if row.cells is not None)
    return PlainTable(head[0], rows[-1].line, (head[1], *cells), inferred=True, lost=tuple(lost))


def _find_broken(rows: Sequence[_Row], lines: Sequence[TextLine]) -> set[int]:
    """Rows beside which stand more lines than the rows that lack a cell account for: their names may go on there."""
    broken: set[int] = set()
    for row, following in pairwise(rows):
        between = sum(bool(line.text.strip()) for line in lines[row.line + 1 : following.line])
        if between != (row.cells is None) + (following.cells is None):
            broken |= {row.number, following.number}
    return broken


def _find_head(first: int, values: int, lines: Sequence[TextLine]) -> tuple[int, tuple[Cell, ...]] | None:
    """First line and cells of the head: what heads numbers, names, units, natures, then the values in their order."""
    start = max(0, first - _HEAD_LINES)
    found: dict[str, Cell] = {}
    headed: tuple[Cell, ...] = ()
    top = first
    for index in range(first - 1, start - 1, -1):
        tokens = [_token(match, lines[index]) for match in _TOKEN.finditer(lines[index].text)]
        valued = tuple(token for token in tokens if _role(token.text) in ("target", "baseline", "annual", "year"))
        if not headed and len(valued) == values == len(tokens):
            headed, top = valued, index
        for token in tokens:
            if (role := _role(token.text)) in ("unit", "nature"):
                found.setdefault(role, token)
                top = min(top, index)
    if not headed or len(found) != len(("unit", "nature")):
        return None
    blank = Cell(text="", span=Span(lines[top].start, lines[top].start))
    # what heads number and name is often broken (序/号, 指 标); that they are number and name the rows show
    return top, (blank, _name_head(lines[top:first], blank), found["unit"], found["nature"], *headed)


def _name_head(lines: Sequence[TextLine], blank: Cell) -> Cell:
    for line in lines:
        if (match := re.search(r"指\s*标(?:\s*名\s*称)?", line.text)) is not None:
            return _token(match, line)
    return blank


def _role(text: str) -> str | None:
    if re.match(r"(?:19|20)\d\d年?", text):
        return "year"
    return load_table_words().role_of(text)
