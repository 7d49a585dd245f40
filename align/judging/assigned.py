"""The value set for the lower plan's own area (分解值): in a list of assigned values, or in the upper plan itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from align.judging.conversion import unit_of
from align.judging.shares import find_share
from align.knowledge.indicators import Catalogue
from align.model import Assignment, Indicator, Plan
from align.parsing.indicator_concepts import find_concept
from align.parsing.quantities import parse_target
from align.source import Notice
from align.target import Bound, Target, TargetKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """An indicator with the value set for the lower plan's area in place of its own, and where that is set."""

    indicator: Indicator
    document: str

    @property
    def told(self) -> str:
        """Value, unit and document, for reading (``98.5%（×发〔2022〕3号）``)."""
        value, unit = self.indicator.target or "", unit_of(self.indicator) or ""
        return f"{value}{'' if unit in value else unit}（{self.document}）"


def find_assigned(
    indicator: Indicator, upper: Plan, lower: Plan, assignments: Sequence[Assignment], catalogue: Catalogue
) -> Assigned | None:
    """The upper indicator with the value set for the lower plan's area; ``None`` where none is set.

    Args:
        indicator: the indicator of the upper plan.
        upper: the plan above, whose own notes and tables are searched last.
        lower: the plan below, whose area counts.
        assignments: lists of assigned values, those that count first at the front.
        catalogue: concepts, names, units.
    """
    for assignment in assignments:
        if concerns(assignment, indicator, lower, catalogue):
            return Assigned(
                indicator=_with_value(indicator, assignment.value, assignment.unit, catalogue),
                document=assignment.document,
            )
    share = find_share(indicator, upper, lower, catalogue)
    if share is None:
        return None
    return Assigned(indicator=_with_value(indicator, share, None, catalogue), document="上级规划分解")


def find_assignment_for(
    indicator: Indicator, lower: Plan, assignments: Sequence[Assignment], catalogue: Catalogue
) -> Assigned | None:
    """The value set for an indicator that only the lower plan has, in the form of that indicator."""
    for assignment in assignments:
        if concerns(assignment, indicator, lower, catalogue):
            bare = replace(indicator, baseline=None, nature=None, parsed=Target(kind=TargetKind.NONE, text=""))
            return Assigned(
                indicator=_with_value(bare, assignment.value, assignment.unit, catalogue), document=assignment.document
            )
    return None


def find_unmet(assignments: Sequence[Assignment], upper: Plan, lower: Plan, catalogue: Catalogue) -> tuple[Notice, ...]:
    """What a list of assigned values holds for the lower plan's area and neither plan has an indicator for.

    A list that does not name the area at all is told as such, once.
    """
    own = [assignment for assignment in assignments if _is_area(assignment.region, lower)]
    if assignments and not own:
        area = lower.meta.region or "本地区（未能识别）"
        return (Notice(code="assigned.no_area", message=f"分解值表中没有{area}的数，未用于比较"),)
    indicators = (*upper.indicators, *lower.indicators)
    return tuple(
        Notice(
            code="assigned.unmet",
            message=f"分解值表中{one.region}“{one.indicator}”（{one.value}{one.unit or ''}）在两份规划中均未见对应指标，请核实",
        )
        for one in own
        if not any(concerns(one, indicator, lower, catalogue) for indicator in indicators)
    )


def concerns(assignment: Assignment, indicator: Indicator, lower: Plan, catalogue: Catalogue) -> bool:
    """Whether an assigned value is for that indicator, in the lower plan's area and for the same year."""
    years = {year for year in (assignment.target_year, indicator.target_year) if year is not None}
    if len(years) > 1 or not _is_area(assignment.region, lower):
        return False
    if catalogue.names.scopes_conflict(assignment.indicator, indicator.name):
        return False
    parsed = parse_target(assignment.value, unit=assignment.unit, name=assignment.indicator, units=catalogue.units)
    concept = find_concept(catalogue, assignment.indicator, assignment.unit, parsed)
    if concept is not None and indicator.concept is not None:
        return concept.id == indicator.concept
    return catalogue.names.core(assignment.indicator) == catalogue.names.core(indicator.name)


def _is_area(region: str, lower: Plan) -> bool:
    """Whether a name is that of the lower plan's area, with what it belongs to or without its kind (云岭市青石县, 青石)."""
    own = lower.meta.region
    return own is not None and (region.endswith(own) or region == own[:-1])


def _with_value(indicator: Indicator, value: str, unit: str | None, catalogue: Catalogue) -> Indicator:
    given = indicator.parsed
    share = parse_target(value, unit=unit or unit_of(indicator), name=indicator.name, units=catalogue.units)
    if share.kind is TargetKind.ABSOLUTE and given.value is not None:
        # what is a total over five years above is one for each part
        bound = Bound.EQUAL if given.bound is Bound.RANGE else given.bound
        share = replace(given, value=share.value, high=None, unit=share.unit, bound=bound, stretch=None)
    return replace(indicator, target=value, unit=share.unit or indicator.unit, parsed=share)
