"""Verdicts on what plans say about their own numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from factories import make_claim, make_meta, make_plan

from align.judging.claims import judge_claims
from align.knowledge.document_rules import load_document_rules
from align.model import ClaimKind, DocumentKind, Plan
from align.results import ClaimFinding, Severity, Side

RULES = load_document_rules()


def plan_with(*claims: object, kind: DocumentKind = DocumentKind.FULL_TEXT) -> Plan:
    return make_plan(meta=make_meta(kind=kind), claims=claims)


def judge_one(
    kind: ClaimKind,
    declared: str,
    actual: str | None,
    detail: str = "",
    document: DocumentKind = DocumentKind.FULL_TEXT,
) -> ClaimFinding:
    number = None if actual is None else Decimal(actual)
    claim = make_claim(kind=kind, declared=Decimal(declared), actual=number, detail=detail)
    (finding,) = judge_claims(make_plan(), plan_with(claim, kind=document), RULES)
    return finding


@pytest.mark.parametrize(
    ("kind", "declared", "actual", "severity", "words"),
    [
        (ClaimKind.INDICATORS, "19", "19", Severity.INFO, ("19项", "一致")),
        (ClaimKind.INDICATORS, "19", "18", Severity.MAJOR, ("19项", "18项", "相差1项")),
        (ClaimKind.BINDING, "11", "12", Severity.MAJOR, ("约束性", "11项", "12项")),
        (ClaimKind.ANTICIPATORY, "8", "7", Severity.MINOR, ("预期性", "8项", "7项")),
        (ClaimKind.TASKS, "6", "5", Severity.MINOR, ("6项", "5项")),
        (ClaimKind.PROJECTS, "154", "159", Severity.MINOR, ("154项", "159项", "相差5项")),
        (ClaimKind.INVESTMENT, "58.3", "56.3", Severity.MAJOR, ("58.3亿元", "56.3亿元", "相差2亿元")),
        (ClaimKind.INVESTMENT, "13.86", "13.860", Severity.INFO, ("13.86亿元", "一致")),
        (ClaimKind.INVESTMENT, "100", "100", Severity.INFO, ("100亿元",)),
        (ClaimKind.CHAPTERS, "5", "6", Severity.MINOR, ("5章", "6章")),
        (ClaimKind.MEASURES, "7", "6", Severity.NOTICE, ("7项", "6项")),
        (ClaimKind.PROJECTS, "35", None, Severity.NOTICE, ("35项", "无法")),
    ],
)
def test_verdicts(
    kind: ClaimKind, declared: str, actual: str | None, severity: Severity, words: tuple[str, ...]
) -> None:
    """Grave where the plan contradicts itself, with both numbers; open where nothing is listed."""
    finding = judge_one(kind, declared, actual)
    assert finding.severity is severity
    assert finding.side is Side.LOWER
    assert all(word in finding.reason for word in words), finding.reason


def test_parts_that_do_not_add_up_count_though_nothing_is_listed() -> None:
    """11+8 is not 18, whether or not there is a table."""
    finding = judge_one(ClaimKind.INDICATORS, "18", None, "11+8=19，与总数18不符")
    assert finding.severity is Severity.MINOR
    assert "11+8=19" in finding.reason


def test_parts_that_add_up_are_told() -> None:
    """What could be checked is said beside what could not."""
    finding = judge_one(ClaimKind.INDICATORS, "18", None, "11+7=18，与总数相符")
    assert finding.severity is Severity.NOTICE
    assert "11+7=18" in finding.reason


@pytest.mark.parametrize("kind", [DocumentKind.EXPLANATION, DocumentKind.INTERPRETATION])
def test_texts_about_a_plan_are_judged_mildly(kind: DocumentKind) -> None:
    """A text about a plan need not list what the plan lists."""
    assert judge_one(ClaimKind.INDICATORS, "18", "17", document=kind).severity is Severity.NOTICE
    assert "所附材料中" in judge_one(ClaimKind.INDICATORS, "18", None, document=kind).reason


def test_slips_of_the_upper_plan_are_told_but_not_held_against_the_lower() -> None:
    """Both sides, the upper first; the upper's slips are notices at most."""
    claim = make_claim(kind=ClaimKind.INVESTMENT, declared=Decimal("58.3"), actual=Decimal("56.3"))
    found = judge_claims(plan_with(claim), plan_with(claim), RULES)
    assert [(finding.side, finding.severity) for finding in found] == [
        (Side.UPPER, Severity.NOTICE),
        (Side.LOWER, Severity.MAJOR),
    ]


def test_plans_without_claims_give_nothing() -> None:
    """No claim, no finding."""
    assert judge_claims(make_plan(), make_plan(), RULES) == ()
