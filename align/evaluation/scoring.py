"""The metrics of a gold case, defined so that figures of different programs mean the same.

A unit of the program answers a gold quote when the quote, stripped of spaces, punctuation and width variants, lies in
the unit's text, or the unit in the quote, or they share 60 % of the shorter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import TypeVar

from align.evaluation.gold import GoldCase, GoldIndicator, GoldTask, GoldValue
from align.model import Indicator, Plan, Task
from align.results import IndicatorFinding, JudgedBy, Judgements, LocalTask, TaskFinding, TaskVerdict
from align.spans import Span

_Unit = TypeVar("_Unit")

_SHARED = 0.6
_NOTE_MARK = re.compile("[①-⑳]")
_NOTE = re.compile(r"（[^（）]*）")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The figures of one case, or their mean over cases; ``None`` where the case has nothing to measure."""

    tasks_found: float | None
    units_per_requirement: float | None
    tasks_accuracy: float | None
    tasks_macro_f1: float | None
    gap_precision: float | None
    gap_recall: float | None
    gap_f1: float | None
    missing_recall: float | None
    links_precision: float | None
    links_recall: float | None
    links_f1: float | None
    points_precision: float | None
    points_recall: float | None
    points_f1: float | None
    local_recall: float | None
    tasks_by_model: float | None
    indicators_found: float | None
    indicators_spurious: float | None
    targets_right: float | None
    units_right: float | None
    baselines_right: float | None
    natures_right: float | None
    indicator_verdicts: float | None
    nature_changed_right: float | None
    claims_found: float | None
    claims_right: float | None


def normalise(text: str) -> str:
    """A text without spaces, punctuation, marks of notes (①) and width variants."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", _NOTE_MARK.sub("", text))).lower()


def answers(unit: str, quote: str) -> bool:
    """Whether a unit of the program stands for a gold quote."""
    first, second = normalise(unit), normalise(quote)
    shorter = min(len(first), len(second))
    if not shorter:
        return False
    if first in second or second in first:
        return True
    longest = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return longest.size >= _SHARED * shorter


def mean_known(values: Iterable[float | None]) -> float | None:
    """The mean of the figures that there are; ``None`` where there is none."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def mean(scores: Sequence[Scores]) -> Scores:
    """The mean over cases of each figure, over the cases that have it."""
    values = {}
    for field in fields(Scores):
        values[field.name] = mean_known(getattr(score, field.name) for score in scores)
    return Scores(**values)


def score(case: GoldCase, judgements: Judgements) -> Scores:
    """The figures of one case."""
    return Scores(
        **score_tasks(case, judgements.tasks, judgements.local_tasks),
        **_score_indicators(case, judgements),
        **_score_claims(case, judgements),
    )


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _f1(precision: float | None, recall: float | None) -> float | None:
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


# ---------------------------------------------------------------- tasks


def find_finding(task: GoldTask, findings: Sequence[TaskFinding]) -> TaskFinding | None:
    """The finding that stands for a gold requirement."""
    return find_unit(task, findings, lambda finding: finding.task)


def find_unit(task: GoldTask, units: Sequence[_Unit], task_of: Callable[[_Unit], Task]) -> _Unit | None:
    """Of what the program has for its tasks, that which stands for a gold requirement: of those that answer its quote,
    the one nearest in length."""
    fitting = [unit for unit in units if answers(task_of(unit).text, task.quote)]
    length = len(normalise(task.quote))

    def order(unit: _Unit) -> tuple[int, Span]:
        own = task_of(unit)
        return abs(len(normalise(own.text)) - length), own.span

    return min(fitting, key=order, default=None)


def score_tasks(
    case: GoldCase, findings: Sequence[TaskFinding], local_tasks: Sequence[LocalTask]
) -> dict[str, float | None]:
    """The figures of one case that concern tasks."""
    pairs = [(task, find_finding(task, findings)) for task in case.tasks]
    found = [(task, finding) for task, finding in pairs if finding is not None]
    gold = [task.verdict for task, _ in found]
    said = [finding.verdict for _, finding in found]
    return {
        "tasks_found": _ratio(len(found), len(pairs)),
        "units_per_requirement": _ratio(len(findings), len(pairs)),
        "tasks_accuracy": _ratio(sum(a is b for a, b in zip(gold, said, strict=True)), len(found)),
        "tasks_macro_f1": macro_f1(gold, said),
        **_score_gaps(gold, said),
        **_score_links(found),
        **_score_points(found),
        "local_recall": _ratio(
            sum(any(answers(local.task.text, quote) for local in local_tasks) for quote in case.local_extra),
            len(case.local_extra),
        ),
        "tasks_by_model": _ratio(sum(one.judged_by is JudgedBy.MODEL for one in findings), len(findings)),
    }


def macro_f1(gold: Sequence[TaskVerdict], said: Sequence[TaskVerdict]) -> float | None:
    """The mean of the F1 of every verdict that either gives."""
    values = []
    for verdict in sorted(set(gold) | set(said)):
        right = sum(a is verdict and b is verdict for a, b in zip(gold, said, strict=True))
        values.append(2 * right / (gold.count(verdict) + said.count(verdict)))
    return _ratio(sum(values), len(values))


def _score_gaps(gold: Sequence[TaskVerdict], said: Sequence[TaskVerdict]) -> dict[str, float | None]:
    both = sum(a.is_gap and b.is_gap for a, b in zip(gold, said, strict=True))
    precision = _ratio(both, sum(b.is_gap for b in said))
    recall = _ratio(both, sum(a.is_gap for a in gold))
    missing = [b for a, b in zip(gold, said, strict=True) if a is TaskVerdict.MISSING]
    return {
        "gap_precision": precision,
        "gap_recall": recall,
        "gap_f1": _f1(precision, recall),
        "missing_recall": _ratio(missing.count(TaskVerdict.MISSING), len(missing)),
    }


