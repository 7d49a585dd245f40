"""Counts the gaps of tasks by chapter of the upper plan and by theme: where a plan answers, and where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from align.reporting.entries import Entry, Part
from align.reporting.report import Report
from align.results import TaskVerdict

_NO_THEME, _NO_CHAPTER = "未归类", "（未列章节）"
# Headings are taken from the level at which tasks spread over so many of them; deeper ones tell single tasks.
_LEAST_CHAPTERS = 3
_DEEPEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """Tasks that belong together (of a chapter, on a theme): how many concern the lower plan, how many of these are gaps.

    ``first`` is the number of the gravest gap, for a way to it, where there is one to go.
    """

    total: int
    missing: int
    partial: int
    first: str | None = None

    @property
    def gaps(self) -> int:
        """Tasks missing or half answered."""
        return self.missing + self.partial

    @property
    def share(self) -> float:
        """The share of what concerns the lower plan that is lacking; half answered counts half."""
        return (self.missing + self.partial / 2) / self.total if self.total else 0.0

    @property
    def heat(self) -> int:
        """From 0 (no gap) to 3 (most are gaps)."""
        if not self.gaps:
            return 0
        return 1 if self.share <= 1 / 4 else 2 if self.share <= 1 / 2 else 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Chapters of one upper plan by themes; ``None`` where a chapter has no task on a theme."""

    title: str
    themes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell | None, ...]], ...]


def build_heatmaps(report: Report) -> tuple[HeatMap, ...]:
    """A map for each upper plan with tasks that concern the lower one."""
    found = []
    for pair in range(len(report.pairs)):
        entries = [entry for entry in report.of(Part.TASK) if entry.pair == pair and entry.applicable]
        if entries:
            found.append(_build(report.upper_title(pair), entries))
    return tuple(found)


def _build(title: str, entries: Sequence[Entry]) -> HeatMap:
    depth = _find_depth(entries)
    chapters = dict.fromkeys(_chapter(entry, depth) for entry in entries)
    themes = dict.fromkeys(entry.theme or _NO_THEME for entry in entries)
    by_place: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        by_place.setdefault((_chapter(entry, depth), entry.theme or _NO_THEME), []).append(entry)
    return HeatMap(
        title=title,
        themes=tuple(themes),
        rows=tuple(
            (chapter, tuple(_count(by_place.get((chapter, theme), ())) for theme in themes)) for chapter in chapters
        ),
    )


def _find_depth(entries: Sequence[Entry]) -> int:
    for depth in range(1, _DEEPEST):
        if len({_chapter(entry, depth) for entry in entries}) >= _LEAST_CHAPTERS:
            return depth
    return _DEEPEST


def _chapter(entry: Entry, depth: int) -> str:
    division = entry.upper[0].division if entry.upper else ()
    return division[min(depth, len(division)) - 1] if division else _NO_CHAPTER


def _count(entries: Sequence[Entry]) -> HeatCell | None:
    if not entries:
        return None
    gaps = sorted((entry for entry in entries if entry.is_gap), key=lambda entry: (entry.severity.rank, entry.number))
    missing = sum(entry.verdict is TaskVerdict.MISSING for entry in gaps)
    return HeatCell(
        total=len(entries),
        missing=missing,
        partial=len(gaps) - missing,
        first=gaps[0].number if gaps else None,
    )
