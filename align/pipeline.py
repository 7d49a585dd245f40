"""Composes the stages: a file becomes a plan, and two plans become an alignment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from align.alignment import Alignment
from align.correction import NO_CORRECTION, Correction
from align.errors import InputError
from align.judging.assigned import find_unmet
from align.judging.basis import judge_basis
from align.judging.claims import judge_claims
from align.judging.opinion import Judge, Opinion
from align.judging.projects import judge_projects
from align.judging.structure import judge_structure
from align.judging.targets import judge_indicators
from align.knowledge.assigned import load_assigned, load_assigned_columns
from align.knowledge.clauses import load_clause_wording
from align.knowledge.document_rules import load_document_rules
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicators import load_catalogue as load_indicators
from align.knowledge.instruments import load_instruments
from align.knowledge.naming import find_theme_sectors
from align.knowledge.regions import load_regions
from align.knowledge.strength import load_actions
from align.knowledge.structure import load_containers, load_role_words, load_tense_words
from align.knowledge.themes import load_themes
from align.knowledge.units import load_units
from align.matching.indicators import match_indicators
from align.matching.mapped import MappedPlan
from align.matching.projects import match_projects
from align.model import Assignment, DocumentKind, Plan
from align.parsing.assigned import find_assignments
from align.parsing.basis import find_basis
from align.parsing.claims import find_claims
from align.parsing.clauses import find_clauses
from align.parsing.clean import clean_lines
from align.parsing.contradictions import find_contradictions
from align.parsing.defects import find_defects
from align.parsing.divisions import build_outline
from align.parsing.flattened import set_flattened_aside
from align.parsing.identity import build_meta, find_meta_gaps
from align.parsing.indicators import find_indicators
from align.parsing.measures import MeasureFinder
from align.parsing.paragraphs import build_paragraphs
from align.parsing.project_clauses import find_project_clauses
from align.parsing.projects import find_projects
from align.parsing.roles import RoleFinder
from align.parsing.tasks import TaskFinder
from align.provenance import load_provenance
from align.reading.document import read_source
from align.reading.scans.scanning import Told
from align.reporting.resultfile import read_judgements
from align.results import Judgements, LocalTask
from align.source import Notice, Source
from align.tasking import load_coverage_judge, match_tasks

_INDICATORS_ONLY = Notice(code="pair.indicators_only", message="本次只对照指标，任务、工程和编制依据未作对照")


def read_plan(path: str | Path, *, told: Told | None = None, correction: Correction = NO_CORRECTION) -> Plan:
    """The plan in a file (txt, md, docx, html, pdf, scans; csv, tsv, xlsx for an indicator table).

    Args:
        path: the file.
        told: called as scanned pages and pictures are read, with how many are done and how many there are.
        correction: what is known better than the text tells it.

    Raises:
        InputError: the file cannot be read; the message says what, where and how to mend it.
    """
    return build_plan(read_source(path, told=told), correction)


def require_content(plan: Plan) -> None:
    """Makes sure that there is something to compare in a plan.

    Raises:
        InputError: it holds neither tasks nor indicators.
    """
    if not plan.tasks and not plan.indicators:
        remedy = "请确认这是规划文本或指标表；可用 plan-align outline 查看程序读到了什么。"
        raise InputError(plan.source.path, "没有找到任何任务或指标", remedy)


def build_plan(source: Source, correction: Correction = NO_CORRECTION) -> Plan:
    """The plan in a document that was read."""
    regions = load_regions()
    raw, flattened = set_flattened_aside(clean_lines(source))
    lines = build_paragraphs(raw)
    meta = correction.apply(build_meta(source, lines, regions))
    outline = build_outline(lines, RoleFinder(load_role_words(), load_containers()))
    clauses = find_clauses(source, outline, load_tense_words().for_period(meta.period).tense_of)
    indicators = find_indicators(source, outline, load_indicators(), load_units(), meta.period)
    contradictions = find_contradictions(source, outline, indicators, load_indicators(), load_units(), meta.period)
    projects = find_projects(source, outline)
    theme_of = partial(load_themes().theme_of, sectors=find_theme_sectors(meta.sector))
    return Plan(
        meta=meta,
        source=source,
        divisions=outline.divisions,
        clauses=tuple(sorted((*clauses, *find_project_clauses(projects, outline)), key=lambda clause: clause.span)),
        # Titles and notes around a table ask for nothing.
        tasks=() if meta.kind is DocumentKind.INDICATOR_TABLE else _task_finder().find(clauses, outline, theme_of),
        indicators=indicators,
        projects=projects,
        claims=find_claims(source, outline, indicators=indicators, projects=projects),
        basis=find_basis(source, outline, meta),
        warnings=(
            *source.warnings,
            *flattened,
            *find_meta_gaps(meta),
            *contradictions,
            *find_defects(source, lines, meta, regions),
        ),
    )


def read_assigned(path: str | Path) -> tuple[Assignment, ...]:
    """The values set for areas (分解值) in a list: any readable file with a table of areas and indicators.

    Raises:
        InputError: the file cannot be read, or no table in it is such a list.
    """
    source = read_source(path)
    found = find_assignments(source, load_assigned_columns(), load_units())
    if not found:
        raise InputError(
            path,
            "没有认出分解值",
            "表头应有“地区、指标、分解值”三列（另可有“单位、目标年、文件”），或地区在左、指标在上，或指标在左、地区在上。",
        )
    return found


def align_plans(
    upper: Plan | MappedPlan | str | Path,
    lower: Plan | MappedPlan | str | Path,
    *,
    assigned: Sequence[Assignment] = (),
    judge: Judge | None = None,
) -> Alignment:
    """How a lower plan answers a plan above it; of a pair in which either is only a table, what tables can tell.

    Args:
        upper: the plan above, or its file; for a plan that is part of several pairs, what ``map_plan`` makes of it.
        lower: the plan to be checked, likewise.
        assigned: values set for areas; they come before those the program knows and those the upper plan gives.
        judge: who judges the tasks; by default the rules, which need nothing but the texts.

    Raises:
        InputError: a file cannot be read.
    """
    asking, answering = (read_plan(one) if isinstance(one, str | Path) else one for one in (upper, lower))
    above, below = _bare(asking), _bare(answering)
    bare = _align_indicators(above, below, assigned)
    if DocumentKind.INDICATOR_TABLE in (above.meta.kind, below.meta.kind):
        return bare
    documents, regions = load_document_rules(), load_regions()
    opinion, local = _align_tasks(asking, answering, judge or load_coverage_judge())
    return replace(
        bare,
        tasks=opinion.findings,
        local_tasks=local,
        projects=judge_projects(above, below, match_projects(above, below, documents, regions), documents, regions),
        basis=judge_basis(above, below, documents, load_instruments()),
        warnings=(*_pair_warnings(above, below, assigned), *opinion.notices),
        provenance=replace(bare.provenance, judge=opinion.judge),
    )


def _bare(plan: Plan | MappedPlan) -> Plan:
    return plan.plan if isinstance(plan, MappedPlan) else plan


def _align_tasks(
    asking: Plan | MappedPlan, answering: Plan | MappedPlan, judge: Judge
) -> tuple[Opinion, tuple[LocalTask, ...]]:
    """What is judged of the tasks; nothing where one of the plans gave no task to read, which says not what it lacks."""
    above, below = _bare(asking), _bare(answering)
    if not (above.tasks and below.tasks):
        return Opinion(judge=load_provenance().judge, findings=()), ()
    links, local = match_tasks(asking, answering)
    return judge.judge(links, above, below), load_coverage_judge().find_local(local, below)


def read_alignment(path: str | Path) -> Alignment:
    """An alignment as it was when its result was saved; the files of the plans are not needed.

    Args:
        path: the JSON file that ``plan-align check -o … --format json`` wrote.

    Raises:
        InputError: the file is no such result, was written before results held the plans, or is damaged; the message
            says where and how to mend it.
    """
    return Alignment.of(read_judgements(path))


def align_many(
    upper: Plan | str | Path,
    lowers: Iterable[Plan | str | Path],
    *,
    assigned: Sequence[Assignment] = (),
    told: Callable[[str], object] = str,
) -> tuple[Alignment, ...]:
    """How several lower plans stand to the indicators of one plan above; tasks, projects and grounds are left aside.

    Args:
        upper: the plan or indicator table above, or its file.
        lowers: the plans or indicator tables below, or their files, in the order wanted.
        assigned: values set for areas; they come before those the program knows and those the upper plan gives.
        told: called with the name of each file before it is read, for a display of progress.

    Raises:
        InputError: a file cannot be read, or holds no indicator.
    """
    above = _read_indicators(upper, told)
    return tuple(_align_indicators(above, _read_indicators(lower, told), assigned) for lower in lowers)


def _read_indicators(plan: Plan | str | Path, told: Callable[[str], object]) -> Plan:
    if not isinstance(plan, Plan):
        told(Path(plan).name)
        plan = read_plan(plan)
    if not plan.indicators:
        raise InputError(
            plan.source.path, "没有找到任何指标", "请确认文件中有指标表；可用 plan-align outline 查看程序读到了什么。"
        )
    return plan


def _align_indicators(above: Plan, below: Plan, assigned: Sequence[Assignment]) -> Alignment:
    """What the indicators, own numbers and titles of a pair tell; the parts that need tasks stay empty."""
    indicators, documents = load_indicators(), load_document_rules()
    return Alignment.of(
        Judgements(
            upper=above,
            lower=below,
            tasks=(),
            local_tasks=(),
            indicators=judge_indicators(
                match_indicators(above, below, indicators),
                above,
                below,
                load_judging_rules(),
                indicators,
                (*assigned, *load_assigned()),
            ),
            projects=(),
            claims=judge_claims(above, below, documents),
            basis=(),
            structure=judge_structure(above, below, documents),
            warnings=(*_pair_warnings(above, below, assigned), _INDICATORS_ONLY),
            provenance=load_provenance(),
        )
    )


def _pair_warnings(upper: Plan, lower: Plan, assigned: Sequence[Assignment]) -> tuple[Notice, ...]:
    notices = [*find_unmet(assigned, upper, lower, load_indicators())]
    if upper.source.sha256 == lower.source.sha256:
        notices.append(Notice(code="pair.same_file", message="上级规划与本级规划是同一份文件，结果只能说明程序自洽"))
    for plan, name in ((upper, "上级规划"), (lower, "本级规划")):
        if not plan.tasks and plan.meta.kind is not DocumentKind.INDICATOR_TABLE:
            notices.append(Notice(code="pair.no_tasks", message=f"{name}中没有读出任务，任务未作对照"))
    return tuple(notices)


@lru_cache(maxsize=1)
def _task_finder() -> TaskFinder:
    return TaskFinder(load_clause_wording(), load_actions(), MeasureFinder(load_units()))
