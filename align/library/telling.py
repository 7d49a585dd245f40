"""Tells how far a run over a library is, and what went wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Made = TypeVar("_Made")

Told = Callable[[str, int, int], object]
"""Called with what is being done, how much of it is done, and how much there is."""


def follow(what: str, total: int, made: Iterable[_Made], told: Told) -> Iterator[_Made]:
    """Passes on what is made, and tells after each."""
    told(what, 0, total)
    for done, one in enumerate(made, start=1):
        told(what, done, total)
        yield one


def tell_nobody(_what: str, _done: int, _total: int) -> None:
    """No display of progress."""


def tell_mishap(error: Exception, what: str) -> str:
    """What to say of an error that nobody foresaw, in Chinese; ``what`` it happened with, for the developers to see."""
    return f"程序出错（{type(error).__name__}：{error}），请把{what}反馈给开发者"
