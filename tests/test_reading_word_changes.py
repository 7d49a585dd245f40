"""Tracked changes are read as accepted and said to be there; comments stay out."""

from __future__ import annotations

import docx
import pytest
from word_files import (
    add_part,
    append,
    cell,
    codes,
    define_list,
    grid,
    lines,
    paragraph,
    paragraphs,
    read,
    read_body,
    row,
    run,
    table,
)

DELETED_MARK = "<w:rPr><w:del/></w:rPr>"


def deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param([paragraph("全面", f"<w:ins>{run('推进')}</w:ins>", "减排")], ["全面推进减排"], id="insertion"),
        pytest.param([paragraph("积极", deleted("探索"), "减排")], ["积极减排"], id="deletion"),
        pytest.param(
            [
                paragraph(f"<w:moveFrom>{run('移动的话')}</w:moveFrom>", "甲"),
                paragraph("乙", f"<w:moveTo>{run('移动的话')}</w:moveTo>"),
            ],
            ["甲", "乙移动的话"],
            id="moved text once",
        ),
        pytest.param(
            [paragraph("推进截污纳管，", properties=DELETED_MARK), paragraph("2025年底前完成。")],
            ["推进截污纳管，2025年底前完成。"],
            id="deleted paragraph mark",
        ),
        pytest.param(
            [
                paragraph("甲", f"<w:moveFrom>{run('丙')}</w:moveFrom>", properties="<w:rPr><w:moveFrom/></w:rPr>"),
                paragraph("乙", f"<w:moveTo>{run('丙')}</w:moveTo>"),
            ],
            ["甲乙丙"],
            id="paragraph mark moved away",
        ),
        pytest.param(
            [paragraph(deleted("整段"), properties=DELETED_MARK), paragraph("后文")], ["后文"], id="deleted paragraph"
        ),
        pytest.param(
            [paragraph("甲", properties=DELETED_MARK), table(row("乙", "丙")), paragraph("丁")],
            ["甲", "丁"],
            id="a table does not join",
        ),
        pytest.param(
            [f"<w:ins>{paragraph('新段')}</w:ins>", paragraph("旧段", properties="<w:rPr><w:ins/></w:rPr>")],
            ["新段", "旧段"],
            id="inserted paragraphs",
        ),
        pytest.param(
            [f"<w:p><w:r><w:t>总投资</w:t></w:r>{deleted('3')}<w:ins><w:r><w:t>5</w:t></w:r></w:ins></w:p>"],
            ["总投资5"],
            id="number changed",
        ),
    ],
)
def test_changes_are_read_as_accepted(body, expected):
    content = read_body(*body)
    assert lines(content) == expected
    assert codes(content) == ["reading.revisions"]


def test_a_joined_paragraph_has_the_level_of_its_last_part():
    """As in Word, the properties of a paragraph go with its mark."""
    content = read_body(
        paragraph("正文", properties=DELETED_MARK), paragraph("标题", properties='<w:outlineLvl w:val="1"/>')
    )
    assert paragraphs(content) == [("正文标题", 2)]


def test_the_number_of_changes_is_told():
    """A moved passage counts once, the mark of an inserted paragraph not beside its text."""
    content = read_body(
        paragraph(f"<w:ins>{run('一')}</w:ins>", deleted("二"), properties="<w:rPr><w:ins/></w:rPr>"),
        paragraph(f"<w:moveFrom>{run('三')}</w:moveFrom>"),
        paragraph(f"<w:moveTo>{run('三')}</w:moveTo>"),
    )
    assert "3 处修订" in content.warnings[0].message
    assert "接受" in content.warnings[0].message


def test_a_document_without_changes_says_nothing():
    content = read_body(paragraph("总则", properties="<w:rPr><w:rPrChange><w:rPr/></w:rPrChange></w:rPr>"))
    assert codes(content) == []


def test_deleted_rows_and_cells_are_gone_and_inserted_ones_are_there():
    content = read_body(
        table(
            row("指标", "2025年"),
            row("旧指标", "1", properties="<w:del/>"),
            row("新指标", "2", properties="<w:ins/>"),
            row("甲", cell("删", "<w:cellDel/>"), cell("3", "<w:cellIns/>")),
        )
    )
    assert grid(content) == [["指标", "2025年"], ["新指标", "2"], ["甲", "3"]]
    assert codes(content) == ["reading.revisions"]


def test_nothing_inside_a_deleted_row_is_read():
    """Neither its inner tables nor its text boxes nor its numbers."""
    document = docx.Document()
    define_list(document, 60, ("decimal", "%1"))
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="60"/></w:numPr>'
    inner = cell(table(row("内", "表")) + paragraph("", properties=numbered))
    append(
        document, table(row(inner, "乙", properties="<w:del/>"), row(cell(paragraph("", properties=numbered)), "丙"))
    )
    content = read(document)
    assert grid(content) == [["1", "丙"]]
    assert len(content.tables) == 1


def test_a_cell_begun_in_a_deleted_row_says_nothing_below():
    begin, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    content = read_body(
        table(
            row(cell("水", begin), "断面", "95"),
            row(cell("气", begin), "天数", "330", properties="<w:del/>"),
            row(cell("", goes_on), "浓度", "30"),
        )
    )
    assert grid(content) == [["水", "断面", "95"], ["~", "浓度", "30"]]


def test_a_deleted_text_box_is_not_read():
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('专栏')}</w:txbxContent></w:pict></w:r>"
    assert lines(read_body(paragraph("前", f"<w:del>{box}</w:del>"), paragraph("后"))) == ["前", "后"]


def test_comments_are_counted_and_left_out():
    document = docx.Document()
    append(document, paragraph("总则", '<w:r><w:commentReference w:id="0"/></w:r>'))
    xml = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        + "<w:comment><w:p><w:r><w:t>请改</w:t></w:r></w:p></w:comment>" * 2
        + "</w:comments>"
    )
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    add_part(document, "/word/comments.xml", "comments", media, xml.encode())
    content = read(document)
    assert content.text == "总则\n"
    assert [notice.message for notice in content.warnings] == ["批注 2 条未读入"]
