"""Gives a plan text back the form its office wrote it in: what each line of it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from roundtrip.rendering.elements import Element, Frame, Kind, Manuscript, Passage
from roundtrip.rendering.furniture import clean_page, join_broken
from roundtrip.rendering.marks import ITEM_RANK, SECTION_RANK, parse_mark
from roundtrip.rendering.textgrids import build_grid, has_cells, take_rows

_FRONT_HEADING = re.compile(r"[前序引导]\s*言|编\s*制\s*说\s*明")
_TITLE = re.compile(r"[^。；：]{6,60}(?:规划|纲要|方案|通知|说明)(?:（\d{4}—\d{4}年）)?|关于《.+》|的起草说明")
_SUBTITLE = re.compile(r"（.+）")
_NUMBER = re.compile(r".{0,24}〔\d{4}〕\s*\d+\s*号")
_SALUTATION = re.compile(r"各.+：")
_ISSUED = re.compile(r"现将.+印发.+。")
_ISSUER_LENGTH = 40
_BOX = re.compile(r"[【〖]?专栏.{2,40}")
_CAPTION = re.compile(r"附?表[\d一二三四五六七八九十\-]{0,4}\s+\S.{3,50}")
_CAPTION_LENGTH = 40
_ANNEX = re.compile(r"附[件表]\d{0,2}")
_NOTE = re.compile(r"(?:注|说明|备注)\d?：")
_STOP = re.compile(r"[。；：！？]")
_HEADING_LENGTH = 45
_SUBHEADING_LENGTH = 25


def read_manuscript(path: Path) -> Manuscript:
    """The manuscript behind a plan text."""
    lines = clean_page(path.read_text(encoding="utf-8"))
    front, rest = _split_front(lines)
    body = _with_levels(tuple(_read_body(join_broken(rest))))
    return Manuscript(
        title=_find_title(front),
        front=front,
        body=body,
        has_chapters=any(
            isinstance(element, Passage) and element.mark is not None and element.mark.form.rank < SECTION_RANK
            for element in body
        ),
    )


# ------------------------------------------------------------ before the text


def _split_front(lines: list[str]) -> tuple[tuple[Passage, ...], list[str]]:
    """Titles, numbers, issuers and the notice that a plan comes with, and the lines of the text itself."""
    front: list[Passage] = []
    for number, line in enumerate(lines):
        if not line:
            continue
        kind = _front_kind(line, lines[number + 1 : number + 3], front)
        if kind is None:
            return tuple(front), lines[number:]
        front.append(Passage(kind=kind, text=line))
    return tuple(front), []


def _front_kind(line: str, following: Sequence[str], before: Sequence[Passage]) -> Kind | None:
    """What a line is that stands before the text; ``None`` where the text begins."""
    if _TITLE.fullmatch(line):
        return Kind.TITLE
    if _FRONT_HEADING.fullmatch(line) or parse_mark(line):
        return None
    if _SALUTATION.fullmatch(line):
        return Kind.SALUTATION if any(map(_ISSUED.fullmatch, following)) else None
    if _ISSUED.fullmatch(line):
        return Kind.BODY
    if _NUMBER.fullmatch(line):
        return Kind.NUMBER
    if _SUBTITLE.fullmatch(line):
        return Kind.SUBTITLE
    if len(line) > _ISSUER_LENGTH or _STOP.search(line):
        return None
    signed = [passage.kind for passage in before if passage.kind in (Kind.TITLE, Kind.BODY)]
    return Kind.SIGNATURE if signed and signed[-1] is Kind.BODY else Kind.ISSUER


def _find_title(front: Sequence[Passage]) -> str:
    runs = [[passage.text for passage in run] for kind, run in groupby(front, lambda p: p.kind) if kind is Kind.TITLE]
    return "".join(runs[-1]) if runs else ""


# ------------------------------------------------------------ the text


def _read_body(lines: list[str]) -> Iterator[Element]:
    place = 0
    while place < len(lines):
        line = lines[place]
        if not line:
            place += 1
        elif has_cells(line):
            rows, place = take_rows(lines, place)
            yield build_grid(rows)
        elif _BOX.fullmatch(line):
            end = _find_box_end(lines, place)
            yield Frame(
                passages=(
                    Passage(kind=Kind.BOX_TITLE, text=line),
                    *map(_read_item, filter(None, lines[place + 1 : end])),
                )
            )
            place = end
        else:
            yield _read_passage(line, next(filter(None, lines[place + 1 :]), ""))
            place += 1


def _find_box_end(lines: Sequence[str], start: int) -> int:
    """A box ends at a blank line, unless what an item is about is still to come (（3）备得足。), or at a number of another kind."""
    first = parse_mark(lines[start + 1])
    rank = None if first is None else first[0].form.rank
    for place in range(start + 1, len(lines)):
        found = parse_mark(lines[place])
        ends = not lines[place] and not _names_item(lines[place - 1])
        if ends or (found is not None and found[0].form.rank != rank):
            return place
    return len(lines)


def _names_item(line: str) -> bool:
    """Whether a line is the short name of an item with a stop behind it, as names stand above their text."""
    found = parse_mark(line)
    return found is not None and line.endswith("。") and len(line) <= _SUBHEADING_LENGTH and _is_heading(found[1][:-1])


def _read_item(line: str) -> Passage:
    found = parse_mark(line)
    return (
        Passage(kind=Kind.BODY, text=line) if found is None else Passage(kind=Kind.BODY, text=found[1], mark=found[0])
    )


def _read_passage(line: str, following: str) -> Passage:
    if _FRONT_HEADING.fullmatch(line):
        return Passage(kind=Kind.FRONT_HEADING, text=line)
    if (found := parse_mark(line)) is not None:
        mark, text = found
        kind = Kind.HEADING if mark.form.rank < ITEM_RANK or _is_heading(text) else Kind.BODY
        return Passage(kind=kind, text=text, mark=mark)
    return Passage(kind=_unmarked_kind(line, following), text=line)


def _unmarked_kind(line: str, following: str) -> Kind:
    if _ANNEX.fullmatch(line):
        return Kind.ANNEX
    if _NOTE.match(line):
        return Kind.NOTE
    if _SALUTATION.fullmatch(line):
        return Kind.SALUTATION
    loose = not _STOP.search(line)
    if _CAPTION.fullmatch(line) or (loose and len(line) <= _CAPTION_LENGTH and has_cells(following)):
        return Kind.CAPTION
    if len(line) <= _CAPTION_LENGTH and has_cells(following) and line.startswith("附："):
        return Kind.CAPTION
    return Kind.SUBHEADING if loose and len(line) <= _SUBHEADING_LENGTH else Kind.BODY


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_LENGTH and not _STOP.search(text)


def _with_levels(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    """Headings with their levels: the widest form of number that the text has is level 1."""
    ranks = sorted(
        {e.mark.form.rank for e in elements if isinstance(e, Passage) and e.kind is Kind.HEADING and e.mark is not None}
    )
    levels = {rank: level for level, rank in enumerate(ranks, start=1)}
    return tuple(_with_level(element, levels) for element in elements)


def _with_level(element: Element, levels: dict[int, int]) -> Element:
    if not isinstance(element, Passage):
        return element
    if element.kind is Kind.FRONT_HEADING:
        return replace(element, level=1)
    if element.kind is Kind.HEADING and element.mark is not None:
        return replace(element, level=levels[element.mark.form.rank])
    return element
