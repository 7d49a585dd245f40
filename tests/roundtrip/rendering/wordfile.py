"""Writes a plan as a Word file the way an office does: styles, automatic numbers, contents, header and page numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import docx
from docx.document import Document

from roundtrip.rendering.contents import bookmark_name, draw_contents
from roundtrip.rendering.elements import Frame, Grid, Kind, Manuscript, Passage
from roundtrip.rendering.numbering import Place, number_passages, plan_numbering
from roundtrip.rendering.wordgrids import draw_frame, draw_grid
from roundtrip.rendering.wordnumbers import fill_numbering
from roundtrip.rendering.wordstyles import BOX_TEXT, STYLES, TABLE_TEXT, heading_style, set_styles
from roundtrip.rendering.wordxml import Element, list_place, make, page_break, paragraph, runs
from roundtrip.rendering.wordxml import field as make_field

# 环境质量明显好转。2020年…: what stands before the first stop is set bold.
_LEAD = re.compile(r"[^，；。：]{2,24}[。：](?=.)")
_COUNTED = re.compile(r"(?P<word>表|专栏)(?P<number>\d+)(?![-\d])")


def write_word(manuscript: Manuscript, path: Path) -> None:
    """Writes the file."""
    document = docx.Document()
    set_styles(document)
    writer = _Writer(document, manuscript)
    body = document.element.body
    for element in writer.draw():
        body.insert(len(body) - 1, element)  # the last child holds the page settings
    fill_numbering(document.part.numbering_part.element, writer.lists, writer.bound)
    _draw_page(document, manuscript.title)
    document.core_properties.title = manuscript.title
    document.save(str(path))


@dataclass(slots=True)
class _Counters:
    """How many tables and boxes were counted, and how many headings bookmarked."""

    captions: dict[str, int] = field(default_factory=dict)
    headings: int = 0


class _Writer:
    def __init__(self, document: Document, manuscript: Manuscript) -> None:
        plan = plan_numbering(manuscript.body)
        self._ids = {style.name: style.style_id for style in document.styles}
        self._manuscript = manuscript
        self._places = plan.places
        self._counters = _Counters()
        self.lists = plan.lists
        # By list and level, the heading style that the level is bound to.
        self.bound = self._bind_styles(document) if manuscript.has_chapters else {}

    def draw(self) -> Iterator[Element]:
        """All paragraphs and tables in order."""
        yield from self._draw_front()
        yield from draw_contents(self._manuscript)
        numbers = (number for number, _, _ in number_passages(self._manuscript.body))
        for element in self._manuscript.body:
            if isinstance(element, Grid):
                yield draw_grid(element, self._ids[TABLE_TEXT])
                yield paragraph(self._ids["表注"], [])
            elif isinstance(element, Frame):
                yield draw_frame([self._draw_boxed(passage, next(numbers)) for passage in element.passages])
                yield paragraph(self._ids["表注"], [])
            else:
                yield self._draw_passage(element, next(numbers))

    def _draw_front(self) -> Iterator[Element]:
        """The cover; a notice that the plan comes with has a page of its own."""
        before: Kind | None = None
        for passage in self._manuscript.front:
            if passage.kind is Kind.TITLE and before not in (None, Kind.TITLE):
                yield page_break()
            yield paragraph(self._ids[STYLES[passage.kind]], runs(passage.text))
            before = passage.kind
        yield page_break()

    def _draw_boxed(self, passage: Passage, number: int) -> Element:
        style = STYLES[passage.kind] if passage.kind is Kind.BOX_TITLE else BOX_TEXT
        return paragraph(self._ids[style], self._draw_text(passage, number), *self._list_property(number))

    def _draw_passage(self, passage: Passage, number: int) -> Element:
        if passage.level is None:
            style = self._ids[STYLES[passage.kind]]
            return paragraph(style, self._draw_text(passage, number), *self._list_property(number))
        style = self._ids[heading_style(passage.level, has_chapters=self._manuscript.has_chapters)]
        place = self._places.get(number)
        if place is not None and self.bound.get((place.list_id, place.level)) == style:
            properties = []  # the style has the number
        elif place is None and style in self.bound.values():
            properties = [list_place(0)]
        else:
            properties = self._list_property(number)
        if passage.kind is Kind.FRONT_HEADING:
            properties = [*properties, make("w:ind", firstLine=0), make("w:jc", val="center")]
        return paragraph(style, self._bookmark(self._draw_text(passage, number)), *properties)

    def _draw_text(self, passage: Passage, number: int) -> list[Element]:
        """The runs of a paragraph; its mark is among them only where no list writes it."""
        text = passage.text if number in self._places else passage.whole
        if passage.kind in (Kind.CAPTION, Kind.BOX_TITLE):
            return self._draw_counted(text)
        lead = _LEAD.match(text) if passage.kind is Kind.BODY and passage.mark is not None else None
        end = lead.end() if lead else 0
        return [*runs(text[:end], bold=True), *runs(text[end:])]

    def _draw_counted(self, text: str) -> list[Element]:
        """A caption whose number is a field that counts, as Word's own captions are."""
        match = _COUNTED.match(text)
        if match is None:
            return runs(text)
        word = match["word"]
        if self._counters.captions.get(word, 0) + 1 != int(match["number"]):
            return runs(text)
        self._counters.captions[word] = int(match["number"])
        counter = make_field(f"SEQ {word} \\* ARABIC", match["number"])
        return [*runs(word), *counter, *runs(text[match.end() :])]

    def _list_property(self, number: int) -> list[Element]:
        place = self._places.get(number)
        return [] if place is None else [list_place(place.list_id, place.level)]

    def _bookmark(self, content: list[Element]) -> list[Element]:
        number = self._counters.headings
        self._counters.headings += 1
        start = make("w:bookmarkStart", id=number, name=bookmark_name(number))
        return [start, *content, make("w:bookmarkEnd", id=number)]

    def _bind_styles(self, document: Document) -> dict[tuple[int, int], str]:
        """Binds heading styles to the levels of a list where all headings of a style stand on one level."""
        used: dict[str, set[Place]] = {}
        for number, passage, box in number_passages(self._manuscript.body):
            if passage.kind is Kind.HEADING and passage.level is not None and box is None and number in self._places:
                used.setdefault(heading_style(passage.level, has_chapters=True), set()).add(self._places[number])
        bound: dict[tuple[int, int], str] = {}
        for name, places in used.items():
            if len(places) == 1:
                place = next(iter(places))
                style = document.styles[name]
                bound[place.list_id, place.level] = style.style_id
                style.element.get_or_add_pPr().insert(0, list_place(place.list_id, place.level))
        return bound


def _draw_page(document: Document, title: str) -> None:
    """The plan's name above and “— 3 —” below every page but the cover."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].add_run(title)
    footer = section.footer.paragraphs[0]
    for run in (*runs("— "), *make_field("PAGE", "1"), *runs(" —")):
        footer._p.append(run)
