"""What gold cases teach: the traits of their requirements and key points, each with the verdict that the gold gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from align.evaluation.gold import GoldCase, GoldTask
from align.evaluation.scoring import find_unit, names_gap
from align.judging.coverage import CoverageJudge
from align.knowledge.verdict_weights import VERDICTS
from align.matching.tasks import LocalLink, TaskLinks
from align.matching.traits import Traits
from align.model import Plan
from align.pipeline import read_plan
from align.results import TaskVerdict

Sample = tuple[Traits, TaskVerdict]

MatchTasks = Callable[[Plan, Plan], tuple[tuple[TaskLinks, ...], tuple[LocalLink, ...]]]
"""Links the tasks of an upper and a lower plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A case as matched, with what it teaches of requirements and of key points."""

    case: GoldCase
    upper: Plan
    lower: Plan
    links: tuple[TaskLinks, ...]
    local: tuple[LocalLink, ...]
    verdicts: tuple[Sample, ...]
    points: tuple[Sample, ...]


def read_pair(case: GoldCase, match: MatchTasks, judge: CoverageJudge) -> Pair:
    """A case, read and matched, with its samples; the judge only tells what is seen of a requirement."""
    upper, lower = read_plan(case.upper), read_plan(case.lower)
    links, local = match(upper, lower)
    told = tuple(_pair_up(case, links))
    verdicts = tuple((judge.traits_of(link, lower), task.verdict) for task, link in told)
    points = tuple(sample for task, link in told for sample in _list_points(task, link))
    return Pair(case=case, upper=upper, lower=lower, links=links, local=local, verdicts=verdicts, points=points)


def _pair_up(case: GoldCase, links: Sequence[TaskLinks]) -> Iterator[tuple[GoldTask, TaskLinks]]:
    """The requirements of the gold that are weighed, each with the links of the unit that stands for it."""
    for task in case.tasks:
        link = find_unit(task, links, lambda link: link.task)
        if link is not None and task.verdict in VERDICTS and link.candidates:
            yield task, link


def _list_points(task: GoldTask, link: TaskLinks) -> Iterator[Sample]:
    """The key points of which the gold tells whether they are answered."""
    for point, verdict in zip(link.points, _tell_points(task, link), strict=True):
        if verdict is not None:
            yield point.traits, verdict


def _tell_points(task: GoldTask, link: TaskLinks) -> list[TaskVerdict | None]:
    """The verdicts on the key points of a requirement: all alike where it is wholly answered or missing; of a partial one
    those are missing that stand for what it lacks. ``None`` where none does, since then nobody knows."""
    if task.verdict is not TaskVerdict.PARTIAL:
        return [task.verdict] * len(link.points)
    gaps = [any(names_gap(point.point.text, phrase) for phrase in task.missing_points) for point in link.points]
    if not any(gaps):
        return [None] * len(gaps)
    return [TaskVerdict.MISSING if gap else TaskVerdict.COVERED for gap in gaps]
