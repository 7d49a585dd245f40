"""Sentences and items."""

from __future__ import annotations

import pytest
from factories import FixedRoles, make_source
from hypothesis import given
from hypothesis import strategies as st
from plan_texts import clean_source

from align.model import Role, Tense
from align.parsing.clauses import find_clauses, split_sentences
from align.parsing.divisions import build_outline

CASES = [
    ("推进治水。加强治气。", ["推进治水。", "加强治气。"]),
    ("推进治水，加强治气", ["推进治水，加强治气"]),
    ("推进城镇污水治理工作；加强工业废气治理工作。", ["推进城镇污水治理工作；", "加强工业废气治理工作。"]),
    ("新增：治水；治气；治土。", ["新增：治水；治气；治土。"]),
    ("落实“以水定城。以水定产。”要求。开展评估。", ["落实“以水定城。以水定产。”要求。", "开展评估。"]),
    ("编制《规划。草案》并公布。", ["编制《规划。草案》并公布。"]),
    ("一是推进城镇污水治理工作；二是加强工业废气治理。", ["推进城镇污水治理工作；", "加强工业废气治理。"]),
    ("实现目标！真的？是的。", ["实现目标！", "真的？", "是的。"]),
    ("完善机制（含监测；评估）。开展试点。", ["完善机制（含监测；评估）。", "开展试点。"]),
    ("落实“三线一单要求。推进治水。", ["落实“三线一单要求。", "推进治水。"]),
    ("构建安全格局。。下一句话。", ["构建安全格局。。", "下一句话。"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES)
def test_splitting(text: str, sentences: list[str]) -> None:
    """Full stops split, semicolons split items, marks inside quotes and brackets do not."""
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@given(st.text(alphabet="推进治水加强气。；！？“”（）《》，一是二", max_size=80))
def test_clauses_partition_their_paragraph(text: str) -> None:
    """Ranges are in order, do not overlap, and leave out nothing but marks and 一是."""
    end = 0
    for start, stop in split_sentences(text):
        assert end <= start < stop <= len(text)
        assert set(text[end:start]) <= set("。；、，一是二")
        end = stop
    assert set(text[end:]) <= set("。；、，一是二")


def test_tense_follows_wording_and_division() -> None:
    """The state of things is past whatever its wording; elsewhere the wording decides, else it is a plan."""
    text = "第一章 规划基础\n将要完成的工作还有很多。\n第二章 主要任务\n五年来已建成污水处理厂3座。推进管网建设。"
    source = make_source(text=text)
    roles = {"规划基础": Role.CONTEXT}
    outline = build_outline(clean_source(source), FixedRoles(roles))
    clauses = find_clauses(source, outline, lambda clean: Tense.PAST if "已" in clean else None)
    assert [(clause.role, clause.tense) for clause in clauses] == [
        (Role.CONTEXT, Tense.PAST),
        (Role.TASKS, Tense.PAST),
        (Role.TASKS, Tense.FUTURE),
    ]
    assert all(clause.text == clause.span.slice(text) for clause in clauses)


def test_equal_sentences_get_different_ids() -> None:
    """The same sentence twice in one section is two clauses."""
    source = make_source(text="一、任务\n加强监测。加强监测。")
    clauses = find_clauses(source, build_outline(clean_source(source), FixedRoles()), lambda _c: None)
    assert len({clause.id for clause in clauses}) == 2
