"""Whether an indicator of the upper plan can bind the lower one at all."""

from __future__ import annotations

import re

from align.knowledge.indicator_rules import Inapplicable, JudgingRules
from align.model import Indicator, Plan

# What a note says an indicator does not cover is no sign of what it does cover (不含海水直接利用量).
_LEFT_OUT = re.compile(r"不(?:含|包括|包含|计入?)[^，。；]*")
_SHORTEST_NAME = 2


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
    leaves_out = "excluded" in rule.pattern.groupindex
    note = indicator.note or ""
    for text in (indicator.name, note if leaves_out else _LEFT_OUT.sub("", note)):
        match = rule.pattern.search(text)
        if match is None or not _is_outside(match, upper, lower):
            continue
        if _has_evidence(rule, match.group(), lower):
            continue
        groups = {name: value or "" for name, value in match.groupdict().items()}
        return rule.reason.format(**{"place": "", **groups}, match=match.group())
    return None


def _is_outside(match: re.Match[str], upper: Plan, lower: Plan) -> bool:
    """Whether the places a rule's groups found leave the lower plan's area out: ``place`` is another, ``places`` do not
    name it, ``excluded`` does. Without such groups nothing speaks against the rule."""
    groups = match.groupdict()
    if (place := groups.get("place")) is not None:
        return _elsewhere(place, upper, lower)
    if (places := groups.get("places")) is not None:
        own = [region for region in (lower.meta.region, upper.meta.region) if region]
        return lower.meta.region is not None and not any(_stem(region) in places for region in own)
    if (excluded := groups.get("excluded")) is not None:
        return lower.meta.region is not None and lower.meta.region in excluded
    return True


def _stem(region: str) -> str:
    """The name of an area without its kind, as lists give it (望浦、临岚两市)."""
    return region[:-1] if len(region) > _SHORTEST_NAME else region


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
