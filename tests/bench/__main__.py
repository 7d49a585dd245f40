"""``make bench``: runs the benchmarks on all gold cases and prints one table each."""

from __future__ import annotations

from rich.console import Console

from bench.cases import read_all_cases
from bench.indicators import render_bench, run_bench

RUNS = 9

if __name__ == "__main__":
    Console(width=max(Console().width, 130)).print(render_bench(run_bench(read_all_cases(), runs=RUNS)))
