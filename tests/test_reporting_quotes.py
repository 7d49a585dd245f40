"""Quotes name the words, the headings and the place of a passage."""

import factories as make
import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.reporting.quotes import build_quote, find_headings, render_passage, render_place
from align.results import Side
from align.source import Block, BlockKind, SourceFormat
from align.spans import Span

PASSAGES = [
    ("铁路专用线接入\n比例达到80%以上", "铁路专用线接入比例达到80%以上"),
    ("到2025年\r\n建成5个", "到2025年建成5个"),
    ("按照GB\n3838执行", "按照GB 3838执行"),
    ("森林覆盖率\t%\t31.2", "森林覆盖率｜%｜31.2"),
    ("第一节　总则", "第一节 总则"),
    ("  各 部门  ", "各 部门"),
    ("红\x1b[31m字", "红[31m字"),
    ("空\x00字\x07", "空字"),
    ("", ""),
    ("甲\n\n乙", "甲乙"),
]


@pytest.mark.parametrize(("text", "shown"), PASSAGES)
def test_a_passage_is_shown_on_one_clean_line(text, shown):
    assert render_passage(text) == shown


@given(st.text())
def test_showing_a_passage_twice_changes_nothing(text):
    once = render_passage(text)
    assert render_passage(once) == once
    assert "\n" not in once


def test_place_is_the_page_the_line_or_the_paragraph():
    text = "甲\n\n乙\n丙"
    span = make.make_span(text=text, part="丙")
    plain = make.make_plan(source=make.make_source(text=text))
    word = make.make_plan(source=make.make_source(text=text, format=SourceFormat.WORD))
    assert render_place(plain, span, None) == "第 4 行"
    assert render_place(word, span, None) == "第 3 段"
    assert render_place(plain, span, 7) == "第 7 页"
    assert render_place(plain, None, None) == ""


def test_place_takes_the_page_of_the_block():
    block = Block(kind=BlockKind.PARAGRAPH, span=Span(0, 5), page=12)
    plan = make.make_plan(source=make.make_source(text="一二三四五", blocks=(block,)))
    assert render_place(plan, Span(2, 3), None) == "第 12 页"


def test_headings_are_those_of_the_innermost_division():
    outer = make.make_division(id="a", marker="第三章", title="任务", span=Span(0, 100))
    inner = make.make_division(id="b", marker="第一节", title="水", level=2, span=Span(10, 50), parent_id="a")
    plan = make.make_plan(divisions=(outer, inner))
    assert find_headings(plan, Span(20, 25)) == ("第三章 任务", "第一节 水")
    assert find_headings(plan, Span(60, 65)) == ("第三章 任务",)
    assert find_headings(plan, Span(500, 501)) == ()
    assert find_headings(plan, None) == ()


def test_a_quote_tells_headings_and_place_in_one_line():
    plan = make.make_plan()
    quote = build_quote(plan, Side.UPPER, make.TASK_TEXT, Span(0, 5), division=("第一章 总则", "第一节 水"))
    assert quote.where == "第一章 总则 ＞ 第一节 水，第 1 行"
