"""The heat map of a library: a row per lower plan, a column per theme, coloured by how much of what is asked is lacking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from align.libraries import LibraryJudgements, PairOutcome, PlanLibrary
from align.reporting.grids import Grid, GridCell, GridRow, Tone
from align.reporting.library.survey import count_tasks
from align.reporting.tables import build_column

_NO_THEME, _OTHER = "未归类", "其他"
# A plan touches many themes in passing; those with the most tasks get a column, the others one together.
_MOST_THEMES = 14
_HEADS = (build_column("region", "地区", 12), build_column("parent", "所属", 12), build_column("upper", "对照", 12))
# By the heat of a cell.
_HEATS = (Tone.GREEN, Tone.BLUE, Tone.YELLOW, Tone.RED)
_TONES = {
    Tone.RED: ("缺口过半", "这一主题的上级任务，缺口超过一半（部分衔接折半计）"),
    Tone.YELLOW: ("缺口较多", "缺口超过四分之一"),
    Tone.BLUE: ("有缺口", "缺口不超过四分之一"),
    Tone.GREEN: ("没有缺口", "适用的上级任务都已衔接"),
    Tone.PLAIN: ("—", "上级在这一主题没有适用于本地的任务"),
}


def build_heat_grid(judgements: LibraryJudgements) -> Grid:
    """Each lower plan against the nearest plan above it: gaps out of the requirements that concern it, theme by theme."""
    direct = [outcome for outcome in judgements.outcomes if outcome.pair.direct and outcome.result]
    counts = Counter(_theme(row) for outcome in direct for row in outcome.rows.tasks)
    themes = tuple(theme for theme, _ in counts.most_common(_MOST_THEMES))
    order = {plan.file: number for number, plan in enumerate(judgements.library.plans)}
    rows = tuple(
        _build_row(judgements.library, outcome, themes, len(counts))
        for outcome in sorted(direct, key=lambda one: (order[one.pair.lower], order[one.pair.upper]))
    )
    found = {cell.tone for row in rows for cell in row.cells}
    return Grid(
        key="heat",
        title="各地区各主题的缺口（缺口数／适用的上级任务数，对照最近的上级规划）",
        heads=_HEADS,
        labels=("合计", *themes, *((_OTHER,) if len(counts) > len(themes) else ())),
        rows=rows,
        legend=tuple((tone, *told) for tone, told in _TONES.items() if tone in found),
        width=9,
    )


def _build_row(library: PlanLibrary, outcome: PairOutcome, themes: Sequence[str], known: int) -> GridRow:
    rows = outcome.rows.tasks
    cells = [_build_cell(rows), *(_build_cell([row for row in rows if _theme(row) == theme]) for theme in themes)]
    if known > len(themes):
        cells.append(_build_cell([row for row in rows if _theme(row) not in themes]))
    lower, upper = library.by_file[outcome.pair.lower], library.by_file[outcome.pair.upper]
    return GridRow(heads=(library.name(lower), lower.parent or "", library.name(upper)), cells=tuple(cells))


def _build_cell(rows: Sequence[Mapping[str, Any]]) -> GridCell:
    cell = count_tasks(rows)
    if not cell.total:
        return GridCell(tone=Tone.PLAIN, head="—")
    hint = f"未衔接 {cell.missing} 项，部分衔接 {cell.partial} 项，适用 {cell.total} 项"
    return GridCell(tone=_HEATS[cell.heat], head=f"{cell.gaps}/{cell.total}", hint=hint)


def _theme(row: Mapping[str, Any]) -> str:
    return row["theme"] or _NO_THEME
