"""The paragraph styles of an official document, as most offices set them: A4, 16 points, 28 points from line to line."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from roundtrip.rendering.elements import Kind

# Free fonts in the place of 仿宋 and 黑体, so that LibreOffice draws the same pages everywhere.
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_TEXT_SIZE = 16.0
MAX_LEVEL = 4
CONTENTS_TITLE, TABLE_TEXT, BOX_TEXT = "TOC Heading", "表格文字", "专栏正文"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """``indent`` in characters, ``before`` and ``after`` in points; ``line`` is the distance of lines, 0 for single."""

    size: float = _TEXT_SIZE
    font: str = SERIF
    bold: bool = False
    align: WD_ALIGN_PARAGRAPH = _LEFT
    indent: int = 0
    before: float = 0
    after: float = 0
    line: float = 28
    keep: bool = False


STYLES = {
    Kind.TITLE: "Title",
    Kind.SUBTITLE: "Subtitle",
    Kind.NUMBER: "文号",
    Kind.ISSUER: "发文机关",
    Kind.SALUTATION: "主送机关",
    Kind.SIGNATURE: "落款",
    Kind.SUBHEADING: "无编号小标题",
    Kind.ANNEX: "附表标识",
    Kind.CAPTION: "Caption",
    Kind.BOX_TITLE: "专栏标题",
    Kind.NOTE: "表注",
    Kind.BODY: "Body Text",
}
_LOOKS = {
    "Title": _Look(size=22, align=_CENTRE, bold=True, line=36, before=12, after=6),
    "Subtitle": _Look(align=_CENTRE, after=6),
    "文号": _Look(align=_CENTRE, before=6, after=6),
    "发文机关": _Look(align=_CENTRE),
    "主送机关": _Look(before=14),
    "落款": _Look(align=_RIGHT),
    "无编号小标题": _Look(bold=True, indent=2, keep=True),
    "附表标识": _Look(font=SANS),
    "Caption": _Look(size=14, font=SANS, align=_CENTRE, before=6, keep=True),
    "专栏标题": _Look(size=14, font=SANS, align=_CENTRE, line=24, keep=True),
    "专栏正文": _Look(size=12, indent=2, line=20),
    "表格文字": _Look(size=10.5, line=0),
    "表注": _Look(size=10.5, line=18),
    "Body Text": _Look(indent=2),
    "Header": _Look(size=10.5, align=_CENTRE, line=0),
    "Footer": _Look(size=14, align=_CENTRE, line=0),
    CONTENTS_TITLE: _Look(size=22, align=_CENTRE, line=36, after=12),
    "toc 1": _Look(size=14, line=26),
    "toc 2": _Look(size=14, line=26, indent=2),
}
# 黑体 for the first level, the text's own font, bold, for the others.
_HEADINGS = (
    _Look(font=SANS, align=_CENTRE, before=14, after=14, keep=True),
    _Look(font=SANS, align=_CENTRE, before=7, after=7, keep=True),
    _Look(bold=True, indent=2, keep=True),
    _Look(bold=True, indent=2, keep=True),
)
_PLAIN_HEADINGS = (
    _Look(font=SANS, indent=2, keep=True),
    _Look(bold=True, indent=2, keep=True),
    _Look(indent=2, keep=True),
    _Look(indent=2, keep=True),
)


def heading_style(level: int, *, has_chapters: bool) -> str:
    """The name of the style of headings: Word's own where a plan has chapters, else looks without an outline level."""
    number = min(level, MAX_LEVEL)
    return f"Heading {number}" if has_chapters else f"公文层次{number}"


def set_styles(document: Document) -> None:
    """Sets the page and all styles of a document."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _set_look(document.styles["Normal"], _Look())
    for name, look in _LOOKS.items():
        _set_look(_find_style(document, name), look)
    # Built on the first heading it would have that one's number.
    _find_style(document, CONTENTS_TITLE).base_style = document.styles["Normal"]
    for level, (styled, plain) in enumerate(zip(_HEADINGS, _PLAIN_HEADINGS, strict=True), start=1):
        _set_look(_find_style(document, heading_style(level, has_chapters=True)), styled)
        _set_look(_find_style(document, heading_style(level, has_chapters=False)), plain)


def _find_style(document: Document, name: str) -> ParagraphStyle:
    if name in document.styles:
        return document.styles[name]
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    return style


def _set_look(style: ParagraphStyle, look: _Look) -> None:
    for name in ("w:pBdr", "w:contextualSpacing", "w:numPr"):
        for found in style.element.findall(f".//{qn(name)}"):
            found.getparent().remove(found)
    font = style.font
    font.size, font.bold, font.italic, font.color.rgb = Pt(look.size), look.bold, False, RGBColor(0, 0, 0)
    font.name = look.font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), look.font)
    form = style.paragraph_format
    form.alignment, form.keep_with_next = look.align, look.keep
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.first_line_indent = Pt(look.size * look.indent)
    if look.line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.line)
    else:
        form.line_spacing = 1.0
