"""Tells which planted gaps a comparison found, and which controls it left alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from align.evaluation.scoring import answers, normalise
from align.results import IndicatorFinding, IndicatorVerdict, Judgements, Side, TaskFinding, TaskVerdict
from province.building import Control
from province.planting import Gap, Kind

_VERDICTS = {
    Kind.LOOSENED: IndicatorVerdict.LOOSER,
    Kind.REMOVED: IndicatorVerdict.MISSING,
    Kind.DEFERRED: IndicatorVerdict.DEFERRED,
}
_MET = (IndicatorVerdict.EQUAL, IndicatorVerdict.STRICTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one gap or control against one upper plan.

    ``right`` is whether the gap was found or the control left alone. Of a task gap, it is found where any of its
    requirements was told to lack something; ``asked`` are its requirements, ``flagged`` those so told, ``missing`` those
    told to lack all, ``unread`` those that were not read as requirements.
    """

    lower: str
    upper: str
    kind: str
    about: str
    direct: bool
    right: bool
    asked: int = 1
    flagged: int = 0
    missing: int = 0
    unread: int = 0


def score_gaps(gaps: Iterable[Gap], upper: str, lower: str, result: Judgements) -> tuple[Outcome, ...]:
    """Whether each gap that holds between two plans was found.

    Args:
        gaps: all gaps planted.
        upper: the name of the upper plan's file.
        lower: that of the lower plan.
        result: what was judged of the two.
    """
    return tuple(
        _score_gap(gap, against.quotes, result, upper, direct=against.direct)
        for gap in gaps
        if gap.lower == lower
        for against in gap.against
        if against.upper == upper
    )


def score_controls(controls: Iterable[Control], upper: str, lower: str, result: Judgements) -> tuple[Outcome, ...]:
    """Whether each control between two plans was left alone."""
    return tuple(
        Outcome(
            lower=lower,
            upper=upper,
            kind=f"control.{control.kind}.{control.basis}",
            about=control.quote,
            direct=True,
            right=_is_left_alone(control, result),
        )
        for control in controls
        if (control.upper, control.lower) == (upper, lower)
    )


def _score_gap(gap: Gap, quotes: Sequence[str], result: Judgements, upper: str, *, direct: bool) -> Outcome:
    outcome = Outcome(
        lower=gap.lower,
        upper=upper,
        kind=gap.kind.value,
        about=gap.about,
        direct=direct,
        right=False,
        asked=len(quotes),
    )
    if gap.kind is Kind.TASK:
        return _score_task(outcome, [find_verdict(quote, result.tasks) for quote in quotes])
    if gap.kind is Kind.CLAIM:
        return replace(outcome, right=_is_claim_told(gap.about, result))
    return replace(outcome, right=any(_is_told(gap.kind, row) for name in quotes for row in _find_rows(name, result)))


def _score_task(outcome: Outcome, verdicts: Sequence[TaskVerdict | None]) -> Outcome:
    flagged = sum(verdict is not None and verdict.is_gap for verdict in verdicts)
    return replace(
        outcome,
        right=flagged > 0,
        flagged=flagged,
        missing=verdicts.count(TaskVerdict.MISSING),
        unread=verdicts.count(None),
    )


def _is_claim_told(kind: str, result: Judgements) -> bool:
    return any(
        one.side is Side.LOWER and one.claim.kind.value == kind and one.claim.consistent is False
        for one in result.claims
    )


def find_verdict(quote: str, findings: Sequence[TaskFinding]) -> TaskVerdict | None:
    """The verdict on the requirement that a quote stands in; ``None`` where no requirement was read there."""
    length = len(normalise(quote))
    fitting = [finding for finding in findings if answers(finding.task.text, quote)]
    nearest = min(fitting, key=lambda f: (abs(len(normalise(f.task.text)) - length), f.task.span), default=None)
    return None if nearest is None else nearest.verdict


def _is_told(kind: Kind, finding: IndicatorFinding) -> bool:
    if kind is Kind.NATURE:
        return finding.nature_changed
    return finding.verdict is _VERDICTS[kind]


def _find_rows(name: str, result: Judgements) -> Iterator[IndicatorFinding]:
    plain = normalise(name)
    for finding in result.indicators:
        if finding.upper is not None and normalise(finding.upper.name) == plain:
            yield finding


def _is_left_alone(control: Control, result: Judgements) -> bool:
    """Whether nothing is said of a control; a requirement that was not read is no alarm."""
    if control.kind == "task":
        verdict = find_verdict(control.quote, result.tasks)
        return verdict is None or not verdict.is_gap
    rows = list(_find_rows(control.quote, result))
    return bool(rows) and all(row.verdict in _MET and not row.nature_changed for row in rows)
