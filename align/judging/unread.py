"""What could not be read, or not surely: a finding that rests on it stays open (待核)."""

from __future__ import annotations

from collections.abc import Sequence

from align.model import Indicator, Plan
from align.source import Notice, tell_confidence

# Pages, pictures and files within the file may hold anything; lost tables hold figures and projects, seldom tasks of their own.
_TEXT = frozenset(
    ("reading.no_text_layer", "reading.pictures_not_read", "reading.parts_not_read", "reading.charts_not_read")
)
LOST_TABLES = frozenset(("reading.tables_not_read", "reading.flattened_table", "reading.rows_not_read"))
"""Codes of the notices on what looked like a table and could not be read, or not whole."""
_ANYTHING = _TEXT | LOST_TABLES


def find_unread_text(plan: Plan) -> tuple[Notice, ...]:
    """The notices on parts that may hold tasks."""
    return tuple(notice for notice in plan.warnings if notice.code in _TEXT)


def find_unread_tables(plan: Plan) -> tuple[Notice, ...]:
    """The notices on parts that may hold indicators or projects."""
    return tuple(notice for notice in plan.warnings if notice.code in _ANYTHING)


def tell_unread(notices: tuple[Notice, ...]) -> str:
    """What to add to the reason of a finding; empty where all was read."""
    told = "；".join(notice.message for notice in notices)
    return f"（本级材料有未能读出的部分，待核：{told}）" if told else ""


def tell_unsure(sides: Sequence[tuple[Indicator, Plan]], sure: float) -> str:
    """What to add to the reason of a comparison, upper side first; empty where every figure was read, or recognised surely."""
    told: list[str] = []
    for name, (indicator, plan) in zip(("上级", "本级"), sides, strict=True):
        confidence = plan.source.confidence_of(indicator.span)
        if confidence is not None and confidence < sure:
            told.append(f"；{name}的数由图片识别，把握 {tell_confidence(confidence)}，请对照原件核对")
    return "".join(told)
