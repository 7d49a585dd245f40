"""Finds assigned values (分解值) in the tables of a user's own list.

Three layouts are understood: a value per row (area, indicator, value), areas down the side with indicators across the
top, indicators down the side with areas across the top.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from align.knowledge.assigned import AssignedColumns
from align.knowledge.names import drop_marks
from align.knowledge.units import Units
from align.model import Assignment
from align.parsing.clean import clean_text
from align.parsing.quantities import parse_target
from align.source import Source, Table
from align.target import TargetKind

_UNIT = re.compile(r"[（(]([^（）()]+)[）)]$")
_YEAR = re.compile(r"(?:到)?(?P<year>(?:19|20)\d{2})年?")
_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A table with its header: cleaned cells, the role of each column, the first row below the header."""

    rows: tuple[tuple[str, ...], ...]
    header: tuple[str, ...]
    roles: tuple[str | None, ...]
    first_row: int

    def column(self, role: str) -> int | None:
        return self.roles.index(role) if role in self.roles else None

    def cell(self, row: tuple[str, ...], role: str) -> str:
        column = self.column(role)
        return row[column] if column is not None and column < len(row) else ""


def find_assignments(source: Source, columns: AssignedColumns, units: Units) -> tuple[Assignment, ...]:
    """The assigned values in a document's tables, in order; dashes and blank cells are none.

    Args:
        source: the document as read.
        columns: how headers are told.
        units: the unit table.
    """
    name = Path(source.path).stem
    return tuple(
        found
        for table in source.tables
        if (sheet := _sheet(table, columns)) is not None
        for found in _assignments(sheet, name, columns, units)
    )


def _sheet(table: Table, columns: AssignedColumns) -> _Sheet | None:
    rows = tuple(tuple(re.sub(r"\s", "", clean_text(drop_marks(cell.text))) for cell in row) for row in table.rows)
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        roles = tuple(columns.role(cell) if cell else None for cell in row)
        if "region" in roles or "indicator" in roles:
            return _Sheet(rows=rows, header=row, roles=roles, first_row=index + 1)
    return None


def _assignments(sheet: _Sheet, name: str, columns: AssignedColumns, units: Units) -> Iterator[Assignment]:
    region, indicator, value = (sheet.column(role) for role in ("region", "indicator", "value"))
    area = ""
    for row in sheet.rows[sheet.first_row :]:
        area = sheet.cell(row, "region") or area  # a merged cell may be told once for several rows
        if region is not None and indicator is not None and value is not None:
            cells = [(area, sheet.cell(row, "indicator"), sheet.cell(row, "value"))]
        elif region is not None:
            cells = [(area, head, cell) for head, cell in _open_cells(sheet, row)]
        else:
            own = sheet.cell(row, "indicator")
            cells = [(head, own, cell) for head, cell in _open_cells(sheet, row) if columns.area.fullmatch(head)]
        for place, what, written in cells:
            if place and what and place not in columns.totals:
                yield from _assignment(sheet, row, (place, what, written), name, units)


def _open_cells(sheet: _Sheet, row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The cells under headers that are no column of the list itself: names of indicators, or of areas."""
    for head, role, cell in zip(sheet.header, sheet.roles, row, strict=False):
        if head and role in (None, "value"):
            yield head, cell


def _assignment(
    sheet: _Sheet, row: tuple[str, ...], told: tuple[str, str, str], name: str, units: Units
) -> Iterator[Assignment]:
    region, written, value = told
    indicator, unit = _split_unit(_YEAR.sub("", written), units)
    parsed = parse_target(value, name=indicator, units=units)
    if parsed.kind is TargetKind.NONE:
        return
    years = (_YEAR.search(text) for text in (sheet.cell(row, "year"), written, *_value_header(sheet)))
    year = next((match["year"] for match in years if match), None)
    yield Assignment(
        region=region,
        indicator=indicator,
        value=value,
        unit=sheet.cell(row, "unit") or unit,
        target_year=int(year) if year else None,
        document=sheet.cell(row, "document") or name,
    )


def _value_header(sheet: _Sheet) -> Iterator[str]:
    column = sheet.column("value")
    if column is not None:
        yield sheet.header[column]


def _split_unit(name: str, units: Units) -> tuple[str, str | None]:
    match = _UNIT.search(name)
    if match is None or units.find(match[1]) is None:
        return name, None
    return name[: match.start()], match[1]
