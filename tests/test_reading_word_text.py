"""What stands in a Word paragraph as a reader sees it: hidden text, codes, signs, powers, formulas, fields."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import parse_xml
from word_files import W, append, grid, lines, paragraph, paragraphs, read, read_body, row, run, table

from align.knowledge.units import load_units
from align.reading.word.symbols import render_signs

RAISED = '<w:vertAlign w:val="superscript"/>'
LOWERED = '<w:vertAlign w:val="subscript"/>'


def field(code: str, result: str | None = None) -> str:
    """A field as Word writes it; without a result where none is given."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{shown}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param([run("绿地25m"), run("2", RAISED)], "绿地25m²", id="square metres"),
        pytest.param([run("面积3km"), run("2", RAISED), run("以上")], "面积3km²以上", id="square kilometres"),
        pytest.param([run("3.5×10"), run("4", RAISED), run("吨")], "3.5×10⁴吨", id="power of ten"),
        pytest.param([run("10"), run("-3", RAISED)], "10⁻³", id="negative power"),
        pytest.param([run("CO"), run("2", LOWERED), run("排放")], "CO2排放", id="subscript"),
        pytest.param([run("覆盖率"), run("①", RAISED)], "覆盖率①", id="circled mark"),
        pytest.param([run("覆盖率"), run("1", RAISED)], "覆盖率¹", id="digit as mark"),
        pytest.param(["第1", run("st", RAISED)], "第1st", id="letters stay"),
        pytest.param([run("生"), "<w:r><w:softHyphen/></w:r>", run("态\u00ad保护")], "生态保护", id="soft hyphens"),
        pytest.param(["A", "<w:r><w:noBreakHyphen/></w:r>", "B"], "A-B", id="no-break hyphen"),
        pytest.param(["前", run("隐", "<w:vanish/>"), run("显", '<w:vanish w:val="0"/>')], "前显", id="hidden run"),
        pytest.param(["目录", run("12", "<w:webHidden/>")], "目录12", id="hidden on the web only"),
        pytest.param(
            [
                "<w:r><w:ruby><w:rt><w:r><w:t>guī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>规</w:t></w:r></w:rubyBase></w:ruby></w:r>",
                "划",
            ],
            "规划",
            id="pinyin above",
        ),
        pytest.param(
            [
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>",
                "甲",
            ],
            "甲",
            id="placeholder",
        ),
        pytest.param(
            [
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>选择十个县开展试点，推进截污纳管，完善收集管网，"
                "2025年底前完成改造任务。</w:t></w:r></w:sdtContent></w:sdt>",
            ],
            "选择十个县开展试点，推进截污纳管，完善收集管网，2025年底前完成改造任务。",
            id="filled in but still marked",
        ),
        pytest.param(
            ["<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>2025年</w:t></w:r></w:sdtContent></w:sdt>", "底"],
            "2025年底",
            id="content control",
        ),
        pytest.param(["一", "<w:r><w:tab/></w:r>", "总则"], "一\t总则", id="tab"),
        pytest.param(["一", '<w:r><w:ptab w:alignment="left"/></w:r>', "总则"], "一\t总则", id="placed tab"),
        pytest.param(
            [
                "前",
                "<mc:AlternateContent><mc:Choice><w:r><w:t>新</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>",
            ],
            "前新",
            id="alternate content once",
        ),
    ],
)
def test_what_a_run_shows(content, expected):
    assert lines(read_body(paragraph(*content))) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(['<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "完成"], "☑完成", id="ticked box"),
        pytest.param(['<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "待办"], "□待办", id="square"),
        pytest.param(['<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "97%"], "≥97%", id="at least"),
        pytest.param(['<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "35"], "≤35", id="at most"),
        pytest.param(['<w:r><w:sym w:font="宋体" w:char="25CF"/></w:r>', "甲"], "●甲", id="plain font"),
        pytest.param(['<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>', "甲"], "甲", id="no number"),
        pytest.param([run("n", font("Wingdings")), run("项目")], "■项目", id="letter in Wingdings"),
        pytest.param([run("项目\uf06c", font("Wingdings"))], "项目●", id="private character"),
        pytest.param([run("m", font("Symbol")), run("g/m")], "μg/m", id="Greek letter"),
        pytest.param([run("n项", font("Times New Roman"))], "n项", id="common font"),
    ],
)
def test_signs_are_signs_and_no_letters(content, expected):
    assert lines(read_body(paragraph(*content))) == [expected]


def test_a_sign_without_a_character_of_its_own_is_left_out():
    assert render_signs("\uf042甲", "Wingdings") == "甲"
    assert render_signs("甲B", None) == "甲B"


@pytest.mark.parametrize("written", ["m²", "km²", "hm²", "m³", "μg/m³", "万m³/d"])
def test_powers_are_understood_by_the_unit_table(written):
    """What a raised 2 or 3 becomes is the spelling of a unit that the table knows."""
    assert load_units().find(written) is not None


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("<m:r><m:t>5</m:t></m:r>", "共5"),
        ("<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup>", "共10⁴"),
        ("<m:sSub><m:e><m:r><m:t>PM</m:t></m:r></m:e><m:sub><m:r><m:t>2.5</m:t></m:r></m:sub></m:sSub>", "共PM2.5"),
        ("<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f>", "共1/3"),
        ("<m:d><m:e><m:r><m:t>a</m:t></m:r></m:e></m:d>", "共(a)"),
        ("<m:r><m:t>5</m:t></m:r><w:del><m:r><m:t>6</m:t></m:r></w:del>", "共5"),
    ],
)
def test_formulas_are_read_in_a_line(formula, expected):
    assert lines(read_body(paragraph("共", f"<m:oMath>{formula}</m:oMath>"))) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param([field("REF 表1 \\h", run("表1"))], "见表1", id="result"),
        pytest.param([field("PAGE")], "见", id="no result"),
        pytest.param([f'<w:fldSimple w:instr="SEQ 表">{run("2")}</w:fldSimple>'], "见2", id="simple field"),
        pytest.param(
            [field(f'IF </w:instrText></w:r>{field("PAGE", run("3"))}<w:r><w:instrText> = 1 "甲" "乙"', run("乙"))],
            "见乙",
            id="field in a code",
        ),
        pytest.param([field("eq \\o\\ac(○,3)"), "节"], "见③节", id="circled number"),
        pytest.param([field("EQ \\* jc2 \\* hps10 \\o\\ad(\\s\\up 9(guī),规)"), "划"], "见规划", id="reading above"),
        pytest.param([field("EQ \\f(1,3)")], "见1/3", id="fraction"),
        pytest.param([field("EQ \\o(\\s\\up 5(国务院),\\s\\do 2(办公厅))")], "见国务院办公厅", id="combined"),
    ],
)
def test_fields_show_their_results_only(content, expected):
    assert lines(read_body(paragraph("见", *content))) == [expected]


def test_a_field_without_an_end_swallows_no_more_than_its_paragraph():
    broken = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    assert lines(read_body(paragraph("前", broken, "失"), paragraph("后文"))) == ["前", "后文"]


def contents_document(*, styled: bool, closed: bool = True, page: str = "1") -> docx.document.Document:
    """A document with a table of contents that Word made, then two chapters."""
    document = docx.Document()
    style = ""
    if styled:
        document.styles.add_style("toc 1", 1)
        style = '<w:pStyle w:val="toc1"/>'
    begin = field('TOC \\o "1-3"', "").removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    append(document, paragraph("目录"))
    append(document, paragraph(begin, f"第一章 总则{page}", properties=style))
    append(document, paragraph(f"第二章 目标{page}", properties=style))
    append(document, paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>' if closed else "<w:r/>"))
    for text in ("第一章 总则", "推进减排。", "第二章 目标", "2025年达到97"):
        document.add_paragraph(text)
    return document


BODY = ["目录", "第一章 总则", "推进减排。", "第二章 目标", "2025年达到97"]


@pytest.mark.parametrize(
    ("styled", "closed", "page"),
    [(True, True, "1"), (True, True, ""), (False, True, "1"), (True, False, "1"), (False, False, "1")],
)
def test_a_table_of_contents_is_left_out(styled, closed, page):
    """By its field, its style, its page numbers: two of them are enough, and a field that never ends does no harm."""
    assert lines(read(contents_document(styled=styled, closed=closed, page=page))) == BODY


def test_a_contents_control_is_left_out_whole():
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录')}{paragraph('总则 1')}</w:sdtContent></w:sdt>"
    )
    assert lines(read_body(control, paragraph("总则"))) == ["总则"]


def test_a_contents_style_on_plain_text_does_no_harm():
    document = docx.Document()
    document.styles.add_style("目录 1", 1)
    document.add_paragraph("推进减排。", style="目录 1")
    assert lines(read(document)) == ["推进减排。"]


def test_text_hidden_by_its_style_is_not_read():
    document = docx.Document()
    for name, kind in (("隐字", 2), ("隐段", 1)):
        style = document.styles.add_style(name, kind)
        style.element.append(parse_xml(f"<w:rPr {W}><w:vanish/></w:rPr>"))
    document.add_paragraph("前").add_run("隐", style="隐字")
    document.add_paragraph("全隐", style="隐段")
    document.add_paragraph("后")
    assert lines(read(document)) == ["前", "后"]


def test_raised_text_may_come_with_a_character_style():
    document = docx.Document()
    style = document.styles.add_style("上标", 2)
    style.element.append(parse_xml(f"<w:rPr {W}>{RAISED}</w:rPr>"))
    line = document.add_paragraph("绿地25m")
    line.add_run("2", style="上标")
    assert lines(read(document)) == ["绿地25m²"]


def test_a_heading_that_shares_its_line_with_text_stays_a_heading():
    """Word's style separator, and a line break inside the paragraph of a heading."""
    separator = '<w:outlineLvl w:val="1"/><w:rPr><w:vanish/><w:specVanish/></w:rPr>'
    heading = '<w:outlineLvl w:val="1"/>'
    content = read_body(
        paragraph("（一）加强领导。", properties=separator),
        paragraph("各地要落实责任。"),
        paragraph("（二）强化监督。", "<w:r><w:br/></w:r>", "定期通报。", properties=heading),
    )
    assert paragraphs(content) == [
        ("（一）加强领导。", 2),
        ("各地要落实责任。", None),
        ("（二）强化监督。", 2),
        ("定期通报。", None),
    ]


def test_a_paragraph_whose_mark_is_hidden_runs_on():
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    assert lines(read_body(paragraph("推进", properties=hidden), paragraph("减排。"))) == ["推进减排。"]


@pytest.mark.parametrize("name", ["heading 2", "Heading 2", "标题 2", "标题2", " heading 2 "])
def test_headings_are_known_by_their_names_in_both_languages(name):
    document = docx.Document()
    style = document.styles.add_style("样式", 1)
    style.element.find(f"{{{style.element.nsmap['w']}}}name").set(f"{{{style.element.nsmap['w']}}}val", name)
    document.add_paragraph("总则", style=style)
    assert paragraphs(read(document)) == [("总则", 2)]


def test_a_style_that_is_missing_is_the_default_one():
    content = read_body(paragraph("总则", properties='<w:pStyle w:val="没有"/>'))
    assert paragraphs(content) == [("总则", None)]


BOX_TABLE = table(row("工程", "投资"), row("管网", "3"))


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param("<w:r><w:pict><v:shape><v:textbox>{}</v:textbox></v:shape></w:pict></w:r>", id="VML"),
        pytest.param("<w:r><w:drawing><wps:wsp><wps:txbx>{}</wps:txbx></wps:wsp></w:drawing></w:r>", id="DrawingML"),
        pytest.param(
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing>{0}</w:drawing></mc:Choice>"
            "<mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            id="both",
        ),
    ],
)
def test_text_boxes_are_read_once_with_their_tables(shape):
    inside = f"<w:txbxContent>{paragraph('专栏1')}{BOX_TABLE}{paragraph('')}</w:txbxContent>"
    content = read_body(paragraph("前", shape.format(inside)), paragraph("后"))
    assert lines(content) == ["前", "专栏1", "后"]
    assert grid(content) == [["工程", "投资"], ["管网", "3"]]


