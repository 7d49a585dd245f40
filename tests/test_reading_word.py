"""Word documents give their paragraphs, numbers, levels and tables in order, and tell what was not read."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from word_files import (
    PATH,
    PNG,
    W,
    append,
    define_list,
    grid,
    number,
    paragraphs,
    read,
    replace_parts,
    save,
)

from align.errors import InputError
from align.reading.word.document import read_word


def test_paragraphs_and_tables_come_in_order():
    document = docx.Document()
    document.add_paragraph("青川县规划")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["指标", "2025年", "天数", "330"], strict=True):
        cell.text = text
    document.add_paragraph("注：略。")
    content = read(document)
    assert content.text == "青川县规划\n指标\t2025年\n天数\t330\n注：略。\n"
    assert [block.table for block in content.blocks] == [None, 0, None]
    assert grid(content) == [["指标", "2025年"], ["天数", "330"]]
    assert content.tables[0].span.slice(content.text) == "指标\t2025年\n天数\t330"


def test_heading_styles_and_outline_levels_give_levels():
    document = docx.Document()
    document.add_heading("总则", level=1)
    document.add_heading("目标", level=2)
    document.styles.add_style("标题 3", 1)
    document.add_paragraph("具体目标", style="标题 3")
    document.add_paragraph("正文")
    own = document.add_paragraph("任务")
    own._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="0"/>'))
    body = document.add_heading("只是字大", level=1)
    body._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="9"/>'))
    document.add_heading("规划标题", level=0)
    assert paragraphs(read(document)) == [
        ("总则", 1),
        ("目标", 2),
        ("具体目标", 3),
        ("正文", None),
        ("任务", 1),
        ("只是字大", None),
        ("规划标题", None),
    ]


def test_a_style_based_on_a_heading_style_has_its_level():
    document = docx.Document()
    style = document.styles.add_style("公文一级", 1)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("重点任务", style="公文一级")
    assert paragraphs(read(document)) == [("重点任务", 2)]


def test_automatic_numbers_become_part_of_the_text():
    document = docx.Document()
    define_list(document, 70, ("chineseCounting", "第%1章"), ("chineseCounting", "（%2）"), ("decimal", "%3．"))
    for text, depth in [("总则", 0), ("原则", 1), ("任务", 0), ("治水", 1), ("截污", 2), ("补水", 2), ("治气", 1)]:
        number(document.add_paragraph(text), 70, depth)
    expected = ["第一章 总则", "（一）原则", "第二章 任务", "（一）治水", "1．截污", "2．补水", "（二）治气"]
    assert [text for text, _ in paragraphs(read(document))] == expected


def test_numbers_that_come_with_a_style_are_found_at_the_level_bound_to_it():
    document = docx.Document()
    define_list(document, 71, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
    levels = document.part.numbering_part.element.findall(f".//{qn('w:lvl')}")[-2:]
    for depth, level in enumerate(levels, start=1):
        style = document.styles[f"Heading {depth}"]
        level.insert(2, parse_xml(f'<w:pStyle {W} w:val="{style.style_id}"/>'))
        style.element.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="71"/></w:numPr>'))
    document.add_heading("总则", level=1)
    document.add_heading("原则", level=2)
    off = document.add_heading("附则", level=1)
    off._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="0"/></w:numPr>'))
    assert paragraphs(read(document)) == [("一、总则", 1), ("（一）原则", 2), ("附则", 1)]


def test_a_column_numbered_automatically_is_filled():
    document = docx.Document()
    define_list(document, 72, ("decimal", "%1"))
    table = document.add_table(rows=2, cols=2)
    for row, name in zip(table.rows, ["污水厂", "管网"], strict=True):
        number(row.cells[0].paragraphs[0], 72)
        row.cells[1].text = name
    assert grid(read(document)) == [["1", "污水厂"], ["2", "管网"]]


def test_an_unknown_number_format_is_told():
    document = docx.Document()
    define_list(document, 73, ("hebrew1", "%1、"))
    number(document.add_paragraph("总则"), 73)
    content = read(document)
    assert paragraphs(content) == [("1、总则", None)]
    assert [notice.code for notice in content.warnings] == ["reading.numbering"]


def test_merged_cells_repeat_and_are_marked():
    document = docx.Document()
    table = document.add_table(rows=4, cols=3)
    texts = ["主要指标", "", "", "类别", "指标", "值", "水环境", "断面", "100", "", "饮用水", "100"]
    for cell, text in zip(table._cells, texts, strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(2, 0).merge(table.cell(3, 0))
    assert grid(read(document)) == [
        ["主要指标", "~主要指标", "~主要指标"],
        ["类别", "指标", "值"],
        ["水环境", "断面", "100"],
        ["~水环境", "饮用水", "100"],
    ]


def test_rows_that_begin_further_right_keep_their_columns():
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, ["类别", "指标", "值", "", "断面", "100"], strict=True):
        cell.text = text
    row = table.rows[1]._tr
    row.remove(row.tc_lst[0])
    row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {W} w:val="1"/>'))
    assert grid(read(document))[1] == ["", "断面", "100"]


def test_a_table_of_one_column_is_a_box_whose_paragraphs_are_text():
    document = docx.Document()
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).text = "专栏1 重点工程"
    table.cell(1, 0).text = "1．污水厂。\n2．管网。"
    content = read(document)
    assert content.tables == ()
    assert [text for text, _ in paragraphs(content)] == ["专栏1 重点工程", "1．污水厂。", "2．管网。"]


def test_a_table_inside_a_cell_follows_the_outer_table():
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "工程"
    inner = table.cell(0, 1).add_table(rows=2, cols=2)
    for cell, text in zip(inner._cells, ["名称", "投资", "管网", "3"], strict=True):
        cell.text = text
    content = read(document)
    assert grid(content, 0) == [["工程", ""]]
    assert grid(content, 1) == [["名称", "投资"], ["管网", "3"]]


def test_line_breaks_make_paragraphs_and_breaks_in_cells_do_not():
    document = docx.Document()
    document.add_paragraph("一、总则\n推进减排。")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "2020年\n现状"
    table.cell(0, 1).text = "甲\t乙"
    content = read(document)
    assert [text for text, _ in paragraphs(content)] == ["一、总则", "推进减排。"]
    assert grid(content) == [["2020年 现状", "甲 乙"]]


def test_content_controls_insertions_and_links_are_read_deletions_and_hidden_text_not():
    document = docx.Document()
    append(document, f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>目录内</w:t></w:r></w:p></w:sdtContent></w:sdt>")
    append(
        document,
        f"""<w:p {W}><w:r><w:t>全面</w:t></w:r><w:ins><w:r><w:t>推进</w:t></w:r></w:ins>
        <w:del><w:r><w:delText>探索</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>
        <w:hyperlink><w:r><w:t>减排</w:t></w:r></w:hyperlink>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r></w:p>""",
    )
    assert [text for text, _ in paragraphs(read(document))] == ["目录内", "全面推进减排"]


def test_a_text_box_is_read_once_after_its_paragraph():
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>专栏2 治水工程</w:t></w:r></w:p></w:txbxContent>"
    append(
        document,
        f"""<w:p {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><w:t>正文</w:t></w:r>
        <w:r><mc:AlternateContent><mc:Choice Requires="wps">{box}</mc:Choice>
        <mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>""",
    )
    document.add_paragraph("后文")
    assert [text for text, _ in paragraphs(read(document))] == ["正文", "专栏2 治水工程", "后文"]


def test_headers_and_footers_are_left_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "青川县人民政府"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("总则")
    assert read(document).text == "总则\n"


def test_pictures_are_told():
    document = docx.Document()
    document.add_paragraph("指标见下图。")
    document.add_picture(io.BytesIO(PNG))
    notices = read(document).warnings
    assert [notice.code for notice in notices] == ["reading.pictures_not_read"]
    assert "1 张" in notices[0].message


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04 broken", id="no archive"),
        pytest.param(b"", id="nothing"),
        pytest.param(save(docx.Document())[:3000], id="cut off"),
    ],
)
def test_damaged_files_are_refused(data):
    with pytest.raises(InputError, match="已损坏"):
        read_word(data, PATH)


def test_an_archive_that_is_no_word_document_is_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("规划.txt", "总则")
    with pytest.raises(InputError, match="不是 Word 文档"):
        read_word(stream.getvalue(), PATH)


@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels"])
def test_a_broken_part_is_refused(part):
    with pytest.raises(InputError, match="已损坏"):
        read_word(replace_parts({part: b"<w:broken"}), PATH)


def test_an_archive_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(InputError, match="异常地大"):
        read_word(replace_parts({"word/document.xml": b" " * (60 * 1024 * 1024)}), PATH)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_and_its_entities_are_never_resolved(encoding):
    bomb = f"""<!DOCTYPE d [<!ENTITY a "一"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <w:document {W}><w:body><w:p><w:r><w:t>总则&b;&f;</w:t></w:r></w:p></w:body></w:document>"""
    with pytest.raises(InputError, match="文档类型声明"):
        read_word(replace_parts({"word/document.xml": bomb.encode(encoding)}), PATH)
