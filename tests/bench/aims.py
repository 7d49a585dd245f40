"""What the project asks of itself in speed, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rich.table import Table

from bench.sampling import JIEBA
from bench.shares import Shares
from bench.tasks import SETTINGS, TaskBench, time_ratio

FASTER_THAN_ENCODER = 10
SLOWER_THAN_TFIDF = 1.5
SHARE_OF_JIEBA = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What is asked, and by setting what was measured and whether that is enough."""

    asked: str
    measured: dict[str, tuple[float, bool]]


def judge_aims(bench: TaskBench, shares: Mapping[str, Shares]) -> list[Aim]:
    """The aims that can be judged by what was measured: those against a method need it installed."""
    aims = []
    if "encoder" in bench.usages:
        found = {title: time_ratio(bench, "encoder", setting) for setting, title in SETTINGS.items()}
        asked = f"句向量的用时为 plan-align 的 {FASTER_THAN_ENCODER} 倍以上"
        aims.append(
            Aim(asked=asked, measured={one: (value, value >= FASTER_THAN_ENCODER) for one, value in found.items()})
        )
    if "tfidf" in bench.usages:
        found = {title: 1 / time_ratio(bench, "tfidf", setting) for setting, title in SETTINGS.items()}
        asked = f"plan-align 的用时不超过 jieba＋TF-IDF＋pandas 的 {SLOWER_THAN_TFIDF} 倍"
        aims.append(
            Aim(asked=asked, measured={one: (value, value <= SLOWER_THAN_TFIDF) for one, value in found.items()})
        )
    found = {f"单次\n{title}": one.share_of(JIEBA) for title, one in shares.items()}
    asked = f"单次检查的用时中 jieba 自身占 {SHARE_OF_JIEBA:.0%} 以上（不装 fast 附加项）"
    return [*aims, Aim(asked=asked, measured={one: (value, value >= SHARE_OF_JIEBA) for one, value in found.items()})]


def render_aims(aims: Iterable[Aim]) -> Table:
    """A line per aim, a column per setting; what is not enough is marked."""
    table = Table(title="自定的速度要求", caption="✓ 达到，✗ 未达到", caption_justify="left")
    table.add_column("要求")
    for title in SETTINGS.values():
        table.add_column(title, justify="right", no_wrap=True)
    for aim in aims:
        told = (aim.measured.get(title) for title in SETTINGS.values())
        table.add_row(aim.asked, *("—" if one is None else f"{one[0]:.2f} {'✓' if one[1] else '✗'}" for one in told))
    return table
