"""Tells how far the lines of pages begin and end from their margins, which shows where paragraphs begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

# A margin is where such a share of the lines of a page, or at least two, begin or end; fewer lines have no margins.
_MARGIN_SHARE = 0.08
_LEAST_LINES = 8
# Lines of another size, by this share, are titles and notes.
_SAME_SIZE = 0.12


class LineBox(NamedTuple):
    """Where a line stands: left and right edge and height of its characters, in the units of its page, and its column."""

    left: float
    right: float
    size: float
    column: int = 0


class Distances(NamedTuple):
    """How far, in characters, a line begins from the left and ends from the right margin of its column."""

    indent: float
    short: float


_Margins = dict[int, tuple[float, float]]


def find_distances(pages: Sequence[Sequence[LineBox]]) -> list[list[Distances | None]]:
    """The distances of the lines of each page; ``None`` for a line of another size than most, or without size or margins.

    Margins are those of the page, or of the document where a page has too few lines.
    """
    everything = [line for page in pages for line in page]
    size = median(line.size for line in everything) if everything else 0.0
    whole = _find_margins(everything)
    return [
        [_measure(line, margins, size) for line in page] for page in pages for margins in [whole | _find_margins(page)]
    ]


def _measure(line: LineBox, margins: _Margins, size: float) -> Distances | None:
    if not size or line.column not in margins or abs(line.size - size) > _SAME_SIZE * size:
        return None
    left, right = margins[line.column]
    return Distances((line.left - left) / size, (right - line.right) / size)


def _find_margins(lines: Sequence[LineBox]) -> _Margins:
    """Left and right margin of each column: the outermost places where several lines begin and end."""
    margins: _Margins = {}
    for column in {line.column for line in lines}:
        own = [line for line in lines if line.column == column]
        left = _find_edge([line.left for line in own], own[0].size)
        right = _find_edge([-line.right for line in own], own[0].size)
        if len(own) >= _LEAST_LINES and left is not None and right is not None:
            margins[column] = (left, -right)
    return margins


def _find_edge(edges: Sequence[float], size: float) -> float | None:
    """The lowest place near which several edges lie."""
    counts = Counter(map(round, edges))
    least = max(2, _MARGIN_SHARE * len(edges))
    return next(
        (
            edge
            for edge in sorted(counts)
            if sum(count for other, count in counts.items() if edge <= other <= edge + size / 2) >= least
        ),
        None,
    )
