"""Runs the program over gold cases and lays out the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from align.evaluation.gold import GoldCase, read_cases
from align.evaluation.scoring import Scores, find_finding, mean, score
from align.judging.opinion import Judge
from align.pipeline import align_plans
from align.results import TaskFinding

TITLES = {
    "tasks_found": "任务识别率",
    "units_per_requirement": "任务单元/要求",
    "tasks_accuracy": "任务结论准确率",
    "tasks_macro_f1": "任务结论宏平均 F1",
    "gap_precision": "缺口精确率",
    "gap_recall": "缺口召回率",
    "gap_f1": "缺口 F1",
    "missing_recall": "未衔接召回率",
    "links_precision": "回应句精确率",
    "links_recall": "回应句召回率",
    "links_f1": "回应句 F1",
    "local_recall": "本级新增召回率",
    "tasks_by_model": "语言模型判读占比",
    "indicators_found": "指标识别率",
    "indicators_spurious": "多识指标占比",
    "targets_right": "目标值正确率",
    "units_right": "单位正确率",
    "baselines_right": "基期值正确率",
    "natures_right": "属性正确率",
    "indicator_verdicts": "指标结论准确率",
    "nature_changed_right": "属性变化正确率",
    "claims_found": "自述数字识别率",
    "claims_right": "自述数字核对正确率",
}
_MEAN, _DEVELOPMENT, _TEST = "平均", "平均（开发）", "平均（测试）"


def evaluate(folders: Sequence[Path], judge: Judge | None = None) -> list[dict[str, Any]]:
    """The figures of every case of some folders, and last their mean over cases (``case`` is ``平均``).

    The row of a case also holds, under ``verdicts``, what the gold and the program say of each requirement; that of a case
    of the test split holds none, so that nobody tunes on them.

    Where a folder names a test split, the means of the others and of the split come before the mean of all.

    Raises:
        InputError: a folder holds no case, or a case cannot be read.
    """
    cases = [case for folder in folders for case in read_cases(folder)]
    alignments = [align_plans(case.upper, case.lower, judge=judge) for case in cases]
    scores = [score(case, alignment) for case, alignment in zip(cases, alignments, strict=True)]
    rows = [
        {"case": case.name, **asdict(figures), "verdicts": _verdicts(case, alignment.tasks)}
        for case, figures, alignment in zip(cases, scores, alignments, strict=True)
    ]
    split = [case.is_test for case in cases]
    parts = ((_DEVELOPMENT, False), (_TEST, True)) if any(split) and not all(split) else ()
    for name, is_test in parts:
        own = [figures for figures, one in zip(scores, split, strict=True) if one is is_test]
        rows.append({"case": name, **asdict(mean(own))})
    return [*rows, {"case": _MEAN, **asdict(mean(scores))}]


def evaluate_case(case: GoldCase, judge: Judge | None = None) -> Scores:
    """The figures of one case, tasks judged by ``judge``, by default by the rules."""
    return score(case, align_plans(case.upper, case.lower, judge=judge))


def _verdicts(case: GoldCase, findings: Sequence[TaskFinding]) -> dict[str, dict[str, str | None]]:
    if case.is_test:
        return {}
    said = ((task, find_finding(task, findings)) for task in case.tasks)
    return {task.id: {"gold": task.verdict.value, "said": one.verdict.value if one else None} for task, one in said}


def render_scores(rows: list[dict[str, Any]]) -> Table:
    """The figures as a table: one line per figure, one column per case."""
    table = Table(title="评测结果（各例分列，平均为各例的均值）")
    table.add_column("指标", no_wrap=True)
    for row in rows:
        table.add_column(str(row["case"]), justify="right")
    for key, title in TITLES.items():
        table.add_row(title, *("—" if row[key] is None else f"{row[key]:.2f}" for row in rows))
    return table
