"""Stronger words answered by weaker ones."""

from __future__ import annotations

import pytest

from align.judging.wording import find_weakened
from align.knowledge.strength import load_ladder

CASES = [
    ("严禁新增钢铁产能", ["严格控制新增钢铁产能"], [("严禁", "严格控制")]),
    ("严禁新增钢铁产能", ["严禁新增钢铁产能"], []),
    ("严禁新增钢铁产能", ["控制钢铁产能，严禁违规新增"], []),
    ("全面完成入河排污口整治", ["推进入河排污口整治"], [("全面完成", "推进")]),
    ("推进入河排污口整治", ["全面完成入河排污口整治"], []),
    ("加强监测", ["加强监测"], []),
    ("推动企业合作", ["支持企业合作"], []),
    ("严禁新增钢铁产能", [], []),
]


@pytest.mark.parametrize(("upper", "answers", "expected"), CASES)
def test_weakened(upper: str, answers: list[str], expected: list[tuple[str, str]]) -> None:
    """Only a fall on the same scale counts, and the strongest word of any answer stands for all."""
    assert [(w.upper, w.lower) for w in find_weakened(load_ladder(), upper, answers)] == expected
