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
    ("10⁴m³", "万立方米"),
    ("10^4 m3", "万立方米"),
    ("×10⁸m³", "亿立方米"),
    ("10⁴ hm²", "万公顷"),
    ("10³人", "千人"),
    ("10⁶ t", "百万吨"),
    ("微克／立方米", "µg/m3"),
    ("%", "％"),
    ("㎡", "平方米"),
    ("km²", "平方公里"),
    ("吨标煤/万元", "吨标准煤/万元"),
    ("处", "个"),
    ("万公顷", "万ha"),
    ("mg/L", "毫克/升"),
    ("公里", "千米"),
    ("/10万", "1/10万"),
    ("人/10万", "1／10万"),
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
    ("2", "天", "小时", "48"),
    ("48", "小时", "天", "2"),
    ("1", "工作日", "小时", "8"),
    ("32.5", "人/万人", "人/千人", "3.25"),
    ("30", "户/百户", "%", "30"),
    ("1.35", "%", "‰", "13.5"),
    ("15", "公斤/亩", "千克/公顷", "225"),
    ("5700", "立方米/公顷", "立方米/亩", "380"),
    ("8.4", "万亩", "公顷", "5600"),
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


@pytest.mark.parametrize(
    ("name", "unit", "full"),
    [
        ("每千人口医疗卫生机构床位数", "张", "张/千人"),
        ("每万人拥有公共充电桩数", "个", "个/万人"),
        ("每百户家庭宽带用户", "户", "户/百户"),
        ("粮食作物亩均化肥用量", "公斤", "公斤/亩"),
        ("农田亩均灌溉用水量", "立方米/亩", "立方米/亩"),
        ("每千人口献血率", "‰", "‰"),
        ("床位数", "张", "张"),
        ("人均公园绿地面积", "平方米", "平方米/人"),
        ("人均预期寿命", "岁", "岁"),
        ("每千人口床位数", None, None),
    ],
)
def test_the_name_may_tell_the_denominator(name: str, unit: str | None, full: str | None) -> None:
    assert UNITS.full_unit(unit, name) == full


@pytest.mark.parametrize("row", ["每千人\t丈\tno", "每千人(\t千人\tno", "每千人\t千人\tja"])
def test_denominators_must_be_units_and_patterns(tmp_path: Path, row: str) -> None:
    (tmp_path / "units.tsv").write_text(
        "unit\taliases\tdimension\tfactor\tadditive\n千\t千\tmultiplier\t1000\tno\n人\t人\tperson\t1\tyes\n",
        encoding="utf-8",
    )
    (tmp_path / "denominators.tsv").write_text(f"word\tunit\twritten\n{row}\n", encoding="utf-8")
    with pytest.raises(MappingError):
        load_units(tmp_path / "units.tsv")


def test_the_unit_is_written_with_its_denominator_only_where_that_is_usual() -> None:
    assert UNITS.written_unit("公斤", "亩均化肥用量") == "公斤/亩"
    assert UNITS.written_unit("元", "城镇居民人均可支配收入") == "元"
