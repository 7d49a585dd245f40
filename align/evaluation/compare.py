"""Sets the figures of a run against those of an earlier one: what was gained and lost, requirement by requirement."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from align.errors import InputError
from align.evaluation.run import TITLES
from align.results import TaskVerdict

Rows = list[dict[str, Any]]
"""The rows of a run, one per case, then the means."""


def read_run(path: Path) -> Rows:
    """The rows of an earlier run, as ``evaluate --json`` writes them.

    Raises:
        InputError: the file cannot be read, or holds no such rows.
    """
    remedy = "请用 plan-align evaluate … --json > 文件 存下的结果。"
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(path, "读不出评测结果", remedy) from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "case" in row for row in rows):
        raise InputError(path, "不是评测结果", remedy)
    return rows


def render_comparison(before: Rows, after: Rows) -> Group:
    """The means of both runs over the cases that both have, and every requirement whose verdict changed, where the earlier
    run tells them."""
    earlier = {row["case"]: row for row in before}
    pairs = [(earlier[row["case"]], row) for row in after if row["case"] in earlier and "verdicts" in row]
    return Group(_figures(pairs), _changes(pairs))


def _figures(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> Table:
    table = Table(title=f"与上一次相比（两次都有的 {len(pairs)} 例的均值）")
    for title in ("指标", "上一次", "这一次", "增减"):
        table.add_column(title, justify="left" if title == "指标" else "right")
    for key, title in TITLES.items():
        known = [(one[key], two[key]) for one, two in pairs if one.get(key) is not None and two.get(key) is not None]
        if known:
            old, new = (sum(values) / len(known) for values in zip(*known, strict=True))
            table.add_row(title, f"{old:.3f}", f"{new:.3f}", f"{new - old:+.3f}" if abs(new - old) >= 0.0005 else "")
    return table


def _changes(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> RenderableType:
    if not any(old.get("verdicts") for old, _ in pairs):
        return Text("上一次的结果没有存逐条结论，改判无从比较。")
    changes = list(_find_changes(pairs))
    gained = sum(right == new for _, _, right, _, new in changes)
    lost = sum(right == old for _, _, right, old, _ in changes)
    table = Table(title=f"结论有变的要求 {len(changes)} 条：改对 {gained} 条，改错 {lost} 条")
    for title in ("用例", "要求", "专家", "上一次", "这一次", ""):
        table.add_column(title)
    for case, requirement, right, old, new in changes:
        mark = "改对" if right == new else "改错" if right == old else ""
        table.add_row(case, requirement, *map(_label, (right, old, new)), mark)
    return table


def _find_changes(
    pairs: list[tuple[dict[str, Any], dict[str, Any]]],
) -> Iterator[tuple[str, str, str, str | None, str | None]]:
    for old, new in pairs:
        for requirement, verdict in new["verdicts"].items():
            known = (old.get("verdicts") or {}).get(requirement)
            if known is not None and known["said"] != verdict["said"]:
                yield new["case"], requirement, verdict["gold"], known["said"], verdict["said"]


def _label(verdict: str | None) -> str:
    return TaskVerdict(verdict).label if verdict else "未识别"
