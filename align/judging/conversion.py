"""Brings two target values into one form and one unit, telling the arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from align.judging.outcomes import half_digit, render_number
from align.knowledge.indicators import Catalogue, Direction, Relation
from align.knowledge.units import Units, days_in_year
from align.model import Indicator
from align.parsing.quantities import parse_target
from align.target import Bound, Target, TargetKind

_TELLING_LENGTH = 4
_PER_YEAR = "/年"
_CHANGES = (TargetKind.CUMULATIVE_PERCENT, TargetKind.PERCENT_POINTS, TargetKind.ANNUAL_PERCENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value ready to compare, and how it is told (``311÷365=85.2``)."""

    value: Decimal
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Both values in one unit; ``tolerance`` is what rounding of written values may hide.

    ``direction`` is which way is stricter in the form they are told in: a greater fall of what should be low.
    ``flags`` go to the severity rules: ``converted`` where a baseline or a compound rate was needed to bring them together.
    """

    upper: Figure
    lower: Figure
    unit: str
    tolerance: Decimal
    direction: Direction
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why two values cannot be brought together; ``cause`` as in the severity rules."""

    cause: str
    reason: str


def convert_figures(
    upper: Indicator, lower: Indicator, direction: Direction, catalogue: Catalogue, years: int
) -> Figures | Obstacle:
    """Both values in the upper indicator's form and unit, or what stands in the way.

    ``years`` is the length of the period where the plans do not tell it.
    """
    kinds = _kind(upper, catalogue), _kind(lower, catalogue)
    relation = catalogue.find_relation(upper.concept, lower.concept)
    if relation is Relation.COMPLEMENT and kinds[0] is kinds[1]:
        return _complement(upper, lower, direction)
    if relation is Relation.RECIPROCAL and kinds[0] is kinds[1]:
        return _reciprocal(upper, lower, direction, catalogue.units)
    if (yearly := _yearly(upper, lower, direction, catalogue.units, years)) is not None:
        return yearly
    if kinds[0] is kinds[1]:
        return _same_form(upper, lower, Direction.HIGHER if kinds[0] in _CHANGES else direction, catalogue.units)
    if set(kinds) == {TargetKind.ABSOLUTE, TargetKind.CUMULATIVE_AMOUNT} and _same_name(upper, lower, catalogue):
        return _same_form(upper, lower, direction, catalogue.units)
    if set(kinds) == {TargetKind.ANNUAL_PERCENT, TargetKind.CUMULATIVE_PERCENT}:
        return _annual(upper, lower, kinds, years)
    if TargetKind.ABSOLUTE in kinds and (kinds[0] in _CHANGES or kinds[1] in _CHANGES):
        return _from_baseline(upper, lower, kinds, catalogue)
    if set(kinds) == {TargetKind.PERCENT_POINTS, TargetKind.CUMULATIVE_PERCENT}:
        reason = "一方为百分点、一方为百分比，含义不同：百分比是基期值的几成，请核实并统一单位"
        return Obstacle(cause="points", reason=reason)
    reason = f"目标值形式不同：上级为{kinds[0].label}，本级为{kinds[1].label}，不能直接比较"
    return Obstacle(cause="kind", reason=reason)


def _kind(indicator: Indicator, catalogue: Catalogue) -> TargetKind:
    """The form of a value; a plain share under a concept that only knows changes is a change (〔10〕 and 10%)."""
    kind = indicator.parsed.kind
    if kind is TargetKind.ABSOLUTE and indicator.concept is not None:
        known = catalogue.concept(indicator.concept).kinds
        unit = indicator.parsed.unit or indicator.unit
        if kind not in known and TargetKind.CUMULATIVE_PERCENT in known and catalogue.units.is_ratio(unit or "%"):
            return TargetKind.CUMULATIVE_PERCENT
    return kind


def _same_name(upper: Indicator, lower: Indicator, catalogue: Catalogue) -> bool:
    """Whether two indicators are one by concept or name, 新增 and the like at the front aside."""
    if upper.concept is not None and upper.concept == lower.concept:
        return True
    short, long = sorted((catalogue.names.core(upper.name), catalogue.names.core(lower.name)), key=len)
    return short == long or (len(short) >= _TELLING_LENGTH and long.endswith(short))


def unit_of(indicator: Indicator) -> str | None:
    """The unit of an indicator's target: in the target itself, else in its column or name."""
    return indicator.parsed.unit or indicator.unit


