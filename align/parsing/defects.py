"""Finds slips of the text: leftover marks, doubled punctuation, lost characters, words for another kind of place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from align.knowledge.defect_rules import DefectRules, load_defect_rules
from align.knowledge.regions import Regions
from align.model import Level, Meta
from align.parsing.clean import Line
from align.source import Notice, Source
from align.spans import Span

_PAIRS = (("《", "》", "书名号"), ("“", "”", "引号"), ("（", "）", "括号"))
_ITEM_NUMBER = re.compile(r"(?:^|[。；：，、\s])[\dA-Za-z一二三四五六七八九十①-⑳]{1,3}）")
_CLAUSE_START = re.compile(r"(?:^|[，。；：！？])")
_FINISHED = ("。", "！", "？")
_ZONE = "特区"
_CONTEXT = 6
# More unpaired marks than this in one document come from its conversion, not from its authors.
_MOST_UNPAIRED = 5


def find_defects(source: Source, lines: tuple[Line, ...], meta: Meta, regions: Regions) -> tuple[Notice, ...]:
    """The slips of a document, in document order; each ``code`` begins with ``defect.``.

    Args:
        source: the document.
        lines: its cleaned lines; table rows are not examined.
        meta: tells what kind of place the plan is for, against which 全市, 特区 … are held.
        regions: the divisions, to know a place that is rightly called 特区.
    """
    rules = load_defect_rules()
    prose = [line for line in lines if line.table is None]
    found: list[Notice] = list(_marks(source, rules))
    for line in prose:
        found.extend(_slips(line, source, rules))
        found.extend(_truncated(line, source, rules))
        found.extend(_scope_words(line, source, meta, rules))
        found.extend(_zones(line, source, meta, regions, rules))
    found.extend(_unpaired(prose, source))
    return tuple(sorted(found, key=lambda notice: (notice.span or Span(0, 0), notice.code)))


def _notice(code: str, message: str, line: Line, start: int, end: int, source: Source) -> Notice:
    span = line.span(start, end)
    return Notice(code=code, message=message, span=span, text=span.slice(source.text))


def _around(line: Line, start: int, end: int) -> str:
    """The place with a few characters on both sides, for the reader to recognise it."""
    return line.text[max(0, start - _CONTEXT) : end + _CONTEXT]


def _slips(line: Line, source: Source, rules: DefectRules) -> Iterator[Notice]:
    for slip in rules.slips:
        if slip.in_source:
            continue
        for match in slip.pattern.finditer(line.text):
            start, end = match.span("slip")
            if start == end:
                start, end = match.span()
            message = slip.message.format(text=line.text[start:end])
            yield _notice(slip.code, f"{message}（“…{_around(line, start, end)}…”）", line, start, end, source)


def _marks(source: Source, rules: DefectRules) -> Iterator[Notice]:
    """What a converter left in the source."""
    for slip in rules.slips:
        for match in slip.pattern.finditer(source.text) if slip.in_source else ():
            start, end = match.span("slip")
            message = slip.message.format(text=match["slip"])
            yield Notice(code=slip.code, message=message, span=Span(start, end), text=match["slip"])


@lru_cache(maxsize=1)
def _stumps(stems: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    return re.compile(rf"(?P<stem>{alternatives})(?=[，。；、：])")


def _truncated(line: Line, source: Source, rules: DefectRules) -> Iterator[Notice]:
    """Stumps of words right before a mark."""
    for match in _stumps(tuple(rules.truncated)).finditer(line.text):
        start, end = match.span("stem")
        message = f"疑脱字：“{match['stem']}”应为“{rules.truncated[match['stem']]}”"
        yield _notice("defect.truncated_word", message, line, start, end, source)


def _scope_words(line: Line, source: Source, meta: Meta, rules: DefectRules) -> Iterator[Notice]:
    """Words such as 全市 at the head of a clause, where the plan's own place is of another kind."""
    kind = meta.region[-1] if meta.region else ""
    if (
        meta.level not in (Level.CITY, Level.COUNTY)
        or kind not in rules.scopes
        or (kind == "市" and meta.level is Level.COUNTY)
    ):
        return
    for word in rules.scopes[kind]:
        for match in re.finditer(rf"{_CLAUSE_START.pattern}(?P<word>{word})(?P<after>[^，。；：]*)", line.text):
            if rules.reference_after.match(match["after"]):
                continue
            start, end = match.start("word"), match.end("after")
            message = f"规划区域为{meta.region}，却以“{word}”称全境，疑为范围口径串用或套用上级文本"
            yield _notice("defect.scope_word", message, line, start, end, source)


def _zones(line: Line, source: Source, meta: Meta, regions: Regions, rules: DefectRules) -> Iterator[Notice]:
    """特区 in the plan of a place that is none, unless a place of that kind is named or a fixed term is used."""
    if meta.level not in (Level.CITY, Level.COUNTY) or (meta.region or "").endswith(_ZONE):
        return
    for match in re.finditer(_ZONE, line.text):
        start, end = match.span()
        fixed = any(term in line.text[max(0, start - 4) : end + 4] for term in rules.special_zones)
        named = any(regions.find(line.text[begin:end]) for begin in range(max(0, start - 4), start))
        if not fixed and not named:
            message = f"规划区域为{meta.region}，并非特区，疑为套用其他地区文本"
            yield _notice("defect.wrong_kind_of_place", message, line, start, end, source)


# ---------------------------------------------------------------- unpaired marks


def _unpaired(lines: list[Line], source: Source) -> list[Notice]:
    """Brackets and quotes without their other half; many of them are told in one notice."""
    found = [notice for line in lines for notice in _unpaired_in(line, source)]
    if len(found) <= _MOST_UNPAIRED:
        return found
    message = f"全文有{len(found)}处书名号、引号或括号不成对，疑为转换所致，请核对原件"
    return [Notice(code="defect.unpaired_marks", message=message, span=found[0].span, text=found[0].text)]


def _unpaired_in(line: Line, source: Source) -> Iterator[Notice]:
    """Only whole paragraphs are examined; a paragraph with straight quotes has lost the kind of its quotes."""
    if not line.text.endswith(_FINISHED):
        return
    for left, right, name in _PAIRS:
        if left == "“" and '"' in line.text:
            continue
        position = _first_unpaired(line.text, left, right)
        if position is not None:
            message = f"{name}不成对（“…{_around(line, position, position + 1)}…”）"
            yield _notice("defect.unpaired_mark", message, line, position, position + 1, source)


def _first_unpaired(text: str, left: str, right: str) -> int | None:
    """Where the first mark without its other half stands; numbers such as 1） are no brackets."""
    numbered = {match.end() - 1 for match in _ITEM_NUMBER.finditer(text)}
    open_at: list[int] = []
    for position, character in enumerate(text):
        if character == left:
            open_at.append(position)
        elif character == right:
            if open_at:
                open_at.pop()
            elif position not in numbered:
                return position
    return open_at[0] if open_at else None
