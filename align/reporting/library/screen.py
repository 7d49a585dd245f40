"""Draws a library for the terminal: before it is compared, what would be; afterwards, what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.text import Text

from align.libraries import LibraryJudgements, PlanLibrary
from align.reporting.gridscreen import build_plain_table, build_rule
from align.reporting.library.conclusion import render_library_conclusion
from align.reporting.library.survey import find_common_groups, find_groups
from align.reporting.library.tables import (
    build_common_gap_table,
    build_doubt_table,
    build_level_table,
    build_worst_table,
)
from align.reporting.passage import Passage
from align.reporting.tables import ReportTable

# More rows than this of a list are counted, not drawn.
_LIMIT, _MOST_GAPS = 12, 5
# Where the whole of a list is written.
_MANIFEST, _OVERVIEW = "清单.xlsx", "总览.xlsx"
_READ_ON_SCREEN = ("theme", "asked", "applying", "missing", "partial")


@dataclass(frozen=True, slots=True)
class LibraryScreen:
    """A library as a renderable: plans and pairs by level, and what to look at before they are compared."""

    library: PlanLibrary

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the parts."""
        yield from _draw(build_level_table(self.library), _MANIFEST)
        doubts = build_doubt_table(self.library)
        if doubts.rows:
            yield from _draw(doubts, _MANIFEST)


@dataclass(frozen=True, slots=True)
class LibraryResultScreen:
    """What was judged about a library as a renderable, no wider than the console."""

    judgements: LibraryJudgements

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the parts."""
        yield Text()
        yield Passage(render_library_conclusion(self.judgements))
        worst = build_worst_table(self.judgements)
        if worst.rows:
            yield from _draw(worst, _OVERVIEW)
        for group in find_common_groups(find_groups(self.judgements)):
            table = build_common_gap_table((group,), most=_MOST_GAPS)
            if table.rows:
                yield from _draw(_keep(replace(table, title=f"{group.title}：最常见的缺口", note="")), _OVERVIEW)


def _draw(table: ReportTable, whole: str) -> Iterator[RenderableType]:
    yield Text()
    yield build_rule(table.title)
    yield build_plain_table(replace(table, rows=table.rows[:_LIMIT]))
    if len(table.rows) > _LIMIT:
        yield Passage(f"另有 {len(table.rows) - _LIMIT} 行，全部见{whole}。", "dim")


def _keep(table: ReportTable) -> ReportTable:
    for column in table.columns:
        if column.key not in _READ_ON_SCREEN:
            table = table.without(column.key)
    return table
