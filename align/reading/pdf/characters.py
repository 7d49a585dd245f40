"""Mends the characters of a PDF page before they are set in lines: raised and lowered ones, and those printed twice."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pdfplumber.page import Page

# Characters printed again nearer than this (points) are one bold character.
_HAIR = 1
# A raised or lowered character is smaller by this, follows this near (in heights of the larger one), and reaches into its line.
_SMALLER = 0.85
_NEAR = 0.3


def level_scripts(page: Page) -> None:
    """Brings raised and lowered characters (PM₂.₅, m³) to the line of the character they belong to, in place.

    Left where they are they make lines of their own, and figures of theirs run into other figures.
    """
    base: dict[str, Any] | None = None
    for before, character in pairwise(page.chars):
        base = before if base is None else base
        if _belongs_to(base, before, character):
            character.update({edge: base[edge] for edge in ("top", "bottom", "doctop", "y0", "y1")})
        else:
            base = None


def _belongs_to(base: dict[str, Any], before: dict[str, Any], character: dict[str, Any]) -> bool:
    height = base["bottom"] - base["top"]
    if character["bottom"] - character["top"] >= _SMALLER * height:
        return False
    follows = -_NEAR * height < character["x0"] - before["x1"] < _NEAR * height
    return bool(follows and character["top"] < base["bottom"] and character["bottom"] > base["top"])


def drop_doubles(page: Page) -> Page:
    """The page without characters printed a second time, a hair apart, to look bold.

    Looking for them costs as much as all the rest of a page, so that it is done only where there are some.
    """
    return page.dedupe_chars(tolerance=_HAIR) if _is_printed_twice(page.chars) else page


def _is_printed_twice(characters: Iterable[dict[str, Any]]) -> bool:
    """Whether the same character stands twice at a place: two within a hair share a cell of one of four shifted grids."""
    seen: set[tuple[object, ...]] = set()
    for character in characters:
        x, y = character["x0"] / _HAIR / 2, character["top"] / _HAIR / 2
        keys = {(character["text"], dx, dy, int(x + dx), int(y + dy)) for dx in (0, 0.5) for dy in (0, 0.5)}
        if not seen.isdisjoint(keys):
            return True
        seen |= keys
    return False
