"""Decides how each requirement of the upper plan is answered, key point by key point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from align.judging.demands import DemandJudge
from align.judging.opinion import Opinion
from align.judging.points import PointJudge
from align.judging.reasons import Reasons
from align.judging.rulings import FindingBuilder, Ruling
from align.judging.verdicts import VerdictModel
from align.knowledge.weights import TaskWeights
from align.matching.tasks import Candidate, LocalLink, TaskLinks
from align.matching.traits import Traits
from align.model import Origin, Plan, Task
from align.results import JudgedBy, LocalTask, TaskVerdict, Weakening

WeakenedOf = Callable[[str, Sequence[str]], tuple[Weakening, ...]]
"""Given a requirement and the clauses that answer it, stronger words replaced by weaker ones."""

ExemptionOf = Callable[[Task, Plan, Plan], str | None]
"""Given an upper task and both plans, the reason why the task does not apply to the lower region, if it does not."""


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
        findings: FindingBuilder,
        model: VerdictModel,
        points: PointJudge,
        demands: DemandJudge,
        weakened_of: WeakenedOf,
        exemption_of: ExemptionOf,
        reasons: Reasons,
    ) -> None:
        self._weights = weights
        self._findings = findings
        self._model = model
        self._points = points
        self._demands = demands
        self._weakened_of = weakened_of
        self._exemption_of = exemption_of
        self._reasons = reasons

    def judge(self, links: Sequence[TaskLinks], upper: Plan, lower: Plan) -> Opinion:
        """One finding per requirement, in the order of the upper plan."""
        findings = (self._findings.build(link, self.rule(link, upper, lower), upper, lower) for link in links)
        return Opinion(judge=JudgedBy.RULES.label, findings=tuple(findings))

    def find_local(self, links: Sequence[LocalLink], lower: Plan) -> tuple[LocalTask, ...]:
        """The lower tasks that come near to nothing in the upper plan."""
        return tuple(
            LocalTask(task=link.task, division=lower.path(link.task.division_id))
            for link in links
            if link.score < self._weights.verdict_local
        )

    # ------------------------------------------------------------ the verdict

    def traits_of(self, link: TaskLinks, lower: Plan) -> Traits:
        """All traits of a requirement that the verdict is weighed by."""
        return self._traits(link, self._response(link, lower))

    def rule(self, link: TaskLinks, upper: Plan, lower: Plan) -> Ruling:
        """The verdict on a requirement: what a rule settles first, else what its traits weigh."""
        return self.settle(link, upper, lower) or self.weigh(link, lower)

    def settle(self, link: TaskLinks, upper: Plan, lower: Plan) -> Ruling | None:
        """What needs no weighing: a requirement that does not apply, that nothing comes near, or that stands below word
        for word."""
        best = max((candidate.score for candidate in link.candidates), default=0.0)
        exemption = self._exemption_of(link.task, upper, lower)
        if exemption is not None and best < self._weights.link_answer + self._weights.link_near / 2:
            reason = f"{exemption}（请审查人确认）"
            return Ruling(TaskVerdict.NOT_APPLICABLE, (), (), (), self._weights.verdict_exempt, reason)
        if not link.candidates:
            return Ruling(TaskVerdict.MISSING, (), (), (), 1.0, self._reasons.tell_missing(link, lower))
        answers = self._answers(link)
        if _is_same_text(answers):
            return Ruling(TaskVerdict.COVERED, answers[:1], (), (), 1.0, "本级有相同表述")
        return None

    def weigh(self, link: TaskLinks, lower: Plan) -> Ruling:
        """The likeliest verdict by the traits of a requirement; wholly answered only where nothing falls short."""
        response = self._response(link, lower)
        weighing = self._model.weigh(self._traits(link, response))
        verdict = weighing.likeliest
        confidence, steps = weighing.probabilities[verdict], weighing.steps(verdict)
        if verdict is TaskVerdict.MISSING:
            return Ruling(verdict, (), (), (), confidence, self._reasons.tell_missing(link, lower), steps)
        answers = response.answers or link.candidates[:1]
        if verdict is TaskVerdict.COVERED and response.falls_short:
            verdict, steps = TaskVerdict.PARTIAL, ()  # the rule decided, whatever was weighed
            confidence += weighing.probabilities[verdict]
        if verdict is TaskVerdict.COVERED:
            return Ruling(
                verdict, answers, (), (), confidence, self._reasons.tell_answered(link, answers, (), ()), steps
            )
        missing, weakened = response.missing or self._points.name_weakest(link), response.weakened
        return Ruling(
            verdict,
            answers,
            missing,
            weakened,
            confidence,
            self._reasons.tell_answered(link, answers, missing, weakened),
            steps,
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
            if point.best is None or not self._points.is_met(point):
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
        """The candidates that answer, best first: those near the best for the whole, then the best for single points.

        A row of a project table speaks only where no sentence does.
        """
        whole = [c for c in link.candidates if c.score >= self._weights.link_answer]
        whole = [c for c in whole if c.clause.origin is Origin.PROSE] or whole
        if whole:
            whole = [c for c in whole if c.score >= whole[0].score - self._weights.link_near]
        answers = {candidate.clause.id: candidate for candidate in whole[: int(self._weights.link_shown)]}
        for point in link.points:
            if point.best is None or not self._answers_point(point.best) or len(answers) >= self._weights.link_shown:
                continue
            if point.best.clause.origin is Origin.PROSE or not answers:
                answers.setdefault(point.best.clause.id, point.best)
        return tuple(sorted(answers.values(), key=lambda c: (-c.score, c.clause.span)))

    def _answers_point(self, candidate: Candidate) -> bool:
        return candidate.score >= self._weights.point_covered

    def _traits(self, link: TaskLinks, response: _Response) -> Traits:
        return {
            **link.traits,
            "points_unmet": float(self._count_unmet(link)) if response.answers else 0.0,
            "deadlines_late": float(len(response.deadlines)),
            "shares_short": float(len(response.shares)),
            "weakened": float(len(response.weakened)),
        }

    def _count_unmet(self, link: TaskLinks) -> int:
        """The key points that no clause comes near; which of them are lacking is told by what is seen of each."""
        near = (p.best is not None and (self._answers_point(p.best) or self._points.is_bare(p)) for p in link.points)
        return sum(not one for one in near)


def _is_same_text(answers: Sequence[Candidate]) -> bool:
    return bool(answers) and any(comparison.level == "原文相同" for comparison in answers[0].comparisons)
