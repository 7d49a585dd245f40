"""Makes the words of a source text those of a place: its names, its level, its manner, its numbers."""

from __future__ import annotations

import random
import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

from province.names import Country, Place, name_slots
from province.recipe import load_level_words, load_places, load_wording

_COUNT = re.compile(
    r"(?<![\d.第专栏—-])(\d{1,5})(?=(?:个|座|台|条|处|家|公里|眼|名|支|所|套|户|万亩|亩)(?!以上|以下|以内|百分点|月|工作日))"
)
_DISTRICT_WORDS = re.compile(
    "全县|我县|县委|县政府|县直|县财政|县城|县级(?!及?以上|城市)|县、乡|县乡|县镇村|县生态|县人大"
)
_SWAP_SHARE = 0.4
_GROWTH = {"nation": 0.0, "province": 0.0, "city": 0.1, "county": 0.25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """How the plan of one place words what its sources say; the same words always become the same."""

    level: str
    slots: tuple[tuple[str, str], ...]
    swaps: tuple[tuple[str, str], ...]
    is_district: bool
    salt: str

    def adapt(self, text: str, source: str) -> str:
        """A passage of a source text as this plan has it."""
        text = self._name_places(text, source)
        text = _swap(text, _level_words(self.level, source))
        text = _swap(text, self.swaps)
        if self.is_district:
            text = _DISTRICT_WORDS.sub(lambda match: match.group().replace("县", "区"), text)
        return _COUNT.sub(self._count, text)

    def _name_places(self, text: str, source: str) -> str:
        """All names at once, so that none that came in is taken for one of the source."""
        slots = dict(self.slots)
        return _swap(text, tuple((name, slot.format_map(slots)) for name, slot in load_places(source)))

    def _count(self, match: re.Match[str]) -> str:
        value = int(match[1])
        grown = value * (1 + _GROWTH[self.level] * (zlib.crc32(f"{self.salt}{value}".encode()) % 100) / 100)
        return str(round(grown))


def build_adapter(country: Country, place: Place) -> Adapter:
    """The manner of the plan of a place."""
    chance = random.Random(f"{country.seed}:{place.name}:wording")
    return Adapter(
        level=place.level,
        slots=tuple(name_slots(country, place).items()),
        swaps=tuple(pair for pair in load_wording() if chance.random() < _SWAP_SHARE),
        is_district=place.is_district,
        salt=f"{country.seed}:{place.name}",
    )


def _level_words(level: str, source: str) -> tuple[tuple[str, str], ...]:
    """The words for a text that was written for another level."""
    text = source.partition(".")[0]
    if level == "county":
        kind = {"demo.district": "county.district", "note.lower": ""}.get(source, "county.city")
    elif level in ("nation", "province"):
        kind = f"{level}.city" if text == "note" else level
    else:
        kind = ""
    return load_level_words(kind)


def _swap(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    if not pairs:
        return text
    table = dict(pairs)
    return _pattern(tuple(table)).sub(lambda match: table[match.group()], text)


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
