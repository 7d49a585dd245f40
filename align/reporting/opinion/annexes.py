"""The annexes: tables of the report with the columns and rows that a landscape page holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from align.reporting.comparison import build_gap_table, build_indicator_table, build_project_table, build_task_table
from align.reporting.consistency import build_consistency_table, build_excluded_table, build_local_table
from align.reporting.entries import CheckVerdict, Entry, Part
from align.reporting.opinion.extracts import cut_text, render_place
from align.reporting.opinion.reviewed import is_dismissed
from align.reporting.opinion.wording import Wording
from align.reporting.quotes import Quote
from align.reporting.report import Report
from align.reporting.tables import NO_VALUE, ColumnKind, ReportTable, Row, Value, build_column
from align.results import IndicatorVerdict, ProjectVerdict, Severity

_NAME, _LOCAL_QUOTE = 40, 60
# A plan on all matters beside one on few has hundreds of tasks of its own, which nobody reads on paper.
_MOST_LOCAL = 80
_EXTRA = (IndicatorVerdict.EXTRA, ProjectVerdict.EXTRA, CheckVerdict.EXTRA)
_ANSWER_COLUMNS = (
    build_column("part", "部分", 8),
    build_column("matter", "事项", 34, ColumnKind.TEXT),
    build_column("opinion", "意见与建议", 64, ColumnKind.TEXT),
    build_column("adopted", "采纳情况", 12, ColumnKind.BLANK),
    build_column("answer", "未采纳或部分采纳的理由", 22, ColumnKind.BLANK),
)


def _tell_places(entry: Entry) -> str:
    """The page or line of each row; the headings over it stand in the text where there is something to say."""
    sides = (("上级", entry.upper), ("本级", entry.lower))
    return "\n".join(f"{name}{quote.place or render_place(quote)}" for name, quotes in sides for quote in quotes)


def _cut_quote(quote: Quote) -> str:
    return f"{cut_text(quote.text, _LOCAL_QUOTE)}{render_place(quote)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """Which columns of a table are shown, how wide, and which entries; ``cells`` are told anew, shorter."""

    title: str
    build: Callable[[Report], ReportTable]
    widths: Mapping[str, int]
    shows: Callable[[Entry], bool]
    note: str = ""
    cells: Mapping[str, Callable[[Entry], str]] = field(default_factory=dict)


_CHOICES = (
    _Choice(
        title="指标对照表",
        build=build_indicator_table,
        widths={
            "number": 16,
            "grade": 7,
            "verdict": 8,
            "name": 26,
            "upper_baseline": 8,
            "upper_target": 10,
            "upper_unit": 8,
            "upper_nature": 9,
            "assigned": 14,
            "lower_baseline": 8,
            "lower_target": 10,
            "lower_unit": 8,
            "lower_nature": 9,
            "comparison": 30,
            "places": 20,
        },
        cells={"places": _tell_places},
        shows=lambda entry: entry.applicable and entry.verdict not in _EXTRA,
        note="基期值、目标值照录原文；“—”为原文未给出。不适用的和本级新增的另列。",
    ),
    _Choice(
        title="任务对照表",
        build=build_task_table,
        widths={"number": 16, "grade": 7, "verdict": 9, "theme": 10, "upper": 50, "lower": 50, "points": 28},
        shows=lambda entry: entry.is_gap,
        note="只列有意见的任务；已衔接的不列。",
    ),
    _Choice(
        title="工程对照表",
        build=build_project_table,
        widths={
            "number": 16,
            "grade": 7,
            "verdict": 9,
            "upper": 40,
            "upper_size": 16,
            "lower": 40,
            "lower_size": 16,
            "reason": 34,
        },
        shows=lambda entry: entry.applicable and entry.verdict not in _EXTRA,
    ),
    _Choice(
        title="编制依据与自洽核对表",
        build=build_consistency_table,
        widths={
            "number": 16,
            "part": 8,
            "side": 9,
            "grade": 7,
            "verdict": 9,
            "title": 22,
            "points": 20,
            "quote": 40,
            "reason": 56,
        },
        shows=lambda entry: entry.part is not Part.STRUCTURE or entry.is_gap,
        note="文字方面只列有意见的。",
    ),
    _Choice(
        title="不适用事项表",
        build=build_excluded_table,
        widths={"number": 16, "part": 8, "quote": 90, "reason": 62},
        shows=lambda entry: True,
        note="不适用的判断可由审查人推翻。",
    ),
    _Choice(
        title="本级新增事项表",
        build=build_local_table,
        widths={"number": 16, "part": 8, "theme": 14, "quote": 130},
        cells={"quote": lambda entry: "\n".join(map(_cut_quote, entry.lower))},
        shows=lambda entry: True,
        note="上级规划中未见对应内容的本级安排，仅作记录；引文从简。",
    ),
)


def build_annexes(report: Report, wording: Wording) -> tuple[ReportTable, ...]:
    """The tables that have rows, titles numbered; what reviewers dismissed is in none."""
    entries = {entry.number: entry for entry in report.entries if not is_dismissed(entry)}
    if find_unlisted(report):
        entries = {number: entry for number, entry in entries.items() if entry.part is not Part.LOCAL}
    tables = [_build_answers(report, wording), *(_choose(choice, report, entries) for choice in _CHOICES)]
    kept = [table for table in tables if table.rows]
    return tuple(replace(table, title=f"附表{n} {table.title}") for n, table in enumerate(kept, start=1))


def find_unlisted(report: Report) -> int:
    """How many tasks of the lower plan's own are only counted, because they are too many to list; 0 where they are listed."""
    local = sum(not is_dismissed(entry) for entry in report.of(Part.LOCAL))
    return local if local > _MOST_LOCAL else 0


