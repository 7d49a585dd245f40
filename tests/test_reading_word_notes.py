"""Footnotes and endnotes of Word documents: out of the text, tied to the place of their mark."""

from __future__ import annotations

import docx
import pytest
from word_files import add_notes, append, codes, grid, lines, paragraph, read, reference, row, run, table

from align.reading.content import Content

RAISED = '<w:vertAlign w:val="superscript"/>'


def tied(content: Content) -> list[tuple[str, str, str]]:
    """What stands before each mark in its line, the mark, the note."""
    return [(content.text[: note.span.start].rpartition("\n")[2], note.mark, note.text) for note in content.footnotes]


def test_notes_are_tied_to_their_marks_and_stay_out_of_the_text():
    document = docx.Document()
    add_notes(document, "footnote", "指高峰时段。", "含县级市。")
    add_notes(document, "endnote", "见附件。")
    append(
        document,
        paragraph(
            "绿色出行",
            reference("footnote", 2, RAISED),
            "比例达到75%",
            reference("footnote", 3),
            "。",
            reference("endnote", 2),
        ),
    )
    content = read(document)
    assert content.text == "绿色出行比例达到75%。\n"
    assert tied(content) == [
        ("绿色出行", "1", "指高峰时段。"),
        ("绿色出行比例达到75%", "2", "含县级市。"),
        ("绿色出行比例达到75%。", "i", "见附件。"),
    ]
    assert all(note.span.start == note.span.end for note in content.footnotes)
    assert codes(content) == []


def test_a_mark_in_a_cell_stands_at_the_end_of_its_words():
    document = docx.Document()
    add_notes(document, "footnote", "不含西部乡镇。")
    append(
        document,
        table(row("指标", "2025年"), row(f"<w:tc>{paragraph('森林 覆盖率 ', reference('footnote', 2))}</w:tc>", "31")),
    )
    content = read(document)
    assert grid(content) == [["指标", "2025年"], ["森林 覆盖率", "31"]]
    (note,) = content.footnotes
    assert note.span.start == content.tables[0].rows[1][0].span.end


def test_a_mark_in_a_cell_merged_over_rows_counts_once():
    document = docx.Document()
    add_notes(document, "footnote", "指全域。")
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("水", reference("footnote", 2))}</w:tc>'
    append(document, table(row(first, "断面"), row("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>", "饮用水")))
    content = read(document)
    assert grid(content) == [["水", "断面"], ["~水", "饮用水"]]
    assert tied(content) == [("水", "1", "指全域。")]


@pytest.mark.parametrize(
    ("properties", "marks"),
    [
        ("", ["1", "2"]),
        ('<w:numFmt w:val="decimalEnclosedCircleChinese"/>', ["①", "②"]),
        ('<w:numFmt w:val="chineseCounting"/><w:numStart w:val="3"/>', ["三", "四"]),
        ('<w:numFmt w:val="没有"/>', ["1", "2"]),
    ],
)
def test_marks_are_written_as_the_section_has_them(properties, marks):
    document = docx.Document()
    add_notes(document, "footnote", "甲", "乙")
    append(document, paragraph("一", reference("footnote", 2), "二", reference("footnote", 3)))
    append(document, f"<w:p><w:pPr><w:sectPr><w:footnotePr>{properties}</w:footnotePr></w:sectPr></w:pPr></w:p>")
    assert [note.mark for note in read(document).footnotes] == marks


def test_marks_may_begin_again_with_every_section():
    document = docx.Document()
    add_notes(document, "footnote", "甲", "乙")
    again = '<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    append(document, paragraph("一", reference("footnote", 2), properties=again))
    append(document, paragraph("二", reference("footnote", 3), properties=again))
    assert [note.mark for note in read(document).footnotes] == ["1", "1"]


def test_a_mark_of_the_authors_own_is_the_mark():
    document = docx.Document()
    add_notes(document, "footnote", "预计数。", "含代管。")
    own = reference("footnote", 2, RAISED, ' w:customMarkFollows="1"').replace("</w:r>", "<w:t>*</w:t></w:r>")
    append(document, paragraph("森林覆盖率", own, "31%", reference("footnote", 3)))
    content = read(document)
    assert content.text == "森林覆盖率31%\n"
    assert [note.mark for note in content.footnotes] == ["*", "1"]


def test_a_note_of_several_paragraphs_is_one_line():
    document = docx.Document()
    add_notes(document, "footnote", "甲。</w:t></w:r></w:p><w:p><w:r><w:t>乙。")
    append(document, paragraph("文", reference("footnote", 2)))
    assert [note.text for note in read(document).footnotes] == ["甲。 乙。"]


def test_deleted_and_hidden_marks_tie_nothing_and_notes_without_a_mark_are_told():
    document = docx.Document()
    add_notes(document, "footnote", "甲", "乙", "丙")
    append(
        document, paragraph("文", f"<w:del>{reference('footnote', 2)}</w:del>", reference("footnote", 3, "<w:vanish/>"))
    )
    append(document, paragraph("后", reference("footnote", 4), reference("footnote", 99)))
    content = read(document)
    assert tied(content) == [("后", "1", "丙")]
    assert lines(content) == ["文", "后"]
    assert "2 条脚注" in next(notice.message for notice in content.warnings if notice.code == "reading.notes_not_read")


def test_a_mark_in_a_table_of_contents_is_no_place():
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    add_notes(document, "footnote", "甲")
    append(document, paragraph("总则", run(" 1"), properties='<w:pStyle w:val="toc1"/>'))
    append(document, paragraph("总则", reference("footnote", 2)))
    assert tied(read(document)) == [("总则", "1", "甲")]
