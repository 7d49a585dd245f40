"""``python -m killing --runs N``: kills clients N times and tells whether anything acknowledged was lost."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from review_sample import make_draft, make_subject

from align.reviewing.keeping.store import Store
from killing.runs import kill_once

# A store is killed over and over; a fresh one now and then keeps looking into it quick.
_RUNS_PER_STORE = 10


def make_store(file: Path) -> Path:
    """A store with the draft that clients decide of."""
    with Store(file) as store:
        store.add_draft(make_draft(*(make_subject(f"task:T{number}") for number in range(1, 6))))
    return file


def main() -> int:
    """1 where something was lost."""
    parser = argparse.ArgumentParser(prog="python -m killing", description="随机杀死正在记录复核结论的程序，查有无丢失")
    parser.add_argument("--runs", type=int, default=300, help="次数")
    parser.add_argument("--seed", type=int, default=0, help="随机种子")
    arguments = parser.parse_args()
    lost = acknowledged = 0
    with tempfile.TemporaryDirectory(prefix="killing-") as scratch:
        for run in range(arguments.runs):
            if run % _RUNS_PER_STORE == 0:
                file = make_store(Path(scratch) / f"{run}.sqlite")
            outcome = kill_once(file, Path(scratch), arguments.seed + run)
            acknowledged += outcome.acknowledged
            lost += len(outcome.lost)
            if outcome.lost:
                print(f"第 {run} 次：丢失 {'、'.join(outcome.lost[:3])}")
    print(f"杀死 {arguments.runs} 次，应答 {acknowledged} 条，丢失 {lost} 条")
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main())
