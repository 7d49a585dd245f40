"""Where a user's own model is, and how much it may be asked."""

from __future__ import annotations

import os
from dataclasses import dataclass

from align.asking.asker import Asker, Told
from align.asking.endpoint import KEY_VARIABLE, Endpoint
from align.asking.prompts import Limits
from align.asking.store import AnswerStore
from align.fitted import cache_folder

_ANSWERS = "judge-answers.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A model as the user named it.

    Attributes:
        url: the address, OpenAI-compatible.
        model: the name of the model; ``None`` for the first that the address offers.
        budget: the most questions put to it in one run; ``None`` for as many as there are.
    """

    url: str
    model: str | None = None
    budget: int | None = None


def build_asker(address: Address, limits: Limits, told: Told) -> Asker:
    """What puts questions to the model at an address; answers are remembered in the user's cache folder.

    Raises:
        InputError: the address is none, or the extra ``llm`` is not installed.
    """
    endpoint = Endpoint(address.url, address.model, os.environ.get(KEY_VARIABLE), limits)
    return Asker(endpoint, AnswerStore(cache_folder() / _ANSWERS), limits, budget=address.budget, told=told)
