"""Ugly forms of indicators as conversions and county offices give them: broken rows, marks, shared subjects, growth."""

from __future__ import annotations

from decimal import Decimal

import pytest
from indicator_plans import indicator, plan_of, read_plan

from align.judging.targets import judge_indicators
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicators import load_catalogue
from align.matching.indicators import match_indicators
from align.model import Indicator, Level, Nature, Plan
from align.results import IndicatorFinding, IndicatorVerdict

HEAD = "青石市“十四五”规划\n第一章 规划目标\n到2025年，发展水平提高。\n表1 主要指标\n"


def found(text: str) -> dict[str, Indicator]:
    """The indicators of a text by name."""
    return {one.name: one for one in read_plan(text).indicators}


def judge(ours: Indicator, theirs: Indicator, *, upper: str = "青石市", lower: str = "山前区") -> IndicatorFinding:
    """The one finding on two indicators as matched and judged."""
    above, below = plan_of(ours, level=Level.CITY, region=upper), plan_of(theirs, level=Level.COUNTY, region=lower)
    return judge_plans(above, below)[0]


def judge_plans(above: Plan, below: Plan) -> tuple[IndicatorFinding, ...]:
    """All findings on two plans."""
    catalogue = load_catalogue()
    pairs = match_indicators(above, below, catalogue)
    return judge_indicators(pairs, above, below, load_judging_rules(), catalogue)


# ---------------------------------------------------------------- tables


def test_a_row_broken_inside_a_cell_is_one_row() -> None:
    """The rows below it keep their header."""
    table = (
        "类别\t序号\t指标\t单位\t2020年\t2025年\t属性\n"
        "创新\t1\t数字经济核心产业增加值占\n地区生产总值比重\t%\t6.3\t9\t预期性\n"
        "\t2\t森林覆盖率\t%\t40\t41\t约束性\n"
    )
    names = found(HEAD + table)
    assert names["数字经济核心产业增加值占地区生产总值比重"].target == "9"
    assert names["森林覆盖率"].nature is Nature.BINDING


def test_a_name_begun_on_a_line_of_its_own_goes_on_in_the_row_below() -> None:
    """What looks like a section row is the first half of the name; a real section row stays one."""
    table = (
        "指标名称（单位）\t2020年\t2025年\n"
        "环境质量\n"
        "森林覆盖率（%）\t40\t41\n"
        "适龄残疾儿童少年接受义务\n教育比例（%）\t96.1\t97\n"
        "农村生活污水治理率（%）\t30\t45\n"
    )
    names = found(HEAD + table)
    assert names["适龄残疾儿童少年接受义务教育比例"].target == "97"
    assert names["森林覆盖率"].category == "环境质量"
    assert names["农村生活污水治理率"].category == "环境质量"


@pytest.mark.parametrize(
    ("note", "natures"),
    [
        ("注：带★的为约束性指标，带▲的为预期性指标。", [Nature.BINDING, Nature.ANTICIPATORY]),
        ("注：★表示约束性指标；▲为预期性。", [Nature.BINDING, Nature.ANTICIPATORY]),
        ("表中第1项为约束性指标，其余各项均为预期性指标。", [Nature.BINDING, Nature.ANTICIPATORY]),
        ("森林覆盖率为约束性指标，其余为预期性指标。", [Nature.BINDING, Nature.ANTICIPATORY]),
        ("注：★为重点指标。", [None, None]),
    ],
)
def test_natures_told_below_the_table(note: str, natures: list[Nature | None]) -> None:
    """By mark, by number, by name with all others; a mark for something else tells none."""
    table = f"指标\t单位\t2020年\t2025年\n森林覆盖率★\t%\t40\t41\n湿地保护率▲\t%\t50\t55\n{note}\n"
    names = found(HEAD + table)
    assert [names[name].nature for name in ("森林覆盖率", "湿地保护率")] == natures


def test_a_part_is_known_by_its_whole() -> None:
    """风电 under 电力装机容量 is 风电装机."""
    table = (
        "序号\t指标\t单位\t2020年\t2025年\n"
        "1\t电力装机容量\t万千瓦\t800\t1200\n2\t其中：风电\t万千瓦\t100\t210\n3\t森林覆盖率\t%\t40\t41\n"
    )
    assert found(HEAD + table)["风电"].concept == load_catalogue().find_concept("风电装机容量", "万千瓦").id  # type: ignore[union-attr]


def test_a_share_in_a_column_of_yearly_changes_is_the_share() -> None:
    """失业率 below 5.5 in every year is no growth."""
    table = "指标\t单位\t2025年\t2030年\t年均增速〔累计〕\n城镇调查失业率\t%\t5.2\t-\t＜5.5\n规上工业增加值增长\t%\t7\t-\t6以上\n"
    names = {one.name: one for one in read_plan(HEAD + table, period=(2026, 2030)).indicators}
    assert names["城镇调查失业率"].parsed.kind.value == "absolute"
    assert names["规上工业增加值增长"].parsed.kind.value == "annual_percent"


