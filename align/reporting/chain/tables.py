"""The tables of a report on a chain: what became of the top plans' requirements, each level, every break, what was not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from align.chains import StopState
from align.reporting.chain.report import ChainReport, Fate, find_fate, find_top_threads
from align.reporting.comparison import render_points, render_quotes
from align.reporting.quotes import render_passage
from align.reporting.summary import find_kind_limits, find_unread_parts, list_limits, list_materials
from align.reporting.tables import ColumnKind, ReportTable, Row, Value, build_column
from align.results import TaskVerdict

_TEXT, _NUMBER, _BLANK = ColumnKind.TEXT, ColumnKind.NUMBER, ColumnKind.BLANK
_BREAK_COLUMNS = (
    build_column("number", "编号", 10),
    build_column("broken", "断在", 12),
    build_column("grade", "严重度", 8),
    build_column("verdict", "断点", 11),
    build_column("part", "部分", 7),
    build_column("asking", "提出要求的规划", 12),
    build_column("upper", "上级原文与位置", 36, _TEXT),
    build_column("lower", "本级原文与位置", 36, _TEXT),
    build_column("points", "缺失要素、比较与涉及的要求", 26, _TEXT),
    build_column("reason", "理由与建议", 34, _TEXT),
    build_column("office", "责任科室", 9, _BLANK),
    build_column("adopted", "采纳情况", 10, _BLANK),
)
_LEVEL_COLUMNS = (
    build_column("plan", "规划", 22),
    build_column("parents", "直接上级", 22),
    build_column("asked", "上级任务", 9, _NUMBER),
    *(build_column(verdict.value, verdict.label, 9, _NUMBER) for verdict in TaskVerdict),
    build_column("outside", "专项未涉及", 10, _NUMBER),
    build_column("beyond", "越级有响应", 10, _NUMBER),
    build_column("supplied", "补上上级所缺", 11, _NUMBER),
    build_column("tasks", "任务断点", 9, _NUMBER),
    build_column("indicators", "指标断点", 9, _NUMBER),
)
# Notices that tell of reading a document, telling whose it is, or telling which belong together.
_TOLD = ("reading.", "identity.")


def build_fate_table(report: ChainReport) -> ReportTable:
    """What became of the requirements of the top plans: how many came through, and at which plan the others broke first."""
    lower = range(1, len(report.chain.plans))
    columns = (
        build_column("part", "最上级的要求", 14),
        build_column("total", "项数", 8, _NUMBER),
        build_column(Fate.WHOLE.value, Fate.WHOLE.label, 9, _NUMBER),
        *(build_column(f"at{p}", f"先断在{report.chain.plans[p].label}", 14, _NUMBER) for p in lower),
        build_column(Fate.ENDED.value, Fate.ENDED.label, 11, _NUMBER),
        build_column(Fate.OTHER.value, Fate.OTHER.label, 12, _NUMBER),
    )
    rows = []
    for name, threads in (("任务", report.chain.tasks), ("指标", report.chain.indicators)):
        top = find_top_threads(report.chain, threads)
        fates = Counter(find_fate(report, thread) for thread in top)
        cells = (fates[Fate.WHOLE], *(fates[position] for position in lower), fates[Fate.ENDED], fates[Fate.OTHER])
        rows.append(Row(cells=(name, len(top), *cells)))
    note = "单位：项。一条要求在几处有断点的，只计最上面的一处；各处断点见断点清单。"
    return ReportTable(key="fates", title="最上级的要求逐级落实", columns=columns, rows=tuple(rows), note=note)


def build_level_table(report: ChainReport) -> ReportTable:
    """How each plan stands to those directly above it."""
    rows = tuple(
        Row(cells=_level_cells(report, position)) for position, plan in enumerate(report.chain.plans) if plan.parents
    )
    note = (
        "“上级任务”是直接上级提出的任务，四种结论按直接上级的任务计；"
        "“越级有响应”“补上上级所缺”是更上一级的要求中，直接上级没有接住（或漏掉一部分）而本级自行回应的条数。"
    )
    table = ReportTable(key="levels", title="各级小结", columns=_LEVEL_COLUMNS, rows=rows, note=note)
    return table if any(link.across for link in report.chain.links) else table.without("outside")


def build_break_table(report: ChainReport) -> ReportTable:
    """断点清单: every break once, at its level, the gravest first."""
    plans = report.chain.plans
    rows = []
    for entry in report.entries:
        link = report.link_of(entry)
        cells: tuple[Value, ...] = (
            entry.number,
            f"{plans[link.lower].level} {plans[link.lower].label}",
            entry.grade,
            entry.outcome,
            entry.part.label,
            f"{plans[link.upper].level} {plans[link.upper].label}",
            render_quotes(entry.upper),
            render_quotes(entry.lower),
            render_points(entry),
            entry.reason,
            None,
            None,
        )
        rows.append(Row(cells=cells, severity=entry.severity, number=entry.number))
    note = "由上而下逐级排列，同级按严重度；同一处断点只报一次。涉及的要求见“任务逐级对照”“指标逐级对照”。"
    return ReportTable(key="breaks", title="断点清单", columns=_BREAK_COLUMNS, rows=tuple(rows), note=note)


def build_chain_materials(report: ChainReport) -> ReportTable:
    """The documents, from the top down."""
    return list_materials((plan.level, plan.plan) for plan in report.chain.plans)


def build_chain_limits(report: ChainReport) -> ReportTable:
    """What was not looked at or could not be judged."""
    return list_limits(_limits(report))


def _level_cells(report: ChainReport, position: int) -> tuple[Value, ...]:
    chain = report.chain
    plan = chain.plans[position]
    links = [link for link in chain.links if link.lower == position and link.adjacent]
    verdicts = Counter(finding.verdict for link in links for finding in link.judgements.tasks)
    outside = sum(f.verdict is TaskVerdict.MISSING for link in links if link.across for f in link.judgements.tasks)
    verdicts[TaskVerdict.MISSING] -= outside
    stops = [stop for thread in chain.tasks if (stop := thread.at(position)) is not None]
    parts = Counter(entry.part.value for entry in report.entries if report.link_of(entry).lower == position)
    return (
        f"{plan.level} {plan.label}",
        "、".join(chain.plans[parent].label for parent in plan.parents),
        verdicts.total() + outside,
        *(verdicts[verdict] for verdict in TaskVerdict),
        outside,
        sum(stop.state is StopState.BEYOND for stop in stops),
        sum(bool(stop.supplied) for stop in stops),
        parts["task"],
        parts["indicator"],
    )


def _limits(report: ChainReport) -> Iterator[tuple[str, str]]:
    chain = report.chain
    yield from (("上下级关系", f"{notice.message}。") for notice in chain.warnings)
    above = {parent for plan in chain.plans for parent in plan.parents}
    for position, each in enumerate(chain.plans):
        yield from find_kind_limits(each.plan)
        if position in above:
            yield from find_unread_parts(each.plan, projects=False)
        for notice in each.plan.warnings:
            if notice.code.startswith(_TOLD):
                yield (f"{each.level} {each.label}", render_passage(notice.message))
    for link in chain.links:
        for notice in link.judgements.warnings:
            if notice.code.startswith("judge."):
                yield ("语言模型未判的任务", f"{notice.message}。")
    yield ("其他审查内容", "工程、编制依据、自述数字和结构文字不逐级贯通，请用 plan-align check 逐对审查。")
    yield ("图件与其他文件", "规划图件、附图以及未提供的文件未纳入审查。")
    yield ("机审局限", f"本结果由程序初判（任务判读：{chain.provenance.judge}），须经人工复核后使用。")
