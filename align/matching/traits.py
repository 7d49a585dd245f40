"""What is seen of a requirement beside the clauses that may answer it, as named numbers for the verdict."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align.matching.encode import mask
from align.matching.floats import Floats
from align.matching.latent import LatentSpace
from align.matching.words import CutWords
from align.model import Clause, Plan, Task

# How many of the nearest clauses are taken for a requirement's surroundings.
_NEAREST = 4
# What kinship counts beside the score when clauses are put in order.
_KINSHIP = 0.5
# A word whose nearest word below is less akin than this is not met.
_MET = 0.5
_SHORTEST_WORD = 2
_NUMBER = re.compile(r"\d+")

Traits = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How near asked texts (rows) are to offered clauses (columns): whole scores, canonical task, wording."""

    total: Floats
    catalogue: Floats
    wording: Floats


class TraitReader:
    """Reads the traits of the requirements of one pair of plans."""

    def __init__(self, space: LatentSpace, cut: CutWords, upper: Plan, lower: Plan, clauses: Sequence[Clause]) -> None:
        self._space = space
        self._cut = cut
        self._clauses = clauses
        self._words = [self._content(clause.clean) for clause in clauses]
        everything = [*upper.clauses, *lower.clauses]
        self._count = len(everything)
        self._frequency = Counter(word for clause in everything for word in set(self._content(clause.clean)))
        self._vectors = space.encode([clause.clean for clause in clauses])
        asked = (word for task in upper.tasks for word in self._content(task.clean))
        vocabulary = sorted({*asked, *(word for own in self._words for word in own)})
        self._places = {word: place for place, word in enumerate(vocabulary)}
        self._meanings = space.encode(vocabulary)

    def read(
        self, tasks: Sequence[Task], whole: Likeness, parts: Likeness, known: Floats, past: Floats
    ) -> tuple[Traits, ...]:
        """The traits of each task.

        Args:
            tasks: the requirements, in the order of the rows of ``whole``.
            whole: requirements against clauses.
            parts: key points against clauses, those of one task after those of the task before.
            known: how near each requirement is to its canonical task.
            past: how near each requirement is to the nearest clause on what was achieved.
        """
        kinship = self._space.encode([task.clean for task in tasks]) @ self._vectors.T
        points = self._space.encode([point.text for task in tasks for point in task.key_points]) @ self._vectors.T
        found: list[Traits] = []
        start = 0
        for row, task in enumerate(tasks):
            own = slice(start, start + len(task.key_points))
            start = own.stop
            order = np.argsort(-(whole.total[row] + _KINSHIP * kinship[row]), kind="stable")[:_NEAREST]
            found.append(
                {
                    **_of_whole(whole, kinship, row, order),
                    **_of_points(parts, points, own, order),
                    **self._of_words(task, order),
                    "known": float(known[row]),
                    "achieved": float(past[row]),
                    "achieved_more": float(past[row] - whole.wording[row].max()),
                    "numbers": float(len(_NUMBER.findall(task.clean))),
                }
            )
        return tuple(found)

    def _of_words(self, task: Task, order: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Traits:
        """How far the words of a requirement are met by words akin to them, rarer words counting more."""
        words = list(dict.fromkeys(self._content(task.clean)))
        weights = np.array([math.log((self._count + 1) / (self._frequency[word] + 0.5)) for word in words])
        best = self._met(words, order[:1])
        near = self._met(words, order)
        length = len(self._clauses[int(order[0])].clean)
        return {
            "words_best": _mean(best, weights),
            "words_near": _mean(near, weights),
            "words_unmet": _mean((near < _MET).astype(np.float64), weights),
            "length": math.log((1 + length) / (1 + len(task.clean))),
        }

    def _met(self, words: Sequence[str], columns: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Floats:
        """For each word its kinship to the nearest word of some clauses."""
        offered = sorted({word for column in columns for word in self._words[int(column)]})
        if not words or not offered:
            return np.zeros(len(words))
        asked, given = ([self._places[word] for word in some] for some in (words, offered))
        nearest: Floats = (self._meanings[asked] @ self._meanings[given].T).max(axis=1)
        return nearest

    def _content(self, text: str) -> list[str]:
        return [word for word in self._cut(mask(text)) if len(word) >= _SHORTEST_WORD and not word.isdecimal()]


def _mean(values: Floats, weights: Floats) -> float:
    total = float(weights.sum())
    return float((values * weights).sum() / total) if total > 0 else 0.0


def _of_whole(
    whole: Likeness, kinship: Floats, row: int, order: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
) -> Traits:
    nearest = int(np.argmax(whole.total[row]))
    rival = int(np.argmax(whole.total[:, nearest]))
    return {
        # the nearest clause may be nearer still to another requirement
        "rival": float(whole.total[rival, nearest] - whole.total[row, nearest]),
        "mutual": float(rival == row),
        "score": float(whole.total[row].max()),
        "same_task": float(whole.catalogue[row].max()),
        "kinship": float(kinship[row, nearest]),
        "score_and_kinship": float(whole.total[row, order[0]] + _KINSHIP * kinship[row, order[0]]),
    }


def _of_points(
    parts: Likeness, kinship: Floats, own: slice, order: np.ndarray[tuple[int, ...], np.dtype[np.intp]]
) -> Traits:
    wording, near = parts.wording[own], parts.wording[own][:, order]
    return {
        "points": float(min(own.stop - own.start, 6)),
        "point_score_least": float(parts.total[own].max(axis=1).min()),
        "point_wording_least": float(wording.max(axis=1).min()),
        "point_wording_mean": float(wording.max(axis=1).mean()),
        "point_near_least": float(near.max(axis=1).min()),
        "point_near_mean": float(near.max(axis=1).mean()),
        "point_best_least": float(near[:, 0].min()),
        "point_best_mean": float(near[:, 0].mean()),
        "point_kinship_mean": float(kinship[own][:, order].max(axis=1).mean()),
        "point_kinship_least": float(kinship[own][:, order[0]].min()),
    }