def _score_links(found: Iterable[tuple[GoldTask, TaskFinding]]) -> dict[str, float | None]:
    shown = right = quotes = hit = 0
    for task, finding in found:
        answered = finding.verdict in (TaskVerdict.COVERED, TaskVerdict.PARTIAL)
        texts = [match.text for match in finding.matches] if answered else []
        shown += len(texts)
        right += sum(any(answers(text, quote) for quote in task.lower_quotes) for text in texts)
        quotes += len(task.lower_quotes)
        hit += sum(any(answers(text, quote) for text in texts) for quote in task.lower_quotes)
    precision, recall = _ratio(right, shown), _ratio(hit, quotes)
    return {"links_precision": precision, "links_recall": recall, "links_f1": _f1(precision, recall)}


def _score_points(found: Iterable[tuple[GoldTask, TaskFinding]]) -> dict[str, float | None]:
    """What is named as lacking against what the gold names, where both call the answer partial."""
    both = [(task, one) for task, one in found if task.verdict is one.verdict is TaskVerdict.PARTIAL]
    named = [(name, task) for task, finding in both for name in finding.missing_points]
    lacking = [(phrase, finding) for task, finding in both for phrase in task.missing_points]
    right = sum(any(names_gap(name, phrase) for phrase in task.missing_points) for name, task in named)
    hit = sum(any(names_gap(name, phrase) for name in finding.missing_points) for phrase, finding in lacking)
    precision, recall = _ratio(right, len(named)), _ratio(hit, len(lacking))
    return {"points_precision": precision, "points_recall": recall, "points_f1": _f1(precision, recall)}


def names_gap(name: str, phrase: str) -> bool:
    """Whether a key point, or what the program says is lacking, stands for a gold phrase; notes in brackets aside."""
    return answers(name, _NOTE.sub("", phrase) or phrase)


# ---------------------------------------------------------------- indicators


def _score_indicators(case: GoldCase, judgements: Judgements) -> dict[str, float | None]:
    sides = [
        (value, find_indicator(value, plan))
        for row in case.indicators
        for value, plan in ((row.upper, judgements.upper), (row.lower, judgements.lower))
        if value is not None
    ]
    found = [(value, indicator) for value, indicator in sides if indicator is not None]
    stated = len(judgements.upper.indicators) + len(judgements.lower.indicators)
    known = {indicator.id for _, indicator in found}
    verdicts = [(row, find_row(row, judgements.indicators)) for row in case.indicators]
    return {
        "indicators_found": _ratio(len(found), len(sides)),
        "indicators_spurious": _ratio(stated - len(known), stated),
        "targets_right": _ratio(sum(_same(v.target, i.target) for v, i in found), len(found)),
        "units_right": _ratio(sum(_same(v.unit, i.unit) for v, i in found), len(found)),
        "baselines_right": _ratio(sum(_same(v.baseline, i.baseline) for v, i in found), len(found)),
        "natures_right": _ratio(sum((v.nature or None) == (i.nature and i.nature.value) for v, i in found), len(found)),
        "indicator_verdicts": _ratio(sum(f is not None and f.verdict is r.verdict for r, f in verdicts), len(verdicts)),
        "nature_changed_right": _ratio(
            sum(f is not None and f.nature_changed == r.nature_changed for r, f in verdicts), len(verdicts)
        ),
    }


def find_indicator(value: GoldValue, plan: Plan) -> Indicator | None:
    """The plan's indicator that stands for one side of a gold row."""
    name = normalise(value.name)
    exact = [i for i in plan.indicators if normalise(i.name) == name]
    close = [i for i in plan.indicators if name in normalise(i.text) or normalise(i.name) in name]
    return min(exact or close, key=lambda i: abs(len(normalise(i.name)) - len(name)), default=None)


def find_row(row: GoldIndicator, findings: Sequence[IndicatorFinding]) -> IndicatorFinding | None:
    """The finding that stands for a gold row: both sides must be those of the row."""
    return next((f for f in findings if _is_side(row.upper, f.upper) and _is_side(row.lower, f.lower)), None)


def _is_side(value: GoldValue | None, indicator: Indicator | None) -> bool:
    if value is None or indicator is None:
        return value is None and indicator is None
    first, second = normalise(value.name), normalise(indicator.name)
    return first == second or first in second or second in first


def _same(gold: str | None, said: str | None) -> bool:
    return _value_key(gold) == _value_key(said)


def _value_key(text: str | None) -> str:
    plain = re.sub(r"[\s%]", "", unicodedata.normalize("NFKC", text or "")).replace("〔", "[").replace("〕", "]")
    return "" if plain in ("-", "—", "/") else plain.replace("—", "-").replace("µ", "μ")


# ---------------------------------------------------------------- claims


def _score_claims(case: GoldCase, judgements: Judgements) -> dict[str, float | None]:
    found = []
    for gold in case.claims:
        fitting = [
            finding.claim
            for finding in judgements.claims
            if finding.side.value == gold.side
            and finding.claim.kind.value == gold.kind
            and answers(finding.claim.text, gold.quote)
        ]
        if fitting:
            found.append(any(claim.consistent == gold.consistent for claim in fitting))
    return {
        "claims_found": _ratio(len(found), len(case.claims)),
        "claims_right": _ratio(sum(found), len(found)),
    }
