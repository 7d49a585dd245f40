"""Tells whether the confidence of a verdict is to be believed: how often verdicts are right, by how sure they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.table import Table

_STEPS = 10
_SURE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The verdicts of one tenth of the scale of confidence: how many, how sure on average, how many of them right."""

    low: float
    count: int
    confidence: float
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A reliability curve, from the least sure step with any verdict to the surest."""

    steps: tuple[Step, ...]

    @property
    def error(self) -> float:
        """The mean gap between confidence and share right, every verdict counting alike (expected calibration error)."""
        gaps = (abs(step.confidence * step.count - step.right) for step in self.steps)
        return sum(gaps) / sum(step.count for step in self.steps)

    @property
    def surest(self) -> tuple[int, int]:
        """How many verdicts are at least nine tenths sure, and how many of those are right."""
        sure = [step for step in self.steps if step.low >= _SURE]
        return sum(step.count for step in sure), sum(step.right for step in sure)


def calibrate(said: Sequence[tuple[float, bool]]) -> Calibration:
    """The reliability curve of verdicts; ``said`` holds the confidence (0–1) and rightness of each."""
    steps: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in said:
        steps.setdefault(min(int(confidence * _STEPS), _STEPS - 1), []).append((confidence, right))
    return Calibration(
        steps=tuple(
            Step(
                low=number / _STEPS,
                count=len(step),
                confidence=sum(confidence for confidence, _ in step) / len(step),
                right=sum(right for _, right in step),
            )
            for number, step in sorted(steps.items())
        )
    )


def render_reliability(curves: Mapping[str, Calibration]) -> Table:
    """Reliability curves by the name of what they were measured on, a line per step."""
    table = Table(title="把握度与实际：说有几成把握的，几成判对")
    for title in ("用例", "把握度", "条数", "平均把握", "判对比例"):
        table.add_column(title, justify="left" if title == "用例" else "right")
    for name, curve in curves.items():
        for step in curve.steps:
            told = f"{step.low:.1f}–{step.low + 1 / _STEPS:.1f}"
            share = f"{step.right / step.count:.2f}"
            table.add_row(name, told, str(step.count), f"{step.confidence:.2f}", share)
        count, right = curve.surest
        table.add_row(name, "合计", str(sum(step.count for step in curve.steps)), "校准误差", f"{curve.error:.3f}")
        table.add_row(name, f"{_SURE} 以上", str(count), "判对条数", str(right), end_section=True)
    return table
