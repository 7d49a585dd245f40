"""Turns what was ruled about a requirement into a finding: how grave it is, and the passages it is shown with."""

from __future__ import annotations

from dataclasses import dataclass

from align.judging.unread import find_unread_text
from align.knowledge.task_rules import TaskSeverities
from align.matching.tasks import Candidate, TaskLinks
from align.model import Plan, Task
from align.parsing.measures import find_deadlines
from align.results import Comparison, JudgedBy, Match, Severity, TaskFinding, TaskVerdict, Weakening

_PROHIBITIONS = ("严禁", "禁止", "不得", "一律不", "不予")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict before severity and wording."""

    verdict: TaskVerdict
    answers: tuple[Candidate, ...]
    missing: tuple[str, ...]
    weakened: tuple[Weakening, ...]
    confidence: float
    reason: str
    steps: tuple[Comparison, ...] = ()
    judged_by: JudgedBy = JudgedBy.RULES


class FindingBuilder:
    """Builds findings by the severities of ``mappings/rules/tasks.toml``."""

    def __init__(self, severities: TaskSeverities) -> None:
        self._severities = severities

    def build(self, link: TaskLinks, ruling: Ruling, upper: Plan, lower: Plan) -> TaskFinding:
        """The finding on a requirement, with the nearest passage that was not taken for an answer."""
        taken = {candidate.clause.id for candidate in ruling.answers}
        rejected = next((c for c in link.candidates if c.clause.id not in taken), None)
        return TaskFinding(
            task=link.task,
            division=upper.path(link.task.division_id),
            verdict=ruling.verdict,
            severity=self._severity(link.task, ruling, lower),
            confidence=round(ruling.confidence, 2),
            reason=f"{ruling.reason}。",
            missing_points=ruling.missing,
            weakened=ruling.weakened,
            matches=tuple(_match(candidate, lower) for candidate in ruling.answers),
            rejected=_match(rejected, lower) if rejected is not None else None,
            steps=ruling.steps,
            judged_by=ruling.judged_by,
            pending=ruling.verdict is TaskVerdict.MISSING and bool(find_unread_text(lower)),
        )

    def _severity(self, task: Task, ruling: Ruling, lower: Plan) -> Severity:
        severity = self._own_severity(task, ruling, lower)
        if ruling.verdict.is_gap and (not lower.meta.kind.is_full_text or find_unread_text(lower)):
            return max(severity, self._severities.unread_cap, key=lambda level: level.rank)
        return severity

    def _own_severity(self, task: Task, ruling: Ruling, lower: Plan) -> Severity:
        rules = self._severities
        if ruling.verdict is TaskVerdict.COVERED:
            return rules.covered
        if ruling.verdict is TaskVerdict.NOT_APPLICABLE:
            return rules.not_applicable
        if ruling.verdict is TaskVerdict.PARTIAL:
            softened = any(word in weakening.upper for weakening in ruling.weakened for word in _PROHIBITIONS)
            return rules.weakened_prohibition if softened else rules.partial
        if lower.meta.region and lower.meta.region in task.clean:
            return rules.missing_named
        firm = find_deadlines(task.clean) or any(point.quantity for point in task.key_points)
        return rules.missing_firm if firm or any(word in task.clean for word in _PROHIBITIONS) else rules.missing


def _match(candidate: Candidate, lower: Plan) -> Match:
    return Match(
        id=candidate.clause.id,
        text=candidate.clause.text,
        division=lower.path(candidate.clause.division_id),
        span=candidate.clause.span,
        page=candidate.clause.page,
        score=candidate.score,
        comparisons=candidate.comparisons,
    )
