"""Tells which column of a table is what, and whether the table is an indicator table at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from align.knowledge.indicator_text import TableWords
from align.parsing.clean import clean_text
from align.source import Cell, Table

_YEAR = re.compile(r"(?:19|20)\d{2}(?=年|[^\d]|$)")
_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The columns of an indicator table; ``names`` may be several where the name header spans a category or sub-items."""

    width: int
    names: tuple[int, ...]
    header: str
    first_row: int
    category: int | None = None
    number: int | None = None
    unit: int | None = None
    baseline: int | None = None
    target: int | None = None
    annual: int | None = None
    nature: int | None = None
    note: int | None = None
    base_year: int | None = None
    target_year: int | None = None

    @property
    def values(self) -> tuple[int, ...]:
        """The columns that may hold a target."""
        return tuple(column for column in (self.target, self.annual) if column is not None)


def find_layout(table: Table, words: TableWords, period: tuple[int, int] | None, title: str) -> Layout | None:
    """The layout of an indicator table; ``None`` where the table is of another sort.

    Args:
        table: the table.
        words: the vocabulary of headers.
        period: first and last year of the plan, which tell baseline columns from target columns.
        title: the caption that stands before the table.
    """
    width = max((len(row) for row in table.rows), default=0)
    captions: list[str] = [title]
    for index, row in enumerate(table.rows[:_HEADER_ROWS]):
        texts = [_plain(cell) for cell in row]
        filled = {text for text in texts if text}
        if len(filled) <= 1:
            captions.extend(filled)
            continue
        for depth in (2, 1):
            headers, body = _headers(table.rows[index : index + depth], width), index + depth
            if depth == 2 and not _is_second_header(table.rows, index, words):
                continue
            layout = _layout(headers, body, table, words, period)
            if layout is not None and _is_indicator_table(layout, headers, "".join(captions), words):
                return layout
    return None


def _plain(cell: Cell) -> str:
    return clean_text(cell.text).replace(" ", "").replace("\n", "")


def _headers(rows: tuple[tuple[Cell, ...], ...], width: int) -> list[str]:
    columns: list[str] = []
    for column in range(width):
        parts = [_plain(row[column]) for row in rows if column < len(row)]
        columns.append("".join(dict.fromkeys(part for part in parts if part)))
    return columns


def _is_second_header(rows: tuple[tuple[Cell, ...], ...], index: int, words: TableWords) -> bool:
    """Whether the row after a header row goes on with the header: nothing new but words that head value columns."""
    if index + 1 >= len(rows):
        return False
    above = [_plain(cell) for cell in rows[index]]
    below = [_plain(cell) for cell in rows[index + 1]]
    fresh = [text for column, text in enumerate(below) if text and (column >= len(above) or text != above[column])]
    return bool(fresh) and all(
        words.role_of(text) in ("target", "baseline", "annual") or _is_year(text) for text in fresh
    )


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d{2}年?(?:（.{1,12}）)?", text) is not None


def _layout(
    headers: list[str], first_row: int, table: Table, words: TableWords, period: tuple[int, int] | None
) -> Layout | None:
    roles = [words.role_of(header) for header in headers]
    if "name" not in roles:
        roles = _weak_name(headers, roles, words)
    if "name" not in roles:
        return None
    names = _name_columns(headers, roles)
    baseline, target = _value_columns(headers, roles, period)
    found = {role: roles.index(role) for role in ("category", "number", "unit", "annual", "note") if role in roles}
    nature = _nature_column(roles, table.rows[first_row:], words)
    if found.get("category") == nature:
        found.pop("category", None)
    if target is None and "annual" not in found:
        return None
    before = names[0] - 1
    if "category" not in found and before >= 0 and not headers[before]:
        found["category"] = before
    return Layout(
        width=len(headers),
        names=names,
        header=headers[names[-1]] or headers[names[0]],
        first_row=first_row,
        baseline=baseline,
        target=target,
        nature=nature,
        base_year=_year(headers, baseline),
        target_year=_year(headers, target),
        **found,
    )


def _weak_name(headers: list[str], roles: list[str | None], words: TableWords) -> list[str | None]:
    weak = next((column for column, header in enumerate(headers) if header in words.weak_name), None)
    if weak is None or "unit" not in roles or "nature" not in roles:
        return roles
    return [*roles[:weak], "name", *roles[weak + 1 :]]


def _name_columns(headers: list[str], roles: list[str | None]) -> tuple[int, ...]:
    """The name column (the last of several), with the blank or repeated header cells to its right."""
    first = max(column for column, role in enumerate(roles) if role == "name")
    while first > 0 and headers[first - 1] == headers[first]:
        first -= 1
    last = first
    while last + 1 < len(headers) and headers[last + 1] in ("", headers[first]):
        last += 1
    return tuple(range(first, last + 1))


def _value_columns(
    headers: list[str], roles: list[str | None], period: tuple[int, int] | None
) -> tuple[int | None, int | None]:
    """The columns of baseline and target: by their words, then by their years against the plan's period."""
    valued = [column for column, role in enumerate(roles) if role in (None, "target", "baseline") and headers[column]]
    years = {column: year for column in valued if (year := _year(headers, column)) is not None}
    # without a period the first of several years is the baseline's; a single one is the target's
    first, last = min(years.values(), default=0), max(years.values(), default=9999)
    start, end = period or (first + (first != last), last)
    targets = [column for column in valued if roles[column] == "target" and years.get(column, end) >= start]
    baselines = [column for column in valued if roles[column] == "baseline"]
    open_years = [column for column in years if roles[column] != "baseline" and column not in targets]
    baselines += [column for column in open_years if years[column] < start]
    targets += [column for column in open_years if years[column] >= start and (years[column] <= end or not targets)]
    targets = [column for column in targets if column not in baselines]
    within = [column for column in targets if years.get(column, end) <= end] or targets
    target = max(within, key=lambda column: (years.get(column, end), -column), default=None)
    baseline = max(baselines, key=lambda column: (years.get(column, 0), column), default=None)
    return baseline, target


def _year(headers: list[str], column: int | None) -> int | None:
    match = None if column is None else _YEAR.search(headers[column])
    return int(match.group()) if match else None


def _nature_column(roles: list[str | None], body: tuple[tuple[Cell, ...], ...], words: TableWords) -> int | None:
    """The column whose cells say 约束性 or 预期性, whatever its header."""
    if "nature" in roles:
        return roles.index("nature")
    for column in range(len(roles)):
        cells = [_plain(row[column]) for row in body if column < len(row) and _plain(row[column])]
        natures = [
            cell for cell in cells if len(cell) <= 5 and (words.binding.search(cell) or words.anticipatory.search(cell))
        ]
        if natures and len(natures) * 2 > len(cells):
            return column
    return None


def _is_indicator_table(layout: Layout, headers: list[str], title: str, words: TableWords) -> bool:
    """A table that only shares out who does what names responsible units and no unit, nature or baseline."""
    told = [column for column in (layout.unit, layout.nature, layout.baseline, layout.annual) if column is not None]
    shared_out = any(words.role_of(header) == "owner" for header in headers)
    return bool(told) or (not shared_out and words.title.search(title + layout.header) is not None)
