"""The value that an upper plan sets for the lower plan's own area, where its tables, notes or sentences share a total out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from align.judging.conversion import unit_of
from align.knowledge.indicators import Catalogue
from align.model import Indicator, Plan
from align.parsing.clean import clean_text
from align.parsing.quantities import parse_target

_LIST = re.compile(r"(?P<names>[^。；：\d]+?)的?(?:分解|下达|分配|细化)[^：。；]{0,20}[：为](?P<shares>[^。]+)")
_VALUE = r"(?P<value>(?:不低于|不少于|不超过|不高于|控制在|达到|≥|≤)?\d+(?:\.\d+)?[^，。；、和）]{0,8})"
_LINK = r"(?:的)?(?:目标)?(?:为|是|：|达到|承担|分配|分解)?"
_UNIT = re.compile(r"[（(]([^（）()]+)[）)]$")
_SHARED_OUT = re.compile(r"分解|下达|分配|其中")
# A passage longer than this is no note or sentence about shares.
_LONGEST = 1200


def find_share(indicator: Indicator, upper: Plan, lower: Plan, catalogue: Catalogue) -> str | None:
    """The value, as written, that the upper plan sets for the lower plan's area; ``None`` where it sets none.

    Looked at are tables with the areas down the side, the row's own note (其中山前区为41) and passages that share indicators out, one after the other
    (甲、乙分解到市依次为：青石市1.2万吨、3处；…) or by name (下达青石市用水总量12.8亿立方米).
    """
    region = lower.meta.region
    if region is None:
        return None
    values = _values(indicator, upper, region, catalogue)
    return next((value for value in values if _has_number(value, indicator, catalogue)), None)


def _has_number(value: str, indicator: Indicator, catalogue: Catalogue) -> bool:
    parsed = parse_target(value, unit=unit_of(indicator), name=indicator.name, units=catalogue.units)
    return parsed.value is not None


def _values(indicator: Indicator, upper: Plan, region: str, catalogue: Catalogue) -> Iterator[str]:
    yield from _tabled(indicator, upper, region, catalogue)
    own = re.compile(rf"{re.escape(region)}{_LINK}{_VALUE}")
    for match in own.finditer(clean_text(indicator.note or "")):
        yield match["value"]
    for passage in _passages(upper.source.text, region):
        yield from _listed(indicator, passage, region, catalogue)
        yield from _named(indicator, passage, region)


def _tabled(indicator: Indicator, upper: Plan, region: str, catalogue: Catalogue) -> Iterator[str]:
    """The cell of a table that shares indicators out: areas down the side, indicators across the top."""
    for table in upper.source.tables:
        header = [clean_text(cell.text) for cell in table.rows[0]] if table.rows else []
        column = next((at for at, name in enumerate(header) if _is_named(indicator, name, catalogue)), None)
        if column is None:
            continue
        for row in table.rows[1:]:
            side = [re.sub(r"\s", "", clean_text(cell.text)) for cell in row[:column]]
            if region in side and column < len(row):
                yield _with_unit(clean_text(row[column].text), header[column], catalogue)


def _is_named(indicator: Indicator, heading: str, catalogue: Catalogue) -> bool:
    """Whether a heading is the indicator's name, but for a unit in brackets or the word for its measure (…面积), or
    another name of its concept."""
    if not heading:
        return False
    concept = catalogue.find_concept(heading, None) if indicator.concept is not None else None
    if concept is not None and concept.id == indicator.concept:
        return True
    short, full = catalogue.names.key(heading), catalogue.names.key(indicator.name)
    return full.startswith(short) and full[len(short) :] in ("", *catalogue.rules.amount_suffixes)


def _with_unit(value: str, heading: str, catalogue: Catalogue) -> str:
    """A cell's value with the unit that its heading gives in brackets."""
    unit = _UNIT.search(heading)
    bare = re.fullmatch(r"[^\d]{0,4}\d+(?:\.\d+)?", value)
    return value + unit[1] if unit and bare and catalogue.units.find(unit[1]) is not None else value


def _passages(text: str, region: str) -> Iterator[str]:
    """The sentences that name the area and speak of sharing out, on one line."""
    seen = -1
    for match in re.finditer(re.escape(region), text):
        start = text.rfind("。", 0, match.start()) + 1
        end = text.find("。", match.end())
        passage = text[start : len(text) if end < 0 else end]
        if start != seen and len(passage) <= _LONGEST and _SHARED_OUT.search(passage):
            seen = start
            yield re.sub(r"\s", "", clean_text(passage))


def _listed(indicator: Indicator, passage: str, region: str, catalogue: Catalogue) -> Iterator[str]:
    match = _LIST.search(passage)
    if match is None:
        return
    key = catalogue.names.key(indicator.name)
    for joints in ("、", "、|和|及|以及"):  # 和 may join two names or stand inside one
        names = [catalogue.names.key(name) for name in re.split(joints, match["names"])]
        position = next((index for index, name in enumerate(names) if name.endswith(key)), None)
        if position is not None:
            yield from _shares(match["shares"], region, position, len(names))


def _shares(shares: str, region: str, position: int, count: int) -> Iterator[str]:
    """The value at a position of an area's shares, where it has as many as there are names."""
    for share in re.split("[；;]", shares):
        head, _, tail = share.partition(region)
        values = re.split("[、，,]", tail)
        if tail and not re.search(r"\d", head) and len(values) == count:
            yield values[position]
        elif tail and count == 1 and (own := re.match(_LINK + _VALUE, tail)):
            yield own["value"]


def _named(indicator: Indicator, passage: str, region: str) -> Iterator[str]:
    name = re.escape(re.sub(r"\s", "", clean_text(indicator.name)))
    pattern = re.compile(rf"(?:下达|分解|分配)[^，。；]{{0,8}}{re.escape(region)}的?{name}{_LINK}{_VALUE}")
    for match in pattern.finditer(passage):
        yield match["value"]
