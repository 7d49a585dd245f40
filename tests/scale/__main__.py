"""``python -m scale province | kills | growth | find``: measures libraries of plans; 1 where an aim is missed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from province.measuring import measure_gold, render_rates
from rich.console import Console

from scale.batches import open_desk
from scale.costs import make_province, measure_costs, measure_rates, score_results
from scale.figures import Figure, none_of, render_figures
from scale.growth import measure_growth, tell_growth
from scale.kills import Outcome, run_with_kills
from scale.plans import write_library
from scale.searching import measure_search

_WIDTH = 120


def main(words: Sequence[str] | None = None) -> int:
    """1 where an aim is missed."""
    arguments = _parse_arguments(words)
    console = Console(width=max(Console().width, _WIDTH))
    with tempfile.TemporaryDirectory(prefix="scale-") as scratch:
        figures = list(arguments.measure(arguments, Path(scratch), console))
    console.print(render_figures(arguments.title, figures))
    return int(any(figure.reached is False for figure in figures))


def _measure_province(arguments: argparse.Namespace, scratch: Path, console: Console) -> Iterator[Figure]:
    desk, truth = make_province(scratch, arguments.counties, arguments.cities, arguments.seed)
    yield from measure_costs(desk, 1 + 2 * arguments.cities + 3 * arguments.counties)
    measured = list(score_results(desk, truth))
    console.print(render_rates(measured))
    yield from measure_rates(measured, measure_gold())


def _measure_kills(arguments: argparse.Namespace, scratch: Path, _console: Console) -> Iterator[Figure]:
    calm, _ = make_province(scratch, arguments.counties, arguments.cities, arguments.seed)
    killed = open_desk(calm.plans, scratch, "killed")
    yield from tell_outcome(run_with_kills(calm, killed, arguments.kills, arguments.seed))


def tell_outcome(outcome: Outcome) -> Iterator[Figure]:
    """What each kill left behind, what was done twice, and what was lost."""
    for number, one in enumerate(outcome.stops, start=1):
        told = f"已读入归类 {one.read} 件，已完成 {one.finished}/{outcome.pairs} 对，写了一半 {one.unfinished} 对"
        yield Figure(what=f"第 {number} 次杀死时", measured=told)
    stops = outcome.stops
    yield none_of("已完成的配对，记录又写一遍", sum(one.redone for one in stops))
    # a result without its record is no finished pair; it is made again
    yield none_of("已完成的配对，结果又写一遍", sum(max(one.rewritten - one.unfinished, 0) for one in stops))
    yield none_of("已读入归类的规划，又做一遍", sum(one.read_again for one in stops))
    yield none_of("与不受打扰的一次不同或缺少的结果", len(outcome.lost))
    yield none_of("其余不同的文件", len(outcome.otherwise))
    # a draft of a file that was being written is in nobody's way
    yield Figure(what="残留的半成品", measured=str(len(outcome.left)))
    for name in (*outcome.lost[:3], *outcome.otherwise, *outcome.left[:3]):
        yield Figure(what="　其中", measured=name)


def _measure_growth(arguments: argparse.Namespace, scratch: Path, console: Console) -> Iterator[Figure]:
    sizes = []
    for size in measure_growth(arguments.sizes, scratch, arguments.seed):
        console.print(f"{size.plans} 份 {size.pairs} 对：处理器 {size.used.seconds:.1f} 秒")
        sizes.append(size)
    yield from tell_growth(sizes)


def _measure_search(arguments: argparse.Namespace, scratch: Path, _console: Console) -> Iterator[Figure]:
    desk = open_desk(scratch / "plans", scratch, "search")
    write_library(desk.plans, arguments.plans, arguments.seed)
    yield from measure_search(desk, arguments.plans)


def _parse_arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scale", description="测量整库对照的用时、内存和可靠程度")
    parser.add_argument("--seed", type=int, default=1, help="随机种子")
    parts = parser.add_subparsers(required=True, metavar="内容")
    for name, title, measure in (
        ("province", "全省对照", _measure_province),
        ("kills", "中途杀死", _measure_kills),
        ("growth", "用时的增长", _measure_growth),
        ("find", "大库检索", _measure_search),
    ):
        part = parts.add_parser(name, help=title)
        part.set_defaults(measure=measure, title=title)
        if name in ("province", "kills"):
            part.add_argument("--counties", type=int, default=88 if name == "province" else 20, help="县的个数")
            part.add_argument("--cities", type=int, default=9 if name == "province" else 3, help="市的个数")
        if name == "kills":
            part.add_argument("--kills", type=int, default=3, help="杀死几次")
        if name == "growth":
            part.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100, 1000], help="各有多少份规划")
        if name == "find":
            part.add_argument("--plans", type=int, default=1000, help="多少份规划")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
