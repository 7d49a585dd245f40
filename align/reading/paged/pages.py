"""Lines and tables of pages, put in order: a table that a page break parts is one again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from align.knowledge.characters import load_radicals
from align.reading.content import ContentBuilder, RawCell
from align.reading.paged.continuation import count_repeated_head, is_page_break, is_rest_of_row
from align.reading.paged.margins import Distances, LineBox, find_distances
from align.reading.paged.tables import PageTable, join_lines

# A line that comes back on so many pages is a running head.
_RUNNING_HEAD_PAGES = 3


class PageLine(NamedTuple):
    """A line on a page: how far from the page's top, its text, how surely it was recognised if it stood in a picture, and
    its place from left to right."""

    top: float
    text: str
    confidence: float | None = None
    box: LineBox | None = None


PageItem = PageLine | PageTable


class PageItems(NamedTuple):
    """A page by its number, if it has one, and what stands on it from top to bottom."""

    number: int | None
    items: Sequence[PageItem]


@dataclass(slots=True)
class _TableItem:
    page: int | None
    rows: list[list[RawCell]]
    inferred: bool


class _LineItem(NamedTuple):
    page: int | None
    line: PageLine


def add_pages(builder: ContentBuilder, pages: Sequence[PageItems]) -> None:
    """Adds the lines and tables of all pages in order; a table knows the page it begins on."""
    ideographs = load_radicals()  # fonts of PDF printers give radicals for the ideographs that look like them
    distances = _find_distances(pages)
    for item in _join_tables(pages):
        if isinstance(item, _TableItem):
            rows = [[cell._replace(text=cell.text.translate(ideographs)) for cell in row] for row in item.rows]
            builder.add_table(rows, page=item.page, inferred=item.inferred)
        else:
            text = item.line.text.translate(ideographs)
            builder.add_paragraph(
                text, page=item.page, confidence=item.line.confidence, distances=distances.get(id(item.line))
            )


def _find_distances(pages: Sequence[PageItems]) -> dict[int, Distances | None]:
    """Where each line stands between its margins, by the identity of the line; pictures have measures of their own."""
    distances: dict[int, Distances | None] = {}
    for recognised in (False, True):
        lines = [
            [item for item in page.items if isinstance(item, PageLine) and (item.confidence is not None) is recognised]
            for page in pages
        ]
        found = find_distances([[line.box for line in page if line.box is not None] for page in lines])
        for page, measured in zip(lines, found, strict=True):
            boxed = (line for line in page if line.box is not None)
            distances |= {id(line): one for line, one in zip(boxed, measured, strict=True)}
    return distances


def list_pages(numbers: Sequence[int]) -> str:
    """1、3–5: runs of pages drawn together."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _join_tables(pages: Sequence[PageItems]) -> list[_LineItem | _TableItem]:
    """All lines and tables in order; a table that goes on at the top of the next page is joined to its beginning."""
    running = _find_running_heads(pages)
    result: list[_LineItem | _TableItem] = []
    open_table: _TableItem | None = None
    for page in pages:
        for item in page.items:
            if isinstance(item, PageLine):
                result.append(_LineItem(page.number, item))
                if not is_page_break(item.text) and item.text not in running:
                    open_table = None
            elif open_table is not None and _goes_on(open_table, item):
                _join(open_table, item)
            else:
                open_table = _TableItem(page.number, item.rows, item.inferred)
                result.append(open_table)
    return result


def _goes_on(table: _TableItem, piece: PageTable) -> bool:
    return len(table.rows[-1]) == len(piece.rows[0])


def _join(table: _TableItem, piece: PageTable) -> None:
    head = [[cell.text for cell in row] for row in table.rows[:2]]
    rows = piece.rows[count_repeated_head(head, [[cell.text for cell in row] for row in piece.rows]) :]
    if rows and is_rest_of_row([cell.text for cell in table.rows[-1]], [cell.text for cell in rows[0]]):
        pairs = zip(table.rows[-1], rows[0], strict=True)
        table.rows[-1] = [cell._replace(text=join_lines((cell.text, rest.text))) for cell, rest in pairs]
        rows = rows[1:]
    table.rows.extend(rows)


def _find_running_heads(pages: Sequence[PageItems]) -> frozenset[str]:
    """The lines that stand first or last on several pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [item.text for item in page.items if isinstance(item, PageLine)]
        counts.update({*lines[:1], *lines[-1:]})
    return frozenset(text for text, count in counts.items() if count >= _RUNNING_HEAD_PAGES)
