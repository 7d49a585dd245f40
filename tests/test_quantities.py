"""Target phrases: what each says, phrase by phrase."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.parsing.numerals import parse_numeral
from align.parsing.quantities import parse_target
from align.target import Bound, TargetKind

A, C, K = TargetKind.ABSOLUTE, TargetKind.CUMULATIVE_PERCENT, TargetKind.CUMULATIVE_AMOUNT
GE, GT, LE, LT, EQ, AB, RG, MT = (
    Bound.AT_LEAST,
    Bound.ABOVE,
    Bound.AT_MOST,
    Bound.BELOW,
    Bound.EQUAL,
    Bound.ABOUT,
    Bound.RANGE,
    Bound.MAINTAIN,
)

# phrase, unit given elsewhere, kind, bound, value, unit of the target
NUMBERS = [
    ("93", "%", A, EQ, "93", "%"),
    ("达到93%", None, A, GE, "93", "%"),
    ("93%以上", None, A, GE, "93", "%"),
    ("达到93%以上", None, A, GE, "93", "%"),
    ("不低于93%", None, A, GE, "93", "%"),
    ("不少于12个", None, A, GE, "12", "个"),
    ("至少40处", None, A, GE, "40", "处"),
    ("≥85", "%", A, GE, "85", "%"),
    ("＞＝85", "%", A, GE, "85", "%"),
    ("10+", "%", A, GE, "10", "%"),
    ("提高到57%以上", None, A, GE, "57", "%"),
    ("提升至57%", None, A, GE, "57", "%"),
    ("增至3.2万人", None, A, GE, "3.2", "万人"),
    ("扩大到200平方公里", None, A, GE, "200", "平方公里"),
    ("≤0.8", "%", A, LE, "0.8", "%"),
    ("不超过0.8%", None, A, LE, "0.8", "%"),
    ("不高于25", "%", A, LE, "25", "%"),
    ("控制在34微克/立方米以内", None, A, LE, "34", "微克/立方米"),
    ("控制在34μg/m3以下", None, A, LE, "34", "μg/m3"),
    ("降至36微克/立方米", None, A, LE, "36", "微克/立方米"),
    ("下降到3.5%", None, A, LE, "3.5", "%"),
    ("5以下", "起", A, LE, "5", "起"),
    (">10", "%", A, GT, "10", "%"),
    ("＞10", "%", A, GT, "10", "%"),
    ("高于80%", None, A, GT, "80", "%"),
    ("超过70%", None, A, GT, "70", "%"),
    ("<1.0", "起/万枚", A, LT, "1.0", "起/万枚"),
    ("低于5%", None, A, LT, "5", "%"),
    ("93左右", "%", A, AB, "93", "%"),
    ("25%左右", None, A, AB, "25", "%"),
    ("约5000个", None, A, AB, "5000", "个"),
    ("稳定在90%以上", None, A, MT, "90", "%"),
    ("保持100%", None, A, MT, "100", "%"),
    ("保持在95%", None, A, MT, "95", "%"),
    ("维持35%", None, A, MT, "35", "%"),
    ("稳定达到98.9%以上", None, A, MT, "98.9", "%"),
    ("维持在35%以下", None, A, LE, "35", "%"),
    ("０．５", "%", A, EQ, "0.5", "%"),
    ("８５％", None, A, EQ, "85", "%"),
    ("97。3%", None, A, EQ, "97.3", "%"),
    ("1,200", "人", A, EQ, "1200", "人"),
    ("0", "%", A, EQ, "0", "%"),
    ("零", "起", A, EQ, "0", "起"),
    ("12.3③", "亿人次", A, EQ, "12.3", "亿人次"),
    ("100¹", "%", A, EQ, "100", "%"),
    ("10.5*", "%", A, EQ, "10.5", "%"),
    ("8万", "个", A, EQ, "8", "万个"),
    ("8万个", None, A, EQ, "8", "万个"),
    ("百分之九十以上", None, A, GE, "90", "%"),
    ("百分之百", None, A, EQ, "100", "%"),
    ("九成以上", None, A, GE, "90", "%"),
    ("两千公里", None, A, EQ, "2000", "公里"),
    ("一百二十个", None, A, EQ, "120", "个"),
    ("全覆盖", "%", A, EQ, "100", "%"),
    ("实现全覆盖", "%", A, EQ, "100", "%"),
    ("100（国控断面）", "%", A, EQ, "100", "%"),
    ("90%（含）以上", None, A, GE, "90", "%"),
    ("2025年达到93%", None, A, GE, "93", "%"),
    ("40—45", "家", A, RG, "40", "家"),
    ("3-5", None, A, RG, "3", None),
    ("10%～15%", None, A, RG, "10", "%"),
    ("10至15个", None, A, RG, "10", "个"),
    ("〔18〕", "%", C, EQ, "18", "%"),
    ("[18]", "%", C, EQ, "18", "%"),
    ("【10】", "%", C, EQ, "10", "%"),
    ("［8］", "%", C, EQ, "8", "%"),
    ("〔10以上〕", "%", C, GE, "10", "%"),
    ("〔10〕左右", "%", C, AB, "10", "%"),
    ("下降18%", None, C, EQ, "18", "%"),
    ("累计下降13.5%", None, C, EQ, "13.5", "%"),
    ("5年累计下降15%", None, C, EQ, "15", "%"),
    ("比2020年下降18%", None, C, EQ, "18", "%"),
    ("较2015年降低20%以上", None, C, GE, "20", "%"),
    ("翻一番", None, C, EQ, "100", "%"),
    ("[0.48]", "万吨", K, EQ, "0.48", "万吨"),
    ("新增20个", None, K, EQ, "20", "个"),
    ("累计完成8200亩", None, K, EQ, "8200", "亩"),
    ("减少500吨", None, K, EQ, "500", "吨"),
    ("年均下降3%", None, TargetKind.ANNUAL_PERCENT, EQ, "3", "%"),
    ("年均增长6%左右", None, TargetKind.ANNUAL_PERCENT, AB, "6", "%"),
    ("提高2个百分点", None, TargetKind.PERCENT_POINTS, EQ, "2", "百分点"),
    ("比2020年提高1.5百分点", None, TargetKind.PERCENT_POINTS, EQ, "1.5", "百分点"),
    ("Ⅱ类", None, TargetKind.GRADE, GE, "2", None),
    ("III类", None, TargetKind.GRADE, GE, "3", None),
    ("保持Ⅱ类", None, TargetKind.GRADE, MT, "2", None),
    ("达到或优于Ⅲ类", None, TargetKind.GRADE, GE, "3", None),
    ("劣Ⅴ类", None, TargetKind.GRADE, GE, "6", None),
    ("三类", None, TargetKind.GRADE, GE, "3", None),
    ("Ⅰ—Ⅲ类", None, TargetKind.GRADE, RG, "1", None),
]

WORDS = [
    *[(text, TargetKind.NONE) for text in ("", "-", "—", "——", "/", "／", "无", "--", "……")],
    *[
        (text, TargetKind.TREND)
        for text in (
            "稳中有降",
            "稳中有升",
            "逐年提升",
            "持续下降",
            "明显改善",
            "不减少",
            "不降低",
            "新增一批",
            "保持稳定",
            "总体稳定",
            "零增长",
            "有所下降",
            "不低于2020年水平",
            "与居民收入同步增长",
        )
    ],
    *[
        (text, TargetKind.QUALITATIVE)
        for text in (
            "基本消除",
            "有效保障",
            "得到有效保障",
            "消除",
            "全面建立",
            "基本完成",
            "全部达标",
            "不发生",
            "形成长效机制",
        )
    ],
    *[
        (text, TargetKind.DEFERRED)
        for text in (
            "完成省下达任务",
            "完成省下达的任务",
            "完成市级下达任务",
            "达到上级要求",
            "达到国家考核要求",
            "按省级考核要求",
            "按照上级考核要求执行",
            "完成国家下达目标",
            "控制在省下达目标以内",
            "以省下达数为准",
            "完成上级下达的2025年任务",
            "上级下达任务",
        )
    ],
]


@pytest.mark.parametrize(("text", "given_unit", "kind", "bound", "value", "unit"), NUMBERS)
def test_numbers(
    text: str, given_unit: str | None, kind: TargetKind, bound: Bound, value: str, unit: str | None
) -> None:
    target = parse_target(text, unit=given_unit)
    assert (target.kind, target.bound, target.value, target.unit) == (kind, bound, Decimal(value), unit)


@pytest.mark.parametrize(("text", "kind"), WORDS)
def test_words(text: str, kind: TargetKind) -> None:
    target = parse_target(text, unit="%")
    assert target.kind is kind
    assert target.bound is None


def test_there_are_over_a_hundred_phrases() -> None:
    assert len({text for text, *_ in [*NUMBERS, *WORDS]}) > 100


@pytest.mark.parametrize(
    ("text", "soft", "value", "stretch"),
    [
        ("力争达到93%", True, 93, None),
        ("争取达到60%", True, 60, None),
        ("下降13%，力争14.5%", False, 13, "14.5"),
        ("13%（力争14.5%）", False, 13, "14.5"),
        ("力争14.5%，确保13%", False, 13, "14.5"),
        ("基本目标13%、激励目标14.5%", False, 13, "14.5"),
        ("达到93%", False, 93, None),
    ],
)
def test_wished_for_values_are_told_from_hard_ones(text: str, soft: bool, value: int, stretch: str | None) -> None:
    target = parse_target(text)
    assert (target.soft, target.value) == (soft, value)
    assert target.stretch == (None if stretch is None else Decimal(stretch))


@pytest.mark.parametrize(
    ("text", "base", "year"),
    [
        ("比2020年下降18%", 2020, None),
        ("到2025年，比2020年下降18%", 2020, 2025),
        ("较2015年提高3%", 2015, None),
        ("在2020年基础上降低10%", 2020, None),
        ("较“十三五”末下降5%", 2020, None),
        ("2024年底前达到100%", None, 2024),
        ("100%", None, None),
    ],
)
def test_years(text: str, base: int | None, year: int | None) -> None:
    target = parse_target(text)
    assert (target.base_year, target.target_year) == (base, year)


@pytest.mark.parametrize(
    ("name", "unit", "text", "kind"),
    [
        ("碳排放强度累计降低", "%", "19", C),
        ("单位地区生产总值能耗下降", "%", "13.5", C),
        ("氮氧化物重点工程减排量", "吨", "320", K),
        ("新增造林面积", "万亩", "6", K),
        ("研发投入年均增长率", "%", "＞10", TargetKind.ANNUAL_PERCENT),
        ("PM2.5年均浓度", "μg/m3", "34", A),
        ("森林覆盖率", "%", "41", A),
    ],
)
def test_the_name_tells_what_a_plain_number_is(name: str, unit: str, text: str, kind: TargetKind) -> None:
    assert parse_target(text, unit=unit, name=name).kind is kind


def test_upper_end_of_a_range() -> None:
    assert parse_target("40—45", unit="家").high == 45


def test_text_is_kept_as_written() -> None:
    assert parse_target(" ９３％左右 ").text == "９３％左右"


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("一百零五", 105), ("一百二十", 120), ("两千", 2000), ("三十一", 31)],
)
def test_numerals(text: str, value: int) -> None:
    assert parse_numeral(text) == value


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["%", "万吨", "处", "微克/立方米"]))
def test_any_plain_number_is_read_exactly(value: Decimal, unit: str) -> None:
    target = parse_target(f"{value}{unit}")
    assert (target.value, target.unit, target.bound) == (value, unit, Bound.EQUAL)


@given(st.text(max_size=40))
def test_no_text_breaks_the_parser(text: str) -> None:
    assert parse_target(text).kind in TargetKind
