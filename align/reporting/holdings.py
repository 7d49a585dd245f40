"""Draws which canonical tasks a plan holds: theme by theme, and what the catalogue knows nothing of."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from align.model import Plan
from align.reporting.fields import Json, build_meta, build_task
from align.reporting.passage import Passage
from align.reporting.quotes import render_passage
from align.results import CatalogueEntry


def build_holdings(plan: Plan, entries: Sequence[CatalogueEntry]) -> Json:
    """The canonical tasks of a plan as plain JSON values (schema ``plan-align/tasks``)."""
    return {
        "schema": "plan-align/tasks",
        "version": 1,
        "meta": build_meta(plan.meta),
        "tasks": [
            {
                **build_task(entry.task, entry.division, plan.source.notes_at(entry.task.span)),
                "canonical": entry.canonical,
                "canonical_name": entry.name,
                "canonical_theme": entry.theme,
                "nearness": entry.nearness,
            }
            for entry in entries
        ],
    }


def build_holdings_screen(plan: Plan, entries: Sequence[CatalogueEntry]) -> Group:
    """The plan's tasks under the themes of the catalogue, in the order in which the plan comes to them."""
    known = [entry for entry in entries if entry.canonical is not None]
    kinds = len({entry.canonical for entry in known})
    lead = f"{plan.meta.title}：任务 {len(entries)} 条，认出 {len(known)} 条，合 {kinds} 项标准任务；库中没有相近者 {len(entries) - len(known)} 条。"
    parts: list[RenderableType] = [Padding(Passage(render_passage(lead)), (1, 0))]
    for theme in dict.fromkeys(entry.theme for entry in entries):
        own = [entry for entry in entries if entry.theme == theme]
        parts.append(Rule(f"{theme or '标准任务库中没有相近者'}（{len(own)} 条）", align="left", style="dim"))
        parts.append(_table(own))
    return Group(*parts)


def _table(entries: Sequence[CatalogueEntry]) -> Table:
    table = Table(box=SIMPLE_HEAD, expand=True, pad_edge=False)
    table.add_column("标准任务", ratio=2)
    table.add_column("规划原文", ratio=5)
    table.add_column("接近", justify="right", no_wrap=True)
    for entry in entries:
        name = Passage(f"{entry.name}（{entry.canonical}）" if entry.name else "—")
        table.add_row(name, Passage(render_passage(entry.task.text)), Text(f"{entry.nearness:.2f}"))
    return table
