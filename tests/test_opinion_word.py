"""The opinion as a Word document, read back: paper, type, headings, sections, tables; nothing of a plan becomes markup."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import replace

import docx
import factories as make
import pytest
from alignment_sample import make_sample
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from align.errors import OutputError
from align.reporting.opinion.content import build_opinion
from align.reporting.opinion.word import render_opinion, write_opinion
from align.reporting.report import build_report
from align.reporting.reviews import Choice, Review, Standing

HOSTILE = "《{{ 结论 }}<w:p>&amp;\x00\x07\ud800{% raw %}｛｛附表｝｝》"


def read(judgements, **options):
    return docx.Document(io.BytesIO(render_opinion(judgements, **options)))


def whole_text(document):
    cells = [cell.text for grid in document.tables for row in grid.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def document():
    return read(make_sample())


def styled(document, name):
    return [paragraph for paragraph in document.paragraphs if paragraph.style.name == name]


def test_equal_reports_give_equal_bytes():
    """No clock in the file."""
    assert render_opinion(make_sample()) == render_opinion(make_sample())


def test_the_paper_is_that_of_official_documents(document):
    """GB/T 9704: A4, margins of 37, 35, 28 and 26 mm."""
    first = document.sections[0]
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    for margin, wanted in zip(margins, (37, 35, 28, 26), strict=True):
        assert abs(margin - Mm(wanted)) < Mm(0.1)


def test_the_annexes_lie_on_their_side(document):
    """The last section holds every table, and the running text none."""
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    before, after = (list(section.iter_inner_content()) for section in document.sections)
    tables = [block for block in after if isinstance(block, docx.table.Table)]
    assert len(tables) == len(document.tables) == len(build_opinion(make_sample()).annexes)
    assert not [block for block in before if isinstance(block, docx.table.Table)]


@pytest.mark.parametrize(
    ("name", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("审查意见正文", "仿宋_GB2312", 16),
        ("审查意见附表文字", "宋体", 9),
    ],
)
def test_type_is_set_by_styles(document, name, font, points):
    """Chinese fonts and sizes stand in the styles; no run of the text sets its own."""
    style = document.styles[name]
    assert style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) == font
    assert style.font.size == Pt(points)
    used = [p for p in document.element.iter(qn("w:p")) if p.style == style.style_id]
    assert used
    assert not [fonts for p in used for fonts in p.iter(qn("w:rFonts"), qn("w:sz"))]


def test_fonts_that_may_lack_have_substitutes(document):
    """The table of fonts names what stands in for those that Windows does not bring."""
    with zipfile.ZipFile(io.BytesIO(render_opinion(make_sample()))) as archive:
        fonts = archive.read("word/fontTable.xml").decode()
    for name in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312"):
        assert re.search(rf'w:name="{name}">\s*<w:altName', fonts)


def test_paragraphs_are_indented_and_lines_apart(document):
    """Two characters and 28 points."""
    style = document.styles["审查意见正文"]
    assert style.paragraph_format.line_spacing == Pt(28)
    assert style.element.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:firstLineChars")) == "200"


def test_headings_make_an_outline(document):
    """The navigation pane sees three levels, numbered 一、（一）1."""
    for level in (1, 2, 3):
        outline = document.styles[f"Heading {level}"].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        assert outline.get(qn("w:val")) == str(level - 1)
    first = [paragraph.text[:2] for paragraph in styled(document, "Heading 1")]
    assert first == ["一、", "二、", "三、", "四、", "五、", "六、", "七、", "八、", "九、", "十、", "十一"]
    second, third = styled(document, "Heading 2"), styled(document, "Heading 3")
    assert second[0].text.startswith("（一）")
    assert third[0].text.startswith("1. ")


def test_numbers_of_headings_begin_anew_under_each(document):
    """（一） follows every 一、 that has any."""
    previous = 0
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Heading 2":
            assert previous == 2 or paragraph.text.startswith("（一）")
            previous = 2
        elif paragraph.style.name == "Heading 1":
            previous = 1


def test_pages_are_numbered_outside(document):
    """— 1 — to the right on odd pages, to the left on even ones."""
    assert document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            paragraph = footer.paragraphs[0]
            assert paragraph.text == "— 1 —"
            assert "PAGE" in "".join(code.text for code in paragraph._p.iter(qn("w:instrText")))
            assert paragraph._p.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == side


def test_tables_fit_the_page_and_repeat_their_header(document):
    """Fixed columns no wider than the page between its margins."""
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    for grid in document.tables:
        assert sum(column.width for column in grid.columns) <= room
        assert grid.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in grid.rows)


def test_there_is_room_for_the_planners_answer(document):
    """The column for it is empty in every row."""
    grid = document.tables[0]
    titles = [cell.text for cell in grid.rows[0].cells]
    at = titles.index("采纳情况")
    rows = [row.cells for row in grid.rows[1:]]
    assert len(rows) == len(build_report(make_sample()).gaps)
    assert {cells[at].text for cells in rows} == {""}


def test_every_gap_is_in_the_document_with_its_quotes(document):
    """The annexes quote in full what the text cuts."""
    text = re.sub(r"\s", "", whole_text(document))
    for gap in build_report(make_sample()).gaps:
        assert gap.number in text
        if gap.part.value == "task":
            for quote in (*gap.upper, *gap.lower):
                assert re.sub(r"\s", "", quote.text) in text


def test_marks_have_a_style_of_their_own():
    """One search by style finds and deletes them all."""
    report = build_report(make_sample())
    first = report.gaps[0]
    reviewed = Review(standing=Standing.REVIEWED, choice=Choice.CONFIRMED)
    marked = read(report.with_reviews({(first.pair, first.key): reviewed}))
    style = marked.styles["审查意见复核标记"]
    runs = [run.text for p in marked.paragraphs for run in p.runs if run.style.style_id == style.style_id]
    assert runs
    assert set(runs) == {"【未复核】"}


def test_text_of_a_plan_stays_text():
    """A title that looks like a placeholder, markup or control characters is shown, and steers nothing."""
    sample = make_sample()
    hostile = replace(sample, lower=replace(sample.lower, meta=replace(sample.lower.meta, title=HOSTILE)))
    document = read(hostile)
    assert "关于《{{ 结论 }}<w:p>&amp;{% raw %}｛｛附表｝｝》的衔接审查意见" in document.paragraphs[0].text
    assert len(document.sections) == 2
    text = whole_text(document)
    assert not [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]


def test_tasks_with_hostile_text_are_drawn():
    """Half surrogates and null characters do not reach the file."""
    task = replace(make.make_task(), text="完成\x00整治\ud800{{ 附表 }}")
    assert "完成整治{{ 附表 }}" in whole_text(read(make.make_judgements(tasks=(make.make_task_finding(task=task),))))


def test_a_title_of_any_length_is_drawn():
    """The property of a file holds 255 characters, the document all of them."""
    sample = make_sample()
    title = "青石市规划" * 60
    document = read(replace(sample, lower=replace(sample.lower, meta=replace(sample.lower.meta, title=title))))
    assert title in document.paragraphs[0].text
    assert document.core_properties.title == f"关于《{title}"[:255]


def test_a_pair_without_gaps_is_told():
    """Nothing to mend is said, not left blank."""
    text = whole_text(read(make.make_judgements()))
    assert "未发现衔接问题" in text


def test_the_properties_of_the_file_are_fixed(document):
    """Title of the opinion, nobody's name, no date of today."""
    properties = document.core_properties
    assert properties.title == build_opinion(make_sample()).title
    assert (properties.author, properties.created.year, properties.modified.year) == ("", 2020, 2020)


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    """The folder is missing."""
    with pytest.raises(OutputError, match="所在文件夹不存在"):
        write_opinion(tmp_path / "无" / "意见.docx", make_sample())
