"""What any judge of tasks gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from align.matching.tasks import TaskLinks
from align.model import Plan
from align.results import TaskFinding
from align.source import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The findings on the requirements of an upper plan, in its order; who judged; and what is to be said about that."""

    judge: str
    findings: tuple[TaskFinding, ...]
    notices: tuple[Notice, ...] = ()


class Judge(Protocol):
    """Judges how the requirements of an upper plan are answered: by rules alone, or with a user's own model."""

    def judge(self, links: Sequence[TaskLinks], upper: Plan, lower: Plan) -> Opinion:
        """One finding per requirement.

        Args:
            links: each requirement with the passages that may answer it, in the order of the upper plan.
            upper: the plan above.
            lower: the plan to be checked.
        """
