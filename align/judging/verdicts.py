"""Weighs traits for each verdict: a sum per verdict, so that every step can be shown."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from align.knowledge.verdict_weights import INTERCEPT, TraitWeight
from align.results import Comparison, TaskVerdict

# How many steps are laid out; the others together are one more.
_SHOWN_STEPS = 6
# A trait nearer to the mean than this many spreads is neither high nor low.
_MIDDLING = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How likely each verdict is, and what spoke for and against each trait by trait.

    ``heights`` tells by how many spreads a trait lies above the mean of the gold; the start has none.
    """

    probabilities: dict[TaskVerdict, float]
    sums: dict[str, dict[TaskVerdict, float]]
    heights: dict[str, float]

    @property
    def likeliest(self) -> TaskVerdict:
        """The verdict with the highest probability."""
        return max(self.probabilities, key=lambda verdict: self.probabilities[verdict])

    def steps(self, verdict: TaskVerdict) -> tuple[Comparison, ...]:
        """What spoke for a verdict against the likeliest other one, the weightiest first; the sum is their difference."""
        other = max((one for one in self.probabilities if one is not verdict), key=lambda one: self.probabilities[one])
        told = f"{verdict.label}，不是{other.label}"
        gains = {label: own[verdict] - own[other] for label, own in self.sums.items()}
        ordered = sorted(gains, key=lambda label: (-abs(gains[label]), label))
        shown = [(label, self._height(label), gains[label]) for label in ordered[:_SHOWN_STEPS]]
        shown.append(("其余各项", "", sum(gains[label] for label in ordered[_SHOWN_STEPS:])))
        return tuple(
            Comparison(
                name=label, level=f"{height}{'支持' if gain >= 0 else '反对'}", weight=round(gain, 4), evidence=told
            )
            for label, height, gain in shown
        )

    def _height(self, label: str) -> str:
        height = self.heights.get(label)
        if height is None:
            return ""
        return "偏高，" if height > _MIDDLING else "偏低，" if height < -_MIDDLING else "居中，"


class VerdictModel:
    """A weighted sum for each verdict (multinomial logistic regression; weights fitted by ``evaluate --fit``)."""

    def __init__(self, weights: Sequence[TraitWeight]) -> None:
        self._weights = tuple(weights)

    def weigh(self, traits: Mapping[str, float]) -> Weighing:
        """How likely each verdict is for a requirement, or a key point, with these traits.

        Raises:
            KeyError: a trait that has a weight is not among them.
        """
        seen = [weight for weight in self._weights if weight.trait != INTERCEPT]
        heights = {weight.label: (traits[weight.trait] - weight.mean) / weight.scale for weight in seen}
        sums = {
            weight.label: {verdict: own * heights.get(weight.label, 1.0) for verdict, own in weight.weights.items()}
            for weight in self._weights
        }
        verdicts = next(iter(sums.values()))
        totals = {verdict: sum(own[verdict] for own in sums.values()) for verdict in verdicts}
        top = max(totals.values())
        powers = {verdict: math.exp(total - top) for verdict, total in totals.items()}
        whole = sum(powers.values())
        probabilities = {verdict: power / whole for verdict, power in powers.items()}
        return Weighing(probabilities=probabilities, sums=sums, heights=heights)
