"""Scopes in indicator names: ages, spellings of one scope, scopes made of others, terms that replaced others."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.names import drop_marks, load_names

NAMES = load_names()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("国、省控断面优良比例", ["国省控"]),
        ("国（省）控断面优良比例", ["国省控"]),
        ("县控及以上断面优良比例", ["县控及以上"]),
        ("65岁及以上老年人健康管理率", ["65岁以上"]),
        ("１５岁以上人群吸烟率", ["15岁以上"]),
        ("市本级政务服务事项网办率", ["市本级"]),
        ("污染地块安全利用率", []),
    ],
)
def test_scopes(name: str, values: list[str]) -> None:
    assert [scope.value for scope in NAMES.find_scopes(name)] == values


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        ("65岁及以上老年人健康管理率", "60岁及以上老年人健康管理率", True),
        ("15岁以上人群吸烟率", "15岁及以上人口吸烟率", False),
        ("5岁以下儿童死亡率", "儿童死亡率", False),
        ("国、省控断面优良比例", "国省控断面优良比例", False),
        ("省、市、县三级事项网办率", "市本级事项网办率", True),
        ("森林覆盖率（国土三调口径）", "森林覆盖率（旧口径）", True),
    ],
)
def test_conflicts(first: str, second: str, conflict: bool) -> None:
    assert NAMES.scopes_conflict(first, second) is conflict
    assert NAMES.scopes_conflict(second, first) is conflict


def test_terms_that_replaced_others() -> None:
    found = NAMES.find_replacement("污染地块安全利用率", "重点建设用地安全利用")
    assert found is not None
    assert [scope.word for scope in found] == ["污染地块", "重点建设用地"]
    assert NAMES.find_replacement("污染地块安全利用率", "污染地块安全利用") is None
    assert NAMES.find_replacement("污染地块安全利用率", "受污染耕地安全利用率") is None


def test_a_scope_made_of_others_needs_each_of_them() -> None:
    union = "省控以上断面优良比例"
    assert NAMES.covers(union, ["国考断面优良比例", "省考断面优良比例"])
    assert not NAMES.covers(union, ["国考断面优良比例"])
    assert not NAMES.covers("国控断面优良比例", ["国控断面优良比例"])


@pytest.mark.parametrize("row", ["断面级别\t国省控\t国控|部控", "断面级别\t大控\t国控"])
def test_unknown_scopes_in_unions_are_refused(tmp_path: Path, row: str) -> None:
    folder = tmp_path / "indicators"
    shutil.copytree(bundled("mappings", "indicators"), folder)
    (folder / "unions.tsv").write_text(f"group\tvalue\tparts\n{row}\n", encoding="utf-8")
    with pytest.raises(MappingError):
        load_names(folder)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("覆盖率¹", "覆盖率"),
        ("面积（km²）", "面积（km²）"),
        ("产水量（10⁴m³）", "产水量（10⁴m³）"),
        ("10⁴", "10"),
        ("97³", "97"),
    ],
)
def test_raised_digits_of_units_are_no_marks(written: str, plain: str) -> None:
    """Powers stay where a unit follows them or carries them."""
    assert drop_marks(written) == plain


def test_names_of_absurd_length_cost_no_more_than_their_length():
    """A damaged table may have a cell of ten thousand digits; each is looked at once."""
    start = time.perf_counter()
    assert NAMES.find_scopes("1" * 20_000 + "以上") != ()
    assert NAMES.find_scopes("1" * 20_000) == ()
    assert time.perf_counter() - start < 1.0
