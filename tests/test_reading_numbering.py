"""Automatic numbers come out as Word shows them."""

from __future__ import annotations

import pytest
from lxml import etree

from align.reading.word.numbering import Numbering, parse_numbering
from align.reading.word.numerals import render_chinese, render_number

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def level(number: int, format_: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def build(levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> Numbering:
    xml = f'<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}</w:numbering>'
    return parse_numbering(etree.fromstring(xml))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
    ],
)
def test_chinese_numbers(number, expected):
    assert render_chinese(number) == expected


@pytest.mark.parametrize(
    ("format_", "number", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 4, "(4)"),
        ("chineseCountingThousand", 12, "十二"),
        ("japaneseCounting", 3, "三"),
        ("ideographDigital", 2025, "二〇二五"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 1, "子"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("none", 5, ""),
    ],
)
def test_number_formats(format_, number, expected):
    assert render_number(number, format_) == expected


def test_an_unknown_format_is_not_guessed():
    assert render_number(3, "hebrew1") is None


def test_chapters_sections_and_items_count_and_restart():
    numbering = build(
        level(0, "chineseCounting", "第%1章") + level(1, "chineseCounting", "第%2节") + level(2, "decimal", "（%3）")
    )
    marks = [numbering.count_mark("1", depth) for depth in (0, 1, 2, 2, 1, 2, 0, 1)]
    assert marks == ["第一章 ", "第一节 ", "（1）", "（2）", "第二节 ", "（1）", "第二章 ", "第一节 "]


def test_a_mark_may_name_the_levels_above():
    numbering = build(level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert [numbering.count_mark("1", depth) for depth in (0, 1, 1, 0, 1)] == ["一、", "1.1 ", "1.2 ", "二、", "2.1 "]


def test_a_level_can_run_on_across_chapters():
    numbering = build(level(0, "decimal", "%1.") + level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    assert [numbering.count_mark("1", depth) for depth in (0, 1, 0, 1)] == ["1. ", "1) ", "2. ", "2) "]


def test_two_lists_of_one_definition_go_on_counting_unless_one_starts_anew():
    plain = '<w:num w:numId="{}"><w:abstractNumId w:val="0"/>{}</w:num>'
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = build(level(0, "decimal", "%1．"), plain.format(1, "") + plain.format(2, "") + plain.format(3, anew))
    assert [numbering.count_mark(list_id, 0) for list_id in "112331"] == ["1．", "2．", "3．", "1．", "2．", "3．"]


def test_a_list_may_take_its_levels_from_a_list_style():
    xml = f"""<w:numbering xmlns:w="{NAMESPACE}">
      <w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Chapters"/></w:abstractNum>
      <w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Chapters"/>{level(0, "chineseCounting", "%1、")}</w:abstractNum>
      <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
    assert parse_numbering(etree.fromstring(xml)).count_mark("5", 0) == "一、"


def test_bullets_have_no_mark_and_unknown_lists_none():
    numbering = build(level(0, "bullet", "\uf06c"))
    assert numbering.count_mark("1", 0) == ""
    assert numbering.count_mark("9", 0) == ""
    assert parse_numbering(None).count_mark("1", 0) == ""


def test_an_unknown_format_is_shown_as_digits_and_remembered():
    numbering = build(level(0, "hebrew1", "%1、"))
    assert numbering.count_mark("1", 0) == "1、"
    assert numbering.unresolved == {"hebrew1"}
