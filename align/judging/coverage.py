"""Decides how each requirement of the upper plan is answered, key point by key point."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from align.judging.demands import DemandJudge
from align.judging.verdicts import VerdictModel
from align.knowledge.task_rules import TaskSeverities
from align.knowledge.weights import TaskWeights
from align.matching.encode import mask
from align.matching.tasks import Candidate, LocalLink, PointLink, TaskLinks
from align.matching.traits import Traits
from align.model import Plan, Task
from align.parsing.measures import find_deadlines
from align.results import Comparison, LocalTask, Match, Severity, TaskFinding, TaskVerdict, Weakening

WeakenedOf = Callable[[str, Sequence[str]], tuple[Weakening, ...]]
"""Given a requirement and the clauses that answer it, stronger words replaced by weaker ones."""

ExemptionOf = Callable[[Task, Plan, Plan], str | None]
"""Given an upper task and both plans, the reason why the task does not apply to the lower region, if it does not."""

_LETTERS = re.compile(r"[^一-龥A-Za-z]")
_UNREAD = ("reading.no_text_layer", "reading.pictures_not_read", "reading.tables_not_read")
# A candidate below this score shares hardly more than common words with the requirement.
_FAR = 0.3
_PROHIBITIONS = ("严禁", "禁止", "不得", "一律不", "不予")


@dataclass(frozen=True, slots=True)
class _Ruling:
    """A verdict before severity and wording."""

    verdict: TaskVerdict
    answers: tuple[Candidate, ...]
    missing: tuple[str, ...]
    weakened: tuple[Weakening, ...]
    confidence: float
    reason: str
    steps: tuple[Comparison, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Response:
    """What the lower plan gives to a requirement, before it is weighed: answering clauses, and what they lack."""

    answers: tuple[Candidate, ...]
    points: tuple[str, ...]
    deadlines: tuple[str, ...]
    shares: tuple[str, ...]
    weakened: tuple[Weakening, ...]

    @property
    def falls_short(self) -> bool:
        """Whether a number, a deadline or the strength of wording falls short: then nothing is wholly covered."""
        return bool(self.deadlines or self.shares or self.weakened)

    @property
    def missing(self) -> tuple[str, ...]:
        """Everything lacking, in words, each once."""
        return tuple(dict.fromkeys((*self.points, *self.deadlines, *self.shares)))


class CoverageJudge:
    """Judges task links; similarity has proposed, what is asked for decides."""

    def __init__(
        self,
        weights: TaskWeights,
        severities: TaskSeverities,
        model: VerdictModel,
        demands: DemandJudge,
        weakened_of: WeakenedOf,
        exemption_of: ExemptionOf,
    ) -> None:
        self._weights = weights
        self._severities = severities
        self._model = model
        self._demands = demands
        self._weakened_of = weakened_of
        self._exemption_of = exemption_of

    def judge(self, links: Sequence[TaskLinks], upper: Plan, lower: Plan) -> tuple[TaskFinding, ...]:
        """One finding per requirement, in the order of the upper plan."""
        return tuple(self._finding(link, upper, lower) for link in links)

    def find_local(self, links: Sequence[LocalLink], lower: Plan) -> tuple[LocalTask, ...]:
        """The lower tasks that come near to nothing in the upper plan."""
        return tuple(
            LocalTask(task=link.task, division=lower.path(link.task.division_id))
            for link in links
            if link.score < self._weights.verdict_local
        )

    # ------------------------------------------------------------ the verdict

    def _finding(self, link: TaskLinks, upper: Plan, lower: Plan) -> TaskFinding:
        ruling = self._rule(link, upper, lower)
        shown = ruling.answers
        taken = {candidate.clause.id for candidate in shown}
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
            matches=tuple(_match(candidate, lower) for candidate in shown),
            rejected=_match(rejected, lower) if rejected is not None else None,
            steps=ruling.steps,
        )

    def traits_of(self, link: TaskLinks, lower: Plan) -> Traits:
        """All traits of a requirement that the verdict is weighed by."""
        return _traits(link, self._response(link, lower))

    def _rule(self, link: TaskLinks, upper: Plan, lower: Plan) -> _Ruling:
        best = max((candidate.score for candidate in link.candidates), default=0.0)
        exemption = self._exemption_of(link.task, upper, lower)
        if exemption is not None and best < self._weights.link_answer + self._weights.link_near / 2:
            reason = f"{exemption}（请审查人确认）"
            return _Ruling(TaskVerdict.NOT_APPLICABLE, (), (), (), self._weights.verdict_exempt, reason)
        if not link.candidates:
            return _Ruling(TaskVerdict.MISSING, (), (), (), 1.0, _missing_reason(link, lower))
        response = self._response(link, lower)
        if _is_same_text(response.answers):
            return _Ruling(TaskVerdict.COVERED, response.answers[:1], (), (), 1.0, "本级有相同表述")
        return self._weigh(link, response, lower)

    def _weigh(self, link: TaskLinks, response: _Response, lower: Plan) -> _Ruling:
        weighing = self._model.weigh(_traits(link, response))
        verdict = weighing.likeliest
        confidence, steps = weighing.probabilities[verdict], weighing.steps(verdict)
        if verdict is TaskVerdict.MISSING:
            return _Ruling(verdict, (), (), (), confidence, _missing_reason(link, lower), steps)
        answers = response.answers or link.candidates[:1]
        if verdict is TaskVerdict.COVERED and response.falls_short:
            verdict, steps = TaskVerdict.PARTIAL, ()  # the rule decided, whatever was weighed
            confidence += weighing.probabilities[verdict]
        if verdict is TaskVerdict.COVERED:
            return _Ruling(verdict, answers, (), (), confidence, _reason(link, answers, (), ()), steps)
        missing, weakened = response.missing or _weakest(link), response.weakened
        return _Ruling(
            verdict, answers, missing, weakened, confidence, _reason(link, answers, missing, weakened), steps
        )

    def _response(self, link: TaskLinks, lower: Plan) -> _Response:
        answers = self._answers(link)
        if not answers:
            return _Response(answers=(), points=(), deadlines=(), shares=(), weakened=())
        texts = [candidate.clause.clean for candidate in answers]
        end = lower.meta.period[1] if lower.meta.period else None
        points: list[str] = []
        deadlines: list[str] = []
        shares: list[str] = []
        for point in link.points:
            if point.best is None or not (self._is_covered(point) or self._is_bare(point)):
                points.append(point.point.text)
                continue
            nearest = point.best.clause.clean
            lacking = self._demands.missing(point.point, (nearest, *(text for text in texts if text != nearest)), end)
            deadlines.extend(lacking.deadlines)
            shares.extend(lacking.shares)
        return _Response(
            answers=answers,
            points=tuple(points),
            deadlines=tuple(deadlines),
            shares=tuple(shares),
            weakened=self._weakened_of(link.task.clean, texts),
        )

    def _answers(self, link: TaskLinks) -> tuple[Candidate, ...]:
        """The candidates that answer, best first: those near the best for the whole, then the best for single points."""
        whole = [c for c in link.candidates if c.score >= self._weights.link_answer]
        if whole:
            whole = [c for c in whole if c.score >= whole[0].score - self._weights.link_near]
        answers = {candidate.clause.id: candidate for candidate in whole[: int(self._weights.link_shown)]}
        for point in link.points:
            if point.best is not None and self._is_covered(point) and len(answers) < self._weights.link_shown:
                answers.setdefault(point.best.clause.id, point.best)
        return tuple(sorted(answers.values(), key=lambda c: (-c.score, c.clause.span)))

    def _is_covered(self, point: PointLink) -> bool:
        return point.best is not None and point.best.score >= self._weights.point_covered

    def _is_bare(self, point: PointLink) -> bool:
        """Whether a key point says little beyond a number or a manner (五年完成治理12万亩): it goes with its sentence."""
        return len(_LETTERS.sub("", mask(point.point.text))) <= self._weights.point_bare

    # ------------------------------------------------------------ how grave it is

    def _severity(self, task: Task, ruling: _Ruling, lower: Plan) -> Severity:
        severity = self._own_severity(task, ruling, lower)
        if ruling.verdict.is_gap and (not lower.meta.kind.is_full_text or unread_parts(lower)):
            return max(severity, self._severities.unread_cap, key=lambda level: level.rank)
        return severity

    def _own_severity(self, task: Task, ruling: _Ruling, lower: Plan) -> Severity:
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


def _traits(link: TaskLinks, response: _Response) -> Traits:
    return {
        **link.traits,
        "points_unmet": float(len(response.points)),
        "deadlines_late": float(len(response.deadlines)),
        "shares_short": float(len(response.shares)),
        "weakened": float(len(response.weakened)),
    }


def unread_parts(plan: Plan) -> tuple[str, ...]:
    """What of a plan's file could not be read, in words; findings that something is missing depend on it."""
    return tuple(notice.message for notice in plan.source.warnings if notice.code in _UNREAD)


