"""The sentence patterns of the opinion: the bundled ones, and what is wrong with others."""

from __future__ import annotations

import re

import pytest

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.phrases import load_phrases

BUNDLED = bundled("mappings", "opinion", "phrases.tsv").read_text(encoding="utf-8")


def load(tmp_path, old, new):
    """The patterns of the bundled file with one thing changed."""
    assert old in BUNDLED
    path = tmp_path / "phrases.tsv"
    path.write_text(BUNDLED.replace(old, new, 1), encoding="utf-8")
    return load_phrases(path)


def line_of(text):
    return BUNDLED[: BUNDLED.index(text)].count("\n") + 1


def test_the_nearest_pattern_counts():
    """A pattern for part and case goes before one for the part, and that before one for any part."""
    phrases = load_phrases()
    own = phrases.fill("advice", "task", "missing", ask="建议")
    assert own.startswith("建议补充")
    assert phrases.fill("problem", "basis", "cited", reason="引用失效文件") == "引用失效文件。"
    assert phrases.fill("advice", "basis", "cited", ask="建议") == ""


def test_what_is_filled_in_is_not_filled_again():
    """Brackets in a plan's text stay as they are."""
    assert load_phrases().fill("wording", wording="{lower}{0}{{ 标题 }}") == "建议修改为：“{lower}{0}{{ 标题 }}”。"


def test_each_grade_has_its_tone():
    """The graver the finding, the firmer the suggestion; a hint never bids (domain rules §F3)."""
    asks = [load_phrases().fill("ask", case=grade) for grade in ("critical", "major", "minor", "notice")]
    assert len(set(asks)) == len(asks)
    assert re.search("必须|务必|应", asks[-1]) is None


def test_no_pattern_praises_in_general():
    """No sentence says 基本一致, which says nothing without counts."""
    assert "基本一致" not in BUNDLED


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("opening\t*\t*\t经对照{uppers}", "opening\t*\t*\t经对照{upper}", "不能填写：upper"),
        ("opening\t*\t*\t经对照{uppers}", "opening\t*\t*\t经对照{uppers.__class__}", "不能填写"),
        ("opening\t*\t*\t经对照{uppers}", "opening\t*\t*\t经对照{uppers!r}", "大括号里只写名称"),
        ("opening\t*\t*\t经对照{uppers}", "opening\t*\t*\t经对照{uppers", "大括号不成对"),
        ("opening\t*", "greeting\t*", "不认识的用处“greeting”"),
        ("upper\ttask\t*", "upper\tchapter\t*", "不认识的部分“chapter”"),
        ("advice\ttask\tmissing", "advice\ttask\tgone", "没有“gone”这种情形"),
        ("ask\t*\tminor\t建议", "ask\t*\tmajor\t建议", "重复"),
        ("ask\t*\tnotice\t请核实后酌情", "ask\t*\tnotice\t应", "不得写“应”"),
        ("ask\t*\tminor\t建议", "ask\t*\tminor\t", "句式是空的"),
    ],
)
def test_a_wrong_pattern_is_told_with_its_line(tmp_path, old, new, said):
    """The complaint names the file, the line and what is wrong."""
    with pytest.raises(MappingError, match=re.escape(said)) as told:
        load(tmp_path, old, new)
    assert "phrases.tsv 第" in str(told.value)


def test_the_line_is_that_of_the_pattern(tmp_path):
    """The number of the line counts notes and the header."""
    with pytest.raises(MappingError) as told:
        load(tmp_path, "upper\ttask\t*", "upper\tchapter\t*")
    assert told.value.line == line_of("upper\ttask\t*")


def test_what_every_opinion_needs_is_missed(tmp_path):
    """A file without a tone for a grade is refused as a whole."""
    with pytest.raises(MappingError, match="缺少句式：ask、minor"):
        load(tmp_path, "ask\t*\tminor\t建议\n", "")
