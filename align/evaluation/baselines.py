"""What plain likeness would have said of the gold's requirements: baselines for the figures on tasks.

Each baseline takes the likeness of a requirement to the nearest lower clause that can answer. Two thresholds, chosen on
the other cases, part missing from partial from covered; what does not apply it is told by the same rules as the program.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from align.evaluation.gold import GoldCase
from align.evaluation.scoring import find_finding, macro_f1
from align.knowledge.clauses import load_clause_wording
from align.matching.encode import mask
from align.matching.floats import Floats
from align.matching.mapped import find_answering
from align.matching.words import load_cutter
from align.pipeline import read_plan
from align.results import TaskVerdict
from align.tasking import load_coverage_judge, match_tasks

Likeness = Callable[[Sequence[str], Sequence[str]], Floats]
"""Given requirements and clauses, how alike each is to each."""

# Thresholds are tried at these quantiles of the likeness found.
_QUANTILES = np.linspace(0.02, 0.98, 33)


def _tfidf(analyzer: str | Callable[[str], list[str]], ngrams: tuple[int, int]) -> Likeness:
    def likeness(asked: Sequence[str], offered: Sequence[str]) -> Floats:
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectors = TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, sublinear_tf=True).fit([*asked, *offered])
        alike: Floats = (vectors.transform(asked) @ vectors.transform(offered).T).toarray()
        return alike

    return likeness


def _bm25(asked: Sequence[str], offered: Sequence[str]) -> Floats:
    """Okapi BM25 with the usual k1 = 1.5 and b = 0.75."""
    from sklearn.feature_extraction.text import CountVectorizer

    counts = CountVectorizer(analyzer=load_cutter()).fit([*asked, *offered])
    found = counts.transform(offered).toarray().astype(np.float64)
    length = found.sum(axis=1, keepdims=True)
    holding = (found > 0).sum(axis=0)
    rarity = np.log(1 + (len(offered) - holding + 0.5) / (holding + 0.5))
    weighed = rarity * found * 2.5 / (found + 1.5 * (0.25 + 0.75 * length / max(float(length.mean()), 1.0)))
    scores: Floats = (counts.transform(asked) > 0).astype(np.float64) @ weighed.T
    return scores


def _token_set(asked: Sequence[str], offered: Sequence[str]) -> Floats:
    cut = load_cutter()
    first, second = ([" ".join(cut(text)) for text in texts] for texts in (asked, offered))
    return process.cdist(first, second, scorer=fuzz.token_set_ratio).astype(np.float64)


BASELINES: dict[str, Likeness] = {
    "TF-IDF 字（1—3）": _tfidf("char", (1, 3)),
    "TF-IDF 词": _tfidf(load_cutter(), (1, 1)),
    "BM25": _bm25,
    "rapidfuzz token_set": _token_set,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """A case as plain likeness sees it: how alike the nearest lower text is to each requirement (``nan`` for what does not
    apply), and the right verdicts; nothing may be chosen on a case that ``is_test``."""

    likeness: Floats
    verdicts: Sequence[TaskVerdict]
    is_test: bool


def score_baselines(
    cases: Sequence[GoldCase], baselines: Mapping[str, Likeness] = BASELINES
) -> dict[str, dict[str, float]]:
    """The macro-F1 of each baseline on each case, thresholds chosen on the other cases that are not of the test split.

    Returns:
        By the name of the baseline, by the name of the case.
    """
    read = {case.name: _read(case) for case in cases}
    scores: dict[str, dict[str, float]] = {}
    for name, likeness in baselines.items():
        nearest = {
            case.name: Nearest(
                likeness=read[case.name].nearest(likeness), verdicts=read[case.name].verdicts, is_test=case.is_test
            )
            for case in cases
        }
        said = judge_left_out(nearest)
        scores[name] = {case: macro_f1(one.verdicts, said[case]) or 0.0 for case, one in nearest.items()}
    return scores


def judge_left_out(cases: Mapping[str, Nearest]) -> dict[str, list[TaskVerdict]]:
    """What likeness says of the requirements of each case, thresholds chosen on the other cases that are not of the test
    split.

    Args:
        cases: by name; two at least that are not of the test split.
    """
    said = {}
    for name, case in cases.items():
        others = [one for other, one in cases.items() if other != name and not one.is_test]
        said[name] = _judge(case.likeness, *_thresholds(others))
    return said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Texts:
    """A case as a baseline sees it: requirements found in the upper plan, which of them do not apply, lower clauses that
    can answer, and the right verdicts."""

    asked: list[str]
    exempt: list[bool]
    offered: list[str]
    verdicts: list[TaskVerdict]

    def nearest(self, likeness: Likeness) -> Floats:
        """How alike the nearest clause is to each requirement; nothing (``nan``) for what does not apply."""
        nearest: Floats = likeness(self.asked, self.offered).max(axis=1)
        nearest[self.exempt] = np.nan
        return nearest


def _read(case: GoldCase) -> _Texts:
    upper, lower = read_plan(case.upper), read_plan(case.lower)
    findings = load_coverage_judge().judge(match_tasks(upper, lower)[0], upper, lower).findings
    found = [(one, task.verdict) for task in case.tasks if (one := find_finding(task, findings)) is not None]
    return _Texts(
        asked=[mask(finding.task.clean) for finding, _ in found],
        exempt=[finding.verdict is TaskVerdict.NOT_APPLICABLE for finding, _ in found],
        offered=[mask(clause.clean) for clause in find_answering(lower, load_clause_wording())],
        verdicts=[verdict for _, verdict in found],
    )


def _judge(nearest: Floats, low: float, high: float) -> list[TaskVerdict]:
    return [_verdict(value, low, high) for value in nearest.tolist()]


def _verdict(value: float, low: float, high: float) -> TaskVerdict:
    if math.isnan(value):
        return TaskVerdict.NOT_APPLICABLE
    return TaskVerdict.MISSING if value < low else TaskVerdict.PARTIAL if value < high else TaskVerdict.COVERED


def _thresholds(cases: Sequence[Nearest]) -> tuple[float, float]:
    """The pair of thresholds with the best mean macro-F1 over cases."""
    values: Floats = np.nanquantile(np.concatenate([case.likeness for case in cases]), _QUANTILES)
    scores = sum((_score_pairs(case, values) for case in cases), np.zeros((len(values), len(values))))
    low, high = np.unravel_index(np.argmax(np.triu(scores, k=1)), scores.shape)
    return float(values[low]), float(values[high])


def _score_pairs(case: Nearest, values: Floats) -> Floats:
    """The macro-F1 of :func:`~align.evaluation.scoring.macro_f1` with every pair of rising thresholds, low by high."""
    exempt = np.isnan(case.likeness)
    place = np.searchsorted(values, case.likeness, side="right")
    right = np.array(case.verdicts, dtype=object)
    f1s, given = [], []
    for verdict in TaskVerdict:
        is_right = right == verdict
        hits, said = (_count(verdict, place[part & ~exempt], len(values)) for part in (is_right, ~is_right))
        if verdict is TaskVerdict.NOT_APPLICABLE:
            hits, said = hits + (is_right & exempt).sum(), said + (~is_right & exempt).sum()
        either = hits + said + is_right.sum()
        f1s.append(np.divide(2 * hits, either, out=np.zeros(either.shape), where=either > 0))
        given.append(either > 0)
    mean: Floats = np.sum(f1s, axis=0) / np.sum(given, axis=0)
    return mean


def _count(verdict: TaskVerdict, place: NDArray[np.intp], count: int) -> Floats:
    """To how many requirements, told by how many of ``count`` thresholds they reach, a verdict is given: low by high."""
    below = np.cumsum(np.bincount(place, minlength=count + 1))[:count].astype(np.float64)
    low, high = np.broadcast_to(below[:, None], (count, count)), np.broadcast_to(below, (count, count))
    given = {TaskVerdict.MISSING: low, TaskVerdict.PARTIAL: high - low, TaskVerdict.COVERED: len(place) - high}
    return given.get(verdict, np.zeros((count, count)))