# ---------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("风电、光伏发电利用率均保持在95%以上", {"风电发电利用率": "95%以上", "光伏发电利用率": "95%以上"}),
        ("智慧校园达标学校占到65%", {"智慧校园达标学校": "65%"}),
        ("高新技术企业由2020年的151家增加到260家", {"高新技术企业": "260家"}),
        ("森林覆盖率稳定，建成新型储能装机30万千瓦以上", {"新型储能装机": "30万千瓦以上"}),
        ("交通运输一体化水平达到5A级的县级行政区比例达到35%", {"交通运输一体化水平达到5A级的县级行政区比例": "35%"}),
    ],
)
def test_targets_in_sentences(sentence: str, expected: dict[str, str]) -> None:
    """Shared predicates, shares without a word for it, growth from today's number, counted things, grades in a name."""
    names = found(f"青石市规划\n第一章 规划目标\n到2025年，{sentence}。\n")
    assert {name: names[name].target for name in expected if name in names} == expected


def test_a_vision_told_in_characters_is_no_target() -> None:
    """二〇三五年 lies beyond the plan's period."""
    assert found("青石市规划\n第一章 规划目标\n到二〇三五年，森林覆盖率达到60%。\n") == {}


# ---------------------------------------------------------------- comparison


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        (("年经营性收入10万元以上村占比", "75"), ("年经营性收入20万元以上村占比", "55"), "门槛"),
        (("战略性新兴产业增加值占规模以上工业比重", "30"), ("战略性新兴产业产值占规模以上工业比重", "45"), "统计口径"),
        (("城镇调查失业率", "5.5"), ("城镇登记失业率", "4.5"), "统计口径"),
    ],
)
def test_what_is_counted_another_way_is_not_compared(ours: tuple[str, str], theirs: tuple[str, str], why: str) -> None:
    """Both stand side by side, with the reason."""
    found = judge(indicator(*ours, unit="%"), indicator(*theirs, unit="%"))
    assert (found.verdict, found.lower is not None) == (IndicatorVerdict.NOT_COMPARABLE, True)
    assert why in found.reason


@pytest.mark.parametrize(
    ("growth", "verdict"), [("5.4", IndicatorVerdict.STRICTER), ("3", IndicatorVerdict.LOOSER), (None, None)]
)
def test_growth_speaks_where_totals_cannot(growth: str | None, verdict: IndicatorVerdict | None) -> None:
    """A city's total is no floor for a district, its growth is a measure."""
    ours = indicator("社会消费品零售总额", "950", unit="亿元", growth="5左右")
    theirs = indicator("社会消费品零售总额", "80", unit="亿元", growth=growth)
    found = judge(ours, theirs)
    assert found.verdict is (verdict or IndicatorVerdict.NOT_COMPARABLE)
    assert ("年均增速" in found.reason) is (verdict is not None)


def test_every_year_against_all_years() -> None:
    """75 hours a year are 375 in five years."""
    ours = indicator("中小学教师人均培训学时", "360", unit="学时", base_year=2020, target_year=2025)
    theirs = indicator("中小学教师人均培训学时", "75", unit="学时/年", base_year=2020, target_year=2025)
    found = judge(ours, theirs)
    assert found.verdict is IndicatorVerdict.STRICTER
    assert "每年75×5年=375" in found.comparison


@pytest.mark.parametrize(
    ("unit", "other", "value"),
    [("小时", "分钟", "60"), ("学时/五年", "学时/年", "0.2"), ("Mbps", "Gbps", "0.001"), ("年", "个月", "12")],
)
def test_units_met_late_convert_exactly(unit: str, other: str, value: str) -> None:
    """No rest of a division is left behind."""
    assert load_catalogue().units.convert(Decimal(1), unit, other) == Decimal(value)


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("沿海主要港口铁路进港率", ""),
        ("市属高校在校生规模", ""),
        ("东堰港集装箱吞吐量", "由东堰区、临港区承担"),
        ("在学研究生规模", ""),
    ],
)
def test_what_cannot_concern_the_district(name: str, note: str) -> None:
    """The coast, the city's own bodies, what others bear, and what the text shows the district not to have."""
    ours = indicator(name, "80", unit="%", note=note or None)
    above = plan_of(ours, level=Level.CITY, region="青石市")
    (found,) = judge_plans(above, plan_of(level=Level.COUNTY, region="山前区"))
    assert found.verdict is IndicatorVerdict.NOT_APPLICABLE


def test_none_above_is_none_below() -> None:
    """A total of zero holds for every part, another total for none."""
    zero = indicator("重大及以上生产安全事故起数", "0", unit="起")
    assert judge(zero, indicator("重大及以上生产安全事故起数", "0", unit="起")).verdict is IndicatorVerdict.EQUAL
    assert judge(zero, indicator("重大及以上生产安全事故起数", "1", unit="起")).verdict is IndicatorVerdict.LOOSER
    some = indicator("重大及以上生产安全事故起数", "3", unit="起")
    assert (
        judge(some, indicator("重大及以上生产安全事故起数", "1", unit="起")).verdict is IndicatorVerdict.NOT_COMPARABLE
    )
