"""What is well aligned, by name and number (domain rules §F3: one or two concrete points)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.knowledge.phrases import Phrases
from align.labelled import Labelled
from align.reporting.entries import Entry, Part
from align.reporting.report import Report
from align.results import IndicatorVerdict, ProjectVerdict, TaskVerdict

_MOST_NAMES = 4
# A theme with one task only says little when it is covered.
_LEAST_TASKS = 2
_MET = (IndicatorVerdict.EQUAL, IndicatorVerdict.STRICTER)


def tell_praise(report: Report, names: Sequence[str], phrases: Phrases) -> tuple[str, ...]:
    """One sentence per upper plan and matter in which the lower plan holds its own; none where there is nothing to name."""
    return tuple(
        sentence
        for pair, plan in enumerate(names)
        for sentence in _tell_pair([entry for entry in report.entries if entry.pair == pair], plan, phrases)
    )


def _tell_pair(entries: Sequence[Entry], plan: str, phrases: Phrases) -> Iterator[str]:
    if met := _find_titles(entries, Part.INDICATOR, _MET):
        yield _fill(phrases, "indicator", plan, met)
    if themes := _find_covered_themes(entries):
        names = "".join(f"“{theme}”" for theme in themes)
        total = sum(entry.theme in themes and entry.applicable for entry in entries if entry.part is Part.TASK)
        yield phrases.fill("praise", "task", plan=plan, names=names, total=str(total))
    if listed := _find_titles(entries, Part.PROJECT, (ProjectVerdict.LISTED,)):
        yield _fill(phrases, "project", plan, listed)


def _fill(phrases: Phrases, part: str, plan: str, titles: Sequence[str]) -> str:
    case = "few" if len(titles) <= _MOST_NAMES else "equal"
    names = "".join(f"“{title}”" for title in titles[:_MOST_NAMES])
    return phrases.fill("praise", part, case, plan=plan, names=names, total=str(len(titles)))


def _find_titles(entries: Sequence[Entry], part: Part, verdicts: Sequence[Labelled]) -> tuple[str, ...]:
    found = [e.title for e in entries if e.part is part and e.verdict in verdicts and not (e.is_gap or e.pending)]
    return tuple(dict.fromkeys(found))


def _find_covered_themes(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The themes of which every task that applies is covered."""
    tasks = [entry for entry in entries if entry.part is Part.TASK and entry.applicable and entry.theme]
    themes = dict.fromkeys(entry.theme for entry in tasks if entry.theme)
    return tuple(
        theme
        for theme in themes
        if len(own := [entry for entry in tasks if entry.theme == theme]) >= _LEAST_TASKS
        and all(entry.verdict is TaskVerdict.COVERED and not entry.is_gap for entry in own)
    )
