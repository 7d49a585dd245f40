"""Tells how far a run over a library is."""

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
