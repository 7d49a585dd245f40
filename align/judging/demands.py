"""Compares the numbers and deadlines that a requirement asks for with those of the clauses that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from align.knowledge.units import Units
from align.model import KeyPoint
from align.parsing.measures import Deadline, Measure, MeasureFinder, find_deadlines

_LOWER_IS_BETTER = ("以下", "以内", "不高于", "不超过", "不大于", "低于", "小于", "≤", "<", "＜")


class DemandJudge:
    """Finds what the answering clauses lack of a key point's numbers and deadlines."""

    def __init__(self, measures: MeasureFinder, units: Units) -> None:
        self._measures = measures
        self._units = units

    def missing(self, point: KeyPoint, answers: Sequence[str], period_end: int | None) -> tuple[str, ...]:
        """What of a key point's numbers and deadline the answers lack, in words.

        Args:
            point: the key point of the upper plan.
            answers: the cleaned clauses that answer the requirement.
            period_end: the last year of the lower plan's period; a deadline at or after it need not be repeated.
        """
        return (*self._missing_deadline(point, answers, period_end), *self._missing_shares(point, answers))

    def _missing_deadline(self, point: KeyPoint, answers: Sequence[str], period_end: int | None) -> list[str]:
        asked = find_deadlines(point.text)
        if not asked:
            return []
        given = [deadline for answer in answers for deadline in find_deadlines(answer)]
        lacking: list[str] = []
        for deadline in asked:
            if any(_is_by(other, deadline) for other in given):
                continue
            later = [other for other in given if other.year > deadline.year]
            if later:
                lacking.append(f"时限推后：上级{deadline.text}，本级{later[0].text}")
            elif period_end is None or deadline.year < period_end:
                lacking.append(f"时限：{deadline.text}")
        return lacking

    def _missing_shares(self, point: KeyPoint, answers: Sequence[str]) -> list[str]:
        """Shares (%) must be met; totals of a larger area are no floor for a smaller one and are not asked for."""
        given = [m for answer in answers for m in self._measures.find(answer) if self._units.is_ratio(m.unit)]
        lacking: list[str] = []
        for asked in self._measures.find(point.text):
            if not self._units.is_ratio(asked.unit):
                continue
            if not given:
                lacking.append(f"量化要求：{_around(point.text, asked)}")
            elif not any(_is_met(asked, other) for other in given):
                lacking.append(f"量化要求：上级{asked.text}，本级{given[0].text}")
        return lacking


def _is_by(given: Deadline, asked: Deadline) -> bool:
    if given.year != asked.year:
        return given.year < asked.year
    return given.month is None or asked.month is None or given.month <= asked.month


def _is_met(asked: Measure, given: Measure) -> bool:
    high = asked.high or asked.value
    if any(word in asked.text for word in _LOWER_IS_BETTER):
        return given.value <= max(asked.value, high)
    return (given.high or given.value) >= Decimal(asked.value)


def _around(text: str, measure: Measure) -> str:
    """The words before a number back to the last comma, with the number: what the number is of."""
    start = max(text.rfind(mark, 0, measure.start) for mark in "，；：") + 1
    return text[start : measure.end]
