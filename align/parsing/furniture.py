"""Leaves out what belongs to the page and not to the plan: page numbers, running heads, contents, the frame of a web page."""

from __future__ import annotations

import re
from collections import Counter

from align.knowledge.furniture import load_furniture
from align.parsing.clean import Line
from align.parsing.numbering import parse_marker

_PAGE_NUMBER = re.compile(r"[-—·\s]*第?(?:\d(?: ?\d){0,3}|[IVXivx ]{1,6})页?(?:共\d+页)?[-—·\s]*")
_LEADER = re.compile(r"(?:[.…·．]{4,}|…{2,})\s*(?:\d{1,4}|[IVX]{1,4})?")
_CONTENTS = re.compile(r"目录|目次")
# A line is a running head if it comes back this often; anything longer is more likely a refrain of the text.
_RUNNING_HEAD_TIMES = 5
_RUNNING_HEAD_LENGTH = 40
_SENTENCE_END = "。！？；："
_CONTENTS_PAGE = re.compile(r"[-—·.…\s]*\d{1,4}$")


def drop_furniture(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines that belong to the plan; page numbers, running heads, contents pages and the frames of web pages are left out."""
    return _drop_contents(_drop_running_heads(tuple(line for line in lines if not _is_of_the_page(line))))


def _is_of_the_page(line: Line) -> bool:
    if line.table is not None:
        return False
    return _PAGE_NUMBER.fullmatch(line.text) is not None or load_furniture().fullmatch(line.text) is not None


def _drop_running_heads(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Keeps the first of lines that come back on every page."""
    counts = Counter(line.text for line in lines if _may_run(line))
    seen: set[str] = set()
    kept: list[Line] = []
    for line in lines:
        if _may_run(line) and counts[line.text] >= _RUNNING_HEAD_TIMES:
            if line.text in seen:
                continue
            seen.add(line.text)
        kept.append(line)
    return tuple(kept)


def _may_run(line: Line) -> bool:
    short = 4 <= len(line.text) <= _RUNNING_HEAD_LENGTH
    return short and line.table is None and line.text[-1] not in _SENTENCE_END and parse_marker(line.text) is None


def _drop_contents(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Drops lines with dot leaders, and after a line 目录 the headings that come again in the body.

    A contents line may run into what follows (converters lose the line break): what stands after its last leader
    is kept when it is long enough to be text.
    """
    kept: list[Line] = []
    in_contents = False
    for index, line in enumerate(lines):
        if line.table is None and (leader := _last_leader(line.text)) is not None:
            in_contents = True
            kept.extend(_after_contents(line, leader))
        elif line.table is None and _CONTENTS.match(line.text) and len(line.text) <= _RUNNING_HEAD_LENGTH:
            in_contents = True
        elif in_contents and _comes_again(line, lines[index + 1 :]):
            continue
        else:
            in_contents = False
            kept.append(line)
    return tuple(kept)


def _last_leader(text: str) -> int | None:
    ends = [match.end() for match in _LEADER.finditer(text)]
    return ends[-1] if ends and (len(ends) > 1 or ends[0] >= len(text) - 4 or "...." in text) else None


def _after_contents(line: Line, end: int) -> list[Line]:
    rest = line.text[end:]
    return [line.part(end, len(line.text))] if len(rest) > _RUNNING_HEAD_LENGTH else []


def _comes_again(line: Line, following: tuple[Line, ...]) -> bool:
    title = _CONTENTS_PAGE.sub("", line.text)
    if not 2 <= len(title) <= _RUNNING_HEAD_LENGTH or line.table is not None:
        return False
    return any(
        other.text.startswith(title) or (title.startswith(other.text) and len(other.text) > 6) for other in following
    )
