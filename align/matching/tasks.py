"""Finds for each requirement of the upper plan the clauses of the lower plan that may answer it.

Similarity only proposes here; whether a requirement is covered is decided in ``judging``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_matrix

from align.knowledge.clauses import ClauseWording
from align.knowledge.weights import TaskWeights
from align.matching.catalogue import CatalogueMapper
from align.matching.encode import FitEncoder, WordingEncoder
from align.matching.floats import Floats
from align.matching.mapped import MappedPlan, build_mapped_plan
from align.matching.scores import Scorer, Scores, Side
from align.matching.traits import Traits, read_point_traits, read_traits
from align.model import Clause, KeyPoint, Plan, Task, Tense
from align.results import CatalogueEntry, Comparison

# How many lower clauses are laid out for a requirement; the rest lie far behind.
_CANDIDATES = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A lower clause that may answer, and why; ``canonical`` names the task of the catalogue that it stands for, if any."""

    clause: Clause
    canonical: str | None
    score: float
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLink:
    """A key point with the lower clause nearest to it and what is seen of it; a lower plan without any clause that can
    answer leaves ``traits`` empty."""

    point: KeyPoint
    best: Candidate | None
    traits: Traits


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLinks:
    """A requirement with its candidates, best first, each of its key points with the best clause for it, and what else
    is seen of it; a lower plan without any clause that can answer leaves ``traits`` empty. ``canonical`` names the task of
    the catalogue that it stands for, if any."""

    task: Task
    canonical: str | None
    candidates: tuple[Candidate, ...]
    points: tuple[PointLink, ...]
    traits: Traits


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalLink:
    """A lower task with the score of the upper requirement nearest to it."""

    task: Task
    score: float


