"""What a library of plans is: the plans of a folder, which of them are compared, and what came of each pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from align.correction import Correction
from align.labelled import Labelled
from align.model import DocumentKind, Level
from align.results import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """A plan's file, and what is known better than it tells."""

    path: Path
    correction: Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPlan:
    """A plan of a library, as its file tells of it or as a user corrected it.

    Attributes:
        file: the path of the file, from the library's folder, parts joined by ``/``.
        parent: the name of the place directly above ``region``; ``None`` for the nation and where it is not known.
        characters, tasks, indicators: how much was read.
        reading: how much of it was read, and what was not, in Chinese.
        problem: why it could not be read; empty where it was.
    """

    file: str
    sha256: str
    title: str
    level: Level | None
    region: str | None
    region_code: str | None
    parent: str | None
    sector: str | None
    period: tuple[int, int] | None
    kind: DocumentKind
    characters: int
    tasks: int
    indicators: int
    reading: str = ""
    problem: str = ""

    @property
    def is_readable(self) -> bool:
        """Whether there is something to compare."""
        return not self.problem


def name_plan(plan: LibraryPlan, among: Sequence[LibraryPlan]) -> str:
    """A plan in few words: its place, its title where the place has several of these plans or is not known."""
    own = sum(one.region == plan.region for one in among)
    return plan.region if plan.region and own == 1 else f"《{plan.title}》"


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryPair:
    """Two plans of a library, by their files; ``direct``: nothing in the library lies between them.

    ``wanted`` tells whether they are to be compared, ``reason`` in Chinese why they are a pair.
    """

    upper: str
    lower: str
    direct: bool
    wanted: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLibrary:
    """The plans of a folder, also by their files, and how they pair; ``doubts`` is what a user should look at before they are
    compared."""

    folder: Path
    plans: tuple[LibraryPlan, ...]
    pairs: tuple[LibraryPair, ...]
    doubts: tuple[str, ...] = ()
    by_file: Mapping[str, LibraryPlan] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # asked for once per pair and table
        object.__setattr__(self, "by_file", {plan.file: plan for plan in self.plans})

    def name(self, plan: LibraryPlan) -> str:
        """One of its plans in few words."""
        return name_plan(plan, self.plans)

    @property
    def wanted(self) -> tuple[LibraryPair, ...]:
        """The pairs to be compared."""
        return tuple(pair for pair in self.pairs if pair.wanted)


class PairState(Labelled):
    """What came of a pair."""

    DONE = ("done", "已对照")
    KEPT = ("kept", "沿用上次结果")
    FAILED = ("failed", "未能对照")


Rows = tuple[Mapping[str, Any], ...]
"""Rows of a table, by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRows:
    """What was found on a pair, as the rows of the data frames of that name (``align.reporting.frames``)."""

    tasks: Rows
    indicators: Rows
    gaps: Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOutcome:
    """What came of a pair: the result's file (from the folder of results), the rows, or why there are none."""

    pair: LibraryPair
    state: PairState
    result: str = ""
    rows: PairRows = PairRows(tasks=(), indicators=(), gaps=())
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryJudgements:
    """All that was judged about a library, pair by pair in the order of its pairs."""

    library: PlanLibrary
    outcomes: tuple[PairOutcome, ...]
    provenance: Provenance

    @property
    def failed(self) -> tuple[PairOutcome, ...]:
        """The pairs of which nothing came."""
        return tuple(outcome for outcome in self.outcomes if outcome.state is PairState.FAILED)
