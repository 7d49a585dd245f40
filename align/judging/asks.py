"""What plans of a chain ask of those below, and what a finding on it comes to: the same questions for tasks and indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from align.chains import Asked, BreakKind, Link, ThreadFinding
from align.judging.verbal import is_numeric
from align.model import Nature, Plan
from align.results import IndicatorFinding, IndicatorVerdict, TaskFinding, TaskVerdict

_TASK_KINDS = {TaskVerdict.MISSING: BreakKind.MISSING, TaskVerdict.PARTIAL: BreakKind.PARTIAL}
_INDICATOR_KINDS = {
    IndicatorVerdict.MISSING: BreakKind.MISSING,
    IndicatorVerdict.LOOSER: BreakKind.LOOSER,
    IndicatorVerdict.DEFERRED: BreakKind.DEFERRED,
    IndicatorVerdict.QUALITATIVE: BreakKind.QUALITATIVE,
}


class Asks(Protocol):
    """One kind of thing that plans ask for."""

    @property
    def prefix(self) -> str:
        """The letters before a thread's number."""

    @property
    def from_last(self) -> bool:
        """Whether what the lowest plans hold, which is asked of nobody, is followed as well."""

    def asked(self, plan: Plan) -> Sequence[Asked]:
        """What a plan asks, in its order."""

    def findings(self, link: Link) -> Mapping[str, Sequence[ThreadFinding]]:
        """The findings of a link by the id of what is asked."""

    def taken(self, finding: ThreadFinding, lower: Plan) -> Sequence[str]:
        """The ids of that by which the lower plan hands on what it was asked; empty where only other text answers."""

    def kinds(self, finding: ThreadFinding) -> tuple[BreakKind, ...]:
        """In what the finding falls short; empty where in nothing."""


class TaskAsks:
    """Tasks: the passages that answer a task are tasks of the lower plan, and so asked of the plans below it."""

    prefix = "TASK"
    from_last = False

    def asked(self, plan: Plan) -> Sequence[Asked]:
        """The tasks of a plan."""
        return plan.tasks

    def findings(self, link: Link) -> Mapping[str, Sequence[ThreadFinding]]:
        """The one finding on each task."""
        return {finding.task.id: (finding,) for finding in link.judgements.tasks}

    def taken(self, finding: ThreadFinding, lower: Plan) -> Sequence[str]:
        """The lower plan's tasks in whose words the answer stands."""
        spans = [match.span for match in finding.matches] if isinstance(finding, TaskFinding) else []
        return [task.id for task in lower.tasks if any(task.span.overlaps(span) for span in spans)]

    def kinds(self, finding: ThreadFinding) -> tuple[BreakKind, ...]:
        """Missing or partly missing."""
        kind = _TASK_KINDS.get(finding.verdict) if isinstance(finding, TaskFinding) else None
        return (kind,) if kind is not None else ()


class IndicatorAsks:
    """Indicators: the lower plan's own indicator is what it hands on."""

    prefix = "IND"
    from_last = True

    def asked(self, plan: Plan) -> Sequence[Asked]:
        """The indicators of a plan."""
        return plan.indicators

    def findings(self, link: Link) -> Mapping[str, Sequence[ThreadFinding]]:
        """The findings on each indicator: several where the lower plan parts it."""
        found: dict[str, list[ThreadFinding]] = {}
        for finding in link.judgements.indicators:
            if finding.upper is not None:
                found.setdefault(finding.upper.id, []).append(finding)
        return found

    def taken(self, finding: ThreadFinding, lower: Plan) -> Sequence[str]:
        """The lower plan's indicator."""
        own = finding.lower if isinstance(finding, IndicatorFinding) else None
        return [own.id] if own is not None else []

    def kinds(self, finding: ThreadFinding) -> tuple[BreakKind, ...]:
        """Missing, looser, left to others, without a number where the upper plan has one; or no longer binding."""
        return find_indicator_kinds(finding)


def find_indicator_kinds(finding: ThreadFinding) -> tuple[BreakKind, ...]:
    """In what a plan's indicator falls short of that above it; empty where in nothing."""
    if not isinstance(finding, IndicatorFinding):
        return ()
    found = []
    if (kind := _INDICATOR_KINDS.get(finding.verdict)) is not None and not _is_wordy(finding):
        found.append(kind)
    if finding.nature_changed and finding.upper is not None and finding.upper.nature is Nature.BINDING:
        found.append(BreakKind.NATURE)
    return tuple(found)


def _is_wordy(finding: IndicatorFinding) -> bool:
    """Whether the plan above gives no number to fall short of: it broke the thread itself, if it was given one."""
    worded = finding.verdict in (IndicatorVerdict.QUALITATIVE, IndicatorVerdict.DEFERRED)
    return worded and (finding.upper is None or not is_numeric(finding.upper.parsed))
