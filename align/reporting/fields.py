"""The nouns of the project as plain JSON values; spans are ``[start, end]``, enumerations their file values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from align.model import Basis, Claim, Division, Indicator, KeyPoint, Meta, Plan, Project, Task
from align.reporting.readings import find_reading
from align.results import Comparison, IndicatorFinding, Match
from align.source import Footnote, Notice
from align.spans import Span
from align.target import Target

Json = dict[str, Any]


def build_span(span: Span | None) -> list[int] | None:
    """``[start, end]`` in characters of the source text."""
    return None if span is None else [span.start, span.end]


def build_number(value: Decimal | None) -> int | float | None:
    """A whole number as such, any other as a float."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def build_meta(meta: Meta) -> Json:
    """Who made the plan, for where and when."""
    return {
        "id": meta.id,
        "title": meta.title,
        "level": meta.level.value if meta.level else None,
        "region": meta.region,
        "region_code": meta.region_code,
        "sector": meta.sector,
        "period": list(meta.period) if meta.period else None,
        "kind": meta.kind.value,
        "number": meta.number,
        "issued": meta.issued,
        "path": meta.path,
        "sha256": meta.sha256,
    }


def build_division(division: Division) -> Json:
    """A division with the span of the whole and of its heading."""
    return {
        "id": division.id,
        "parent_id": division.parent_id,
        "kind": division.kind.value,
        "role": division.role.value,
        "level": division.level,
        "marker": division.marker,
        "title": division.title,
        "span": build_span(division.span),
        "heading": build_span(division.heading),
        "page": division.page,
    }


def build_task(task: Task, division: tuple[str, ...], notes: Sequence[Footnote]) -> Json:
    """A task with its key points; ``division`` is the path of headings, ``notes`` the footnotes on it."""
    return {
        "id": task.id,
        "text": task.text,
        "clean": task.clean,
        "division": list(division),
        "span": build_span(task.span),
        "page": task.page,
        "footnotes": _build_footnotes(notes),
        "theme": task.theme,
        "key_points": [_build_key_point(point) for point in task.key_points],
    }


def build_indicator(indicator: Indicator, division: tuple[str, ...]) -> Json:
    """An indicator with its values as written."""
    return {
        "id": indicator.id,
        "name": indicator.name,
        "concept": indicator.concept,
        "category": indicator.category,
        "unit": indicator.unit,
        "baseline": indicator.baseline,
        "base_year": indicator.base_year,
        "target": indicator.target,
        "target_year": indicator.target_year,
        "growth": indicator.growth,
        "nature": indicator.nature.value if indicator.nature else None,
        "scope": indicator.scope,
        "note": indicator.note,
        "origin": indicator.origin.value,
        "text": indicator.text,
        "division": list(division),
        "span": build_span(indicator.span),
        "page": indicator.page,
        "parsed": _build_target(indicator.parsed),
    }


def build_indicator_judgement(finding: IndicatorFinding) -> Json:
    """What was found of an indicator, without its two sides."""
    return {
        "id": finding.id,
        "name": finding.name,
        "concept": finding.concept,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "pending": finding.pending,
        "reason": finding.reason,
        "nature_changed": finding.nature_changed,
        "unit_differs": finding.unit_differs,
        "comparison": finding.comparison,
        "assigned": finding.assigned,
    }


def build_project(project: Project, division: tuple[str, ...], notes: Sequence[Footnote]) -> Json:
    """A project or a row of a summary; ``investment`` in 亿元."""
    return {
        "id": project.id,
        "name": project.name,
        "category": project.category,
        "count": project.count,
        "investment": build_number(project.investment),
        "text": project.text,
        "division": list(division),
        "span": build_span(project.span),
        "page": project.page,
        "footnotes": _build_footnotes(notes),
    }


