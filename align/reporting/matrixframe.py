"""A matrix as a data frame, for notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from align.reporting.frames import build_frame
from align.reporting.matrix import build_standing
from align.results import Judgements

if TYPE_CHECKING:
    import pandas as pd

_TEXT = "string"
_TYPES = dict.fromkeys(
    (
        "indicator",
        "concept",
        "nature",
        "upper_target",
        "upper_unit",
        "region",
        "region_code",
        "lower",
        "standing",
        "label",
        "lower_name",
        "lower_baseline",
        "lower_target",
        "lower_unit",
        "lower_nature",
        "comparison",
        "assigned",
        "reason",
    ),
    _TEXT,
)


def matrix_frame(alignments: Sequence[Judgements]) -> pd.DataFrame:
    """One row per upper indicator and lower plan (more where a lower plan parts the indicator), in matrix order.

    ``standing`` is the value for programs (``stricter``, ``below_total`` …), ``label`` its Chinese; values as written,
    missing where a plan gives none. ``frame.pivot_table(index="indicator", columns="region", values="label",
    aggfunc="first", sort=False)`` is the matrix itself.
    """
    return build_frame(_rows(alignments), _TYPES)


def _rows(alignments: Sequence[Judgements]) -> Iterator[dict[str, Any]]:
    for pair in alignments:
        for finding in pair.indicators:
            upper, lower = finding.upper, finding.lower
            if upper is None:
                continue
            standing = build_standing(pair, finding)
            yield {
                "indicator": upper.name,
                "concept": finding.concept,
                "nature": upper.nature.value if upper.nature else None,
                "upper_target": upper.target,
                "upper_unit": upper.unit,
                "region": pair.lower.meta.region,
                "region_code": pair.lower.meta.region_code,
                "lower": pair.lower.meta.title,
                "standing": standing.value,
                "label": standing.label,
                "lower_name": lower.name if lower else None,
                "lower_baseline": lower.baseline if lower else None,
                "lower_target": lower.target if lower else None,
                "lower_unit": lower.unit if lower else None,
                "lower_nature": lower.nature.value if lower and lower.nature else None,
                "comparison": finding.comparison,
                "assigned": finding.assigned,
                "reason": finding.reason,
            }
