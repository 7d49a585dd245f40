"""Reads pictures of text: the lines and tables of a page that holds no text of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from align.reading.paged.pages import PageItem, PageLine
from align.reading.paged.tables import PageTable
from align.reading.scans.grids import find_scan_tables
from align.reading.scans.lines import find_lines
from align.recognising.extra import is_installed, open_recogniser
from align.recognising.recognition import Picture, Recognised, Recogniser, RecognitionError

Told = Callable[[int, int], object]
"""Called before the first picture and after every one with how many are done and how many there are."""

# Pieces the engine is less sure of are specks, seals and scrawls more often than text.
_LEGIBLE = 0.5
# A picture whose pieces of text cover less of it is a drawing, a map or a photograph; text fills a third and more.
_TEXT_SHARE = 0.1
# After so many failures in a row the recogniser is taken for broken.
_MOST_FAILURES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What was read in a picture.

    Attributes:
        items: its lines and tables, in the order they are read.
        letters: how many characters they have.
        confidence: how sure the engine is of a character on average; 0 where there is none.
        illegible: how many pieces of text could not be made out and are left out.
        is_drawing: whether the text is but words in a drawing, a map or a photograph.
        is_overdrawn: whether tables were not looked for, as there are too many lines.
    """

    items: tuple[PageItem, ...]
    letters: int
    confidence: float
    illegible: int
    is_drawing: bool
    is_overdrawn: bool = False


class ScannedPage(NamedTuple):
    """A page, or a picture on it, that had to be recognised: what was read, or why nothing was."""

    number: int
    scan: Scan | None
    problem: str = ""


class Scanner:
    """Reads the pictures of one document, and tells how far it is.

    Args:
        recogniser: what recognises the text.
        told: called before the first picture and after every one.
    """

    def __init__(self, recogniser: Recogniser, told: Told | None = None) -> None:
        self._recogniser = recogniser
        self._told = told
        self._done = self._total = self._failures = 0

    @property
    def engine(self) -> str:
        """Name and version of what recognises."""
        return self._recogniser.engine

    def expect(self, total: int) -> None:
        """Says how many pictures will be read."""
        self._total = total
        if total and self._told is not None:
            self._told(0, total)

    def scan(self, draw: Callable[[], Picture]) -> Scan:
        """What is read in a picture.

        Args:
            draw: makes the picture; may raise the same.

        Raises:
            RecognitionError: it cannot be recognised; once several in a row could not, no other is tried.
        """
        if self._failures >= _MOST_FAILURES:
            raise RecognitionError("识别连续失败，余下的不再识别")
        try:
            scan = build_scan(self._recogniser.recognise(draw()))
        except RecognitionError:
            self._failures += 1
            raise
        finally:
            self._done += 1
            if self._told is not None:
                self._told(self._done, max(self._done, self._total))
        self._failures = 0
        return scan

    def scan_page(self, number: int, draw: Callable[[], Picture]) -> ScannedPage:
        """A page as it was recognised, or why it was not."""
        try:
            return ScannedPage(number, self.scan(draw))
        except RecognitionError as error:
            return ScannedPage(number, None, str(error))


@contextmanager
def open_scanner(recogniser: Recogniser | None, told: Told | None) -> Iterator[Scanner | None]:
    """What reads pictures: with a recogniser given, else with that of the extra ``ocr``; ``None`` where neither is there."""
    if recogniser is not None:
        yield Scanner(recogniser, told)
    elif is_installed():
        with open_recogniser() as own:
            yield Scanner(own, told)
    else:
        yield None


def build_scan(recognised: Recognised) -> Scan:
    """The lines and tables of a picture from the pieces of text and the rules found in it."""
    legible = [piece for piece in recognised.pieces if piece.confidence >= _LEGIBLE and piece.text.strip()]
    letters = sum(len(piece.text) for piece in legible)
    if not legible:
        return Scan(items=(), letters=0, confidence=0.0, illegible=len(recognised.pieces), is_drawing=False)
    line_height = median(piece.box[3] - piece.box[1] for piece in legible)
    tables, rest, is_overdrawn = find_scan_tables(recognised, legible, line_height)
    covered = sum((x1 - x0) * (y1 - y0) for x0, y0, x1, y1 in (piece.box for piece in legible))
    return Scan(
        items=tuple(_set_tables(find_lines(rest, recognised.height), tables)),
        letters=letters,
        confidence=sum(piece.confidence * len(piece.text) for piece in legible) / letters,
        illegible=len(recognised.pieces) - len(legible),
        is_drawing=not tables and covered < _TEXT_SHARE * recognised.width * recognised.height,
        is_overdrawn=is_overdrawn,
    )


def _set_tables(lines: Sequence[PageLine], tables: Sequence[PageTable]) -> list[PageItem]:
    """Lines and tables in order; lines of a second column may stand higher than those before them."""
    items: list[PageItem] = list(lines)
    for table in tables:
        below = (place for place, item in enumerate(items) if item.top > table.top)
        items.insert(next(below, len(items)), table)
    return items
