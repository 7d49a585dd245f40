"""Sets Chinese text in a terminal column: breaks anywhere between Chinese characters, never before a closing mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

# Marks that must not begin a line (避头点): they stay with the character before them.
_CLOSING = "，。、；：？！）】》〉〕”’％%…—·"
_OPENING = "（【《〈〔“‘"
# They make one sign of the characters beside them, whose widths no longer add up.
_JOINING = "\u200d\ufe0f"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text for a terminal; rich itself would break it at blanks only and leave ragged lines.

    Plain text: brackets in it are not taken for markup.
    """

    text: str
    style: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the lines, each no wider than the console."""
        style = console.get_style(self.style) if self.style else Style.null()
        for line in split_lines(self.text, options.max_width):
            yield Segment(line, style)
            yield Segment.line()

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as its longest line, as narrow as two Chinese characters with a mark."""
        widest = max((cell_len(line) for line in self.text.splitlines()), default=0)
        return Measurement(min(widest, 6), widest).with_maximum(options.max_width)


def split_lines(text: str, width: int) -> list[str]:
    """The lines of a text set to a width in half-width cells; a unit wider than the line is cut."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for unit in _units(paragraph):
            wide = cell_len(unit)
            if line and taken + wide > width and taken + cell_len(unit.rstrip()) > width:
                lines.append(line.rstrip())
                line, taken = "", 0
            added = unit if line else unit.lstrip()
            line, taken = line + added, taken + (wide if added == unit else cell_len(added))
            while taken > width:
                head = _fit(line, width)
                lines.append(head)
                line = line[len(head) :]
                taken = cell_len(line)
        lines.append(line.rstrip())
    return lines


def _units(text: str) -> Iterator[str]:
    """What may not be broken: a Latin word or number, a Chinese character with its closing marks."""
    unit = ""
    for character in text:
        if unit and not _sticks(unit[-1], character):
            yield unit
            unit = ""
        unit += character
    if unit:
        yield unit


def _sticks(before: str, after: str) -> bool:
    word = before.isascii() and after.isascii() and not before.isspace()
    joined = after in _JOINING or before == "\u200d"
    return word or joined or after in _CLOSING or before in _OPENING or after.isspace()


def _fit(text: str, width: int) -> str:
    """The longest beginning that is no wider than the line; at least one character."""
    end = 1
    while end < len(text) and cell_len(text[: end + 1]) <= width:
        end += 1
    return text[:end]