class TaskMatcher:
    """Links tasks by canonical task, wording and heading."""

    def __init__(
        self,
        mapper: CatalogueMapper,
        fit_encoder: FitEncoder,
        weights: TaskWeights,
        wording: ClauseWording,
    ) -> None:
        self._mapper = mapper
        self._scorer = Scorer(mapper, weights)
        self._fit_encoder = fit_encoder
        self._weights = weights
        self._wording = wording

    def map(self, plan: Plan) -> MappedPlan:
        """A plan with where its texts stand in the catalogue: found once for all pairs that the plan is part of."""
        return build_mapped_plan(plan, self._mapper, self._wording)

    def find_canonical(self, plan: Plan) -> tuple[CatalogueEntry, ...]:
        """Each task of a plan with the canonical task nearest to it, or with none where it lies outside the catalogue."""
        mapping = self._mapper.map([task.clean for task in plan.tasks])
        return tuple(
            CatalogueEntry(
                task=task,
                division=plan.path(task.division_id),
                canonical=known.id if known else None,
                name=known.name if known else None,
                theme=known.theme if known else None,
                nearness=round(nearness, 4),
            )
            for task, known, nearness in zip(
                plan.tasks, self._scorer.find_known(mapping), mapping.known.tolist(), strict=True
            )
        )

    def match(
        self, upper: Plan | MappedPlan, lower: Plan | MappedPlan
    ) -> tuple[tuple[TaskLinks, ...], tuple[LocalLink, ...]]:
        """For each upper task its candidates, and for each lower task how near the upper plan comes to it."""
        above, below = (self.map(plan) if isinstance(plan, Plan) else plan for plan in (upper, lower))
        return self._match(above, below)

    def _match(self, above: MappedPlan, below: MappedPlan) -> tuple[tuple[TaskLinks, ...], tuple[LocalLink, ...]]:
        upper, lower, clauses = above.plan, below.plan, below.answering
        encoder, _ = self._fit_encoder([clause.clean for clause in (*upper.clauses, *lower.clauses)])
        asked = Side.of([task.clean for task in upper.tasks], _titles(upper, upper.tasks), encoder, above)
        offered = Side.of([clause.clean for clause in clauses], _titles(lower, clauses), encoder, below)
        whole = self._scorer.score(asked, offered).less_crowd(self._weights.link_crowd)
        return self._link(above, below, asked, offered, whole, encoder), _find_local(lower, clauses, whole)

    def _link(
        self,
        above: MappedPlan,
        below: MappedPlan,
        asked: Side,
        offered: Side,
        whole: Scores,
        encoder: WordingEncoder,
    ) -> tuple[TaskLinks, ...]:
        tasks, clauses = above.plan.tasks, below.answering
        past = [clause.clean for clause in below.plan.clauses if clause.tense is Tense.PAST]
        texts = [point.text for task in tasks for point in task.key_points]
        titles = [title for task, title in zip(tasks, asked.titles, strict=True) for _ in task.key_points]
        parts = self._scorer.score(Side.of(texts, titles, encoder, above), offered)
        achieved = _nearest(asked.vectors, encoder.encode(past))
        traits = read_traits(tasks, clauses, whole.likeness, parts.likeness, achieved)
        point_traits = read_point_traits(tasks, whole.likeness, parts.likeness)
        links: list[TaskLinks] = []
        start = 0
        for row, task in enumerate(tasks):
            stop = start + len(task.key_points)
            points = tuple(
                PointLink(point=point, best=self._best(parts, i, whole, row, clauses), traits=point_traits[i])
                for i, point in enumerate(task.key_points, start)
            )
            order = np.argsort(-whole.total[row], kind="stable")[:_CANDIDATES]
            candidates = tuple(_candidate(whole, row, int(column), clauses) for column in order)
            links.append(
                TaskLinks(
                    task=task, canonical=whole.asked[row], candidates=candidates, points=points, traits=traits[row]
                )
            )
            start = stop
        return tuple(links)

    def _best(self, parts: Scores, part: int, whole: Scores, row: int, clauses: tuple[Clause, ...]) -> Candidate | None:
        """The clause nearest to a key point; a clause that answers the whole task is nearer to each of its points."""
        if not clauses:
            return None
        given = (
            np.where(whole.total[row] >= self._weights.link_answer, whole.total[row], 0.0) * self._weights.point_given
        )
        column = int(np.argmax(parts.total[part] + given))
        candidate = _candidate(parts, part, column, clauses)
        if given[column] <= 0:
            return candidate
        bonus = Comparison(name="整条任务", level="已有回应", weight=round(float(given[column]), 4), evidence="")
        score = round(candidate.score + bonus.weight, 4)
        return replace(candidate, score=score, comparisons=(*candidate.comparisons, bonus))


def _find_local(lower: Plan, clauses: tuple[Clause, ...], whole: Scores) -> tuple[LocalLink, ...]:
    """How near the upper plan comes to each lower task; not at all where it asks for nothing."""
    best = whole.alike.max(axis=0, initial=0.0)
    by_span = {clause.span: float(score) for clause, score in zip(clauses, best, strict=True)}
    return tuple(LocalLink(task=task, score=round(by_span[task.span], 4)) for task in lower.tasks)


def _candidate(scores: Scores, row: int, column: int, clauses: tuple[Clause, ...]) -> Candidate:
    comparisons = scores.compare(row, column)
    return Candidate(
        clause=clauses[column],
        canonical=scores.offered[column],
        score=round(sum(comparison.weight for comparison in comparisons), 4),
        comparisons=comparisons,
    )


def _nearest(asked: csr_matrix, offered: csr_matrix) -> Floats:
    """How near each asked text is to the nearest of the offered ones; 0 where there is none."""
    if not offered.shape[0]:
        return np.zeros(asked.shape[0])
    nearest: Floats = (asked @ offered.T).toarray().max(axis=1)
    return nearest


def _titles(plan: Plan, items: Sequence[Task | Clause]) -> list[str]:
    return [plan.division(item.division_id).title for item in items]
