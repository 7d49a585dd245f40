"""Decides what the tables of a report contain; every form of output only draws them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.labelled import Labelled
from align.results import Severity

Value = str | int | float | None

# Stands where a document gives nothing; never a zero.
NO_VALUE = "—"


class ColumnKind(Labelled):
    """How a column is to be drawn."""

    LABEL = ("label", "短语")
    TEXT = ("text", "长文")
    NUMBER = ("number", "数字")
    BLANK = ("blank", "人工填写")
    CHOICE = ("choice", "人工选择")
    HIDDEN = ("hidden", "程序标识")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column; ``width`` is in half-width characters, the unit of spreadsheets and terminals alike.

    ``choices`` is what may stand in a cell of a column to choose in.
    """

    key: str
    title: str
    width: int
    kind: ColumnKind = ColumnKind.LABEL
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The cells of a row, one per column; ``severity`` colours it, ``number`` names the entry it shows."""

    cells: tuple[Value, ...]
    severity: Severity | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """A table of the report; ``note`` stands under its title.

    Raises:
        ValueError: a row with more or fewer cells than columns.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"{self.key}: {len(row.cells)} cells for {len(self.columns)} columns")

    def column(self, key: str) -> tuple[Value, ...]:
        """The cells of one column; ``KeyError`` if there is none of that key."""
        position = {column.key: index for index, column in enumerate(self.columns)}[key]
        return tuple(row.cells[position] for row in self.rows)

    def condensed(self) -> ReportTable:
        """The same table for reading: without columns for hand and program, and without columns that hold no value."""
        return self._keep(
            [
                index
                for index, column in enumerate(self.columns)
                if column.kind not in (ColumnKind.BLANK, ColumnKind.CHOICE, ColumnKind.HIDDEN)
                and any(row.cells[index] not in (None, NO_VALUE) for row in self.rows)
            ]
        )

    def without(self, key: str) -> ReportTable:
        """The same table without a column."""
        return self._keep([index for index, column in enumerate(self.columns) if column.key != key])

    def _keep(self, kept: Sequence[int]) -> ReportTable:
        rows = (replace(row, cells=tuple(row.cells[index] for index in kept)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[index] for index in kept), rows=tuple(rows))


def build_column(
    key: str, title: str, width: int, kind: ColumnKind = ColumnKind.LABEL, choices: tuple[str, ...] = ()
) -> Column:
    """A column in one line."""
    return Column(key=key, title=title, width=width, kind=kind, choices=choices)
