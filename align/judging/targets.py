"""Judges pairs of indicators: is the lower plan's target as strict as the upper plan's (domain rules §B1–B5)?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.ids import IdMaker
from align.judging.applicability import find_inapplicability
from align.judging.assigned import Assigned, find_assigned, find_assignment_for
from align.judging.outcomes import Outcome
from align.judging.remarks import Pair, add_remarks, is_below_baseline
from align.judging.scopes import covers_rows, judge_succession
from align.judging.unread import find_unread_tables, tell_unread, tell_unsure
from align.judging.values import judge_values
from align.judging.verbal import judge_wording
from align.knowledge.indicator_rules import JudgingRules
from align.knowledge.indicators import Catalogue, Direction
from align.model import Assignment, Indicator, Plan
from align.parsing.clean import clean_text
from align.parsing.quantities import parse_target
from align.results import IndicatorFinding, IndicatorVerdict
from align.target import TargetKind

_PREFIX = "finding"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What every verdict on a pair of plans rests on."""

    upper: Plan
    lower: Plan
    rules: JudgingRules
    catalogue: Catalogue
    assignments: Sequence[Assignment]

    def assigned(self, ours: Indicator) -> Assigned | None:
        """The value set for the lower plan's area, where the upper plan's area is a larger one."""
        if not is_wider(self.upper, self.lower):
            return None
        return find_assigned(ours, self.upper, self.lower, self.assignments, self.catalogue)

    def name(self, first: Indicator, second: Indicator | None) -> tuple[str, str | None]:
        """The name to show (the catalogue's, else as written) and the concept's id."""
        concept = first.concept or (second.concept if second else None)
        return (self.catalogue.concept(concept).name if concept else first.name), concept

    @property
    def caps(self) -> list[str]:
        """What caps every severity."""
        return [] if self.lower.meta.kind.is_full_text else ["not_full_text"]


def judge_indicators(
    pairs: Sequence[tuple[Indicator | None, Indicator | None]],
    upper: Plan,
    lower: Plan,
    rules: JudgingRules,
    catalogue: Catalogue,
    assignments: Sequence[Assignment] = (),
) -> tuple[IndicatorFinding, ...]:
    """A finding for each pair, in order: values compared after conversion, nature and unit compared as written.

    Args:
        pairs: upper and lower indicator, one of which may be ``None``.
        upper: the plan above.
        lower: the plan below.
        rules: severities, tolerances and applicability.
        catalogue: concepts, names, units.
        assignments: values set for areas, those that count first at the front; they come before what the upper plan says.
    """
    ids = IdMaker()
    context = _Context(upper=upper, lower=lower, rules=rules, catalogue=catalogue, assignments=assignments)
    findings: list[IndicatorFinding] = []
    for ours, theirs in pairs:
        if ours is not None and theirs is not None:
            finding = _judge_both(ours, theirs, context)
        elif ours is not None:
            finding = _judge_upper_only(ours, context)
        elif theirs is not None:
            finding = _judge_lower_only(theirs, context)
        else:
            continue
        text = "｜".join(clean_text(side.text) if side else "" for side in (ours, theirs))
        findings.append(replace(finding, id=ids.make(_PREFIX, text)))
    return tuple(findings)


def _judge_upper_only(ours: Indicator, context: _Context) -> IndicatorFinding:
    name, concept = context.name(ours, None)
    upper, lower = context.upper, context.lower
    assigned = context.assigned(ours)
    reason = find_inapplicability(ours, upper, lower, context.rules)
    if reason is not None:
        verdict, text, caps = IndicatorVerdict.NOT_APPLICABLE, reason, []
    else:
        unread = find_unread_tables(lower)
        verdict, caps = IndicatorVerdict.MISSING, [*context.caps, *(["unread"] if unread else [])]
        told = "本级规划未设此指标" if lower.meta.kind.is_full_text else "所附材料中未见此指标"
        told += tell_unread(unread)
        text = f"{told}；上级为{ours.nature.label}指标" if ours.nature else told
    is_own = assigned is not None or is_assigned(ours, upper, lower)
    return IndicatorFinding(
        id="",
        name=name,
        concept=concept,
        upper=ours,
        lower=None,
        verdict=verdict,
        severity=context.rules.severity(verdict, nature=ours.nature, assigned=is_own, caps=caps),
        reason=f"{text}。",
        comparison=f"上级“{ours.target}”，本级无" if ours.target else "本级无",
        assigned=assigned.told if assigned else None,
        pending="unread" in caps,
    )


def _judge_lower_only(theirs: Indicator, context: _Context) -> IndicatorFinding:
    name, concept = context.name(theirs, None)
    direction, known = context.catalogue.direction(theirs.name, theirs.concept)
    falls_back = known and is_below_baseline(theirs, direction, context.catalogue)
    finding = IndicatorFinding(
        id="",
        name=name,
        concept=concept,
        upper=None,
        lower=theirs,
        verdict=IndicatorVerdict.EXTRA,
        severity=context.rules.severity(
            IndicatorVerdict.EXTRA,
            nature=theirs.nature,
            assigned=False,
            flags=["below_baseline"] if falls_back else [],
        ),
        reason=f"上级规划无对应指标，属本级新增{'；本级目标还不如本级基期，请核实' if falls_back else ''}。",
        comparison=f"本级“{theirs.target}”，上级无" if theirs.target else "上级无",
    )
    assigned = find_assignment_for(theirs, context.lower, context.assignments, context.catalogue)
    return finding if assigned is None else _against_assignment(finding, theirs, assigned, context)


