"""Extracts of plans as they stand in running text."""

from __future__ import annotations

import re

from align.reporting.quotes import Quote

_BREAKS = "，；。：、！？"
_CLAUSES = "，；。：！？"
_ENDS = "，；。：、,;. "
_ASIDE = re.compile("（[^（）]*）")
_HEADING = 24
_ELLIPSIS = "……"


def cut_text(text: str, most: int) -> str:
    """The beginning of a text, at most ``most`` characters, cut at a mark of punctuation in its second half if there is one."""
    if len(text) <= most:
        return text
    head = text[:most]
    last = max(head.rfind(mark) for mark in _BREAKS)
    return (head[:last] if last >= most // 2 else head) + _ELLIPSIS


def name_matter(text: str, most: int) -> str:
    """What a sentence is about, for a heading: its first clause without asides, or as much of it as fits."""
    bare = _ASIDE.sub("", text).strip(_ENDS) or text
    first = min((at for mark in _CLAUSES if (at := bare.find(mark, most // 3)) > 0), default=len(bare))
    return bare[:first].rstrip(_ENDS) if first <= most else cut_text(bare, most)


def quote_inside(text: str, most: int) -> str:
    """A passage to stand between quotation marks: its own ones made single, its last stop left out."""
    return cut_text(text.replace("“", "‘").replace("”", "’"), most).rstrip("，；。 ")


def render_place(quote: Quote) -> str:
    """Where a passage stands, in brackets: the innermost heading and the place; empty where nothing is known."""
    headings = (f"“{quote_inside(heading, _HEADING)}”" for heading in quote.division[-1:])
    where = "，".join(part for part in (*headings, quote.place) if part)
    return f"（{where}）" if where else ""
