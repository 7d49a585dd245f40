"""The words by which the opening of a document tells what it is, and the sectors plans are made for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from align.bundled import bundled
from align.knowledge.files import Row, complain_of_entries, load_tables, load_toml
from align.knowledge.themes import load_themes
from align.mappings import mapping_files
from align.model import DocumentKind, Level

_KINDS = {kind.value: kind for kind in DocumentKind}
_LEVELS = {level.value: level for level in Level}


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """The vocabulary of ``mappings/identity/naming.toml``."""

    plan_words: tuple[str, ...]
    kinds: tuple[tuple[DocumentKind, tuple[str, ...]], ...]
    nation_issuers: tuple[str, ...]
    nation_title_words: tuple[str, ...]
    nation_name: str
    self_patterns: tuple[tuple[Level, re.Pattern[str]], ...]
    organ_ends: tuple[str, ...]
    place_ends: tuple[tuple[Level, tuple[str, ...]], ...]
    not_places: tuple[str, ...]
    least_mentions: int
    least_share: float


@lru_cache(maxsize=1)
def load_naming() -> Naming:
    """The bundled vocabulary."""
    return read_naming(bundled("mappings", "identity", "naming.toml"))


def read_naming(path: Path) -> Naming:
    """The vocabulary of a file.

    Raises:
        MappingError: a missing key, an unknown kind of document or level.
    """
    data = load_toml(path)
    with complain_of_entries(path):
        return Naming(
            plan_words=_words(data["plan_words"]),
            kinds=tuple((_KINDS[entry["kind"]], _words(entry["marks"])) for entry in data["kinds"]),
            nation_issuers=_words(data["nation"]["issuers"]),
            nation_title_words=_words(data["nation"]["title_words"]),
            nation_name=data["nation"]["name"],
            self_patterns=tuple((level, re.compile("|".join(words))) for level, words in _by_level(data["self"])),
            organ_ends=_words(data["organs"]["ends"]),
            place_ends=_by_level(data["place_ends"]),
            not_places=_words(data["not_places"]["ends"]),
            least_mentions=int(data["evidence"]["least_mentions"]),
            least_share=float(data["evidence"]["least_share"]),
        )


def _words(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - a TOML value, checked here
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        raise ValueError("应为词语列表")
    return tuple(value)


def _by_level(table: dict[str, Any]) -> tuple[tuple[Level, tuple[str, ...]], ...]:
    return tuple((_LEVELS[level], _words(words)) for level, words in table.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A sector plans are made for: the words that tell it in a title, and where its themes are (``themes.tsv``)."""

    name: str
    words: tuple[str, ...]
    themes: tuple[str, ...]


@lru_cache(maxsize=1)
def load_sectors() -> tuple[Sector, ...]:
    """The sectors, in the order of the file.

    Raises:
        MappingError: a sector without a name or words, or given twice, or themes of which there are none.
    """
    sectors: dict[str, Sector] = {}
    for row in load_tables(mapping_files("sectors", "sectors.tsv"), ("sector", "words", "themes")):
        if row["sector"] in sectors:
            raise row.error(f"领域重复：{row['sector']}")
        sectors[row["sector"]] = _sector(row)
    return tuple(sectors.values())


def _sector(row: Row) -> Sector:
    if not row["sector"] or not row.items("words"):
        raise row.error("缺少领域名称或题名中的说法")
    for themes in row.items("themes"):
        if not load_themes().of_sector(themes):
            raise row.error(f"themes.tsv 中没有 {themes} 的主题")
    return Sector(name=row["sector"], words=row.items("words"), themes=row.items("themes"))


def find_theme_sectors(name: str | None) -> tuple[str, ...]:
    """Where the themes of a sector are; empty for a sector that has none of its own."""
    return next((sector.themes for sector in load_sectors() if sector.name == name), ())
