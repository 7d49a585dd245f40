"""The overview of a report: counts with their denominators, the documents compared, what was not looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PureWindowsPath

from align.labelled import Labelled
from align.model import DocumentKind, Origin, Plan, Role
from align.reporting.comparison import (
    build_gap_table,
    build_indicator_table,
    build_pair_cells,
    build_pair_columns,
    build_project_table,
    build_task_table,
)
from align.reporting.consistency import build_consistency_table, build_excluded_table, build_local_table, find_notices
from align.reporting.entries import CheckVerdict, Part
from align.reporting.readings import find_reading, tell_reading
from align.reporting.report import Report, count_grades
from align.reporting.tables import NO_VALUE, ColumnKind, ReportTable, Row, build_column
from align.results import IndicatorVerdict, Judgements, ProjectVerdict, Severity, Side, TaskVerdict

_NUMBER, _TEXT = ColumnKind.NUMBER, ColumnKind.TEXT
_GRADES = {severity.label: severity for severity in Severity}
# What is set against something above; extras are counted on the lower plan's side.
_PARTS: tuple[tuple[Part, tuple[Labelled, ...], str], ...] = (
    (Part.TASK, tuple(TaskVerdict), "上级任务"),
    (Part.INDICATOR, tuple(v for v in IndicatorVerdict if v is not IndicatorVerdict.EXTRA), "上级指标"),
    (Part.PROJECT, tuple(v for v in ProjectVerdict if v is not ProjectVerdict.EXTRA), "上级工程"),
    (Part.CLAIM, (CheckVerdict.CONSISTENT, CheckVerdict.INCONSISTENT, CheckVerdict.UNCOUNTED), "文件对自身数字的声明"),
)
_COUNT_COLUMNS = (
    build_column("part", "部分", 12),
    build_column("verdict", "结论", 12),
    build_column("count", "数量", 8, _NUMBER),
    build_column("total", "合计", 8, _NUMBER),
    build_column("unit", "合计的口径", 24),
)
_GRADE_COLUMNS = (
    build_column("grade", "严重度", 12),
    *(build_column(part.value, part.label, 12, _NUMBER) for part in Part),
    build_column("total", "合计", 8, _NUMBER),
)
_MATERIAL_COLUMNS = (
    build_column("side", "角色", 10),
    build_column("title", "题名", 40, _TEXT),
    build_column("kind", "材料类型", 10),
    build_column("number", "文号", 20),
    build_column("issued", "日期", 12),
    build_column("level", "层级", 6),
    build_column("region", "地区", 14),
    build_column("period", "规划期", 12),
    build_column("reading", "读入情况", 40, _TEXT),
    build_column("path", "文件", 30, _TEXT),
)
# Notices of reading that tell of no loss.
_READINGS = {"reading.recognised": "由图片识别", "reading.converted": "经转换读入"}
_LIMIT_COLUMNS = (build_column("matter", "事项", 20), build_column("detail", "说明", 132, _TEXT))


def build_tables(report: Report) -> tuple[ReportTable, ...]:
    """Every table of the report, in reading order: overview first, then the lists."""
    return (
        build_grade_table(report),
        build_count_table(report),
        build_material_table(report),
        build_limit_table(report),
        build_gap_table(report),
        build_task_table(report),
        build_indicator_table(report),
        build_project_table(report),
        build_consistency_table(report),
        build_local_table(report),
        build_excluded_table(report),
    )


def build_grade_table(report: Report) -> ReportTable:
    """How many findings of each grade there are in each part."""
    by_part = [count_grades(report.of(part)) for part in Part]
    totals = count_grades(report.entries)
    rows = (
        Row(cells=(grade, *(counts[grade] for counts in by_part), totals[grade]), severity=_GRADES.get(grade))
        for grade in totals
    )
    return ReportTable(key="grades", title="按严重度统计", columns=_GRADE_COLUMNS, rows=tuple(rows))


def build_count_table(report: Report) -> ReportTable:
    """How many of each verdict, beside what they are counted out of; never a bare percentage.

    A part of which nothing was found is not listed here; the table of limits names it.
    """
    rows: list[Row] = []
    for pair in range(len(report.pairs)):
        for part, verdicts, unit in _PARTS:
            found = Counter(e.verdict for e in report.of(part) if e.pair == pair and e.verdict in verdicts)
            if not (total := sum(found.values())):
                continue
            cells = ((part.label, verdict.label, found[verdict], total, unit) for verdict in verdicts)
            rows.extend(Row(cells=(*build_pair_cells(report, pair), *cell)) for cell in cells)
    columns = (*(replace(column, width=38) for column in build_pair_columns(report)), *_COUNT_COLUMNS)
    return ReportTable(key="counts", title="按结论统计", columns=columns, rows=tuple(rows))


def build_material_table(report: Report) -> ReportTable:
    """The documents compared; ``—`` where a document does not tell."""
    uppers = ((Side.UPPER.label, pair.upper) for pair in report.pairs)
    return list_materials((*uppers, (Side.LOWER.label, report.pairs[0].lower)))


def build_limit_table(report: Report) -> ReportTable:
    """未审内容: what was not looked at or could not be judged, so that no count says more than it knows."""
    return list_limits(line for pair in report.pairs for line in _limits(pair))


def list_materials(plans: Iterable[tuple[str, Plan]]) -> ReportTable:
    """A table of documents, each with what it is in the comparison."""
    rows = tuple(_material_row(role, plan) for role, plan in plans)
    return ReportTable(key="materials", title="材料清单", columns=_MATERIAL_COLUMNS, rows=rows)


def list_limits(lines: Iterable[tuple[str, str]]) -> ReportTable:
    """A table of what was not looked at: matter and explanation, each line once."""
    rows = tuple(Row(cells=line) for line in dict.fromkeys(lines))
    return ReportTable(key="limits", title="未作审查或不能判断的内容", columns=_LIMIT_COLUMNS, rows=rows)


def _material_row(role: str, plan: Plan) -> Row:
    meta = plan.meta
    period = f"{meta.period[0]}—{meta.period[1]}" if meta.period else NO_VALUE
    level = meta.level.label if meta.level else NO_VALUE
    return Row(
        cells=(
            role,
            meta.title,
            meta.kind.label,
            meta.number or NO_VALUE,
            meta.issued or NO_VALUE,
            level,
            meta.region or NO_VALUE,
            period,
            tell_reading(find_reading(plan)),
            PureWindowsPath(meta.path).name,  # cuts at either slash
        )
    )


def _limits(pair: Judgements) -> Iterator[tuple[str, str]]:
    for plan in (pair.upper, pair.lower):
        yield from find_kind_limits(plan)
    yield from find_unread_parts(pair.upper)
    yield from _unjudged_parts(pair)
    compared = sum(f.upper is not None for f in pair.indicators)
    unclear = sum(f.verdict is IndicatorVerdict.NOT_COMPARABLE for f in pair.indicators)
    if unclear:
        yield ("不可比的指标", f"{unclear} 项指标（上级指标共 {compared} 项）缺可比的基期、单位或口径，未判松紧。")
    uncounted = sum(f.claim.consistent is None for f in pair.claims)
    if uncounted:
        yield (
            "未能核对的数字",
            f"{uncounted} 处数字声明（共 {len(pair.claims)} 处）在所附材料中未逐项列出，未能核对。",
        )
    for side, notice in find_notices(pair):
        if notice.code.startswith("reading."):
            yield (_READINGS.get(notice.code, "读取不全"), f"{side.label if side else '材料'}：{notice.message}")
        elif notice.code.startswith("judge."):
            yield ("语言模型未判的任务", f"{notice.message}。")
    for side, plan in ((Side.UPPER, pair.upper), (Side.LOWER, pair.lower)):
        if plan.source.engine:
            yield ("文字识别", f"{side.label}中由图片识别的文字由 {plan.source.engine} 识别，引用前请核对原件。")
    yield ("图件与其他文件", "规划图件、附图以及未提供的文件未纳入审查。")
    yield ("机审局限", f"本结果由程序初判（任务判读：{pair.provenance.judge}），须经人工复核后使用。")


def find_kind_limits(plan: Plan) -> Iterator[tuple[str, str]]:
    """That a document is not the whole plan, where it is not."""
    if plan.meta.kind is DocumentKind.INDICATOR_TABLE:
        told = "只有指标表，任务、工程和编制依据未作对照，未见的内容不等于规划没有安排。"
        yield ("只有指标表", f"《{plan.meta.title}》{told}")
    elif not plan.meta.kind.is_full_text:
        yield ("非规划全文", f"《{plan.meta.title}》为{plan.meta.kind.label}，未见的内容不等于规划没有安排。")


def find_unread_parts(upper: Plan, *, projects: bool = True) -> Iterator[tuple[str, str]]:
    """What of the upper plan was not set against the lower plan; ``projects``: whether these were to be."""
    if upper.meta.kind is DocumentKind.INDICATOR_TABLE:
        return
    parts: list[tuple[Sequence[object], str]] = [(upper.tasks, "任务"), (upper.indicators, "指标")]
    for found, name in (*parts, *([(upper.projects, "工程")] if projects else [])):
        if not found:
            yield (f"未识别到{name}", f"《{upper.meta.title}》中未识别到{name}，这一部分未作对照。")
    spans = sorted(task.span for task in upper.tasks)
    sentences = [clause for clause in upper.clauses if clause.origin is Origin.PROSE]
    left = [c for c in sentences if not any(span.overlaps(c.span) for span in spans)]
    if left:
        roles = _count_roles(clause.role for clause in left)
        yield (
            "未作对照的语句",
            f"《{upper.meta.title}》共 {len(sentences)} 句，列为任务逐条对照的 {len(sentences) - len(left)} 句，"
            f"其余 {len(left)} 句（{roles}）未作任务对照。",
        )


def _unjudged_parts(pair: Judgements) -> Iterator[tuple[str, str]]:
    """What was found in the upper plan and yet got no verdict."""
    parts = (
        ("任务", len(pair.upper.tasks), len(pair.tasks)),
        ("指标", len(pair.upper.indicators), sum(f.upper is not None for f in pair.indicators)),
        ("工程", len(pair.upper.projects), sum(f.upper is not None for f in pair.projects)),
    )
    for name, found, judged in parts:
        if judged < found:
            yield (f"未逐项对照的{name}", f"《{pair.upper.meta.title}》识别到{name} {found} 项，逐项对照 {judged} 项。")


def _count_roles(roles: Iterable[Role]) -> str:
    found = Counter(roles)
    return "、".join(f"{role.label} {found[role]} 句" for role in Role if found[role])
