"""Draws what came of round trips: a table per format, one over all formats, and the differences as files."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from roundtrip.comparison import Comparison, Share
from roundtrip.trip import FLOORS, Trip

_KINDS = {
    "tasks": "任务",
    "indicators": "指标",
    "divisions": "章节",
    "projects": "工程",
    "claims": "自述",
    "basis": "依据",
}
_FIELDS = {
    "near": "文字略异",
    "lost": "缺失",
    "extra": "多出",
    "changed": "有变",
    "parent": "上级章节",
    "name": "名称",
    "baseline": "基期值",
    "target": "目标值",
    "unit": "单位",
    "nature": "属性",
    "category": "类别",
    "target_year": "目标年",
}


def render_trip(trip: Trip) -> Table:
    """One line per plan: found of how many, nearly found, too many; then the means."""
    table = Table(title=f"{trip.format}：逐例", caption="找回/原有 ~文字略异 +多出", caption_justify="left")
    table.add_column("规划", no_wrap=True)
    for name in _KINDS.values():
        table.add_column(name, justify="right", no_wrap=True)
    for comparison in trip.comparisons:
        cells = (escape(comparison.unread),) if comparison.unread else map(_draw_share, comparison.shares.values())
        table.add_row(comparison.case, *cells)
    table.add_section()
    table.add_row("均值", *(f"{trip.mean(kind):.4f}" for kind in _KINDS))
    return table


def render_summary(trips: Sequence[Trip]) -> Table:
    """One line per format that could be read: means, tasks too many, the worst plans, and which floors are missed."""
    table = Table(title="往返测试：各格式找回率（各例均值）")
    for name in ("格式", "规划数", *_KINDS.values(), "多余任务", "任务最差", "指标最差", "下限 任务/指标"):
        table.add_column(name, justify="left" if "最差" in name else "right")
    for trip in trips:
        if not trip.comparisons:
            continue
        floor = FLOORS[trip.format]
        missed = "、".join(_KINDS[kind] for kind in trip.missed())
        table.add_row(
            trip.format.value,
            str(len(trip.comparisons)),
            *(f"{trip.mean(kind):.4f}" for kind in _KINDS),
            str(sum(comparison.shares["tasks"].extra for comparison in trip.comparisons)),
            *(_draw_worst(trip, kind) for kind in ("tasks", "indicators")),
            f"{floor.tasks}/{floor.indicators} " + (f"[red]未达：{missed}[/red]" if missed else "[green]达到[/green]"),
        )
    return table


def write_differences(trip: Trip, folder: Path) -> Path:
    """Writes all differences of a format as a table for reading, one line each."""
    path = folder / f"differences-{trip.format}.tsv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(("规划", "对象", "差异", "名称", "文本版", "本格式"))
        for comparison in trip.comparisons:
            writer.writerows(_list_differences(comparison))
    return path


def _list_differences(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    if comparison.unread:
        yield comparison.case, "文件", "未读入", "", "", comparison.unread
    for one in comparison.differences:
        yield comparison.case, _KINDS[one.kind], _FIELDS[one.field], one.item, one.text, one.rendered


def _draw_share(share: Share) -> str:
    near = f" ~{share.near}" if share.near else ""
    extra = f" +{share.extra}" if share.extra else ""
    shown = f"{share.found}/{share.total}{near}{extra}"
    return shown if share.found == share.total and not share.extra else f"[yellow]{shown}[/yellow]"


def _draw_worst(trip: Trip, kind: str) -> str:
    worst = trip.worst(kind)
    return f"{worst.case} {trip.rate(worst, kind):.3f}"
