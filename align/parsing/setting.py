"""How the lines of a document are set on its pages, and what that tells of its paragraphs.

A paragraph of a Chinese document begins two characters in, a wrapped line at the margin; a line that ends short of the
margin ends its paragraph, unless the next word could not be broken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.parsing.clean import Line
from align.parsing.headings import is_sure_heading
from align.parsing.numbering import parse_marker

# In characters: a line that begins less far in is flush, one that ends less far from the margin is full. A line may end
# earlier where the next word could not be broken: a document's number, a Latin word.
_FLUSH = 1.0
_FULL = 1.6
_EARLY = 6.0
# A document is set so when such a share of its pairs of lines agrees, of which there are at least so many.
_LEAST_PAIRS = 8
_AGREEING = 0.7
_INDENTED = 0.5
ENDS = "。；：！？"
_CLOSERS = "”’》）】"
_INNER_MARKS = re.compile("[，。；：]")


@dataclass(frozen=True, slots=True)
class Setting:
    """Whether wrapped lines begin at the margin, and whether paragraphs begin indented."""

    wraps_flush: bool
    indents: bool

    def goes_on(self, before: Line, line: Line) -> bool | None:
        """Whether a line goes on with the paragraph of the line before; ``None`` where its place does not tell."""
        if not self.wraps_flush or before.short is None or line.indent is None:
            return None
        if line.indent >= _FLUSH:
            return False if self.indents else None
        is_full, ended = before.short < _FULL, is_ended(before.text)
        if parse_marker(line.text) is not None:
            # “一、二级保护区” may begin a wrapped line where a sentence is under way
            return self.indents and is_full and not ended and not _is_heading(before)
        if is_full:
            return True if self.indents or not ended else None
        return self.indents and before.short < _EARLY and not ended


def find_setting(lines: Sequence[Line]) -> Setting:
    """How a document is set, from all pairs of lines that follow each other."""
    pairs = [
        (before.short, after.indent, is_ended(before.text))
        for before, after in pairwise(lines)
        if before.short is not None and after.indent is not None
    ]
    wraps = [indent < _FLUSH for short, indent, ended in pairs if short < _FULL and not ended]
    starts = [indent >= _FLUSH for short, indent, ended in pairs if short >= _FULL and ended]
    return Setting(
        wraps_flush=len(wraps) >= _LEAST_PAIRS and sum(wraps) >= _AGREEING * len(wraps),
        indents=bool(starts) and sum(starts) >= _INDENTED * len(starts),
    )


def _is_heading(line: Line) -> bool:
    if is_sure_heading(line.text):
        return True
    return parse_marker(line.text) is not None and not _INNER_MARKS.search(line.text)


def is_ended(text: str) -> bool:
    """Whether a text ends as sentences and items end, quotes and brackets behind the stop passed over."""
    return text.rstrip(_CLOSERS)[-1:] in ENDS