def _against_assignment(
    finding: IndicatorFinding, theirs: Indicator, assigned: Assigned, context: _Context
) -> IndicatorFinding:
    """An indicator that the upper plan lacks, but for which the area was set a value all the same."""
    direction, known = context.catalogue.direction(theirs.name, theirs.concept)
    pair = Pair(
        upper=assigned.indicator,
        lower=theirs,
        direction=direction,
        known=known,
        assigned=True,
        document=assigned.document,
        is_union=False,
    )
    outcome = add_remarks(_compare(pair, context.catalogue, context.rules), pair, context.lower, context.catalogue)
    severity = context.rules.severity(
        outcome.verdict,
        nature=theirs.nature,
        assigned=True,
        cause=outcome.cause,
        flags=outcome.flags,
        caps=context.caps,
    )
    return replace(
        finding,
        severity=severity,
        reason=f"上级规划无对应指标；{outcome.verdict.label}：{outcome.reason}。",
        comparison=outcome.comparison,
        assigned=assigned.told,
    )


def _judge_both(ours: Indicator, theirs: Indicator, context: _Context) -> IndicatorFinding:
    name, concept = context.name(ours, theirs)
    assigned = context.assigned(ours)
    pair = _pair(ours, theirs, assigned, context)
    outcome = add_remarks(_compare(pair, context.catalogue, context.rules), pair, context.lower, context.catalogue)
    average = outcome.verdict is IndicatorVerdict.LOOSER and outcome.cause != "wording" and not pair.assigned
    if average:
        outcome = replace(outcome, reason=f"{outcome.reason}；上级为总体值，未见对本地的分解值，请核实")
    unsure = tell_unsure(((ours, context.upper), (theirs, context.lower)), context.rules.sure)
    return IndicatorFinding(
        id="",
        name=name,
        concept=concept,
        upper=ours,
        lower=theirs,
        verdict=outcome.verdict,
        severity=context.rules.severity(
            outcome.verdict,
            nature=ours.nature,
            assigned=pair.assigned,
            cause=outcome.cause,
            flags=outcome.flags,
            value_caps=["unassigned"] if average else [],
            caps=[*context.caps, *(["unread"] if unsure else [])],
        ),
        reason=f"{outcome.reason}{unsure}。",
        comparison=outcome.comparison,
        nature_changed=ours.nature is not None and theirs.nature is not None and ours.nature is not theirs.nature,
        unit_differs=differs_in_unit(ours, theirs, context.catalogue),
        assigned=assigned.told if assigned else None,
        pending=bool(unsure),
    )


def _pair(ours: Indicator, theirs: Indicator, assigned: Assigned | None, context: _Context) -> Pair:
    catalogue, upper = context.catalogue, context.upper
    direction, known = catalogue.direction(ours.name, ours.concept or theirs.concept)
    return Pair(
        upper=assigned.indicator if assigned else ours,
        lower=theirs,
        direction=direction,
        known=known,
        assigned=assigned is not None or is_assigned(ours, upper, context.lower),
        document=assigned.document if assigned else None,
        is_union=covers_rows(ours, theirs, upper, catalogue),
    )


def _compare(pair: Pair, catalogue: Catalogue, rules: JudgingRules) -> Outcome:
    """The outcome: terms that replaced others first, then targets in words, then numbers."""
    in_words = judge_succession(pair.upper, pair.lower, catalogue) or judge_wording(
        pair.upper, pair.lower, pair.direction
    )
    outcome = in_words or _compare_values(pair, catalogue, rules)
    return _compare_growth(pair, catalogue, rules) or outcome if outcome.cause == "total" else outcome


def _compare_growth(pair: Pair, catalogue: Catalogue, rules: JudgingRules) -> Outcome | None:
    """The outcome by the yearly changes that both tables give beside totals of areas of different size; else ``None``."""
    growths = [_as_growth(side, catalogue) for side in (pair.upper, pair.lower)]
    if not all(growth.parsed.kind is TargetKind.ANNUAL_PERCENT for growth in growths):
        return None
    by_growth = replace(pair, upper=growths[0], lower=growths[1], direction=Direction.HIGHER, known=True, assigned=True)
    outcome = _compare_values(by_growth, catalogue, rules)
    return replace(outcome, reason=f"总量不可直接比较，按年均增速比较：{outcome.reason}")


def _as_growth(side: Indicator, catalogue: Catalogue) -> Indicator:
    parsed = parse_target(side.growth or "", unit="%", name=f"{side.name}，年均增长", units=catalogue.units)
    return replace(side, target=side.growth, unit="%", parsed=parsed)


def _compare_values(pair: Pair, catalogue: Catalogue, rules: JudgingRules) -> Outcome:
    return judge_values(
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
