"""Fills a template with an opinion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from docx.document import Document
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from align.errors import InputError
from align.reporting.opinion.blocks import Block, Opinion
from align.reporting.opinion.drawing import Drawing, clean_text
from align.reporting.opinion.looks import find_looks
from align.reporting.opinion.pages import drop_element, find_look, turn_pages
from align.reporting.opinion.placeholders import (
    find_paragraphs,
    find_placeholders,
    is_alone,
    replace_placeholders,
)

# Placeholders for a text, anywhere; for paragraphs, each in a paragraph of its own; for tables, in the body alone.
TEXTS = ("标题", "状态", "开头", "结论", "统计", "本级规划", "上级规划")
BLOCKS = ("正文", "材料", "总体结论", "意见", "附表目录", "局限")
TABLES = "附表"
# A letterhead has a dozen; more would only be there to fill the memory.
_MOST = 100
_KNOWN = (*TEXTS, *BLOCKS, TABLES)
_REMEDY = f"可用的占位符：{'、'.join(f'{{{{ {name} }}}}' for name in _KNOWN)}。"
_DRAWINGS = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_BODY, _CELL, _CONTROL = qn("w:body"), qn("w:tc"), qn("w:sdtContent")


def check_placeholders(document: Document, path: Path) -> None:
    """Makes sure that a template can be filled.

    Raises:
        InputError: no placeholder, one that is not known, or one for paragraphs or tables where these cannot stand.
    """
    found = [(one, name) for one in _find_all(document) for name in find_placeholders(one)]
    if not found:
        raise InputError(path, "模板里没有占位符", _REMEDY)
    if len(found) > _MOST:
        raise InputError(path, f"模板里有 {len(found)} 个占位符，异常地多", "请确认给出的是审查意见的模板。")
    for paragraph, name in found:
        if name not in _KNOWN:
            raise InputError(path, f"模板里有不认识的占位符“{{{{ {clean_text(name)} }}}}”", _REMEDY)
        if name in TEXTS:
            continue
        if not is_alone(paragraph):
            raise InputError(path, f"占位符“{{{{ {name} }}}}”与其他文字同在一段", "请让它单独成段。")
        parent = paragraph.getparent()
        places = (_BODY,) if name == TABLES else (_BODY, _CELL, _CONTROL)
        if parent is None or parent.tag not in places:
            where = "正文" if name == TABLES else "正文或表格"
            raise InputError(path, f"占位符“{{{{ {name} }}}}”不在{where}中", f"请把它移到{where}中单独成段。")


def fill_template(document: Document, opinion: Opinion) -> None:
    """Puts the opinion in the place of the placeholders of a document that passed :func:`check_placeholders`."""
    texts, blocks = _tell_texts(opinion), _tell_blocks(opinion)
    drawing = Drawing(find_looks(document))
    for paragraph in _find_all(document):
        names = find_placeholders(paragraph)
        if not names:
            continue
        if names[0] == TABLES:
            _put_tables(paragraph, opinion, drawing)
        elif names[0] in blocks:
            _put_blocks(paragraph, blocks[names[0]], drawing)
        else:
            replace_placeholders(paragraph, texts)


def _find_all(document: Document) -> Iterator[Element]:
    """The paragraphs of the body, then of headers and footers."""
    yield from find_paragraphs(document.element)
    for part in document.part.package.iter_parts():
        root = getattr(part, "element", None)
        if root is not None and root.tag in (qn("w:hdr"), qn("w:ftr")):
            yield from find_paragraphs(root)


def _tell_texts(opinion: Opinion) -> Mapping[str, str]:
    told = (
        opinion.title,
        opinion.state,
        opinion.opening,
        opinion.conclusion,
        opinion.counts,
        opinion.lower,
        opinion.uppers,
    )
    return {name: clean_text(text) for name, text in zip(TEXTS, told, strict=True)}


def _tell_blocks(opinion: Opinion) -> Mapping[str, tuple[Block, ...]]:
    parts = (opinion.materials, opinion.overview, opinion.remarks, opinion.contents, opinion.limits)
    return dict(zip(BLOCKS, (tuple(block for part in parts for block in part), *parts), strict=True))


def _put_blocks(place: Element, blocks: Sequence[Block], drawing: Drawing) -> None:
    """The paragraphs in the place of the placeholder; a cell must end in a paragraph, and does."""
    for block in blocks:
        place.addprevious(drawing.draw_block(block, place))
    section = place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    previous = place.getprevious()
    if section is not None and previous is not None and not _holds_drawing(place):
        find_look(previous).append(section)  # the placeholder ended a section
    _take_out(place)


def _put_tables(place: Element, opinion: Opinion, drawing: Drawing) -> None:
    if not opinion.annexes:
        _take_out(place)
        return
    end = drawing.draw_end()
    place.addnext(end)
    if (section := place.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")) is not None:
        find_look(end).append(section)  # the placeholder ended a section
    _take_out(place)
    width = turn_pages(end)
    for table in opinion.annexes:
        for element in drawing.draw_table(table, width):
            end.addprevious(element)


def _take_out(place: Element) -> None:
    """Removes the paragraph of a placeholder; of one that a seal or a line is fastened to, the placeholder only."""
    if _holds_drawing(place):
        replace_placeholders(place, dict.fromkeys(_KNOWN, ""))
    else:
        drop_element(place)


def _holds_drawing(place: Element) -> bool:
    return next(place.iter(*_DRAWINGS), None) is not None
