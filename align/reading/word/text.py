"""The text of Word paragraphs as a reader sees it: insertions in, deletions, hidden text and field codes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from align.reading.superscripts import raise_text
from align.reading.word.fields import Fields
from align.reading.word.flow import DELETED, FALLBACK, TEXT_BOX, is_placeholder
from align.reading.word.formulas import FORMULA, read_formula
from align.reading.word.looks import Look
from align.reading.word.names import W
from align.reading.word.notes import REFERENCES, WordNotes
from align.reading.word.styles import WordStyles
from align.reading.word.symbols import render_signs

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Not part of the text that is seen: what was deleted or moved away, pinyin above a word. A text box is read after its
# paragraph; what stands in a Fallback says the same again for old programs.
_LEFT_OUT = frozenset((*DELETED, *(f"{W}{name}" for name in ("rt", "pPr", "rPr", "sdtPr")), TEXT_BOX, FALLBACK))
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SOFT_HYPHEN = "\u00ad"


class TextReader:
    """Reads the paragraphs of a document in order; fields and the numbers of notes go on from one to the next."""

    def __init__(self, styles: WordStyles, notes: WordNotes) -> None:
        self._styles = styles
        self._notes = notes
        self._fields = Fields()
        self._met_contents = False

    def read(self, parts: Sequence[Element]) -> str:
        """The text of a paragraph, of which ``parts`` are the ``w:p`` elements; line breaks inside it are ``\\n``."""
        pieces: list[str] = []
        self._met_contents = self._fields.in_contents
        for part in parts:
            self._collect(part, part, pieces)
            self._fields.end_paragraph()
            self._notes.end_paragraph(part)
        return "".join(pieces)

    @property
    def met_contents(self) -> bool:
        """Whether the paragraph read last stands in a table of contents made by Word."""
        return self._met_contents

    def end_contents(self) -> None:
        """Tells that a paragraph is none of a table of contents, though its field has not ended."""
        self._fields.end_contents()

    def _collect(self, element: Element, paragraph: Element, pieces: list[str]) -> None:
        for child in element.iterchildren():
            if child.tag == f"{W}r":
                pieces.append(self._read_run(child, paragraph))
            elif child.tag == FORMULA:
                pieces.append(read_formula(child))
            elif child.tag == f"{W}sdt" and is_placeholder(child):
                continue
            elif child.tag not in _LEFT_OUT:
                self._collect(child, paragraph, pieces)

    def _read_run(self, run: Element, paragraph: Element) -> str:
        look = self._styles.find_look(run, paragraph)
        text = "".join(self._read_part(part, paragraph, look) for part in run.iterchildren())
        if look.hidden or self._fields.in_code:
            return ""
        for reference in run.iterchildren(*REFERENCES):
            if reference.get(f"{W}customMarkFollows", "0") in ("1", "true", "on"):
                return self._notes.tie(reference, text)
            text += self._notes.tie(reference, None)
        return raise_text(text) if look.raised else text

    def _read_part(self, part: Element, paragraph: Element, look: Look) -> str:
        """The text of one element of a run."""
        if part.tag == f"{W}fldChar":
            shown = self._fields.take(part)
            self._met_contents = self._met_contents or self._fields.in_contents
            return shown
        if part.tag == f"{W}instrText":
            self._fields.add_code(part.text or "")
            return ""
        if self._fields.in_code or part.tag in _LEFT_OUT:
            return ""
        if part.tag == f"{W}t":
            return render_signs((part.text or "").replace(_SOFT_HYPHEN, ""), look.font)
        if part.tag == f"{W}sym":
            return _read_symbol(part)
        if part.tag in _SIGNS:
            return _SIGNS[part.tag]
        pieces: list[str] = []
        self._collect(part, paragraph, pieces)
        return "".join(pieces)


def _read_symbol(symbol: Element) -> str:
    try:
        character = chr(int(symbol.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
    return render_signs(character, symbol.get(f"{W}font"))
