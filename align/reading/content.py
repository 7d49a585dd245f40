"""What a reader hands back: the text it built, and what stands where in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from align.reading.framing import frame_blocks
from align.reading.paged.margins import Distances
from align.source import Block, BlockKind, Cell, Footnote, Notice, Recognition, Table
from align.spans import Span

# Characters that no reader of a plan can see and that would break lines or files further down.
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]")
# Where a footnote's mark stands, until its paragraph is placed: Unicode keeps these two for such use inside a program.
_NOTE_PLACE = re.compile(r"[ \t]*\ufdd0(\d{1,9})\ufdd1")
_STRAY = re.compile(r"[\ufdd0\ufdd1]")
# The longest plans have a million characters and some ten thousand cells; what is far beyond is made to fill the memory.
_MAX_LENGTH = 10_000_000
_MAX_PIECES = 2_000_000
MAX_CELLS = 500_000
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# What a PDF converter leaves where a font does not tell which character a glyph is: (cid:127), a private-use
# character, or the replacement character.
_GARBLED = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")
_GARBLED_SHARE = 0.01


class ContentLimitError(Exception):
    """A document with more in it than any plan has; the text says of what, in Chinese."""


class RawCell(NamedTuple):
    """A cell before it has a place in the text; ``merged`` as in :class:`align.source.Cell`.

    ``confidence`` is how sure the recognition of the text is; ``None`` where it was not recognised but read.
    """

    text: str
    merged: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All of a :class:`align.source.Source` but the file it came from."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    pages: int | None = None
    warnings: tuple[Notice, ...] = ()
    recognised: tuple[Recognition, ...] = ()
    footnotes: tuple[Footnote, ...] = ()


class ContentBuilder:
    """Puts paragraphs and tables into one text: a paragraph per line, a table row per line with tabs between cells."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._frames: list[Span] = []
        self._open_frames: list[int] = []
        self._tables: list[Table] = []
        self._warnings: list[Notice] = []
        self._recognised: list[Recognition] = []
        self._notes: list[tuple[str, str]] = []
        self._placed: dict[int, Footnote] = {}

    def add_footnote(self, mark: str, text: str) -> str:
        """Adds a footnote and returns what stands for its mark: to be put into a paragraph or cell where the mark stood.

        The builder takes it out again when it places the text; where it comes twice (merged cells), the first place counts.
        """
        self._notes.append((mark, " ".join(_visible(text).split())))
        return f"\ufdd0{len(self._notes) - 1}\ufdd1"

    def add_paragraph(
        self,
        text: str,
        *,
        page: int | None = None,
        level: int | None = None,
        confidence: float | None = None,
        distances: Distances | None = None,
    ) -> None:
        """Adds a paragraph; one that holds line breaks becomes several, of which the first keeps the level.

        Args:
            text: the paragraph.
            page: the page it begins on.
            level: the outline level its style gives.
            confidence: how sure the recognition of the text is; ``None`` where it was not recognised but read.
            distances: where it stands between its margins, if it is but a line of a page.
        """
        indent, short = distances or (None, None)
        for line in text.split("\n"):
            visible, places = _lift_places(_visible(line).strip())
            if visible:
                self._place_notes(places)
                span = self._append(visible)
                self._tell_recognised(span, confidence)
                self._append("\n")
                self._blocks.append(
                    Block(kind=BlockKind.PARAGRAPH, span=span, page=page, level=level, indent=indent, short=short)
                )
                level = None

    def add_table(self, rows: Sequence[Sequence[RawCell]], *, page: int | None = None, inferred: bool = False) -> None:
        """Adds a table; rows without any text are left out, and so is a table without any row."""
        if sum(len(cell.text) for row in rows for cell in row) > 2 * _MAX_LENGTH:
            raise ContentLimitError(f"表格文字超过 {_MAX_LENGTH // 10_000} 万字")
        filled = [row for row in rows if any(_visible(cell.text).strip() for cell in row)]
        if not filled:
            return
        start = self._length
        placed = tuple(self._add_row(row) for row in filled)
        span = Span(start, self._length - 1)
        index = len(self._tables)
        self._tables.append(Table(index=index, rows=placed, span=span, page=page, inferred=inferred))
        self._blocks.append(Block(kind=BlockKind.TABLE, span=span, page=page, table=index))

    def begin_frame(self) -> None:
        """Tells that what is added from here to the matching :meth:`end_frame` stands in a frame."""
        self._open_frames.append(self._length)

    def end_frame(self) -> None:
        """Closes the frame begun last."""
        self._frames.append(Span(self._open_frames.pop(), self._length))

    def add_notice(self, code: str, message: str, *, pages: Sequence[int] = ()) -> None:
        """Adds something to tell about the document as a whole, or about some of its pages."""
        self._warnings.append(Notice(code=code, message=message, pages=tuple(pages)))

    def build(self, *, pages: int | None = None) -> Content:
        """The content put together so far."""
        text = "".join(self._pieces)
        return Content(
            text=text,
            blocks=frame_blocks(self._blocks, self._frames),
            tables=tuple(self._tables),
            pages=pages,
            warnings=tuple(self._warnings) + find_garbled(text),
            recognised=tuple(self._recognised),
            footnotes=tuple(sorted(self._placed.values(), key=lambda note: note.span)),
        )

    def _add_row(self, row: Sequence[RawCell]) -> tuple[Cell, ...]:
        """Places a row; a cell merged with the one to its left shares that one's place instead of saying it again."""
        cells: list[Cell] = []
        for cell in row:
            text, places = _lift_places(" ".join(_visible(cell.text).split()))
            if cells and cell.merged and cells[-1].text == text:
                cells.append(Cell(text=text, span=cells[-1].span, merged=True))
                continue
            if cells:
                self._append("\t")
            self._place_notes(places)
            span = self._append(text)
            self._tell_recognised(span, cell.confidence)
            cells.append(Cell(text=text, span=span, merged=cell.merged))
        self._append("\n")
        return tuple(cells)

    def _tell_recognised(self, span: Span, confidence: float | None) -> None:
        if confidence is not None and span.start < span.end:
            self._recognised.append(Recognition(span=span, confidence=confidence))

    def _place_notes(self, places: Sequence[tuple[int, int]]) -> None:
        """Ties notes to where their marks stood in the piece that comes next."""
        for number, offset in places:
            if number < len(self._notes) and number not in self._placed:
                mark, text = self._notes[number]
                place = self._length + offset
                self._placed[number] = Footnote(span=Span(place, place), mark=mark, text=text)

    def _append(self, piece: str) -> Span:
        start = self._length
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > _MAX_LENGTH:
            raise ContentLimitError(f"文字超过 {_MAX_LENGTH // 10_000} 万字")
        if len(self._pieces) > _MAX_PIECES:
            raise ContentLimitError(f"段落和单元格超过 {_MAX_PIECES // 20_000} 万个")
        return Span(start, self._length)


