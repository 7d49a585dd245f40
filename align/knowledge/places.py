"""How tasks name places and what belongs to places (``mappings/applicability/places.toml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.errors import MappingError
from align.knowledge.files import complain_of_entries, load_toml

_JOINT = re.compile("[、和及与]")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWords:
    """Patterns for names of counties and districts, words that only look like such names, and words of general scope.

    ``shared`` matches names that share one word for their kind (望浦、临岚两市), ``listed`` an enumeration of places.
    ``not_short`` are short names of cities that mean something else as well (阿里、日照): only their full names are places.
    """

    patterns: tuple[re.Pattern[str], ...]
    not_places: tuple[str, ...]
    not_short: frozenset[str]
    general: re.Pattern[str]
    shared: re.Pattern[str]
    shared_leads: tuple[str, ...]
    listed: re.Pattern[str]
    listed_leads: re.Pattern[str]
    also_places: tuple[str, ...]

    def find(self, text: str) -> tuple[str, ...]:
        """The names of counties, districts and cities in a cleaned text, in order, each once."""
        names = [match["place"] for pattern in self.patterns for match in pattern.finditer(text)]
        names.extend(name for match in self.shared.finditer(text) for name in self._split_shared(match))
        return tuple(dict.fromkeys(name for name in names if not name.endswith(self.not_places)))

    def find_listed(self, text: str) -> frozenset[str]:
        """The places that a plan enumerates (东堰区、城北区、禾坪县), as those of its own area."""
        names = (name for match in self.listed.finditer(text) for name in self._split_listed(match.group()))
        return frozenset(name for name in names if self._is_listed_place(name))

    def is_general(self, text: str) -> bool:
        """Whether a text speaks of more than the places it names."""
        return self.general.search(text) is not None

    def _split_shared(self, match: re.Match[str]) -> list[str]:
        names = match["names"].split("、")
        for lead in self.shared_leads:
            names[0] = names[0].removeprefix(lead)
        return [f"{name}{match['kind']}" for name in names if len(name) > 1]

    def _split_listed(self, text: str) -> list[str]:
        first, *rest = _JOINT.split(text)
        return [self.listed_leads.sub("", first), *rest]

    def _is_listed_place(self, name: str) -> bool:
        longer = any(name.endswith(word) and len(name) > len(word) + 1 for word in self.also_places)
        return len(name) > 2 and (longer or not name.endswith(self.not_places))


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectWords:
    """Patterns for what has a name of its own and a place (清源湖), and for bodies of the level above (市人民医院).

    Names that end in one of ``sure`` words are names of their own, however rarely they are told.
    """

    objects: re.Pattern[str]
    not_leads: tuple[str, ...]
    not_followed: tuple[str, ...]
    sure: tuple[str, ...]
    body_verbs: tuple[str, ...]
    body_not_after: tuple[str, ...]
    body_ends: tuple[str, ...]

    def find(self, text: str) -> tuple[str, ...]:
        """What may be a name of its own in a cleaned text, in order; readings may overlap (施清源湖, 清源湖)."""
        found = (
            match["object"]
            for match in self.objects.finditer(text)
            if not text.startswith(self.not_followed, match.end("object"))
        )
        return tuple(name for name in found if not name.startswith(self.not_leads))

    def find_bodies(self, text: str, level: str) -> tuple[str, ...]:
        """The bodies of a level (省, 市) that a cleaned text has built or supported (市人民医院)."""
        verbs, ends = "|".join(self.body_verbs), "|".join(self.body_ends)
        pattern = rf"(?:{verbs})(?P<body>{level}(?!{'|'.join(self.body_not_after)})[一-龥]{{0,8}}?(?:{ends}))"
        return tuple(match["body"] for match in re.finditer(pattern, text))


def _general(words: list[str], served: list[str]) -> re.Pattern[str]:
    unless = "".join(f"(?<!{re.escape(word)})" for word in served)
    return re.compile(f"{unless}(?:{'|'.join(map(re.escape, words))})")


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
        return PlaceWords(
            patterns=patterns,
            not_places=tuple(data["not_places"]),
            not_short=frozenset(data["not_short"]),
            general=_general(data["general"], data["served"]),
            shared=re.compile(data["shared"]),
            shared_leads=tuple(data["shared_leads"]),
            listed=re.compile(data["listed"]["pattern"]),
            listed_leads=re.compile(data["listed"]["leads"]),
            also_places=tuple(data["listed"]["also_places"]),
        )


@lru_cache(maxsize=2)
def load_object_words(path: Path | None = None) -> ObjectWords:
    """The words for objects and bodies of ``path``, by default the bundled ones.

    Raises:
        MappingError: an entry is missing or malformed.
    """
    file = path or bundled("mappings", "applicability", "places.toml")
    data = load_toml(file)
    with complain_of_entries(file):
        objects, bodies = data["objects"], data["bodies"]
        return ObjectWords(
            objects=re.compile(objects["pattern"]),
            not_leads=tuple(objects["not_leads"]),
            not_followed=tuple(objects["not_followed"]),
            sure=tuple(objects["sure"]),
            body_verbs=tuple(bodies["verbs"]),
            body_not_after=tuple(bodies["not_after"]),
            body_ends=tuple(bodies["ends"]),
        )