def build_claim(claim: Claim, division: tuple[str, ...], notes: Sequence[Footnote]) -> Json:
    """A claim with what was declared and what was counted."""
    return {
        "id": claim.id,
        "kind": claim.kind.value,
        "declared": build_number(claim.declared),
        "actual": build_number(claim.actual),
        "consistent": claim.consistent,
        "detail": claim.detail,
        "text": claim.text,
        "division": list(division),
        "span": build_span(claim.span),
        "page": claim.page,
        "footnotes": _build_footnotes(notes),
    }


def build_basis(basis: Basis, division: tuple[str, ...], notes: Sequence[Footnote]) -> Json:
    """A ground of the plan."""
    return {
        "id": basis.id,
        "title": basis.title,
        "number": basis.number,
        "issued": basis.issued,
        "text": basis.text,
        "division": list(division),
        "span": build_span(basis.span),
        "page": basis.page,
        "footnotes": _build_footnotes(notes),
    }


def build_notice(notice: Notice) -> Json:
    """A notice about a document."""
    return {
        "code": notice.code,
        "message": notice.message,
        "span": build_span(notice.span),
        "text": notice.text,
        "pages": list(notice.pages),
    }


def build_reading(plan: Plan) -> Json:
    """How the document of a plan was read."""
    told = asdict(find_reading(plan))
    return {key: list(value) if isinstance(value, tuple) else value for key, value in told.items()}


def build_match(match: Match, notes: Sequence[Footnote]) -> Json:
    """An answer with the labelled comparisons its score is the sum of."""
    return {
        "id": match.id,
        "text": match.text,
        "division": list(match.division),
        "span": build_span(match.span),
        "page": match.page,
        "footnotes": _build_footnotes(notes),
        "score": round(match.score, 6),
        "comparisons": [build_comparison(comparison) for comparison in match.comparisons],
    }


def build_outline(plan: Plan) -> Json:
    """All that was understood of one plan (schema ``plan-align/outline``)."""
    return {
        "schema": "plan-align/outline",
        "version": 1,
        "meta": build_meta(plan.meta),
        "reading": build_reading(plan),
        "divisions": [build_division(division) for division in plan.divisions],
        "tasks": [
            build_task(task, plan.path(task.division_id), plan.source.notes_at(task.span)) for task in plan.tasks
        ],
        "indicators": [build_indicator(item, plan.path(item.division_id)) for item in plan.indicators],
        "projects": [
            build_project(project, plan.path(project.division_id), plan.source.notes_at(project.span))
            for project in plan.projects
        ],
        "claims": [
            build_claim(claim, plan.path(claim.division_id), plan.source.notes_at(claim.span)) for claim in plan.claims
        ],
        "basis": [
            build_basis(basis, plan.path(basis.division_id), plan.source.notes_at(basis.span)) for basis in plan.basis
        ],
        "warnings": [build_notice(notice) for notice in dict.fromkeys(plan.warnings)],
    }


def _build_footnotes(notes: Sequence[Footnote]) -> list[Json]:
    return [{"mark": note.mark, "text": note.text} for note in notes]


def _build_key_point(point: KeyPoint) -> Json:
    return {
        "text": point.text,
        "action": point.action,
        "object": point.object,
        "scope": point.scope,
        "quantity": point.quantity,
        "deadline": point.deadline,
        "actor": point.actor,
    }


def _build_target(target: Target) -> Json:
    return {
        "kind": target.kind.value,
        "text": target.text,
        "bound": target.bound.value if target.bound else None,
        "value": build_number(target.value),
        "high": build_number(target.high),
        "unit": target.unit,
        "soft": target.soft,
        "stretch": build_number(target.stretch),
        "base_year": target.base_year,
        "target_year": target.target_year,
    }


def build_comparison(comparison: Comparison) -> Json:
    """One labelled step of a sum."""
    return {
        "name": comparison.name,
        "level": comparison.level,
        "weight": round(comparison.weight, 6),
        "evidence": comparison.evidence,
    }
