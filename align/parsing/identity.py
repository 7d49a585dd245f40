"""Who made a plan, for where and when: read from its opening, never guessed."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

from align.ids import short_hash
from align.knowledge.naming import Naming, load_naming, load_sectors
from align.knowledge.regions import Regions
from align.model import DocumentKind, Level, Meta
from align.parsing.clean import Line, clean_text
from align.parsing.periods import find_stated_period, parse_period
from align.parsing.places import Place, find_text_place, find_title_place
from align.parsing.titles import Opening, find_opening, find_title
from align.source import Notice, Source

# A number on a line of its own, in brackets, or after the letterhead (…人民政府文件 青政发〔2022〕11号).
_NUMBER = re.compile(r"(?:[^，。；：《》]{2,30}文件|（)?([一-鿿]{2,14}〔\d{4}〕第?\d{1,5}号)）?")
_DATE = r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?"
_WHOLE_DATE = re.compile(rf"^[（]?{_DATE}")
_ISSUED = re.compile(rf"{_DATE}[^。；，]{{0,6}}(?:印发|发布|通过)")
_EARLY = 600
_HEAD_LINES = 15
_TAIL_LINES = 4
_STATEMENT_LENGTH = 3000
_PERIOD_LINE_LENGTH = 30
_SENTENCE_ENDS = ("。", "；", "！", "？", "：")
_NOTE_STARTS = ("注", "备注", "说明", "资料来源", "数据来源")
_FIVE_YEARS = re.compile(
    r"“?十[一二三四五六]五”?|第[一二三四五六七八九十]+个五年|(?:19|20)\d{2}年?(?:[-—～至]+(?:19|20)\d{2}年?)?"
)


def build_meta(source: Source, lines: tuple[Line, ...], regions: Regions) -> Meta:
    """Who made the plan, for where and when.

    Where the text gives no title, the file's name stands in for it and nothing is read from that name; level and
    place then come from how the text speaks of its territory, if that is clear. All else stays ``None``. Only of a
    table by itself, which has no text to tell more, the lines above it and then the file's name count as its title.
    """
    naming = load_naming()
    opening = find_opening(source, lines)
    title = find_title(opening, naming)
    text = "\n".join(line.text for line in lines)
    if holds_only_tables(source, lines):
        return _build_table_meta(source, lines, title, naming, regions)
    level, place = _find_place(title, opening, text, naming, regions)
    name = title or Path(source.path).stem
    return Meta(
        id=f"{_slug(name)}-{short_hash(text)}",
        title=name,
        level=level,
        region=place.name if place else None,
        region_code=place.code if place else None,
        sector=_find_sector(title, place) if title else None,
        period=_find_period(title, opening, text),
        kind=_find_kind(title, opening, naming),
        number=_find_number(lines),
        issued=_find_issued(lines),
        path=source.path,
        sha256=source.sha256,
    )


def holds_only_tables(source: Source, lines: tuple[Line, ...]) -> bool:
    """Whether the document is one or more tables with nothing but titles and notes around them."""
    if not source.tables or source.format.is_spreadsheet:
        return bool(source.tables)
    beside = [line.text for line in lines if line.table is None]
    return len(beside) <= _HEAD_LINES and not any(map(_is_sentence, beside))


def _is_sentence(text: str) -> bool:
    return text.endswith(_SENTENCE_ENDS) and not text.startswith(_NOTE_STARTS)


def _build_table_meta(
    source: Source, lines: tuple[Line, ...], title: str | None, naming: Naming, regions: Regions
) -> Meta:
    """Who a table is for: by the lines above it, and what those leave open by the file's name."""
    above = [line.text for line in takewhile(lambda line: line.table is None, lines)]
    stem = clean_text(Path(source.path).stem)
    names = [*filter(None, (title,)), *above, stem]
    text = "\n".join(line.text for line in lines)
    places = [find_title_place(name, text, naming, regions) for name in names]
    periods = [parse_period(name) for name in names]
    place = next(filter(None, places), None)
    told = [name for name, found, period in zip(names, places, periods, strict=True) if found or period]
    name = title or next(iter(told), stem)
    return Meta(
        id=f"{_slug(name)}-{short_hash(text)}",
        title=name,
        level=place.level if place else None,
        region=place.name if place else None,
        region_code=place.code if place else None,
        sector=None,
        period=next(filter(None, periods), None),
        kind=DocumentKind.INDICATOR_TABLE,
        number=None,
        issued=None,
        path=source.path,
        sha256=source.sha256,
    )


def find_meta_gaps(meta: Meta) -> tuple[Notice, ...]:
    """What the text did not tell about its plan, as notices for the reader."""
    gaps: list[Notice] = []
    if (
        meta.title == Path(meta.path).stem
        and meta.kind is DocumentKind.INDICATOR_TABLE
        and (meta.region or meta.period)
    ):
        gaps.append(
            Notice(code="identity.from_file_name", message=f"表中未写地区或规划期，按文件名“{meta.title}”认定，请核对")
        )
    elif meta.title == Path(meta.path).stem:
        gaps.append(Notice(code="identity.no_title", message="正文开头未见规划题名，暂以文件名代替"))
    if meta.level is None:
        gaps.append(Notice(code="identity.no_level", message="未能从题名或正文判断规划层级"))
    if meta.period is None:
        gaps.append(Notice(code="identity.no_period", message="未能从题名或正文判断规划期"))
    return tuple(gaps)


