"""What was judged about a library as data frames, for notebooks; types never depend on the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from align.answers import FoundAnswers
from align.libraries import LibraryJudgements, LibraryPlan, PairOutcome
from align.reporting.frames import GAP_TYPES, INDICATOR_TYPES, TASK_TYPES, build_frame
from align.reporting.library.answers import build_answers_result
from align.reporting.library.survey import count_gaps
from align.results import TaskVerdict

if TYPE_CHECKING:
    import pandas as pd

_TEXT, _WHOLE = "string", "Int64"
_PLAN_TYPES = {
    **dict.fromkeys(("file", "title", "level", "region", "region_code", "parent", "sector"), _TEXT),
    "begins": _WHOLE,
    "ends": _WHOLE,
    "kind": _TEXT,
    "characters": _WHOLE,
    "tasks": _WHOLE,
    "indicators": _WHOLE,
    "problem": _TEXT,
}
_PLACE_TYPES = dict.fromkeys(("upper_file", "lower_file", "lower_level", "lower_region", "lower_parent"), _TEXT)
_PAIR_TYPES = {
    **_PLACE_TYPES,
    "direct": "boolean",
    "state": _TEXT,
    **dict.fromkeys((verdict.value for verdict in TaskVerdict), _WHOLE),
    "result": _TEXT,
    "problem": _TEXT,
}
_ANSWER_TYPES = {
    **dict.fromkeys(("file", "title", "level", "region", "parent", "closeness", "text", "division"), _TEXT),
    **dict.fromkeys(("score", "catalogue", "wording"), "float64"),
}
TABLES: Mapping[str, Mapping[str, str]] = {
    name: {**_PLACE_TYPES, **types}
    for name, types in (("tasks", TASK_TYPES), ("indicators", INDICATOR_TYPES), ("gaps", GAP_TYPES))
}
"""The tables over all pairs and the types of their columns; the first columns tell whose a row is."""


def answers_frame(found: FoundAnswers) -> pd.DataFrame:
    """One row per clause found, the plan with the nearest clause first."""
    return build_frame(build_answers_result(found)["answers"], _ANSWER_TYPES)


def plans_frame(judgements: LibraryJudgements) -> pd.DataFrame:
    """One row per file."""
    return build_frame(map(_plan_row, judgements.library.plans), _PLAN_TYPES)


def pairs_frame(judgements: LibraryJudgements) -> pd.DataFrame:
    """One row per pair compared."""
    by_file = judgements.library.by_file
    rows = (
        {
            **_place(outcome, by_file),
            "direct": outcome.pair.direct,
            "state": outcome.state.value,
            **(count_gaps(outcome) if outcome.result else {}),
            "result": outcome.result or None,
            "problem": outcome.problem or None,
        }
        for outcome in judgements.outcomes
    )
    return build_frame(rows, _PAIR_TYPES)


def library_frame(judgements: LibraryJudgements, table: str) -> pd.DataFrame:
    """One of ``TABLES`` over all pairs."""
    rows = (row for outcome in judgements.outcomes for row in list_rows(judgements, outcome, table))
    return build_frame(rows, dict(TABLES[table]))


def list_rows(judgements: LibraryJudgements, outcome: PairOutcome, table: str) -> Iterator[dict[str, Any]]:
    """The rows of one pair in one of ``TABLES``."""
    place = _place(outcome, judgements.library.by_file)
    return ({**place, **row} for row in getattr(outcome.rows, table))


def heat_frame(judgements: LibraryJudgements) -> pd.DataFrame:
    """Lower plans by themes, each against the nearest plan above: the share of applying tasks that is lacking."""
    rows = (
        row
        for outcome in judgements.outcomes
        if outcome.pair.direct
        for row in list_rows(judgements, outcome, "tasks")
        if row["verdict"] != TaskVerdict.NOT_APPLICABLE.value
    )
    tasks = build_frame(rows, dict(TABLES["tasks"]))
    lacking = tasks.verdict.map({TaskVerdict.MISSING.value: 1.0, TaskVerdict.PARTIAL.value: 0.5}).fillna(0.0)
    order = [plan.region for plan in judgements.library.plans if plan.region]
    frame = lacking.astype("float64").groupby([tasks.lower_region, tasks.theme]).mean().unstack()
    return frame.reindex([region for region in dict.fromkeys(order) if region in frame.index])


def _plan_row(plan: LibraryPlan) -> dict[str, Any]:
    begins, ends = plan.period or (None, None)
    told = {name: getattr(plan, name) for name in _PLAN_TYPES if name not in ("begins", "ends", "level", "kind")}
    level = plan.level.value if plan.level else None
    return {**told, "level": level, "kind": plan.kind.value, "begins": begins, "ends": ends}


def _place(outcome: PairOutcome, by_file: Mapping[str, LibraryPlan]) -> dict[str, str | None]:
    lower = by_file[outcome.pair.lower]
    return {
        "upper_file": outcome.pair.upper,
        "lower_file": outcome.pair.lower,
        "lower_level": lower.level.value if lower.level else None,
        "lower_region": lower.region,
        "lower_parent": lower.parent,
    }
