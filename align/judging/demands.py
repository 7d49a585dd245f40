"""Compares the numbers and deadlines that a requirement asks for with those of the clauses that answer it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from align.knowledge.units import Units
from align.model import KeyPoint
from align.parsing.measures import Deadline, Measure, MeasureFinder, find_deadlines

_CEILING = re.compile(r"以下|以内|不高于|不超过|不大于|(?<!不)(?:低于|小于)|[≤<]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What answers lack of what is asked, in words."""

    deadlines: tuple[str, ...] = ()
    shares: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Deadlines first."""
        return (*self.deadlines, *self.shares)


class DemandJudge:
    """Finds what the answering clauses lack of a key point's numbers and deadlines."""

    def __init__(self, measures: MeasureFinder, units: Units, wholes: re.Pattern[str]) -> None:
        self._measures = measures
        self._units = units
        self._wholes = wholes

    def missing(self, point: KeyPoint, answers: Sequence[str], period_end: int | None) -> Lacking:
        """What of a key point's numbers and deadline the answers lack.

        Args:
            point: the key point of the upper plan.
            answers: the cleaned clauses that answer the requirement, the one nearest to this point first; a clause
                further down is asked only where those before it give no number of the kind.
            period_end: the last year of the lower plan's period; a deadline at or after it need not be repeated.
        """
        return Lacking(
            deadlines=tuple(self._missing_deadline(point, answers, period_end)),
            shares=tuple(self._missing_shares(point, answers)),
        )

    def _missing_deadline(self, point: KeyPoint, answers: Sequence[str], period_end: int | None) -> list[str]:
        asked = find_deadlines(point.text)
        if not asked:
            return []
        given = next((found for answer in answers if (found := find_deadlines(answer))), ())
        lacking: list[str] = []
        for deadline in asked:
            if any(_is_by(other, deadline) for other in given):
                continue
            if given:
                lacking.append(f"时限推后：上级{deadline.text}，本级{given[0].text}")
            elif period_end is None or deadline.year < period_end:
                lacking.append(f"时限：{deadline.text}")
        return lacking

    def _missing_shares(self, point: KeyPoint, answers: Sequence[str]) -> list[str]:
        """Shares (%) must be met; totals of a larger area are no floor for a smaller one and are not asked for."""
        asked = self._shares(point.text)
        given = next((found for answer in answers if (found := self._shares(answer))), [])
        lacking: list[str] = []
        for index, share in enumerate(asked):
            # as many shares below as above answer in order (分别达到90%、80%); else any of them may
            counterparts = given[index : index + 1] if len(given) == len(asked) else given
            if not given and any(self._wholes.search(answer) for answer in answers):
                continue
            if not given:
                lacking.append(f"量化要求：{_around(point.text, share)}")
            elif not any(_is_met(share, other) for other in counterparts):
                lacking.append(f"量化要求：上级{share.text}，本级{given[0].text}")
        return lacking

    def _shares(self, text: str) -> list[Measure]:
        return [measure for measure in self._measures.find(text) if self._units.is_ratio(measure.unit)]


def _is_by(given: Deadline, asked: Deadline) -> bool:
    if given.year != asked.year:
        return given.year < asked.year
    return given.month is None or asked.month is None or given.month <= asked.month


def _is_met(asked: Measure, given: Measure) -> bool:
    high = asked.high or asked.value
    if _CEILING.search(asked.text):
        return given.value <= max(asked.value, high)
    return (given.high or given.value) >= Decimal(asked.value)


def _around(text: str, measure: Measure) -> str:
    """The words before a number back to the last comma, with the number: what the number is of."""
    start = max(text.rfind(mark, 0, measure.start) for mark in "，；：") + 1
    return text[start : measure.end]
