"""Splits body text into clauses: sentences, and the items of an enumeration."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from align.ids import IdMaker
from align.model import Clause, Role, Tense
from align.parsing.outline import Outline, Paragraph
from align.source import Source

TenseOf = Callable[[str], Tense | None]
"""Given a cleaned clause, the tense its wording tells; ``None`` where it tells nothing."""

_ENDS = "。！？"
_OPENING = "《“（〔【‘"
_CLOSING = "》”）〕】’"
_ENUMERATED = re.compile(r"(?:一是|二是|三是|四是|五是|六是|七是|八是|九是|十是)")
# Shorter pieces between semicolons are parts of a list, not clauses of their own.
_LEAST_ITEM = 8


def find_clauses(source: Source, outline: Outline, tense_of: TenseOf) -> tuple[Clause, ...]:
    """All clauses of a plan's body text, in order; table rows are not among them.

    A clause's tense is what its wording tells, else past in divisions on the present state and future elsewhere.
    """
    ids = IdMaker()
    clauses: list[Clause] = []
    for paragraph in outline.paragraphs:
        if paragraph.line.table is not None:
            continue
        clauses.extend(_clauses(source, paragraph, tense_of, ids))
    return tuple(clauses)


def _clauses(source: Source, paragraph: Paragraph, tense_of: TenseOf, ids: IdMaker) -> Iterator[Clause]:
    for start, end in split_sentences(paragraph.text):
        clean = paragraph.text[start:end]
        span = paragraph.span(start, end)
        yield Clause(
            id=ids.make(f"C{paragraph.division_id.split('-')[0][1:]}", clean),
            text=span.slice(source.text),
            clean=clean,
            span=span,
            division_id=paragraph.division_id,
            role=paragraph.role,
            tense=_tense(clean, paragraph.role, tense_of),
            page=paragraph.line.page,
        )


def _tense(clean: str, role: Role, tense_of: TenseOf) -> Tense:
    if role is Role.CONTEXT:
        return Tense.PAST
    return tense_of(clean) or Tense.FUTURE


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of a cleaned paragraph's clauses; together they cover it, but for spaces.

    Full stops split; semicolons split where both sides are long enough to be items of their own. Marks inside quotes,
    brackets and book-title marks do not split.
    """
    ranges = [part for start, end in _split_at(text, 0, len(text), _ENDS) for part in _split_items(text, start, end)]
    return tuple(trimmed for start, end in ranges if (trimmed := _trim(text, start, end)) is not None)


def _split_at(text: str, start: int, end: int, marks: str) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    depth, begin = 0, start
    for index in range(start, end):
        character = text[index]
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
        elif character in marks and (depth == 0 or _is_unclosed(text, index, end)):
            stop = index + 1
            while stop < end and text[stop] in _CLOSING + marks:
                stop += 1
            if stop > begin:
                parts.append((begin, stop))
            depth, begin = 0, stop
    if begin < end:
        parts.append((begin, end))
    return parts


def _is_unclosed(text: str, index: int, end: int) -> bool:
    """Whether the bracket before a full stop never closes: converters lose closing marks, and a sentence must end."""
    return not any(character in _CLOSING for character in text[index + 1 : end])


def _split_items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts = _split_at(text, start, end, "；")
    if len(parts) < 2 or any(stop - begin < _LEAST_ITEM for begin, stop in parts):
        return [(start, end)]
    return parts


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in "。；、，"):
        start += 1
    if match := _ENUMERATED.match(text, start, end):
        start = match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