def _slug(title: str) -> str:
    return re.sub(r"[^\w一-鿿]+", "", title)[:24] or "plan"


def _find_place(
    title: str | None, opening: Opening, text: str, naming: Naming, regions: Regions
) -> tuple[Level | None, Place | None]:
    if title is not None:
        if place := find_title_place(title, text, naming, regions):
            return place.level, place
        if place := find_title_place(_issuer(opening, naming), text, naming, regions):
            return place.level, place
        if any(issuer in opening.joined or issuer in title for issuer in naming.nation_issuers):
            return Level.NATION, Place(name=naming.nation_name, level=Level.NATION)
    for organ in _signatures(text, naming):
        if place := find_title_place(organ, text, naming, regions):
            return place.level, place
        if organ in naming.nation_issuers:
            return Level.NATION, Place(name=naming.nation_name, level=Level.NATION)
    return find_text_place(text, naming, regions)


def _signatures(text: str, naming: Naming) -> list[str]:
    """The organs that sign or print the document in its last lines."""
    organs: list[str] = []
    for line in text.splitlines()[-_TAIL_LINES:]:
        organ = re.split(r"\d{4}年", line, maxsplit=1)[0]
        if (
            len(organ) <= _PERIOD_LINE_LENGTH
            and organ.endswith(naming.organ_ends)
            and not re.search(r"[，。；、]", organ)
        ):
            organs.append(organ)
    return organs


def _issuer(opening: Opening, naming: Naming) -> str:
    """The office that issued the plan, as the opening names it before the word 关于 or 印发; empty if it does not."""
    head = re.split(r"关于|印发", opening.joined, maxsplit=1)
    return "" if len(head) == 1 or any(issuer in head[0] for issuer in naming.nation_issuers) else head[0]


def _find_sector(title: str, place: Place | None) -> str | None:
    """The sector by the first (then longest) word the title shares with the list; else what the title says between place and kind."""
    subject = title.rpartition("关于")[2]
    found = [
        (subject.find(word), -len(word), sector.name)
        for sector in load_sectors()
        for word in sector.words
        if word in subject
    ]
    if found:
        return min(found)[2]
    middle = re.sub(r"（[^（）]*）", "", subject)
    middle = _FIVE_YEARS.sub("", middle.removeprefix(place.name) if place else middle)
    middle = re.sub(r"(?:专项|发展|事业|行动|实施|总体)*(?:规划|纲要|计划|方案|意见|办法|建议)$", "", middle).strip(
        "“”《》"
    )
    return middle or None


def _find_period(title: str | None, opening: Opening, text: str) -> tuple[int, int] | None:
    """From the title with what its parentheses say, from a line of its own under it, or as the text states it."""
    if title is not None:
        beside = [piece for piece in opening.pieces if piece.startswith("（") and len(piece) <= _PERIOD_LINE_LENGTH]
        for text_of_period in (*(p for p in beside if re.search(r"\d{4}年?\D{1,2}\d{4}", p)), title):
            if period := parse_period(text_of_period):
                return period
    return find_stated_period(text[:_STATEMENT_LENGTH])


def _find_kind(title: str | None, opening: Opening, naming: Naming) -> DocumentKind:
    """By the marks in the opening outside the title; a plan without any is taken for the full text."""
    outside = opening.joined.replace(title, "") if title else opening.joined
    for kind, marks in naming.kinds:
        if any(mark in outside or (title and f"（{mark}）" in title) for mark in marks):
            return kind
    return DocumentKind.FULL_TEXT


def _find_number(lines: tuple[Line, ...]) -> str | None:
    """The document number on a line of its own near the top; numbers inside sentences belong to cited documents."""
    for line in lines[:_HEAD_LINES]:
        if (match := _NUMBER.fullmatch(line.text)) is not None:
            return match.group(1)
    return None


def _find_issued(lines: tuple[Line, ...]) -> str | None:
    """The date of issue, ISO (``2021-09`` where the day is not given): stated, under the title, or at the end."""
    early = "\n".join(line.text for line in lines[:_HEAD_LINES])[:_EARLY]
    tail = [line.text for line in lines[-_TAIL_LINES:]]
    if stated := re.search(rf"于{_DATE}印发", early):
        return _iso(stated)
    for text in (*(line.text for line in lines[:_HEAD_LINES]), *reversed(tail)):
        if (match := _WHOLE_DATE.match(text)) and not re.search(r"[，。]", text[:_PERIOD_LINE_LENGTH]):
            return _iso(match)
    return next((_iso(match) for text in reversed(tail) if (match := _ISSUED.search(text))), None)


def _iso(match: re.Match[str]) -> str:
    year, month, day = match.group(1), int(match.group(2)), match.group(3)
    return f"{year}-{month:02d}-{int(day):02d}" if day else f"{year}-{month:02d}"
