"""Reads project lists set as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from align.knowledge.project_words import ProjectWords
from align.model import Role
from align.parsing.clean import clean_text
from align.parsing.indicator_notes import find_caption
from align.parsing.outline import Outline
from align.source import Cell, Source, Table
from align.spans import Span

_NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
_HEADER_ROWS = 3
_ORDINAL = re.compile(r"^(?:\d{1,3}|[一二三四五六七八九十]{1,3})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A project before it gets its id: its name, where it stands, and what the plan says of it (money in 亿元)."""

    name: str
    span: Span
    division_id: str
    category: str | None = None
    count: int = 1
    investment: Decimal | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Which column holds what, ``unit`` the unit of money that the header names."""

    header: int
    width: int
    kinds: dict[str, int]
    unit: str | None


def find_table_projects(source: Source, outline: Outline, words: ProjectWords) -> Iterator[Listed]:
    """The projects of every table whose header is that of a project list."""
    for table in source.tables:
        columns = _find_columns(table, find_caption(source.text, table.span.start), outline, words)
        if columns is not None:
            yield from _rows(table, columns, outline, words)


def _find_columns(table: Table, caption: str, outline: Outline, words: ProjectWords) -> _Columns | None:
    in_projects = outline.division_at(table.span.start).role is Role.PROJECTS
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        cells = [clean_text(cell.text) for cell in row]
        kinds = _kinds(cells, words)
        named = "name" in kinds and ("investment" in kinds or "content" in kinds or in_projects)
        counted = "count" in kinds and ("category" in kinds or "name" in kinds)
        speaks = any(word in text for text in (*cells, caption) for word in words.headings)
        if (named or counted) and (speaks or in_projects):
            header = cells[kinds["investment"]] if "investment" in kinds else ""
            unit = next((unit for text in (header, caption) for unit, _ in words.units if unit in text), None)
            return _Columns(header=index, width=len(row), kinds=kinds, unit=unit)
    return None


def _kinds(cells: list[str], words: ProjectWords) -> dict[str, int]:
    """The kind of each column; a cell serves one kind, and a kind takes its first cell."""
    kinds: dict[str, int] = {}
    for position, cell in enumerate(cells):
        for kind, names in words.columns:
            if any(name in cell for name in names):
                kinds.setdefault(kind, position)
                break
    return kinds


def _rows(table: Table, columns: _Columns, outline: Outline, words: ProjectWords) -> Iterator[Listed]:
    category: str | None = None
    division = outline.division_at(table.span.start)
    for row in table.rows[columns.header + 1 :]:
        cells = {kind: _cell(row, position, columns.width) for kind, position in columns.kinds.items()}
        texts = {kind: clean_text(cell.text) for kind, cell in cells.items() if cell is not None}
        own = texts.get("category", "")
        category = own if own and not _ORDINAL.match(own) else category
        name = texts.get("name") or texts.get("category") or ""
        if not name or any(word in text for text in texts.values() for word in words.totals):
            continue
        if "count" not in columns.kinds and _ORDINAL.match(name):
            continue
        yield Listed(
            name=name,
            span=_row_span(row),
            division_id=division.id,
            category=category if category != name else None,
            count=_count(texts.get("count", "")),
            investment=_money(texts.get("investment", ""), columns.unit, words),
            page=table.page,
        )


def _cell(row: tuple[Cell, ...], position: int, width: int) -> Cell | None:
    """The cell of a column; a row that lacks the cells of a merged column is read from its right end."""
    index = position - (width - len(row)) if len(row) < width else position
    return row[index] if 0 <= index < len(row) else None


def _row_span(row: tuple[Cell, ...]) -> Span:
    filled = [cell.span for cell in row if cell.text.strip() and not cell.merged] or [cell.span for cell in row]
    return Span(min(span.start for span in filled), max(span.end for span in filled))


def _count(text: str) -> int:
    digits = re.match(r"\d{1,6}(?!\d)", text)
    return int(digits.group()) if digits and int(digits.group()) > 0 else 1


def _money(text: str, unit: str | None, words: ProjectWords) -> Decimal | None:
    """The investment of a row: its own unit goes before that of the header; a bare number without any is not read."""
    for own, _ in words.units:
        if text.endswith(own):
            return words.money_in_yi(text.removesuffix(own), own)
    if unit is None or not _NUMBER.match(text.replace(",", "")):
        return None
    return words.money_in_yi(text, unit)
