"""``make roundtrip``: renders plan texts to office formats, reads them again and tells what was lost."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from roundtrip.cases import ROOT, find_cases
from roundtrip.rendering.files import Format
from roundtrip.report import render_summary, render_trip, write_differences
from roundtrip.trip import Trip, run_trip

_FOLDER = ROOT / "out" / "roundtrip"
_WIDTH = 170


def main(words: Sequence[str] | None = None) -> int:
    """Runs the trips; 1 where a floor is missed, 2 where a word fits no case."""
    arguments = _parse_arguments(words)
    console = Console(width=max(Console().width, _WIDTH))
    try:
        cases = find_cases(arguments.cases)
    except LookupError as error:
        console.print(f"没有名称含“{error.args[0]}”的规划")
        return 2
    arguments.folder.mkdir(parents=True, exist_ok=True)
    trips = []
    with tempfile.TemporaryDirectory(prefix="roundtrip-") as scratch:
        for format_ in arguments.formats:
            trips.append(run_trip(cases, format_, arguments.folder if arguments.keep else Path(scratch)))
            _print_trip(trips[-1], arguments.folder, console)
    console.print(render_summary(trips))
    return int(any(trip.missed() for trip in trips))


def _parse_arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m roundtrip", description="把规划文本做成办公文件再读回，逐项对照")
    parser.add_argument("cases", nargs="*", help="规划名中的字样，如 demo、water_province_city-lower；缺省为全部")
    parser.add_argument("--formats", nargs="+", choices=list(Format), default=list(Format), type=Format, help="格式")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="差异表（和 --keep 时的文件）所在文件夹")
    parser.add_argument("--keep", action="store_true", help="保留所做的文件，下次未变的不重做")
    return parser.parse_args(words)


def _print_trip(trip: Trip, folder: Path, console: Console) -> None:
    if not trip.comparisons:
        console.print(f"{trip.format} 跳过：{escape(trip.refusal)}")
        return
    console.print(render_trip(trip))
    console.print(f"差异表：{write_differences(trip, folder)}")


if __name__ == "__main__":
    sys.exit(main())
