"""Ties the footnotes and endnotes of a Word document to the places where their marks stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from align.reading.content import ContentBuilder
from align.reading.word.names import W
from align.reading.word.numerals import render_number

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

REFERENCES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
# The formats of marks where a document tells none (ECMA-376 part 1, 17.11).
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


class _Marks(NamedTuple):
    """How the marks of one kind of note are written in a section."""

    format: str | None
    start: int | None
    restart: str | None


class WordNotes:
    """The notes of a document, tied one by one as their marks are met in document order."""

    def __init__(self, builder: ContentBuilder, settings: Element | None, body: Element) -> None:
        self._builder = builder
        self._texts: dict[tuple[str, str], str] = {}
        self._tied: set[tuple[str, str]] = set()
        self._counts: Counter[str] = Counter()
        self._whole = {kind: _parse_marks(settings, kind) for kind in _FORMATS}
        self._sections = [{kind: _parse_marks(one, kind) for kind in _FORMATS} for one in body.iter(f"{W}sectPr")]
        self._section = 0

    def load(self, root: Element | None, kind: str, read: Callable[[Element], str]) -> None:
        """Takes in the notes of one part of the document; ``read`` gives the text of a note."""
        for note in () if root is None else root.iterchildren(f"{W}{kind}"):
            if note.get(f"{W}type") not in _NO_NOTES and (text := read(note)).strip():
                self._texts[kind, note.get(f"{W}id", "")] = text

    def tie(self, reference: Element, own_mark: str | None) -> str:
        """What to put into the text in the place of a mark; ``own_mark`` is one that the author typed."""
        kind = REFERENCES[str(reference.tag)]
        key = kind, reference.get(f"{W}id", "")
        mark = self._count(kind) if own_mark is None else own_mark.strip()
        text = self._texts.get(key)
        if text is None:
            return own_mark or ""
        self._tied.add(key)
        return self._builder.add_footnote(mark, text)

    def end_paragraph(self, paragraph: Element) -> None:
        """Tells that a paragraph was read: one that holds the properties of a section is the section's last."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None or properties.find(f"{W}sectPr") is None:
            return
        self._section += 1
        for kind in _FORMATS:
            if self._marks(kind).restart == "eachSect":
                self._counts[kind] = 0

    @property
    def untied(self) -> int:
        """How many notes have no mark in the text that was read."""
        return len(self._texts) - len(self._tied)

    def _marks(self, kind: str) -> _Marks:
        """What holds for the current section: its own properties (they stand at its end), else those of the document."""
        whole = self._whole[kind]
        if self._section >= len(self._sections):
            return whole
        own = self._sections[self._section][kind]
        start = whole.start if own.start is None else own.start
        return _Marks(own.format or whole.format, start, own.restart or whole.restart)

    def _count(self, kind: str) -> str:
        marks = self._marks(kind)
        number = self._counts[kind] + (1 if marks.start is None else marks.start)
        self._counts[kind] += 1
        return render_number(number, marks.format or _FORMATS[kind]) or str(number)


def _parse_marks(properties: Element | None, kind: str) -> _Marks:
    found = None if properties is None else properties.find(f"{W}{kind}Pr")
    start = _value(found, "numStart")
    return _Marks(
        format=_value(found, "numFmt"),
        start=int(start) if start is not None and start.isascii() and start.isdecimal() and len(start) < 6 else None,
        restart=_value(found, "numRestart"),
    )


def _value(properties: Element | None, name: str) -> str | None:
    found = None if properties is None else properties.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")
