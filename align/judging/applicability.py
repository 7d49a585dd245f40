"""Whether an indicator of the upper plan can bind the lower one at all."""

from __future__ import annotations

from align.knowledge.indicator_rules import Inapplicable, JudgingRules
from align.model import Indicator, Plan


def find_inapplicability(indicator: Indicator, upper: Plan, lower: Plan, rules: JudgingRules) -> str | None:
    """The reason why an upper indicator does not apply to the lower plan; ``None`` where it does, or may.

    Name and table note are searched for the kinds of ``mappings/applicability/indicators.tsv``.
    """
    for rule in rules.inapplicable:
        reason = _reason(rule, indicator, upper, lower)
        if reason is not None:
            return reason
    return None


def _reason(rule: Inapplicable, indicator: Indicator, upper: Plan, lower: Plan) -> str | None:
    if rule.levels and not _above(rule, upper, lower):
        return None
    for text in (indicator.name, indicator.note or ""):
        match = rule.pattern.search(text)
        if match is None:
            continue
        place = match.groupdict().get("place")
        if place is not None and not _elsewhere(place, upper, lower):
            continue
        if _has_evidence(rule, match.group(), lower):
            continue
        return rule.reason.format(place=place or "", match=match.group())
    return None


def _above(rule: Inapplicable, upper: Plan, lower: Plan) -> bool:
    """Whether the upper plan is of one of the rule's levels and really above the lower one."""
    level = upper.meta.level
    return level in rule.levels and (lower.meta.level is None or level is None or level.rank < lower.meta.level.rank)


def _elsewhere(place: str, upper: Plan, lower: Plan) -> bool:
    """Whether a place is neither the lower plan's area nor the upper plan's whole area."""
    own = [region for region in (lower.meta.region, upper.meta.region) if region]
    return lower.meta.region is not None and not any(region.endswith(place) or place.endswith(region) for region in own)


def _has_evidence(rule: Inapplicable, found: str, lower: Plan) -> bool:
    if rule.same_evidence:
        return found in lower.source.text
    return rule.evidence is not None and rule.evidence.search(lower.source.text) is not None
