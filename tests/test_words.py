"""Cutting text into words."""

from __future__ import annotations

import importlib.util

import pytest

from align.matching import words
from align.matching.words import load_cutter


def test_particles_and_marks_are_left_out() -> None:
    """What is left are the words that tell."""
    found = load_cutter()("推进城镇的污水和垃圾治理，")
    assert found == ["推进", "城镇", "污水", "垃圾", "治理"]


def test_hyphens_part_words() -> None:
    """5G-A is two words for every cutter."""
    assert load_cutter()("5G-A网络") == ["5G", "A", "网络"]


@pytest.mark.skipif(importlib.util.find_spec("rjieba") is None, reason="rjieba is not installed")
def test_the_fast_cutter_cuts_alike() -> None:
    """Results do not depend on which of the two is installed."""
    slow, fast = words._jieba(), words._rjieba()
    assert fast is not None
    for text in ("推进城镇污水处理厂提标改造", "加强煤矿瓦斯抽采利用", "健全危险废物收集体系", "实施LDAR检测与修复"):
        assert list(slow(text)) == list(fast(text))
