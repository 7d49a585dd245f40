"""``make bench``: runs the benchmarks on all gold cases and prints one table each."""

from __future__ import annotations

from rich.console import Console
from roundtrip.cases import find_cases

from bench.aims import judge_aims, render_aims
from bench.cases import read_all_cases, read_own_cases
from bench.indicators import render_bench, run_bench
from bench.reading import render_reading, run_reading
from bench.shares import render_shares, run_shares
from bench.tasks import SINGLE, render_tasks, run_tasks

RUNS = 9

if __name__ == "__main__":
    console = Console(width=max(Console().width, 130))
    console.print(render_bench(run_bench(read_all_cases(), runs=RUNS)))
    console.print(render_reading(run_reading(find_cases(), runs=RUNS // 4)))
    own = read_own_cases()
    tasks = run_tasks(own, runs=RUNS // 3)
    single = next(case for case in own if case.name == SINGLE)
    shares = run_shares((str(single.upper), str(single.lower)), runs=RUNS // 4)
    for table in (render_tasks(tasks), render_shares(shares), render_aims(judge_aims(tasks, shares))):
        console.print(table)
