"""What the judgements on documents have in common: severities from the rules, and caps on them."""

from __future__ import annotations

from align.judging.unread import find_unread_tables
from align.knowledge.document_rules import DocumentRules
from align.model import Plan
from align.results import Severity

_SEVERITIES = {severity.value: severity for severity in Severity}


def find_severity(rules: DocumentRules, table: str, code: str) -> Severity:
    """The severity the rules give a finding; ``KeyError`` for a code without a rule."""
    return _SEVERITIES[rules.severity(table, code)]


def cap_severity(severity: Severity, cap: Severity) -> Severity:
    """The milder of the two."""
    return severity if severity.rank >= cap.rank else cap


def cap_for_text(severity: Severity, plan: Plan, rules: DocumentRules, table: str) -> Severity:
    """Milder where the plan itself does not lie before us: a text about a plan shows nothing to be missing from it."""
    if plan.meta.kind.is_full_text:
        return severity
    return cap_severity(severity, find_severity(rules, table, "partial_text_cap"))


def cap_for_parts(severity: Severity, plan: Plan, rules: DocumentRules, table: str) -> Severity:
    """As :func:`cap_for_text`, and milder too where tables or pages of the file could not be read."""
    if find_unread_tables(plan):
        return cap_severity(severity, find_severity(rules, table, "partial_text_cap"))
    return cap_for_text(severity, plan, rules, table)


def render_where(plan: Plan) -> str:
    """How to say that something was not found: 规划中 for the plan itself, 所附材料中 for a text about it."""
    return "规划中" if plan.meta.kind.is_full_text else "所附材料中"
