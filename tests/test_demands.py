"""Numbers and deadlines of a requirement against those of its answers."""

from __future__ import annotations

import pytest

from align.judging.demands import DemandJudge
from align.knowledge.clauses import load_clause_wording
from align.knowledge.units import load_units
from align.model import KeyPoint
from align.parsing.measures import MeasureFinder

JUDGE = DemandJudge(MeasureFinder(load_units()), load_units(), load_clause_wording().wholes)
CASES = [
    ("2024年底前完成改造", ["力争2025年底前完成改造"], ["时限推后：上级2024年底前，本级2025年底前"]),
    ("2024年底前完成改造", ["2024年底前完成改造"], []),
    ("2024年底前完成改造", ["2023年底前完成改造"], []),
    ("2024年底前完成改造", ["完成改造"], ["时限：2024年底前"]),
    ("到2025年完成改造", ["完成改造"], []),
    ("2025年6月底前完成改造", ["2025年10月底前完成改造"], ["时限推后：上级2025年6月底前，本级2025年10月底前"]),
    ("机扫率达到90%以上", ["机扫率达到85%"], ["量化要求：上级达到90%以上，本级达到85%"]),
    ("机扫率达到90%以上", ["机扫率达到95%"], []),
    ("机扫率达到90%以上", ["加强道路清扫"], ["量化要求：机扫率达到90%以上"]),
    ("超标率控制在5%以内", ["超标率控制在3%以内"], []),
    ("超标率控制在5%以内", ["超标率控制在8%以内"], ["量化要求：上级5%以内，本级8%以内"]),
    ("不低于60%", ["不低于50%"], ["量化要求：上级不低于60%，本级不低于50%"]),
    ("分别达到90%、80%", ["分别达到90%、70%"], ["量化要求：上级80%，本级达到90%"]),
    ("新建管网260公里", ["新建管网42公里"], []),
    ("90%以上的卫生院达到标准", ["16所卫生院全部达到标准"], []),
    ("新建管网260公里", ["推进管网建设"], []),
]


@pytest.mark.parametrize(("upper", "answers", "lacking"), CASES)
def test_what_the_answers_lack(upper: str, answers: list[str], lacking: list[str]) -> None:
    """Shares and deadlines must be met; totals of a larger area are not asked for."""
    assert list(JUDGE.missing(KeyPoint(text=upper), answers, 2025).all) == lacking


def test_the_nearest_answer_with_a_number_speaks() -> None:
    """A share in another answer does not stand in for the one that is too low."""
    lacking = JUDGE.missing(KeyPoint(text="替代比例不低于60%"), ["替代比例不低于50%", "收集率达到90%"], 2025)
    assert lacking.shares == ("量化要求：上级不低于60%，本级不低于50%",)
