"""Paragraphs told from where lines stand on their pages."""

from __future__ import annotations

import pytest

from align.parsing.clean import Line
from align.parsing.paragraphs import build_paragraphs
from align.parsing.setting import find_setting

WRAPPED = "推进城镇污水处理提质增效实施管网混错接改造和雨污分流新建改造第{}批污水管"
END = "网并投入第{}次运行。"


def line(text: str, indent: float | None, short: float | None) -> Line:
    return Line(text=text, offsets=tuple(range(len(text))), indent=indent, short=short)


def _paragraph(number: int, indent: float) -> tuple[Line, Line]:
    return line(WRAPPED.format(number), indent, 0.2), line(END.format(number), 0.0, 20.0)


def page(*, indents: bool = True) -> list[Line]:
    """Ten paragraphs of two lines each."""
    first = 2.0 if indents else 0.0
    return [one for number in range(10) for one in _paragraph(number, first)]


def joined(*lines: Line, indents: bool = True) -> list[str]:
    return [one.text for one in build_paragraphs((*page(indents=indents), *lines))[10:]]


def test_how_a_document_is_set() -> None:
    """Wrapped lines flush and paragraphs indented; without indents; lines without places tell nothing."""
    indented, plain = find_setting(page()), find_setting(page(indents=False))
    assert (indented.wraps_flush, indented.indents) == (True, True)
    assert (plain.wraps_flush, plain.indents) == (True, False)
    assert not find_setting([line(WRAPPED, None, None)] * 20).wraps_flush
    assert not find_setting(page()[:6]).wraps_flush


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (line("（三）推行首席信息官制", 2.0, 0.1), line("度，2023年底前建立目录。", 0.0, 20.0)),
        (line("依据省政府印发的方案（国发", 2.0, 4.5), line("〔2021〕36号），编制本规划。", 0.0, 20.0)),
        (line("水厂水源地2024年底前完成", 2.0, 0.3), line("一、二级保护区划定，设置界桩。", 0.0, 20.0)),
        (line("责任单位包括以下部门和单位：", 2.0, 0.4), line("区生态环境局、区行政审批局）", 0.0, 20.0)),
        (line("建设农机维修和配件集散中心", 2.0, 0.2), line("1处，年服务农机具8000台次。", 0.0, 20.0)),
    ],
    ids=["a numbered item", "an unbreakable number", "a wrapped line like a mark", "a colon at the margin", "a figure"],
)
def test_a_flush_line_goes_on(first: Line, second: Line) -> None:
    """Whatever its words look like."""
    assert joined(first, second) == [first.text + second.text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (line("（六）实施科技惠民行动，让创新看得见摸得着", 2.0, 0.5), line("到2025年，建成示范点20个。", 2.0, 20.0)),
        (line("全面完成年度任务。", 2.0, 18.0), line("二、主要任务", 0.0, 25.0)),
        (line("加快补齐短板弱项并且做到长期稳定达标。", 2.0, 0.2), line("三、保障措施", 0.0, 25.0)),
        (line("第一章　发展环境和总体要求概述", 8.0, 8.0), line("第二章　主要任务", 0.0, 20.0)),
        (line("专栏2：补短板，强弱项重大工程", 2.0, 0.2), line("1.智能工厂。建设示范车间。", 0.0, 20.0)),
        (line("专栏2：补短板，强弱项重大工程", 2.0, 0.2), line("01 智能工厂。建设示范车间。", 0.0, 20.0)),
    ],
    ids=["an indented line", "a short line before", "a heading at the margin", "headings", "a box", "a bare number"],
)
def test_what_begins_a_paragraph_stays_apart(first: Line, second: Line) -> None:
    """An indented line, a heading, what follows a line that ends short."""
    assert joined(first, second) == [first.text, second.text]


def test_without_indents_a_full_line_that_ends_a_sentence_is_left_to_the_words() -> None:
    """Its place does not tell whether the next line begins a paragraph."""
    setting = find_setting(page(indents=False))
    full = line("推进治理任务落实。", 0.0, 0.2)
    assert setting.goes_on(full, line("加强组织领导。", 0.0, 20.0)) is None
    assert setting.goes_on(line("推进治理任务落", 0.0, 0.2), line("实见效。", 0.0, 20.0)) is True
