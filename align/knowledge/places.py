"""How tasks name places (``mappings/applicability/places.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import complain_of_entries, load_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Patterns for names of counties and districts, words that only look like such names, and words of general scope."""

    patterns: tuple[re.Pattern[str], ...]
    not_places: tuple[str, ...]
    general: tuple[str, ...]

    def find(self, text: str) -> tuple[str, ...]:
        """The names of counties, districts and cities in a cleaned text, in order, each once."""
        names = [match["place"] for pattern in self.patterns for match in pattern.finditer(text)]
        return tuple(dict.fromkeys(name for name in names if not name.endswith(self.not_places)))

    def is_general(self, text: str) -> bool:
        """Whether a text speaks of more than the places it names."""
        return any(word in text for word in self.general)


@lru_cache(maxsize=2)
def load_place_words(path: Path | None = None) -> PlaceWords:
    """The words of ``path``, by default the bundled ones.

    Raises:
        MappingError: a list is missing, or a pattern is malformed or names no ``place``.
    """
    file = path or bundled("mappings", "applicability", "places.toml")
    data = load_toml(file)
    with complain_of_entries(file):
        patterns = tuple(re.compile(pattern) for pattern in data["patterns"])
        if any("place" not in pattern.groupindex for pattern in patterns):
            raise MappingError(file, 1, "每个句式都应有名为 place 的分组")
        return PlaceWords(patterns=patterns, not_places=tuple(data["not_places"]), general=tuple(data["general"]))
