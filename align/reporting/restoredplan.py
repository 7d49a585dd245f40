"""Builds a plan again from the ``documents`` of a result, and sees that what it points at is there."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import InvalidOperation
from typing import Any, TypeAlias

from align.model import Meta, Plan
from align.reporting.jsonvalues import DamageError, read_member, read_row, read_text
from align.reporting.parsedfields import FieldReader
from align.source import Source

Member: TypeAlias = Any
"""A noun of the list asked for, as ``getattr`` gives it."""

# What stands in a division, by the name of its list.
_LISTS = ("clauses", "tasks", "indicators", "projects", "claims", "basis")
# Headings are set in by their level.
_DEEPEST = 100


class RestoredPlan:
    """A plan of a result; finds what the result's findings speak of.

    Raises:
        DamageError: it is no plan, or something in it points nowhere.
    """

    def __init__(self, document: object, meta: object, side: str) -> None:
        key = f"documents.{side}"
        source = read_row(read_member(read_row(document, key), "source", key), f"{key}.source")
        text = read_text(read_member(source, "text", f"{key}.source"), f"{key}.source.text")
        self.fields = FieldReader(text)
        self.plan = self.fields.read(Plan, document, key, meta=self.fields.read(Meta, meta, side))
        _check_tables(self.plan.source, f"{key}.source")
        _check_divisions(self.plan, key)
        _check_claims(self.plan, key)
        self._found = {name: _index(getattr(self.plan, name), f"{key}.{name}") for name in _LISTS}

    def find(self, name: str, row: object, key: str) -> Member:
        """What a finding's object speaks of: the member of a list (``tasks``, ``claims`` …) that has its id."""
        id = read_text(read_member(read_row(row, key), "id", key), f"{key}.id")
        if id not in self._found[name]:
            raise DamageError(f"{key}.id", f"在 documents 的 {name} 中不存在")
        return self._found[name][id]


def _index(items: Sequence[Any], key: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for index, item in enumerate(items):
        if found.setdefault(item.id, item) is not item:
            raise DamageError(f"{key}[{index}].id", "与前面的重复")
    return found


def _check_divisions(plan: Plan, key: str) -> None:
    """A division stands after the one it belongs to, so that no path runs in a circle; all else stands in one."""
    known: set[str] = set()
    for index, division in enumerate(plan.divisions):
        where = f"{key}.divisions[{index}]"
        if division.id in known:
            raise DamageError(f"{where}.id", "与前面的重复")
        if division.parent_id is not None and division.parent_id not in known:
            raise DamageError(f"{where}.parent_id", "不是前面的章节")
        if not 0 <= division.level < _DEEPEST:
            raise DamageError(f"{where}.level", f"应在 0 和 {_DEEPEST} 之间")
        known.add(division.id)
    for name in _LISTS:
        for index, item in enumerate(getattr(plan, name)):
            if item.division_id not in known:
                raise DamageError(f"{key}.{name}[{index}].division_id", "不是这份规划的章节")


def _check_claims(plan: Plan, key: str) -> None:
    for index, claim in enumerate(plan.claims):
        try:
            _ = claim.consistent
        except InvalidOperation as error:
            raise DamageError(f"{key}.claims[{index}].declared", "位数过多，无法与实计比较") from error


def _check_tables(source: Source, key: str) -> None:
    for index, table in enumerate(source.tables):
        if table.index != index:
            raise DamageError(f"{key}.tables[{index}].index", f"应是 {index}")
    for index, block in enumerate(source.blocks):
        if block.table is not None and not 0 <= block.table < len(source.tables):
            raise DamageError(f"{key}.blocks[{index}].table", "不是这份文件的表格")
