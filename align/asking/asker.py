"""Puts many questions to a model: several at once, within a budget, each remembered, giving up on a dead address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Protocol

from align.asking.endpoint import EndpointError
from align.asking.prompts import Answers, Limits, Prompt
from align.asking.store import AnswerStore

Told = Callable[[int, int], object]
"""Called after every answer with how many questions are done and how many there are."""


class Model(Protocol):
    """What answers questions one by one, such as an ``Endpoint``."""

    def find_model(self) -> str:
        """The name of the model that answers."""

    def ask(self, prompt: Prompt) -> str:
        """The answer to one question."""


_BUDGET_SPENT = "已到 --judge-budget 规定的次数"
_GIVEN_UP = "连续失败，余下的不再询问"


class Asker:
    """Asks a model, remembered answers first.

    Args:
        model: the model.
        store: answers of earlier runs; new ones are added to it.
        limits: how it may be asked.
        budget: the most questions put to the model by this asker; ``None`` for as many as there are.
        told: called after every answer.
    """

    def __init__(self, model: Model, store: AnswerStore, limits: Limits, *, budget: int | None, told: Told) -> None:
        self._model = model
        self._store = store
        self._limits = limits
        self._left = budget
        self._told = told
        self._lock = Lock()
        self._failed = 0

    def __call__(self, prompts: Sequence[Prompt]) -> Answers:
        """The answers, in the order of the questions; what could not be asked is ``None``, and the problems say why.

        Raises:
            OutputError: answers cannot be remembered.
        """
        try:
            name = self._insist(self._model.find_model)
        except EndpointError as error:
            return Answers(model=None, texts=tuple(None for _ in prompts), problems=(str(error),))
        problems: Counter[str] = Counter()
        done = 0

        def answer(prompt: Prompt) -> str | None:
            nonlocal done
            text = self._answer(prompt, name, problems)
            with self._lock:
                done += 1
                self._told(done, len(prompts))
            return text

        with ThreadPoolExecutor(max_workers=self._limits.parallel) as pool:
            texts = tuple(pool.map(answer, prompts))
        told = (f"{problem}（{count} 条）" for problem, count in sorted(problems.items()))
        return Answers(model=name, texts=texts, problems=tuple(told))

    def _answer(self, prompt: Prompt, name: str, problems: Counter[str]) -> str | None:
        key = prompt.digest(name)
        kept = self._store.find(key)
        if kept is not None:
            return kept
        refused = self._refuse()
        if refused is None:
            try:
                text = self._insist(partial(self._model.ask, prompt))
            except EndpointError as error:
                refused = str(error)
                with self._lock:
                    self._failed += 1
            else:
                with self._lock:
                    self._failed = 0
                self._store.keep(key, text)
                return text
        with self._lock:
            problems[refused] += 1
        return None

    def _refuse(self) -> str | None:
        """Why the next question is not put; takes one from the budget where it is."""
        with self._lock:
            if self._failed >= self._limits.failures:
                return _GIVEN_UP
            if self._left is not None:
                if self._left <= 0:
                    return _BUDGET_SPENT
                self._left -= 1
        return None

    def _insist(self, call: Callable[[], str]) -> str:
        """What a call gives, tried again where another attempt may succeed."""
        from tenacity import retry, retry_if_exception, stop_after_attempt, wait_random_exponential

        again = retry(
            retry=retry_if_exception(lambda error: isinstance(error, EndpointError) and error.passing),
            stop=stop_after_attempt(self._limits.attempts),
            wait=wait_random_exponential(multiplier=0.5, max=20),
            reraise=True,
        )
        return again(call)()
