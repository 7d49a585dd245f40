"""A plan with where its texts stand in the catalogue of tasks: found once, used for every pair the plan is part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from align.knowledge.clauses import ClauseWording
from align.matching import catalogue
from align.matching.catalogue import CatalogueMapper
from align.model import Clause, Plan, Role, Tense

ANSWERING_ROLES = (Role.TASKS, Role.PROJECTS, Role.SAFEGUARDS)
"""Where an answer may stand; what was achieved, and what is merely aimed at, is no answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedPlan:
    """A plan with the clauses of it that can answer, and where its texts stand in the catalogue.

    ``rows`` tells the row of ``mapping`` by text: of its tasks, their key points, and its answering clauses.
    """

    plan: Plan
    answering: tuple[Clause, ...]
    rows: Mapping[str, int]
    mapping: catalogue.Mapping

    def mapping_of(self, texts: Sequence[str]) -> catalogue.Mapping:
        """Where some of its texts stand.

        Raises:
            KeyError: one is none of its texts.
        """
        return self.mapping.take([self.rows[text] for text in texts])


def build_mapped_plan(plan: Plan, mapper: CatalogueMapper, wording: ClauseWording) -> MappedPlan:
    """Finds where the texts of a plan stand in the catalogue."""
    answering = find_answering(plan, wording)
    texts = tuple(dict.fromkeys(_list_texts(plan, answering)))
    rows = {text: row for row, text in enumerate(texts)}
    return MappedPlan(plan=plan, answering=answering, rows=rows, mapping=mapper.map(texts))


def find_answering(plan: Plan, wording: ClauseWording) -> tuple[Clause, ...]:
    """The clauses of a plan that can answer a requirement: future-oriented ones of tasks, projects and safeguards.

    Notes on duties (责任单位：…) and leads (具体如下：) answer nothing.
    """
    return tuple(
        clause
        for clause in plan.clauses
        if clause.role in ANSWERING_ROLES and clause.tense is Tense.FUTURE and not wording.not_tasks.match(clause.clean)
    )


def _list_texts(plan: Plan, answering: Sequence[Clause]) -> Iterator[str]:
    for task in plan.tasks:
        yield task.clean
        yield from (point.text for point in task.key_points)
    yield from (clause.clean for clause in answering)
