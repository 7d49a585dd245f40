"""Values set from above for single areas: the lists of ``mappings/assigned`` and the headers of a user's own list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import Row, complain_of_entries, load_tables, load_toml, parse_pattern
from align.knowledge.units import load_units
from align.mappings import mapping_files
from align.model import Assignment

_COLUMNS = ("region", "indicator", "value", "unit", "year", "document")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignedColumns:
    """How the columns of a list of assigned values are told by their headers, in order of precedence.

    ``area`` matches a header that is an area's name; ``totals`` are headers that stand for a whole larger area.
    """

    columns: tuple[tuple[str, re.Pattern[str]], ...]
    area: re.Pattern[str]
    totals: frozenset[str]

    def role(self, header: str) -> str | None:
        """What a column is, by its header without spaces; ``None`` for a name of an indicator or area."""
        return next((role for role, pattern in self.columns if pattern.match(header)), None)


@lru_cache(maxsize=4)
def load_assigned(folder: Path | None = None) -> tuple[Assignment, ...]:
    """The assigned values of ``folder`` (by default the bundled one), a file for every sector.

    Raises:
        MappingError: a blank field that must be filled, an unknown unit, a year that is none, an area's indicator twice.
    """
    rows = load_tables(sorted(folder.glob("*.tsv")) if folder else mapping_files("assigned", "*.tsv"), _COLUMNS)
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        key = (row["region"], row["indicator"], row["year"])
        if key in seen:
            raise row.error(f"{row['region']}“{row['indicator']}”重复")
        seen.add(key)
    return tuple(_assignment(row) for row in rows)


def _assignment(row: Row) -> Assignment:
    for column in ("region", "indicator", "value", "document"):
        if not row[column]:
            raise row.error(f"{column} 不能为空")
    if row["unit"] and load_units().find(row["unit"]) is None:
        raise row.error(f"单位“{row['unit']}”不在单位表中")
    if row["year"] and not re.fullmatch(r"(?:19|20)\d\d", row["year"]):
        raise row.error(f"年份“{row['year']}”不合规定")
    return Assignment(
        region=row["region"],
        indicator=row["indicator"],
        value=row["value"],
        unit=row["unit"] or None,
        target_year=int(row["year"]) if row["year"] else None,
        document=row["document"],
    )


@lru_cache(maxsize=4)
def load_assigned_columns(path: Path | None = None) -> AssignedColumns:
    """The header words of ``path``, by default the bundled ``mappings/assigned/columns.toml``.

    Raises:
        MappingError: a column is lacking, a pattern is malformed or misses one of its examples.
    """
    file = path or bundled("mappings", "assigned", "columns.toml")
    content = load_toml(file)
    with complain_of_entries(file):
        columns = tuple(
            (role, parse_pattern(file, "|".join(f"(?:{one})" for one in entry["patterns"]), entry["examples"]))
            for role, entry in content["columns"].items()
        )
        area, totals = re.compile(content["areas"]["pattern"]), frozenset(content["areas"]["totals"])
    found = AssignedColumns(columns=columns, area=area, totals=totals)
    for role, entry in content["columns"].items():
        for example in entry["examples"]:
            if found.role(example) != role:
                raise MappingError(file, 1, f"样例“{example}”被认作 {found.role(example)}，应为 {role}")
    return found
