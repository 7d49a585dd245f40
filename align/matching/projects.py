"""Pairs the named projects of two plans."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from align.knowledge.document_rules import DocumentRules
from align.knowledge.regions import Regions
from align.model import Plan, Project

_KIND_END = re.compile(r"(?:建设)?(?:工程|项目)(?:（[^（）]*）)?$")
# A name inside a longer one is as good as the same, but the same goes before it.
_INSIDE = 99.0
_MARKS = re.compile(r"[^\w一-鿿]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMatch:
    """A project of the upper plan and the one of the lower plan that takes it up; ``score`` 0–100."""

    upper: Project
    lower: Project
    score: float


def match_projects(upper: Plan, lower: Plan, rules: DocumentRules, regions: Regions) -> tuple[ProjectMatch, ...]:
    """The pairs of named projects that are one, the most alike first; each project is in one pair at most.

    Rows that stand for several projects are no projects and are left out. Ties go to the smaller ids.
    """
    candidates = [
        ProjectMatch(upper=one, lower=other, score=score)
        for one in named_projects(upper)
        for other in named_projects(lower)
        if (score := _likeness(_core(one.name, regions), _core(other.name, regions), rules)) >= rules.same_project
    ]
    taken: set[str] = set()
    matches: list[ProjectMatch] = []
    for match in sorted(candidates, key=lambda match: (-match.score, match.upper.id, match.lower.id)):
        keys = {f"upper {match.upper.id}", f"lower {match.lower.id}"}
        if not keys & taken:
            taken |= keys
            matches.append(match)
    return tuple(matches)


def named_projects(plan: Plan) -> tuple[Project, ...]:
    """The projects a plan names one by one: not the rows that stand for several, nor the other rows of such a list."""
    summed = {project.division_id for project in plan.projects if project.count > 1}
    return tuple(project for project in plan.projects if project.count == 1 and project.division_id not in summed)


def _core(name: str, regions: Regions) -> str:
    """A name without places, marks and 工程 or 项目 at its end."""
    for mention in reversed(regions.mentions(name)):
        name = name[: mention.start] + name[mention.end :]
    return _MARKS.sub("", _KIND_END.sub("", name)) or name


def _likeness(one: str, other: str, rules: DocumentRules) -> float:
    """How alike two names are, 0–100; a name wholly inside a longer one counts if it is long enough to tell."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= rules.least_inside and shorter in longer:
        return 100.0 if shorter == longer else _INSIDE
    return fuzz.ratio(one, other)
