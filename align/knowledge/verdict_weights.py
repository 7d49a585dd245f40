"""What each trait of a requirement says for or against a verdict (``mappings/weights/verdicts.tsv``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import Row, load_tsv
from align.results import TaskVerdict

VERDICTS = (TaskVerdict.COVERED, TaskVerdict.PARTIAL, TaskVerdict.MISSING)
"""The verdicts that are weighed; what does not apply is told by rules."""

COLUMNS = ("trait", "label", "lever", "mean", "scale", *(verdict.value for verdict in VERDICTS))
INTERCEPT = "intercept"


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitWeight:
    """A trait with its Chinese name, the lever it belongs to, its mean and spread over the gold, and what one spread more
    of it weighs."""

    trait: str
    label: str
    lever: str
    mean: float
    scale: float
    weights: dict[TaskVerdict, float]


@lru_cache(maxsize=2)
def load_verdict_weights(path: Path | None = None) -> tuple[TraitWeight, ...]:
    """The weights of ``path``, by default the bundled ones; the row ``intercept`` is what holds before any trait is seen.

    Raises:
        MappingError: a trait twice, no intercept, a field that is no number, or a scale that is not positive.
    """
    rows = load_tsv(path or bundled("mappings", "weights", "verdicts.tsv"), COLUMNS)
    found = tuple(_weight(row) for row in rows)
    for row in rows:
        if sum(weight.trait == row["trait"] for weight in found) > 1:
            raise row.error(f"“{row['trait']}”重复")
    if rows and all(weight.trait != INTERCEPT for weight in found):
        raise rows[-1].error(f"缺少 {INTERCEPT} 一行")
    return found


def _weight(row: Row) -> TraitWeight:
    try:
        mean, scale = float(row["mean"]), float(row["scale"])
        weights = {verdict: float(row[verdict.value]) for verdict in VERDICTS}
    except ValueError as error:
        raise row.error(f"应为数值：{error}") from error
    if scale <= 0 or not row["label"] or not row["lever"]:
        raise row.error("scale 应大于 0，label、lever 不能为空")
    return TraitWeight(
        trait=row["trait"], label=row["label"], lever=row["lever"], mean=mean, scale=scale, weights=weights
    )
