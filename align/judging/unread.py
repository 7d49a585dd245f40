"""What of the lower plan's file could not be read: a finding that something is missing from it stays open (待核)."""

from __future__ import annotations

from align.model import Plan
from align.source import Notice

# Pages and pictures may hold anything; lost tables hold figures and projects, seldom tasks of their own.
_TEXT = frozenset(("reading.no_text_layer", "reading.pictures_not_read"))
_TABLES = _TEXT | {"reading.tables_not_read", "reading.flattened_table", "reading.rows_not_read"}


def find_unread_text(plan: Plan) -> tuple[Notice, ...]:
    """The notices on parts that may hold tasks."""
    return tuple(notice for notice in plan.warnings if notice.code in _TEXT)


def find_unread_tables(plan: Plan) -> tuple[Notice, ...]:
    """The notices on parts that may hold indicators or projects."""
    return tuple(notice for notice in plan.warnings if notice.code in _TABLES)


def tell_unread(notices: tuple[Notice, ...]) -> str:
    """What to add to the reason of a finding; empty where all was read."""
    told = "；".join(notice.message for notice in notices)
    return f"（本级材料有未能读出的部分，待核：{told}）" if told else ""
