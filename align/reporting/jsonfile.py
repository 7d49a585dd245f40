"""The machine-readable result of one pair (schema ``plan-align/check``, version 1; ``schemas/check.schema.json``)."""

from __future__ import annotations

from align.model import Plan, Project
from align.reporting.consistency import find_notices
from align.reporting.documents import build_document
from align.reporting.fields import (
    Json,
    build_basis,
    build_claim,
    build_comparison,
    build_indicator,
    build_indicator_judgement,
    build_match,
    build_meta,
    build_notice,
    build_outline,
    build_project,
    build_reading,
    build_span,
    build_task,
)
from align.reporting.jsontext import render_json
from align.reporting.report import Report, build_report, count_grades
from align.results import (
    BasisFinding,
    ClaimFinding,
    IndicatorFinding,
    IndicatorVerdict,
    Judgements,
    LocalTask,
    ProjectFinding,
    ProjectVerdict,
    Severity,
    Side,
    StructureFinding,
    TaskFinding,
    TaskVerdict,
)

__all__ = ["SCHEMA", "VERSION", "build_outline", "build_result", "render_json"]

SCHEMA = "plan-align/check"
"""The name of the form."""

VERSION = 1
"""The version of the form; keys may be added to it, none changed."""


def build_result(reported: Judgements | Report) -> Json:
    """All that was judged about one pair, in the order judged; values as written, comparisons on parsed values.

    ``documents`` holds the two plans, so that the judgements can be built again (``restored.parse_judgements``).
    """
    report = build_report(reported)
    judgements = report.pairs[0]
    return {
        "schema": SCHEMA,
        "version": VERSION,
        "upper": build_meta(judgements.upper.meta),
        "lower": build_meta(judgements.lower.meta),
        "readings": {"upper": build_reading(judgements.upper), "lower": build_reading(judgements.lower)},
        "counts": _build_counts(report),
        "gaps": [
            {
                "number": entry.number,
                "part": entry.part.value,
                "id": entry.id,
                "verdict": entry.verdict.value,
                "severity": entry.severity.value,
            }
            for entry in report.gaps
        ],
        "tasks": [_build_task_finding(judgements, finding) for finding in judgements.tasks],
        "local_tasks": [_build_local_task(judgements, local) for local in judgements.local_tasks],
        "indicators": [_build_indicator_finding(judgements, finding) for finding in judgements.indicators],
        "projects": [_build_project_finding(judgements, finding) for finding in judgements.projects],
        "claims": [_build_claim_finding(judgements, finding) for finding in judgements.claims],
        "basis": [_build_basis_finding(judgements, finding) for finding in judgements.basis],
        "structure": [_build_structure_finding(finding) for finding in judgements.structure],
        "warnings": [
            {"doc": side.value if side else None, **build_notice(notice)} for side, notice in find_notices(judgements)
        ],
        "provenance": _build_provenance(judgements),
        "documents": {"upper": build_document(judgements.upper), "lower": build_document(judgements.lower)},
    }


def _build_counts(report: Report) -> Json:
    """Counts by verdict, each beside the number they are counted out of, and by severity."""
    pair = report.pairs[0]
    by_grade = count_grades(report.entries)
    return {
        "tasks": _tally([finding.verdict.value for finding in pair.tasks], [v.value for v in TaskVerdict]),
        "indicators": _tally([f.verdict.value for f in pair.indicators], [v.value for v in IndicatorVerdict]),
        "projects": _tally([finding.verdict.value for finding in pair.projects], [v.value for v in ProjectVerdict]),
        "severities": {
            **{severity.value: by_grade[severity.label] for severity in Severity},
            "not_applicable": by_grade["不适用"],
            "total": len(report.entries),
        },
    }


def _tally(found: list[str], values: list[str]) -> Json:
    return {**{value: found.count(value) for value in values}, "total": len(found)}


def _build_task_finding(judgements: Judgements, finding: TaskFinding) -> Json:
    task, below = finding.task, judgements.lower.source
    return {
        **build_task(task, finding.division, judgements.upper.source.notes_at(task.span)),
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "pending": finding.pending,
        "confidence": round(finding.confidence, 6),
        "reason": finding.reason,
        "judged_by": finding.judged_by.value,
        "missing_points": list(finding.missing_points),
        "weakened": [{"upper": change.upper, "lower": change.lower} for change in finding.weakened],
        "matches": [build_match(match, below.notes_at(match.span)) for match in finding.matches],
        "rejected": (
            build_match(finding.rejected, below.notes_at(finding.rejected.span)) if finding.rejected else None
        ),
        "steps": [build_comparison(step) for step in finding.steps],
    }


def _build_local_task(judgements: Judgements, local: LocalTask) -> Json:
    return build_task(local.task, local.division, judgements.lower.source.notes_at(local.task.span))


def _build_indicator_finding(judgements: Judgements, finding: IndicatorFinding) -> Json:
    upper, lower = finding.upper, finding.lower
    return {
        **build_indicator_judgement(finding),
        "upper": build_indicator(upper, judgements.upper.path(upper.division_id)) if upper else None,
        "lower": build_indicator(lower, judgements.lower.path(lower.division_id)) if lower else None,
    }


def _build_project_finding(judgements: Judgements, finding: ProjectFinding) -> Json:
    upper, lower = finding.upper, finding.lower
    return {
        "id": finding.id,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "pending": finding.pending,
        "reason": finding.reason,
        "upper": _build_project(judgements.upper, upper) if upper else None,
        "lower": _build_project(judgements.lower, lower) if lower else None,
    }


def _build_project(plan: Plan, project: Project) -> Json:
    return build_project(project, plan.path(project.division_id), plan.source.notes_at(project.span))


def _build_claim_finding(judgements: Judgements, finding: ClaimFinding) -> Json:
    claim = finding.claim
    plan = judgements.upper if finding.side is Side.UPPER else judgements.lower
    return {
        "doc": finding.side.value,
        **build_claim(claim, plan.path(claim.division_id), plan.source.notes_at(claim.span)),
        "severity": finding.severity.value,
        "reason": finding.reason,
    }


def _build_basis_finding(judgements: Judgements, finding: BasisFinding) -> Json:
    basis, lower = finding.basis, judgements.lower
    return {
        "id": finding.id,
        "severity": finding.severity.value,
        "reason": finding.reason,
        "basis": (
            build_basis(basis, lower.path(basis.division_id), lower.source.notes_at(basis.span)) if basis else None
        ),
    }


def _build_structure_finding(finding: StructureFinding) -> Json:
    return {
        "id": finding.id,
        "code": finding.code,
        "severity": finding.severity.value,
        "reason": finding.reason,
        "span": build_span(finding.span),
        "text": finding.text,
    }


def _build_provenance(judgements: Judgements) -> Json:
    provenance = judgements.provenance
    return {
        "version": provenance.version,
        "judge": provenance.judge,
        "settings": provenance.settings,
        "mappings": provenance.mappings,
        "libraries": dict(provenance.libraries),
        "inputs": {"upper": judgements.upper.source.sha256, "lower": judgements.lower.source.sha256},
        "recognised_by": {
            "upper": judgements.upper.source.engine or None,
            "lower": judgements.lower.source.engine or None,
        },
    }
