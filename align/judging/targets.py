"""Judges pairs of indicators: is the lower plan's target as strict as the upper plan's (domain rules §B1–B5)?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from align.ids import IdMaker
from align.judging.applicability import find_inapplicability
from align.judging.outcomes import Outcome
from align.judging.values import judge_values
from align.judging.verbal import judge_wording
from align.knowledge.indicator_rules import JudgingRules
from align.knowledge.indicators import Catalogue, Direction
from align.model import Indicator, Nature, Plan
from align.parsing.clean import clean_text
from align.parsing.quantities import parse_target
from align.results import IndicatorFinding, IndicatorVerdict
from align.target import Bound

_PREFIX = "finding"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """One pair with what its verdict depends on."""

    upper: Indicator
    lower: Indicator
    direction: Direction
    known: bool
    assigned: bool
    wider: bool


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
    assigned = is_assigned(ours, upper, lower)
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
    outcome = judge_wording(ours, theirs, pair.direction) or judge_values(
        ours,
        theirs,
        direction=pair.direction,
        known=pair.known,
        is_total=pair.wider and not pair.assigned and catalogue.is_amount(ours.name, ours.parsed.unit or ours.unit),
        catalogue=catalogue,
        rules=rules,
    )
    outcome = _with_flags(outcome, pair, catalogue)
    caps = _caps(lower)
    if outcome.verdict is IndicatorVerdict.LOOSER and pair.wider and not pair.assigned:
        caps.append("unassigned")
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
            assigned=pair.assigned or not pair.wider,
            cause=outcome.cause,
            flags=outcome.flags,
            caps=caps if not _is_nature_weakened(ours, theirs) else _caps(lower),
        ),
        reason=f"{outcome.reason}。",
        comparison=outcome.comparison,
        nature_changed=ours.nature is not None and theirs.nature is not None and ours.nature is not theirs.nature,
        unit_differs=differs_in_unit(ours, theirs, catalogue),
    )


def _pair(ours: Indicator, theirs: Indicator, upper: Plan, lower: Plan, catalogue: Catalogue) -> _Pair:
    direction, known = catalogue.direction(ours.name, ours.concept or theirs.concept)
    return _Pair(
        upper=ours,
        lower=theirs,
        direction=direction,
        known=known,
        assigned=is_assigned(ours, upper, lower),
        wider=is_wider(upper, lower),
    )


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


def _is_nature_weakened(ours: Indicator, theirs: Indicator) -> bool:
    return ours.nature is Nature.BINDING and theirs.nature is Nature.ANTICIPATORY


def _with_flags(outcome: Outcome, pair: _Pair, catalogue: Catalogue) -> Outcome:
    """Adds what is to be said beside the verdict: nature, a target below the present state, a scope told once only."""
    flags, reasons = list(outcome.flags), [outcome.reason]
    if _is_nature_weakened(pair.upper, pair.lower):
        flags.append("nature_weakened")
        reasons.append("性质由约束性改为预期性")
    elif pair.upper.nature is Nature.ANTICIPATORY and pair.lower.nature is Nature.BINDING:
        flags.append("nature_strengthened")
        reasons.append("性质由预期性改为约束性")
    if _is_below_baseline(pair, catalogue):
        flags.append("below_baseline")
        reasons.append("本级目标比本级基期还低，请核实")
    unclear = _unclear_scope(pair, catalogue)
    if unclear and outcome.verdict in (IndicatorVerdict.EQUAL, IndicatorVerdict.STRICTER, IndicatorVerdict.LOOSER):
        flags.append("scope_unclear")
        reasons.append(unclear)
    return replace(outcome, flags=tuple(flags), reason="；".join(reason for reason in reasons if reason))


def _is_below_baseline(pair: _Pair, catalogue: Catalogue) -> bool:
    """Whether the lower plan aims at less than it already has (only where the direction is known)."""
    target = pair.lower.parsed
    if not pair.known or target.value is None or target.kind.value != "absolute" or target.bound is Bound.ABOUT:
        return False
    now = parse_target(pair.lower.baseline or "", unit=pair.lower.unit, units=catalogue.units)
    if now.value is None or not catalogue.units.same_unit(now.unit, target.unit):
        return False
    change: Decimal = target.value - now.value
    return change > 0 if pair.direction is Direction.LOWER else change < 0


def _unclear_scope(pair: _Pair, catalogue: Catalogue) -> str:
    """A hint where only one side names a scope of a group whose values must not be mixed."""
    for first, second, sides in (
        (pair.upper, pair.lower, ("上级", "本级")),
        (pair.lower, pair.upper, ("本级", "上级")),
    ):
        groups = {scope.group for scope in catalogue.names.find_scopes(second.name)}
        for scope in catalogue.names.find_scopes(first.name):
            if scope.conflicts and scope.group not in groups:
                return f"{sides[0]}限“{scope.word}”，{sides[1]}未写明{scope.group}，请核实口径"
    return ""