def _is_same_text(answers: Sequence[Candidate]) -> bool:
    return bool(answers) and any(comparison.level == "原文相同" for comparison in answers[0].comparisons)


def _weakest(link: TaskLinks) -> tuple[str, ...]:
    """The key point that the lower plan comes least near to, where a gap is seen but no point by itself falls out."""
    if not link.points:
        return ()
    point = min(link.points, key=lambda point: point.best.score if point.best is not None else 0.0)
    return (point.point.text,)


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


def _missing_reason(link: TaskLinks, lower: Plan) -> str:
    where = "本级未见对应内容" if lower.meta.kind.is_full_text else "所附材料中未见对应内容"
    unread = unread_parts(lower)
    if unread:
        where = f"{where}（本级材料有未能读出的部分，待核：{'；'.join(unread)}）"
    if not link.candidates or link.candidates[0].score <= 0:
        return where
    nearest = link.candidates[0]
    how = "对象或内容不同" if nearest.score < _FAR else "内容接近但不足以认定"
    return f"{where}；最接近的一句在{_place(nearest, lower)}，{how}"


def _place(candidate: Candidate, lower: Plan) -> str:
    return f"“{path[-1]}”" if (path := lower.path(candidate.clause.division_id)) else "正文"


def _reason(
    link: TaskLinks, answers: Sequence[Candidate], missing: Sequence[str], weakened: Sequence[Weakening]
) -> str:
    total = len(link.points)
    if not missing and not weakened:
        return f"本级有 {len(answers)} 句回应，{total} 个要点均已落实"
    parts = [f"本级有 {len(answers)} 句回应"]
    if missing:
        parts.append(f"缺：{'；'.join(missing)}")
    if weakened:
        parts.append("表述弱化：" + "；".join(f"“{w.upper}”→“{w.lower}”" for w in weakened))
    return "，".join(parts[:1]) + "；" + "；".join(parts[1:])
