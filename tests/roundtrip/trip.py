"""One round trip: plans rendered to a format, read again and compared, beside the floors that the project must keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from align.errors import InputError
from align.model import Plan
from align.pipeline import read_plan
from roundtrip.cases import Case
from roundtrip.comparison import KINDS, Comparison, Share, compare_plans
from roundtrip.rendering.files import Format, file_of, make_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The least shares of tasks and of indicators, as means over the plans, that a format must keep."""

    tasks: float
    indicators: float


# Characters go wrong in a scan, so that tasks nearly the same count there as found.
FLOORS = {
    Format.DOCX: Floor(tasks=0.99, indicators=1.0),
    Format.HTML: Floor(tasks=0.99, indicators=1.0),
    Format.DOC: Floor(tasks=0.99, indicators=1.0),
    Format.PDF: Floor(tasks=0.98, indicators=0.98),
    Format.SCAN: Floor(tasks=0.95, indicators=0.95),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """What came of a format; ``refusal`` is why nothing could be compared, where nothing could."""

    format: Format
    comparisons: tuple[Comparison, ...]
    refusal: str = ""

    def mean(self, kind: str) -> float:
        """The mean over plans of the share found again."""
        rates = [self.rate(comparison, kind) for comparison in self.comparisons]
        return sum(rates) / len(rates)

    def rate(self, comparison: Comparison, kind: str) -> float:
        """The share of one plan, near tasks counted where the format asks for it."""
        share = comparison.shares[kind]
        return share.near_rate if self.format is Format.SCAN and kind == "tasks" else share.rate

    def worst(self, kind: str) -> Comparison:
        """The plan with the lowest share."""
        return min(self.comparisons, key=lambda comparison: self.rate(comparison, kind))

    def missed(self) -> tuple[str, ...]:
        """The kinds that stay below their floor."""
        if not self.comparisons:
            return ()
        floor = FLOORS[self.format]
        pairs = (("tasks", floor.tasks), ("indicators", floor.indicators))
        return tuple(kind for kind, least in pairs if self.mean(kind) < least)


def run_trip(cases: Sequence[Case], format_: Format, folder: Path) -> Trip:
    """Renders, reads and compares. Where the program cannot read the first scan, no other is made."""
    comparisons: list[Comparison] = []
    batches = [(case,) for case in cases] if format_ is Format.SCAN else [tuple(cases)]
    for batch in batches:
        try:
            make_files(batch, format_, folder)
        except RuntimeError as error:
            return Trip(format=format_, comparisons=(), refusal=str(error))
        for case in batch:
            try:
                rendered = read_plan(file_of(case, format_, folder))
            except InputError as error:
                if format_ is Format.SCAN and not comparisons:
                    return Trip(format=format_, comparisons=(), refusal=f"本版本还不能读扫描件：{error}")
                comparisons.append(_compare_nothing(case, error))
            else:
                comparisons.append(compare_plans(case.name, _read_text(case.path), rendered))
    return Trip(format=format_, comparisons=tuple(comparisons))


@lru_cache
def _read_text(path: Path) -> Plan:
    return read_plan(path)


def _compare_nothing(case: Case, error: InputError) -> Comparison:
    """All of a plan is lost that could not be read."""
    plan = _read_text(case.path)
    counts = {kind: len(getattr(plan, kind)) for kind in KINDS}
    return Comparison(
        case=case.name,
        shares={kind: Share(total=count, found=0) for kind, count in counts.items()},
        differences=(),
        unread=str(error),
    )
