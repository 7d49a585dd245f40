"""Numbers with units, and deadlines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from align.knowledge.units import load_units
from align.parsing.measures import MeasureFinder, find_deadlines

FINDER = MeasureFinder(load_units())
MEASURES = [
    ("新建改造污水管网260公里", [("260", "公里")]),
    ("机械化清扫率达到90%以上", [("90", "%")]),
    ("治理面积2.6万亩", [("2.6", "万亩")]),
    ("PM2.5浓度降至34微克/立方米", [("34", "微克/立方米")]),
    ("到2025年建成园区5个以上", [("5", "个")]),
    ("淘汰35蒸吨/小时以下锅炉", [("35", "蒸吨/小时")]),
    ("提高3个百分点", [("3", "个百分点")]),
    ("2025年底前完成排查", []),
    ("下泄流量不低于0.8立方米/秒", [("0.8", "立方米/秒")]),
    ("总投资58.3亿元", [("58.3", "亿元")]),
    ("建设2—3个灾备中心", [("2", "个")]),
    ("落实“六个百分百”", []),
    ("落实“六个百分之百”", []),
    ("2025年替换六成以上", [("60", "%")]),
    ("财政承担七成五", [("75", "%")]),
    ("接种率达到百分之九十以上", [("90", "%")]),
    ("占百分之十二点五", [("12.5", "%")]),
    ("三成员单位", []),
]


@pytest.mark.parametrize(("text", "expected"), MEASURES)
def test_measures(text: str, expected: list[tuple[str, str]]) -> None:
    """Values and units; years and numbers in names are none."""
    assert [(str(m.value), m.unit) for m in FINDER.find(text)] == expected


def test_ranges_and_bounds_belong_to_the_measure() -> None:
    """The words that bound a number are part of it."""
    (measure,) = FINDER.find("建设不少于2—3个灾备中心")
    assert (measure.text, measure.value, measure.high) == ("不少于2—3个", Decimal(2), Decimal(3))


DEADLINES = [
    ("2024年底前，全面完成改造", [2024]),
    ("到2025年建成园区", [2025]),
    ("2023年底前完成排查，2025年底前完成整治", [2023, 2025]),
    ("到“十四五”末实现全覆盖", [2025]),
    ("比2020年下降10%", []),
    ("较2015年提高", []),
    ("2021—2025年", []),
    ("2025年6月底前建成", [2025]),
    ("每年开展一次", []),
]


@pytest.mark.parametrize(("text", "years"), DEADLINES)
def test_deadlines(text: str, years: list[int]) -> None:
    """Years by which something is to be done; base years and the start of a period are none."""
    assert [deadline.year for deadline in find_deadlines(text)] == years


def test_month_is_kept() -> None:
    """2025年6月底前 is earlier than the end of the year."""
    (deadline,) = find_deadlines("2025年6月底前建成")
    assert (deadline.month, deadline.text) == (6, "2025年6月底前")
