"""A judged pair of invented plans, large and odd enough to look at: every kind of finding, long quotes, hostile text."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import factories as make
from plan_sample import TEXTS, make_sample_plan

from align.model import (
    ClaimKind,
    DocumentKind,
    Level,
    Nature,
    Plan,
)
from align.results import (
    IndicatorFinding,
    IndicatorVerdict,
    Judgements,
    Match,
    ProjectVerdict,
    Severity,
    Side,
    TaskFinding,
    TaskVerdict,
    Weakening,
)
from align.spans import Span

_GRADES = {severity.label: severity for severity in Severity}
_TASK_VERDICTS = {verdict.label: verdict for verdict in TaskVerdict}
_INDICATOR_VERDICTS = {verdict.label: verdict for verdict in IndicatorVerdict}


def make_sample(*, kind: DocumentKind = DocumentKind.FULL_TEXT) -> Judgements:
    """The judged pair; ``kind`` is what the lower document is."""
    upper = make_sample_plan(name="upper")
    lower = make_sample_plan(
        name="lower",
        title="山前区“十四五”生态环境保护规划",
        level=Level.COUNTY,
        region="山前区",
        number="山政发〔2022〕11号",
        issued="2022-07-01",
        kind=kind,
    )
    tasks = tuple(_task_finding(upper, lower, row) for row in _rows("tasks"))
    local = tuple(
        make.make_local_task(task=_task(lower, text, theme), division=_path(lower, text))
        for text, theme in _rows("local")
    )
    indicators = tuple(_indicator_finding(upper, lower, row) for row in _rows("indicators"))
    projects = _projects(upper, lower)
    return make.make_judgements(
        upper=replace(
            upper,
            tasks=tuple(finding.task for finding in tasks),
            indicators=tuple(finding.upper for finding in indicators if finding.upper),
            projects=tuple(finding.upper for finding in projects if finding.upper),
        ),
        lower=lower,
        tasks=tasks,
        local_tasks=local,
        indicators=indicators,
        projects=projects,
        claims=_claims(upper, lower),
        basis=_basis(lower),
        structure=_structure(lower),
        warnings=(make.make_notice(message="第 3 页为扫描图像，未能读取文字。"),),
    )


def _rows(name: str) -> list[tuple[str, ...]]:
    lines = (TEXTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [tuple(line.replace("\\t", "\t").split("@")) for line in lines if line.strip() and not line.startswith("#")]


def _place(plan: Plan, text: str) -> tuple[Span, str]:
    span = make.make_span(text=plan.source.text, part=text)
    holders = [d for d in plan.divisions if d.span.contains(span)]
    return span, max(holders, key=lambda d: d.level).id


def _path(plan: Plan, text: str) -> tuple[str, ...]:
    return plan.path(_place(plan, text)[1])


def _task(plan: Plan, text: str, theme: str | None) -> Any:
    span, division = _place(plan, text)
    point = make.make_key_point(text=text, deadline="2025年" if "2025年" in text else None)
    return make.make_task(text=text, span=span, division_id=division, theme=theme or None, key_points=(point,))


def _match(lower: Plan, text: str) -> Match:
    comparisons = (
        make.make_comparison(),
        make.make_comparison(name="对象", level="部分相同", weight=0.75, evidence="排污口"),
    )
    return make.make_match(text=text, span=_place(lower, text)[0], division=_path(lower, text), comparisons=comparisons)


def _task_finding(upper: Plan, lower: Plan, row: tuple[str, ...]) -> TaskFinding:
    text, theme, verdict, grade, answers, points, weak, rejected, reason = row
    pairs = (change.split("→") for change in weak.split("|") if change)
    return make.make_task_finding(
        task=_task(upper, text.replace("\\n", "\n"), theme),
        division=_path(upper, text.replace("\\n", "\n")),
        verdict=_TASK_VERDICTS[verdict],
        severity=_GRADES[grade],
        confidence=0.83,
        reason=reason,
        missing_points=tuple(point for point in points.split("|") if point),
        weakened=tuple(Weakening(upper=a, lower=b) for a, b in pairs),
        matches=tuple(_match(lower, answer) for answer in answers.split("|") if answer),
        rejected=_match(lower, rejected) if rejected else None,
    )


def _indicator(plan: Plan, row: str, category: str = "环境质量") -> Any:
    if not row:
        return None
    span, division = _place(plan, row)
    name, unit, baseline, target, nature = row.split("\t")
    return make.make_indicator(
        name=name,
        unit=None if unit == "—" else unit,
        baseline=None if baseline == "—" else baseline,
        target=target,
        nature=Nature(nature),
        text=row,
        span=span,
        division_id=division,
        category=category,
    )


def _indicator_finding(upper: Plan, lower: Plan, row: tuple[str, ...]) -> IndicatorFinding:
    name, above, below, verdict, grade, comparison, flags, reason = row
    return make.make_indicator_finding(
        name=name,
        upper=_indicator(upper, above),
        lower=_indicator(lower, below),
        verdict=_INDICATOR_VERDICTS[verdict],
        severity=_GRADES[grade],
        comparison=comparison,
        nature_changed="性质" in flags,
        unit_differs="单位" in flags,
        reason=reason,
    )


def _project(plan: Plan, name: str, investment: str) -> Any:
    span, division = _place(plan, name)
    return make.make_project(name=name, span=span, division_id=division, investment=Decimal(investment))


def _projects(upper: Plan, lower: Plan) -> tuple[Any, ...]:
    listed = "青石河山前段水环境综合治理工程"
    return (
        make.make_project_finding(
            reason="上级点名山前区的工程，本级重点工程未列入，请核实并补列。",
            upper=_project(upper, "山前区尾矿库综合治理工程", "1.20"),
            severity=Severity.MAJOR,
        ),
        make.make_project_finding(
            reason="项目同名，投资由 2.60 亿元调整为 2.15 亿元。",
            upper=_project(upper, listed, "2.60"),
            lower=_project(lower, listed, "2.15"),
            verdict=ProjectVerdict.LISTED,
            severity=Severity.INFO,
        ),
        make.make_project_finding(
            reason="上级规划未列，本级新增。",
            lower=_project(lower, "云岭废弃采石场生态修复工程", "0.85"),
            verdict=ProjectVerdict.EXTRA,
            severity=Severity.INFO,
        ),
    )


def _claims(upper: Plan, lower: Plan) -> tuple[Any, ...]:
    rows = (
        (Side.UPPER, upper, ClaimKind.INDICATORS, "设置主要指标9项", 9, 9, Severity.INFO, "声明与指标表一致。"),
        (Side.LOWER, lower, ClaimKind.INDICATORS, "设置指标9项", 9, 8, Severity.MINOR, "指标表实列 8 项，请核改。"),
        (
            Side.LOWER,
            lower,
            ClaimKind.PROJECTS,
            "共安排重点工程12项",
            12,
            None,
            Severity.NOTICE,
            "正文未逐项列出，未能核对。",
        ),
    )
    return tuple(
        make.make_claim_finding(
            side=side,
            claim=make.make_claim(
                kind=kind,
                declared=Decimal(declared),
                actual=None if actual is None else Decimal(actual),
                text=text,
                span=_place(plan, text)[0],
                division_id=_place(plan, text)[1],
            ),
            severity=severity,
            reason=reason,
        )
        for side, plan, kind, text, declared, actual, severity, reason in rows
    )


def _basis(lower: Plan) -> tuple[Any, ...]:
    text = "《青石市“十四五”生态环境保护规划》（征求意见稿）"
    span, division = _place(lower, text)
    cited = make.make_basis(title="青石市“十四五”生态环境保护规划", text=text, span=span, division_id=division)
    return (
        make.make_basis_finding(
            reason="引用的是征求意见稿，上级规划已于 2022-03-18 印发，请以印发稿复核。", basis=cited
        ),
        make.make_basis_finding(reason="编制依据未列本级国土空间规划，请补充。"),
    )


def _structure(lower: Plan) -> tuple[Any, ...]:
    text = "扎实推进。。"
    slip = make.make_structure_finding(
        reason="句末标点重复，请改正。", code="defect.double_stop", text=text, span=_place(lower, text)[0]
    )
    return (slip, make.make_structure_finding(reason="保障措施未见中期评估和终期考核的安排，建议补充。"))
