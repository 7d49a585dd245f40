"""How the figures on tasks grow with the catalogue: with more canonical tasks, and with more phrasings of each."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.table import Table

from align.evaluation.fit import Template, fit_weights
from align.evaluation.gold import GoldCase
from align.evaluation.scoring import mean_known
from align.knowledge.tasks import PHRASING_KINDS, CanonicalTask, Phrasings
from align.tasking import build_task_matcher

# Parts of the catalogue that are tried, and of how many phrasings each task is left with.
_SHARES = (0.25, 0.5, 0.75, 1.0)
_PHRASINGS = (8, 16, 24)
# Parts are drawn anew so often, since one draw tells little.
_DRAWS = 3
_KEY = "tasks_macro_f1"


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """A part of the catalogue with the mean macro-F1 on the cases fitted on (each judged without itself) and on the test
    split, over all draws; ``None`` where there are no such cases."""

    tasks: int
    phrasings: int
    development: float | None
    test: float | None


def trace_curve(
    cases: Sequence[GoldCase],
    template: Template,
    catalogue: Sequence[CanonicalTask],
    told: Callable[[str], object],
) -> tuple[CurvePoint, ...]:
    """The figures with parts of a catalogue, weights fitted anew each time.

    Args:
        cases: gold cases.
        template: the traits to weigh.
        catalogue: the whole catalogue.
        told: called with what is under way, for a display of progress.
    """
    points: list[CurvePoint] = []
    for size, kept, draws in _parts(catalogue):
        told(f"{size} 项任务，每项 {kept} 种说法")
        figures = [fit_weights(cases, template, build_task_matcher(tasks).match).scores for tasks in draws]
        means = [
            mean_known([scores[case.name][_KEY] for scores in figures for case in cases if case.is_test is is_test])
            for is_test in (False, True)
        ]
        points.append(CurvePoint(tasks=size, phrasings=kept, development=means[0], test=means[1]))
    return tuple(points)


def render_curve(points: Sequence[CurvePoint]) -> Table:
    """The points, one per line."""
    table = Table(title=f"标准任务库的学习曲线（任务宏平均 F1，抽取 {_DRAWS} 次的均值）")
    for title in ("任务数", "每项说法数", "开发（留一例）", "测试"):
        table.add_column(title, justify="right")
    for point in points:
        figures = ("—" if value is None else f"{value:.3f}" for value in (point.development, point.test))
        table.add_row(str(point.tasks), str(point.phrasings), *figures)
    return table


def _parts(catalogue: Sequence[CanonicalTask]) -> Iterator[tuple[int, int, list[list[CanonicalTask]]]]:
    """Each part's size and phrasings per task, with its draws; the whole needs no draw."""
    whole = round(sum(len(task.every_phrasing) for task in catalogue) / len(catalogue)) if catalogue else 0
    for share in _SHARES:
        size = round(share * len(catalogue))
        seeds = range(_DRAWS if size < len(catalogue) else 1)
        yield size, whole, [random.Random(seed).sample(list(catalogue), size) for seed in seeds]
    for kept in _PHRASINGS:
        yield len(catalogue), kept, [[_thin(task, kept, seed) for task in catalogue] for seed in range(_DRAWS)]


def _thin(task: CanonicalTask, kept: int, seed: int) -> CanonicalTask:
    """A task with only so many of its phrasings, whatever they say: the whole of it or an element."""
    every = task.every_phrasing
    chosen = set(random.Random(f"{seed}{task.id}").sample(every, min(kept, len(every))))
    left = {kind: _keep(getattr(task.phrasings, kind), chosen) for kind in PHRASING_KINDS}
    elements = tuple(replace(one, phrasings=_keep(one.phrasings, chosen)) for one in task.elements)
    return replace(task, elements=elements, phrasings=Phrasings(**left))


def _keep(texts: Sequence[str], chosen: Collection[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text in chosen)
