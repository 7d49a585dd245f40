"""The findings as data frames, for notebooks; columns are named as in the result JSON, types never depend on the data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from align.model import Indicator
from align.reporting.fields import build_indicator_judgement
from align.reporting.quotes import Quote
from align.reporting.report import Reported, build_report
from align.results import IndicatorFinding, Judgements, TaskFinding

if TYPE_CHECKING:
    import pandas as pd

_TEXT, _WHOLE, _REAL, _FLAG = "string", "Int64", "float64", "boolean"
_SIDE_TYPES = {
    "name": _TEXT,
    "unit": _TEXT,
    "baseline": _TEXT,
    "target": _TEXT,
    "target_year": _WHOLE,
    "nature": _TEXT,
    "scope": _TEXT,
    "text": _TEXT,
    "page": _WHOLE,
}
TASK_TYPES = {
    "upper": _TEXT,
    "lower": _TEXT,
    "id": _TEXT,
    "text": _TEXT,
    "division": _TEXT,
    "start": _WHOLE,
    "end": _WHOLE,
    "page": _WHOLE,
    "theme": _TEXT,
    "verdict": _TEXT,
    "severity": _TEXT,
    "pending": _FLAG,
    "confidence": _REAL,
    "reason": _TEXT,
    "judged_by": _TEXT,
    "missing_points": _TEXT,
    "weakened": _TEXT,
    "matches": _WHOLE,
    "match_text": _TEXT,
    "match_score": _REAL,
}
INDICATOR_TYPES = {
    "upper": _TEXT,
    "lower": _TEXT,
    "id": _TEXT,
    "name": _TEXT,
    "concept": _TEXT,
    "verdict": _TEXT,
    "severity": _TEXT,
    "pending": _FLAG,
    "reason": _TEXT,
    "nature_changed": _FLAG,
    "unit_differs": _FLAG,
    "comparison": _TEXT,
    "assigned": _TEXT,
    **{f"upper_{key}": kind for key, kind in _SIDE_TYPES.items()},
    **{f"lower_{key}": kind for key, kind in _SIDE_TYPES.items()},
    "upper_value": _REAL,
    "lower_value": _REAL,
}
GAP_TYPES = {
    "upper": _TEXT,
    "lower": _TEXT,
    "number": _TEXT,
    "part": _TEXT,
    "id": _TEXT,
    "verdict": _TEXT,
    "severity": _TEXT,
    "pending": _FLAG,
    "theme": _TEXT,
    "title": _TEXT,
    "reason": _TEXT,
    "upper_text": _TEXT,
    "upper_where": _TEXT,
    "lower_text": _TEXT,
    "lower_where": _TEXT,
}


def tasks_frame(judgements: Reported) -> pd.DataFrame:
    """One row per requirement of the upper plan; ``upper`` and ``lower`` are the plans' titles, ``matches`` a count."""
    return build_frame(list_task_rows(judgements), TASK_TYPES)


def list_task_rows(judgements: Reported) -> Iterator[dict[str, Any]]:
    """The rows of :func:`tasks_frame`."""
    for pair in build_report(judgements).pairs:
        for finding in pair.tasks:
            yield {**_titles(pair), **_task_row(finding)}


def indicators_frame(judgements: Reported) -> pd.DataFrame:
    """One row per indicator finding; the values of either plan stand in ``upper_…`` and ``lower_…``.

    Targets are as written; ``upper_value`` and ``lower_value`` are their numbers, in the unit written.
    """
    return build_frame(list_indicator_rows(judgements), INDICATOR_TYPES)


def list_indicator_rows(judgements: Reported) -> Iterator[dict[str, Any]]:
    """The rows of :func:`indicators_frame`."""
    for pair in build_report(judgements).pairs:
        for finding in pair.indicators:
            yield {**_titles(pair), **_indicator_row(finding)}


def gaps_frame(judgements: Reported) -> pd.DataFrame:
    """One row per gap of any part, gravest first; several quotes of one side are parted by line breaks."""
    return build_frame(list_gap_rows(judgements), GAP_TYPES)


def list_gap_rows(judgements: Reported) -> Iterator[dict[str, Any]]:
    """The rows of :func:`gaps_frame`."""
    report = build_report(judgements)
    for gap in report.gaps:
        yield {
            **_titles(report.pairs[gap.pair]),
            "number": gap.number,
            "part": gap.part.value,
            "id": gap.id,
            "verdict": gap.verdict.value,
            "severity": gap.severity.value,
            "pending": gap.pending,
            "theme": gap.theme,
            "title": gap.title,
            "reason": gap.reason,
            **quote_fields("upper", gap.upper),
            **quote_fields("lower", gap.lower),
        }


def build_frame(rows: Iterable[dict[str, Any]], types: dict[str, str]) -> pd.DataFrame:
    """A frame whose columns and types are those given, whatever the rows hold; a key that a row lacks is missing."""
    import pandas as pd  # slow to load, and only notebooks need it

    frame = pd.DataFrame(list(rows), columns=list(types), dtype="object")
    return frame.astype(types)


def _titles(pair: Judgements) -> dict[str, Any]:
    return {"upper": pair.upper.meta.title, "lower": pair.lower.meta.title}


def _task_row(finding: TaskFinding) -> dict[str, Any]:
    task, best = finding.task, finding.matches[0] if finding.matches else None
    return {
        "id": task.id,
        "text": task.text,
        "division": " ＞ ".join(finding.division),
        "start": task.span.start,
        "end": task.span.end,
        "page": task.page,
        "theme": task.theme,
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "pending": finding.pending,
        "confidence": finding.confidence,
        "reason": finding.reason,
        "judged_by": finding.judged_by.value,
        "missing_points": "；".join(finding.missing_points),
        "weakened": "；".join(f"{change.upper} → {change.lower}" for change in finding.weakened),
        "matches": len(finding.matches),
        "match_text": best.text if best else None,
        "match_score": best.score if best else None,
    }


def _indicator_row(finding: IndicatorFinding) -> dict[str, Any]:
    return {
        **build_indicator_judgement(finding),
        **_side_fields("upper", finding.upper),
        **_side_fields("lower", finding.lower),
    }


def _side_fields(side: str, indicator: Indicator | None) -> dict[str, Any]:
    if indicator is None:
        return {}
    fields = {key: getattr(indicator, key) for key in _SIDE_TYPES}
    fields["nature"] = indicator.nature.value if indicator.nature else None
    value = indicator.parsed.value
    fields["value"] = None if value is None else float(value)
    return {f"{side}_{key}": value for key, value in fields.items()}


def quote_fields(side: str, quotes: Sequence[Quote]) -> dict[str, Any]:
    """The texts and places of one side's quotes as cells of a row, parted by line breaks."""
    if not quotes:
        return {}
    return {f"{side}_text": "\n".join(q.text for q in quotes), f"{side}_where": "\n".join(q.where for q in quotes)}
