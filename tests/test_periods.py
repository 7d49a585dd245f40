"""The years of a plan."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.parsing.periods import find_stated_period, five_year_period, parse_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("青石市“十四五”生态环境保护规划", (2021, 2025)),
        ("青石市教育事业十四五发展规划", (2021, 2025)),
        ("青石市“十五五”水利发展规划", (2026, 2030)),
        ("青石省国民经济和社会发展第十四个五年规划和2035年远景目标纲要", (2021, 2025)),
        ("青石省国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要", (2021, 2025)),
        ("青石省国民经济和社会发展第十个五年计划纲要", (2001, 2005)),
        ("青石省“十五”水利计划", (2001, 2005)),
        ("青石省“九五”水利计划", (1996, 2000)),
        ("青石省十五计划纲要", (2001, 2005)),
        ("国民经济和社会发展第十五个五年规划的建议", (2026, 2030)),
        ("青石市绿道专项规划（2021年-2035年）", (2021, 2035)),
        ("青石市绿道专项规划（2021—2035年）", (2021, 2035)),
        ("关于实施保护工程（2018－2022年）的意见", (2018, 2022)),
        ("青石市产业行动计划（2021-2023年）", (2021, 2023)),
        ("青石市产业行动计划（2022～2025）", (2022, 2025)),
        ("青石市“十四五”生态环境保护规划（2021—2025年）", (2021, 2025)),
        ("青石市2022年数字政府建设考评办法", (2022, 2022)),
        ("数字青石2021行动方案", (2021, 2021)),
        ("青石市教育现代化2035", None),
        ("青石市打造十五分钟生活圈实施方案", None),
        ("青石市新一代人工智能发展规划", None),
        ("青石市2035年远景目标", None),
        ("青石市规划（2025—2021年）", None),
    ],
)
def test_titles_tell_the_period(text: str, period: tuple[int, int] | None) -> None:
    """Explicit years go before five-year plans; horizons and everyday numbers are no period."""
    assert parse_period(text) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("规划以2020年为基准年，规划期为2021—2025年，", (2021, 2025)),
        ("行动方案的实施期为2022-2027年。", (2022, 2027)),
        ("规划期限2021年至2035年", (2021, 2035)),
        ("2016—2020年累计完成治理", None),
        ("到2025年建成体系", None),
    ],
)
def test_sentences_state_the_period(text: str, period: tuple[int, int] | None) -> None:
    """Only a sentence about the period itself counts."""
    assert find_stated_period(text) == period


@given(st.integers(min_value=3, max_value=40))
def test_five_year_plans_follow_each_other(number: int) -> None:
    """From the third on, each plan begins the year after the one before ends and runs for five years."""
    first, last = five_year_period(number)
    assert last - first == 4
    assert five_year_period(number + 1)[0] == last + 1


def test_there_is_no_plan_zero() -> None:
    """Numbers below one are refused."""
    with pytest.raises(ValueError, match="0"):
        five_year_period(0)
