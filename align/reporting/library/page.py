"""Draws what was judged about a library as one page that works offline."""

from __future__ import annotations

from dataclasses import replace

from align.libraries import LibraryJudgements
from align.reporting.html import build_environment
from align.reporting.library.conclusion import render_library_conclusion, render_library_title
from align.reporting.library.grids import build_heat_grid
from align.reporting.library.survey import Group, find_common_groups, find_groups
from align.reporting.library.tables import (
    build_common_gap_table,
    build_doubt_table,
    build_indicator_gap_table,
    build_level_table,
    build_pair_table,
)
from align.reporting.tables import ReportTable

# The workbook has all; a page is for reading.
_MOST_GAPS = 30


def render_library_page(judgements: LibraryJudgements) -> str:
    """The page; equal judgements give equal text."""
    common = find_common_groups(find_groups(judgements))
    gaps = [(group, build_indicator_gap_table((group,))) for group in common]
    tables = (
        *(
            _name(build_common_gap_table((group,), most=_MOST_GAPS), group, "最常见的缺口")
            for group in common
            if len(group.outcomes) > 1
        ),
        *(_name(table, group, "指标缺口") for group, table in gaps if table.rows),
        build_pair_table(judgements).condensed(),
    )
    return (
        build_environment()
        .get_template("library.html.j2")
        .render(
            title=render_library_title(judgements),
            conclusion=render_library_conclusion(judgements),
            summary=(build_level_table(judgements.library), build_doubt_table(judgements.library)),
            heat=build_heat_grid(judgements),
            tables=tables,
            most=_MOST_GAPS,
        )
    )


def _name(table: ReportTable, group: Group, what: str) -> ReportTable:
    """A table of one group, which its title tells instead of a column."""
    return replace(table.without("group"), title=f"{group.title}：{what}（{len(table.rows)} 项）")
