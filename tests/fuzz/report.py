"""Tells what came of a run, and keeps the files that failed with what they caused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.table import Table

from fuzz.examination import FAILED, PLAN, REFUSED
from fuzz.kinds import Kind
from fuzz.mutation import make_file
from fuzz.running import Result


def keep(result: Result, folder: Path) -> Path:
    """Writes the file of a failure and the traceback beside it."""
    made = make_file(result.case)
    path = folder / f"{result.case.name}{made.suffix}"
    path.write_bytes(made.data)
    path.with_name(f"{path.name}.log").write_text(f"{result.where}\n\n{result.detail}\n", encoding="utf-8")
    return path


def note(result: Result, folder: Path) -> None:
    """Adds a line to the list of all files of all runs."""
    line = (result.case.name, result.result, result.where, f"{result.seconds}", f"{result.megabytes}")
    with (folder / "results.tsv").open("a", encoding="utf-8") as stream:
        stream.write("\t".join(" ".join(part.split()) for part in line) + "\n")


def render_summary(results: Sequence[Result]) -> Table:
    """A row for each kind: how many were read, refused, failed; the slowest and the fattest file."""
    table = Table(title="损坏文件测试")
    for name in ("格式", "文件", "读成规划", "拒绝", "失败", "最慢（秒）", "", "内存最多（MB）", ""):
        table.add_column(name, justify="left" if not name or name == "格式" else "right")
    for kind in Kind:
        own = [result for result in results if result.case.kind is kind]
        if own:
            counts = Counter(result.result for result in own)
            slow = max(own, key=lambda result: result.seconds)
            fat = max(own, key=lambda result: result.megabytes)
            figures = (len(own), counts[PLAN], counts[REFUSED], counts[FAILED])
            table.add_row(
                kind, *map(str, figures), f"{slow.seconds:.1f}", slow.case.name, str(fat.megabytes), fat.case.name
            )
    return table


def render_failures(results: Sequence[Result]) -> Table:
    """A row for each class of failure: how many, and one file that shows it."""
    table = Table(title="失败的类别")
    for name in ("类别", "文件数", "例"):
        table.add_column(name)
    classes: dict[str, list[Result]] = {}
    for result in results:
        if result.result == FAILED:
            classes.setdefault(f"{result.case.kind}：{result.where}", []).append(result)
    for name, failed in sorted(classes.items(), key=lambda pair: -len(pair[1])):
        table.add_row(name, str(len(failed)), failed[0].case.name)
    return table
