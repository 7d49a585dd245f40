"""A grid of coloured cells: what stands where in each of several plans; every form of output only draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from align.labelled import Labelled
from align.reporting.tables import Column, ReportTable, Row


class Tone(Labelled):
    """The colour of a cell; its label tells what colour it is."""

    RED = ("red", "红")
    YELLOW = ("yellow", "黄")
    PURPLE = ("purple", "紫")
    LILAC = ("lilac", "淡紫")
    GREY = ("grey", "灰")
    BLUE = ("blue", "蓝")
    GREEN = ("green", "绿")
    FAINT = ("faint", "无底色，淡字")
    PLAIN = ("plain", "无底色")


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell: in bold what it comes to (``head``), the numbers of entries to see (``marks``), then the rest.

    ``hint`` is shown where the pointer rests, on a page.
    """

    tone: Tone
    head: str
    body: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    hint: str = ""

    @property
    def text(self) -> str:
        """All of it, one line under another."""
        return "\n".join((" ".join((self.head, *self.marks)), *self.body))


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """A row: the cells of the columns before and behind the coloured ones, and those."""

    heads: tuple[str, ...]
    cells: tuple[GridCell, ...]
    tails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Coloured columns headed by ``labels``, plain ones before (``heads``) and behind (``tails``).

    ``legend``: the tones with what they stand for and what that means; ``width`` is that of a coloured column.
    """

    key: str
    title: str
    heads: tuple[Column, ...]
    labels: tuple[str, ...]
    rows: tuple[GridRow, ...]
    legend: tuple[tuple[Tone, str, str], ...] = ()
    tails: tuple[Column, ...] = ()
    width: int = 15

    def split(self, columns: int) -> Iterator[Grid]:
        """The same grid in pieces of at most so many coloured columns, for a page or screen too narrow for all."""
        for start in range(0, len(self.labels), max(1, columns)):
            piece = slice(start, start + max(1, columns))
            rows = tuple(replace(row, cells=row.cells[piece]) for row in self.rows)
            yield replace(self, labels=self.labels[piece], rows=rows)

    def table(self) -> ReportTable:
        """The same as a table without colours."""
        coloured = (
            Column(key=f"cell{index}", title=label, width=self.width) for index, label in enumerate(self.labels)
        )
        return ReportTable(
            key=self.key,
            title=self.title,
            columns=(*self.heads, *coloured, *self.tails),
            rows=tuple(Row(cells=(*row.heads, *(cell.text for cell in row.cells), *row.tails)) for row in self.rows),
        )
