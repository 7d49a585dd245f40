"""A target value as parsed: kind, bound, numbers, years."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from align.labelled import Labelled


class TargetKind(Labelled):
    """The form of a target value."""

    ABSOLUTE = ("absolute", "绝对值")
    CUMULATIVE_PERCENT = ("cumulative_percent", "累计变化率")
    ANNUAL_PERCENT = ("annual_percent", "年均变化率")
    PERCENT_POINTS = ("percent_points", "百分点变化")
    CUMULATIVE_AMOUNT = ("cumulative_amount", "累计量")
    GRADE = ("grade", "类别等级")
    TREND = ("trend", "趋势性表述")
    QUALITATIVE = ("qualitative", "定性表述")
    DEFERRED = ("deferred", "委托式表述")
    NONE = ("none", "无值")


class Bound(Labelled):
    """How a target value is meant."""

    AT_LEAST = ("at_least", "不低于")
    ABOVE = ("above", "高于")
    AT_MOST = ("at_most", "不高于")
    BELOW = ("below", "低于")
    EQUAL = ("equal", "等于")
    ABOUT = ("about", "左右")
    RANGE = ("range", "区间")
    MAINTAIN = ("maintain", "保持")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target phrase, parsed. ``value`` is the number (the lower end of a range), ``high`` the upper end of a range.

    ``soft`` marks 力争/争取; ``stretch`` is the wished-for value beside a hard one (13%，力争14.5%).
    """

    kind: TargetKind
    text: str
    bound: Bound | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    soft: bool = False
    stretch: Decimal | None = None
    base_year: int | None = None
    target_year: int | None = None
