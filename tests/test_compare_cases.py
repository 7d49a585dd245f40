"""The sixty cases of comparison of the field rules (§B6) on the engine: verdict, severity, and what is said of nature.

A case that depends on a fact outside the two rows names it (``outside``) and the test supplies it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from factories import make_basis, make_meta, make_plan, make_source, make_task
from indicator_plans import indicator, plan_of

from align.judging.basis import judge_basis
from align.judging.targets import judge_indicators
from align.judging.wording import find_weakened
from align.knowledge.applicability import load_task_rules
from align.knowledge.document_rules import load_document_rules
from align.knowledge.indicator_rules import load_judging_rules
from align.knowledge.indicators import load_catalogue
from align.knowledge.instruments import load_instruments
from align.knowledge.strength import load_ladder
from align.knowledge.themes import load_themes
from align.matching.indicators import match_indicators
from align.model import DocumentKind, Indicator, Level, Nature
from align.results import IndicatorFinding, IndicatorVerdict, Severity

CRITICAL, MAJOR, MINOR, NOTICE, INFO = Severity
EQUAL, STRICTER, LOOSER = IndicatorVerdict.EQUAL, IndicatorVerdict.STRICTER, IndicatorVerdict.LOOSER
MISSING, DEFERRED, WORDY = IndicatorVerdict.MISSING, IndicatorVerdict.DEFERRED, IndicatorVerdict.QUALITATIVE
APART, INAPPLICABLE = IndicatorVerdict.NOT_COMPARABLE, IndicatorVerdict.NOT_APPLICABLE
BINDING, WISHED = Nature.BINDING, Nature.ANTICIPATORY

SAME_AREA = "上级值就是对本地的要求"
SAFE = "受污染耕地安全利用率"
GOOD_AIR = "空气质量优良天数比率"
BAD_WATER = "地表水劣Ⅴ类断面比例"
ENERGY = "单位GDP能耗降低"


@dataclass(frozen=True, kw_only=True)
class Side:
    """A row: name, target as written, unit, and any other field of an indicator."""

    name: str
    target: str | None
    unit: str | None = "%"
    rest: dict[str, Any] = field(default_factory=dict)

    def build(self) -> Indicator:
        if self.target is None:
            return replace(indicator(self.name, "-", unit=self.unit, **self.rest), target=None)
        return indicator(self.name, self.target, unit=self.unit, **self.rest)


def row(name: str, target: str | None, unit: str | None = "%", **rest: Any) -> Side:
    return Side(name=name, target=target, unit=unit, rest=rest)


@dataclass(frozen=True, kw_only=True)
class Case:
    """Upper and lower row, what the engine must say, and how the plans stand to each other."""

    id: str
    upper: Side
    lower: Side | None
    verdict: IndicatorVerdict
    severity: Severity
    outside: str = ""
    passage: str = ""
    upper_level: Level = Level.PROVINCE
    kind: DocumentKind = DocumentKind.FULL_TEXT
    said: str = ""


def case(id: str, upper: Side, lower: Side | None, verdict: IndicatorVerdict, severity: Severity, **rest: Any) -> Case:
    return Case(id=id, upper=upper, lower=lower, verdict=verdict, severity=severity, **rest)


CASES = [
    case(
        "K01",
        row(GOOD_AIR, "≥87.5", nature=BINDING),
        row(GOOD_AIR, "≥85", nature=BINDING),
        LOOSER,
        NOTICE,
        upper_level=Level.NATION,
        said="未见对本地的分解值",
    ),
    case(
        "K02",
        row(GOOD_AIR, "≥87.5", nature=BINDING),
        row(GOOD_AIR, "≥97"),
        LOOSER,
        CRITICAL,
        outside="对本地的分解值 98.5%",
        passage="优良天数下达如下：下达山前区空气质量优良天数比率98.5%",
        said="98.5%",
    ),
    case("K03", row("县级城市空气质量优良天数比率", "≥97"), row(GOOD_AIR, "≥98.9"), STRICTER, INFO),
    case(
        "K04",
        row("中心城市PM2.5浓度", "≤22", "μg/m3", nature=BINDING),
        row("PM2.5浓度", "稳中有降", None),
        WORDY,
        MAJOR,
    ),
    case(
        "K05",
        row("PM2.5浓度", "比2020年下降10%", None),
        row("PM2.5浓度", "≤30", "μg/m3", baseline="33"),
        EQUAL,
        NOTICE,
        said="舍入",
    ),
    case("K06", row("PM2.5浓度", "下降10%", None), row("PM2.5浓度", "≤30", "μg/m3"), APART, NOTICE, said="基期值"),
    case(
        "K07",
        row("单位GDP二氧化碳排放降低", "18"),
        row("单位GDP二氧化碳排放降低", "完成上级下达任务", None),
        DEFERRED,
        NOTICE,
    ),
    case(
        "K07已下达",
        row("单位GDP二氧化碳排放降低", "18"),
        row("单位GDP二氧化碳排放降低", "完成上级下达任务", None),
        DEFERRED,
        MAJOR,
        outside=SAME_AREA,
    ),
    case("K08", row(ENERGY, "下降13%（基本）、14.5%（激励）"), row(ENERGY, "下降13%，力争14.5%"), EQUAL, INFO),
    case("K09", row(ENERGY, "下降14.5%", nature=BINDING), row(ENERGY, "下降13%"), LOOSER, CRITICAL, outside=SAME_AREA),
    case("K10", row("森林覆盖率", "57", nature=BINDING), row("森林覆盖率", "不减少", None), WORDY, MAJOR),
    case("K11", row(BAD_WATER, "基本消除", None), row(BAD_WATER, "0"), STRICTER, INFO),
    case("K12", row(BAD_WATER, "0"), row(BAD_WATER, "基本消除", None), LOOSER, MAJOR),
    case("K13", row("重污染天数比率", "≤1"), row("重污染天数比率", "消除", None), STRICTER, INFO),
    case(
        "K14",
        row("地表水国控断面优良比例", "97.3"),
        row("国控断面优良比例", "95"),
        LOOSER,
        NOTICE,
        outside="断面名单与个数未知，仍须核对",
        said="请核实",
    ),
    case("K16", row(SAFE, "93左右"), row(SAFE, "92以上"), EQUAL, NOTICE, said="容差"),
    case(
        "K17", row(SAFE, "93", nature=BINDING), row(SAFE, "93", nature=WISHED), EQUAL, CRITICAL, said="约束性改为预期性"
    ),
    case(
        "K18",
        row("污染地块安全利用率", "≥90"),
        row("重点建设用地安全利用", "得到有效保障", None),
        APART,
        INFO,
        said="新旧口径",
    ),
    case(
        "K20",
        row("VOCs重点工程减排量", "4.76", "万吨"),
        row("VOCs重点工程减排量", "103.9", "吨"),
        APART,
        INFO,
        said="总量不可直接比较",
    ),
    case(
        "K21",
        row("新增整治行政村", "8万", "个"),
        row("新增整治行政村", "20", "个"),
        APART,
        INFO,
        upper_level=Level.NATION,
    ),
    case(
        "K22",
        row("农村生活污水治理率", "40"),
        row("农村生活污水治理率", "25"),
        LOOSER,
        NOTICE,
        upper_level=Level.NATION,
        outside="省级方案的差异化依据，须由审查人提供",
        said="未见对本地的分解值",
    ),
    case("K23", row("近岸海域优良水质比例", "79左右"), None, INAPPLICABLE, INFO),
    case("K24", row("地级及以上缺水城市再生水利用率", "25"), None, INAPPLICABLE, INFO, upper_level=Level.NATION),
    case("K25", row("京津冀PM2.5浓度下降", "20"), None, INAPPLICABLE, INFO, upper_level=Level.NATION),
    case("K26", row("长江干流水质", "Ⅱ类", None), None, INAPPLICABLE, INFO, outside="本级文本无干流断面"),
    case("K27", row(ENERGY, "年均下降3%"), row(ENERGY, "〔15〕"), STRICTER, NOTICE, said="严"),
    case(
        "K28",
        row("重复用水率", "比2020年提高2个百分点", None),
        row("重复用水率", "提高2%", None),
        APART,
        MINOR,
        said="百分点",
    ),
    case(
        "K29", row("湿地保有量", "不低于30", "万亩"), row("湿地面积", "200", "平方公里"), EQUAL, INFO, outside=SAME_AREA
    ),
    case("K30", row("森林蓄积量", "2.8", "亿m³"), row("森林蓄积量", "28000", "万m³"), EQUAL, INFO, outside=SAME_AREA),
    case("K31", row(GOOD_AIR, "92.6"), row("空气质量优良天数", "335", "天"), LOOSER, MAJOR, outside=SAME_AREA),
    case("K32", row("空气质量优良天数", "330以上", "天"), row(GOOD_AIR, "90.4"), EQUAL, INFO),
    case("K33", row(SAFE, "≥93", target_year=2025), row(SAFE, "达到93%", target_year=2024), EQUAL, INFO),
    case(
        "K34",
        row(SAFE, "93", target_year=2025, nature=BINDING),
        row(SAFE, "93", target_year=2027),
        LOOSER,
        CRITICAL,
        said="2027年",
    ),
    case(
        "K34预期性", row(SAFE, "93", target_year=2025), row(SAFE, "93", target_year=2030), LOOSER, MAJOR, said="2030年"
    ),
    case("K35", row(ENERGY, "比2020年下降8%"), row(ENERGY, "比2015年下降8%"), APART, MAJOR, said="基期不同"),
    case("K36", row("声环境功能区夜间达标率", "85"), row("声环境功能区达标率", "90"), STRICTER, NOTICE, said="昼夜"),
    case("K37", row("黑臭水体消除比例", "90"), row("黑臭水体比例", "≤10"), EQUAL, INFO),
    case("K38", row("化肥、农药利用率", "均达43%"), row("化肥利用率", "43"), EQUAL, MINOR, said="农药利用率"),
    case("K40", row("氨氮重点工程减排量", "18", "吨", nature=BINDING), None, MISSING, CRITICAL, outside=SAME_AREA),
    case(
        "K40说明",
        row("氨氮重点工程减排量", "18", "吨", nature=BINDING),
        None,
        MISSING,
        NOTICE,
        outside=SAME_AREA,
        kind=DocumentKind.EXPLANATION,
    ),
    case("K41", row("森林覆盖率", "57", nature=WISHED), None, MISSING, MINOR),
    case("K41解读", row("森林覆盖率", "57", nature=WISHED), None, MISSING, NOTICE, kind=DocumentKind.INTERPRETATION),
    case("K47", row("美丽河湖建成数", "100", "个"), row("美丽河湖建成数", "1", "个"), APART, INFO),
    case("K48", row(GOOD_AIR, "98.8"), row(GOOD_AIR, "98.8", baseline="99.2"), EQUAL, NOTICE, said="基期"),
    case(
        "K49",
        row("森林覆盖率（旧口径）", "57"),
        row("森林覆盖率（国土三调口径）", "55"),
        APART,
        NOTICE,
        said="口径不同",
    ),
    case("K50", row(ENERGY, "13.5"), row("能源消费强度", "0.45", "吨标准煤/万元"), APART, NOTICE, said="基期值"),
    case("K53", row(SAFE, "≥95", nature=BINDING), row(SAFE, "95左右"), LOOSER, MINOR, said="左右"),
    case("K54", row(SAFE, "达到93%", nature=BINDING), row(SAFE, "力争达到93%"), LOOSER, MAJOR, said="力争"),
    case("K54预期性", row(SAFE, "达到93%"), row(SAFE, "力争达到93%"), LOOSER, MINOR, said="力争"),
    case("K55", row(SAFE, "保持100%"), row(SAFE, "达到100%"), EQUAL, INFO),
    case("K56", row(SAFE, "稳定在90%以上"), row(SAFE, "≥91%"), STRICTER, INFO),
    case("K57", row("管网漏损率", "15左右"), row("管网漏损率", "≤15"), STRICTER, INFO),
    case("K58", row(SAFE, "＞80%"), row(SAFE, "80%"), EQUAL, NOTICE, said="严格大于"),
    case("K59", row("氮氧化物排放总量下降", "〔10〕"), row("氮氧化物排放总量下降", "10%"), EQUAL, INFO),
    case("K60", row(SAFE, None), row(SAFE, None), APART, INFO, said="不作比较"),
    case("K60上级", row(SAFE, None), row(SAFE, "93"), APART, INFO),
]


def judge(case: Case) -> tuple[IndicatorFinding, ...]:
    """Pairs and judges the rows of a case; the region is one and the same where the case needs that."""
    same = case.outside == SAME_AREA
    upper = plan_of(case.upper.build(), level=case.upper_level, region="山前区" if same else "云川省")
    if case.passage:
        upper = replace(upper, source=make_source(text=f"{case.passage}。"))
    rows = (case.lower.build(),) if case.lower else ()
    lower = plan_of(*rows, level=Level.COUNTY, region="山前区", kind=case.kind)
    catalogue = load_catalogue()
    pairs = match_indicators(upper, lower, catalogue)
    return judge_indicators(pairs, upper, lower, load_judging_rules(), catalogue)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_indicators(case: Case) -> None:
    """The rows find each other, and verdict and severity are those of the field rules."""
    (finding,) = judge(case)
    assert (finding.verdict, finding.severity) == (case.verdict, case.severity), (finding.comparison, finding.reason)
    assert case.said in finding.reason + finding.comparison


def test_k15_a_union_of_scopes_answers_each_of_them() -> None:
    """省控以上 at 100 % answers 国控 and 省控 both; with 国控 alone above, the scopes stay apart."""
    upper = plan_of(
        indicator("国控断面优良比例", "≥98.3", unit="%"),
        indicator("省控断面优良比例", "≥95", unit="%"),
        level=Level.PROVINCE,
        region="云川省",
    )
    lower = plan_of(indicator("省控以上断面优良比例", "保持100%", unit="%"), level=Level.COUNTY, region="山前区")
    catalogue, rules = load_catalogue(), load_judging_rules()
    found = judge_indicators(match_indicators(upper, lower, catalogue), upper, lower, rules, catalogue)
    assert [(one.verdict, one.severity) for one in found] == [(STRICTER, NOTICE)] * 2
    assert all("合并口径" in one.reason for one in found)
    alone = replace(upper, indicators=upper.indicators[:1])
    found = judge_indicators(match_indicators(alone, lower, catalogue), alone, lower, rules, catalogue)
    assert [one.verdict for one in found] == [APART]


def test_k39_rows_that_only_one_plan_has_are_judged_each_on_its_own() -> None:
    """Twelve of eighteen upper indicators are answered, eight of twenty lower ones are new."""
    shared = [
        "森林覆盖率",
        SAFE,
        GOOD_AIR,
        "PM2.5浓度",
        "农村生活污水治理率",
        "草原综合植被盖度",
        "森林蓄积量",
        "湿地保护率",
        "再生水利用率",
        "秸秆综合利用率",
        "农膜回收率",
        "畜禽粪污综合利用率",
    ]
    above = ["甲苯回收率", "乙醇掺混率", "丙烷替代率", "丁烯转化率", "戊糖得率", "己糖收率"]
    below = [
        "步道贯通率",
        "窑洞加固率",
        "梯田修复率",
        "堰塘清淤率",
        "古树挂牌率",
        "碑刻拓印率",
        "戏台修缮率",
        "渡口改造率",
    ]
    natures = [BINDING, WISHED] * 3
    upper = plan_of(
        *(indicator(name, "50", unit="%", nature=WISHED) for name in shared),
        *(indicator(name, "50", unit="%", nature=nature) for name, nature in zip(above, natures, strict=True)),
        level=Level.PROVINCE,
        region="云川省",
    )
    lower = plan_of(
        *(indicator(name, "50", unit="%", nature=WISHED) for name in [*below, *shared]),
        level=Level.COUNTY,
        region="山前区",
    )
    catalogue = load_catalogue()
    found = judge_indicators(match_indicators(upper, lower, catalogue), upper, lower, load_judging_rules(), catalogue)
    verdicts = [one.verdict for one in found]
    assert (verdicts.count(EQUAL), verdicts.count(MISSING), verdicts.count(IndicatorVerdict.EXTRA)) == (12, 6, 8)
    assert sorted(one.severity for one in found if one.verdict is MISSING) == sorted([MAJOR, MINOR] * 3)
    assert {one.severity for one in found if one.verdict is IndicatorVerdict.EXTRA} == {INFO}


@pytest.mark.parametrize(
    ("id", "upper", "lower", "words"),
    [
        ("K42", "严禁新增钢铁产能", "严控新增钢铁产能", ("严禁", "严控")),
        ("K43", "全面完成入河排污口排查整治", "推进入河排污口排查", ("全面完成", "推进")),
    ],
)
def test_weakened_wording(id: str, upper: str, lower: str, words: tuple[str, str]) -> None:
    """K42, K43: a firm word answered by a weaker one is said, whatever else the answer holds."""
    assert [(found.upper, found.lower) for found in find_weakened(load_ladder(), upper, [lower])] == [words], id


@pytest.mark.parametrize(
    ("id", "upper", "lower", "theme"),
    [
        ("K44", "管控噪声环境影响", "创造宁静生态环境", "噪声"),
        ("K45", "协同防治土壤和地下水污染", "严格管控提升土壤环境质量", "土壤与地下水"),
    ],
)
def test_titles_in_other_words_are_of_one_theme(id: str, upper: str, lower: str, theme: str) -> None:
    """K44, K45: sections are not held missing for their titles; tasks are matched within their theme."""
    themes = load_themes()
    assert [themes.theme_of(title, (title,)) for title in (upper, lower)] == [theme, theme], id


def test_k46_what_the_nation_alone_can_do_asks_nothing_of_a_county() -> None:
    task = make_task(text="建设碳排放权交易市场", clean="建设碳排放权交易市场")
    reasons = [rule.reason for rule in load_task_rules() if rule.holds(task.clean, Level.COUNTY, "")]
    assert reasons
    assert "国家" in reasons[0]


@pytest.mark.parametrize(
    ("id", "title", "upper_issued", "severity", "said"),
    [
        ("K19", "云川省“十四五”重金属污染防控规划（征求意见稿）", "2021-06-01", MINOR, "征求意见稿"),
        ("K52", "云川省“十四五”重金属污染防控规划", "2022-01-27", MAJOR, "时序倒挂"),
    ],
)
def test_grounds(id: str, title: str, upper_issued: str, severity: Severity, said: str) -> None:
    """K19, K52: a draft cited in place of the plan, and an upper plan issued after the lower one."""
    upper = make_plan(
        meta=make_meta(title="云川省“十四五”重金属污染防控规划", level=Level.PROVINCE, issued=upper_issued)
    )
    lower = make_plan(meta=make_meta(issued="2021-12-31"), basis=(make_basis(title=title, number=None),))
    found = judge_basis(upper, lower, load_document_rules(), load_instruments())
    assert any(one.severity is severity and said in one.reason for one in found), id


def test_k51_a_plan_drawn_up_late_is_asked_for_the_policies_issued_since() -> None:
    """Drawn up in November 2022 with data of 2020: one notice, naming the policies of 2021 and 2022 that matter most."""
    titles = ("云川省“十四五”生态环境保护规划", "山前区国民经济和社会发展第十四个五年规划纲要", "中华人民共和国水法")
    upper = make_plan(meta=make_meta(title=titles[0], level=Level.PROVINCE, issued="2021-12-20"))
    lower = plan_of(
        indicator(SAFE, "93", unit="%", base_year=2020, target_year=2025), level=Level.COUNTY, region="山前区"
    )
    meta = replace(lower.meta, title="山前区“十四五”生态环境保护规划", issued="2022-11-28", period=(2021, 2025))
    lower = replace(lower, meta=meta, basis=tuple(make_basis(title=title) for title in titles))
    found = judge_basis(upper, lower, load_document_rules(), load_instruments())
    (notice,) = [one for one in found if "编制滞后" in one.reason]
    assert notice.severity is NOTICE
    assert "深入打好污染防治攻坚战" in notice.reason
    assert "“十四五”节能减排综合工作方案" in notice.reason
    assert "2020年" in notice.reason


OWN_TESTS = {"K15", "K19", "K39", "K42", "K43", "K44", "K45", "K46", "K51", "K52"}


def test_all_sixty_cases_are_accounted_for() -> None:
    tabled = {case.id[:3] for case in CASES}
    assert tabled | OWN_TESTS == {f"K{number:02}" for number in range(1, 61)}
    assert not tabled & OWN_TESTS
