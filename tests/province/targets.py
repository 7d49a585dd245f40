"""Sets the indicators of every plan, so that none asks for less than the plans above it but where a gap is planted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from province.names import Country, Place
from province.recipe import Measure, load_measures

BINDING, ANTICIPATORY = "约束性", "预期性"
_DEFERRED = {"province": "完成国家下达任务", "city": "完成省下达任务", "county": "完成市下达任务"}
NO_VALUE = "—"
# How much further a plan may go than the one above it, and how far a loosened target falls behind, by the size of one step.
_AHEAD = (0.0, 0.0, 0.5, 1.0)
_BEHIND = (2.0, 3.0)
_SMALL = 5.0
_MOST = 99.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of an indicator table; ``value`` is the target as a number, ``written`` as the plan has it."""

    key: str
    name: str
    unit: str
    direction: str
    nature: str
    baseline: str
    value: float
    written: str

    def is_met(self, other: Row) -> bool:
        """Whether the target of a lower plan is at least as good as this one."""
        return other.value <= self.value if self.direction == "down" else other.value >= self.value


def set_rows(country: Country, place: Place, above: Sequence[Row]) -> tuple[Row, ...]:
    """The table of a plan, each target at least that of the plan above.

    Args:
        country: all places.
        place: whose plan.
        above: the rows of the plan directly above, before any gap; none for the nation.
    """
    chance = random.Random(f"{country.seed}:{place.name}:targets")
    known = {row.key: row for row in above}
    return tuple(
        _set_row(measure, place.level, known.get(measure.key), chance)
        for measure in load_measures()
        if place.level in measure.names
    )


def _set_row(measure: Measure, level: str, above: Row | None, chance: random.Random) -> Row:
    value = measure.target if above is None else _set_value(measure, above.value, chance)
    row = Row(
        key=measure.key,
        name=measure.names[level],
        unit=measure.unit,
        direction=measure.direction,
        nature=measure.nature,
        baseline=_set_baseline(measure, value, chance),
        value=round(value, measure.digits),
        written="",
    )
    return replace(row, written=_write_target(row, measure, chance))


def _set_value(measure: Measure, above: float, chance: random.Random) -> float:
    """A target as good as that above or somewhat better, within what can be."""
    ahead = chance.choice(_AHEAD) * _step(measure)
    if measure.direction == "down":
        return max(above - ahead, 0.0)
    return max(above, min(above + ahead, _MOST)) if measure.direction == "up" else above + ahead


def _set_baseline(measure: Measure, value: float, chance: random.Random) -> str:
    if measure.baseline is None:
        return NO_VALUE
    gap = abs(measure.target - measure.baseline) * chance.choice((0.6, 0.8, 1.0))
    return _write(value + gap if measure.direction == "down" else value - gap, measure.digits)


def _step(measure: Measure) -> float:
    """One step of a target: whole where it is written without decimals, small where the target is small."""
    if measure.direction == "full":
        return 0.0
    if measure.direction == "sum" or not measure.digits:
        return 1.0
    return 0.1 if measure.target < _SMALL else 0.5


def _write(value: float, digits: int) -> str:
    text = f"{round(value, digits):.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _write_target(row: Row, measure: Measure, chance: random.Random) -> str:
    number = _write(row.value, measure.digits)
    if row.direction == "sum":
        return f"[{number}]"
    if row.direction == "up":
        return chance.choice((number, number, f"≥{number}", f"{number}以上"))
    return chance.choice((number, number, f"≤{number}")) if row.direction == "down" else number


def loosen(row: Row, above: Row, chance: random.Random) -> Row:
    """The row with a target behind that of the plan above."""
    measure = next(one for one in load_measures() if one.key == row.key)
    behind = chance.choice(_BEHIND) * (_step(measure) or 1.0)
    value = round(above.value + behind if row.direction == "down" else above.value - behind, measure.digits)
    number = _write(value, measure.digits)
    gap = 2 * (_step(measure) or 1.0)
    baseline = value + gap if row.direction == "down" else value - gap
    return replace(
        row,
        value=value,
        written=f"[{number}]" if row.direction == "sum" else number,
        baseline=row.baseline if row.baseline == NO_VALUE else _write(baseline, measure.digits),
    )


def defer(row: Row, level: str) -> Row:
    """The row with what is set from above in the place of a target."""
    return replace(row, written=_DEFERRED[level], value=float("nan"))


def unbind(row: Row) -> Row:
    """The row as anticipatory."""
    return replace(row, nature=ANTICIPATORY)
