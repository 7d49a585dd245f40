"""``python -m fuzz --seed N --count N --format …``: reads damaged files by the thousand and tells what went wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from roundtrip.cases import ROOT

from fuzz.examination import FAILED
from fuzz.kinds import QUICK, Kind
from fuzz.mutation import FuzzCase
from fuzz.report import keep, note, render_failures, render_summary
from fuzz.running import Result, run_cases

_FOLDER = ROOT / "out" / "fuzz"
_WIDTH = 160


def main(words: Sequence[str] | None = None) -> int:
    """Runs the cases; 1 where a file failed."""
    arguments = _parse_arguments(words)
    console = Console(width=max(Console().width, _WIDTH))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    results: list[Result] = []
    for kind in arguments.format:
        first = arguments.first
        for result in run_cases(FuzzCase(kind, arguments.seed, first + n) for n in range(arguments.count)):
            results.append(result)
            note(result, arguments.folder)
            if result.result == FAILED:
                console.print(f"{result.where}  {keep(result, arguments.folder)}", markup=False)
    console.print(render_summary(results))
    failed = any(result.result == FAILED for result in results)
    if failed:
        console.print(render_failures(results))
    return int(failed)


def _parse_arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="把损坏的文件交给各种格式的读取程序")
    parser.add_argument("--seed", type=int, default=0, help="随机种子；种子、格式、序号相同则文件相同")
    parser.add_argument("--count", type=int, default=200, help="每种格式的文件数")
    parser.add_argument("--first", type=int, default=0, help="第一个文件的序号")
    parser.add_argument("--format", nargs="+", choices=list(Kind), default=list(QUICK), type=Kind, help="格式")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="失败的文件所在文件夹")
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
