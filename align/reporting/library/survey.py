"""Gathers the pairs of a library by upper plan: how all plans of one level below answer each of its requirements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from align.libraries import LibraryJudgements, LibraryPlan, PairOutcome
from align.model import Level
from align.reporting.heatmap import HeatCell
from align.results import IndicatorVerdict, TaskVerdict

INDICATOR_GAPS = (
    IndicatorVerdict.MISSING,
    IndicatorVerdict.LOOSER,
    IndicatorVerdict.DEFERRED,
    IndicatorVerdict.QUALITATIVE,
)
"""In what a lower plan's indicator may fall short of the upper plan's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How one lower plan answers a requirement or indicator: the row of the data frame."""

    plan: LibraryPlan
    row: Mapping[str, Any]

    @property
    def verdict(self) -> str:
        """The value of its verdict."""
        return str(self.row["verdict"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A requirement of an upper plan with the answers of all lower plans of a level."""

    text: str
    theme: str
    answers: tuple[Answer, ...]

    def of(self, *verdicts: TaskVerdict) -> tuple[Answer, ...]:
        """The answers with one of these verdicts."""
        values = [verdict.value for verdict in verdicts]
        return tuple(answer for answer in self.answers if answer.verdict in values)

    @property
    def gaps(self) -> tuple[Answer, ...]:
        """The answers that leave something to mend, those wholly missing first."""
        return (*self.of(TaskVerdict.MISSING), *self.of(TaskVerdict.PARTIAL))

    @property
    def applying(self) -> int:
        """How many lower plans it concerns."""
        return len(self.answers) - len(self.of(TaskVerdict.NOT_APPLICABLE))

    @property
    def precedents(self) -> tuple[Answer, ...]:
        """The whole answers, the surest first."""
        whole = self.of(TaskVerdict.COVERED)
        return tuple(sorted(whole, key=lambda one: (-float(one.row["confidence"]), one.plan.file)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One upper plan, and those of one level below that were compared with it."""

    upper: LibraryPlan
    level: Level
    outcomes: tuple[tuple[LibraryPlan, PairOutcome], ...]

    @property
    def title(self) -> str:
        """What is set against what."""
        return f"《{self.upper.title}》对 {len(self.outcomes)} 份{self.level.label.removesuffix('级')}级规划"

    @property
    def label(self) -> str:
        """The same in few words, for a column."""
        place = self.upper.region or self.upper.title
        return f"{place}→{self.level.label.removesuffix('级')}级（{self.upper.sector or '领域不明'}，{len(self.outcomes)} 份）"

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The requirements of the upper plan, in its order."""
        found: dict[str, list[Answer]] = {}
        for plan, outcome in self.outcomes:
            for row in outcome.rows.tasks:
                found.setdefault(row["id"], []).append(Answer(plan=plan, row=row))
        return tuple(_build_asked(answers) for answers in found.values())

    @property
    def indicators(self) -> tuple[tuple[str, tuple[Answer, ...]], ...]:
        """The indicators of the upper plan by name, in its order, with how each lower plan stands to them."""
        found: dict[str, list[Answer]] = {}
        for plan, outcome in self.outcomes:
            for row in outcome.rows.indicators:
                if row.get("upper_name"):
                    found.setdefault(row["upper_name"], []).append(Answer(plan=plan, row=row))
        return tuple((name, tuple(answers)) for name, answers in found.items())


def _build_asked(answers: Sequence[Answer]) -> Asked:
    row = answers[0].row
    return Asked(text=row["text"], theme=row["theme"] or "", answers=tuple(answers))


def find_groups(judgements: LibraryJudgements) -> tuple[Group, ...]:
    """All groups, from the top plan down; pairs of which nothing came are left out."""
    by_file = judgements.library.by_file
    order = {file: number for number, file in enumerate(by_file)}
    found: dict[tuple[int, Level], list[tuple[LibraryPlan, PairOutcome]]] = {}
    for outcome in sorted(judgements.outcomes, key=lambda one: (order[one.pair.upper], order[one.pair.lower])):
        lower = by_file[outcome.pair.lower]
        if outcome.result and lower.level is not None:
            found.setdefault((order[outcome.pair.upper], lower.level), []).append((lower, outcome))
    return tuple(
        Group(upper=judgements.library.plans[upper], level=level, outcomes=tuple(own))
        for (upper, level), own in sorted(found.items(), key=lambda entry: (entry[0][0], entry[0][1].rank))
    )


def find_common_groups(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Of each level and field the widest groups, and of these those of the nearest level above: what all share."""

    def key(group: Group) -> tuple[Level, str | None]:
        return group.level, group.upper.sector

    def reach(group: Group) -> tuple[int, int]:
        return len(group.outcomes), group.upper.level.rank if group.upper.level is not None else -1

    farthest: dict[tuple[Level, str | None], tuple[int, int]] = {}
    for group in groups:
        farthest[key(group)] = max(farthest.get(key(group), reach(group)), reach(group))
    return tuple(group for group in groups if reach(group) == farthest[key(group)])


def count_gaps(outcome: PairOutcome) -> Mapping[str, int]:
    """How many requirements got each verdict, by the verdict's value."""
    return {
        verdict.value: sum(row["verdict"] == verdict.value for row in outcome.rows.tasks) for verdict in TaskVerdict
    }


def count_tasks(rows: Iterable[Mapping[str, Any]]) -> HeatCell:
    """How many of some requirements concern the lower plan, and how many of these it leaves open."""
    verdicts = Counter(row["verdict"] for row in rows)
    return HeatCell(
        total=verdicts.total() - verdicts[TaskVerdict.NOT_APPLICABLE.value],
        missing=verdicts[TaskVerdict.MISSING.value],
        partial=verdicts[TaskVerdict.PARTIAL.value],
    )
