"""Composes the stages: a file becomes a plan, and two plans become an alignment."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from align.alignment import Alignment
from align.bundled import bundled
from align.judging.basis import judge_basis
from align.judging.claims import judge_claims
from align.judging.coverage import CoverageJudge
from align.judging.demands import DemandJudge
from align.judging.exemptions import ExemptionJudge
from align.judging.projects import judge_projects
from align.judging.structure import judge_structure
from align.judging.targets import judge_indicators
from align.judging.wording import find_weakened
from align.knowledge.applicability import load_task_rules
from align.knowledge.clauses import load_clause_wording
from align.knowledge.document_rules import load_document_rules
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicators import load_catalogue as load_indicators
from align.knowledge.places import load_place_words
from align.knowledge.regions import load_regions
from align.knowledge.strength import load_actions, load_ladder
from align.knowledge.structure import load_containers, load_role_words, load_tense_words
from align.knowledge.task_rules import load_task_severities
from align.knowledge.tasks import load_catalogue as load_tasks
from align.knowledge.themes import load_themes
from align.knowledge.units import load_units
from align.knowledge.weights import load_task_weights
from align.matching.catalogue import CatalogueMapper, find_texts
from align.matching.encode import WordingEncoder
from align.matching.indicators import match_indicators
from align.matching.projects import match_projects
from align.matching.tasks import TaskMatcher
from align.model import Plan
from align.parsing.basis import find_basis
from align.parsing.claims import find_claims
from align.parsing.clauses import find_clauses
from align.parsing.clean import clean_lines
from align.parsing.defects import find_defects
from align.parsing.flattened import set_flattened_aside
from align.parsing.identity import build_meta, find_meta_gaps
from align.parsing.indicators import find_indicators
from align.parsing.measures import MeasureFinder
from align.parsing.outline import build_outline
from align.parsing.paragraphs import build_paragraphs
from align.parsing.projects import find_projects
from align.parsing.roles import RoleFinder
from align.parsing.tasks import TaskFinder
from align.reading.document import read_source
from align.results import Judgements, Provenance
from align.source import Notice, Source
from align.version import __version__

_LIBRARIES = ("jieba", "pandas", "rapidfuzz", "scikit-learn")


def read_plan(path: str | Path) -> Plan:
    """The plan in a file (txt, md, docx, html, pdf).

    Raises:
        InputError: the file cannot be read; the message says what, where and how to mend it.
    """
    return build_plan(read_source(path))


def build_plan(source: Source) -> Plan:
    """The plan in a document that was read."""
    regions = load_regions()
    raw, flattened = set_flattened_aside(clean_lines(source))
    lines = build_paragraphs(raw)
    meta = build_meta(source, lines, regions)
    outline = build_outline(lines, RoleFinder(load_role_words(), load_containers()))
    clauses = find_clauses(source, outline, load_tense_words().for_period(meta.period).tense_of)
    indicators = find_indicators(source, outline, load_indicators(), load_units(), meta.period)
    projects = find_projects(source, outline)
    return Plan(
        meta=meta,
        source=source,
        divisions=outline.divisions,
        clauses=clauses,
        tasks=_task_finder().find(clauses, outline),
        indicators=indicators,
        projects=projects,
        claims=find_claims(source, outline, indicators=indicators, projects=projects),
        basis=find_basis(source, outline, meta),
        warnings=(*source.warnings, *flattened, *find_meta_gaps(meta), *find_defects(source, lines, meta, regions)),
    )


def align_plans(upper: Plan | str | Path, lower: Plan | str | Path) -> Alignment:
    """How a lower plan answers a plan above it.

    Args:
        upper: the plan above, or its file.
        lower: the plan to be checked, or its file.

    Raises:
        InputError: a file cannot be read.
    """
    above = upper if isinstance(upper, Plan) else read_plan(upper)
    below = lower if isinstance(lower, Plan) else read_plan(lower)
    judge = _coverage_judge()
    links, local = _task_matcher().match(above, below)
    catalogue, documents, regions = load_indicators(), load_document_rules(), load_regions()
    return Alignment.of(
        Judgements(
            upper=above,
            lower=below,
            tasks=judge.judge(links, above, below),
            local_tasks=judge.find_local(local, below),
            indicators=judge_indicators(
                match_indicators(above, below, catalogue), above, below, load_judging_rules(), catalogue
            ),
            projects=judge_projects(above, below, match_projects(above, below, documents, regions), documents, regions),
            claims=judge_claims(above, below, documents),
            basis=judge_basis(above, below, documents),
            structure=judge_structure(above, below, documents),
            warnings=_pair_warnings(above, below),
            provenance=_provenance(),
        )
    )


def _pair_warnings(upper: Plan, lower: Plan) -> tuple[Notice, ...]:
    if upper.source.sha256 != lower.source.sha256:
        return ()
    return (Notice(code="pair.same_file", message="上级规划与本级规划是同一份文件，结果只能说明程序自洽"),)


@lru_cache(maxsize=1)
def _task_finder() -> TaskFinder:
    return TaskFinder(load_clause_wording(), load_actions(), MeasureFinder(load_units()), load_themes().theme_of)


@lru_cache(maxsize=1)
def _task_matcher() -> TaskMatcher:
    tasks, weights = load_tasks().tasks, load_task_weights()
    encoder_of = partial(WordingEncoder, words=weights.encode_words)
    return TaskMatcher(CatalogueMapper(tasks, encoder_of(find_texts(tasks))), encoder_of, weights)


@lru_cache(maxsize=1)
def _coverage_judge() -> CoverageJudge:
    units = load_units()
    return CoverageJudge(
        load_task_weights(),
        load_task_severities(),
        DemandJudge(MeasureFinder(units), units),
        partial(find_weakened, load_ladder()),
        ExemptionJudge(load_task_rules(), load_place_words(), load_regions()).exemption_of,
    )


@lru_cache(maxsize=1)
def _provenance() -> Provenance:
    root = bundled("mappings")
    files = sorted(path for path in root.rglob("*") if path.is_file())
    settings = [path for path in files if path.relative_to(root).parts[0] in ("rules", "weights")]
    return Provenance(
        version=__version__,
        settings=_digest(root, settings),
        mappings=_digest(root, files),
        libraries=tuple((name, _version(name)) for name in _LIBRARIES),
    )


def _digest(root: Path, files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "未安装"
