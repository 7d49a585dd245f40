"""The tables that plans are made by: which passages go where, what places are renamed, which gaps can be planted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.knowledge.files import Row, load_tsv

_FOLDER = Path(__file__).parent / "recipe"
LEVELS = ("nation", "province", "city", "county")
# The texts each level is made of. Upper and lower text of a gold case stand on levels one or more apart, so that the
# answers of the case hold between the plans.
TEXTS = {
    "nation": ("long.upper", "demo.province", "water.upper", "rural.upper", "energy.upper", "note.upper"),
    "province": ("long.upper", "demo.province", "water.upper", "rural.upper", "energy.upper", "note.upper"),
    "city": ("long.lower", "demo.city", "note.upper", "water.lower", "rural.lower", "energy.lower"),
    "county": ("long.lower", "demo.district", "note.lower", "water.lower", "rural.lower", "energy.lower"),
}
_FILES = {
    "long": "gold/environment_province_city_long",
    "note": "gold/environment_city_county_note",
    "water": "gold/water_province_city",
    "rural": "gold/rural_province_city",
    "energy": "gold/energy_province_city",
}
_CORPORA = Path(__file__).parents[2] / "corpora"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A gold case between two of the texts."""

    name: str
    gold: Path
    upper: str
    lower: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A matter that can be deleted from a plan: the words it is known by, and the requirements that ask for it."""

    id: str
    name: str
    signs: re.Pattern[str]
    requirements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An indicator that plans of some levels have; ``names`` by level, empty where the level does not have it."""

    key: str
    names: dict[str, str]
    unit: str
    direction: str
    nature: str
    baseline: float | None
    target: float
    digits: int


def find_text(text: str) -> Path:
    """The file of a source text (``long.upper``, ``demo.city``)."""
    case, _, side = text.partition(".")
    return _CORPORA / (f"demo/{side}.txt" if case == "demo" else f"{_FILES[case]}/{side}.txt")


def list_cases() -> tuple[Case, ...]:
    """The gold cases that the plans rest on."""
    own = (
        Case(name=n, gold=_CORPORA / f / "gold.json", upper=f"{n}.upper", lower=f"{n}.lower") for n, f in _FILES.items()
    )
    demo = _CORPORA / "demo" / "gold"
    return (
        *own,
        Case(name="demo-pc", gold=demo / "province-city.json", upper="demo.province", lower="demo.city"),
        Case(name="demo-cd", gold=demo / "city-district.json", upper="demo.city", lower="demo.district"),
    )


@lru_cache
def load_sections(text: str) -> dict[str, tuple[str, str]]:
    """Chapter and new title of each heading of a source text."""
    rows = load_tsv(_FOLDER / "sections.tsv", ("text", "heading", "chapter", "title"))
    return {row["heading"]: (row["chapter"], row["title"]) for row in rows if row["text"] == text}


@lru_cache
def load_places(text: str) -> tuple[tuple[str, str], ...]:
    """The names in a source text with what stands in their place, longest first."""
    rows = load_tsv(_FOLDER / "places.tsv", ("text", "name", "slot"))
    return _longest_first((row["name"], row["slot"]) for row in rows if row["text"] == text)


@lru_cache
def load_level_words(level: str) -> tuple[tuple[str, str], ...]:
    """The words of another level with those of this one, longest first."""
    rows = load_tsv(_FOLDER / "levelwords.tsv", ("level", "word", "other"))
    return _longest_first((row["word"], row["other"]) for row in rows if row["level"] == level)


@lru_cache
def load_wording() -> tuple[tuple[str, str], ...]:
    """Words with others of the same meaning."""
    return tuple((row["word"], row["other"]) for row in load_tsv(_FOLDER / "wording.tsv", ("word", "other")))


@lru_cache
def load_chapters() -> dict[str, tuple[str, ...]]:
    """The titles each chapter of tasks may have, in the order of the chapters."""
    rows = load_tsv(_FOLDER / "chapters.tsv", ("chapter", "titles"))
    return {row["chapter"]: tuple(row["titles"].split(";")) for row in rows}


@lru_cache
def load_projects() -> tuple[tuple[str, str], ...]:
    """The classes of projects with what they hold."""
    return tuple((row["name"], row["content"]) for row in load_tsv(_FOLDER / "projects.tsv", ("name", "content")))


@lru_cache
def load_topics() -> tuple[Topic, ...]:
    """The matters that can be deleted."""
    rows = load_tsv(_FOLDER / "topics.tsv", ("topic", "name", "signs", "requirements"))
    return tuple(
        Topic(
            id=row["topic"],
            name=row["name"],
            signs=re.compile(row["signs"]),
            requirements=tuple(_split_requirements(row)),
        )
        for row in rows
    )


@lru_cache
def load_measures() -> tuple[Measure, ...]:
    """The indicators of the plans."""
    columns = ("key", *LEVELS, "unit", "direction", "nature", "baseline", "target", "digits")
    return tuple(
        Measure(
            key=row["key"],
            names={level: row[level] for level in LEVELS if row[level]},
            unit=row["unit"],
            direction=row["direction"],
            nature=row["nature"],
            baseline=float(row["baseline"]) if row["baseline"] else None,
            target=float(row["target"]),
            digits=int(row["digits"]),
        )
        for row in load_tsv(_FOLDER / "indicators.tsv", columns)
    )


def _split_requirements(row: Row) -> Iterator[tuple[str, str]]:
    for entry in row["requirements"].split():
        case, _, number = entry.partition(":")
        yield case, number


def _longest_first(pairs: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
