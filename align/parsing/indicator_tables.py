"""Finds indicators in tables: one for each row that has a name and a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from align.knowledge.indicator_text import TableWords, load_table_words
from align.knowledge.indicators import Catalogue
from align.knowledge.units import Units
from align.model import Indicator
from align.parsing.clean import clean_text
from align.parsing.indicator_layout import Layout, find_layout
from align.parsing.indicator_notes import (
    find_caption,
    find_head_notes,
    find_mark_natures,
    find_note_text,
    parse_notes,
)
from align.parsing.indicator_rows import RowContext, Running, align_row, read_row
from align.parsing.outline import Outline
from align.source import Source, Table

# How much text (a page number, a repeated caption) may part two pieces of a table.
_PIECE_GAP = 12


def find_table_indicators(
    source: Source, outline: Outline, catalogue: Catalogue, units: Units, period: tuple[int, int] | None
) -> Iterator[Indicator]:
    """The indicators of all indicator tables, in order; ids are left blank. Other tables yield nothing."""
    words = load_table_words()
    layout: Layout | None = None
    running = Running()
    end = 0
    for table in source.tables:
        found = find_layout(table, words, period, find_caption(source.text, table.span.start))
        goes_on = found is None and layout is not None and _goes_on(source.text[end : table.span.start], table, layout)
        if goes_on and layout is not None:
            layout = replace(layout, first_row=0)
        else:
            layout, running = found, Running()
        if layout is None:
            continue
        notes = _notes(source, table, layout, words)
        context = RowContext(
            source=source,
            outline=outline,
            table=table,
            layout=layout,
            words=words,
            catalogue=catalogue,
            units=units,
            notes=parse_notes(notes),
            mark_natures=find_mark_natures(notes, words),
            period=period,
        )
        yield from _read_rows(context, running)
        end = table.span.end


def _goes_on(between: str, table: Table, layout: Layout) -> bool:
    width = max((len(row) for row in table.rows), default=0)
    return width == layout.width and len(between.strip()) <= _PIECE_GAP


def _notes(source: Source, table: Table, layout: Layout, words: TableWords) -> str:
    """Notes in the table's own last rows, in the lines below it, and those that marks in its caption or head lead to."""
    inside = [
        clean_text(row[0].text)
        for row in table.rows
        if row and words.notes.match(clean_text(row[0].text)) and len({cell.text for cell in row if cell.text}) == 1
    ]
    following = [other.span.start for other in source.tables if other.span.start >= table.span.end]
    below = find_note_text(source.text, table.span.end, min(following, default=len(source.text)), words)
    return "\n".join([*inside, below, find_head_notes(source, table, layout.first_row)])


def _read_rows(context: RowContext, running: Running) -> Iterator[Indicator]:
    for number, row in enumerate(context.table.rows):
        if number < context.layout.first_row:
            continue
        cells = align_row(row, context.layout, context.words)
        indicator = read_row(context, running, cells, number)
        if indicator is not None:
            yield indicator
