"""The unit table: spellings, conversions, and what its loader refuses."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.errors import MappingError
from align.knowledge.units import days_in_year, load_units

UNITS = load_units()

SAME = [
    ("μg/m3", "微克/立方米"),
    ("μg/m³", "ug/m3"),
    ("微克／立方米", "µg/m3"),
    ("%", "％"),
    ("㎡", "平方米"),
    ("km²", "平方公里"),
    ("吨标煤/万元", "吨标准煤/万元"),
    ("处", "个"),
    ("万公顷", "万ha"),
    ("mg/L", "毫克/升"),
    ("公里", "千米"),
]
DIFFERENT = [
    ("%", "百分点"),
    ("吨", "万吨"),
    ("亩", "公顷"),
    ("立方米/万元", "吨/万元"),
    ("亿人次", "万人次"),
    ("天", "%"),
    ("人", "人次"),
]
CONVERTED = [
    ("0.21", "万吨", "吨", "2100"),
    ("30", "万亩", "平方公里", "200"),
    ("1", "平方公里", "公顷", "100"),
    ("1", "平方公里", "亩", "1500"),
    ("2.8", "亿立方米", "万m3", "28000"),
    ("14", "亿人次", "万人次", "140000"),
    ("27", "吨/万元", "立方米/万元", "27"),
    ("1000", "千克", "吨", "1"),
    ("5", "‰", "%", "0.5"),
    ("3", "亿元", "万元", "30000"),
    ("2", "万件/套", "件", "20000"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_spellings_of_one_unit_are_the_same(first: str, second: str) -> None:
    assert UNITS.same_unit(first, second)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_convertible_units_are_not_the_same(first: str, second: str) -> None:
    assert not UNITS.same_unit(first, second)


@pytest.mark.parametrize(("value", "source", "target", "expected"), CONVERTED)
def test_values_are_converted(value: str, source: str, target: str, expected: str) -> None:
    converted = UNITS.convert(Decimal(value), source, target)
    assert converted is not None
    assert abs(converted - Decimal(expected)) < Decimal("1e-9")


@pytest.mark.parametrize(
    ("first", "second"), [("%", "吨"), ("百分点", "%"), ("亩", "立方米"), ("人", "人次"), ("甲", "乙")]
)
def test_different_measures_are_not_converted(first: str, second: str) -> None:
    assert UNITS.convert(Decimal(1), first, second) is None


def test_days_become_a_share_of_their_year() -> None:
    assert round(UNITS.convert(Decimal(333), "天", "%", year=2020), 1) == Decimal("91.0")
    assert round(UNITS.convert(Decimal("90.4"), "%", "天", year=2025), 0) == 330


@pytest.mark.parametrize(("year", "days"), [(2020, 366), (2025, 365), (2000, 366), (2100, 365), (None, 365)])
def test_leap_years(year: int | None, days: int) -> None:
    assert days_in_year(year) == days


@pytest.mark.parametrize(
    ("unit", "additive"),
    [("万吨", True), ("处", True), ("万人次", True), ("%", False), ("天", False), ("吨/万元", False)],
)
def test_amounts_add_up_and_shares_do_not(unit: str, additive: bool) -> None:
    assert UNITS.is_additive(unit) is additive


@given(
    value=st.decimals(min_value=0, max_value=10**6, places=3),
    pair=st.sampled_from([("万吨", "吨"), ("亩", "公顷"), ("天", "%"), ("亿元", "万元"), ("立方米/万元", "吨/万元")]),
)
def test_converting_there_and_back_changes_nothing(value: Decimal, pair: tuple[str, str]) -> None:
    there = UNITS.convert(value, *pair, year=2025)
    assert there is not None
    back = UNITS.convert(there, pair[1], pair[0], year=2025)
    assert back is not None
    assert abs(back - value) < Decimal("1e-6")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("吨\t吨|公吨\tmass\t0\tyes", "正数"),
        ("吨\t吨\tmass\t很多\tyes", "不是数"),
        ("吨\t吨\tmass\t1\tmaybe", "additive"),
        ("吨\t吨\tmass\t1\tyes\n公吨\t吨\tmass\t1\tyes", "另一单位"),
    ],
)
def test_the_loader_names_file_and_line(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "units.tsv"
    path.write_text(f"unit\taliases\tdimension\tfactor\tadditive\n{line}\n", encoding="utf-8")
    with pytest.raises(MappingError, match=complaint) as caught:
        load_units(path)
    assert caught.value.line >= 2
