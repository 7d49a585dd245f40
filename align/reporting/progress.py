"""What a command says beside its result: how far it is, and where files went."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)


def build_progress() -> Progress:
    """A line on standard error that says what is under way and is gone when it is done; nothing where nobody watches."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def build_counted_progress() -> Progress:
    """The same for long work in many parts: how many of how many are done, and how long the rest will take."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("还需"),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def tell_parts(progress: Progress) -> Callable[[str, int, int], None]:
    """What shows one kind of work after another on a counted progress: what it is, how much is done, of how much."""
    return partial(_tell_parts, progress, {})


def tell_asked(progress: Progress, step: TaskID) -> Callable[[int, int], None]:
    """What says on a step how many questions a language model has answered, of how many."""
    return partial(_tell_asked, progress, step)


def tell_scanned(progress: Progress) -> Callable[[int, int], None]:
    """What shows how many scanned pages of a file are recognised, of how many: a bar of its own while that lasts."""
    return partial(_tell_scanned, progress, [])


def say_written(paths: Iterable[Path]) -> None:
    """Says which files were written."""
    console = Console(stderr=True)
    for path in paths:
        console.print(f"已写出：{path}", soft_wrap=True, highlight=False)


def _tell_parts(progress: Progress, steps: dict[str, TaskID], what: str, done: int, total: int) -> None:
    """``steps`` holds the bar of each kind of work."""
    if what not in steps:
        steps[what] = progress.add_task(what, total=total)
    progress.update(steps[what], completed=done, total=total)


def _tell_asked(progress: Progress, step: TaskID, done: int, total: int) -> None:
    progress.update(step, description=f"正在请语言模型判读（{done}/{total}）")


def _tell_scanned(progress: Progress, steps: list[TaskID], done: int, total: int) -> None:
    """``steps`` holds the bar, if it is shown."""
    if not steps:
        steps.append(progress.add_task("", total=total))
    progress.update(steps[0], description=f"识别扫描页 {done}/{total}", completed=done, total=total)
    if done == total:
        progress.remove_task(steps.pop())