def test_a_text_box_in_a_box_is_read_once():
    inner = f"<w:r><w:pict><w:txbxContent>{paragraph('内')}</w:txbxContent></w:pict></w:r>"
    outer = f"<w:r><w:pict><w:txbxContent>{paragraph('外', inner)}</w:txbxContent></w:pict></w:r>"
    assert lines(read_body(paragraph(outer))) == ["外", "内"]


def test_rows_and_cells_in_content_controls_are_read():
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    inner_cell = control(f"<w:tc>{paragraph('2025年')}</w:tc>")
    content = read_body(table(row("指标", inner_cell), control(row("天数", "330"))))
    assert grid(content) == [["指标", "2025年"], ["天数", "330"]]


def test_cells_merged_the_old_way_repeat():
    begin, goes_on = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    merged = row(
        f"<w:tc><w:tcPr>{begin}</w:tcPr>{paragraph('指标')}</w:tc>", f"<w:tc><w:tcPr>{goes_on}</w:tcPr><w:p/></w:tc>"
    )
    assert grid(read_body(table(merged, row("天数", "330")))) == [["指标", "~指标"], ["天数", "330"]]


def test_hidden_rows_are_not_read():
    content = read_body(table(row("指标", "值"), row("底稿", "1", properties="<w:hidden/>"), row("天数", "330")))
    assert grid(content) == [["指标", "值"], ["天数", "330"]]
