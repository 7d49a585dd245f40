"""Maps clauses to canonical tasks, so that different words for one task meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from align.knowledge.tasks import CanonicalTask
from align.knowledge.weights import TaskWeights
from align.matching.encode import FitEncoder
from align.matching.floats import Floats

# What is nearer than the crowd counts by this power, so that the nearest few tasks say nearly all; the rest are left out.
_SHARPNESS = 2.5
_KEPT_TASKS = 30
_ROWS_AT_ONCE = 512


@dataclass(frozen=True, slots=True)
class KnownTask:
    """What is told of a canonical task that a clause stands for."""

    id: str
    name: str
    theme: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """Clauses against canonical tasks: ``vectors`` has unit rows over the catalogue (zeros where nothing is near),
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

    def __init__(self, tasks: Sequence[CanonicalTask], fit_encoder: FitEncoder) -> None:
        """Args:
        tasks: the catalogue.
        fit_encoder: makes an encoder for a corpus, here for all wordings of the catalogue.
        """
        self._tasks = tuple(KnownTask(task.id, task.name, task.theme) for task in tasks)
        texts = [task.wordings for task in tasks]
        every = [text for own in texts for text in own]
        self._said = "\n".join(every)
        self._encoder, rows = fit_encoder(every)
        self._documents = _pool(rows, [len(own) for own in texts]).astype(np.float32)

    def map(self, texts: Sequence[str]) -> Mapping:
        """Where cleaned clauses stand in the catalogue."""
        if not texts or not self._tasks:
            empty = csr_matrix((len(texts), len(self._tasks)))
            return Mapping(empty, np.zeros(len(texts)), np.zeros(len(texts), dtype=np.intp))
        rows = self.encode(texts)
        parts = [self._place(rows[start : start + _ROWS_AT_ONCE]) for start in range(0, len(texts), _ROWS_AT_ONCE)]
        return Mapping(
            csr_matrix(vstack([part.vectors for part in parts])),
            np.concatenate([part.known for part in parts]),
            np.concatenate([part.best for part in parts]),
        )

    def find_known(self, mapping: Mapping, least: float) -> list[KnownTask | None]:
        """The canonical task that each clause stands for; ``None`` for those less near to any than ``least``."""
        return [
            self._tasks[best] if nearness >= least else None
            for best, nearness in zip(mapping.best.tolist(), mapping.known.tolist(), strict=True)
        ]

    def says(self, words: str) -> bool:
        """Whether anything said of a canonical task holds these words."""
        return words in self._said

    def encode(self, texts: Sequence[str]) -> csr_matrix:
        """Cleaned clauses as unit rows over the characters and words of the catalogue."""
        return self._encoder.encode(texts).astype(np.float32)

    def _place(self, rows: csr_matrix) -> Mapping:
        """Where encoded clauses stand: by how much nearer they are to a task than to tasks in general."""
        near: Floats = (rows @ self._documents.T).toarray().astype(np.float64)
        excess = np.maximum(near - near.mean(axis=1, keepdims=True), 0.0) ** _SHARPNESS
        if excess.shape[1] > _KEPT_TASKS:
            least = -np.partition(-excess, _KEPT_TASKS - 1, axis=1)[:, _KEPT_TASKS - 1 : _KEPT_TASKS]
            excess = np.where(excess >= least, excess, 0.0)
        length = np.linalg.norm(excess, axis=1, keepdims=True)
        unit = np.divide(excess, length, out=np.zeros_like(excess), where=length > 0)
        return Mapping(csr_matrix(unit), near.max(axis=1), near.argmax(axis=1))


def _pool(rows: csr_matrix, sizes: Sequence[int]) -> csr_matrix:
    """One unit row per task, from the rows of all that is said of it, which stand together.

    Roots are taken of the sums: what is said in many ways weighs more, but not as many times more.
    """
    from sklearn.preprocessing import normalize

    owners = np.repeat(np.arange(len(sizes)), sizes)
    belongs = csr_matrix((np.ones(len(owners)), (owners, np.arange(len(owners)))), shape=(len(sizes), len(owners)))
    return csr_matrix(normalize(csr_matrix(belongs @ rows).sqrt()))
