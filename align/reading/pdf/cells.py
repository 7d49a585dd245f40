"""The words of a PDF page as lines of cells: what stands close together is one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from pdfplumber.page import Page

# In parts of the height of a character: characters nearer than this are one word, words nearer than this one cell.
_WORD_GAP = 0.5
_CELL_GAP = 1.0
# Words whose middles differ by less stand on one line.
_LINE = 0.5

Columns = Sequence[tuple[float, float]]
"""Left and right edges of columns, from left to right."""


class Cell(NamedTuple):
    """Words set close together: left and right edge, height of their middle on the page (points), text."""

    x0: float
    x1: float
    middle: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """The cells that stand level, from left to right."""

    cells: tuple[Cell, ...]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height of its middle on the page."""
        return (self.top + self.bottom) / 2


def read_words(page: Page) -> tuple[list[dict[str, Any]], float]:
    """The words of a page, and the height of its characters in points (0 on an empty page)."""
    words = page.extract_words(x_tolerance_ratio=_WORD_GAP)
    return words, median([word["bottom"] - word["top"] for word in words] or [0.0])


def build_lines(words: Sequence[dict[str, Any]], size: float) -> list[Line]:
    """The words of a page as lines, from top to bottom; ``size`` is the height of a character."""
    levels: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda one: (one["top"] + one["bottom"], one["x0"])):
        first = levels[-1][0] if levels else None
        if first is not None and _middle(word) - _middle(first) < _LINE * size:
            levels[-1].append(word)
        else:
            levels.append([word])
    return [_build_line(level, size) for level in levels]


def column_of(cell: Cell, columns: Columns) -> int:
    """The column that a cell shares most with; of one between two columns the nearer."""
    return max(range(len(columns)), key=lambda index: shared(cell, columns[index]))


def shared(cell: Cell, column: tuple[float, float]) -> float:
    """How much of a column a cell covers, in points; below nought it is the distance between them."""
    return min(cell.x1, column[1]) - max(cell.x0, column[0])


def _build_line(words: list[dict[str, Any]], size: float) -> Line:
    cells: list[Cell] = []
    for word in sorted(words, key=lambda one: float(one["x0"])):
        if cells and word["x0"] - cells[-1].x1 < _CELL_GAP * size:
            last = cells[-1]
            cells[-1] = last._replace(x1=word["x1"], text=f"{last.text} {word['text']}")
        else:
            cells.append(Cell(word["x0"], word["x1"], _middle(word), word["text"]))
    return Line(tuple(cells), min(word["top"] for word in words), max(word["bottom"] for word in words))


def _middle(word: dict[str, Any]) -> float:
    return float(word["top"] + word["bottom"]) / 2
