"""What stands where in a plan: its divisions, and the passages under them."""

from __future__ import annotations

from dataclasses import dataclass

from align.model import Division, Role
from align.parsing.clean import Line
from align.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A passage of body text: a cleaned line from ``start`` on (a run-in heading and its marker are left out).

    ``marker`` is the number the passage itself carries, e.g. ``1.`` or ``（二）``, where it is an enumerated item.
    """

    line: Line
    start: int
    division_id: str
    role: Role
    marker: str = ""

    @property
    def text(self) -> str:
        """The cleaned body text."""
        return self.line.text[self.start :]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where ``text[start:end]`` stands in the source."""
        stop = len(self.line.text) if end is None else self.start + end
        return self.line.span(self.start + start, stop)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Divisions in document order, and the paragraphs (table rows among them) in document order."""

    divisions: tuple[Division, ...]
    paragraphs: tuple[Paragraph, ...]

    def division_at(self, position: int) -> Division:
        """The innermost division that covers a position of the source text; the first division if none does."""
        found = self.divisions[0]
        for division in self.divisions:
            if division.span.start <= position < division.span.end and division.level >= found.level:
                found = division
        return found
