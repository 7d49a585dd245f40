"""What is seen of a requirement beside the clauses that may answer it, as named numbers for the verdict."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from align.matching.floats import Floats
from align.model import Clause, Task

# How many of the nearest clauses are taken for a requirement's surroundings.
_NEAREST = 4
# More key points than this say no more than this many.
_MOST_POINTS = 6
_NUMBER = re.compile(r"\d+")

Traits = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How near asked texts (rows) are to offered clauses (columns): whole scores, canonical task, wording."""

    total: Floats
    catalogue: Floats
    wording: Floats


def read_traits(
    tasks: Sequence[Task], clauses: Sequence[Clause], whole: Likeness, parts: Likeness, past: Floats
) -> tuple[Traits, ...]:
    """The traits of each requirement; none where there is no clause that can answer.

    Args:
        tasks: the requirements, in the order of the rows of ``whole``.
        clauses: the lower clauses that can answer, in the order of the columns.
        whole: requirements against clauses.
        parts: key points against clauses, those of one task after those of the task before.
        past: how near each requirement is to the nearest clause on what was achieved.
    """
    if not clauses:
        return tuple({} for _ in tasks)
    found: list[Traits] = []
    start = 0
    for row, task in enumerate(tasks):
        own = slice(start, start + len(task.key_points))
        start = own.stop
        order = np.argsort(-whole.total[row], kind="stable")[:_NEAREST]
        found.append(
            {
                **_of_whole(whole, row, int(order[0])),
                **_of_points(parts, own, order),
                "achieved": float(past[row]),
                "achieved_more": float(past[row] - whole.wording[row].max()),
                "numbers": float(len(_NUMBER.findall(task.clean))),
                "length": math.log((1 + len(clauses[int(order[0])].clean)) / (1 + len(task.clean))),
            }
        )
    return tuple(found)


def _of_whole(whole: Likeness, row: int, nearest: int) -> Traits:
    rival = int(np.argmax(whole.total[:, nearest]))
    return {
        "score": float(whole.total[row, nearest]),
        "same_task": float(whole.catalogue[row].max()),
        # the nearest clause may be nearer still to another requirement
        "rival": float(whole.total[rival, nearest] - whole.total[row, nearest]),
        "mutual": float(rival == row),
    }


def _of_points(parts: Likeness, own: slice, order: np.ndarray[tuple[int, ...], np.dtype[np.intp]]) -> Traits:
    wording, near = parts.wording[own], parts.wording[own][:, order]
    return {
        "points": float(min(own.stop - own.start, _MOST_POINTS)),
        "point_score_least": float(parts.total[own].max(axis=1).min()),
        "point_wording_least": float(wording.max(axis=1).min()),
        "point_wording_mean": float(wording.max(axis=1).mean()),
        "point_near_least": float(near.max(axis=1).min()),
        "point_near_mean": float(near.max(axis=1).mean()),
        "point_best_least": float(near[:, 0].min()),
        "point_best_mean": float(near[:, 0].mean()),
    }
