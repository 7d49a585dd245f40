"""The administrative divisions: which places there are, what they are called and what lies in what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import Row, load_tsv
from align.model import Level

_COLUMNS = ("code", "name", "short", "level", "parent")
_EARLIER_COLUMNS = ("code", "name", "now")
_LEVELS = {level.value: level for level in Level}
_LONGEST_NAME = 16
_SHORT_NAME_LEVELS = (Level.PROVINCE, Level.CITY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """An administrative division; ``code`` is its six-digit code, ``short`` its name without the kind of place."""

    code: str
    name: str
    short: str
    level: Level
    parent_code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place named in a text, at ``start`` to ``end`` of that text."""

    region: Region
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Regions:
    """The divisions in force, with the earlier names that lead to one of them."""

    by_code: dict[str, Region]
    earlier: dict[str, tuple[str, ...]]
    _named: dict[str, tuple[Region, ...]] = field(repr=False)
    _beginnings: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # nearly every place in a text is told by two characters to be none
        object.__setattr__(self, "_beginnings", frozenset(name[:2] for name in self._named))

    def find(self, name: str, *, inside: Region | None = None) -> Region | None:
        """The region of that name: full, short (山东), composite (六盘水市水城区) or earlier (水城县).

        ``inside`` settles names that several places bear. ``None`` where nothing fits, or more than one place does.
        """
        if not name:
            return None
        whole = self._pick(self._candidates(name), inside)
        return whole or self._composite(name, inside)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The places named in a text, longest name first at each position.

        Short names count only for provinces and cities, because those of counties are often common words.
        """
        return tuple(self._scan(text))

    def ancestors(self, region: Region) -> tuple[Region, ...]:
        """The regions above, nearest first."""
        found: list[Region] = []
        parent = self.by_code.get(region.parent_code or "")
        while parent is not None:
            found.append(parent)
            parent = self.by_code.get(parent.parent_code or "")
        return tuple(found)

    def is_inside(self, inner: Region, outer: Region) -> bool:
        """Whether ``inner`` is ``outer`` or lies in it."""
        return inner == outer or outer in self.ancestors(inner)

    def _candidates(self, name: str) -> tuple[Region, ...]:
        """The regions that bear the name now, else those that bore it and live on under another."""
        current = self._named.get(name)
        if current:
            return current
        return tuple(self.by_code[code] for code in self.earlier.get(name, ()) if code in self.by_code)

    def _pick(self, candidates: tuple[Region, ...], inside: Region | None) -> Region | None:
        """The one candidate inside the given region, else the one of the highest level."""
        if inside is not None:
            candidates = tuple(region for region in candidates if self.is_inside(region, inside))
        if not candidates:
            return None
        top = min(region.level.rank for region in candidates)
        highest = [region for region in candidates if region.level.rank == top]
        return highest[0] if len(highest) == 1 else None

    def _composite(self, name: str, inside: Region | None) -> Region | None:
        """Reads a name of several places, each in the one before: 贵州省六盘水市水城区."""
        for cut in range(len(name) - 2, 1, -1):
            outer = self._pick(self._named.get(name[:cut], ()), inside)
            if outer is not None and (inner := self.find(name[cut:], inside=outer)) is not None:
                return inner
        return None

    def _scan(self, text: str) -> Iterator[Mention]:
        position = 0
        while position < len(text):
            mention = self._mention_at(text, position)
            if mention is None:
                position += 1
                continue
            yield mention
            position = mention.end

    def _mention_at(self, text: str, start: int) -> Mention | None:
        if text[start : start + 2] not in self._beginnings:
            return None
        for end in range(min(len(text), start + _LONGEST_NAME), start + 1, -1):
            name = text[start:end]
            region = self._pick(self._named.get(name, ()), None)
            if region is not None and (name == region.name or region.level in _SHORT_NAME_LEVELS):
                return Mention(region=region, start=start, end=end)
        return None


@lru_cache(maxsize=1)
def load_regions() -> Regions:
    """The bundled divisions."""
    return read_regions(bundled("mappings", "regions"))


def read_regions(folder: Path) -> Regions:
    """The divisions of a folder with ``divisions.tsv`` and ``earlier.tsv``.

    Raises:
        MappingError: a code given twice, an unknown level, a parent or a successor that is not in the table.
    """
    by_code: dict[str, Region] = {}
    rows = load_tsv(folder / "divisions.tsv", _COLUMNS)
    for row in rows:
        region = _parse_region(row)
        if region.code in by_code:
            raise row.error(f"代码 {region.code} 重复")
        by_code[region.code] = region
    for row in rows:
        if row["parent"] and row["parent"] not in by_code:
            raise row.error(f"上级代码 {row['parent']} 不在表中")
    return Regions(by_code, _load_earlier(folder / "earlier.tsv", by_code), _index(by_code))


def _parse_region(row: Row) -> Region:
    level = _LEVELS.get(row["level"])
    if level is None:
        raise row.error(f"未知的级别 {row['level']}")
    return Region(
        code=row["code"], name=row["name"], short=row["short"], level=level, parent_code=row["parent"] or None
    )


def _load_earlier(path: Path, by_code: dict[str, Region]) -> dict[str, tuple[str, ...]]:
    earlier: dict[str, tuple[str, ...]] = {}
    for row in load_tsv(path, _EARLIER_COLUMNS):
        codes = row.items("now")
        unknown = [code for code in codes if code not in by_code]
        if unknown or not codes:
            raise row.error(f"现行代码 {'、'.join(unknown) or '为空'} 不在表中")
        known = earlier.get(row["name"], ())
        earlier[row["name"]] = known + tuple(code for code in codes if code not in known)
    return earlier


def _index(by_code: dict[str, Region]) -> dict[str, tuple[Region, ...]]:
    """The regions under each of their names; a name that is some region's full name is no other's short name."""
    named: dict[str, list[Region]] = {}
    for region in by_code.values():
        named.setdefault(region.name, []).append(region)
    full = set(named)
    for region in by_code.values():
        for name in _other_names(region):
            if name not in full:
                named.setdefault(name, []).append(region)
    return {name: tuple(regions) for name, regions in named.items()}


def _other_names(region: Region) -> tuple[str, ...]:
    """The short name, and for an autonomous prefecture also the usual short form with 州 (黔西南州)."""
    if region.name.endswith("自治州"):
        return (region.short, f"{region.short}州")
    return (region.short,)
