"""What stands around a table: its caption, and the notes below with the rows each of them speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from align.knowledge.indicator_text import TableWords
from align.model import Indicator, Nature
from align.parsing.clean import clean_text
from align.source import Source, Table

_MARK = re.compile(r"[①-⑳]")
_NUMBERS = re.compile(r"(?:第|序号|指标)(?P<list>\d{1,2}(?:[、，,和及—\-～至]\d{1,2})*)(?:项|号|(?=[^\d]))")
_BRACKETS = re.compile(r"[\[［〔【]\s*[\]］〕】]|(?:方)?括号(?:内|中)")
_CUMULATIVE = re.compile(r"[\[［〔【][^\]］〕】]*\d[^\]］〕】]*[\]］〕】]")
_PIECES = re.compile(r"[；;。\n]|(?=[①-⑳])")
_LEAD = re.compile(r"^(?:注|备注|说明)\s*(?:\d{0,2})\s*[：:]?\s*")
_LONGEST = 2000
# How far back a table's caption may stand.
_CAPTION_REACH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note: the footnote mark it explains, the row numbers it names, whether it explains bracketed values."""

    text: str
    mark: str | None
    numbers: frozenset[int]
    on_brackets: bool

    def concerns(self, *, cells: str, value: str, number: int | None) -> bool:
        """Whether the note speaks of a row with these cells (as written), that target and that number."""
        if self.mark is not None and self.mark in cells:
            return True
        if self.on_brackets and _CUMULATIVE.search(value):
            return True
        return number is not None and number in self.numbers


def parse_notes(text: str) -> tuple[Note, ...]:
    """The notes in a passage, one for each mark or sentence."""
    notes: list[Note] = []
    mark: str | None = None
    for piece in _PIECES.split(_LEAD.sub("", clean_text(text))):
        body = piece.strip()
        if not body:
            continue
        if found := _MARK.match(body):
            mark = found.group()
            body = body[1:].strip()
        numbers = frozenset(number for match in _NUMBERS.finditer(body) for number in parse_numbers(match["list"]))
        if body:
            notes.append(Note(text=body, mark=mark, numbers=numbers, on_brackets=_BRACKETS.search(body) is not None))
    return tuple(notes)


def find_mark_natures(text: str, words: TableWords) -> dict[str, Nature]:
    """What the marks of a table say of nature (带★的为约束性指标), by mark."""
    return {match["mark"]: Nature(match["nature"]) for match in words.mark_nature.finditer(clean_text(text))}


def parse_numbers(listed: str) -> list[int]:
    """The numbers of a list (1、3、5至7 is 1, 3, 5, 6, 7)."""
    numbers: list[int] = []
    for part in re.split(r"[、，,和及]", listed):
        ends = [int(end) for end in re.split(r"[—\-～至]", part) if end]
        numbers.extend(range(ends[0], ends[-1] + 1) if ends else [])
    return numbers


def add_footnotes(indicator: Indicator, source: Source) -> Indicator:
    """The indicator with the footnotes whose marks stand in its row or right behind its sentence among its notes."""
    found = [clean_text(note.text) for note in source.notes_at(indicator.span)]
    if not found:
        return indicator
    known = [indicator.note] if indicator.note else []
    return replace(indicator, note="；".join(dict.fromkeys((*known, *found))))


def find_head_notes(source: Source, table: Table, first_row: int) -> str:
    """The footnotes whose marks stand in the caption or the head of a table, as lines; they may speak of any row."""
    before = source.text[: table.span.start].rstrip()
    start = before.rfind("\n") + 1
    end = max((cell.span.end for row in table.rows[:first_row] for cell in row), default=table.span.start)
    return "\n".join(note.text for note in source.footnotes if start <= note.span.start <= end)


def find_caption(text: str, start: int) -> str:
    """The line before a table that begins at ``start``, cleaned."""
    before = text[max(0, start - _CAPTION_REACH) : start].rstrip()
    return clean_text(before.rsplit("\n", 1)[-1])


def find_note_text(text: str, start: int, stop: int, words: TableWords) -> str:
    """The lines of notes that follow a table which ends at ``start``; nothing beyond ``stop`` is looked at."""
    kept: list[str] = []
    for line in text[start : min(stop, start + _LONGEST)].split("\n"):
        plain = clean_text(line)
        if not plain:
            continue
        opens = words.notes.match(plain) or (not kept and _MARK.match(plain))
        if not (opens if not kept else words.note_lines.match(plain)):
            break
        kept.append(plain)
    return "\n".join(kept)
