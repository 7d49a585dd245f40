"""The tables that set the two plans side by side (columns after the domain rules §F2)."""

from __future__ import annotations

from collections.abc import Sequence

from align.model import Indicator, Project
from align.reporting.entries import Entry, Part
from align.reporting.quotes import Quote, render_passage
from align.reporting.report import Report
from align.reporting.reviewcolumns import build_review_cells, build_review_columns
from align.reporting.tables import NO_VALUE, Column, ColumnKind, ReportTable, Row, Value, build_column
from align.results import IndicatorFinding, ProjectFinding, TaskFinding

_TEXT, _NUMBER, _BLANK = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.BLANK

_PAIR = build_column("upper_plan", "上级规划", 16, _TEXT)
_HEAD = (build_column("number", "编号", 12), build_column("grade", "严重度", 8), build_column("verdict", "结论", 10))
_OFFICE = build_column("office", "责任科室", 9, _BLANK)
_ADOPTED = build_column("adopted", "采纳情况", 10, _BLANK)

_GAP_COLUMNS = (
    build_column("part", "部分", 9),
    build_column("upper", "上级原文与位置", 36, _TEXT),
    build_column("lower", "本级原文与位置", 36, _TEXT),
    build_column("points", "缺失要素与比较", 24, _TEXT),
    build_column("reason", "理由与建议", 34, _TEXT),
)
_TASK_COLUMNS = (
    build_column("theme", "主题", 9),
    build_column("upper", "上级任务与位置", 38, _TEXT),
    build_column("measures", "量化、时限、责任", 16, _TEXT),
    build_column("applicable", "适用性", 8),
    build_column("lower", "本级对应任务与位置", 38, _TEXT),
    build_column("comparisons", "匹配方式", 16, _TEXT),
    build_column("points", "缺失要素与强度变化", 22, _TEXT),
    build_column("reason", "理由与建议", 30, _TEXT),
    build_column("confidence", "把握度", 8, _NUMBER),
)
_INDICATOR_COLUMNS = (
    build_column("category", "类别", 9),
    build_column("name", "指标", 20, _TEXT),
    build_column("upper_baseline", "上级基期值", 8),
    build_column("upper_target", "上级目标值", 10, _TEXT),
    build_column("upper_unit", "上级单位", 9),
    build_column("upper_nature", "上级性质", 8),
    build_column("upper_scope", "上级口径", 9, _TEXT),
    build_column("assigned", "对本地分解值及文件", 14, _TEXT),
    build_column("lower_baseline", "本级基期值", 8),
    build_column("lower_target", "本级目标值", 10, _TEXT),
    build_column("lower_unit", "本级单位", 9),
    build_column("lower_nature", "本级性质", 8),
    build_column("lower_scope", "本级口径", 9, _TEXT),
    build_column("comparison", "归一化比较", 18, _TEXT),
    build_column("reason", "理由与建议", 28, _TEXT),
    build_column("places", "原文位置", 22, _TEXT),
)
_PROJECT_COLUMNS = (
    build_column("upper", "上级项目与位置", 38, _TEXT),
    build_column("upper_size", "上级项目数与投资", 14, _TEXT),
    build_column("lower", "本级项目与位置", 38, _TEXT),
    build_column("lower_size", "本级项目数与投资", 14, _TEXT),
    build_column("reason", "理由与建议", 36, _TEXT),
)


def build_gap_table(report: Report) -> ReportTable:
    """缺口清单: everything to mend or to check, gravest first."""
    rows = [
        (e, (e.part.label, render_quotes(e.upper), render_quotes(e.lower), render_points(e), e.reason))
        for e in report.gaps
    ]
    note = "按严重度、上级章节次序、本级次序排列；编号与各对照表一致。"
    return _build_table(report, "gaps", "缺口与问题清单", _GAP_COLUMNS, rows, note, parts=tuple(Part), hand=_ADOPTED)


def build_task_table(report: Report) -> ReportTable:
    """任务对照表."""
    findings = [finding for pair in report.pairs for finding in pair.tasks]
    rows = [(e, _task_cells(e, f)) for e, f in zip(report.of(Part.TASK), findings, strict=True)]
    return _build_table(report, "tasks", "任务对照表", _TASK_COLUMNS, rows, parts=(Part.TASK,))


def build_indicator_table(report: Report) -> ReportTable:
    """指标对照表; values as the plans write them."""
    findings = [finding for pair in report.pairs for finding in pair.indicators]
    rows = [(e, _indicator_cells(e, f)) for e, f in zip(report.of(Part.INDICATOR), findings, strict=True)]
    note = "基期值、目标值照录原文；“—”为原文未给出。"
    return _build_table(report, "indicators", "指标对照表", _INDICATOR_COLUMNS, rows, note, parts=(Part.INDICATOR,))


