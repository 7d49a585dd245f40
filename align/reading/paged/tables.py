"""A table as it stands on a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from align.reading.content import RawCell

PageBox = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: its box (x0, top, x1, bottom; in points, on scans in pixels) and its rows.

    ``inferred`` as in :class:`align.source.Table`; ``columns`` are the left and right edges of inferred columns.
    """

    box: PageBox
    rows: list[list[RawCell]]
    columns: tuple[tuple[float, float], ...] = ()
    inferred: bool = False

    @property
    def top(self) -> float:
        """The distance of its upper edge from the top of the page."""
        return self.box[1]

    def covers(self, thing: dict[str, Any]) -> bool:
        """Whether the middle of a character lies in the table."""
        x = (thing["x0"] + thing["x1"]) / 2
        y = (thing["top"] + thing["bottom"]) / 2
        return bool(self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3])


def join_lines(lines: Iterable[str]) -> str:
    """The wrapped lines of a cell as one; only Latin words are parted by a space."""
    joined = ""
    for line in lines:
        part = line.strip()
        needs_space = joined[-1:].isascii() and joined[-1:].isalpha() and part[:1].isascii() and part[:1].isalpha()
        joined += f" {part}" if needs_space else part
    return joined
