"""The opinion on an office's own paper: placeholders anywhere, split as Word splits them; what cannot be filled is told."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy

import docx
import pytest
from alignment_sample import make_sample
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from align.errors import InputError
from align.reporting.opinion.content import build_opinion
from align.reporting.opinion.word import render_opinion

OPINION = build_opinion(make_sample())
BOX = f"""<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>
<w:p><w:r><w:t>{{{{ 统计 }}}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"""


@pytest.fixture
def template(tmp_path):
    """A letterhead: a document with a footer of its own, to which a test adds paragraphs."""
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "青石市生态环境局"
    return Template(document, tmp_path / "模板.docx")


class Template:
    """A template being made."""

    def __init__(self, document, path):
        self.document, self.path = document, path

    def add(self, *pieces, style=None):
        """A paragraph, each piece a run of its own."""
        paragraph = self.document.add_paragraph(style=style)
        for piece in pieces:
            paragraph.add_run(piece)
        return paragraph

    def fill(self):
        """The opinion on it, read back."""
        self.document.save(self.path)
        data = render_opinion(make_sample(), template=self.path)
        return docx.Document(io.BytesIO(data))


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def test_a_placeholder_may_lie_over_several_runs(template):
    """Word splits where it likes; the text takes the look of the run in which the placeholder begins."""
    paragraph = template.add("题目：{", "{ 标", "题 }", "}（稿）")
    paragraph.runs[0].bold = True
    filled = template.fill().paragraphs[0]
    assert filled.text == f"题目：{OPINION.title}（稿）"
    assert filled.runs[0].bold
    assert OPINION.title in filled.runs[0].text


def test_several_placeholders_in_one_paragraph(template):
    """Each is filled, those with full-width brackets too."""
    template.add("{{标题}}：{{ 统计 }}；｛｛ 本级", "规划 ｝｝")
    assert texts(template.fill())[0] == f"{OPINION.title}：{OPINION.counts}；{OPINION.lower}"


def test_placeholders_in_tables_headers_and_boxes(template):
    """Wherever a letterhead may stand."""
    template.document.add_table(1, 1).cell(0, 0).text = "{{ 本级规划 }}"
    template.document.sections[0].header.paragraphs[0].text = "{{ 标题 }}"
    template.add("印章")._p.append(parse_xml(BOX))
    filled = template.fill()
    assert filled.tables[0].cell(0, 0).text == OPINION.lower
    assert filled.sections[0].header.paragraphs[0].text == OPINION.title
    assert OPINION.counts in "".join(text.text for text in filled.element.iter(qn("w:t")))


def test_what_is_filled_in_takes_the_look_of_the_placeholder(template):
    """Paragraphs of the opinion look as the office set the paragraph of the placeholder."""
    paragraph = template.add("{{ 意见 }}", style="Quote")
    paragraph.paragraph_format.line_spacing = Pt(30)
    paragraph.runs[0].font.size = Pt(15)
    filled = template.fill()
    told = next(p for p in filled.paragraphs if p.text.startswith("本部分"))
    assert (told.style.name, told.paragraph_format.line_spacing) == ("Quote", Pt(30))
    assert told.runs[0].font.size == Pt(15)
    assert "{{" not in "".join(texts(filled))


def test_the_headings_of_the_template_are_used(template):
    """Its own Heading 1, not a second one."""
    template.document.styles["Heading 1"].font.size = Pt(13)
    template.add("{{ 正文 }}")
    filled = template.fill()
    heading = next(p for p in filled.paragraphs if p.text.startswith("一、"))
    assert (heading.style.name, heading.style.font.size) == ("Heading 1", Pt(13))
    assert [style.name for style in filled.styles].count("Heading 1") == 1


def test_headings_the_template_lacks_are_added(template):
    """A blank document of Word knows its headings by name only."""
    styles = template.document.styles.element
    for name in ("Heading 1", "Heading 2", "Heading 3"):
        styles.remove(template.document.styles[name].element)
    template.add("{{ 正文 }}")
    heading = next(p for p in template.fill().paragraphs if p.text.startswith("一、"))
    assert heading.style.name == "Heading 1"
    assert heading.style.element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is not None


def test_headings_that_number_themselves_are_not_numbered_twice(template):
    """A template whose headings are a list keeps its own numbers."""
    properties = template.document.styles["Heading 1"].element.get_or_add_pPr()
    properties.append(OxmlElement("w:numPr"))
    template.add("{{ 意见 }}")
    headings = [p.text for p in template.fill().paragraphs if p.style.name == "Heading 1"]
    assert headings[0] == "编制依据与时序"


def test_the_annexes_lie_on_their_side_and_what_follows_stands_upright(template):
    """Sections are cut around them; the footer goes on."""
    for text in ("{{ 标题 }}", "{{ 附表 }}", "此页为封底"):
        template.add(text)
    filled = template.fill()
    turned = [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert [section.orientation for section in filled.sections] == turned
    assert len(filled.tables) == len(OPINION.annexes)
    assert {section.footer.paragraphs[0].text for section in filled.sections} == {"青石市生态环境局"}


@pytest.mark.parametrize("blanks", [0, 2])
def test_annexes_at_the_end_leave_no_blank_page(template, blanks):
    """Empty paragraphs after them are no reason for a page of their own."""
    template.add("{{ 标题 }}")
    template.add("{{ 附表 }}")
    for _ in range(blanks):
        template.add()
    orientations = [section.orientation for section in template.fill().sections]
    assert orientations == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_annexes_alone_keep_the_footer(template):
    """A template of nothing but tables has one section, with the office's footer."""
    template.add("{{ 附表 }}")
    sections = template.fill().sections
    assert [section.orientation for section in sections] == [WD_ORIENT.LANDSCAPE]
    assert sections[0].footer.paragraphs[0].text == "青石市生态环境局"


def test_annexes_after_a_table(template):
    """A section ends in a paragraph, which is made where there is none."""
    template.document.add_table(1, 1).cell(0, 0).text = "{{ 标题 }}"
    template.add("{{ 附表 }}")
    filled = template.fill()
    assert [section.orientation for section in filled.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_the_paper_of_the_template_stays(template):
    """Its margins are the office's own."""
    template.document.sections[0].left_margin = Mm(31)
    template.add("{{ 正文 }}")
    assert abs(template.fill().sections[0].left_margin - Mm(31)) < Mm(0.1)


def test_blocks_may_stand_in_a_cell(template):
    """A form of one big table is common."""
    template.document.add_table(1, 1).cell(0, 0).text = "{{ 材料 }}"
    cell = template.fill().tables[0].cell(0, 0)
    assert "审查对象与材料" in cell.text
    assert "{{" not in cell.text


def test_a_placeholder_that_ends_a_section_leaves_it_whole(template):
    """The end of the section moves to what was put in."""
    paragraph = template.add("{{ 局限 }}")
    paragraph._p.get_or_add_pPr().append(deepcopy(template.document.element.body.sectPr))
    template.add("其后")
    assert len(template.fill().sections) == 2


def test_tables_that_end_a_section_end_it_still(template):
    """The section before them, theirs, and the one that was after them."""
    template.add("{{ 标题 }}")
    paragraph = template.add("{{ 附表 }}")
    paragraph._p.get_or_add_pPr().append(deepcopy(template.document.element.body.sectPr))
    template.add("其后")
    turned = [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert [section.orientation for section in template.fill().sections] == turned


@pytest.mark.parametrize("name", ["材料", "附表"])
def test_what_is_fastened_to_a_placeholder_stays(template, name):
    """A seal or a red line hangs on a paragraph, which then is kept without the placeholder."""
    template.add("{{ 标题 }}")
    template.add(f"{{{{ {name} }}}}")._p.append(parse_xml(BOX))
    filled = template.fill()
    assert len(list(filled.element.iter(qn("w:pict")))) == 1
    assert "{{" not in "".join(text.text or "" for text in filled.element.iter(qn("w:t")))


@pytest.mark.parametrize("width", [None, "29.7cm", "12240"])
def test_paper_that_is_measured_otherwise_is_turned(template, width):
    """Sizes may be left out or given in other units; A4 is taken then."""
    size = template.document.element.body.sectPr.find(qn("w:pgSz"))
    if width is None:
        size.getparent().remove(size)
    else:
        size.set(qn("w:w"), width)
    template.add("{{ 附表 }}")
    section = template.fill().sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    tags = [one.tag for one in section._sectPr]
    assert tags.index(qn("w:pgSz")) < tags.index(qn("w:pgMar")) < tags.index(qn("w:cols"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("没有占位符的模板", "没有占位符"),
        ("{{ 标题 }} {{ 题目 }}", "不认识的占位符“{{ 题目 }}”"),
        ("{{ 标题.__class__ }}", "不认识的占位符"),
        ("{{ }}", "不认识的占位符"),
        ("意见如下：{{ 意见 }}", "与其他文字同在一段"),
        ("{{ 标题 }}" * 101, "异常地多"),
    ],
)
def test_what_cannot_be_filled_is_told(template, text, said):
    """With the placeholders there are, or what to do."""
    template.add(text)
    with pytest.raises(InputError) as told:
        template.fill()
    assert said in str(told.value)
    assert "模板.docx" in str(told.value)


def test_an_unknown_placeholder_is_told_with_those_there_are(template):
    """So that the user need not look them up."""
    template.add("{{ 题目 }}")
    with pytest.raises(InputError, match=r"\{\{ 标题 \}\}.*\{\{ 附表 \}\}"):
        template.fill()


@pytest.mark.parametrize("place", ["header", "cell"])
def test_tables_belong_in_the_body(template, place):
    """Pages cannot be turned in a header or a cell."""
    if place == "header":
        template.document.sections[0].header.paragraphs[0].text = "{{ 附表 }}"
    else:
        template.document.add_table(1, 1).cell(0, 0).text = "{{ 附表 }}"
    with pytest.raises(InputError, match="不在正文中"):
        template.fill()


def test_templates_are_read_with_care(template, tmp_path):
    """A file that declares entities, is damaged, is no Word document, or is missing is refused in Chinese."""
    template.add("{{ 标题 }}")
    template.document.save(template.path)
    hostile = tmp_path / "实体.docx"
    with zipfile.ZipFile(template.path) as old, zipfile.ZipFile(hostile, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, b'<!DOCTYPE x [<!ENTITY a "b">]>' + data if name == "word/document.xml" else data)
    damaged, other = tmp_path / "损坏.docx", tmp_path / "表格.docx"
    damaged.write_bytes(template.path.read_bytes()[:900])
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    for path in (hostile, damaged, other, tmp_path / "没有.docx", tmp_path):
        with pytest.raises(InputError, match="模板"):
            render_opinion(make_sample(), template=path)


def test_equal_templates_give_equal_bytes(template):
    """No clock, whatever the template holds."""
    template.add("{{ 正文 }}")
    template.fill()
    first, second = (render_opinion(make_sample(), template=template.path) for _ in range(2))
    assert first == second
