"""The table of contents of a Word file: a field over the headings, or typed lines where a plan has no heading styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from roundtrip.rendering.elements import Element as Part
from roundtrip.rendering.elements import Frame, Grid, Kind, Manuscript, Passage
from roundtrip.rendering.wordstyles import CONTENTS_TITLE
from roundtrip.rendering.wordxml import Element, field, make, page_break, paragraph, runs, tab

LEVELS = 2
_TITLE = "目    录"
# So many characters fill a page, a table row counts for so many, and so many lines of the contents fill one.
_PAGE_LENGTH, _ROW_LENGTH = 520, 22
_CONTENTS_LINES = 24
_RIGHT_EDGE = 8844


def bookmark_name(number: int) -> str:
    """The bookmark round the heading with that number."""
    return f"_Toc{100000 + number}"


def draw_contents(manuscript: Manuscript) -> list[Element]:
    """The title, one line for each heading of the first two levels, and a page break."""
    pages = list(_find_pages(manuscript.body))
    listed = [(number, *found) for number, found in enumerate(pages) if (found[0].level or 1) <= LEVELS]
    first = 2 + len(listed) // _CONTENTS_LINES + 1
    lines = [
        _draw_line(heading, first + page, number, linked=manuscript.has_chapters) for number, heading, page in listed
    ]
    title = paragraph(_style_id(CONTENTS_TITLE), runs(_TITLE))
    if not manuscript.has_chapters:
        return [title, *lines, page_break()]
    begin, code, separate, _, end = field(f'TOC \\o "1-{LEVELS}" \\h \\z \\u', "")
    lines[0][1:1] = [begin, code, separate]
    gallery = make("w:docPartObj", make("w:docPartGallery", val="Table of Contents"), make("w:docPartUnique"))
    content = make("w:sdtContent", title, *lines, make("w:p", end))
    return [make("w:sdt", make("w:sdtPr", gallery), content), page_break()]


def _draw_line(heading: Passage, page: int, number: int, *, linked: bool) -> Element:
    stop = make("w:tabs", make("w:tab", val="right", leader="dot", pos=_RIGHT_EDGE))
    style = _style_id(f"toc {heading.level or 1}")
    text = runs(re.sub(r"\s+", " ", heading.whole) if heading.kind is Kind.HEADING else heading.text)
    if not linked:
        return paragraph(style, [*text, tab(), *runs(str(page))], stop)
    name = bookmark_name(number)
    link = make("w:hyperlink", *text, tab(), *field(f"PAGEREF {name} \\h", str(page)), anchor=name, history="1")
    return paragraph(style, [link], stop)


def _find_pages(body: Sequence[Part]) -> Iterator[tuple[Passage, int]]:
    """Each heading with the page of the text that it stands on, from 0, near enough."""
    length = 0
    for element in body:
        if isinstance(element, Passage):
            if element.kind in (Kind.HEADING, Kind.FRONT_HEADING):
                yield element, length // _PAGE_LENGTH
            length += _count_length(element)
        elif isinstance(element, Frame):
            length += sum(map(_count_length, element.passages))
        elif isinstance(element, Grid):
            length += _ROW_LENGTH * len(element.rows)


def _count_length(passage: Passage) -> int:
    """A paragraph fills whole lines of 28 characters."""
    return 28 * (len(passage.whole) // 28 + 1)


def _style_id(name: str) -> str:
    return name.replace(" ", "")
