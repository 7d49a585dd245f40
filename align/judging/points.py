"""Judges the key points of a requirement: which of them the lower plan answers, and which least of all."""

from __future__ import annotations

import re

from align.judging.verdicts import VerdictModel
from align.matching.encode import mask
from align.matching.tasks import PointLink, TaskLinks
from align.results import TaskVerdict

_LETTERS = re.compile(r"[^一-龥A-Za-z]")


class PointJudge:
    """Tells key points that are answered from those that are not."""

    def __init__(self, model: VerdictModel, bare: float) -> None:
        """Args:
        model: weighs the traits of a key point for answered (``COVERED``) and not answered (``MISSING``).
        bare: a key point of no more letters than this goes with its sentence (``point.bare`` of the weights).
        """
        self._model = model
        self._bare = bare

    def is_met(self, point: PointLink) -> bool:
        """Whether a key point is answered, by itself or with its sentence."""
        if point.best is None:
            return False
        return self.is_bare(point) or self._model.weigh(point.traits).likeliest is TaskVerdict.COVERED

    def is_bare(self, point: PointLink) -> bool:
        """Whether a key point says little beyond a number or a manner (五年完成治理12万亩): it goes with its sentence."""
        return len(_LETTERS.sub("", mask(point.point.text))) <= self._bare

    def name_weakest(self, link: TaskLinks) -> tuple[str, ...]:
        """The key point least likely answered, where a gap is seen but no point by itself falls out; none without points."""
        if not link.points:
            return ()
        return (min(link.points, key=self._likelihood).point.text,)

    def _likelihood(self, point: PointLink) -> float:
        return self._model.weigh(point.traits).probabilities[TaskVerdict.COVERED] if point.traits else 0.0
