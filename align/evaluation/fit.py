"""Fits the weights of the task verdicts to gold cases, and tells what they would have said of cases not fitted on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rich.table import Table

from align.evaluation.calibration import Calibration, calibrate
from align.evaluation.gold import GoldCase
from align.evaluation.scoring import find_finding, mean_known, score_tasks
from align.judging.coverage import CoverageJudge
from align.judging.verdicts import VerdictModel
from align.knowledge.verdict_weights import COLUMNS, INTERCEPT, VERDICTS, TraitWeight
from align.matching.tasks import LocalLink, TaskLinks
from align.matching.traits import Traits
from align.model import Plan
from align.pipeline import read_plan
from align.results import LocalTask, TaskFinding, TaskVerdict
from align.tasking import build_coverage_judge, match_tasks

# How strongly weights are held back; chosen leave-one-case-out among .01, .03, .1, .3 and 1 (see CHANGELOG.md).
_LOOSENESS = 0.03
_DIGITS = 4
_SPLITS = {False: "开发", True: "测试"}
_FIGURES = {
    "tasks_accuracy": "准确率",
    "tasks_macro_f1": "宏平均 F1",
    "gap_f1": "缺口 F1",
    "missing_recall": "未衔接召回率",
    "links_f1": "回应句 F1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights fitted to all cases but those of the test split, and the task figures of every case.

    The figures of a case come from weights fitted without it, so that none is judged by what it taught. ``calibration``
    tells, for the cases fitted on and for the test split, whether its confidences are to be believed.
    """

    weights: tuple[TraitWeight, ...]
    scores: dict[str, dict[str, float | None]]
    calibration: dict[str, Calibration]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A case as matched: what the verdicts are weighed by is read once."""

    case: GoldCase
    upper: Plan
    lower: Plan
    links: tuple[TaskLinks, ...]
    local_tasks: tuple[LocalTask, ...]
    samples: tuple[tuple[Traits, TaskVerdict], ...]


MatchTasks = Callable[[Plan, Plan], tuple[tuple[TaskLinks, ...], tuple[LocalLink, ...]]]
"""Links the tasks of an upper and a lower plan."""


def fit_weights(cases: Sequence[GoldCase], template: Sequence[TraitWeight], match: MatchTasks = match_tasks) -> Fitted:
    """Weights for the traits of a template, in its order.

    Args:
        cases: gold cases; those of the test split are judged, never fitted on.
        template: the traits to weigh, with their labels; its numbers do not matter.
        match: links the tasks of a pair, by default with the whole catalogue.
    """
    judge = build_coverage_judge(VerdictModel(template))
    pairs = [_read(case, judge, match) for case in cases]
    scores: dict[str, dict[str, float | None]] = {}
    told: dict[str, list[tuple[float, bool]]] = {name: [] for name in _SPLITS.values()}
    for pair in pairs:
        findings = _judge(pair, _fit([other for other in pairs if other is not pair], template))
        scores[pair.case.name] = _score(pair, findings)
        matched = ((task, find_finding(task, findings)) for task in pair.case.tasks)
        told[_SPLITS[pair.case.is_test]].extend(
            (one.confidence, one.verdict is task.verdict) for task, one in matched if one
        )
    calibration = {name: calibrate(said) for name, said in told.items() if said}
    return Fitted(weights=_fit(pairs, template), scores=scores, calibration=calibration)


def score_levers(cases: Sequence[GoldCase], template: Sequence[TraitWeight]) -> dict[str, dict[str, float]]:
    """The macro-F1 on each case with all traits, and without those of one lever after the other, fitted anew each time.

    Returns:
        By the lever left out (an empty name for none), by the name of the case.
    """
    judge = build_coverage_judge(VerdictModel(template))
    pairs = [_read(case, judge, match_tasks) for case in cases]
    levers = dict.fromkeys(weight.lever for weight in template if weight.trait != INTERCEPT)
    scores: dict[str, dict[str, float]] = {}
    for left_out in ("", *levers):
        kept = [weight for weight in template if weight.lever != left_out]
        scores[left_out] = {
            pair.case.name: _score(pair, _judge(pair, _fit([other for other in pairs if other is not pair], kept)))[
                "tasks_macro_f1"
            ]
            or 0.0
            for pair in pairs
        }
    return scores


def render_fit(fitted: Fitted, cases: Sequence[GoldCase]) -> Table:
    """The figures on tasks, one line per case, then the means: of the cases fitted on, and of the test split."""
    table = Table(title="拟合：各例由不含该例的权重判定")
    table.add_column("用例", overflow="fold")
    for title in _FIGURES.values():
        table.add_column(title, justify="right", no_wrap=True)
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
    lines = ["\t".join(COLUMNS)]
    for weight in weights:
        numbers = (weight.mean, weight.scale, *(weight.weights[verdict] for verdict in VERDICTS))
        lines.append(
            "\t".join((weight.trait, weight.label, weight.lever, *(f"{number:.{_DIGITS}f}" for number in numbers)))
        )
    return heading + "\n".join(lines) + "\n"


def _read(case: GoldCase, judge: CoverageJudge, match: MatchTasks) -> _Pair:
    upper, lower = read_plan(case.upper), read_plan(case.lower)
    links, local = match(upper, lower)
    findings = judge.judge(links, upper, lower).findings
    local_tasks = judge.find_local(local, lower)
    by_task = {link.task.id: link for link in links}
    samples = []
    for task in case.tasks:
        finding = find_finding(task, findings)
        if finding is not None and task.verdict in VERDICTS and by_task[finding.task.id].candidates:
            samples.append((judge.traits_of(by_task[finding.task.id], lower), task.verdict))
    return _Pair(case=case, upper=upper, lower=lower, links=links, local_tasks=local_tasks, samples=tuple(samples))


def _judge(pair: _Pair, weights: Sequence[TraitWeight]) -> tuple[TaskFinding, ...]:
    return build_coverage_judge(VerdictModel(weights)).judge(pair.links, pair.upper, pair.lower).findings


def _score(pair: _Pair, findings: Sequence[TaskFinding]) -> dict[str, float | None]:
    return score_tasks(pair.case, findings, pair.local_tasks)


def _fit(pairs: Sequence[_Pair], template: Sequence[TraitWeight]) -> tuple[TraitWeight, ...]:
    """Multinomial logistic regression over standardised traits, every verdict counting as much as every other."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    samples = [sample for pair in pairs if not pair.case.is_test for sample in pair.samples]
    names = [weight.trait for weight in template if weight.trait != INTERCEPT]
    table = np.array([[traits[name] for name in names] for traits, _ in samples])
    mean, scale = table.mean(axis=0), table.std(axis=0)
    scale[scale == 0] = 1.0
    model = LogisticRegression(C=_LOOSENESS, class_weight="balanced", max_iter=5000)
    model.fit((table - mean) / scale, [verdict.value for _, verdict in samples])
    rows = [model.classes_.tolist().index(verdict.value) for verdict in VERDICTS]
    fitted = {INTERCEPT: (0.0, 1.0, model.intercept_[rows])}
    fitted |= {name: (mean[i], scale[i], model.coef_[rows, i]) for i, name in enumerate(names)}
    return tuple(
        replace(
            weight,
            mean=round(float(fitted[weight.trait][0]), _DIGITS),
            scale=round(float(fitted[weight.trait][1]), _DIGITS),
            weights=dict(zip(VERDICTS, (round(float(one), _DIGITS) for one in fitted[weight.trait][2]), strict=True)),
        )
        for weight in template
    )
