"""What the gold answers say between the plans of two levels: which requirements are answered, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from align.evaluation.gold import GoldTask, read_case
from align.results import TaskVerdict
from province.names import PART_SLOTS
from province.recipe import TEXTS, Case, list_cases, load_places

_LOCAL_SLOTS = frozenset(PART_SLOTS) | frozenset(slot.upper() for slot in PART_SLOTS)
_LOCAL_SLOTS |= {"lake", "reservoir", "reservoir2", "hill", "neighbour", "neighbour2"}
_SLOT = re.compile(r"\{(\w+)\}")
_TABLE_ROW = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A requirement of an upper text that a lower text is known to answer, both as the sources word it.

    ``basis`` is ``gold`` where the answers of a gold case say so, ``same`` where both plans rest on the same text.
    """

    case: str
    id: str
    basis: str
    source: str
    quote: str
    answer_source: str
    answers: tuple[str, ...]


@lru_cache
def list_requirements(upper: str, lower: str) -> tuple[Requirement, ...]:
    """The requirements between plans of two levels that are known to be answered, but for those of single places."""
    found = (one for case in list_cases() for one in _find_requirements(case, TEXTS[upper], TEXTS[lower]))
    return tuple(one for one in found if not is_local(one.source, one.quote))


@lru_cache
def read_gold(case: Case) -> tuple[GoldTask, ...]:
    """The requirements of a gold case that are covered."""
    return tuple(task for task in read_case(case.gold).tasks if task.verdict is TaskVerdict.COVERED)


@lru_cache
def list_quotes(source: str) -> tuple[str, ...]:
    """All words of a source text that a gold case speaks of: they are never left out by chance."""
    quotes = []
    for case in list_cases():
        tasks = read_case(case.gold).tasks
        quotes += [task.quote for task in tasks if case.upper == source]
        quotes += [quote for task in tasks for quote in task.lower_quotes if case.lower == source]
    return tuple(quotes)


def is_local(source: str, quote: str) -> bool:
    """Whether words name a part of the area, so that they ask nothing of the other parts."""
    slots = {name: set(_SLOT.findall(slot)) for name, slot in load_places(source)}
    return any(name in quote and slots[name] & _LOCAL_SLOTS for name in slots)


def _find_requirements(case: Case, upper: tuple[str, ...], lower: tuple[str, ...]) -> Iterator[Requirement]:
    for task in read_gold(case):
        answers = tuple(quote for quote in task.lower_quotes if _TABLE_ROW not in quote)
        if not answers:
            continue
        if case.upper in upper and case.lower in lower:
            yield _require(case, task, "gold", (case.upper, task.quote), (case.lower, answers))
        elif case.upper in upper and case.upper in lower:
            yield _require(case, task, "same", (case.upper, task.quote), (case.upper, (task.quote,)))
        elif case.lower in upper and case.lower in lower:
            for quote in answers:
                yield _require(case, task, "same", (case.lower, quote), (case.lower, (quote,)))


def _require(
    case: Case, task: GoldTask, basis: str, asked: tuple[str, str], answered: tuple[str, tuple[str, ...]]
) -> Requirement:
    return Requirement(
        case=case.name,
        id=task.id,
        basis=basis,
        source=asked[0],
        quote=asked[1],
        answer_source=answered[0],
        answers=answered[1],
    )
