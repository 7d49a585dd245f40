"""What a single check spends the processor's time on, by stage of the street."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.table import Table

from bench.children import run_python
from bench.jobs import OWN
from bench.sampling import END, IMPORTS, JIEBA, KNOWLEDGE, STAGES, Place

# So many parts of a stage are shown, if they take that many milliseconds.
_PARTS, _SHOWN = 5, 20
_EMPTY, _WARM = "缓存空", "缓存有"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Seconds by place, and in all as the system counted them, each the mean of some runs."""

    places: dict[Place, float]
    total: float

    def share_of(self, *stages: str) -> float:
        """The share of the whole that stages take."""
        return sum(seconds for (stage, _), seconds in self.places.items() if stage in stages) / self.total


def run_shares(pair: tuple[str, str], *, runs: int) -> dict[str, Shares]:
    """Where a check of one upper and lower plan spends its time in fresh processes, first with empty caches, then with
    what that run kept; so ``runs`` times."""
    seconds: dict[str, Counter[Place]] = {_EMPTY: Counter(), _WARM: Counter()}
    totals: Counter[str] = Counter()
    with TemporaryDirectory() as caches:
        sample(pair, Path(caches))  # unmeasured: a first run after a change compiles the modules
    for _ in range(runs):
        with TemporaryDirectory() as caches:
            for setting, found in seconds.items():
                places, spent = sample(pair, Path(caches))
                found.update(places)
                totals[setting] += spent
    return {
        setting: Shares(places={place: one / runs for place, one in found.items()}, total=totals[setting] / runs)
        for setting, found in seconds.items()
    }


def sample(pair: tuple[str, str], caches: Path) -> tuple[dict[Place, float], float]:
    """Seconds by place, and in all, of one check in a fresh process; what comes after the last look is its end.

    Args:
        pair: the files of the upper and the lower plan.
        caches: what runs before it kept; empty for a first run.
    """
    with TemporaryDirectory() as folder:
        report = Path(folder) / "places.json"
        spent = run_python(("-m", "bench.sampling", str(report), OWN, folder, *pair), caches).cpu
        places = {(stage, part): took for stage, part, took in json.loads(report.read_text(encoding="utf-8"))}
    return places | {(END, ""): max(0.0, spent - sum(places.values()))}, spent


def render_shares(found: dict[str, Shares]) -> Table:
    """A line per stage: its seconds and share with empty caches and with warm ones, and what most of them are for."""
    caption = (
        "处理器时间，按信号取样（每 2 毫秒看一次调用栈）归入各阶段，不改动程序；不装 fast 附加项（不用 rjieba）。\n"
        + "；".join(
            f"{setting}时 jieba 占 {shares.share_of(JIEBA):.0%}，导入与载入映射表占 {shares.share_of(IMPORTS, KNOWLEDGE):.0%}"
            for setting, shares in found.items()
        )
    )
    table = Table(title="单次检查的时间用在哪里", caption=caption, caption_justify="left")
    table.add_column("阶段", no_wrap=True)
    for title in found:
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(f"其中（毫秒，{_EMPTY}时）")
    for stage, title in STAGES.items():
        shares = (f"{one.share_of(stage) * one.total:.2f} 秒 {one.share_of(stage):4.0%}" for one in found.values())
        table.add_row(title, *shares, _parts(found[_EMPTY], stage))
    table.add_row("合计", *(f"{shares.total:.2f} 秒     " for shares in found.values()), "")
    return table


def _parts(shares: Shares, stage: str) -> str:
    parts = Counter({part: one * 1000 for (own, part), one in shares.places.items() if own == stage and part})
    return " ".join(f"{part} {one:.0f}" for part, one in parts.most_common(_PARTS) if one >= _SHOWN)
