"""Sets the pieces of text of a recognised picture in lines, in the order they are read: column by column, row by row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from align.reading.paged.margins import LineBox
from align.reading.paged.pages import PageLine
from align.recognising.recognition import Piece

# Between two pieces of a line there is a space where the gap is wider than this share of their height.
_GAP = 0.5
# A piece belongs to a row when its middle lies so near the row's, in heights of the lower of the two.
_SAME_ROW = 0.5
# Text set in two columns: no line is wider than this share of the text, and each column has a few lines that fill it.
_WIDE = 0.6
_COLUMN_LINES = 4
_FILLED = 0.6
# The engine draws its box around so few characters higher or lower by such a share: 号） and 。 have other edges than words.
_FEW = 6
_UNSURE_SIZE = 0.35
# Page numbers and running heads stand in this share of the page at its top and foot.
_MARGIN = 0.12
_CHINESE = r"[一-鿿，。、；：？！（）《》“”〔〕【】]"
_HAS_CHINESE = re.compile(r"[一-鿿]")
# Full-width marks have the width of half-width ones in the engine's eyes; in a Chinese line they are full-width, but for
# those within figures (1,000; 2.7:1).
_NARROW_MARK = re.compile(r"[()]|(?<!\d)[,:;]|[,:;](?!\d)")
_WIDE_MARKS = str.maketrans("(),:;", "（），：；")
# 二〇三五年: the engine does not know 〇 and leaves it out or takes it for another ring, at the end of a line as well; a year
# of three figures is none.
_YEAR_BEFORE, _YEAR_AFTER = r"(?<![〇零一二三四五六七八九十百千万])二", r"([一二三四五六])([一二三四五六七八九])年"
_LOST_ZERO = re.compile(rf"{_YEAR_BEFORE}[0OoＯ○◯]?{_YEAR_AFTER}")
_LOST_ZERO_AT_END, _AFTER_LOST_ZERO = re.compile(rf"{_YEAR_BEFORE}[0OoＯ○◯]?$"), re.compile(_YEAR_AFTER)
# 〔2021〕38号: nor does it know these brackets.
_DOCUMENT_YEAR = re.compile(r"\[((?:19|20)\d\d)\](?=第?\d+号)")
# （（一）: the bracket before a number is seen twice at times; only one is closed, here and in what follows.
_DOUBLED = re.compile(r"^[（(]{2}(?=[一二三四五六七八九十]{1,3}[）)](?:[^（()）]|[（(][^（()）]*[）)])*$)")
# 3.5%0: nothing else follows a per cent sign so.
_PER_MILLE = re.compile(r"%[0oO〇](?![\d.])")
# Pieces that stand apart are parted by a space that is kept.
_APART = "\N{EM SPACE}"
_MEANINGLESS_SPACE = re.compile(rf"(?<={_CHINESE}) +(?={_CHINESE})")
# — 4 —: the dashes may come as 一, the points as full stops.
_PAGE_NUMBER = re.compile(r"[-—–－_一~·•.。\s]{0,3}(\d{1,4})[-—–－_一~·•.。\s]{0,3}")
# 一、发展基础.. . 3: of the points that lead to the number of a page the engine gives but some, and at times no number.
_LEADER = re.compile(r"(?<=[一-鿿）》”])\s*[.…·．][.…·．\s]*(\d{0,4})$")
# A page on which so many lines end so is of the table of contents.
_CONTENTS_LINES = 3


def find_lines(pieces: Sequence[Piece], height: int) -> list[PageLine]:
    """The lines of a picture.

    Args:
        pieces: its text, but for what stands in tables.
        height: how high the picture is; what may be a page number stands near its edges.
    """
    columns = enumerate(_find_columns(pieces))
    lines = [_build_line(row, number) for number, column in columns for row in set_rows(column)]
    return [_mark_page_number(line, height) for line in _mark_leaders(_settle_sizes(_mend_ends(lines)))]


def set_rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces side by side in rows from top to bottom, each row from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (_middle(piece), piece.box)):
        if rows and _stands_beside(rows[-1], piece):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.box) for row in rows]


def join_pieces(row: Sequence[Piece]) -> str:
    """The text of a row, set right."""
    joined = row[0].text.strip()
    for before, after in pairwise(row):
        is_apart = after.box[0] - before.box[2] > _GAP * _height(after)
        joined += f"{_APART if is_apart else ''}{after.text.strip()}"
    return set_right(joined)


def set_right(text: str) -> str:
    """A recognised text without what is wrong beyond doubt: meaningless spaces, narrow marks, years that lack their ring or
    their brackets, brackets seen twice, per mille signs taken apart."""
    close = _PER_MILLE.sub("‰", _MEANINGLESS_SPACE.sub("", text).replace(_APART, " "))
    if not _HAS_CHINESE.search(close):
        return close
    known = _DOUBLED.sub("（", _DOCUMENT_YEAR.sub(r"〔\1〕", _LOST_ZERO.sub(r"二〇\1\2年", close)))
    return _NARROW_MARK.sub(lambda mark: mark[0].translate(_WIDE_MARKS), known)


def _build_line(row: Sequence[Piece], column: int) -> PageLine:
    top = min(piece.box[1] for piece in row)
    box = LineBox(row[0].box[0], row[-1].box[2], max(map(_height, row)), column)
    return PageLine(float(top), join_pieces(row), min(piece.confidence for piece in row), box)


def _mend_ends(lines: list[PageLine]) -> list[PageLine]:
    """The lines with the rings of years that were lost where a line ends in the middle of one."""
    return [
        line._replace(text=_LOST_ZERO_AT_END.sub("二〇", line.text))
        if after is not None and _AFTER_LOST_ZERO.match(after.text)
        else line
        for line, after in pairwise([*lines, None])
        if line is not None
    ]


def _settle_sizes(lines: list[PageLine]) -> list[PageLine]:
    """The lines with the size of most where they have but a few characters and are not clearly larger or smaller."""
    sizes = [line.box.size for line in lines if line.box is not None]
    usual = median(sizes) if sizes else 0.0
    return [
        line._replace(box=line.box._replace(size=usual))
        if line.box is not None and len(line.text) <= _FEW and abs(line.box.size - usual) <= _UNSURE_SIZE * usual
        else line
        for line in lines
    ]


def _mark_leaders(lines: list[PageLine]) -> list[PageLine]:
    """The lines of a table of contents in the form that later stages know; those of any other page as they are."""
    leading = [_LEADER.search(line.text) for line in lines]
    if sum(found is not None and bool(found[1]) for found in leading) < _CONTENTS_LINES:
        return lines
    return [
        line if found is None else line._replace(text=f"{line.text[: found.start()]}……{found[1]}")
        for line, found in zip(lines, leading, strict=True)
    ]


def _mark_page_number(line: PageLine, height: int) -> PageLine:
    """A page number in the form that later stages know."""
    is_outside = not _MARGIN * height < line.top < (1 - _MARGIN) * height
    number = _PAGE_NUMBER.fullmatch(line.text) if is_outside else None
    return line if number is None else line._replace(text=f"— {number[1]} —")


def _stands_beside(row: Sequence[Piece], piece: Piece) -> bool:
    near = all(abs(_middle(other) - _middle(piece)) <= _SAME_ROW * min(_height(other), _height(piece)) for other in row)
    overlap = min(_height(other) for other in row) * _GAP
    apart = all(piece.box[0] > other.box[2] - overlap or piece.box[2] < other.box[0] + overlap for other in row)
    return near and apart


def _find_columns(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces in the order of their columns; wide lines part what stands above them from what stands below."""
    if not pieces:
        return []
    left = min(piece.box[0] for piece in pieces)
    width = max(piece.box[2] for piece in pieces) - left
    columns: list[list[Piece]] = [[]]
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.box[1]):
        if piece.box[2] - piece.box[0] > _WIDE * width:
            _add_band(columns, band, left, width)
            columns[-1].append(piece)
            band = []
        else:
            band.append(piece)
    _add_band(columns, band, left, width)
    return columns


def _add_band(columns: list[list[Piece]], band: list[Piece], left: int, width: int) -> None:
    """Adds what stands between two wide lines: as two columns where it is set so, else to the text above it."""
    for gutter in sorted({piece.box[0] for piece in band}):
        before = [piece for piece in band if piece.box[0] < gutter]
        after = [piece for piece in band if piece.box[0] >= gutter]
        is_free = all(piece.box[2] <= gutter for piece in before)
        if is_free and _fills(before, gutter - left) and _fills(after, left + width - gutter):
            columns.extend((before, after, []))
            return
    columns[-1].extend(band)


def _fills(column: Sequence[Piece], width: int) -> bool:
    """Whether text is set in a column: a few lines at least that fill it, so that rows of a table are none."""
    if len(column) < _COLUMN_LINES:
        return False
    return sum(piece.box[2] - piece.box[0] for piece in column) >= _FILLED * width * len(column)


def _middle(piece: Piece) -> float:
    return (piece.box[1] + piece.box[3]) / 2


def _height(piece: Piece) -> int:
    return piece.box[3] - piece.box[1]
