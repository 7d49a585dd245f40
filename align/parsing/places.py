"""The place a plan is made for, and the level of government it belongs to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from align.knowledge.naming import Naming
from align.knowledge.regions import Region, Regions
from align.model import Level

_LONGEST_PLACE = 12
_PLACE_CHARACTERS = re.compile(r"[一-鿿]+")
_COUNTIES_BELOW = re.compile(r"各(?:旗)?[、]?(?:县|区)|县（[市区、]+）|区、县|区县|个县")
# A two-character name may be the start of a longer one (沙市区); from three characters on the end is taken.
_SHORTEST_SURE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as a document names it; ``code`` where the table of divisions knows it."""

    name: str
    level: Level
    code: str | None = None


def find_title_place(title: str, text: str, naming: Naming, regions: Regions) -> Place | None:
    """The place a title names.

    Args:
        title: the plan's title, cleaned.
        text: the whole cleaned text, which tells a county-level 市 from one with counties below it.
        naming: the vocabulary.
        regions: the divisions.

    Returns:
        The place with its table entry where it is known, else by the end of its name; ``None`` where none is named.
    """
    if title.startswith(naming.nation_title_words):
        return Place(name=naming.nation_name, level=Level.NATION)
    named = _leading_place(title.removeprefix("中共"), text, naming, regions)
    return named or _inner_place(title, regions)


def _leading_place(title: str, text: str, naming: Naming, regions: Regions) -> Place | None:
    """The place at the start, the innermost of several (重庆市綦江区 → 綦江区)."""
    start = 0
    outer: Place | None = None
    while (found := _place_at(title[start:], outer, text, naming, regions)) is not None:
        outer, length = found
        start += length
    return outer


def _place_at(rest: str, outer: Place | None, text: str, naming: Naming, regions: Regions) -> tuple[Place, int] | None:
    """The place that ``rest`` begins with, inside ``outer``, and the length of its name."""
    within = regions.by_code.get(outer.code or "") if outer else None
    for end in range(min(len(rest), _LONGEST_PLACE), 1, -1):
        region = regions.find(rest[:end], inside=within)
        if region is not None and (region.name.endswith(rest[end - 1]) or region.level is Level.PROVINCE):
            return _known(region), end
    return _unknown_place(rest, outer, text, naming)


def _unknown_place(rest: str, outer: Place | None, text: str, naming: Naming) -> tuple[Place, int] | None:
    """A place that the table does not know, told by the end of its name (铜峪区)."""
    characters = _PLACE_CHARACTERS.match(rest)
    run = characters.group()[:_LONGEST_PLACE] if characters else ""
    for end in range(2, len(run) + 1):
        name = run[:end]
        if name.endswith(naming.not_places):
            return None
        level = _level_by_end(name, naming)
        if level is None or (end < _SHORTEST_SURE and run[end : end + 1] in ("市", "区", "县")):
            continue
        if outer is not None and level.rank <= outer.level.rank:
            level = Level.COUNTY if outer.level is Level.CITY and name.endswith("市") else None
        elif name.endswith("市"):
            level = level if _has_counties(text) or outer is None or outer.level is Level.PROVINCE else Level.COUNTY
        return (Place(name=name, level=level), end) if level else None
    return None


def _level_by_end(name: str, naming: Naming) -> Level | None:
    for level, ends in naming.place_ends:
        if any(name.endswith(end) and len(name) > len(end) for end in ends):
            return level
    return None


def _has_counties(text: str) -> bool:
    return len(_COUNTIES_BELOW.findall(text)) >= 1


def _known(region: Region) -> Place:
    return Place(name=region.name, level=region.level, code=region.code)


def _inner_place(title: str, regions: Regions) -> Place | None:
    """The one known place inside a title (数字山东…, 关于提高上海市…); none where two are named."""
    found = {mention.region.code: mention.region for mention in regions.mentions(title)}
    return _known(next(iter(found.values()))) if len(found) == 1 else None


def find_text_place(text: str, naming: Naming, regions: Regions) -> tuple[Level | None, Place | None]:
    """The level and place that the text itself shows by how it speaks of its territory (我市, 全省).

    Only clear evidence counts: enough mentions, and one place with most of the mentions at that level.
    """
    level = _self_level(text, naming)
    if level is None:
        return None, None
    if level is Level.NATION:
        return level, Place(name=naming.nation_name, level=level)
    counts = Counter(m.region for m in regions.mentions(text) if _speaks_as(m.region, level))
    if not counts:
        return level, None
    region, mentions = counts.most_common(1)[0]
    clear = mentions >= naming.least_mentions and mentions >= naming.least_share * counts.total()
    return (region.level, _known(region)) if clear else (level, None)


def _speaks_as(region: Region, level: Level) -> bool:
    """Whether a region would call itself by the words of a level; the municipalities say 全市 too."""
    return region.level is level or (level is Level.CITY and region.level is Level.PROVINCE and region.name[-1] == "市")


def _self_level(text: str, naming: Naming) -> Level | None:
    """The level below the nation that the text speaks for most; the nation only where it speaks for no other."""
    counts = {level: len(pattern.findall(text)) for level, pattern in naming.self_patterns}
    local = {level: count for level, count in counts.items() if level is not Level.NATION}
    if any(local.values()):
        level, most = max(local.items(), key=lambda item: item[1])
        enough = most >= naming.least_mentions and most >= naming.least_share * sum(local.values())
        return level if enough else None
    return Level.NATION if counts.get(Level.NATION, 0) >= naming.least_mentions else None
