"""Maps clauses to canonical tasks, so that different words for one task meet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from align.knowledge.tasks import CanonicalTask
from align.knowledge.weights import TaskWeights
from align.matching.encode import WordingEncoder
from align.matching.floats import Floats

# A clause is as near to a canonical task as to the mean of its nearest phrasings.
_NEAREST_PHRASINGS = 3
# Canonical tasks count when they stand out of the crowd by so many standard deviations, and only the best few.
_STANDS_OUT = 2.5
_KEPT_TASKS = 6
_ROWS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class Mapping:
    """Clauses against canonical tasks: ``vectors`` has unit rows over the catalogue (zeros where nothing stands out),
    ``known`` is each clause's nearness to its best canonical task, ``best`` the index of that task."""

    vectors: csr_matrix
    known: Floats
    best: NDArray[np.intp]

    def take(self, rows: Sequence[int]) -> Mapping:
        """Some of the clauses, in another order or more than once."""
        chosen = np.array(rows, dtype=np.intp)
        return Mapping(self.vectors[chosen], self.known[chosen], self.best[chosen])


def weigh_known(known: Floats, weights: TaskWeights) -> tuple[Floats, Floats]:
    """What the canonical task and the wording count for clauses: outside the catalogue only the wording tells anything.

    Args:
        known: how near each clause is to its best canonical task (``Mapping.known``).
        weights: the weights of a link.
    """
    span = weights.link_known_high - weights.link_known_low
    inside = np.clip((known - weights.link_known_low) / span, 0.0, 1.0)
    by_wording = inside * weights.link_characters + (1.0 - inside) * weights.link_characters_unknown
    return weights.link_catalogue * inside, by_wording


class CatalogueMapper:
    """Maps cleaned clauses to the canonical tasks of a catalogue."""

    def __init__(self, tasks: Sequence[CanonicalTask], encoder_of: Callable[[Sequence[str]], WordingEncoder]) -> None:
        """Args:
        tasks: the catalogue.
        encoder_of: makes an encoder for a corpus; it is fitted on the catalogue's own phrasings.
        """
        self.tasks = tuple(tasks)
        texts = [_texts(task) for task in self.tasks]
        self._encoder = encoder_of([text for own in texts for text in own])
        self._phrasings = self._encoder.fitted.astype(np.float32)  # half the memory and time, same verdicts
        self._index = np.full((len(texts), max(map(len, texts), default=0)), -1)
        start = 0
        for row, own in enumerate(texts):
            self._index[row, : len(own)] = np.arange(start, start + len(own))
            start += len(own)

    def map(self, texts: Sequence[str]) -> Mapping:
        """Where cleaned clauses stand in the catalogue."""
        if not texts or not self.tasks:
            empty = csr_matrix((len(texts), len(self.tasks)))
            return Mapping(empty, np.zeros(len(texts)), np.zeros(len(texts), dtype=np.intp))
        rows = self.encode(texts)
        parts = [
            _stand_out(self._nearness(rows[start : start + _ROWS_AT_ONCE]))
            for start in range(0, len(texts), _ROWS_AT_ONCE)
        ]
        return Mapping(
            csr_matrix(vstack([part.vectors for part in parts])),
            np.concatenate([part.known for part in parts]),
            np.concatenate([part.best for part in parts]),
        )

    def find_known(self, mapping: Mapping, least: float) -> list[CanonicalTask | None]:
        """The canonical task that each clause stands for; ``None`` for those less near to any than ``least``."""
        return [
            self.tasks[best] if nearness >= least else None
            for best, nearness in zip(mapping.best.tolist(), mapping.known.tolist(), strict=True)
        ]

    def encode(self, texts: Sequence[str]) -> csr_matrix:
        """Cleaned clauses as unit rows over the characters and words of the catalogue."""
        return self._encoder.encode(texts).astype(np.float32)

    def _nearness(self, rows: csr_matrix) -> Floats:
        """How near each encoded clause is to each canonical task."""
        likeness = (rows @ self._phrasings.T).toarray()
        # index -1 points at the zeros
        padded = np.concatenate([likeness, np.zeros((len(likeness), 1), dtype=likeness.dtype)], axis=1)
        grouped = np.partition(padded[:, self._index], -_NEAREST_PHRASINGS, axis=2)
        nearness: Floats = grouped[:, :, -_NEAREST_PHRASINGS:].mean(axis=2, dtype=np.float64)
        return nearness


def _texts(task: CanonicalTask) -> tuple[str, ...]:
    """What stands for a task: its name, its elements read together, its phrasings."""
    return (task.name, "，".join(task.elements), *task.phrasings.all)


def _stand_out(near: Floats) -> Mapping:
    """Keeps of each clause's nearness what stands out."""
    floor = near.mean(axis=1, keepdims=True) + _STANDS_OUT * near.std(axis=1, keepdims=True)
    excess = np.maximum(near - floor, 0.0)
    if excess.shape[1] > _KEPT_TASKS:
        cut = -np.partition(-excess, _KEPT_TASKS - 1, axis=1)[:, _KEPT_TASKS - 1 : _KEPT_TASKS]
        excess = np.where(excess >= cut, excess, 0.0)
    length = np.linalg.norm(excess, axis=1, keepdims=True)
    unit = np.divide(excess, length, out=np.zeros_like(excess), where=length > 0)
    return Mapping(csr_matrix(unit), near.max(axis=1), near.argmax(axis=1))
