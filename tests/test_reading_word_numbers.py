"""Automatic numbers of Word documents, as they stand in the text; checked against what LibreOffice shows where it agrees."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from word_files import (
    W,
    add_instance,
    append,
    define_list,
    grid,
    level,
    lines,
    number,
    paragraph,
    paragraphs,
    read,
    row,
    run,
    table,
)

OUTLINE = (("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3"))


def numbered(document, *items: tuple[str, int, int]) -> list[str]:
    """The lines of a document with these paragraphs: text, list, depth."""
    for text, list_id, depth in items:
        number(document.add_paragraph(text), list_id, depth)
    return lines(read(document))


def in_list(list_id: int, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


def test_a_level_passed_over_counts_as_begun():
    document = docx.Document()
    define_list(document, 70, *OUTLINE)
    items = [("甲", 70, 1), ("乙", 70, 1), ("丙", 70, 0), ("丁", 70, 2)]
    assert numbered(document, *items) == ["1.1 甲", "1.2 乙", "2 丙", "2.1.1 丁"]


def test_a_start_of_the_lists_own_counts_once():
    """A second list with the same levels goes on counting, unless it has a start of its own."""
    document = docx.Document()
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    define_list(document, 71, ("decimal", "%1."))
    add_instance(document, 72, 71)
    add_instance(document, 73, 71, start.format(1))
    add_instance(document, 74, 71, start.format(0))
    items = [("甲", 71, 0), ("乙", 72, 0), ("丙", 73, 0), ("丁", 73, 0), ("戊", 71, 0), ("己", 74, 0)]
    assert numbered(document, *items) == ["1. 甲", "2. 乙", "1. 丙", "2. 丁", "3. 戊", "0. 己"]


def test_a_level_of_the_lists_own_replaces_the_common_one():
    document = docx.Document()
    define_list(document, 75, ("decimal", "%1."))
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "chineseCounting", "（%1）")}</w:lvlOverride>'
    add_instance(document, 76, 75, own)
    assert numbered(document, ("甲", 75, 0), ("乙", 76, 0)) == ["1. 甲", "（二）乙"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        pytest.param("", ["(1)", "(2)", "(1)", "(1)"], id="after every higher level"),
        pytest.param('<w:lvlRestart w:val="1"/>', ["(1)", "(2)", "(3)", "(1)"], id="after the first level only"),
        pytest.param('<w:lvlRestart w:val="0"/>', ["(1)", "(2)", "(3)", "(4)"], id="never"),
    ],
)
def test_restarts_are_those_the_level_asks_for(restart, expected):
    document = docx.Document()
    third = level(2, "decimal", "(%3)", restart)
    define_list(document, 77, ("decimal", "%1"), ("decimal", "%2)"), third)
    depths = (0, 1, 2, 2, 1, 2, 0, 1, 2)
    found = numbered(document, *(("款", 77, depth) for depth in depths))
    assert [line.split()[0] for line, depth in zip(found, depths, strict=True) if depth == 2] == expected


@pytest.mark.parametrize(("switch", "expected"), [("<w:isLgl/>", "1.1 节"), ('<w:isLgl w:val="0"/>', "一.1 节")])
def test_legal_numbering_shows_digits(switch, expected):
    document = docx.Document()
    define_list(document, 78, ("chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", switch))
    assert numbered(document, ("章", 78, 0), ("节", 78, 1)) == ["第一章 章", expected]


@pytest.mark.parametrize(
    ("suffix", "expected"), [("nothing", "第一章总则"), ("space", "第一章 总则"), ("tab", "第一章 总则")]
)
def test_what_stands_between_number_and_text(suffix, expected):
    document = docx.Document()
    define_list(document, 79, level(0, "chineseCountingThousand", "第%1章", f'<w:suff w:val="{suffix}"/>'))
    assert numbered(document, ("总则", 79, 0)) == [expected]


def test_a_format_beside_the_one_for_older_programs_is_read_as_theirs():
    document = docx.Document()
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent>'
    )
    define_list(document, 80, f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{choice}<w:lvlText w:val="%1."/></w:lvl>')
    assert numbered(document, ("甲", 80, 0)) == ["01. 甲"]


def style_with_list(document, name: str, base: str | None, list_xml: str):
    style = document.styles.add_style(name, 1)
    if base is not None:
        style.base_style = document.styles[base]
    if list_xml:
        style.element.get_or_add_pPr().append(parse_xml(f"<w:numPr {W}>{list_xml}</w:numPr>"))
    return style


def test_a_style_that_only_tells_the_level_takes_the_list_of_the_style_it_is_based_on():
    document = docx.Document()
    define_list(document, 81, *OUTLINE)
    style_with_list(document, "条款", None, '<w:numId w:val="81"/>')
    style_with_list(document, "次条款", "条款", '<w:ilvl w:val="1"/>')
    style_with_list(document, "又次", "次条款", "")
    style_with_list(document, "不编号", "条款", '<w:numId w:val="0"/>')
    for name in ("条款", "次条款", "又次", "不编号", "条款"):
        document.add_paragraph("文", style=name)
    assert lines(read(document)) == ["1 文", "1.1 文", "1.2 文", "文", "2 文"]


def test_a_level_bound_to_a_style_comes_before_the_level_the_style_tells():
    document = docx.Document()
    bound = [
        level(depth, "decimal", text, f'<w:pStyle w:val="{name}"/>')
        for depth, text, name in ((0, "%1", "YiJi"), (1, "%1.%2", "ErJi"))
    ]
    define_list(document, 82, *bound)
    for name in ("YiJi", "ErJi"):
        style_with_list(document, name, None, '<w:ilvl w:val="0"/><w:numId w:val="82"/>')
    style_with_list(document, "SanJi", "ErJi", "")
    for name in ("YiJi", "ErJi", "SanJi"):
        document.add_paragraph("文", style=name)
    assert lines(read(document)) == ["1 文", "1.1 文", "1.2 文"]


def test_deleted_and_hidden_paragraphs_are_not_counted():
    document = docx.Document()
    define_list(document, 83, ("chineseCounting", "%1、"))
    deleted = f"{in_list(83)}<w:rPr><w:del/></w:rPr>"
    hidden = f"{in_list(83)}<w:rPr><w:vanish/></w:rPr>"
    append(document, paragraph("甲", properties=in_list(83)))
    append(document, paragraph("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>", properties=deleted))
    append(document, paragraph(run("隐", "<w:vanish/>"), properties=hidden))
    append(document, paragraph("乙", properties=in_list(83)))
    append(document, paragraph(run("末段也隐", "<w:vanish/>"), properties=hidden))
    assert lines(read(document)) == ["一、甲", "二、乙"]


def test_numbers_in_cells_go_on_from_row_to_row_and_deleted_rows_do_not_count():
    document = docx.Document()
    define_list(document, 84, ("decimal", "%1"))
    blank = f"<w:tc>{paragraph(properties=in_list(84))}</w:tc>"
    append(document, table(row(blank, "甲"), row(blank, "删", properties="<w:del/>"), row(blank, "乙")))
    assert grid(read(document)) == [["1", "甲"], ["2", "乙"]]


def test_a_heading_keeps_its_level_beside_its_number():
    document = docx.Document()
    define_list(document, 85, ("chineseCounting", "第%1章"))
    number(document.add_heading("总则", level=1), 85)
    assert paragraphs(read(document)) == [("第一章 总则", 1)]
