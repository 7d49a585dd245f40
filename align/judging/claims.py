"""Judges what the two plans say about their own numbers."""

from __future__ import annotations

from decimal import Decimal

from align.judging.documents import cap_for_parts, cap_severity, find_severity
from align.knowledge.document_rules import DocumentRules
from align.model import Claim, ClaimKind, Plan
from align.results import ClaimFinding, Severity, Side

_UNITS = {ClaimKind.INVESTMENT: "亿元", ClaimKind.CHAPTERS: "章"}
_DIFFERS = "不符"


def judge_claims(upper: Plan, lower: Plan, rules: DocumentRules) -> tuple[ClaimFinding, ...]:
    """A finding for each claim of both plans, the upper plan's first, in document order."""
    return tuple(
        _judge(side, claim, plan, rules)
        for side, plan in ((Side.UPPER, upper), (Side.LOWER, lower))
        for claim in plan.claims
    )


def _judge(side: Side, claim: Claim, plan: Plan, rules: DocumentRules) -> ClaimFinding:
    severity = cap_for_parts(_severity(claim, rules), plan, rules, "claims")
    if side is Side.UPPER:
        severity = cap_severity(severity, find_severity(rules, "claims", "upper_cap"))
    return ClaimFinding(side=side, claim=claim, severity=severity, reason=_reason(claim, plan))


def _severity(claim: Claim, rules: DocumentRules) -> Severity:
    if claim.consistent is None:
        return find_severity(rules, "claims", "parts_differ" if _DIFFERS in claim.detail else "unchecked")
    return find_severity(rules, "claims", "consistent" if claim.consistent else claim.kind.value)


def _reason(claim: Claim, plan: Plan) -> str:
    unit = _UNITS.get(claim.kind, "项")
    name = claim.kind.label.removesuffix("（亿元）")
    detail = f"（分项：{claim.detail}）" if claim.detail else ""
    declared = f"声明{name}{_number(claim.declared)}{unit}"
    if claim.kind is ClaimKind.MEASURES:
        declared = f"文中称{_number(claim.declared)}项"
    if claim.actual is None:
        place = "文中" if plan.meta.kind.is_full_text else "所附材料中"
        return f"{declared}，{place}未列明细，无法逐项核对{detail}。"
    counted = f"实计{_number(claim.actual)}{unit}"
    if claim.consistent:
        return f"{declared}，{counted}，一致{detail}。"
    gap = _number(abs(claim.declared - claim.actual))
    return f"{declared}，{counted}，相差{gap}{unit}，请核对后统一{detail}。"


def _number(value: Decimal) -> str:
    return format(value.normalize(), "f")
