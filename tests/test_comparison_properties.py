"""What holds of every comparison of indicators, whatever the numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indicator_plans import indicator, plan_of

from align.judging.targets import judge_indicators
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicators import load_catalogue
from align.model import Level, Nature
from align.results import IndicatorFinding, IndicatorVerdict

MIRROR = {
    IndicatorVerdict.STRICTER: IndicatorVerdict.LOOSER,
    IndicatorVerdict.LOOSER: IndicatorVerdict.STRICTER,
    IndicatorVerdict.EQUAL: IndicatorVerdict.EQUAL,
}
NAMES = [
    ("森林覆盖率", "%"),
    ("PM2.5年均浓度", "μg/m3"),
    ("万元工业增加值用水量", "立方米/万元"),
    ("农村生活污水治理率", "%"),
    ("单位地区生产总值能源消耗降低", "%"),
]
TENTHS = st.integers(min_value=1, max_value=999).map(lambda value: Decimal(value) / 10)


def judge(name: str, unit: str, upper: Decimal, lower: Decimal) -> IndicatorFinding:
    """One indicator of two plans for the same area, so that the upper value is its own floor."""
    ours = indicator(name, str(upper), unit=unit, nature=Nature.BINDING)
    theirs = indicator(name, str(lower), unit=unit, nature=Nature.BINDING)
    above = plan_of(ours, level=Level.CITY, region="青石市")
    below = plan_of(theirs, level=Level.CITY, region="青石市")
    (finding,) = judge_indicators([(ours, theirs)], above, below, load_judging_rules(), load_catalogue())
    return finding


@pytest.mark.parametrize(("name", "unit"), NAMES)
@given(upper=TENTHS, lower=TENTHS)
def test_comparison_is_antisymmetric(name: str, unit: str, upper: Decimal, lower: Decimal) -> None:
    """If one plan is stricter than the other, the other is looser than the one."""
    there, back = judge(name, unit, upper, lower), judge(name, unit, lower, upper)
    assert back.verdict is MIRROR[there.verdict]


@pytest.mark.parametrize(("name", "unit"), NAMES)
@given(value=TENTHS)
def test_a_tenth_changes_the_verdict(name: str, unit: str, value: Decimal) -> None:
    """A target is equal to itself, and a change of 0.1 is seen."""
    assert judge(name, unit, value, value).verdict is IndicatorVerdict.EQUAL
    assert judge(name, unit, value, value + Decimal("0.1")).verdict is not IndicatorVerdict.EQUAL