def full_unit_of(indicator: Indicator, units: Units) -> str | None:
    """The unit of an indicator's target with the denominator that its name tells (每千人口…数, 人: 人/千人)."""
    return units.full_unit(unit_of(indicator), indicator.name)


def _told_units(upper: Indicator, lower: Indicator, units: Units) -> tuple[str | None, str | None]:
    """The units to convert between: as written, but with what both names tell where the two differ in it."""
    written = unit_of(upper), unit_of(lower)
    full = full_unit_of(upper, units), full_unit_of(lower, units)
    if not all(full) or (units.same_unit(*full) and units.same_unit(*written)):
        return written
    return full


def worst_value(target: Target, direction: Direction) -> Decimal:
    """The value to judge by: of a range the end that asks for less.

    Raises:
        ValueError: the target has no value.
    """
    if target.value is None:
        raise ValueError(target.text)
    if target.bound is Bound.RANGE and target.high is not None and direction is not Direction.HIGHER:
        return target.high
    return target.value


def _same_form(upper: Indicator, lower: Indicator, direction: Direction, units: Units) -> Figures | Obstacle:
    ours, theirs = worst_value(upper.parsed, direction), worst_value(lower.parsed, direction)
    unit, other = _told_units(upper, lower, units)
    asked = Figure(value=ours, told=render_number(ours))
    if not unit or not other or units.same_unit(unit, other):
        given = Figure(value=theirs, told=render_number(theirs))
        return Figures(upper=asked, lower=given, unit=unit or other or "", tolerance=Decimal(0), direction=direction)
    year = lower.target_year or upper.target_year
    converted = units.convert(theirs, other, unit, year=year)
    if converted is None:
        return Obstacle(cause="unit", reason=f"单位不同：上级为{unit}，本级为{other}，不能换算")
    if units.is_lossy(unit, other):
        told = _tell_days(theirs, converted, days_in_year(year), to_share=units.is_ratio(unit))
        return Figures(
            upper=asked,
            lower=Figure(value=converted, told=told),
            unit=unit,
            tolerance=half_digit(ours),
            direction=direction,
        )
    told = f"{render_number(theirs)}{other}={render_number(converted)}"
    return Figures(
        upper=asked, lower=Figure(value=converted, told=told), unit=unit, tolerance=Decimal(0), direction=direction
    )


def _yearly(upper: Indicator, lower: Indicator, direction: Direction, units: Units, years: int) -> Figures | None:
    """What is added every year against what is added in all (每年75学时, over five years 375); ``None`` for others."""
    whole = [(unit_of(side) or "").removesuffix(_PER_YEAR) for side in (upper, lower)]
    spans = [_years(side, years) if (unit_of(side) or "").endswith(_PER_YEAR) else 1 for side in (upper, lower)]
    if (spans[0] == 1) is (spans[1] == 1) or not all(whole) or not units.are_compatible(*whole):
        return None
    figures = []
    for side, unit, span in zip((upper, lower), whole, spans, strict=True):
        value = worst_value(side.parsed, direction)
        total = value * span
        told = render_number(value) if span == 1 else f"每年{render_number(value)}×{span}年={render_number(total)}"
        if (converted := units.convert(total, unit, whole[0])) != total and converted is not None:
            total, told = converted, f"{told}{unit}={render_number(converted)}"
        figures.append(Figure(value=total, told=told))
    return Figures(upper=figures[0], lower=figures[1], unit=whole[0], tolerance=Decimal(0), direction=direction)


def _tell_days(value: Decimal, converted: Decimal, days: int, *, to_share: bool) -> str:
    rounded = render_number(converted.quantize(Decimal("0.1")))
    if to_share:
        return f"{render_number(value)}÷{days}={rounded}%"
    return f"{render_number(value)}%×{days}={rounded}天"


def _complement(upper: Indicator, lower: Indicator, direction: Direction) -> Figures:
    """A share and what it leaves (消除比例 90% and 存量比例 10%), both told as the upper plan tells it."""
    ours = worst_value(upper.parsed, direction)
    rest = worst_value(lower.parsed, Direction.LOWER if direction is Direction.HIGHER else Direction.HIGHER)
    return Figures(
        upper=Figure(value=ours, told=render_number(ours)),
        lower=Figure(value=100 - rest, told=f"100-{render_number(rest)}={render_number(100 - rest)}"),
        unit="%",
        tolerance=Decimal(0),
        direction=direction,
    )


