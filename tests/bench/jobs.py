"""A whole job in a process of its own: ``python -m bench.jobs NAME FOLDER UPPER LOWER [UPPER LOWER …]``.

``NAME`` is a method of :mod:`bench.analyst`, or ``plan-align`` (words cut by jieba) or ``plan-align[fast]`` (by rjieba).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

OWN, OWN_FAST = "plan-align", "plan-align[fast]"


def run_job(name: str, folder: Path, pairs: Sequence[tuple[str, str]]) -> None:
    """Reads pairs of upper and lower plans, compares them and writes the reports into a folder."""
    if name in (OWN, OWN_FAST):
        if name == OWN:
            sys.modules["rjieba"] = None  # type: ignore[assignment]  # as where the extra is not installed
        _run_own(folder, pairs)
        return
    from bench.analyst import METHODS, check

    for number, (upper, lower) in enumerate(pairs):
        check(upper, lower, folder / f"{number}.xlsx", METHODS[name])


def _run_own(folder: Path, pairs: Sequence[tuple[str, str]]) -> None:
    """One pair as the command does it, more as a loop over what the command calls."""
    if len(pairs) == 1:
        from align.cli import main

        (upper, lower) = pairs[0]
        sys.argv = ["plan-align", "check", lower, "--against", upper, "-o", str(folder), "--format", "xlsx,json"]
        main()
    from align.checking import check_files

    for number, (upper, lower) in enumerate(pairs):
        check_files(Path(lower), [Path(upper)], folder / str(number), ("xlsx", "json"), as_json=False)


if __name__ == "__main__":
    _, given, target, *files = sys.argv
    run_job(given, Path(target), list(zip(files[::2], files[1::2], strict=True)))
