"""Searches the clauses of many plans for those that answer a question: sparse vectors, one question at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_matrix, csr_matrix

from align.knowledge.weights import TaskWeights
from align.matching.catalogue import CatalogueMapper, Mapping, weigh_known
from align.matching.floats import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseVectors:
    """Clauses as sparse rows: where they stand in the catalogue, and their wording."""

    catalogue: csr_matrix
    wording: csr_matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchIndex:
    """The clauses of many plans by column, so that a question touches only the clauses that share something with it."""

    catalogue: csc_matrix
    wording: csc_matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearness:
    """How near a question comes to each clause: by canonical task, by wording, and the name of its own canonical task."""

    catalogue: Floats
    wording: Floats
    canonical: str | None

    @property
    def total(self) -> Floats:
        """Both together, on the scale of the scores of a match; headings count for nothing here."""
        return self.catalogue + self.wording


class Searcher:
    """Sets questions against clauses as the matching of tasks does."""

    def __init__(self, mapper: CatalogueMapper, weights: TaskWeights) -> None:
        self._mapper = mapper
        self._weights = weights

    def encode(self, clauses: Sequence[str], mapping: Mapping) -> ClauseVectors:
        """Cleaned clauses as vectors; ``mapping`` tells where they stand in the catalogue."""
        wording = self._mapper.encode(clauses)
        return ClauseVectors(catalogue=mapping.vectors.astype(np.float32), wording=wording)

    def compare(self, question: str, index: SearchIndex) -> Nearness:
        """How near a cleaned question comes to each clause of an index."""
        weights, mapping = self._weights, self._mapper.map([question])
        by_task, by_wording = weigh_known(mapping.known, weights)
        (known,) = self._mapper.find_known(mapping, weights.link_named)
        return Nearness(
            catalogue=by_task * _row(mapping.vectors, index.catalogue),
            wording=by_wording * _row(self._mapper.encode([question]), index.wording),
            canonical=known.name if known is not None else None,
        )


def _row(question: csr_matrix, clauses: csc_matrix) -> Floats:
    """The likeness of one question to every clause."""
    likeness: Floats = (question.astype(np.float32) @ clauses.T).toarray()[0].astype(np.float64)
    return likeness
