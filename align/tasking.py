"""Composes matching and judging of tasks from the bundled knowledge."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path

from align.asking.address import Address, build_asker
from align.asking.asker import Told
from align.asking.prompts import Ask
from align.bundled import bundled
from align.fitted import load_fitted
from align.judging.advised import AdvisedJudge
from align.judging.coverage import CoverageJudge
from align.judging.demands import DemandJudge
from align.judging.exemptions import ExemptionJudge
from align.judging.opinion import Judge
from align.judging.points import PointJudge
from align.judging.reasons import Reasons
from align.judging.rulings import FindingBuilder
from align.judging.verdicts import VerdictModel
from align.judging.wording import find_weakened
from align.knowledge.applicability import load_task_rules
from align.knowledge.clauses import load_clause_wording
from align.knowledge.concepts import load_thesaurus
from align.knowledge.judge_wording import load_judge_wording
from align.knowledge.places import load_object_words, load_place_words
from align.knowledge.regions import load_regions
from align.knowledge.strength import load_actions, load_ladder
from align.knowledge.task_rules import load_task_severities
from align.knowledge.tasks import CanonicalTask
from align.knowledge.tasks import load_catalogue as load_tasks
from align.knowledge.units import load_units
from align.knowledge.verdict_weights import load_point_weights, load_verdict_weights
from align.knowledge.weights import load_task_weights
from align.mappings import mapping_files
from align.matching import catalogue, encode, words
from align.matching.catalogue import CatalogueMapper
from align.matching.encode import FitEncoder, WordingEncoder
from align.matching.mapped import MappedPlan
from align.matching.search import Searcher
from align.matching.tasks import LocalLink, TaskLinks, TaskMatcher
from align.model import Plan
from align.parsing.measures import MeasureFinder
from align.provenance import LIBRARIES, version_of
from align.results import CatalogueEntry
from align.version import __version__


def map_plan(plan: Plan) -> MappedPlan:
    """A plan with where its texts stand in the catalogue: what can be done for all pairs that the plan is part of."""
    return load_task_matcher().map(plan)


def match_tasks(
    above: Plan | MappedPlan, below: Plan | MappedPlan
) -> tuple[tuple[TaskLinks, ...], tuple[LocalLink, ...]]:
    """For each upper task what below may answer it, and for each lower task how near the upper plan comes to it."""
    return load_task_matcher().match(above, below)


def find_canonical(plan: Plan) -> tuple[CatalogueEntry, ...]:
    """Each task of a plan with the task of the catalogue that it stands for."""
    return load_task_matcher().find_canonical(plan)


def build_coverage_judge(model: VerdictModel, points: VerdictModel) -> CoverageJudge:
    """The judge of tasks with the bundled rules and other models of the verdicts on requirements and on key points."""
    return CoverageJudge(
        load_task_weights(),
        _findings(),
        model,
        _point_judge(points),
        _demand_judge(),
        partial(find_weakened, load_ladder()),
        _exemption_judge().exemption_of,
        _reasons(),
    )


def build_judge(model: Address | None, told: Told) -> Judge:
    """The judge of tasks: a user's own language model where one is named, else the rules.

    Args:
        model: where the model is.
        told: called after every answer of the model.

    Raises:
        InputError: the address is none, or the extra ``llm`` is not installed.
    """
    if model is None:
        return load_coverage_judge()
    return build_advised_judge(build_asker(model, load_judge_wording().limits, told))


def build_advised_judge(ask: Ask) -> AdvisedJudge:
    """The judge that puts what no rule settles to a language model."""
    points = _point_judge(VerdictModel(load_point_weights()))
    return AdvisedJudge(
        load_coverage_judge(), ask, load_judge_wording(), points, _demand_judge(), _findings(), _reasons()
    )


@lru_cache(maxsize=1)
def load_searcher() -> Searcher:
    """What searches the clauses of many plans, with the bundled catalogue."""
    return Searcher(_load_mapper(), load_task_weights())


def build_task_matcher(tasks: Sequence[CanonicalTask]) -> TaskMatcher:
    """The matcher of tasks with another catalogue."""
    return _build_matcher(CatalogueMapper(tasks, _fit_encoder()))


@lru_cache(maxsize=1)
def load_task_matcher() -> TaskMatcher:
    """The matcher of tasks with the bundled catalogue; the first call takes a second or more."""
    return _build_matcher(_load_mapper())


@lru_cache(maxsize=1)
def _load_mapper() -> CatalogueMapper:
    return load_fitted("tasks", _fit_digest(), lambda: CatalogueMapper(load_tasks().tasks, _fit_encoder()))


def _build_matcher(mapper: CatalogueMapper) -> TaskMatcher:
    return TaskMatcher(mapper, _fit_encoder(), load_task_weights(), load_clause_wording())


def _fit_encoder() -> FitEncoder:
    return partial(WordingEncoder.fit, words=load_task_weights().encode_words)


def _fit_digest() -> str:
    """Stands for all that the fitted catalogue depends on: catalogue, weights, word cutter, the code and its libraries."""
    knowledge = (*mapping_files("tasks", "*.jsonl"), bundled("mappings", "weights", "tasks.toml"))
    code = [Path(module.__file__ or "") for module in (catalogue, encode, words)]
    versions = [f"{name}={version_of(name)}" for name in (*LIBRARIES, "numpy", "scipy", "rjieba")]
    parts = [path.name.encode() + path.read_bytes() for path in (*knowledge, *code)]  # a file's name is its sector
    told = "|".join((__version__, sys.version, *versions)).encode()
    return hashlib.sha256(b"|".join((*parts, told))).hexdigest()[:20]


@lru_cache(maxsize=1)
def load_coverage_judge() -> CoverageJudge:
    """The judge of tasks with the bundled rules and weights."""
    return build_coverage_judge(VerdictModel(load_verdict_weights()), VerdictModel(load_point_weights()))


def _point_judge(model: VerdictModel) -> PointJudge:
    return PointJudge(model, load_task_weights().point_bare)


@lru_cache(maxsize=1)
def _findings() -> FindingBuilder:
    return FindingBuilder(load_task_severities())


@lru_cache(maxsize=1)
def _reasons() -> Reasons:
    return Reasons(load_thesaurus())


@lru_cache(maxsize=1)
def _demand_judge() -> DemandJudge:
    units = load_units()
    return DemandJudge(MeasureFinder(units), units, load_clause_wording().wholes)


@lru_cache(maxsize=1)
def _exemption_judge() -> ExemptionJudge:
    return ExemptionJudge(
        load_task_rules(), load_place_words(), load_object_words(), load_regions(), load_actions(), _is_said_of_tasks
    )


def _is_said_of_tasks(words: str) -> bool:
    return _load_mapper().says(words)
