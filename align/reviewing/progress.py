"""Counts how far the review of a report is, chapter by chapter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from align.reporting.report import Report
from align.reporting.reviews import Standing
from align.reviewing.drafts import find_chapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many findings of a chapter (or of all) stand where; ``total`` is their sum."""

    chapter: str
    open: int
    reviewed: int
    suspect: int
    disputed: int

    @property
    def total(self) -> int:
        """All findings."""
        return self.open + self.reviewed + self.suspect + self.disputed


def find_progress(report: Report, *, gaps_only: bool = False) -> tuple[Progress, ...]:
    """The chapters in the order of the findings, then all together under an empty name.

    Args:
        report: with its reviews.
        gaps_only: count only what the program took for a gap.
    """
    counts: dict[str, Counter[Standing]] = {}
    for entry in report.entries:
        if entry.is_gap or not gaps_only:
            standing = entry.review.standing if entry.review is not None else Standing.OPEN
            counts.setdefault(find_chapter(entry), Counter())[standing] += 1
    whole: Counter[Standing] = Counter()
    for count in counts.values():
        whole.update(count)
    return (*(_build(chapter, count) for chapter, count in counts.items()), _build("", whole))


def _build(chapter: str, count: Counter[Standing]) -> Progress:
    return Progress(
        chapter=chapter,
        open=count[Standing.OPEN],
        reviewed=count[Standing.REVIEWED],
        suspect=count[Standing.SUSPECT],
        disputed=count[Standing.DISPUTED],
    )
