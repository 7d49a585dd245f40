"""Turns the findings on one pair of plans into report entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from align.labelled import Labelled
from align.model import Indicator, Plan, Project
from align.reporting.entries import CheckVerdict, Entry, Part, Point
from align.reporting.quotes import REJECTED, Quote, build_quote, render_passage
from align.results import (
    BasisFinding,
    ClaimFinding,
    IndicatorFinding,
    IndicatorVerdict,
    Judgements,
    LocalTask,
    Match,
    ProjectFinding,
    ProjectVerdict,
    Severity,
    Side,
    StructureFinding,
    TaskFinding,
    TaskVerdict,
)

_NOT_APPLICABLE = (TaskVerdict.NOT_APPLICABLE, IndicatorVerdict.NOT_APPLICABLE, ProjectVerdict.NOT_APPLICABLE)


def build_entries(judgements: Judgements, pair: int, *, numbered: bool) -> tuple[Entry, ...]:
    """Every finding of a pair, part by part, in the order judged; ``numbered`` puts the pair's number before the entry's."""
    parts: tuple[Iterable[Entry], ...] = (
        (_task_entry(judgements, finding) for finding in judgements.tasks),
        (_indicator_entry(judgements, finding) for finding in judgements.indicators),
        (_project_entry(judgements, finding) for finding in judgements.projects),
        (_basis_entry(judgements, finding) for finding in judgements.basis),
        (_claim_entry(judgements, finding) for finding in judgements.claims),
        (_structure_entry(judgements, finding) for finding in judgements.structure),
        (_local_entry(judgements, local) for local in judgements.local_tasks),
    )
    prefix = f"U{pair + 1}-" if numbered else ""
    return tuple(
        replace(entry, pair=pair, number=f"{prefix}{entry.part.prefix}-{index:03d}")
        for part in parts
        for index, entry in enumerate(part, start=1)
    )


def _build(part: Part, id: str, severity: Severity, verdict: Labelled, title: str, reason: str) -> Entry:
    """An entry without number and quotes; what is graver than a record is a gap, so that gaps add up by severity."""
    applicable = verdict not in _NOT_APPLICABLE
    gap = applicable and severity is not Severity.INFO
    return Entry(
        pair=0,
        number="",
        part=part,
        id=id,
        severity=severity,
        verdict=verdict,
        is_gap=gap,
        title=render_passage(title),
        reason=render_passage(reason),
        applicable=applicable,
    )


def _points(*pairs: tuple[str, str]) -> tuple[Point, ...]:
    return tuple(Point(label=label, text=render_passage(text)) for label, text in pairs if text)


def _plan_of(judgements: Judgements, side: Side) -> Plan:
    return judgements.upper if side is Side.UPPER else judgements.lower


def _task_entry(judgements: Judgements, finding: TaskFinding) -> Entry:
    task = finding.task
    # The nearest passage explains why nothing was found; beside an answer it would only distract.
    rejected = (finding.rejected,) if finding.rejected is not None and not finding.matches else ()
    return replace(
        _build(Part.TASK, task.id, finding.severity, finding.verdict, task.text, finding.reason),
        theme=task.theme,
        confidence=finding.confidence,
        steps=finding.steps,
        pending=finding.pending,
        upper=(
            build_quote(judgements.upper, Side.UPPER, task.text, task.span, division=finding.division, page=task.page),
        ),
        lower=(
            *(_match_quote(judgements.lower, match, "") for match in finding.matches),
            *(_match_quote(judgements.lower, match, REJECTED) for match in rejected),
        ),
        points=_points(
            ("缺失要素", "；".join(finding.missing_points)),
            ("强度变化", "；".join(f"{w.upper} → {w.lower}" for w in finding.weakened)),
        ),
    )


def _match_quote(lower: Plan, match: Match, note: str) -> Quote:
    return build_quote(lower, Side.LOWER, match.text, match.span, division=match.division, page=match.page, note=note)


def _indicator_entry(judgements: Judgements, finding: IndicatorFinding) -> Entry:
    natures = tuple(i.nature.label if i and i.nature else "未标注" for i in (finding.upper, finding.lower))
    units = tuple((i.unit if i else None) or "未标注" for i in (finding.upper, finding.lower))
    return replace(
        _build(Part.INDICATOR, finding.id, finding.severity, finding.verdict, finding.name, finding.reason),
        pending=finding.pending,
        upper=_indicator_quotes(judgements.upper, Side.UPPER, finding.upper),
        lower=_indicator_quotes(judgements.lower, Side.LOWER, finding.lower),
        points=_points(
            ("目标比较", finding.comparison),
            ("对本地的分解值", finding.assigned or ""),
            ("指标性质", " → ".join(natures) if finding.nature_changed else ""),
            ("计量单位", " → ".join(units) if finding.unit_differs else ""),
        ),
    )


def _indicator_quotes(plan: Plan, side: Side, indicator: Indicator | None) -> tuple[Quote, ...]:
    if indicator is None:
        return ()
    division = plan.path(indicator.division_id)
    return (build_quote(plan, side, indicator.text, indicator.span, division=division, page=indicator.page),)


def _project_entry(judgements: Judgements, finding: ProjectFinding) -> Entry:
    named = finding.upper or finding.lower
    return replace(
        _build(
            Part.PROJECT, finding.id, finding.severity, finding.verdict, named.name if named else "", finding.reason
        ),
        pending=finding.pending,
        upper=_project_quotes(judgements.upper, Side.UPPER, finding.upper),
        lower=_project_quotes(judgements.lower, Side.LOWER, finding.lower),
    )


def _project_quotes(plan: Plan, side: Side, project: Project | None) -> tuple[Quote, ...]:
    if project is None:
        return ()
    division = plan.path(project.division_id)
    return (build_quote(plan, side, project.text, project.span, division=division, page=project.page),)


def _basis_entry(judgements: Judgements, finding: BasisFinding) -> Entry:
    basis = finding.basis
    if basis is None:
        return _build(Part.BASIS, finding.id, finding.severity, CheckVerdict.LACKING, "编制依据", finding.reason)
    division = judgements.lower.path(basis.division_id)
    quote = build_quote(judgements.lower, Side.LOWER, basis.text, basis.span, division=division, page=basis.page)
    entry = _build(Part.BASIS, finding.id, finding.severity, CheckVerdict.CITED, basis.title, finding.reason)
    return replace(entry, lower=(quote,), points=_points(("文号", basis.number or ""), ("日期", basis.issued or "")))


def _claim_entry(judgements: Judgements, finding: ClaimFinding) -> Entry:
    claim, plan = finding.claim, _plan_of(judgements, finding.side)
    division = plan.path(claim.division_id)
    quote = build_quote(plan, finding.side, claim.text, claim.span, division=division, page=claim.page)
    verdict = {
        True: CheckVerdict.CONSISTENT,
        False: CheckVerdict.INCONSISTENT,
        None: CheckVerdict.UNCOUNTED,
    }[claim.consistent]
    actual = "未能清点" if claim.actual is None else f"{claim.actual:f}"
    entry = _build(Part.CLAIM, claim.id, finding.severity, verdict, claim.kind.label, finding.reason)
    return replace(
        entry,
        upper=(quote,) if finding.side is Side.UPPER else (),
        lower=(quote,) if finding.side is Side.LOWER else (),
        points=_points(("声明与实计", f"声明 {claim.declared:f}，实计 {actual}"), ("清点说明", claim.detail)),
    )


def _structure_entry(judgements: Judgements, finding: StructureFinding) -> Entry:
    entry = _build(
        Part.STRUCTURE, finding.id, finding.severity, CheckVerdict.NOTED, finding.text or "结构与文字", finding.reason
    )
    if finding.span is None:
        return entry
    text = finding.text or finding.span.slice(judgements.lower.source.text)
    return replace(entry, lower=(build_quote(judgements.lower, Side.LOWER, text, finding.span),))


def _local_entry(judgements: Judgements, local: LocalTask) -> Entry:
    task = local.task
    quote = build_quote(judgements.lower, Side.LOWER, task.text, task.span, division=local.division, page=task.page)
    entry = _build(
        Part.LOCAL, task.id, Severity.INFO, CheckVerdict.EXTRA, task.text, "上级规划中未见对应任务，列作本级新增。"
    )
    return replace(entry, lower=(quote,), theme=task.theme)
