"""Draws what was judged about a library as a workbook."""

from __future__ import annotations

from align.libraries import LibraryJudgements
from align.reporting.excel import draw_overview
from align.reporting.gridbook import draw_grid
from align.reporting.library.conclusion import render_library_conclusion, render_library_title
from align.reporting.library.grids import build_heat_grid
from align.reporting.library.survey import find_common_groups, find_groups
from align.reporting.library.tables import (
    build_common_gap_table,
    build_doubt_table,
    build_indicator_gap_table,
    build_league_table,
    build_level_table,
    build_pair_table,
    build_plan_table,
    build_worst_table,
)
from align.reporting.sheets import Drawing, render_sheets


def render_library_book(judgements: LibraryJudgements) -> bytes:
    """The workbook as bytes; equal judgements give equal bytes."""
    return render_sheets(render_library_title(judgements), lambda drawing: _draw(drawing, judgements))


def _draw(drawing: Drawing, judgements: LibraryJudgements) -> None:
    groups = find_groups(judgements)
    common = find_common_groups(groups)
    library = judgements.library
    doubts = build_doubt_table(library)
    tables = (build_level_table(library), *((doubts,) if doubts.rows else ()), build_worst_table(judgements))
    draw_overview(drawing, "总览", render_library_title(judgements), render_library_conclusion(judgements), tables)
    draw_grid(drawing, "地区与主题", build_heat_grid(judgements))
    drawing.draw_table("常见缺口与先例", build_common_gap_table(groups))
    drawing.draw_table("指标缺口", build_indicator_gap_table(groups))
    drawing.draw_table("指标排行", build_league_table(common))
    drawing.draw_table("逐对结果", build_pair_table(judgements))
    drawing.draw_table("规划", build_plan_table(judgements.library.plans))
