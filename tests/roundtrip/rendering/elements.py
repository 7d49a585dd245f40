"""What an office document is made of, before a format draws it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a paragraph is; the formats know how each looks."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    NUMBER = "number"
    ISSUER = "issuer"
    SALUTATION = "salutation"
    SIGNATURE = "signature"
    FRONT_HEADING = "front_heading"
    HEADING = "heading"
    SUBHEADING = "subheading"
    ANNEX = "annex"
    CAPTION = "caption"
    BOX_TITLE = "box_title"
    NOTE = "note"
    BODY = "body"


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """How a number is written: ``rank`` orders forms from the widest part to the smallest item."""

    rank: int
    before: str
    digits: str
    after: str
    gap: bool

    @property
    def pattern(self) -> str:
        """The mark with ``%`` in the place of the number."""
        return f"{self.before}%{self.after}"


@dataclass(frozen=True, slots=True)
class Mark:
    """The number before a heading or an item: how it is written, its value, and as it stands in the text."""

    form: Form
    value: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph. ``mark`` is not part of ``text``; ``level`` is that of a heading, 1 the highest."""

    kind: Kind
    text: str
    mark: Mark | None = None
    level: int | None = None

    @property
    def whole(self) -> str:
        """Mark and text as they read."""
        if self.mark is None:
            return self.text
        return f"{self.mark.text}{' ' if self.mark.form.gap else ''}{self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell and how many columns and rows it takes."""

    text: str
    column: int
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: the cells that begin in each row; the first ``heads`` rows are its head."""

    width: int
    heads: int
    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A box (专栏): paragraphs in a frame, the first of them its title."""

    passages: tuple[Passage, ...]


Element = Passage | Grid | Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A plan as its office wrote it. ``front`` stands before the table of contents."""

    title: str
    front: tuple[Passage, ...]
    body: tuple[Element, ...]
    has_chapters: bool

    def headings(self) -> tuple[Passage, ...]:
        """What the table of contents lists."""
        return tuple(
            element
            for element in self.body
            if isinstance(element, Passage) and element.kind in (Kind.HEADING, Kind.FRONT_HEADING)
        )
