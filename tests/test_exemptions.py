"""Tasks that do not apply to the lower region."""

from __future__ import annotations

import pytest
from factories import make_meta, make_plan, make_source, make_task

from align.judging.exemptions import ExemptionJudge
from align.knowledge.applicability import load_task_rules
from align.knowledge.places import load_object_words, load_place_words
from align.knowledge.regions import load_regions
from align.knowledge.strength import load_actions
from align.model import Level, Plan

JUDGE = ExemptionJudge(
    load_task_rules(),
    load_place_words(),
    load_object_words(),
    load_regions(),
    load_actions(),
    "主要江河、沿江治理".__contains__,
)
UPPER = make_plan(meta=make_meta(title="青石市规划", region="青石市", level=Level.CITY))


def lower(text: str = "临泉区规划。推进治理。") -> Plan:
    return make_plan(meta=make_meta(region="临泉区", level=Level.COUNTY), source=make_source(text=text))


EXEMPT = [
    "支持平川县、临河县创建国家生态文明建设示范县",
    "在平川县北部风沙区实施防沙治沙工程",
    "推动出台《青石市固体废物污染环境防治条例》，完善地方生态环境法规",
    "推进近岸海域污染治理，开展入海排污口整治",
    "建设智慧海洋观测站网，提升海洋事务管理水平",
    "省属国有企业全面推行经理层任期制",
    "推进军队现代化建设，提高练兵备战水平",
]
CONCERNED = [
    "加强县级疾控实验室建设，每县建成1个实验室",
    "组建市县两级健康科普专家库",
    "建成市县一体的全民健康信息平台",
    "推进工业园区污水集中处理设施建设",
    "支持临泉区创建示范区",
    "在自然保护区开展强化监督",
    "加强城市建成区扬尘管控",
    "2023年底前完成中心城区和县城声环境功能区划修编",
    "以平川县等地为重点，推进各县农村污水治理",
    "贯彻落实固体废物污染环境防治条例",
    "引进华为、阿里、腾讯等企业共建实验室",
    "推动国家标准、团体标准、企业标准协调发展，完善标准体系",
    "加强双拥工作，支持军队现代化建设",
]


@pytest.mark.parametrize("text", EXEMPT)
def test_reasons_are_given(text: str) -> None:
    """Other places, lawmaking, the sea."""
    assert JUDGE.exemption_of(make_task(text=text, clean=text), UPPER, lower())


@pytest.mark.parametrize("text", CONCERNED)
def test_what_concerns_the_region_applies(text: str) -> None:
    """Words that only look like places, the region itself, and general scope exempt nothing."""
    assert JUDGE.exemption_of(make_task(text=text, clean=text), UPPER, lower()) is None


def test_a_place_the_lower_plan_speaks_of_concerns_it() -> None:
    """A neighbour named in the lower plan may be its partner."""
    task = make_task(text="支持平川县建设合作园区", clean="支持平川县建设合作园区")
    assert JUDGE.exemption_of(task, UPPER, lower("与平川县共建园区。")) is None


def test_one_river_of_several_exempts_nothing() -> None:
    """A task for the Yangtze and the Yellow River concerns whoever lies on either."""
    alone, both = "加强黄河干流生态修复", "加强长江上游、黄河上中游天然林保护"
    assert JUDGE.exemption_of(make_task(text=alone, clean=alone), UPPER, lower("长江干流临泉段整治。"))
    assert JUDGE.exemption_of(make_task(text=both, clean=both), UPPER, lower("长江干流临泉段整治。")) is None


def test_a_coastal_plan_answers_for_the_sea() -> None:
    """A plan that speaks of its coast again and again has one."""
    task = make_task(text="推进近岸海域污染治理", clean="推进近岸海域污染治理")
    assert JUDGE.exemption_of(task, UPPER, lower("近岸海域、海湾、海岸线、海洋生态。")) is None


CITY_TEXT = """全市包括山前区、临泉区、平川县和河口区。清源湖水质总体为Ⅳ类，
实施清源湖治理，环清源湖建设湿地。青石学院发展壮大。望澜区繁荣，支持望澜区转型，望澜区与河口区联动。"""


@pytest.mark.parametrize(
    "text",
    [
        "在河口区开展气候适应型城市建设试点",
        "实施清源湖入湖河流总磷削减和湖滨带修复",
        "支持青石学院建设应用技术大学",
        "加快双津大学城二期建设",
        "支持市人民医院争创区域医疗中心",
        "新建市公共卫生临床中心",
        "完成平川县白苇湖蓄滞洪区围堤加固",
        "实施黄河文物系统保护工程，加强沿黄遗存整体保护",
        "由国家文物主管部门统一布局建设灾备中心",
        "国家文物主管部门选择若干区域开展督察派驻试点",
        "支持河曲、临江两市建设智能算力枢纽",
        "支持望澜区医药产业园建设原料药基地",
        "推动出台《青石市数字经济促进条例》，为数字强市建设提供保障",
    ],
)
def test_what_lies_elsewhere_or_belongs_to_the_city(text: str) -> None:
    """Places the city lists, lakes and colleges by name, bodies of the city, its own laws."""
    city = make_plan(meta=UPPER.meta, source=make_source(text=CITY_TEXT))
    assert JUDGE.exemption_of(make_task(text=text, clean=text), city, lower())


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("实施清源湖入湖河流总磷削减", "清源湖北岸治理。"),
        ("支持市人民医院争创区域医疗中心", "与市人民医院组建医联体。"),
        ("在临泉区开展试点", "推进治理。"),
        ("推进沿江治理和主要江河堤防建设", "推进治理。"),
        ("划定禁采区和限采区", "推进治理。"),
        ("每个县（市、区）建成1所学校，每个设区的市安排1个县先行", "推进治理。"),
        ("推行首席数据官制度，2023年底前覆盖省直部门、设区的市和县（市、区）", "推进治理。"),
        ("90%以上的县通过验收", "推进治理。"),
        ("支持市县两级中心联动，健全市级平台", "推进治理。"),
        ("落实市、县文化市场综合执法队伍执法责任", "推进治理。"),
        ("按照国家行业主管部门要求建立台账", "推进治理。"),
        ("加强黄河文化遗产保护", "开展黄河故道调查。"),
        ("整治河湖“四乱”，清理整治河湖岸线", "推进治理。"),
    ],
)
def test_what_may_be_the_regions_own_applies(text: str, below: str) -> None:
    """What the lower plan names, its own area, common words, and what asks something of every area."""
    city = make_plan(meta=UPPER.meta, source=make_source(text=CITY_TEXT))
    assert JUDGE.exemption_of(make_task(text=text, clean=text), city, lower(below)) is None
