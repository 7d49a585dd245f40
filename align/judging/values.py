"""Compares two numeric targets after bringing them into one form."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from align.judging.conversion import Figures, Obstacle, convert_figures, unit_of
from align.judging.outcomes import Outcome, render_number
from align.knowledge.indicator_rules import JudgingRules
from align.knowledge.indicators import Catalogue, Direction, Relation
from align.model import Indicator, Nature
from align.results import IndicatorVerdict
from align.target import Bound, TargetKind

_TOLD = {Direction.HIGHER: "越高越好", Direction.LOWER: "越低越好", Direction.LEVEL: "类别越小越好"}
# A number without a unit of its own at the end of a target.
_BARE = re.compile(r"\d\s*(?:左右|以上|以下|以内)?[\]〕］】+]*$")
_FIRM = (Bound.AT_LEAST, Bound.ABOVE, Bound.AT_MOST, Bound.BELOW, Bound.MAINTAIN)
_CHANGES = (TargetKind.CUMULATIVE_PERCENT, TargetKind.PERCENT_POINTS)


def judge_values(
    upper: Indicator,
    lower: Indicator,
    *,
    direction: Direction,
    known: bool,
    is_total: bool,
    is_union: bool = False,
    catalogue: Catalogue,
    rules: JudgingRules,
) -> Outcome:
    """The outcome for two targets with numbers.

    Args:
        upper: the indicator above.
        lower: the indicator below.
        direction: which way is stricter.
        known: whether that is known rather than assumed.
        is_total: the upper value is the total of a larger area, which is no floor for a part of it.
        is_union: the lower value covers all that rows of the upper plan cover one by one, so that scopes do not part them.
        catalogue: names and units.
        rules: tolerances.
    """
    scope = None if is_union else _kin(upper, lower, catalogue) or _scope(upper, lower, catalogue)
    obstacle = _total(upper, lower, is_total, catalogue) or scope or _base(upper, lower)
    if obstacle is not None:
        return obstacle
    figures = convert_figures(upper, lower, direction, catalogue, rules.years)
    if isinstance(figures, Obstacle):
        return _not_comparable(upper, lower, figures.reason, figures.cause)
    outcome = _compare(figures, upper, rules)
    outcome = replace(outcome, flags=(*outcome.flags, *figures.flags))
    if not known:
        outcome = replace(outcome, reason=f"{outcome.reason}；指标目录未收，按越高越好处理")
    return _weigh_commitment(outcome, upper, lower)


def _shown(indicator: Indicator) -> str:
    """The target as written, with its unit where it ends in a bare number."""
    target = indicator.target or ""
    unit = unit_of(indicator) or ""
    return f"{target}{unit}" if unit not in target and _BARE.search(target) else target


def _not_comparable(upper: Indicator, lower: Indicator, reason: str, cause: str) -> Outcome:
    return Outcome(
        verdict=IndicatorVerdict.NOT_COMPARABLE,
        reason=reason,
        comparison=f"本级 {_shown(lower)} 对 上级 {_shown(upper)}",
        cause=cause,
    )


def _total(upper: Indicator, lower: Indicator, is_total: bool, catalogue: Catalogue) -> Outcome | None:
    if not is_total or upper.parsed.value == 0:  # none in the whole area is none in any part
        return None
    reason = "上级为所辖区域合计，本级为本地份额，总量不可直接比较，请对照上级对本地的分解数"
    outcome = _not_comparable(upper, lower, reason, "total")
    unit, other = unit_of(upper), unit_of(lower)
    value = upper.parsed.value
    if unit and other and value is not None and not catalogue.units.same_unit(unit, other):
        converted = catalogue.units.convert(value, unit, other)
        if converted is not None:
            told = f"（{render_number(value)}{unit}={render_number(converted)}{other}）"
            return replace(outcome, comparison=outcome.comparison + told)
    return outcome


def _kin(upper: Indicator, lower: Indicator, catalogue: Catalogue) -> Outcome | None:
    same = upper.concept is not None and upper.concept == lower.concept
    related = catalogue.find_relation(upper.concept, lower.concept)
    differ = not same and related is None and catalogue.names.differ_in_kind_of_count(upper.name, lower.name)
    if related is not Relation.KIN and not differ:
        return None
    reason = f"统计口径不同：上级为“{upper.name}”，本级为“{lower.name}”，数值不可直接比较，请按上级口径补充或说明"
    return _not_comparable(upper, lower, reason, "scope")


def _scope(upper: Indicator, lower: Indicator, catalogue: Catalogue) -> Outcome | None:
    conflict = catalogue.names.find_scope_conflict(upper.name, lower.name)
    if conflict is None:
        return None
    ours, theirs = conflict
    reason = f"{ours.group}口径不同：上级为“{ours.word}”，本级为“{theirs.word}”，数值不可直接比较"
    return _not_comparable(upper, lower, reason, "scope")


def _base(upper: Indicator, lower: Indicator) -> Outcome | None:
    """Changes measured from different years cannot be compared."""
    ours, theirs = upper.parsed, lower.parsed
    if ours.kind not in _CHANGES or theirs.kind not in _CHANGES:
        return None
    if ours.base_year is None and theirs.base_year is None:
        return None  # neither target says: a column of today's values is no more than a guess
    first, second = ours.base_year or upper.base_year, theirs.base_year or lower.base_year
    if first is None or second is None or first == second:
        return None
    reason = f"基期不同：上级比{first}年，本级比{second}年，须换算或改用同一基期"
    return _not_comparable(upper, lower, reason, "base")


def _compare(figures: Figures, upper: Indicator, rules: JudgingRules) -> Outcome:
    direction = figures.direction
    ours, theirs = figures.upper.value, figures.lower.value
    gain = theirs - ours if direction is Direction.HIGHER else ours - theirs
    tolerance = figures.tolerance
    unit = f"{figures.unit}，" if figures.unit else ""
    ending = f"（{unit}{_TOLD[direction]}）"
    if abs(gain) <= tolerance:
        sign = "=" if gain == 0 else ("≥" if direction is Direction.HIGHER else "≤")
        comparison = f"{figures.lower.told} {sign} {figures.upper.told}{ending}"
        reason = "目标值一致" if gain == 0 else "换算后相等（差在末位舍入之内）"
        return Outcome(verdict=IndicatorVerdict.EQUAL, reason=reason, comparison=comparison)
    sign = ">" if theirs > ours else "<"
    amount = render_number(abs(gain))
    comparison = f"{figures.lower.told} {sign} {figures.upper.told}{ending}"
    if gain > 0:
        reason = "本级目标严于上级"
        return Outcome(verdict=IndicatorVerdict.STRICTER, reason=reason, comparison=f"{comparison}，严{amount}")
    if -gain <= _slack(upper, figures, rules):
        reason = "上级为约数，本级略低但在“左右”的容差之内"
        return Outcome(verdict=IndicatorVerdict.EQUAL, reason=reason, comparison=comparison, flags=("about",))
    return Outcome(verdict=IndicatorVerdict.LOOSER, reason="本级目标松于上级", comparison=f"{comparison}，松{amount}")


def _slack(upper: Indicator, figures: Figures, rules: JudgingRules) -> Decimal:
    """What 左右 in the upper target forgives."""
    if upper.parsed.bound is not Bound.ABOUT:
        return Decimal(0)
    if figures.unit == "%":
        return rules.about_points
    return abs(figures.upper.value) * rules.about_share / 100


def _weigh_commitment(outcome: Outcome, upper: Indicator, lower: Indicator) -> Outcome:
    """Holds the words against the numbers: 力争, 左右, > against ≥, a later year (domain rules §B3, §B6)."""
    ours, theirs = upper.parsed, lower.parsed
    binding = upper.nature is Nature.BINDING
    equal = outcome.verdict is IndicatorVerdict.EQUAL
    if _is_late(upper, lower):
        reason = f"{outcome.reason}；本级到{lower.target_year}年，晚于上级的{upper.target_year}年"
        outcome = _loosened(outcome, reason, "late_binding" if binding else "late")
    if theirs.soft and not ours.soft and outcome.verdict is not IndicatorVerdict.STRICTER:
        outcome = _loosened(
            outcome, f"{outcome.reason}；本级为“力争”，不是硬目标", "soft_binding" if binding else "soft"
        )
    if theirs.bound is Bound.ABOUT and ours.bound is not Bound.ABOUT and equal:
        flag = "about_binding" if binding else "about"
        reason = f"{outcome.reason}；本级写“左右”，弱于上级"
        if ours.bound in _FIRM:
            return _loosened(outcome, reason, flag)
        return replace(outcome, reason=reason, flags=(*outcome.flags, flag))
    if ours.bound is Bound.ABOUT and theirs.bound in _FIRM and equal and "about" not in outcome.flags:
        reason = f"{outcome.reason}；上级为“左右”，本级为硬界限，严于上级"
        return replace(outcome, verdict=IndicatorVerdict.STRICTER, reason=reason)
    if {ours.bound, theirs.bound} & {Bound.ABOVE, Bound.BELOW} and ours.bound is not theirs.bound and equal:
        reason = f"{outcome.reason}；一方为严格大于（小于），一方不是，边界请核实"
        return replace(outcome, reason=reason, flags=(*outcome.flags, "boundary"))
    return outcome


def _is_late(upper: Indicator, lower: Indicator) -> bool:
    return upper.target_year is not None and lower.target_year is not None and lower.target_year > upper.target_year


def _loosened(outcome: Outcome, reason: str, flag: str) -> Outcome:
    """Weaker by its words; where the value itself is no looser, the flag alone decides how grave that is."""
    cause = outcome.cause if outcome.verdict is IndicatorVerdict.LOOSER else "wording"
    return replace(outcome, verdict=IndicatorVerdict.LOOSER, reason=reason, cause=cause, flags=(*outcome.flags, flag))
