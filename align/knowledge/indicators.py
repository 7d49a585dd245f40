"""The catalogue of indicators: what a name in a plan stands for, and which way it is meant to move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from align.knowledge.files import Row, load_tables
from align.knowledge.indicator_measures import IndicatorRules, load_indicator_rules
from align.knowledge.names import Names, load_names
from align.knowledge.units import Units, load_units
from align.mappings import mapping_files
from align.model import Nature
from align.target import TargetKind

_COLUMNS = ("id", "name", "aliases", "units", "direction", "kinds", "natures", "confusable", "category")


class Direction(StrEnum):
    """Which way is stricter: ``level`` is a grade whose smaller number is stricter (Ⅱ类 before Ⅲ类)."""

    HIGHER = "higher"
    LOWER = "lower"
    LEVEL = "level"


class Relation(StrEnum):
    """How two concepts tell one thing: as a change and as a level, as a yearly growth and as an amount (which cannot be
    compared with each other), as a share and what it leaves, as so many per head and heads per one, or counted in another way (调查失业率 and 登记失业率), so that
    they are set side by side but not compared."""

    CHANGE = "change"
    GROWTH = "growth"
    COMPLEMENT = "complement"
    RECIPROCAL = "reciprocal"
    KIN = "kin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """An entry of the catalogue; ``units`` are units it is told in, ``confusable`` ids it must not be taken for."""

    id: str
    name: str
    aliases: tuple[str, ...]
    units: tuple[str, ...]
    direction: Direction
    kinds: tuple[TargetKind, ...]
    natures: tuple[Nature, ...]
    confusable: frozenset[str]
    category: str


_CHANGES = (Relation.CHANGE, Relation.GROWTH)


class Catalogue:
    """Finds the concept of an indicator name."""

    def __init__(
        self,
        concepts: tuple[Concept, ...],
        *,
        names: Names,
        units: Units,
        rules: IndicatorRules,
        counterparts: dict[tuple[str, str], Relation],
    ) -> None:
        self.concepts = concepts
        self._counterparts = {
            frozenset(pair): relation for pair, relation in counterparts.items() if relation is not Relation.GROWTH
        }
        self._changes = {level: change for (change, level), relation in counterparts.items() if relation in _CHANGES}
        self.names = names
        self.units = units
        self.rules = rules
        self._by_id = {concept.id: concept for concept in concepts}
        self._exact = _index(concepts, names.key)
        self._cores = _index(concepts, names.core)
        self._alias_of = {
            names.core(alias): alias for concept in concepts for alias in (concept.name, *concept.aliases)
        }
        self._choices = sorted(self._cores)
        self._near_length: dict[int, list[str]] = {}
        self._found: dict[tuple[str, str | None], Concept | None] = {}

    def concept(self, concept_id: str) -> Concept:
        """The concept with that id; ``KeyError`` if there is none."""
        return self._by_id[concept_id]

    def find_relation(self, first: str | None, second: str | None) -> Relation | None:
        """How two different concepts tell one thing (change and level, share and rest, …); ``None`` where they do not."""
        return None if first is None or second is None else self._counterparts.get(frozenset((first, second)))

    def find_concept(self, name: str, unit: str | None) -> Concept | None:
        """The concept a name stands for, or ``None``: an alias, an alias but for scope words, or nearly an alias.

        The name of a level that is told in a unit of its change (单位GDP能耗, %) stands for the change.

        A name nearly as close to a confusable concept, or told apart by a contrasting word, is left alone.
        """
        if (name, unit) not in self._found:
            self._found[name, unit] = self._find(name, unit)
        return self._found[name, unit]

    def is_alias(self, name: str) -> bool:
        """Whether a name is an alias of exactly one concept, scope words aside."""
        return len(self._exact.get(self.names.key(name), self._cores.get(self.names.core(name), ()))) == 1

    def _find(self, name: str, unit: str | None) -> Concept | None:
        for index, key in ((self._exact, self.names.key(name)), (self._cores, self.names.core(name))):
            ids = index.get(key, ())
            told_as_change = tuple(self._changes[level] for level in ids if level in self._changes)
            fitting = self._fitting(ids, unit) or self._fitting(told_as_change, unit)
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                return None
        return self._find_similar(name, unit)

    def _fitting(self, ids: tuple[str, ...], unit: str | None) -> list[Concept]:
        concepts = [self._by_id[concept_id] for concept_id in ids]
        return [concept for concept in concepts if self._unit_fits(concept, unit)]

    def _unit_fits(self, concept: Concept, unit: str | None) -> bool:
        if not unit or not concept.units or self.units.find(unit) is None:
            return True
        return any(self.units.are_compatible(unit, known) for known in concept.units)

    def _find_similar(self, name: str, unit: str | None) -> Concept | None:
        core = self.names.core(name)
        cutoff = self.rules.concept_similarity - self.rules.concept_margin
        near = process.extract(
            core, self._of_length(len(core), cutoff), scorer=fuzz.ratio, limit=6, score_cutoff=cutoff
        )
        best: Concept | None = None
        best_score = 0.0
        for alias, score, _ in near:
            concepts = self._fitting(self._cores[alias], unit)
            known = self._alias_of[alias]
            if len(concepts) != 1 or self.names.are_contrary(name, known) or self.names.tell_apart(core, alias):
                continue
            if best is None:
                if score < self.rules.concept_similarity:
                    return None
                best, best_score = concepts[0], score
            elif concepts[0].id in best.confusable and best_score - score < self.rules.concept_margin:
                return None
        return best

    def _of_length(self, length: int, cutoff: float) -> list[str]:
        """The aliases that a name of some length can be so similar to at all: twice the shorter over both lengths."""
        if length not in self._near_length:
            least, most = length * cutoff / (200 - cutoff), length * (200 - cutoff) / cutoff
            self._near_length[length] = [alias for alias in self._choices if least <= len(alias) <= most]
        return self._near_length[length]

    def direction(self, name: str, concept_id: str | None) -> tuple[Direction, bool]:
        """Which way is stricter, and whether that is known (catalogue or wording) rather than assumed."""
        if concept_id is not None:
            return self._by_id[concept_id].direction, True
        if any(word in name for word in self.rules.higher_is_better):
            return Direction.HIGHER, True
        if any(word in name for word in self.rules.lower_is_better):
            return Direction.LOWER, True
        return Direction.HIGHER, any(name.endswith(suffix) for suffix in self.rules.ratio_suffixes)

    def is_ratio(self, name: str, unit: str | None) -> bool:
        """Whether an indicator is a share, by its unit or, where none is given, by the end of its name."""
        if unit and self.units.find(unit) is not None:
            return self.units.is_ratio(unit)
        return self._bare(name).endswith(self.rules.ratio_suffixes)

    def is_amount(self, name: str, unit: str | None) -> bool:
        """Whether an indicator is an amount that adds up over areas, by its unit or by the end of its name."""
        bare = self._bare(name)
        if any(word in bare for word in self.rules.rate_words if not bare.endswith(word)) and not self._counts(unit):
            return False
        if unit and self.units.find(unit) is not None:
            return self.units.is_additive(unit) and not bare.endswith(self.rules.ratio_suffixes)
        return self._ends_as_amount(bare)

    def tells_measure(self, name: str) -> bool:
        """Whether a name ends in a word for a measure (率, 数量, 面积), as a category's or a sub-item's does not."""
        rules = self.rules
        return name.endswith(rules.ratio_suffixes + rules.index_suffixes) or self._ends_as_amount(name)

    def _ends_as_amount(self, name: str) -> bool:
        return name.endswith(self.rules.amount_suffixes) and not name.endswith(self.rules.not_amount_suffixes)

    def _counts(self, unit: str | None) -> bool:
        return unit is not None and self.units.is_additive(unit)

    def _bare(self, name: str) -> str:
        end = name.find("（")
        return name if end <= 0 else name[:end]


def _index(concepts: tuple[Concept, ...], key_of: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    index: dict[str, tuple[str, ...]] = {}
    for concept in concepts:
        for alias in (concept.name, *concept.aliases):
            key = key_of(alias)
            ids = index.get(key, ())
            if concept.id not in ids:
                index[key] = (*ids, concept.id)
    return index


@lru_cache(maxsize=4)
def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue in ``folder`` (by default the bundled one; a file for every sector), its vocabularies and measures.

    Raises:
        MappingError: an id or alias twice, an unknown unit, direction, kind, nature or confusable id.
    """
    names, units = load_names(folder), load_units()
    rows = load_tables(_files(folder, "catalogue/*.tsv"), _COLUMNS)
    ids = _read_ids(rows)
    concepts: list[Concept] = []
    seen: dict[str, str] = {}
    for row in rows:
        concepts.append(_read_concept(row, units, ids))
        for alias in (row["name"], *row.items("aliases")):
            owner = seen.setdefault(names.key(alias), row["id"])
            if owner != row["id"]:
                raise row.error(f"“{alias}”已是 {owner} 的别名")
    return Catalogue(
        tuple(concepts),
        names=names,
        units=units,
        rules=load_indicator_rules(folder),
        counterparts=_load_counterparts(_files(folder, "counterparts.tsv"), ids),
    )