def _reciprocal(upper: Indicator, lower: Indicator, direction: Direction, units: Units) -> Figures | Obstacle:
    """So many per head and heads per one (4.8座/百万人 and 22万人/座), both told as the upper plan tells it."""
    ours = worst_value(upper.parsed, direction)
    theirs = worst_value(lower.parsed, Direction.LOWER if direction is Direction.HIGHER else Direction.HIGHER)
    unit, other = full_unit_of(upper, units) or "", full_unit_of(lower, units) or ""
    above, _, below = other.partition("/")
    turned = units.convert(1 / theirs, f"{below}/{above}", unit) if theirs and below else None
    if turned is None:
        return Obstacle(cause="unit", reason=f"单位不同：上级为{unit}，本级为{other}，不能换算")
    told = f"{render_number(theirs)}{other}={render_number(turned.quantize(Decimal('0.01')))}{unit}"
    return Figures(
        upper=Figure(value=ours, told=render_number(ours)),
        lower=Figure(value=turned, told=told),
        unit=unit,
        tolerance=half_digit(ours),
        direction=direction,
    )


def _annual(upper: Indicator, lower: Indicator, kinds: tuple[TargetKind, TargetKind], years: int) -> Figures:
    """A yearly change told as the change over the period: 1-(1-a)^n for a fall, (1+a)^n-1 for a rise."""
    direction = Direction.HIGHER
    figures: list[Figure] = []
    tolerance = Decimal(0)
    for indicator, kind in zip((upper, lower), kinds, strict=True):
        value = worst_value(indicator.parsed, direction)
        if kind is TargetKind.CUMULATIVE_PERCENT:
            figures.append(Figure(value=value, told=render_number(value)))
            tolerance = half_digit(value)
            continue
        span = _years(indicator, years)
        rate = value / 100
        falls = any(word in indicator.name + indicator.parsed.text for word in ("降", "减"))
        total = (1 - (1 - rate) ** span if falls else (1 + rate) ** span - 1) * 100
        told = f"年均{render_number(value)}%×{span}年={render_number(total.quantize(Decimal('0.01')))}"
        figures.append(Figure(value=total, told=told))
    return Figures(
        upper=figures[0], lower=figures[1], unit="%", tolerance=tolerance, direction=direction, flags=("converted",)
    )


def _years(indicator: Indicator, years: int) -> int:
    if indicator.base_year is not None and indicator.target_year is not None:
        return max(1, indicator.target_year - indicator.base_year)
    return years


def _from_baseline(
    upper: Indicator,
    lower: Indicator,
    kinds: tuple[TargetKind, TargetKind],
    catalogue: Catalogue,
) -> Figures | Obstacle:
    """A change and a level, both told as the level the lower plan would reach from its own baseline."""
    baseline = parse_target(lower.baseline or "", unit=lower.unit).value
    if baseline is None:
        return Obstacle(cause="kind", reason="一方为变化幅度、一方为绝对值，本级未给出基期值，不能换算")
    change, fixed = (upper, lower) if kinds[0] is not TargetKind.ABSOLUTE else (lower, upper)
    direction, _ = catalogue.direction(fixed.name, fixed.concept)
    moved = worst_value(change.parsed, Direction.HIGHER)
    falls = direction is Direction.LOWER or any(word in change.name for word in catalogue.rules.higher_is_better)
    sign = -1 if falls else 1
    if change.parsed.kind is TargetKind.PERCENT_POINTS:
        level, told = baseline + sign * moved, f"{render_number(baseline)}{'-' if falls else '+'}{render_number(moved)}"
    else:
        level = baseline * (1 + sign * moved / 100)
        told = f"{render_number(baseline)}×(1{'-' if falls else '+'}{render_number(moved)}%)"
    plain = worst_value(fixed.parsed, direction)
    figure = Figure(value=level, told=f"{told}={render_number(level)}")
    other = Figure(value=plain, told=render_number(plain))
    pair = (figure, other) if change is upper else (other, figure)
    return Figures(
        upper=pair[0],
        lower=pair[1],
        unit=unit_of(fixed) or "",
        tolerance=half_digit(plain),
        direction=direction,
        flags=("converted",),
    )
