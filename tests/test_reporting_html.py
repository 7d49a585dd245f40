"""The page: both texts whole, every quote marked in place, nothing loaded, nothing injected."""

import re
from dataclasses import replace

import factories as make
import pytest
from alignment_sample import make_sample
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from align.reporting.html import render_html
from align.reporting.panes import build_panes
from align.reporting.report import build_report
from align.results import Severity
from align.source import Block, BlockKind
from align.spans import Span


@pytest.fixture(scope="module")
def page():
    return html.document_fromstring(render_html(make_sample()))


def squeeze(text):
    return re.sub(r"\s", "", text)


def judge(text, spans):
    """One requirement per span of the upper text."""
    findings = tuple(
        make.make_task_finding(task=make.make_task(text=span.slice(text), span=span, id=f"t{i}"))
        for i, span in enumerate(spans)
    )
    plan = make.make_plan(source=make.make_source(text=text))
    return make.make_judgements(upper=plan, tasks=findings)


def pane_text(pane):
    return "".join(piece.text for block in pane.blocks for row in block.rows for cell in row for piece in cell)


def test_equal_results_give_equal_text():
    assert render_html(make_sample()) == render_html(make_sample())


def test_nothing_is_loaded_from_anywhere():
    text = render_html(make_sample())
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)""", text)
    assert "@import" not in text
    assert "url(" not in text
    assert "default-src 'none'" in text


def test_a_script_in_a_plan_stays_text(page):
    assert len(page.findall(".//script")) == 1
    assert '<script>alert("注入")</script>' in page.text_content()


@pytest.mark.parametrize(
    "hostile", ["<img src=x onerror=alert(1)>", '"><b>', "{{ 7*7 }}", "</mark></p>", "' onclick='x"]
)
def test_no_field_of_a_finding_becomes_markup(hostile):
    task = make.make_task(text=hostile, theme=hostile)
    finding = make.make_task_finding(task=task, reason=hostile, missing_points=(hostile,), division=(hostile,))
    plan = make.make_plan(meta=make.make_meta(title=hostile), source=make.make_source(text=hostile))
    tree = html.document_fromstring(render_html(make.make_judgements(upper=plan, tasks=(finding,))))
    assert not tree.findall(".//img")
    assert not tree.xpath("//*[@onclick or @onerror]")
    (card,) = tree.find_class("card")
    assert card.get("data-theme") == hostile
    assert hostile in card.text_content()


@pytest.mark.parametrize("side", ["upper", "lower"])
def test_the_whole_text_of_a_plan_is_there(page, side):
    sample = make_sample()
    pane = page.xpath(f"//section[starts-with(@data-pane, '{side}')]//div[@class='text']")[0]
    assert squeeze(pane.text_content()) == squeeze(getattr(sample, side).source.text)


def test_every_quote_of_a_card_is_marked_once_by_its_id(page):
    ids = [element.get("id") for element in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    for card in page.find_class("card"):
        for anchor in card.get("data-q").split():
            assert anchor in ids


def test_a_mark_holds_the_words_quoted(page):
    text = "严控“两高”项目上马，新上项目必须落实产能等量或减量置换"
    (mark,) = [mark for mark in page.iter("mark") if mark.text_content() == text]
    assert mark.get("class") == "s-critical"


def test_overlapping_quotes_share_pieces_and_take_the_gravest_colour():
    text = "一二三四五六七八九十"
    judgements = judge(text, [Span(0, 6), Span(3, 9), Span(3, 5)])
    grave = replace(judgements.tasks[2], severity=Severity.CRITICAL)
    pane = build_panes(build_report(replace(judgements, tasks=(*judgements.tasks[:2], grave))))[0]
    pieces = pane.blocks[0].rows[0][0]
    assert [piece.text for piece in pieces] == ["一二三", "四五", "六", "七八九", "十"]
    assert pieces[1].quotes == ("upper1-0-6", "upper1-3-5", "upper1-3-9")
    assert pieces[1].severity is Severity.CRITICAL
    assert [piece.anchors for piece in pieces] == [("upper1-0-6",), ("upper1-3-5", "upper1-3-9"), (), (), ()]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8))
def test_marking_never_changes_the_text(pairs):
    text = "推进污水治理。\n完成河道整治，\n到2025年建成八个美丽河湖示范段落。"
    spans = [Span(start, min(start + length, len(text))) for start, length in pairs]
    pane = build_panes(build_report(judge(text, spans)))[0]
    assert pane_text(pane) == text.replace("\n", "")


def test_text_that_no_block_covers_is_not_lost():
    text = "第一段\n漏网的一段\n第三段"
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, span=make.make_span(text=text, part=part)) for part in ("第一段", "第三段")
    )
    source = make.make_source(text=text, blocks=blocks)
    pane = build_panes(build_report(make.make_judgements(upper=make.make_plan(source=source))))[0]
    assert squeeze(pane_text(pane)) == squeeze(text)


def test_pages_are_named_where_they_turn():
    text = "甲\n乙\n丙"
    blocks = tuple(
        Block(kind=BlockKind.PARAGRAPH, span=make.make_span(text=text, part=part), page=page)
        for part, page in (("甲", 1), ("乙", 1), ("丙", 2))
    )
    source = make.make_source(text=text, blocks=blocks)
    pane = build_panes(build_report(make.make_judgements(upper=make.make_plan(source=source))))[0]
    assert [block.page for block in pane.blocks] == [1, None, 2]


def test_filters_offer_what_there_is(page):
    options = {select.get("data-filter"): select.xpath("./option/@value") for select in page.iter("select")}
    assert options["grade"] == ["", "严重", "较重", "一般", "提示", "信息", "不适用"]
    assert "水" in options["theme"]
    assert {"已衔接", "部分衔接", "未衔接", "偏松", "缺失"} <= set(options["verdict"])
    assert "pair" not in options


def test_every_finding_has_a_card_gaps_first(page):
    cards = page.find_class("card")
    gaps = [card.get("data-gap") for card in cards]
    assert len(cards) == 41
    assert gaps == sorted(gaps, reverse=True)


def test_several_uppers_have_a_pane_each_and_the_lower_one():
    sample = make_sample()
    other = replace(sample, upper=replace(sample.upper, meta=make.make_meta(title="云川省规划")))
    tree = html.document_fromstring(render_html((sample, other)))
    assert tree.xpath("//section/@data-pane") == ["upper1", "upper2", "lower"]
    assert tree.xpath("//select[@data-filter='pair']/option/@value") == ["", "0", "1"]
