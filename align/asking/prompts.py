"""What is asked of a language model, and how it may be asked."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """One question: who the model is to be, and what it is asked."""

    system: str
    user: str

    def digest(self, model: str) -> str:
        """Stands for the question put to a model; the same words to the same model have the same digest."""
        return hashlib.sha256("\0".join((model, self.system, self.user)).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How a model may be asked.

    Attributes:
        parallel: how many questions are under way at once.
        timeout: seconds to wait for one answer.
        attempts: how often one question is put before it counts as failed.
        failures: after so many failed questions in a row no more are put.
        max_tokens: the longest answer.
    """

    parallel: int
    timeout: float
    attempts: int
    failures: int
    max_tokens: int


Ask = Callable[[Sequence[Prompt]], "Answers"]
"""Puts questions to a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers to questions, in their order; ``None`` where there is none, and in words why not.

    ``model`` is the name of the model, ``None`` where it could not be reached at all.
    """

    model: str | None
    texts: tuple[str | None, ...]
    problems: tuple[str, ...] = ()
