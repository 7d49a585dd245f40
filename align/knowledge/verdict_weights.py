"""What each trait says for or against a verdict: on a requirement (``mappings/weights/verdicts.tsv``), and on one of its
key points (``points.tsv``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.bundled import bundled
from align.knowledge.files import Row, load_tsv
from align.results import TaskVerdict

VERDICTS = (TaskVerdict.COVERED, TaskVerdict.PARTIAL, TaskVerdict.MISSING)
"""The verdicts on a requirement that are weighed; what does not apply is told by rules."""

POINT_VERDICTS = (TaskVerdict.COVERED, TaskVerdict.MISSING)
"""The verdicts on a key point: it is answered or it is not."""

INTERCEPT = "intercept"
_COLUMNS = ("trait", "label", "lever", "mean", "scale")


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
    """The weights for requirements in ``path``, by default the bundled ones.

    Raises:
        MappingError: a trait twice, no intercept, a field that is no number, or a scale that is not positive.
    """
    return _load(path or bundled("mappings", "weights", "verdicts.tsv"), VERDICTS)


@lru_cache(maxsize=2)
def load_point_weights(path: Path | None = None) -> tuple[TraitWeight, ...]:
    """The weights for key points in ``path``, by default the bundled ones.

    Raises:
        MappingError: as :func:`load_verdict_weights`.
    """
    return _load(path or bundled("mappings", "weights", "points.tsv"), POINT_VERDICTS)


def list_columns(verdicts: Sequence[TaskVerdict]) -> tuple[str, ...]:
    """The columns of a file of weights for these verdicts."""
    return (*_COLUMNS, *(verdict.value for verdict in verdicts))


def _load(path: Path, verdicts: Sequence[TaskVerdict]) -> tuple[TraitWeight, ...]:
    """The weights of a file; the row ``intercept`` is what holds before any trait is seen."""
    rows = load_tsv(path, list_columns(verdicts))
    found = tuple(_weight(row, verdicts) for row in rows)
    for row in rows:
        if sum(weight.trait == row["trait"] for weight in found) > 1:
            raise row.error(f"“{row['trait']}”重复")
    if rows and all(weight.trait != INTERCEPT for weight in found):
        raise rows[-1].error(f"缺少 {INTERCEPT} 一行")
    return found


def _weight(row: Row, verdicts: Sequence[TaskVerdict]) -> TraitWeight:
    try:
        mean, scale = float(row["mean"]), float(row["scale"])
        weights = {verdict: float(row[verdict.value]) for verdict in verdicts}
    except ValueError as error:
        raise row.error(f"应为数值：{error}") from error
    if scale <= 0 or not row["label"] or not row["lever"]:
        raise row.error("scale 应大于 0，label、lever 不能为空")
    return TraitWeight(
        trait=row["trait"], label=row["label"], lever=row["lever"], mean=mean, scale=scale, weights=weights
    )