def build_project_table(report: Report) -> ReportTable:
    """工程对照表."""
    findings = [finding for pair in report.pairs for finding in pair.projects]
    rows = [(e, _project_cells(e, f)) for e, f in zip(report.of(Part.PROJECT), findings, strict=True)]
    return _build_table(report, "projects", "工程对照表", _PROJECT_COLUMNS, rows, parts=(Part.PROJECT,))


def render_quotes(quotes: Sequence[Quote]) -> str:
    """Quotes one under another, each followed by where it stands."""
    return "\n".join(_render_quote(quote) for quote in quotes) or NO_VALUE


def render_points(entry: Entry) -> str:
    """The labelled details one under another."""
    return "\n".join(f"{point.label}：{point.text}" for point in entry.points) or NO_VALUE


def build_pair_columns(report: Report) -> tuple[Column, ...]:
    """The column that names the upper plan, where there are several."""
    return (_PAIR,) if len(report.pairs) > 1 else ()


def build_pair_cells(report: Report, pair: int) -> tuple[Value, ...]:
    """The cell under :func:`build_pair_columns`."""
    return (report.upper_title(pair),) if len(report.pairs) > 1 else ()


def _render_quote(quote: Quote) -> str:
    return f"{quote.shown}\n（{quote.where}）" if quote.where else quote.shown


def _build_table(
    report: Report,
    key: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Sequence[tuple[Entry, tuple[Value, ...]]],
    note: str = "",
    *,
    parts: tuple[Part, ...],
    hand: Column = _OFFICE,
) -> ReportTable:
    """A table whose rows are entries: number, grade and verdict first, the columns for planners and reviewers last."""
    return ReportTable(
        key=key,
        title=title,
        columns=(_HEAD[0], *build_pair_columns(report), *_HEAD[1:], *columns, hand, *build_review_columns(parts)),
        rows=tuple(
            Row(
                cells=(
                    entry.number,
                    *build_pair_cells(report, entry.pair),
                    entry.grade,
                    entry.outcome,
                    *cells,
                    None,
                    *build_review_cells(report, entry),
                ),
                severity=entry.severity if entry.applicable else None,
                number=entry.number,
            )
            for entry, cells in rows
        ),
        note=note,
    )


def _task_cells(entry: Entry, finding: TaskFinding) -> tuple[Value, ...]:
    points = finding.task.key_points
    measures = [value for p in points for value in (p.quantity, p.deadline, p.actor) if value]
    best = finding.matches[0].comparisons if finding.matches else ()
    return (
        finding.task.theme or NO_VALUE,
        render_quotes(entry.upper),
        "；".join(dict.fromkeys(measures)) or NO_VALUE,
        "适用" if entry.applicable else "不适用",
        render_quotes(entry.lower),
        "；".join(f"{c.name}：{c.level}" for c in best) or NO_VALUE,
        render_points(entry),
        entry.reason,
        round(finding.confidence, 2),
    )


def _indicator_cells(entry: Entry, finding: IndicatorFinding) -> tuple[Value, ...]:
    category = next((i.category for i in (finding.upper, finding.lower) if i is not None and i.category), NO_VALUE)
    places = [f"{label}：{quote.where}" for label, side in _sides(entry) for quote in side]
    return (
        render_passage(category),
        entry.title,
        *_side_cells(finding.upper),
        render_passage(finding.assigned) if finding.assigned else NO_VALUE,
        *_side_cells(finding.lower),
        render_passage(finding.comparison) or NO_VALUE,
        entry.reason,
        "\n".join(places) or NO_VALUE,
    )


def _sides(entry: Entry) -> tuple[tuple[str, tuple[Quote, ...]], ...]:
    return (("上级", entry.upper), ("本级", entry.lower))


def _side_cells(indicator: Indicator | None) -> tuple[Value, ...]:
    if indicator is None:
        return (NO_VALUE,) * 5
    nature = indicator.nature.label if indicator.nature else None
    values = (indicator.baseline, indicator.target, indicator.unit, nature, indicator.scope)
    return tuple(render_passage(value) if value else NO_VALUE for value in values)


def _project_cells(entry: Entry, finding: ProjectFinding) -> tuple[Value, ...]:
    upper, lower = _project_side(finding.upper, entry.upper), _project_side(finding.lower, entry.lower)
    return (*upper, *lower, entry.reason)


def _project_side(project: Project | None, quotes: Sequence[Quote]) -> tuple[Value, ...]:
    if project is None:
        return (NO_VALUE, NO_VALUE)
    investment = f"{project.investment:f} 亿元" if project.investment is not None else "投资未列"
    return (f"{render_passage(project.name)}\n（{quotes[0].where}）", f"{project.count} 项，{investment}")
