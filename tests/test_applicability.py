"""Rules that tell when a task of a higher plan does not apply below."""

from __future__ import annotations

import pytest

from align.errors import MappingError
from align.knowledge.applicability import RuleKind, load_task_rules
from align.model import Level


def kinds(text: str, level: Level, lower: str = "") -> set[RuleKind]:
    return {rule.kind for rule in load_task_rules() if rule.holds(text, level, lower)}


@pytest.mark.parametrize(
    ("text", "level", "kind"),
    [
        ("改善近岸海域水质，推进美丽海湾建设", Level.COUNTY, RuleKind.MARINE),
        ("开展入海排污口排查整治", Level.PROVINCE, RuleKind.MARINE),
        ("控制入海河流总氮浓度", Level.CITY, RuleKind.MARINE),
        ("推动出台《澄江市河道保护条例》", Level.COUNTY, RuleKind.LEGISLATION),
        ("加强生态环境地方立法", Level.COUNTY, RuleKind.LEGISLATION),
        ("制定化工行业大气污染物地方标准", Level.CITY, RuleKind.LEGISLATION),
        ("建设全国碳排放权交易市场", Level.COUNTY, RuleKind.NATIONAL),
        ("在全国布局建设一批重点实验室", Level.PROVINCE, RuleKind.NATIONAL),
        ("组织开展中央生态环境保护督察", Level.PROVINCE, RuleKind.NATIONAL),
        ("强化核电厂安全监管", Level.COUNTY, RuleKind.NATIONAL),
        ("修订危险废物鉴别国家标准", Level.PROVINCE, RuleKind.NATIONAL),
        ("开展省级生态环境保护督察", Level.CITY, RuleKind.PROVINCIAL),
        ("建设省级生态环境大数据平台", Level.COUNTY, RuleKind.PROVINCIAL),
        ("完成省以下生态环境机构垂直管理改革", Level.CITY, RuleKind.PROVINCIAL),
        ("推进石漠化综合治理", Level.COUNTY, RuleKind.FEATURE),
        ("完善沿边国道和抵边公路", Level.PROVINCE, RuleKind.FEATURE),
        ("开展防沙治沙工程", Level.CITY, RuleKind.FEATURE),
    ],
)
def test_a_rule_speaks(text, level, kind):
    assert kind in kinds(text, level)


@pytest.mark.parametrize(
    ("text", "level", "kind"),
    [
        ("推动出台《澄江市河道保护条例》", Level.CITY, RuleKind.LEGISLATION),
        ("宣传贯彻噪声污染防治条例", Level.COUNTY, RuleKind.LEGISLATION),
        ("严格执行地方排放标准", Level.COUNTY, RuleKind.LEGISLATION),
        ("督促重点排放单位参与全国碳排放权交易市场建设并履约", Level.COUNTY, RuleKind.NATIONAL),
        ("推进中央生态环境保护督察反馈问题整改", Level.COUNTY, RuleKind.NATIONAL),
        ("推进省级生态环境保护督察反馈问题整改", Level.COUNTY, RuleKind.PROVINCIAL),
        ("开展省级生态环境保护督察", Level.PROVINCE, RuleKind.PROVINCIAL),
        ("建设省级平台并接入县级数据", Level.COUNTY, RuleKind.PROVINCIAL),
        ("推进农村生活污水治理", Level.COUNTY, RuleKind.MARINE),
        ("排查入河排污口", Level.COUNTY, RuleKind.MARINE),
    ],
)
def test_a_rule_keeps_silent(text, level, kind):
    assert kind not in kinds(text, level)


@pytest.mark.parametrize(
    ("text", "lower"),
    [
        ("推进石漠化综合治理", "我县岩溶地貌发育。"),
        ("开展防沙治沙工程", "北部风沙危害较重。"),
        ("改善近岸海域水质", "近岸海域、海湾、海岸线、海洋生态。"),
    ],
)
def test_a_plan_that_speaks_of_the_object_has_it(text, lower):
    """Then the task applies."""
    assert kinds(text, Level.COUNTY, lower) == set()


def test_the_sea_must_be_spoken_of_more_than_once():
    """A coast in a plan's setting (承接沿海产业转移) is not its own."""
    assert kinds("改善近岸海域水质", Level.COUNTY, "承接海湾地区产业转移。") == {RuleKind.MARINE}


def test_no_rule_speaks_of_an_ordinary_task():
    for text in ("实施雨污分流改造", "完成散煤替代八千户", "修复废弃矿山六百亩", "建设危险废物收集点"):
        assert kinds(text, Level.COUNTY) == set()


HEADER = "id\tkind\tlevel\tpatterns\texcept\tevidence\tleast\treason\n"
ROW = "a\tmarine\tprovince\t海湾\t\t海域\t3\t本辖区无海岸线\n"


@pytest.mark.parametrize(
    ("content", "number", "words"),
    [
        (ROW + ROW, 3, "编号重复"),
        (ROW.replace("marine", "none"), 2, "规则类别"),
        (ROW.replace("province", "town"), 2, "层级"),
        (ROW.replace("海湾", "|"), 2, "匹配词语"),
        (ROW.replace("海湾", "海+"), 2, "匹配词语"),
        (ROW.replace("本辖区无海岸线", ""), 2, "理由"),
        (ROW.replace("\t3\t", "\t\t"), 2, "least"),
        (ROW.replace("海域", ""), 2, "evidence"),
    ],
)
def test_complaints_name_file_and_line(tmp_path, content, number, words):
    path = tmp_path / "tasks.tsv"
    path.write_text(HEADER + content, encoding="utf-8")
    with pytest.raises(MappingError, match=words) as caught:
        load_task_rules(path)
    assert (caught.value.path, caught.value.line) == (str(path), number)
