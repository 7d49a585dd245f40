"""The thesaurus: concepts with their labels, and how two concepts stand to each other (``mappings/concepts/``).

One file per sector, one concept per line. ``broader``, ``parts`` and ``confusable`` name labels of any file. A label
belongs to one concept only, so that a word found in a text means one thing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from align.errors import MappingError
from align.knowledge.files import Row, load_tables
from align.knowledge.labels import LabelFinder, fold_label
from align.labelled import Labelled
from align.mappings import mapping_files

COLUMNS = ("id", "pref", "alts", "broader", "parts", "confusable", "theme")


class Relation(Labelled):
    """What one concept is to another."""

    SAME = ("same", "同一概念")
    BROADER = ("broader", "上位概念")
    NARROWER = ("narrower", "下位概念")
    PART = ("part", "组成部分")
    WHOLE = ("whole", "整体")
    CONFUSABLE = ("confusable", "易混概念")
    NONE = ("none", "无关")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A thing plans speak of; relations are ids of concepts."""

    id: str
    pref: str
    alts: tuple[str, ...]
    broader: tuple[str, ...]
    parts: tuple[str, ...]
    confusable: tuple[str, ...]
    theme: str
    sector: str

    @property
    def labels(self) -> tuple[str, ...]:
        """All names of the concept, the preferred one first."""
        return (self.pref, *self.alts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptMention:
    """A concept named in a text, at ``start`` to ``end`` of that text."""

    concept_id: str
    start: int
    end: int


class Thesaurus:
    """Concepts by id, found in texts and related to each other."""

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self.concepts = concepts
        self._by_id = {concept.id: concept for concept in concepts}
        self._by_label = {fold_label(label): concept.id for concept in concepts for label in concept.labels}
        self._finder = LabelFinder(self._by_label)
        self._broader = {concept.id: frozenset(concept.broader) for concept in concepts}
        self._wholes = _inverse((concept.id, part) for concept in concepts for part in concept.parts)
        self._above: dict[str, dict[str, Relation]] = {}
        self._below_count: dict[str, int] = {}

    def concept(self, concept_id: str) -> Concept:
        """The concept with that id; ``KeyError`` if there is none."""
        return self._by_id[concept_id]

    def lookup(self, label: str) -> Concept | None:
        """The concept that bears exactly this label, in whatever width and case."""
        found = self._by_label.get(fold_label(label))
        return None if found is None else self._by_id[found]

    def find(self, text: str) -> tuple[ConceptMention, ...]:
        """The concepts named in a cleaned text, in order: at each place the longest label, none overlapping."""
        return tuple(
            ConceptMention(concept_id=hit.value, start=hit.start, end=hit.end) for hit in self._finder.find(text)
        )

    def relation(self, first: str, second: str) -> Relation:
        """What the concept ``second`` is to the concept ``first`` (``BROADER``: ``second`` is the wider one).

        Wider concepts and wholes count over any number of steps; a narrower concept's part is a part.
        """
        if first == second:
            return Relation.SAME
        if second in self._by_id[first].confusable or first in self._by_id[second].confusable:
            return Relation.CONFUSABLE
        upward = self._ancestors(first).get(second)
        if upward is not None:
            return upward
        downward = self._ancestors(second).get(first)
        if downward is not None:
            return Relation.NARROWER if downward is Relation.BROADER else Relation.PART
        return Relation.NONE

    def breadth(self, concept_id: str) -> int:
        """How many concepts lie below this one: 0 for a specific concept, large for one that says little."""
        if concept_id not in self._below_count:
            self._below_count[concept_id] = sum(concept_id in self._ancestors(other) for other in self._by_id)
        return self._below_count[concept_id]

    def _ancestors(self, concept_id: str) -> dict[str, Relation]:
        """All concepts above: ``BROADER`` where broader steps alone lead there, else ``WHOLE``."""
        if concept_id not in self._above:
            wider = self._climb(concept_id, through_parts=False)
            everything = self._climb(concept_id, through_parts=True)
            self._above[concept_id] = {
                other: Relation.BROADER if other in wider else Relation.WHOLE for other in everything
            }
        return self._above[concept_id]

    def _climb(self, concept_id: str, *, through_parts: bool) -> set[str]:
        reached: set[str] = set()
        waiting = deque([concept_id])
        while waiting:
            current = waiting.popleft()
            wholes = self._wholes.get(current, frozenset()) if through_parts else frozenset()
            for above in chain(self._broader[current], wholes):
                if above not in reached:
                    reached.add(above)
                    waiting.append(above)
        return reached


def _inverse(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for whole, part in pairs:
        found.setdefault(part, set()).add(whole)
    return {part: frozenset(wholes) for part, wholes in found.items()}


@lru_cache(maxsize=2)
def load_thesaurus(folder: Path | None = None) -> Thesaurus:
    """The thesaurus of a folder of TSV files, by default the bundled one.

    Raises:
        MappingError: an id or label given twice, a relation to an unknown label, a concept above itself, or one that
            is confusable with a concept above it.
    """
    rows = load_tables(sorted(folder.glob("*.tsv")) if folder else mapping_files("concepts", "*.tsv"), COLUMNS)
    ids = _ids_of_labels(rows)
    thesaurus = Thesaurus(tuple(_concept(row, ids) for row in rows))
    _check_relations(rows, thesaurus)
    return thesaurus


def _ids_of_labels(rows: Sequence[Row]) -> dict[str, str]:
    ids: dict[str, str] = {}
    seen: set[str] = set()
    for row in rows:
        if not row["id"] or not row["pref"]:
            raise row.error("缺少编号或规范名称")
        if row["id"] in seen:
            raise row.error(f"编号重复：{row['id']}")
        seen.add(row["id"])
        for label in (row["pref"], *row.items("alts")):
            folded = fold_label(label)
            if folded in ids:
                raise row.error(f"名称“{label}”已属于概念 {ids[folded]}")
            ids[folded] = row["id"]
    return ids


def _concept(row: Row, ids: dict[str, str]) -> Concept:
    return Concept(
        id=row["id"],
        pref=row["pref"],
        alts=row.items("alts"),
        broader=_resolve(row, "broader", ids),
        parts=_resolve(row, "parts", ids),
        confusable=_resolve(row, "confusable", ids),
        theme=row["theme"],
        sector=row.path.stem,
    )


def _resolve(row: Row, column: str, ids: dict[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for label in row.items(column):
        target = ids.get(fold_label(label))
        if target is None:
            raise row.error(f"“{label}”不是任何概念的名称")
        if target == row["id"]:
            raise row.error(f"概念与自身相关：“{label}”")
        found.append(target)
    return tuple(found)


def _check_relations(rows: Sequence[Row], thesaurus: Thesaurus) -> None:
    by_id = {row["id"]: row for row in rows}
    for concept in thesaurus.concepts:
        above = thesaurus._ancestors(concept.id)
        if concept.id in above:
            raise MappingError(by_id[concept.id].path, by_id[concept.id].line, f"“{concept.pref}”成为自身的上位概念")
        clash = next((other for other in concept.confusable if other in above), None)
        if clash is not None:
            raise by_id[concept.id].error(f"“{thesaurus.concept(clash).pref}”既是上位概念又是易混概念")
