"""``make bench``: runs the benchmarks on all gold cases and prints one table each."""

from __future__ import annotations

from rich.console import Console
from roundtrip.cases import find_cases

from bench.cases import read_all_cases
from bench.indicators import render_bench, run_bench
from bench.reading import render_reading, run_reading

RUNS = 9

if __name__ == "__main__":
    console = Console(width=max(Console().width, 130))
    console.print(render_bench(run_bench(read_all_cases(), runs=RUNS)))
    console.print(render_reading(run_reading(find_cases(), runs=RUNS // 3)))