def garbled_share(text: str) -> float:
    """How much of a text is glyphs that nobody can read, from 0 to 1."""
    found = len(_GARBLED.findall(text))
    return found / (found + len("".join(_GARBLED.sub("", text).split()))) if found else 0.0


def check_cells(count: int) -> None:
    """Makes sure that a table is none that was made to fill the memory.

    Raises:
        ContentLimitError: it has more than ``MAX_CELLS`` cells, merged ones counted in every place they cover.
    """
    if count > MAX_CELLS:
        raise ContentLimitError(f"一张表格超过 {MAX_CELLS // 10_000} 万格")


def find_garbled(text: str) -> tuple[Notice, ...]:
    """A notice if a telling share of the text is glyphs that nobody can read; nothing otherwise."""
    found = _GARBLED.findall(text)
    if len(found) <= _GARBLED_SHARE * len(text):
        return ()
    message = (
        f"文中有 {len(found)} 处无法识别的字符（多为 PDF 字体缺少编码所致），相关内容可能读错，请改用原始 Word 文件"
    )
    return (Notice(code="reading.garbled", message=message),)


def _lift_places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without the stand-ins for footnote marks, and each one's number and place in what is left."""
    if not _STRAY.search(text):
        return text, []
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    end = length = 0
    for match in _NOTE_PLACE.finditer(text):
        pieces.append(text[end : match.start()])
        length += match.start() - end
        places.append((int(match.group(1)), length))
        end = match.end()
    whole = _STRAY.sub(" ", "".join(pieces) + text[end:])
    kept = whole.strip()
    before = len(whole) - len(whole.lstrip())
    return kept, [(number, min(max(place - before, 0), len(kept))) for number, place in places]


def _visible(text: str) -> str:
    return _LONE_SURROGATE.sub("\ufffd", _INVISIBLE.sub(" ", text))
