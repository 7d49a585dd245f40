"""Fits the weights of the task verdicts to gold cases, and tells what they would have said of cases not fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.table import Table

from align.evaluation.calibration import Calibration, calibrate
from align.evaluation.gold import GoldCase
from align.evaluation.samples import MatchTasks, Pair, Sample, read_pair
from align.evaluation.scoring import find_finding, mean_known, score_tasks
from align.judging.coverage import CoverageJudge
from align.judging.verdicts import VerdictModel
from align.knowledge.verdict_weights import (
    INTERCEPT,
    TraitWeight,
    list_columns,
    load_point_weights,
    load_verdict_weights,
)
from align.matching.floats import Floats
from align.results import TaskFinding, TaskVerdict
from align.tasking import build_coverage_judge, match_tasks

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

# How strongly weights are held back; chosen leave-one-case-out among .01, .02, .03, .05, .1, .2 and .3 (see CHANGELOG.md).
_LOOSENESS = 0.05
_DIGITS = 4
_SPLITS = {False: "开发", True: "测试"}
_FIGURES = {
    "tasks_accuracy": "准确率",
    "tasks_macro_f1": "宏平均 F1",
    "gap_f1": "缺口 F1",
    "missing_recall": "未衔接召回率",
    "links_f1": "回应句 F1",
    "points_f1": "缺失要素 F1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Weights on requirements and on key points; where they are to be fitted, only their traits and labels matter."""

    verdicts: tuple[TraitWeight, ...]
    points: tuple[TraitWeight, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights fitted to all cases but those of the test split, and the task figures of every case.

    The figures of a case come from weights fitted without it, so that none is judged by what it taught. ``calibration``
    tells, for the cases fitted on and for the test split, whether its confidences are to be believed.
    """

    weights: Template
    scores: dict[str, dict[str, float | None]]
    calibration: dict[str, Calibration]


def load_template() -> Template:
    """The traits that the bundled weights are for."""
    return Template(verdicts=load_verdict_weights(), points=load_point_weights())


def fit_weights(cases: Sequence[GoldCase], template: Template, match: MatchTasks = match_tasks) -> Fitted:
    """Weights for the traits of a template, in its order.

    Args:
        cases: gold cases; those of the test split are judged, never fitted on.
        template: the traits to weigh.
        match: links the tasks of a pair, by default with the whole catalogue.
    """
    pairs = _read_pairs(cases, template, match)
    scores: dict[str, dict[str, float | None]] = {}
    told: dict[str, list[tuple[float, bool]]] = {name: [] for name in _SPLITS.values()}
    for pair in pairs:
        findings, scores[pair.case.name] = _judge(pair, _fit_template(_taught_by(pairs, pair), template))
        matched = ((task, find_finding(task, findings)) for task in pair.case.tasks)
        told[_SPLITS[pair.case.is_test]].extend(
            (one.confidence, one.verdict is task.verdict) for task, one in matched if one
        )
    calibration = {name: calibrate(said) for name, said in told.items() if said}
    return Fitted(weights=_fit_template(_taught_by(pairs), template), scores=scores, calibration=calibration)


def score_levers(cases: Sequence[GoldCase], template: Template) -> dict[str, dict[str, float]]:
    """The macro-F1 on each case with all traits of requirements, and without those of one lever after the other, fitted
    anew each time.

    Returns:
        By the lever left out (an empty name for none), by the name of the case.
    """
    pairs = _read_pairs(cases, template, match_tasks)
    levers = dict.fromkeys(weight.lever for weight in template.verdicts if weight.trait != INTERCEPT)
    scores: dict[str, dict[str, float]] = {}
    for left_out in ("", *levers):
        kept = replace(template, verdicts=tuple(one for one in template.verdicts if one.lever != left_out))
        judged = ((pair, _judge(pair, _fit_template(_taught_by(pairs, pair), kept))) for pair in pairs)
        scores[left_out] = {pair.case.name: figures["tasks_macro_f1"] or 0.0 for pair, (_, figures) in judged}
    return scores


def render_fit(fitted: Fitted, cases: Sequence[GoldCase]) -> Table:
    """The figures on tasks, one line per case, then the means: of the cases fitted on, and of the test split."""
    table = Table(title="拟合：各例由不含该例的权重判定")
    table.add_column("用例", min_width=24, overflow="fold")
    for title in _FIGURES.values():
        table.add_column(title, justify="right", min_width=5)
    for case in cases:
        name = f"{case.name}（测试）" if case.is_test else case.name
        table.add_row(name, *(_told(fitted.scores[case.name][key]) for key in _FIGURES))
    for is_test, split in _SPLITS.items():
        rows = [fitted.scores[case.name] for case in cases if case.is_test is is_test]
        if rows:
            table.add_row(f"平均（{split}）", *(_told(mean_known([row[key] for row in rows])) for key in _FIGURES))
    return table


def render_levers(
    baselines: dict[str, dict[str, float]], levers: dict[str, dict[str, float]], cases: Sequence[GoldCase]
) -> Table:
    """Mean macro-F1 on the cases fitted on (each judged without itself) and on the test split: baselines, then levers."""
    table = Table(title="任务结论宏平均 F1：基线与各项手段的作用")
    for title in ("做法", "开发（留一例）", "测试"):
        table.add_column(title, justify="left" if title == "做法" else "right")
    rows = {f"基线：{name}": scores for name, scores in baselines.items()}
    rows |= {f"去掉“{lever}”" if lever else "全部手段": scores for lever, scores in levers.items()}
    for name, scores in rows.items():
        parts = ([scores[case.name] for case in cases if case.is_test is is_test] for is_test in (False, True))
        table.add_row(name, *(_told(mean_known(part)) for part in parts))
    return table


def _told(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def render_weights(weights: Sequence[TraitWeight], heading: str) -> str:
    """The weights as a knowledge file; ``heading`` are its notes, ``#`` lines with their line breaks."""
    lines = ["\t".join(list_columns(tuple(weights[0].weights)))]
    for weight in weights:
        numbers = (weight.mean, weight.scale, *weight.weights.values())
        lines.append(
            "\t".join((weight.trait, weight.label, weight.lever, *(f"{number:.{_DIGITS}f}" for number in numbers)))
        )
    return heading + "\n".join(lines) + "\n"


def _read_pairs(cases: Sequence[GoldCase], template: Template, match: MatchTasks) -> list[Pair]:
    judge = _build_judge(template)
    return [read_pair(case, match, judge) for case in cases]


def _taught_by(pairs: Sequence[Pair], judged: Pair | None = None) -> list[Pair]:
    """The pairs to fit on: none of the test split, nor the one to be judged."""
    return [pair for pair in pairs if pair is not judged and not pair.case.is_test]


def _build_judge(weights: Template) -> CoverageJudge:
    return build_coverage_judge(VerdictModel(weights.verdicts), VerdictModel(weights.points))


def _judge(pair: Pair, weights: Template) -> tuple[tuple[TaskFinding, ...], dict[str, float | None]]:
    """The findings on a pair with these weights, and their figures."""
    judge = _build_judge(weights)
    findings = judge.judge(pair.links, pair.upper, pair.lower).findings
    return findings, score_tasks(pair.case, findings, judge.find_local(pair.local, pair.lower))


def _fit_template(pairs: Sequence[Pair], template: Template) -> Template:
    return Template(
        verdicts=_fit([(sample, pair.case.weight) for pair in pairs for sample in pair.verdicts], template.verdicts),
        points=_fit([(sample, pair.case.weight) for pair in pairs for sample in pair.points], template.points),
    )


def _fit(samples: Sequence[tuple[Sample, float]], template: Sequence[TraitWeight]) -> tuple[TraitWeight, ...]:
    """Multinomial logistic regression over standardised traits, every verdict counting as much as every other.

    Args:
        samples: each with what it counts.
        template: the traits to weigh.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = [weight.trait for weight in template if weight.trait != INTERCEPT]
    verdicts = tuple(template[0].weights)
    table = np.array([[traits[name] for name in names] for (traits, _), _ in samples])
    mean, scale = table.mean(axis=0), table.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=_LOOSENESS, class_weight="balanced", max_iter=5000)
    said, counts = [verdict.value for (_, verdict), _ in samples], [count for _, count in samples]
    model.fit((table - mean) / scale, said, sample_weight=counts)
    coefficients, starts = _by_verdict(model, verdicts)
    fitted = {INTERCEPT: (0.0, 1.0, starts)}
    fitted |= {name: (mean[i], scale[i], coefficients[:, i]) for i, name in enumerate(names)}
    return tuple(
        replace(
            weight,
            mean=round(float(fitted[weight.trait][0]), _DIGITS),
            scale=round(float(fitted[weight.trait][1]), _DIGITS),
            weights=dict(zip(verdicts, (round(float(one), _DIGITS) for one in fitted[weight.trait][2]), strict=True)),
        )
        for weight in template
    )


def _by_verdict(model: LogisticRegression, verdicts: Sequence[TaskVerdict]) -> tuple[Floats, Floats]:
    """The coefficients and starts of a fitted model, one row per verdict; of two, either has half of what parts them."""
    import numpy as np

    coefficients, starts = model.coef_, model.intercept_
    if len(verdicts) == 2:
        coefficients = np.concatenate([-coefficients, coefficients]) / 2
        starts = np.concatenate([-starts, starts]) / 2
    rows = [model.classes_.tolist().index(verdict.value) for verdict in verdicts]
    return coefficients[rows], starts[rows]
