"""Takes out of a plan text what the page left in it: page numbers, the table of contents, lines broken off early."""

from __future__ import annotations

import re
from collections.abc import Sequence

from roundtrip.rendering.marks import parse_mark
from roundtrip.rendering.textgrids import has_cells

_PAGE_NUMBER = re.compile(r"[-—]\s*\d+\s*[-—]")
_CONTENTS = re.compile(r"目\s*录(?:（略）)?")
_LEADER = re.compile(r"…{2,}|\.{4,}")
_FINISHED = re.compile(r"[。；：！？…）〕][”》]?$")
_STOP = re.compile(r"[。；！？]")
# A line that breaks off before so many characters is a line of its own.
_BROKEN_LENGTH = 20
_HEADING_LENGTH = 45


def clean_page(text: str) -> list[str]:
    """The lines of a plan text without page numbers and contents; blank lines stay."""
    lines = [line if has_cells(line) else line.strip() for line in text.split("\n")]
    return _drop_page_numbers(_drop_contents(lines))


def join_broken(lines: Sequence[str]) -> list[str]:
    """The lines with paragraphs whole that were broken off in the middle of a sentence."""
    joined: list[str] = []
    for line in lines:
        if joined and _breaks_off(joined[-1]) and _may_follow(line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _drop_page_numbers(lines: list[str]) -> list[str]:
    """Where a page number stands in the middle of a sentence, the blank lines around it go with it.

    Inside a table it stays: there it tells that the table goes on.
    """
    kept: list[str] = []
    skipping = False
    for number, line in enumerate(lines):
        if _PAGE_NUMBER.fullmatch(line) and not _stands_in_table(lines, number):
            skipping = _breaks_off(_last_filled(kept))
            while skipping and kept and not kept[-1]:
                kept.pop()
        elif line or not skipping:
            kept.append(line)
            skipping = False
    return kept


def _stands_in_table(lines: Sequence[str], number: int) -> bool:
    return number > 0 and has_cells(lines[number - 1]) and any(map(has_cells, lines[number : number + 4]))


def _last_filled(lines: Sequence[str]) -> str:
    return next((line for line in reversed(lines) if line), "")


def _drop_contents(lines: list[str]) -> list[str]:
    """After the line 目录 the headings that come again, up to a blank line below them; everywhere lines with leaders."""
    kept: list[str] = []
    inside = False
    for number, line in enumerate(lines):
        listed = inside and bool(line) and line in lines[number + 1 :]
        if _CONTENTS.fullmatch(line):
            inside = True
        elif inside and not line:
            inside = parse_mark(lines[number - 1]) is None
        elif not listed and not (_LEADER.search(line) and not _STOP.search(line)):
            inside = False
            kept.append(line)
    return kept


def _breaks_off(line: str) -> bool:
    if len(line) < _BROKEN_LENGTH or has_cells(line) or _FINISHED.search(line):
        return False
    return parse_mark(line) is None or len(line) > _HEADING_LENGTH or _STOP.search(line) is not None


def _may_follow(line: str) -> bool:
    return bool(line) and not has_cells(line) and parse_mark(line) is None
