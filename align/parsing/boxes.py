"""Tells where a 专栏 ends: at its frame where the document draws one, else where numbers or blank lines go on outside."""

from __future__ import annotations

from collections.abc import Sequence

from align.model import DivisionKind
from align.parsing.clean import Line
from align.parsing.headings import parse_item_marker
from align.parsing.numbering import Marker, Style
from align.parsing.opened import Opened
from align.spans import Span

# What stands in no box, whatever its frame.
_OUTSIDE = (Style.BOX, Style.PART, Style.CHAPTER, Style.SECTION)


def find_box(stack: Sequence[Opened]) -> int | None:
    """The place of the box among the open divisions, if one is open."""
    return next((i for i, open_ in enumerate(stack) if open_.kind is DivisionKind.BOX), None)


def leaves_box(stack: Sequence[Opened], box: int, line: Line, marker: Marker | None, *, gaps_tell: bool) -> bool:
    """Whether a line ends the box that is open at ``stack[box]``.

    Args:
        stack: the divisions open before the line, outermost first.
        box: the place of the box among them.
        line: the line.
        marker: the number it begins with, if any.
        gaps_tell: whether blank lines part anything in this text.
    """
    frame = stack[box].frame
    if frame is not None and _stands_in(line, frame):
        return marker is not None and marker.style in _OUTSIDE
    if frame is not None:
        return True
    if marker is None:
        return _text_goes_on(stack[box:], line, gaps_tell=gaps_tell)
    return _numbers_go_on(stack, box, marker)


def find_frame(stack: Sequence[Opened], box: int, line: Line, before: Line | None) -> Span | None:
    """The frame of the box that is open at ``stack[box]``, as far as it is known when a line is reached.

    A frame that begins right under the title is the box's own; so is one that follows upon its frame, for a box may be drawn
    as two tables, unless numbers go on outside there. A frame around nothing but the title is that of the title, and does
    not tell where the box ends.

    Args:
        stack: the divisions open before the line, outermost first.
        box: the place of the box among them.
        line: the line reached.
        before: the line before.
    """
    opened = stack[box]
    if opened.frame is not None and _stands_in(line, opened.frame):
        return opened.frame
    marker = parse_item_marker(line.text) if line.table is None else None
    goes_on = opened.frame is not None and not (marker is not None and _numbers_go_on(stack, box, marker))
    if begins_frame(line, before) and (goes_on or not opened.is_filled):
        return line.frame
    return opened.frame if opened.is_filled else None


def begins_frame(line: Line, before: Line | None) -> bool:
    """Whether a line is the first in its frame: a frame that holds more before a box is none of the box."""
    return line.frame is not None and (before is None or before.offsets[-1] < line.frame.start)


def _stands_in(line: Line, frame: Span) -> bool:
    return frame.start <= line.offsets[0] < frame.end


def _text_goes_on(inside: Sequence[Opened], line: Line, *, gaps_tell: bool) -> bool:
    """Whether a blank line parts a line from what is in the box."""
    filled = any(open_.paragraphs for open_ in inside)
    return gaps_tell and line.gap and line.table is None and filled


def _numbers_go_on(stack: Sequence[Opened], box: int, marker: Marker) -> bool:
    """Whether a number continues the numbering outside the box rather than the one inside."""
    if marker.style is Style.BARE:
        return False
    if marker.style is Style.BOX or marker.style < stack[box - 1].rank:
        return True
    before_box = next((o.seen[marker.style] for o in reversed(stack[:box]) if marker.style in o.seen), None)
    in_box = [open_.seen[marker.style] for open_ in stack[box:] if marker.style in open_.seen]
    if before_box is None or marker.value is None or marker.value <= before_box:
        return False
    if marker.value == before_box + 1:
        return not in_box or in_box[-1] != before_box
    return marker.style == stack[box - 1].rank and (not in_box or marker.value != in_box[-1] + 1)
