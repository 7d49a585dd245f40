"""How well methods of likeness and the program judge the gold's requirements, nothing judged by what it was chosen on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from factories import make_task, make_task_finding

from align.evaluation.baselines import Nearest, judge_left_out, score_baselines
from align.evaluation.fit import fit_weights, load_template
from align.evaluation.gold import GoldCase
from align.evaluation.scoring import find_finding, score_tasks
from align.results import TaskFinding, TaskVerdict
from align.spans import Span
from bench.analyst import Method, read_sentences

# By case, the figures on tasks.
Figures = dict[str, dict[str, float | None]]
HELPED = "helped_macro_f1"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentences:
    """A case as a user's script sees it; ``chosen`` tells for each requirement of the gold that was found which sentence
    stands for it, ``verdicts`` what is right."""

    case: GoldCase
    asked: list[str]
    offered: list[str]
    chosen: list[int]
    verdicts: list[TaskVerdict]

    def likeness_of(self, method: Method) -> Nearest:
        """How alike the nearest sentence below is."""
        nearest = np.asarray(method.likeness(self.asked, self.offered).max(axis=1), dtype=np.float64)
        return Nearest(likeness=nearest[self.chosen], verdicts=self.verdicts, is_test=self.case.is_test)

    def findings(self, said: Sequence[TaskVerdict]) -> list[TaskFinding]:
        """What was said, in the form that is scored."""
        told = dict(zip(self.chosen, said, strict=True))
        return [_finding(self.asked[index], index, verdict) for index, verdict in told.items()]


def score_methods(cases: Sequence[GoldCase], methods: Mapping[str, Method]) -> dict[str, Figures]:
    """The figures of methods, thresholds chosen on the other cases that are not of the test split.

    Besides what :func:`score_tasks` gives, ``helped_macro_f1`` is the macro-F1 where the method is handed the requirements,
    the clauses that can answer and what does not apply as the program finds them, and only has to liken.

    Returns:
        By the key of the method, by case.
    """
    read = [_read(case) for case in cases]
    helped = score_baselines(cases, {key: method.likeness for key, method in methods.items()})
    return {key: _score(read, method, helped[key]) for key, method in methods.items()}


def score_program(cases: Sequence[GoldCase]) -> Figures:
    """The figures of the program by case, each by weights fitted without it."""
    return fit_weights(cases, load_template()).scores


def _score(read: Sequence[_Sentences], method: Method, helped: Mapping[str, float]) -> Figures:
    said = judge_left_out({one.case.name: one.likeness_of(method) for one in read})
    return {
        one.case.name: score_tasks(one.case, one.findings(said[one.case.name]), ()) | {HELPED: helped[one.case.name]}
        for one in read
    }


def _read(case: GoldCase) -> _Sentences:
    asked, offered = read_sentences(case.upper), read_sentences(case.lower)
    units = [_finding(sentence, index, TaskVerdict.MISSING) for index, sentence in enumerate(asked)]
    found = [(one, task.verdict) for task in case.tasks if (one := find_finding(task, units)) is not None]
    return _Sentences(
        case=case,
        asked=asked,
        offered=offered,
        chosen=[one.task.span.start for one, _ in found],
        verdicts=[verdict for _, verdict in found],
    )


def _finding(sentence: str, index: int, verdict: TaskVerdict) -> TaskFinding:
    """A sentence as a requirement; its number stands for its place."""
    return make_task_finding(task=make_task(text=sentence, span=Span(index, index)), verdict=verdict)