def _build_answers(report: Report, wording: Wording) -> ReportTable:
    """意见采纳情况表: every gap with what is asked for, and room for the planner's answer."""
    table = build_gap_table(report)
    head = [column for column in table.columns if column.key in ("number", "grade", "verdict")]
    rows = (
        Row(
            cells=(e.number, e.grade, e.outcome, e.part.label, wording.name(e, _NAME), _opinion(e, wording), None, None)
        )
        for e in report.gaps
    )
    columns = (*(replace(column, width=16 if column.key == "number" else 8) for column in head), *_ANSWER_COLUMNS)
    note = "编号与正文及各对照表一致。采纳情况填：采纳、部分采纳、未采纳。"
    return ReportTable(key="answers", title="意见采纳情况表", columns=columns, rows=tuple(rows), note=note)


def _opinion(entry: Entry, wording: Wording) -> str:
    return f"{wording.tell_problem(entry)}{wording.tell_advice(entry)}"


def _choose(choice: _Choice, report: Report, entries: Mapping[str, Entry]) -> ReportTable:
    """The rows and columns of a table that are shown; columns without any value are left out."""
    table = choice.build(report)
    positions = {column.key: index for index, column in enumerate(table.columns)}
    rows = [row for row in table.rows if _is_shown(row, choice, entries)]
    kept = [key for key in choice.widths if any(row.cells[positions[key]] not in (None, NO_VALUE) for row in rows)]
    return replace(
        table,
        title=choice.title,
        note=choice.note,
        columns=tuple(replace(table.columns[positions[key]], width=choice.widths[key]) for key in kept),
        rows=tuple(
            replace(row, cells=tuple(_tell_cell(row, key, positions[key], choice, entries) for key in kept))
            for row in rows
        ),
    )


def _is_shown(row: Row, choice: _Choice, entries: Mapping[str, Entry]) -> bool:
    """Rows without an entry are grounds that no finding speaks of, and notices; these stand in the limits."""
    if row.number is None:
        return row.severity is not Severity.INFO
    entry = entries.get(row.number)
    return entry is not None and choice.shows(entry)


def _tell_cell(row: Row, key: str, position: int, choice: _Choice, entries: Mapping[str, Entry]) -> Value:
    tell = choice.cells.get(key)
    return row.cells[position] if tell is None or row.number is None else tell(entries[row.number])
