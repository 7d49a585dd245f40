"""Finds where a plan contradicts its own table of indicators: another target in the text, another value of today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from align.knowledge.indicators import Catalogue
from align.knowledge.units import Units
from align.model import Indicator, Origin
from align.parsing.indicator_prose import find_prose_indicators, find_stated_values
from align.parsing.outline import Outline
from align.parsing.quantities import parse_target
from align.source import Notice, Source
from align.target import Bound, Target, TargetKind


def find_contradictions(
    source: Source,
    outline: Outline,
    indicators: Sequence[Indicator],
    catalogue: Catalogue,
    units: Units,
    period: tuple[int, int] | None,
) -> tuple[Notice, ...]:
    """Where text and table of a plan give different values for one indicator, in document order.

    Only what is surely the same is compared: one concept, the same scope words, the same year, the same form of value.
    A value that is the other one rounded contradicts nothing. Codes: ``contradiction.target``, ``contradiction.baseline``.

    Args:
        source: the document.
        outline: its divisions and paragraphs.
        indicators: its indicators; those of tables are held against the text.
        catalogue: concepts and names.
        units: the unit table.
        period: first and last year of the plan, where known.
    """
    rows = [row for row in indicators if row.origin is Origin.TABLE and row.concept is not None]
    if not rows:
        return ()
    notices = [*_targets(rows, find_prose_indicators(source, outline, catalogue, units, period), catalogue, units)]
    for year in sorted({row.base_year for row in rows if row.base_year is not None and row.baseline is not None}):
        stated = find_stated_values(source, outline, catalogue, units, year)
        notices.extend(_baselines([row for row in rows if row.base_year == year], stated, year, catalogue, units))
    return tuple(sorted(notices, key=lambda notice: (notice.span.start if notice.span else 0, notice.message)))


def _targets(
    rows: Sequence[Indicator], stated: Iterator[Indicator], catalogue: Catalogue, units: Units
) -> Iterator[Notice]:
    for found in stated:
        same = [row for row in rows if _is_same(row, found, catalogue) and row.target_year == found.target_year]
        if same and all(_differ(row.parsed, found.parsed, units) for row in same):
            message = f"“{same[0].name}”目标值前后不一：指标表为{_shown(same[0])}，正文为{found.target}"
            yield Notice(code="contradiction.target", message=message, span=found.span, text=found.text)


def _baselines(
    rows: Sequence[Indicator], stated: Iterator[Indicator], year: int, catalogue: Catalogue, units: Units
) -> Iterator[Notice]:
    for found in stated:
        same = [row for row in rows if _is_same(row, found, catalogue)]
        values = [parse_target(row.baseline or "", unit=row.unit, units=units) for row in same]
        if same and all(_differ(value, found.parsed, units) for value in values):
            told = f"{same[0].baseline}{same[0].unit or ''}"
            message = f"“{same[0].name}”{year}年的值前后不一：指标表为{told}，正文为{found.target}"
            yield Notice(code="contradiction.baseline", message=message, span=found.span, text=found.text)


def _shown(row: Indicator) -> str:
    target, unit = row.target or "", row.unit or ""
    return target if unit in target else f"{target}{unit}"


def _is_same(row: Indicator, found: Indicator, catalogue: Catalogue) -> bool:
    """Whether a passage names just what a row names: concept, scope words, and no place or part of its own."""
    names = catalogue.names
    scopes = [{scope.value for scope in names.find_scopes(one.name)} for one in (row, found)]
    same_name = names.core(row.name) == names.core(found.name) or catalogue.is_alias(found.name)
    return row.concept == found.concept and scopes[0] == scopes[1] and same_name


def _differ(table: Target, text: Target, units: Units) -> bool:
    """Whether two plain values in one form cannot be one value written to different precision."""
    if table.kind is not text.kind or table.value is None or text.value is None:
        return False
    if Bound.RANGE in (table.bound, text.bound) or TargetKind.QUALITATIVE is table.kind:
        return False
    ours, theirs = table.value, text.value
    if table.unit and text.unit and not units.same_unit(table.unit, text.unit):
        converted = units.convert(theirs, text.unit, table.unit)
        if converted is None or units.is_lossy(table.unit, text.unit):
            return False
        theirs = converted
    return abs(ours - theirs) > max(_half(ours), _half(text.value))


def _half(value: Decimal) -> Decimal:
    """Half of the last written digit."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
