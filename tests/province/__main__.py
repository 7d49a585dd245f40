"""``python -m province OUT --counties 88 --cities 9 --seed 1``: writes a province of plans with known gaps to a folder."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from province.building import build_province
from province.measuring import list_lost, measure, measure_gold, render_rates
from province.writing import FORMATS, Truth, write_province

_WIDTH = 120


def main(words: Sequence[str] | None = None) -> int:
    """Writes the plans and, if asked, compares them; 0."""
    arguments = _parse_arguments(words)
    province = build_province(arguments.counties, arguments.cities, arguments.seed)
    truth = write_province(province, arguments.folder, arguments.formats)
    console = Console(width=max(Console().width, _WIDTH))
    console.print(f"{len(truth.files)} 份规划，埋设缺口 {len(truth.gaps)} 处，对照 {len(truth.controls)} 条")
    if arguments.measure:
        clean = build_province(arguments.counties, arguments.cities, arguments.seed, clean=True)
        with tempfile.TemporaryDirectory(prefix="province-") as scratch:
            write_province(clean, Path(scratch), arguments.formats)
            _show_rates(console, arguments.folder, truth, Path(scratch))
    return 0


def _show_rates(console: Console, folder: Path, truth: Truth, clean: Path) -> None:
    measured = list(measure(folder, truth, clean))
    console.print(render_rates(measured))
    seconds = [pair.seconds for pair in measured]
    console.print(f"每对 {sum(seconds) / len(seconds):.1f} 秒，最慢 {max(seconds):.1f} 秒，共 {len(seconds)} 对")
    gold = measure_gold()
    console.print(
        f"同源参考答案：缺失的要求查出 {gold.flagged:.0%}（其中判未衔接 {gold.missing:.0%}），"
        f"已衔接的不误报 {gold.left_alone:.0%}"
    )
    for line in list_lost(measured, truth.gaps):
        console.print(f"未查出：{line}", markup=False)


def _parse_arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m province", description="生成一个虚构省的全套规划，内含已知缺口")
    parser.add_argument("folder", type=Path, help="写到哪个文件夹")
    parser.add_argument("--counties", type=int, default=88, help="县的个数")
    parser.add_argument("--cities", type=int, default=9, help="市的个数")
    parser.add_argument("--seed", type=int, default=1, help="随机种子；相同则文件相同")
    parser.add_argument("--formats", nargs="+", choices=FORMATS, default=list(FORMATS[:1]), help="文件格式，逐份选用")
    parser.add_argument("--measure", action="store_true", help="逐对对照，报告缺口查出率和误报率")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
