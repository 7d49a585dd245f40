"""The tables about one document alone: grounds and self-consistency, what is new at this level, what does not apply."""

from __future__ import annotations

from collections.abc import Iterator

from align.labelled import Labelled
from align.model import Plan
from align.reporting.comparison import build_pair_cells, build_pair_columns, render_points, render_quotes
from align.reporting.entries import Entry, Part
from align.reporting.quotes import build_quote, render_passage
from align.reporting.report import Report
from align.reporting.reviewcolumns import build_review_cells, build_review_columns
from align.reporting.tables import NO_VALUE, Column, ColumnKind, ReportTable, Row, Value, build_column
from align.results import IndicatorVerdict, Judgements, ProjectVerdict, Severity, Side
from align.source import Notice

_TEXT = ColumnKind.TEXT
_EXTRA: tuple[Labelled, ...] = (IndicatorVerdict.EXTRA, ProjectVerdict.EXTRA)

_CONSISTENCY_COLUMNS = (
    build_column("part", "类别", 10),
    build_column("side", "所在规划", 10),
    build_column("grade", "严重度", 8),
    build_column("verdict", "结论", 10),
    build_column("title", "事项", 24, _TEXT),
    build_column("points", "核对数据", 22, _TEXT),
    build_column("quote", "原文与位置", 40, _TEXT),
    build_column("reason", "说明", 40, _TEXT),
    *build_review_columns((Part.BASIS, Part.CLAIM, Part.STRUCTURE)),
)
_LOCAL_COLUMNS = (
    build_column("part", "类别", 14),
    build_column("theme", "主题", 12),
    build_column("quote", "本级原文与位置", 70, _TEXT),
    build_column("reason", "说明", 44, _TEXT),
    *build_review_columns((Part.INDICATOR, Part.PROJECT, Part.LOCAL)),
)
_EXCLUDED_COLUMNS = (
    build_column("part", "类别", 10),
    build_column("quote", "上级原文与位置", 60, _TEXT),
    build_column("reason", "不适用理由", 50, _TEXT),
    *build_review_columns((Part.TASK, Part.INDICATOR, Part.PROJECT)),
)


def build_consistency_table(report: Report) -> ReportTable:
    """依据与自洽: grounds, claims, structure and wording of both plans, and what reading them gave notice of."""
    rows = [_consistency_row(report, entry) for entry in report.of(Part.BASIS, Part.CLAIM, Part.STRUCTURE)]
    rows.extend(_cited_rows(report))
    rows.extend(_notice_rows(report))
    return _build_table(report, "consistency", "依据与自洽", _CONSISTENCY_COLUMNS, rows)


def build_local_table(report: Report) -> ReportTable:
    """本级新增: tasks, indicators and projects that answer to nothing above."""
    entries = [e for e in report.entries if e.part is Part.LOCAL or e.verdict in _EXTRA]
    rows = [
        _row(report, e, (e.part.label.removeprefix("本级新增"), e.theme or NO_VALUE, render_quotes(e.lower), e.reason))
        for e in entries
    ]
    return _build_table(report, "local", "本级新增", _LOCAL_COLUMNS, rows)


def build_excluded_table(report: Report) -> ReportTable:
    """不适用: what was left out of the comparison, each with its reason, for the reviewer to overrule."""
    entries = [entry for entry in report.entries if not entry.applicable]
    rows = [_row(report, e, (e.part.label, render_quotes(e.upper or e.lower), e.reason)) for e in entries]
    note = "不适用的判断可由审查人推翻。"
    return _build_table(report, "excluded", "不适用", _EXCLUDED_COLUMNS, rows, note)


def find_notices(judgements: Judgements) -> tuple[tuple[Side | None, Notice], ...]:
    """Every notice on a pair once, with the plan it speaks of where that is known."""
    found: list[tuple[Side | None, Notice]] = []
    for side, plan in ((Side.UPPER, judgements.upper), (Side.LOWER, judgements.lower)):
        found.extend((side, notice) for notice in dict.fromkeys(plan.warnings))
    known = {notice for _, notice in found}
    found.extend((None, notice) for notice in dict.fromkeys(judgements.warnings) if notice not in known)
    return tuple(found)


def _build_table(
    report: Report, key: str, title: str, columns: tuple[Column, ...], rows: list[Row], note: str = ""
) -> ReportTable:
    head = (build_column("number", "编号", 12), *build_pair_columns(report))
    return ReportTable(key=key, title=title, columns=(*head, *columns), rows=tuple(rows), note=note)


def _row(report: Report, entry: Entry, cells: tuple[Value, ...]) -> Row:
    severity = entry.severity if entry.applicable else None
    head = (entry.number, *build_pair_cells(report, entry.pair))
    return Row(cells=(*head, *cells, *build_review_cells(report, entry)), severity=severity, number=entry.number)


def _consistency_row(report: Report, entry: Entry) -> Row:
    side = Side.UPPER if entry.upper else Side.LOWER
    quotes = render_quotes(entry.upper or entry.lower)
    head = (entry.part.label, side.label, entry.grade, entry.verdict.label)
    return _row(report, entry, (*head, entry.title, render_points(entry), quotes, entry.reason))


def _cited_rows(report: Report) -> Iterator[Row]:
    """The grounds of the lower plan that no finding speaks of, so that the list of grounds is whole."""
    lower = report.pairs[0].lower
    spoken = {finding.basis.id for pair in report.pairs for finding in pair.basis if finding.basis is not None}
    for basis in lower.basis:
        if basis.id in spoken:
            continue
        quote = build_quote(lower, Side.LOWER, basis.text, basis.span, page=basis.page)
        data = "；".join(part for part in (basis.number, basis.issued) if part) or NO_VALUE
        cells = (render_passage(basis.title), data, render_quotes((quote,)), "未列出意见。")
        head = (NO_VALUE, *_no_pair(report), Part.BASIS.label, Side.LOWER.label, NO_VALUE, "已引用")
        yield Row(cells=(*head, *cells, *build_review_cells(report, None)))


def _notice_rows(report: Report) -> Iterator[Row]:
    """Every notice once; what is said of the lower plan is the same beside every upper plan."""
    told: set[tuple[Side | None, Notice]] = set()
    for pair, judgements in enumerate(report.pairs):
        plans: dict[Side | None, Plan] = {Side.UPPER: judgements.upper, Side.LOWER: judgements.lower}
        for side, notice in find_notices(judgements):
            if side is not Side.UPPER and (side, notice) in told:
                continue
            told.add((side, notice))
            above = build_pair_cells(report, pair) if side is Side.UPPER else _no_pair(report)
            head = (NO_VALUE, *above, "文本提示", side.label if side else NO_VALUE, NO_VALUE, NO_VALUE)
            cells = (
                "读取与文本",
                NO_VALUE,
                _notice_quote(plans.get(side), side, notice),
                render_passage(notice.message),
            )
            yield Row(cells=(*head, *cells, *build_review_cells(report, None)), severity=Severity.INFO)


def _notice_quote(plan: Plan | None, side: Side | None, notice: Notice) -> str:
    if plan is None or side is None or notice.span is None:
        return render_passage(notice.text) or NO_VALUE
    text = notice.text or notice.span.slice(plan.source.text)
    return render_quotes((build_quote(plan, side, text, notice.span),))


def _no_pair(report: Report) -> tuple[Value, ...]:
    return tuple(NO_VALUE for _ in build_pair_columns(report))
