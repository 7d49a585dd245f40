"""Verdicts on indicators: values, units, scopes, nature, years, words; and mutations of a well-aligned pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from factories import make_source
from indicator_plans import LOWER_TABLE, UPPER_TABLE, indicator, plan_of, read_plan

from align.judging.targets import judge_indicators
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicators import load_catalogue
from align.matching.indicators import match_indicators
from align.model import DocumentKind, Indicator, Level, Nature, Plan
from align.results import IndicatorFinding, IndicatorVerdict, Severity

E, S, L, Q, D, N = (
    IndicatorVerdict.EQUAL,
    IndicatorVerdict.STRICTER,
    IndicatorVerdict.LOOSER,
    IndicatorVerdict.QUALITATIVE,
    IndicatorVerdict.DEFERRED,
    IndicatorVerdict.NOT_COMPARABLE,
)


def _judge(upper: Plan, lower: Plan) -> tuple[IndicatorFinding, ...]:
    catalogue = load_catalogue()
    return judge_indicators(match_indicators(upper, lower, catalogue), upper, lower, load_judging_rules(), catalogue)


def _judge_pair(ours: Indicator, theirs: Indicator, *, region: str = "山前区", **fields) -> IndicatorFinding:
    upper = plan_of(ours, level=Level.CITY, region="青石市")
    lower = plan_of(theirs, level=Level.COUNTY, region=region, **fields)
    pairs = [(ours, theirs)]
    (finding,) = judge_indicators(pairs, upper, lower, load_judging_rules(), load_catalogue())
    return finding


# name, unit and target above; name, unit and target below; verdict
CASES = [
    ("PM2.5浓度", "μg/m3", "34", "PM2.5浓度", "微克/立方米", "36", L),
    ("PM2.5浓度", "μg/m3", "34", "PM2.5浓度", "微克/立方米", "33", S),
    ("PM2.5浓度", "μg/m3", "34", "PM2.5浓度", "微克/立方米", "≤34", E),
    ("PM2.5浓度", "μg/m3", "≤22", "PM2.5浓度", None, "稳中有降", Q),
    ("优良天数比率", "%", "92.6", "优良天数", "天", "335", L),
    ("优良天数", "天", "330以上", "优良天数比率", "%", "90.4", E),
    ("优良天数比率", "%", "85.2", "优良天数", "天", "311", E),
    ("优良天数比率", "%", "≥97", "优良天数比率", "%", "≥98.9", S),
    ("重污染天数比率", "%", "≤1", "重污染天数比率", "%", "消除", S),
    ("重污染天数比率", "%", "≤0.8", "重污染天数比率", "%", "基本消除", Q),
    ("劣Ⅴ类水体比例", "%", "基本消除", "劣Ⅴ类水体比例", "%", "0", S),
    ("劣Ⅴ类水体比例", "%", "0", "劣Ⅴ类水体比例", "%", "基本消除", L),
    ("劣Ⅴ类水体比例", "%", "消除", "劣Ⅴ类水体比例", "%", "基本消除", L),
    ("劣Ⅴ类水体比例", "%", "消除", "劣Ⅴ类水体比例", "%", "2", L),
    ("国考断面优良比例", "%", "83.3", "省控及以上断面优良比例", "%", "100", N),
    ("国考断面优良比例", "%", "83.3", "国控断面优良比例", "%", "85", S),
    ("县级及以上城市集中式饮用水水源达标率", "%", "100", "城区集中式饮用水水源达标率", "%", "100", E),
    ("单位GDP二氧化碳排放降低", "%", "[18]", "碳排放强度累计降低", "%", "19", S),
    ("单位GDP能耗降低", "%", "[14]", "能耗强度降低", "%", "13.5", L),
    ("单位GDP能耗降低", "%", "下降13%，力争14.5%", "单位GDP能耗降低", "%", "13%", E),
    ("单位GDP能耗降低", "%", "14.5", "单位GDP能耗降低", "%", "13%，力争14.5%", L),
    ("单位GDP能耗降低", "%", "年均下降3%", "单位GDP能耗降低", "%", "〔15〕", S),
    ("单位GDP二氧化碳排放降低", "%", "〔18〕", "单位GDP二氧化碳排放降低", "%", "完成市下达任务", D),
    ("单位GDP二氧化碳排放降低", "%", "完成省下达任务", "单位GDP二氧化碳排放降低", "%", "达到上级要求", E),
    ("单位GDP二氧化碳排放降低", "%", "比2020年下降8%", "单位GDP二氧化碳排放降低", "%", "比2015年下降8%", N),
    ("平均每座博物馆服务人口", "万人/座", "22", "每百万人拥有博物馆数", "座", "4.8", S),
    ("平均每座博物馆服务人口", "万人/座", "22", "每百万人拥有博物馆数", "座", "4.4", L),
    ("每十万人拥有博物馆数", "座", "0.5", "平均每座博物馆服务人口", "万人", "20", E),
    ("每百万人拥有博物馆数", "座", "4", "平均每座博物馆服务人口", "公里", "20", N),
    ("每万人年参观博物馆人次", "人次", "9800", "居民人均年参观博物馆次数", "次", "0.95", L),
    ("每千处文物保护单位年均火灾事故", "起", "≤0.5", "文物保护单位年均火灾事故数", "起/千处", "0.4", S),
    ("生态保护红线面积", None, "面积不减少", "生态保护红线面积", None, "不减少", E),
    ("万元工业增加值用水量", "立方米/万元", "27.5", "单位工业增加值取水量", "吨/万元", "26.4", S),
    ("VOCs重点工程减排量", "万吨", "[0.21]", "VOCs重点工程减排量", "吨", "320", N),
    ("美丽河湖建成数", "个", "100", "美丽河湖建成数", "个", "1", N),
    ("受污染耕地安全利用率", "%", "93左右", "受污染耕地安全利用率", "%", "94以上", S),
    ("受污染耕地安全利用率", "%", "93左右", "受污染耕地安全利用率", "%", "92以上", E),
    ("受污染耕地安全利用率", "%", "93左右", "受污染耕地安全利用率", "%", "91", L),
    ("受污染耕地安全利用率", "%", "≥95", "受污染耕地安全利用率", "%", "95左右", L),
    ("受污染耕地安全利用率", "%", "达到93%", "受污染耕地安全利用率", "%", "力争达到93%", L),
    ("受污染耕地安全利用率", "%", "保持100%", "受污染耕地安全利用率", "%", "达到100%", E),
    ("受污染耕地安全利用率", "%", "稳定在90%以上", "受污染耕地安全利用率", "%", "≥91%", S),
    ("重点建设用地安全利用", None, "有效保障", "重点建设用地安全利用", None, "得到有效保障", E),
    ("森林覆盖率", "%", "32.5", "森林覆盖率", "%", "稳中有升", Q),
    ("森林覆盖率", "%", "稳中有升", "森林覆盖率", "%", "稳步提升", E),
    ("森林覆盖率", "%", "40—42", "森林覆盖率", "%", "41", S),
    ("森林覆盖率", "%", "41", "森林覆盖率", "%", "全覆盖", S),
    ("长江干流水质", None, "Ⅱ类", "长江干流水质", None, "Ⅲ类", L),
    ("长江干流水质", None, "Ⅲ类", "长江干流水质", None, "Ⅱ类", S),
    ("再生水利用率", "%", ">25", "再生水利用率", "%", "25", E),
    ("环境信访办结率", "%", "95", "环境信访办结率", "%", "96", S),
    ("PM2.5浓度", None, "比2020年下降10%", "PM2.5浓度", None, "比2020年下降12%", S),
    ("PM2.5浓度", None, "比2020年下降10%", "PM2.5浓度", None, "比2020年下降8%", L),
    ("黑臭水体消除比例", "%", "90", "黑臭水体比例", "%", "≤10", E),
    ("黑臭水体消除比例", "%", "90", "黑臭水体比例", "%", "≤15", L),
    ("黑臭水体比例", "%", "≤10", "黑臭水体消除比例", "%", "95", S),
    ("单位GDP能耗降低", "%", "13.5", "能源消费强度", "吨标准煤/万元", "0.45", N),
    ("管网漏损率", "%", "9", "管网漏损率", "%", "10", L),
    ("每千人口执业医师数", "人", "3.25", "每万人口执业医师数", "人", "32.5", E),
    ("每千人口执业医师数", "人", "3.25", "每万人口执业医师数", "人/万人", "30", L),
    ("千兆宽带用户占比", "%", "≥30", "每百户家庭千兆宽带用户", "户", "30户以上", E),
    ("人均公园绿地面积", "平方米", "12", "人均公园绿地面积", "平方米/人", "12", E),
    ("办件平均用时", "天", "≤2", "办件平均用时", "小时", "48小时以内", E),
    ("企业开办时间", "工作日", "≤1", "企业开办时限", "小时", "4小时以内", S),
    ("孕产妇死亡率", "/10万", "≤10", "孕产妇死亡率", "1/10万", "12以下", L),
    ("农田亩均灌溉用水量", "立方米/亩", "370", "农田灌溉单位面积用水量", "立方米/公顷", "5700", L),
    ("65岁及以上老年人健康管理率", "%", "65", "60岁及以上老年人健康管理率", "%", "72", N),
    ("三级医院预约率", "%", "65", "三级医院预约率", "%", "72", S),
    ("省、市、县三级事项网办率", "%", "95", "市本级事项网办率", "%", "98", N),
    ("数据中心电能利用效率（PUE）", None, "≤1.3", "数据中心PUE值", None, "1.25以下", S),
]


@pytest.mark.parametrize(("upper", "unit", "above", "lower", "other", "below", "verdict"), CASES)
def test_verdicts(
    upper: str, unit: str | None, above: str, lower: str, other: str | None, below: str, verdict: IndicatorVerdict
) -> None:
    finding = _judge_pair(indicator(upper, above, unit=unit), indicator(lower, below, unit=other))
    assert finding.verdict is verdict, (finding.comparison, finding.reason)
    assert finding.comparison
    assert finding.reason


def test_the_arithmetic_is_told() -> None:
    days = _judge_pair(indicator("优良天数比率", "85.2", unit="%"), indicator("优良天数", "311", unit="天"))
    assert days.comparison == "311÷365=85.2% ≥ 85.2（%，越高越好）"
    assert days.unit_differs
    dust = _judge_pair(indicator("PM2.5浓度", "34", unit="μg/m3"), indicator("PM2.5浓度", "36", unit="微克/立方米"))
    assert dust.comparison == "36 > 34（μg/m3，越低越好），松2"
    assert not dust.unit_differs
    tons = _judge_pair(
        indicator("VOCs重点工程减排量", "[0.21]", unit="万吨"), indicator("VOCs重点工程减排量", "320", unit="吨")
    )
    assert "0.21万吨=2100吨" in tons.comparison
    assert tons.unit_differs


def test_a_change_is_held_against_a_level_by_the_baseline_below() -> None:
    above = indicator("PM2.5浓度", "比2020年下降10%", unit=None)
    with_base = _judge_pair(above, indicator("PM2.5浓度", "31", unit="μg/m3", baseline="33"))
    assert (with_base.verdict, "33×(1-10%)=29.7" in with_base.comparison) == (L, True)
    assert _judge_pair(above, indicator("PM2.5浓度", "30", unit="μg/m3", baseline="33")).verdict is E
    assert _judge_pair(above, indicator("PM2.5浓度", "30", unit="μg/m3")).verdict is N
    drop = indicator("PM2.5浓度下降率", "〔10〕", unit="%")
    assert _judge_pair(drop, indicator("PM2.5浓度", "31", unit="μg/m3", baseline="33")).verdict is L
    assert _judge_pair(drop, indicator("PM2.5浓度", "28", unit="μg/m3", baseline="33")).verdict is S


def test_a_total_binds_a_plan_of_the_same_area() -> None:
    ours, theirs = indicator("公园数量", "100", unit="个"), indicator("公园数量", "90", unit="个")
    assert _judge_pair(ours, theirs, region="青石市").verdict is L


def test_a_later_year_is_looser() -> None:
    theirs = indicator("森林覆盖率", "41", unit="%", target_year=2027)
    ours = indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING)
    finding = _judge_pair(ours, theirs)
    assert finding.verdict is L
    assert "2027年" in finding.reason


def test_an_assumed_direction_is_said() -> None:
    finding = _judge_pair(indicator("展览场均参观时刻", "3"), indicator("展览场均参观时刻", "4"))
    assert "按越高越好处理" in finding.reason


def test_a_target_below_the_present_state_is_pointed_out() -> None:
    theirs = indicator("森林覆盖率", "41", unit="%", baseline="43.5")
    finding = _judge_pair(indicator("森林覆盖率", "41", unit="%"), theirs)
    assert (finding.verdict, finding.severity) == (E, Severity.NOTICE)
    assert "基期" in finding.reason


@pytest.mark.parametrize(
    ("above", "below", "changed", "severity"),
    [
        (Nature.BINDING, Nature.ANTICIPATORY, True, Severity.CRITICAL),
        (Nature.ANTICIPATORY, Nature.BINDING, True, Severity.INFO),
        (Nature.BINDING, Nature.BINDING, False, Severity.INFO),
        (None, Nature.ANTICIPATORY, False, Severity.INFO),
    ],
)
def test_nature(above: Nature | None, below: Nature | None, changed: bool, severity: Severity) -> None:
    ours = indicator("森林覆盖率", "41", unit="%", nature=above)
    finding = _judge_pair(ours, indicator("森林覆盖率", "41", unit="%", nature=below))
    assert (finding.nature_changed, finding.severity) == (changed, severity)


def test_a_looser_value_is_grave_only_where_it_is_set_for_the_area() -> None:
    ours = indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING)
    theirs = indicator("森林覆盖率", "40", unit="%", nature=Nature.BINDING)
    average = _judge_pair(ours, theirs)
    assert (average.verdict, average.severity) == (L, Severity.NOTICE)
    assert "未见对本地的分解值" in average.reason
    assigned = _judge_pair(replace(ours, note="其中山前区为41"), theirs)
    assert (assigned.verdict, assigned.severity) == (L, Severity.CRITICAL)


SHARES = [
    (
        "用水总量",
        "亿立方米",
        "≤298",
        "控制在12.6以内",
        S,
        "用水总量、建库数量分解到区的数值依次为：海口区7亿立方米、3座；山前区12.8亿立方米、2座",
    ),
    ("用水总量", "亿立方米", "≤298", "13", L, "用水总量分解到各区：海口区7亿立方米；山前区12.8亿立方米"),
    ("用水总量", "亿立方米", "≤298", "13", L, "其中下达山前区用水总量12.8亿立方米"),
    ("用水总量", "亿立方米", "≤298", "13", N, "用水总量分解到各区：海口区7亿立方米；其余各区另文下达，含山前区"),
    ("用水总量", "亿立方米", "≤298", "13", N, "建库数量分解到区的数值依次为：山前区2座"),
    (
        "新增恢复和改善灌溉面积",
        "万亩",
        "[185]",
        "8.4",
        E,
        "用水总量、新增恢复和改善灌溉面积分解到区依次为：山前区12亿立方米、8.4万亩",
    ),
]


@pytest.mark.parametrize(("name", "unit", "above", "below", "verdict", "passage"), SHARES)
def test_a_share_set_for_the_area_is_what_counts(
    name: str, unit: str, above: str, below: str, verdict: IndicatorVerdict, passage: str
) -> None:
    """A total of a larger area binds only by the part of it that the upper plan sets for the area."""
    ours, theirs = indicator(name, above, unit=unit, nature=Nature.BINDING), indicator(name, below, unit=unit)
    upper = plan_of(ours, level=Level.CITY, region="青石市")
    upper = replace(upper, source=make_source(text=f"注：口径不变。{passage}。"))
    lower = plan_of(theirs, level=Level.COUNTY, region="山前区")
    (finding,) = judge_indicators([(ours, theirs)], upper, lower, load_judging_rules(), load_catalogue())
    assert finding.verdict is verdict, (finding.comparison, finding.reason)
    assert finding.upper is ours
    assert ("分解数" in finding.reason) is (verdict is not N or "对照" in finding.reason)
    if verdict is L:
        assert finding.severity is Severity.CRITICAL


SHARE_TABLE = """附表2 目标分解表
序号 | 县区 | 用水总量（万立方米） | 森林覆盖率（%） | 建库数量（座）
1 | 海口区 | 70000 | 40 | 3
2 | 山前区 | 128000 | ≥42 | 2
"""


@pytest.mark.parametrize(
    ("name", "unit", "above", "below", "verdict"),
    [
        ("用水总量", "亿立方米", "≤298", "12.6", S),
        ("用水总量", "亿立方米", "≤298", "12.9", L),
        ("森林覆盖率", "%", "41", "41.5", L),
        ("森林覆盖率", "%", "41", "42", E),
        ("再生水利用量", "亿立方米", "5", "2", N),
    ],
)
def test_a_table_of_shares_is_read(name: str, unit: str, above: str, below: str, verdict: IndicatorVerdict) -> None:
    ours, theirs = indicator(name, above, unit=unit), indicator(name, below, unit=unit)
    source = read_plan(f"青石市规划\n一、规划目标\n持续改善。\n{SHARE_TABLE}二、保障措施\n加强领导。\n").source
    upper = replace(plan_of(ours, level=Level.CITY, region="青石市"), source=source)
    lower = plan_of(theirs, level=Level.COUNTY, region="山前区")
    (finding,) = judge_indicators([(ours, theirs)], upper, lower, load_judging_rules(), load_catalogue())
    assert finding.verdict is verdict, (finding.comparison, finding.reason)


def test_what_is_shared_out_to_the_area_is_gravely_missing() -> None:
    ours = indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING, note="其中山前区为42")
    assert _only_upper(ours).severity is Severity.CRITICAL
    table = read_plan(f"青石市规划\n一、规划目标\n持续改善。\n{SHARE_TABLE}二、保障措施\n加强领导。\n").source
    upper = replace(plan_of(replace(ours, note=None), level=Level.CITY, region="青石市"), source=table)
    (finding,) = _judge(upper, plan_of(level=Level.COUNTY, region="山前区"))
    assert (finding.verdict, finding.severity) == (IndicatorVerdict.MISSING, Severity.CRITICAL)


def test_a_base_year_told_on_one_side_is_held_against_the_other_plans_base_year() -> None:
    ours = indicator("供水管网漏损率降低", "[2.2]", unit="百分点", base_year=2020)
    theirs = indicator("供水管网漏损率降幅", "比2018年降3.0", unit="百分点")
    assert _judge_pair(ours, theirs).verdict is N
    assert _judge_pair(ours, replace(theirs, parsed=replace(theirs.parsed, base_year=2020))).verdict is S


def _only_upper(ours: Indicator, **fields) -> IndicatorFinding:
    upper = plan_of(ours, level=fields.pop("level", Level.CITY), region=fields.pop("region", "青石市"))
    lower = plan_of(level=fields.pop("below", Level.COUNTY), region="山前区", **fields)
    (finding,) = _judge(upper, lower)
    return finding


def test_missing() -> None:
    binding = _only_upper(indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING))
    assert (binding.verdict, binding.severity) == (IndicatorVerdict.MISSING, Severity.MAJOR)
    wished = _only_upper(indicator("森林覆盖率", "41", unit="%", nature=Nature.ANTICIPATORY))
    assert wished.severity is Severity.MINOR
    own = _only_upper(indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING), region="山前区")
    assert own.severity is Severity.CRITICAL


@pytest.mark.parametrize("kind", [DocumentKind.EXPLANATION, DocumentKind.INTERPRETATION])
def test_texts_about_a_plan_never_lack_anything_for_sure(kind: DocumentKind) -> None:
    finding = _only_upper(indicator("森林覆盖率", "41", unit="%", nature=Nature.BINDING), kind=kind)
    assert finding.severity is Severity.NOTICE
    assert "所附材料中未见" in finding.reason


@pytest.mark.parametrize(
    ("name", "note", "level"),
    [
        ("近岸海域水质优良比例", None, Level.PROVINCE),
        ("大陆自然岸线保有率", None, Level.PROVINCE),
        ("地级及以上缺水城市再生水利用率", None, Level.NATION),
        ("长江干流水质", None, Level.PROVINCE),
        ("京津冀地区PM2.5浓度下降", None, Level.NATION),
        ("翠湖总氮浓度", "翠湖位于云岭县境内，由云岭县负责落实", Level.CITY),
        ("出台实施办法的省（自治区、直辖市）数量", None, Level.NATION),
        ("全国重点文物保护单位数量", None, Level.NATION),
        ("行业标准数量", None, Level.NATION),
        ("海堤达标率", None, Level.PROVINCE),
        ("港口智能化率", "仅统计望浦、临岚两市沿海港口", Level.PROVINCE),
        ("达到消除标准的流行县（区）数", "流行县（区）指双洑县、江埠区，不涉及栗坪县和山前区", Level.CITY),
    ],
)
def test_not_applicable_with_a_reason(name: str, note: str | None, level: Level) -> None:
    finding = _only_upper(indicator(name, "80", note=note), level=level, region="云川省")
    assert finding.verdict is IndicatorVerdict.NOT_APPLICABLE
    assert finding.reason


@pytest.mark.parametrize(
    "note",
    [
        "翠湖位于山前区境内",
        "由各县区负责落实",
        "在全市范围内统计",
        "在城市建成区范围内统计",
        "由市级统一核定",
        "仅统计山前、临岚两区水体",
        "不含海水直接利用量",
        "不涉及栗坪县和江埠区",
    ],
)
def test_notes_that_name_no_other_place_leave_it_missing(note: str) -> None:
    assert _only_upper(indicator("翠湖总氮浓度", "1", note=note)).verdict is IndicatorVerdict.MISSING


def test_what_only_the_lower_plan_has_is_extra() -> None:
    upper = plan_of(level=Level.CITY, region="青石市")
    lower = plan_of(indicator("矿井水利用率", "80", unit="%"), level=Level.COUNTY, region="山前区")
    (finding,) = _judge(upper, lower)
    assert (finding.verdict, finding.severity) == (IndicatorVerdict.EXTRA, Severity.INFO)


def test_a_plan_aligned_with_itself_is_equal_throughout() -> None:
    plan = read_plan(UPPER_TABLE)
    assert {finding.verdict for finding in _judge(plan, plan)} == {E}


# ---------------------------------------------------------------- mutations of a well-aligned pair


def _table_findings(upper: str = UPPER_TABLE, lower: str = LOWER_TABLE) -> dict[str, IndicatorFinding]:
    below = read_plan(lower, level=Level.COUNTY, region="山前区")
    return {finding.name: finding for finding in _judge(read_plan(upper), below)}


def _seen(finding: IndicatorFinding) -> tuple[object, ...]:
    return finding.verdict, finding.severity, finding.nature_changed, finding.unit_differs, finding.comparison


MUTATIONS: list[tuple[str, str, str, Callable[[IndicatorFinding], bool]]] = [
    ("39 | 35 |", "39 | 37 |", "细颗粒物（PM2.5）浓度", lambda one: one.verdict is L),
    ("39 | 35 |", "39 | 33 |", "细颗粒物（PM2.5）浓度", lambda one: one.verdict is S),
    ("81.0 | 85.2 | 约束性", "81.0 | 85.2 | 预期性", "空气质量优良天数比率", lambda one: one.nature_changed),
    ("比例 | % | 81.0 | 85.2 |", " | 天 | 296 | 311 |", "空气质量优良天数比率", lambda one: one.unit_differs),
    ("38.2 | 41 |", "38.2 | 稳中有升 |", "森林覆盖率", lambda one: one.verdict is Q),
    ("38.2 | 41 |", "38.2 | 力争41 |", "森林覆盖率", lambda one: one.verdict is L),
    ("| — | 17 |", "| — | 完成市下达任务 |", "单位国内生产总值二氧化碳排放降低", lambda one: one.verdict is D),
    (
        "6 | 农村生活污水治理率 | % | 28 | 45 | 预期性\n",
        "",
        "农村生活污水治理率",
        lambda one: one.verdict is IndicatorVerdict.MISSING,
    ),
]


def test_the_pair_is_well_aligned() -> None:
    verdicts = {name: finding.verdict for name, finding in _table_findings().items()}
    assert verdicts.pop("翠湖总氮浓度") is IndicatorVerdict.NOT_APPLICABLE
    assert verdicts.pop("氮氧化物排放总量减少") is D
    assert set(verdicts.values()) == {E}


@pytest.mark.parametrize(("old", "new", "name", "noticed"), MUTATIONS)
def test_a_change_in_one_row_changes_that_finding_alone(
    old: str, new: str, name: str, noticed: Callable[[IndicatorFinding], bool]
) -> None:
    assert LOWER_TABLE.count(old) == 1
    before, after = _table_findings(), _table_findings(lower=LOWER_TABLE.replace(old, new))
    assert noticed(after[name])
    assert not noticed(before[name])
    assert before.keys() == after.keys()
    assert [one for one in before if _seen(before[one]) != _seen(after[one])] == [name]
