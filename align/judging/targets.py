"""Judges pairs of indicators: is the lower plan's target as strict as the upper plan's (domain rules §B1–B5)?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from align.ids import IdMaker
from align.judging.applicability import find_inapplicability
from align.judging.assigned import find_assigned
from align.judging.outcomes import Outcome
from align.judging.remarks import Pair, add_remarks
from align.judging.scopes import covers_rows, judge_succession
from align.judging.values import judge_values
from align.judging.verbal import judge_wording
from align.knowledge.indicator_rules import JudgingRules
from align.knowledge.indicators import Catalogue
from align.model import Indicator, Plan
from align.parsing.clean import clean_text
from align.results import IndicatorFinding, IndicatorVerdict

_PREFIX = "finding"


def judge_indicators(
    pairs: Sequence[tuple[Indicator | None, Indicator | None]],
    upper: Plan,
    lower: Plan,
    rules: JudgingRules,
    catalogue: Catalogue,
) -> tuple[IndicatorFinding, ...]:
    """A finding for each pair, in order: values compared after conversion, nature and unit compared as written.

    Args:
        pairs: upper and lower indicator, one of which may be ``None``.
        upper: the plan above.
        lower: the plan below.
        rules: severities, tolerances and applicability.
        catalogue: concepts, names, units.
    """
    ids = IdMaker()
    findings: list[IndicatorFinding] = []
    for ours, theirs in pairs:
        if ours is not None and theirs is not None:
            finding = _judge_both(ours, theirs, upper, lower, rules, catalogue)
        elif ours is not None:
            finding = _judge_upper_only(ours, upper, lower, rules, catalogue)
        elif theirs is not None:
            finding = _judge_lower_only(theirs, rules, catalogue)
        else:
            continue
        text = "｜".join(clean_text(side.text) if side else "" for side in (ours, theirs))
        findings.append(replace(finding, id=ids.make(_PREFIX, text)))
    return tuple(findings)


def _name(first: Indicator, second: Indicator | None, catalogue: Catalogue) -> tuple[str, str | None]:
    """The name to show (the catalogue's, else as written) and the concept's id."""
    concept = first.concept or (second.concept if second else None)
    return (catalogue.concept(concept).name if concept else first.name), concept


def _caps(lower: Plan) -> list[str]:
    return [] if lower.meta.kind.is_full_text else ["not_full_text"]


def _judge_upper_only(
    ours: Indicator, upper: Plan, lower: Plan, rules: JudgingRules, catalogue: Catalogue
) -> IndicatorFinding:
    name, concept = _name(ours, None, catalogue)
    assigned = is_assigned(ours, upper, lower) or find_assigned(ours, upper, lower, catalogue) is not None
    reason = find_inapplicability(ours, upper, lower, rules)
    if reason is not None:
        verdict, text, caps = IndicatorVerdict.NOT_APPLICABLE, reason, []
    else:
        verdict, caps = IndicatorVerdict.MISSING, _caps(lower)
        told = "本级规划未设此指标" if lower.meta.kind.is_full_text else "所附材料中未见此指标"
        text = f"{told}；上级为{ours.nature.label}指标" if ours.nature else told
    return IndicatorFinding(
        id="",
        name=name,
        concept=concept,
        upper=ours,
        lower=None,
        verdict=verdict,
        severity=rules.severity(verdict, nature=ours.nature, assigned=assigned, caps=caps),
        reason=f"{text}。",
        comparison=f"上级“{ours.target}”，本级无" if ours.target else "本级无",
    )


def _judge_lower_only(theirs: Indicator, rules: JudgingRules, catalogue: Catalogue) -> IndicatorFinding:
    name, concept = _name(theirs, None, catalogue)
    return IndicatorFinding(
        id="",
        name=name,
        concept=concept,
        upper=None,
        lower=theirs,
        verdict=IndicatorVerdict.EXTRA,
        severity=rules.severity(IndicatorVerdict.EXTRA, nature=theirs.nature, assigned=False),
        reason="上级规划无对应指标，属本级新增。",
        comparison=f"本级“{theirs.target}”，上级无" if theirs.target else "上级无",
    )


def _judge_both(
    ours: Indicator, theirs: Indicator, upper: Plan, lower: Plan, rules: JudgingRules, catalogue: Catalogue
) -> IndicatorFinding:
    name, concept = _name(ours, theirs, catalogue)
    pair = _pair(ours, theirs, upper, lower, catalogue)
    outcome = add_remarks(_compare(pair, catalogue, rules), pair, lower, catalogue)
    average = outcome.verdict is IndicatorVerdict.LOOSER and outcome.cause != "wording" and not pair.assigned
    if average:
        outcome = replace(outcome, reason=f"{outcome.reason}；上级为总体值，未见对本地的分解值，请核实")
    return IndicatorFinding(
        id="",
        name=name,
        concept=concept,
        upper=ours,
        lower=theirs,
        verdict=outcome.verdict,
        severity=rules.severity(
            outcome.verdict,
            nature=ours.nature,
            assigned=pair.assigned,
            cause=outcome.cause,
            flags=outcome.flags,
            value_caps=["unassigned"] if average else [],
            caps=_caps(lower),
        ),
        reason=f"{outcome.reason}。",
        comparison=outcome.comparison,
        nature_changed=ours.nature is not None and theirs.nature is not None and ours.nature is not theirs.nature,
        unit_differs=differs_in_unit(ours, theirs, catalogue),
    )


def _pair(ours: Indicator, theirs: Indicator, upper: Plan, lower: Plan, catalogue: Catalogue) -> Pair:
    share = find_assigned(ours, upper, lower, catalogue) if is_wider(upper, lower) else None
    direction, known = catalogue.direction(ours.name, ours.concept or theirs.concept)
    return Pair(
        upper=share or ours,
        lower=theirs,
        direction=direction,
        known=known,
        assigned=share is not None or is_assigned(ours, upper, lower),
        shared_out=share is not None,
        is_union=covers_rows(ours, theirs, upper, catalogue),
    )


def _compare(pair: Pair, catalogue: Catalogue, rules: JudgingRules) -> Outcome:
    """The outcome: terms that replaced others first, then targets in words, then numbers."""
    in_words = judge_succession(pair.upper, pair.lower, catalogue) or judge_wording(
        pair.upper, pair.lower, pair.direction
    )
    return in_words or judge_values(
        pair.upper,
        pair.lower,
        direction=pair.direction,
        known=pair.known,
        is_total=not pair.assigned and _is_total(pair.upper, catalogue),
        is_union=pair.is_union,
        catalogue=catalogue,
        rules=rules,
    )


def _is_total(indicator: Indicator, catalogue: Catalogue) -> bool:
    """Whether a value adds up over areas: an amount that is not counted per so many people or so much land."""
    per_head = catalogue.units.denominator(indicator.name) is not None
    return not per_head and catalogue.is_amount(indicator.name, indicator.parsed.unit or indicator.unit)


def is_wider(upper: Plan, lower: Plan) -> bool:
    """Whether the upper plan covers a larger area; taken for granted where regions and levels do not tell."""
    if upper.meta.region is not None and upper.meta.region == lower.meta.region:
        return False
    above, below = upper.meta.level, lower.meta.level
    return above is None or below is None or above.rank < below.rank


def is_assigned(indicator: Indicator, upper: Plan, lower: Plan) -> bool:
    """Whether the upper value is set for the lower plan's own area: the same area, or its name in the row or note."""
    if not is_wider(upper, lower):
        return True
    region = lower.meta.region
    return region is not None and region in f"{indicator.text}{indicator.note or ''}"


def differs_in_unit(ours: Indicator, theirs: Indicator, catalogue: Catalogue) -> bool:
    """Whether both give units and these are not two spellings of one."""
    unit, other = ours.unit or ours.parsed.unit, theirs.unit or theirs.parsed.unit
    return bool(unit) and bool(other) and not catalogue.units.same_unit(unit, other)
