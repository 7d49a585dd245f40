"""Numbers at the start of lines."""

from __future__ import annotations

import pytest

from align.parsing.numbering import Style, parse_marker, parse_ordinal

CASES = [
    ("第一篇总体要求", Style.PART, 1, "总体要求"),
    ("第三章推动绿色转型", Style.CHAPTER, 3, "推动绿色转型"),
    ("第十二章保障措施", Style.CHAPTER, 12, "保障措施"),
    ("第3章发展目标", Style.CHAPTER, 3, "发展目标"),
    ("第二节营造宁静声环境", Style.SECTION, 2, "营造宁静声环境"),
    ("一、规划背景", Style.CHINESE, 1, "规划背景"),
    ("二十四、附则", Style.CHINESE, 24, "附则"),
    ("（一）主要成效", Style.CHINESE_PAREN, 1, "主要成效"),
    ("（十二）健全机制", Style.CHINESE_PAREN, 12, "健全机制"),
    ("1.把好准入关", Style.ARABIC, 1, "把好准入关"),
    ("11、提升能力", Style.ARABIC, 11, "提升能力"),
    ("1.1指导思想", Style.DECIMAL_2, 1, "指导思想"),
    ("2.3“十四五”时期目标", Style.DECIMAL_2, 3, "“十四五”时期目标"),
    ("1.1.2改革取得突破", Style.DECIMAL_3, 2, "改革取得突破"),
    ("（1）摸底定级", Style.ARABIC_PAREN, 1, "摸底定级"),
    ("2）逐库施治", Style.ARABIC_PAREN, 2, "逐库施治"),
    ("③强化监管", Style.CIRCLED, 3, "强化监管"),
    ("【重点任务12】加快建设", Style.TAG, 12, "加快建设"),
    ("专栏1大气污染防治重点行动", Style.BOX, 1, "大气污染防治重点行动"),
    ("专栏9：重点领域", Style.BOX, 9, "重点领域"),
    ("【专栏】重点工程", Style.BOX, None, "重点工程"),
    ("附件1：指标表", Style.ANNEX, 1, "指标表"),
    ("——坚持科技创新引领", Style.DASH, None, "坚持科技创新引领"),
]
NO_MARKERS = [
    "3.5亿元用于治理",
    "2025年底前完成",
    "1.5%以上的比例",
    "12个乡镇建成设施",
    "2.5公里岸线整治",
    "一是完善制度",
    "第一产业增加值",
    "十四五期间",
    "（以下简称规划）",
    "PM2.5浓度下降",
    "20个项目",
]


@pytest.mark.parametrize(("line", "style", "value", "title"), CASES)
def test_marker_is_found(line: str, style: Style, value: int | None, title: str) -> None:
    """Style, value and the start of the title."""
    marker = parse_marker(line)
    assert marker is not None
    assert (marker.style, marker.value, line[marker.end :]) == (style, value, title)


@pytest.mark.parametrize("line", NO_MARKERS)
def test_quantities_and_words_are_no_markers(line: str) -> None:
    """A number that belongs to the sentence is not the number of a section."""
    assert parse_marker(line) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("三十五", 35),
        ("一百零八", 108),
        ("二〇", 20),
        ("7", 7),
        ("⑫", 12),
        ("甲", None),
        ("", None),
    ],
)
def test_ordinals(text: str, value: int | None) -> None:
    """Chinese, Arabic and circled ordinals."""
    assert parse_ordinal(text) == value
