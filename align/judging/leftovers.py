"""What plans left out of a task on its way down, and whether a plan further down makes it good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align.chains import Answer
from align.results import TaskFinding, TaskVerdict


@dataclass(frozen=True, slots=True)
class Leftover:
    """A part of a task (``asked``: its id) of the plan at position ``plan`` that a plan below leaves out."""

    plan: int
    asked: str
    text: str


def find_leftovers(answers: Iterable[tuple[int, Answer]]) -> tuple[Leftover, ...]:
    """What answers leave out, each given with the position of the plan that asks.

    A task that is wholly missing leaves nothing over: its thread breaks there.
    """
    return tuple(
        Leftover(plan, answer.finding.task.id, point)
        for plan, answer in answers
        if isinstance(answer.finding, TaskFinding) and answer.finding.verdict is TaskVerdict.PARTIAL
        for point in answer.finding.missing_points
    )


def settle_leftovers(
    answered: Mapping[Leftover, Sequence[Answer]],
) -> tuple[tuple[Leftover, ...], tuple[Leftover, ...]]:
    """What a plan makes good of that which plans above left out, and what is still lacking.

    Args:
        answered: the leftovers, each with what was found of its task at this plan.
    """
    supplied = tuple(left for left, answers in answered.items() if any(_supplies(a, left) for a in answers))
    return supplied, tuple(left for left in answered if left not in supplied)


def _supplies(answer: Answer, left: Leftover) -> bool:
    """Whether a part left out above is found here: a key point that is not missing here too.

    A date or a number that fell short above is made good only by an answer that lacks nothing.
    """
    finding = answer.finding
    if not isinstance(finding, TaskFinding):
        return False
    if finding.verdict is TaskVerdict.COVERED:
        return True
    named = any(point.text == left.text for point in finding.task.key_points)
    return finding.verdict is TaskVerdict.PARTIAL and named and left.text not in finding.missing_points
