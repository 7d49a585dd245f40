"""Tasks that do not apply to the lower region."""

from __future__ import annotations

import pytest
from factories import make_meta, make_plan, make_source, make_task

from align.judging.exemptions import ExemptionJudge
from align.knowledge.applicability import load_task_rules
from align.knowledge.places import load_place_words
from align.knowledge.regions import load_regions
from align.knowledge.strength import load_actions
from align.model import Level, Plan

JUDGE = ExemptionJudge(load_task_rules(), load_place_words(), load_regions(), load_actions())
UPPER = make_plan(meta=make_meta(title="青石市规划", region="青石市", level=Level.CITY))


def lower(text: str = "临泉区规划。推进治理。") -> Plan:
    return make_plan(meta=make_meta(region="临泉区", level=Level.COUNTY), source=make_source(text=text))


EXEMPT = [
    "支持平川县、临河县创建国家生态文明建设示范县",
    "在平川县北部风沙区实施防沙治沙工程",
    "推动出台《青石市固体废物污染环境防治条例》，完善地方生态环境法规",
    "推进近岸海域污染治理，开展入海排污口整治",
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


def test_a_coastal_plan_answers_for_the_sea() -> None:
    """A plan that speaks of its coast again and again has one."""
    task = make_task(text="推进近岸海域污染治理", clean="推进近岸海域污染治理")
    assert JUDGE.exemption_of(task, UPPER, lower("近岸海域、海湾、海岸线、海洋生态。")) is None
