"""Contradictions between a plan's text and its own table of indicators."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indicator_plans import read_plan
from plan_texts import clean_source

from align import align_plans
from align import read_plan as read_file
from align.knowledge.indicators import load_catalogue
from align.knowledge.structure import load_containers, load_role_words
from align.knowledge.units import load_units
from align.parsing.contradictions import find_contradictions
from align.parsing.divisions import build_outline
from align.parsing.roles import RoleFinder
from align.results import Severity

TEXT = """青石市“十四五”生态环境保护规划
第一章 发展基础
{past}
第二章 规划目标
{aims}
表1 青石市生态环境保护主要指标
指标名称\t单位\t2020年\t2025年\t属性
PM2.5年均浓度\tμg/m3\t40\t35\t约束性
空气质量优良天数\t天\t318\t323\t约束性
农村生活污水治理率\t%\t30.5\t45\t预期性
单位地区生产总值二氧化碳排放降低\t%\t—\t[17]\t约束性
湿地面积\t万亩\t30\t31\t预期性
"""


def contradictions(aims: str = "到2025年，环境变好。", past: str = "城市面貌一新。") -> list[tuple[str, str]]:
    """The codes and passages found in the plan with these sentences."""
    plan = read_plan(TEXT.format(aims=aims, past=past))
    outline = build_outline(clean_source(plan.source), RoleFinder(load_role_words(), load_containers()))
    found = find_contradictions(plan.source, outline, plan.indicators, load_catalogue(), load_units(), plan.meta.period)
    return [(notice.code, notice.text) for notice in found]


@pytest.mark.parametrize(
    ("aims", "passage"),
    [
        ("到2025年，PM2.5年均浓度降到33微克/立方米。", "PM2.5年均浓度降到33微克/立方米"),
        ("到2025年，空气质量优良天数达到320天，环境变好。", "空气质量优良天数达到320天"),
        ("到2025年，农村生活污水治理率达到50%以上。", "农村生活污水治理率达到50%以上"),
        ("到2025年，单位地区生产总值二氧化碳排放下降18%。", "单位地区生产总值二氧化碳排放下降18%"),
        ("到2025年，湿地面积达到230平方公里。", "湿地面积达到230平方公里"),
    ],
)
def test_another_target_in_the_text(aims: str, passage: str) -> None:
    """The passage is shown, whatever the unit it is told in."""
    assert contradictions(aims=aims) == [("contradiction.target", passage)]


@pytest.mark.parametrize(
    ("past", "passage"),
    [
        ("2020年，全市PM2.5年均浓度42微克/立方米，比2015年下降12%。", "PM2.5年均浓度42微克/立方米"),
        ("2020年，工作扎实；空气质量优良天数312天，环境变好。", "空气质量优良天数312天"),
        ("2020年，农村生活污水治理率达到33%。", "农村生活污水治理率达到33%"),
    ],
)
def test_another_value_of_today_in_the_text(past: str, passage: str) -> None:
    """What the text says of the base year is held against the table's baseline."""
    assert contradictions(past=past) == [("contradiction.baseline", passage)]


@pytest.mark.parametrize(
    ("aims", "past"),
    [
        ("到2025年，PM2.5年均浓度降到35微克/立方米。", "2020年，PM2.5年均浓度40微克/立方米。"),
        ("到2025年，湿地面积达到31万亩（206.7平方公里）。", "2020年，农村生活污水治理率31%。"),
        ("到2035年，PM2.5年均浓度降到28微克/立方米。", "2019年，PM2.5年均浓度44微克/立方米。"),
        ("到2025年，PM2.5年均浓度下降12%。", "2020年，PM2.5年均浓度比2015年下降20%。"),
        ("到2025年，中心城区PM2.5年均浓度降到33微克/立方米。", "2020年，云岭县PM2.5年均浓度28微克/立方米。"),
        ("到2025年，农村生活垃圾治理率达到98%。", "2020年，城市生活污水处理率95%。"),
        ("到2025年，农村生活污水治理率提高15个百分点。", "2020年，农村生活污水治理率提高8个百分点。"),
    ],
    ids=["the same", "rounded", "another year", "a change", "another scope", "another indicator", "points"],
)
def test_no_contradiction(aims: str, past: str) -> None:
    """Other years, scopes and forms of value are no contradiction, nor is a rounded value."""
    assert contradictions(aims=aims, past=past) == []


@given(st.integers(min_value=200, max_value=360))
def test_only_a_different_value_is_told(days: int) -> None:
    """Exactly the values that differ from the table's are."""
    found = contradictions(aims=f"到2025年，空气质量优良天数达到{days}天。")
    assert bool(found) is (days != 323)


def test_a_contradiction_is_a_finding_on_the_lower_plan(tmp_path: Path) -> None:
    """It reaches the judgements with the severity of the rules."""
    upper, lower = tmp_path / "上.txt", tmp_path / "下.txt"
    upper.write_text(TEXT.format(aims="到2025年，环境变好。", past="面貌一新。"), encoding="utf-8")
    text = TEXT.format(aims="到2025年，空气质量优良天数达到320天。", past="2020年，PM2.5年均浓度42微克/立方米。")
    lower.write_text(text, encoding="utf-8")
    judged = align_plans(read_file(upper), read_file(lower))
    found = {finding.code: finding.severity for finding in judged.structure if "contradiction" in finding.code}
    assert found == {"contradiction.target": Severity.MAJOR, "contradiction.baseline": Severity.MINOR}
