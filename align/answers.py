"""What a search of a library finds: clauses of its plans, each with how near it comes to the question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from align.labelled import Labelled
from align.libraries import LibraryPlan


class Closeness(Labelled):
    """How near a clause comes to a question; whether it is an answer, only its text tells."""

    NEAR = ("near", "相近")
    RELATED = ("related", "略有关联")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAnswer:
    """A clause of a plan: heading path, text, and what canonical task and wording add to its score."""

    plan: LibraryPlan
    division: str
    text: str
    catalogue: float
    wording: float

    @property
    def score(self) -> float:
        """The sum, on the scale of the scores of a match; no percentage."""
        return round(self.catalogue + self.wording, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAnswers:
    """The answers to a question, plan by plan; ``canonical`` is the canonical task it stands for, if any.

    ``near`` is the score from which a match counts as an answer in a check.
    """

    question: str
    canonical: str | None
    near: float
    plans: tuple[LibraryPlan, ...]
    answers: tuple[FoundAnswer, ...]

    def closeness(self, answer: FoundAnswer) -> Closeness:
        """How near an answer is."""
        return Closeness.NEAR if answer.score >= self.near else Closeness.RELATED

    def by_plan(self) -> Iterator[tuple[LibraryPlan, tuple[FoundAnswer, ...]]]:
        """The plans with their answers, that with the nearest first."""
        groups = [tuple(own) for _, own in groupby(self.answers, key=lambda answer: answer.plan.file)]
        for own in sorted(groups, key=lambda several: (-several[0].score, several[0].plan.file)):
            yield own[0].plan, own

    @property
    def silent(self) -> tuple[LibraryPlan, ...]:
        """The plans without a clause that is near."""
        near = {answer.plan.file for answer in self.answers if self.closeness(answer) is Closeness.NEAR}
        return tuple(plan for plan in self.plans if plan.file not in near)
