"""Runs ``plan-align batch`` on a folder, and tells which pairs it has finished."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from align.fitted import cache_folder
from align.library.batch import RECORDS, RESULTS
from align.tasking import load_task_matcher
from scale.watching import Run, Usage

_PLANS = "plans"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where a library is compared: its plans, the cache, the results, and how many plans are worked on at once."""

    plans: Path
    cache: Path
    output: Path
    jobs: int

    @property
    def log(self) -> Path:
        """What the command says."""
        return self.output.with_suffix(".log")

    @property
    def environment(self) -> dict[str, str]:
        """The variables a command needs to work here."""
        return {"PLAN_ALIGN_CACHE": str(self.cache)}


def open_desk(plans: Path, scratch: Path, name: str, jobs: int = 2) -> Desk:
    """A desk with nothing on it; the command makes the folders."""
    return Desk(plans=plans, cache=scratch / f"{name}-cache", output=scratch / name, jobs=jobs)


def start_batch(desk: Desk) -> Run:
    """Starts the command."""
    words = ("-m", "align", "batch", str(desk.plans), "-o", str(desk.output), "--yes", "--jobs", str(desk.jobs))
    return Run(words, desk.log, desk.environment)


def finish_batch(desk: Desk) -> Usage:
    """Runs the command to its end.

    Raises:
        RuntimeError: it failed.
    """
    used = start_batch(desk).watch()
    assert used is not None
    return used


def copy_fitted(cache: Path) -> None:
    """Puts what is fitted to the bundled knowledge into a cache, so that no run pays for it."""
    load_task_matcher()
    cache.mkdir(parents=True, exist_ok=True)
    for file in cache_folder().glob("*.pickle"):
        shutil.copy2(file, cache)


def list_results(desk: Desk) -> list[Path]:
    """The results of pairs."""
    return sorted((desk.output / RESULTS).rglob("*.json.gz"))


def list_records(desk: Desk) -> list[Path]:
    """The records of pairs that are finished."""
    return sorted((desk.output / RECORDS).rglob("*.json.gz"))


def list_kept(desk: Desk) -> list[Path]:
    """What is kept of plans that were read and mapped."""
    return sorted(file for file in (desk.cache / _PLANS).glob("*") if file.suffix in (".plan", ".mapped"))
