"""A parsed target as a planner would write it: 不低于93%, 比2020年累计下降18%左右, 力争14.5%."""

from __future__ import annotations

from decimal import Decimal

from align.target import Bound, Target, TargetKind

_IN_WORDS = (TargetKind.TREND, TargetKind.QUALITATIVE, TargetKind.DEFERRED, TargetKind.NONE)
_LEADS = {
    TargetKind.CUMULATIVE_PERCENT: "累计",
    TargetKind.CUMULATIVE_AMOUNT: "累计",
    TargetKind.ANNUAL_PERCENT: "年均",
}
_GRADES = {1: "Ⅰ", 2: "Ⅱ", 3: "Ⅲ", 4: "Ⅳ", 5: "Ⅴ", 6: "劣Ⅴ"}
_GRADE_LEADS = {Bound.AT_LEAST: "达到或优于", Bound.ABOVE: "优于", Bound.MAINTAIN: "保持"}
_BEFORE_LEVEL = (Bound.AT_LEAST, Bound.ABOVE, Bound.AT_MOST, Bound.BELOW, Bound.MAINTAIN)
_BEFORE_CHANGE = {Bound.ABOVE: "超过", Bound.BELOW: "低于"}
_AFTER_CHANGE = {Bound.AT_LEAST: "以上", Bound.AT_MOST: "以内", Bound.ABOUT: "左右"}


def render_target(target: Target, *, change: str = "") -> str:
    """A normalised phrase that parses into the same target.

    A target in words (趋势, 定性, 委托) has no form but its own wording, which is given back as written.

    Args:
        target: the target.
        change: which way a change goes (下降, 提高), which the target itself does not say; without it a cumulative
            percentage stands in the brackets that plans use (〔18%〕).

    Returns:
        The phrase, e.g. ``不低于93%``, ``40—45%``, ``到2025年比2020年累计下降18%左右``, ``13%，力争14.5%``.
    """
    if target.kind in _IN_WORDS:
        return target.text
    soft = "力争" if target.soft else ""
    due = f"到{target.target_year}年" if target.target_year else ""
    if target.kind is TargetKind.GRADE:
        return f"{soft}{due}{_render_grade(target)}"
    stretch = f"，力争{_amount(target, target.stretch)}" if target.stretch is not None else ""
    if target.kind is TargetKind.ABSOLUTE:
        base = f"以{target.base_year}年为基期" if target.base_year else ""
        return f"{soft}{due}{base}{_render_level(target)}{stretch}"
    base = f"比{target.base_year}年" if target.base_year else ""
    return f"{soft}{due}{base}{_render_change(target, change)}{stretch}"


def _render_grade(target: Target) -> str:
    grade = _GRADES[int(target.value or 0)]
    if target.bound is Bound.RANGE:
        return f"{grade}—{_GRADES[int(target.high or 0)]}类"
    return f"{_GRADE_LEADS[target.bound or Bound.AT_LEAST]}{grade}类"


def _render_level(target: Target) -> str:
    before = target.bound.label if target.bound in _BEFORE_LEVEL else ""
    return f"{before}{_value(target)}{Bound.ABOUT.label if target.bound is Bound.ABOUT else ''}"


def _render_change(target: Target, change: str) -> str:
    bound = target.bound or Bound.EQUAL
    kept = Bound.MAINTAIN.label if bound is Bound.MAINTAIN else ""
    before, after = _BEFORE_CHANGE.get(bound, ""), _AFTER_CHANGE.get(bound, "")
    if target.kind is TargetKind.CUMULATIVE_PERCENT and not change:
        return f"{kept}{before}〔{_value(target)}〕{after}"
    lead = "每年" if _is_points_a_year(target) else _LEADS.get(target.kind, "")
    return f"{kept}{lead}{change}{before}{_value(target)}{after}"


def _value(target: Target) -> str:
    """The number or both ends of the range, with the unit."""
    if target.bound is Bound.RANGE and target.value is not None:
        return f"{target.value:f}—{_amount(target, target.high)}"
    return _amount(target, target.value)


def _amount(target: Target, value: Decimal | None) -> str:
    unit = (target.unit or "").removesuffix("/年") if _is_points_a_year(target) else target.unit or ""
    return f"{value or Decimal(0):f}{'个' if target.kind is TargetKind.PERCENT_POINTS else ''}{unit}"


def _is_points_a_year(target: Target) -> bool:
    """Points per year have no unit of their own in plans: 每年提高1个百分点."""
    return target.kind is TargetKind.PERCENT_POINTS and (target.unit or "").endswith("/年")
