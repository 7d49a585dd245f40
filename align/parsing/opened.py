"""A division while it is being filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from align.model import Division, DivisionKind, Role
from align.parsing.numbering import Style
from align.spans import Span


@dataclass(slots=True)
class Opened:
    """A division while it is being filled; ``frame`` is the frame drawn around a box, where the document tells it."""

    id: str
    rank: float
    kind: DivisionKind
    marker: str
    title: str
    role: Role
    heading: Span
    parent: str | None
    level: int
    page: int | None
    end: int
    unnumbered: bool = False
    styled: int | None = None
    told: bool = True
    seen: dict[Style, int] = field(default_factory=dict)
    paragraphs: int = 0
    parts: int = 0
    frame: Span | None = None

    @property
    def is_filled(self) -> bool:
        """Whether anything stands under the heading."""
        return self.paragraphs > 0 or self.parts > 0

    def close(self) -> Division:
        """The division, filled."""
        return Division(
            id=self.id,
            kind=self.kind,
            marker=self.marker,
            title=self.title,
            level=self.level,
            role=self.role,
            span=Span(self.heading.start, max(self.end, self.heading.end)),
            heading=self.heading,
            parent_id=self.parent,
            page=self.page,
        )