def _files(folder: Path | None, pattern: str) -> Sequence[Path]:
    return sorted(folder.glob(pattern)) if folder else mapping_files("indicators", pattern)


def _read_ids(rows: Sequence[Row]) -> set[str]:
    ids: set[str] = set()
    for row in rows:
        if row["id"] in ids:
            raise row.error(f"指标 id {row['id']} 重复")
        ids.add(row["id"])
    return ids


def _load_counterparts(tables: Sequence[Path], ids: set[str]) -> dict[tuple[str, str], Relation]:
    counterparts: dict[tuple[str, str], Relation] = {}
    for row in load_tables(tables, ("first", "second", "relation")):
        if not {row["first"], row["second"]} <= ids:
            raise row.error("所列概念不在目录中")
        try:
            counterparts[row["first"], row["second"]] = Relation(row["relation"])
        except ValueError as error:
            raise row.error("relation 应为 change、growth、complement、reciprocal 或 kin") from error
    return counterparts


def _read_concept(row: Row, units: Units, ids: set[str]) -> Concept:
    for unit in row.items("units"):
        if units.find(unit) is None:
            raise row.error(f"单位“{unit}”不在单位表中")
    for other in row.items("confusable"):
        if other not in ids or other == row["id"]:
            raise row.error(f"易混概念“{other}”不在目录中")
    _check_values(row, "direction", (row["direction"],), Direction)
    _check_values(row, "kinds", row.items("kinds"), TargetKind)
    _check_values(row, "natures", row.items("natures"), Nature)
    return Concept(
        id=row["id"],
        name=row["name"],
        aliases=row.items("aliases"),
        units=row.items("units"),
        direction=Direction(row["direction"]),
        kinds=tuple(TargetKind(kind) for kind in row.items("kinds")),
        natures=tuple(Nature(nature) for nature in row.items("natures")),
        confusable=frozenset(row.items("confusable")),
        category=row["category"],
    )


def _check_values(row: Row, column: str, given: Sequence[str], known: type[StrEnum]) -> None:
    for value in given:
        if value not in list(known):
            raise row.error(f"{column} 的取值“{value}”不在规定之内，应为 {'、'.join(known)}")
