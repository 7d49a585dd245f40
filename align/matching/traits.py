"""What is seen of a requirement, and of its key points, beside the clauses that may answer it: named numbers for the verdict."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.matching.encode import mask
from align.matching.floats import Floats
from align.model import Clause, Task

# How many of the nearest clauses are taken for a requirement's surroundings.
_NEAREST = 4
# More key points than this say no more than this many.
_MOST_POINTS = 6
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d{2}年?")

Traits = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How near asked texts (rows) are to offered clauses (columns): whole scores, canonical task, wording; ``crowd`` is
    what was taken off each clause for general talk."""

    total: Floats
    catalogue: Floats
    wording: Floats
    crowd: Floats


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
                "numbers": float(len(_NUMBER.findall(_YEAR.sub("", task.clean)))),
                "extent": math.log(1 + len(task.clean)),
                "listed": math.log(1 + task.clean.count("、")),
                "length": math.log((1 + len(clauses[int(order[0])].clean)) / (1 + len(task.clean))),
            }
        )
    return tuple(found)


def read_point_traits(tasks: Sequence[Task], whole: Likeness, parts: Likeness) -> tuple[Traits, ...]:
    """The traits of each key point, in the order of the rows of ``parts``; none where there is no clause that can answer.

    Args:
        tasks: the requirements, in the order of the rows of ``whole``.
        whole: requirements against clauses.
        parts: key points against clauses.
    """
    if not whole.total.shape[1]:
        return tuple({} for task in tasks for _ in task.key_points)
    found: list[Traits] = []
    for row, task in enumerate(tasks):
        order = np.argsort(-whole.total[row], kind="stable")[:_NEAREST]
        lengths = [len(mask(point.text)) for point in task.key_points]
        for point, length in zip(task.key_points, lengths, strict=True):
            at = len(found)
            found.append(
                {
                    "score": float(parts.total[at, order].max()),
                    "same_task": float(parts.catalogue[at, order].max()),
                    "wording": float(parts.wording[at, order].max()),
                    "rival": _rival(whole, row, int(parts.total[at].argmax())),
                    "number": float(bool(_NUMBER.search(point.text))),
                    "length": math.log(1 + length),
                    "share": length / max(sum(lengths), 1),
                }
            )
    return tuple(found)


def _rival(whole: Likeness, row: int, column: int) -> float:
    """How much nearer a clause is to another requirement than to this one; 0 where it is nearest to this one."""
    return float(whole.total[:, column].max() - whole.total[row, column])


def _of_whole(whole: Likeness, row: int, nearest: int) -> Traits:
    return {
        "score": float(whole.total[row, nearest]),
        "same_task": float(whole.catalogue[row].max()),
        # the nearest clause may be nearer still to another requirement, or near to several
        "rival": _rival(whole, row, nearest),
        "mutual": float(int(np.argmax(whole.total[:, nearest])) == row),
        "crowd": float(whole.crowd[nearest]),
    }


def _of_points(parts: Likeness, own: slice, order: NDArray[np.intp]) -> Traits:
    wording, near = parts.wording[own], parts.wording[own][:, order]
    return {
        "points": float(min(own.stop - own.start, _MOST_POINTS)),
        "point_score_least": float(parts.total[own].max(axis=1).min()),
        "point_score_most": float(parts.total[own].max()),
        "point_same_most": float(parts.catalogue[own].max()),
        "point_wording_least": float(wording.max(axis=1).min()),
        "point_wording_most": float(wording.max()),
        "point_wording_mean": float(wording.max(axis=1).mean()),
        "point_near_least": float(near.max(axis=1).min()),
        "point_near_mean": float(near.max(axis=1).mean()),
        "point_best_least": float(near[:, 0].min()),
        "point_best_mean": float(near[:, 0].mean()),
    }
