"""How near asked texts come to offered clauses; every score is the sum of its labelled comparisons."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from align.knowledge.weights import TaskWeights
from align.matching.catalogue import CatalogueMapper, KnownTask, Mapping, weigh_known
from align.matching.encode import WordingEncoder
from align.matching.floats import Floats
from align.matching.mapped import MappedPlan
from align.matching.traits import Likeness
from align.results import Comparison

# A clause near to this many requirements at once is general talk.
_CROWD = 3


@dataclass(frozen=True, slots=True)
class Side:
    """The texts of one side as vectors."""

    texts: list[str]
    titles: list[str]
    vectors: csr_matrix
    title_vectors: csr_matrix
    mapping: Mapping

    @classmethod
    def of(cls, texts: list[str], titles: list[str], encoder: WordingEncoder, mapped: MappedPlan) -> Side:
        """Texts of a plan, each with the title it stands under."""
        return cls(texts, titles, encoder.encode(texts), encoder.encode(titles), mapped.mapping_of(texts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The parts of every score, asked texts by offered clauses; ``held`` is the share of an asked text's wording that a clause
    holds, before it is weighed as ``contained``.

    ``asked`` and ``offered`` name the canonical task that a text stands for, where there is one.
    """

    catalogue: Floats
    characters: Floats
    heading: Floats
    held: Floats
    contained: Floats
    same: NDArray[np.bool_]
    likeness: Likeness
    asked: list[str | None]
    offered: list[str | None]

    @property
    def total(self) -> Floats:
        """The scores."""
        return self.likeness.total

    @property
    def alike(self) -> Floats:
        """How near both come to each other, whichever of them asks."""
        return self.catalogue + self.characters + self.heading

    def less_crowd(self, weight: float) -> Scores:
        """The scores with a share of what a clause has in common with the requirements nearest to it taken off: what is
        near to several at once answers none in particular."""
        count = min(_CROWD, len(self.total))
        if not count:
            return self
        nearest = np.partition(self.total, len(self.total) - count, axis=0)[-count:]
        crowd: Floats = weight * nearest.mean(axis=0)
        return replace(self, likeness=replace(self.likeness, total=self.total - crowd, crowd=crowd))

    def compare(self, row: int, column: int) -> tuple[Comparison, ...]:
        """What a score is made of."""
        name = self.asked[row]
        catalogue, characters, heading, contained = (
            round(float(part[row, column]), 4)
            for part in (self.catalogue, self.characters, self.heading, self.contained)
        )
        held, crowd = float(self.held[row, column]), round(float(self.likeness.crowd[column]), 4)
        return (
            Comparison(
                name="标准任务",
                level="同一任务" if catalogue >= 0.35 else "相关任务" if catalogue > 0.1 else "不同任务",
                weight=catalogue,
                evidence=f"上级对应标准任务“{name}”" if name and catalogue > 0.1 else "",
            ),
            Comparison(
                name="字面",
                level="原文相同" if self.same[row, column] else "相近" if characters >= 0.25 else "不相近",
                weight=characters,
                evidence="",
            ),
            Comparison(
                name="要求的用词",
                level="大多写到" if held >= 0.5 else "部分写到" if held >= 0.2 else "少有写到",
                weight=contained,
                evidence="",
            ),
            Comparison(name="章节标题", level="相近" if heading >= 0.03 else "不相近", weight=heading, evidence=""),
            *([Comparison(name="泛指", level="也近于上级其他任务", weight=-crowd, evidence="")] if crowd else []),
        )


class Scorer:
    """Scores texts by canonical task, wording and heading."""

    def __init__(self, mapper: CatalogueMapper, weights: TaskWeights) -> None:
        self._mapper = mapper
        self._weights = weights

    def score(self, asked: Side, offered: Side) -> Scores:
        """Every asked text against every offered clause."""
        weights = self._weights
        by_task, by_wording = (weight[:, None] for weight in weigh_known(asked.mapping.known, weights))
        wording = (asked.vectors @ offered.vectors.T).toarray()
        same = np.array(asked.texts, dtype=object)[:, None] == np.array(offered.texts, dtype=object)[None, :]
        same_task = (asked.mapping.vectors @ offered.mapping.vectors.T).toarray()
        held = _hold(asked.vectors, offered.vectors)
        catalogue = by_task * same_task
        characters = np.where(same, 1.0, by_wording * wording)
        heading = weights.link_heading * (asked.title_vectors @ offered.title_vectors.T).toarray()
        contained = weights.link_contained * held
        total = catalogue + characters + heading + contained
        return Scores(
            catalogue=catalogue,
            characters=characters,
            heading=heading,
            held=held,
            contained=contained,
            same=same,
            likeness=Likeness(total=total, catalogue=same_task, wording=wording, crowd=np.zeros(total.shape[1])),
            asked=self._name(asked.mapping),
            offered=self._name(offered.mapping),
        )

    def find_known(self, mapping: Mapping) -> list[KnownTask | None]:
        """The task of the catalogue that each text stands for; ``None`` for what none can be named for."""
        return self._mapper.find_known(mapping, self._weights.link_named)

    def _name(self, mapping: Mapping) -> list[str | None]:
        return [None if known is None else known.name for known in self.find_known(mapping)]


def _hold(asked: csr_matrix, offered: csr_matrix) -> Floats:
    """The share of what each asked text says that stands in each offered one, its characters and words weighed by how
    rare they are: unlike likeness, it takes nothing off for what the offered one says beside."""
    said = csr_matrix((np.ones_like(offered.data), offered.indices, offered.indptr), shape=offered.shape)
    held: Floats = (asked.power(2) @ said.T).toarray()
    return held
