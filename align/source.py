"""The text as read: a document's whole text, and what stands where in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from align.labelled import Labelled
from align.spans import Span


class SourceFormat(Labelled):
    """The kind of file a text came from."""

    TEXT = ("txt", "纯文本")
    MARKDOWN = ("md", "Markdown")
    WORD = ("docx", "Word 文档")
    HTML = ("html", "网页")
    PDF = ("pdf", "PDF")
    CSV = ("csv", "CSV 表格")
    TSV = ("tsv", "TSV 表格")
    EXCEL = ("xlsx", "Excel 表格")
    OLD_WORD = ("doc", "Word 97—2003 文档")
    WPS_TEXT = ("wps", "WPS 文字")
    RICH_TEXT = ("rtf", "RTF 文档")
    OPEN_TEXT = ("odt", "ODF 文档")
    OLD_EXCEL = ("xls", "Excel 97—2003 表格")
    WPS_TABLE = ("et", "WPS 表格")
    OPEN_TABLE = ("ods", "ODF 表格")
    PNG = ("png", "PNG 图片")
    JPEG = ("jpg", "JPEG 图片")
    TIFF = ("tif", "TIFF 图片")
    BMP = ("bmp", "BMP 图片")
    WEBP = ("webp", "WebP 图片")

    @property
    def is_spreadsheet(self) -> bool:
        """Whether the file holds tables and nothing else."""
        return self in _SPREADSHEETS

    @property
    def is_picture(self) -> bool:
        """Whether the file is a picture, whose text has to be recognised."""
        return self in _PICTURES


_SPREADSHEETS = (
    SourceFormat.CSV,
    SourceFormat.TSV,
    SourceFormat.EXCEL,
    SourceFormat.OLD_EXCEL,
    SourceFormat.WPS_TABLE,
    SourceFormat.OPEN_TABLE,
)
_PICTURES = (SourceFormat.PNG, SourceFormat.JPEG, SourceFormat.TIFF, SourceFormat.BMP, SourceFormat.WEBP)


class BlockKind(Labelled):
    """What a block of the source is."""

    PARAGRAPH = ("paragraph", "段落")
    TABLE = ("table", "表格")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph or a whole table, in document order; ``level`` is the outline level its style gives (1 = highest).

    Where a block is but a line of a page, ``indent`` and ``short`` tell how far, in characters, it begins from the left and
    ends from the right margin. ``frame`` is the innermost frame drawn around it (a table of one cell, a text box), where the
    format tells frames: the text from the first to the last block inside.
    """

    kind: BlockKind
    span: Span
    page: int | None = None
    level: int | None = None
    table: int | None = None
    indent: float | None = None
    short: float | None = None
    frame: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; ``merged`` marks a cell that repeats the text of the merged cell it belongs to."""

    text: str
    span: Span
    merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; rows may differ in length. ``index`` is its position in ``Source.tables``.

    ``inferred`` tells that its columns were told from where the words stand, not from rules, marks or cells.
    """

    index: int
    rows: tuple[tuple[Cell, ...], ...]
    span: Span
    page: int | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """A line or cell whose text the program recognised in a picture (OCR); ``confidence`` (0 to 1) is the engine's own."""

    span: Span
    confidence: float


def tell_confidence(confidence: float) -> str:
    """A confidence (0 to 1) with two digits, rounded down: never more than it is."""
    return f"{math.floor(round(confidence * 100, 6)) / 100:.2f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote or endnote: what it says is no part of ``Source.text``, nor is its mark.

    ``span`` is empty and lies where the mark stood; ``mark`` is the mark as printed (①, 1, [1]). Word restarts some marks
    on every page, which a file does not tell; they are then counted through.
    """

    span: Span
    mark: str
    text: str


# A mark after the stop of a sentence still speaks of the sentence.
_STOPS = "，、；。！？”）"
_MOST_STOPS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something worth telling about a document: what could not be read, or a slip of the text.

    ``code`` is stable and English (``reading.no_text_layer``, ``defect.double_stop``); ``message`` is Chinese;
    ``pages`` are those it speaks of, where it speaks of pages.
    """

    code: str
    message: str
    span: Span | None = None
    text: str = ""
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as read: its whole text, what stands where in it, and which parts were recognised in pictures.

    ``engine`` is the name and version of what recognised them; empty where nothing was.
    """

    path: str
    format: SourceFormat
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    warnings: tuple[Notice, ...] = ()
    recognised: tuple[Recognition, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    engine: str = ""

    def confidence_of(self, span: Span) -> float | None:
        """How sure the least sure recognition within a span is; ``None`` where nothing of it was recognised."""
        return min((one.confidence for one in self.recognised if one.span.overlaps(span)), default=None)

    def notes_at(self, span: Span) -> tuple[Footnote, ...]:
        """The notes that speak of a passage: their marks stand in it, or behind it with no more between than a stop.

        A mark right before a passage belongs to the sentence before, unless a line or a cell begins there.
        """
        return tuple(note for note in self.footnotes if self._stands_at(note.span.start, span))

    def _stands_at(self, place: int, span: Span) -> bool:
        if place < span.start or place > span.end + _MOST_STOPS:
            return False
        if place == span.start:
            return place == 0 or self.text[place - 1] in "\n\t"
        return place <= span.end or not self.text[span.end : place].strip(_STOPS)
