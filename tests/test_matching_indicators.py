"""Pairs of indicators: one to one, by concept, name and unit; bundled rows answer several."""

from __future__ import annotations

import pytest
from indicator_plans import LOWER_TABLE, UPPER_TABLE, indicator, plan_of, read_plan

from align.knowledge.indicators import load_catalogue
from align.matching.indicators import match_indicators
from align.model import Indicator, Level


def _match(upper: list[Indicator], lower: list[Indicator]) -> list[tuple[str | None, str | None]]:
    above = plan_of(*upper, level=Level.NATION, region="全国")
    below = plan_of(*lower, level=Level.PROVINCE, region="云川省")
    pairs = match_indicators(above, below, load_catalogue())
    return [(ours.name if ours else None, theirs.name if theirs else None) for ours, theirs in pairs]


PAIRED = [
    ("PM2.5年均浓度", "μg/m3", "细颗粒物（PM2.5）浓度", "微克/立方米"),
    ("优良天数比率", "%", "空气质量优良天数", "天"),
    ("国考断面优良比例", "%", "地表水省控以上断面达到或优于Ⅲ类比例", "%"),
    ("单位GDP二氧化碳排放降低", "%", "碳排放强度下降", "%"),
    ("一般工业固体废物综合利用率", "%", "一般工业固废综合利用率", "%"),
    ("全国备案图书馆数量", "家", "图书馆数量", None),
    ("省级示范公园数量", "处", "云川省示范公园增加数量", None),
    ("年举办展览数量", "个", "年度举办展览数量（含临展）", None),
    ("矿井水综合利用率", "%", "矿井水利用率", "%"),
    ("PM2.5浓度下降率", "%", "PM2.5浓度", "μg/m3"),
    ("黑臭水体消除比例", "%", "城市建成区黑臭水体比例", "%"),
    ("国家级湿地公园", None, "国家级湿地公园数量", "处"),
    ("每千人口阅览座位数", "个", "每万人口阅览座位数", "个/万人"),
    ("千兆宽带用户占比", "%", "每百户家庭千兆宽带用户", "户"),
    ("数据中心电能利用效率（PUE）", None, "数据中心PUE值", None),
    ("公共数据资源目录编制率", "%", "数据资源编目率", "%"),
    ("数据共享申请平均响应时间", "天", "共享数据申请平均办理时长", "小时"),
    ("公共体育场免费开放的乡镇比例", "%", "公共体育场免费开放的乡镇", "个"),
    ("每万城镇人口拥有专职护林员", "人", "每万常住人口拥有专兼职护林员", "人"),
    ("普通高中图书馆达标学校比例", "%", "中小学图书馆达标学校占比", "%"),
    ("乡村医生全员培训学时", "学时/五年", "乡村医生人均年培训学时", "学时/年"),
]
APART = [
    ("城市生活污水处理率", "%", "农村生活污水治理率", "%"),
    ("森林覆盖率", "%", "森林蓄积量", "万立方米"),
    ("受污染耕地安全利用率", "%", "污染地块安全利用率", "%"),
    ("优良天数比率", "%", "重污染天数比率", "%"),
    ("PM2.5浓度", "μg/m3", "PM10浓度", "μg/m3"),
    ("学前教育毛入园率", "%", "高中阶段毛入学率", "%"),
    ("图书馆数量", "家", "图书馆覆盖率", "%"),
    ("从业人员数量", "人", "专利授权数量", "项"),
    ("森林覆盖率", "%", "茶园绿色防控覆盖率", "%"),
    ("公共数据资源目录编制率", "%", "数据资源数量", "个"),
]


@pytest.mark.parametrize(("upper", "unit", "lower", "other"), PAIRED)
def test_different_names_for_one_thing_are_paired(upper: str, unit: str | None, lower: str, other: str | None) -> None:
    assert _match([indicator(upper, "90", unit=unit)], [indicator(lower, "90", unit=other)]) == [(upper, lower)]


@pytest.mark.parametrize(("upper", "unit", "lower", "other"), APART)
def test_similar_names_for_different_things_are_not(upper: str, unit: str, lower: str, other: str) -> None:
    pairs = _match([indicator(upper, "90", unit=unit)], [indicator(lower, "90", unit=other)])
    assert pairs == [(upper, None), (None, lower)]


def test_what_is_left_over_is_only_paired_with_a_clear_best() -> None:
    upper = [indicator("公共数据资源目录编制率", "100", unit="%")]
    lower = [indicator("政务数据资源编目率", "100", unit="%"), indicator("社会数据资源编目率", "100", unit="%")]
    assert _match(upper, lower)[0] == ("公共数据资源目录编制率", None)


def test_the_scope_decides_among_rows_of_one_concept() -> None:
    upper = [indicator("国控断面优良比例", "98", unit="%"), indicator("省控断面优良比例", "95", unit="%")]
    lower = [indicator("省控断面水质优良比例", "96", unit="%"), indicator("国控断面水质优良比例", "99", unit="%")]
    assert _match(upper, lower) == [
        ("国控断面优良比例", "国控断面水质优良比例"),
        ("省控断面优良比例", "省控断面水质优良比例"),
    ]


def test_a_bundled_row_answers_several() -> None:
    upper = [indicator("国家级公园建档完成率", "100", unit="%"), indicator("省级公园建档完成率", "100", unit="%")]
    bundle = "国家级公园和省级公园建档完成率"
    assert _match(upper, [indicator(bundle, "100", unit="%")]) == [(one.name, bundle) for one in upper]


def test_a_bundled_upper_row_is_answered_by_several() -> None:
    pairs = _match(
        [indicator("化肥、农药利用率", "43", unit="%")],
        [indicator("化肥利用率", "43", unit="%"), indicator("农药利用率", "43", unit="%")],
    )
    assert pairs == [("化肥、农药利用率", "化肥利用率"), ("化肥、农药利用率", "农药利用率")]


def test_every_indicator_stands_in_a_pair() -> None:
    upper, lower = read_plan(UPPER_TABLE), read_plan(LOWER_TABLE, level=Level.COUNTY, region="山前区")
    pairs = match_indicators(upper, lower, load_catalogue())
    assert {ours.id for ours, _ in pairs if ours} == {one.id for one in upper.indicators}
    assert {theirs.id for _, theirs in pairs if theirs} == {one.id for one in lower.indicators}
    assert sum(ours is not None and theirs is not None for ours, theirs in pairs) == 6


def test_a_plan_matches_itself_row_by_row() -> None:
    plan = read_plan(UPPER_TABLE)
    assert all(ours == theirs for ours, theirs in match_indicators(plan, plan, load_catalogue()))


def test_nothing_to_match() -> None:
    empty = plan_of(level=Level.CITY, region="青石市")
    assert match_indicators(empty, empty, load_catalogue()) == ()
