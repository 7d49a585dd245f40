"""The tables of a matrix report: the matrix itself, the counts, what the material does not tell, every comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from align.reporting.grids import Grid, GridCell, GridRow, Tone
from align.reporting.matrix import Matrix, MatrixCell, Standing, build_legend, render_target
from align.reporting.quotes import render_passage
from align.reporting.tables import NO_VALUE, ColumnKind, ReportTable, Row, Value, build_column

_COMPARED = (Standing.STRICTER, Standing.EQUAL, Standing.LOOSER, Standing.BELOW_TOTAL)
_SILENT = (Standing.ABSENT, Standing.UNSEEN)
_LACKS = (
    ("未设或未见", _SILENT),
    ("有此指标而无数值", (Standing.QUALITATIVE, Standing.DEFERRED)),
    ("不可比", (Standing.NOT_COMPARABLE,)),
)
_TEXT, _NUMBER = ColumnKind.TEXT, ColumnKind.NUMBER
TONES = {
    Standing.LOOSER: Tone.RED,
    Standing.BELOW_TOTAL: Tone.YELLOW,
    Standing.DEFERRED: Tone.PURPLE,
    Standing.QUALITATIVE: Tone.LILAC,
    Standing.ABSENT: Tone.FAINT,
    Standing.UNSEEN: Tone.FAINT,
    Standing.NOT_COMPARABLE: Tone.GREY,
    Standing.UPPER_QUALITATIVE: Tone.GREY,
    Standing.EQUAL: Tone.BLUE,
    Standing.STRICTER: Tone.GREEN,
    Standing.NOT_APPLICABLE: Tone.FAINT,
}
"""The colour of each standing."""

_HEAD_COLUMNS = (
    build_column("category", "类别", 10),
    build_column("name", "上级指标", 26, _TEXT),
    build_column("nature", "性质", 8),
    build_column("target", "上级目标", 14, _TEXT),
)
_DETAIL_COLUMNS = (
    build_column("name", "上级指标", 26, _TEXT),
    build_column("region", "本级", 14),
    build_column("standing", "结论", 11),
    build_column("upper", "上级目标", 14, _TEXT),
    build_column("lower_name", "本级指标", 26, _TEXT),
    build_column("baseline", "本级基期", 12, _TEXT),
    build_column("lower", "本级目标", 22, _TEXT),
    build_column("comparison", "归一化比较", 30, _TEXT),
    build_column("reason", "理由", 44, _TEXT),
)


def build_grid(matrix: Matrix, *heads: str) -> Grid:
    """The matrix as a grid: of category, name, nature and target those columns named in ``heads`` (all, if none is), then a
    column per lower plan, then the tally."""
    columns = tuple(column for column in _HEAD_COLUMNS if column.key in heads or not heads)
    rows = tuple(
        GridRow(
            heads=tuple(getattr(row, column.key) or NO_VALUE for column in columns),
            cells=tuple(map(_build_cell, row.cells)),
            tails=(row.tally,),
        )
        for row in matrix.rows
    )
    return Grid(
        key="matrix",
        title=matrix.title,
        heads=columns,
        labels=matrix.labels,
        rows=rows,
        legend=tuple((TONES[standing], standing.label, meaning) for standing, meaning in build_legend(matrix)),
        tails=(build_column("tally", "合计", 24, _TEXT),),
    )


def _build_cell(cell: MatrixCell) -> GridCell:
    return GridCell(
        tone=TONES[cell.standing],
        head=cell.standing.label,
        body=() if cell.is_silent else (cell.value,),
        hint="".join(f"{finding.comparison}　{finding.reason}" for finding in cell.findings),
    )


def build_summary_table(matrix: Matrix) -> ReportTable:
    """How often each lower plan stands where."""
    standings = matrix.standings
    rows = []
    for index, label in enumerate(matrix.labels):
        counts = Counter(row.cells[index].standing for row in matrix.rows)
        compared = sum(counts[standing] for standing in _COMPARED)
        own = matrix.extras[index]
        cells: tuple[Value, ...] = (label, *(counts[s] for s in standings), compared, len(matrix.rows), own)
        rows.append(Row(cells=cells))
    return ReportTable(
        key="summary",
        title="各地小结",
        columns=(
            build_column("region", "本级", 16),
            *(build_column(s.value, s.label, 8, _NUMBER) for s in standings),
            build_column("compared", "比出松紧的", 10, _NUMBER),
            build_column("total", "上级指标", 9, _NUMBER),
            build_column("extra", "本级另设", 9, _NUMBER),
        ),
        rows=tuple(rows),
        note="单位：项。“比出松紧的”是偏严、一致、偏松之和；其余各项材料说明不了松紧。",
    )


def build_silence_table(matrix: Matrix) -> ReportTable:
    """What the material could not tell: upper indicators without a number, and for each lower plan what it lacks."""
    many = len(matrix.lowers) > 1
    nowhere = {row.name for row in matrix.rows if many and all(cell.standing in _SILENT for cell in row.cells)}
    rows = [Row(cells=cells) for cells in (*_upper_limits(matrix, nowhere), *matrix.notices)]
    for index, label in enumerate(matrix.labels):
        told = [
            f"{title} {len(names)} 项：{'、'.join(names)}"
            for title, standings in _LACKS
            if (
                names := [r.name for r in matrix.rows if r.cells[index].standing in standings and r.name not in nowhere]
            )
        ]
        rows.append(Row(cells=(label, "；".join(told) or "其余各项均有可比的数")))
    columns = (build_column("subject", "对象", 18), build_column("limit", "材料没有说明的", 100, _TEXT))
    return ReportTable(key="silence", title="材料没有说明的", columns=columns, rows=tuple(rows))


def build_detail_table(matrix: Matrix) -> ReportTable:
    """A row for each cell's finding, with the arithmetic and the reason; what is not seen is left to the matrix."""
    rows = tuple(
        Row(
            cells=(
                row.name,
                label,
                cell.standing.label,
                row.target,
                render_passage(finding.lower.name),
                render_passage(finding.lower.baseline or NO_VALUE),
                render_target(finding.lower),
                render_passage(finding.comparison),
                render_passage(finding.reason),
            )
        )
        for row in matrix.rows
        for label, cell in zip(matrix.labels, row.cells, strict=True)
        for finding in cell.findings
        if finding.lower is not None
    )
    return ReportTable(key="details", title="逐项比较", columns=_DETAIL_COLUMNS, rows=rows)


def _upper_limits(matrix: Matrix, nowhere: Collection[str]) -> Iterator[tuple[str, str]]:
    if nowhere:
        names = "、".join(row.name for row in matrix.rows if row.name in nowhere)
        yield ("各份下级材料", f"{len(nowhere)} 项上级指标各份材料都没有，以下不再逐份列出：{names}")
    wordy = [row.name for row in matrix.rows if not row.numeric]
    if wordy:
        yield ("上级规划", f"{len(wordy)} 项没有给出数值目标，无从比较松紧：{'、'.join(wordy)}")
    below = sum(cell.standing is Standing.BELOW_TOTAL for row in matrix.rows for cell in row.cells)
    if below:
        yield ("上级规划", f"各项数值是上级范围的总体值，未见对各地的分解值：{below} 处“偏松※”只说明松于总体值。")
