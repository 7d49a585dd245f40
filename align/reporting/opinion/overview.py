"""What stands around the findings: documents, conclusion, list of annexes, limits; all as the report's tables decide it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.knowledge.phrases import Phrases
from align.reporting.opinion.blocks import Block, Heading, tell
from align.reporting.opinion.naming import LOWER_NAME, tell_day, tell_title
from align.reporting.opinion.praise import tell_praise
from align.reporting.opinion.reviewed import is_reviewed, is_settled
from align.reporting.report import Report, count_grades, render_counts
from align.reporting.summary import build_limit_table, build_material_table
from align.reporting.tables import NO_VALUE, ReportTable, Row
from align.results import Severity

# The limits that speak of what was supplied; they stand beside the documents.
MATERIAL_MATTERS = ("非规划全文", "只有指标表", "图件与其他文件")
_TOLD = ("kind", "number", "issued", "period", "reading")


def build_materials(report: Report, names: Sequence[str]) -> tuple[Block, ...]:
    """审查对象与材料: each document with kind, number, date and how much of it was read, and what was not supplied."""
    table = build_material_table(report)
    called = [*_numbered(names), LOWER_NAME]
    rows = (tell(_tell_material(table, row, name)) for row, name in zip(table.rows, called, strict=True))
    limits = (tell(detail) for matter, detail in _limits(report) if matter in MATERIAL_MATTERS)
    return (Heading(level=1, text="审查对象与材料"), *rows, *limits)


def build_overview(report: Report, names: Sequence[str], phrases: Phrases) -> tuple[Block, ...]:
    """总体结论: one sentence with its counts, and what is well aligned."""
    pending = sum(entry.pending for entry in report.gaps)
    told = [tell_conclusion(report, phrases)]
    if pending:
        told.append(phrases.fill("pending", total=str(pending)))
    if report.gaps:
        told.append(phrases.fill("scope", total=str(len(report.gaps))))
    praise = tell_praise(report, names, phrases)
    blocks: list[Block] = [Heading(level=1, text="总体结论"), tell("".join(told))]
    if praise:
        blocks.append(tell(f"衔接较好的方面：{''.join(praise)}"))
    return tuple(blocks)


def build_contents(annexes: Sequence[ReportTable], unlisted: int) -> tuple[Block, ...]:
    """附表: which tables follow, and how many rows each has; ``unlisted`` tasks of the lower plan's own are in none."""
    lines = [tell(f"{annex.title}（{len(annex.rows)} 条）") for annex in annexes]
    if unlisted:
        lines.append(tell(f"本级新增任务 {unlisted} 条，数量较多，不逐条列入附表。"))
    return (Heading(level=1, text="附表"), *lines)


def build_limits(report: Report) -> tuple[Block, ...]:
    """机审局限说明: what was not looked at or could not be judged."""
    lines = (tell(f"{matter}：{detail}") for matter, detail in _limits(report) if matter not in MATERIAL_MATTERS)
    return (Heading(level=1, text="机审局限说明"), *lines)


def tell_conclusion(report: Report, phrases: Phrases) -> str:
    """The conclusion by the gravest finding, never without the counts; none on approval where the plan is not before us."""
    meta = report.pairs[0].lower.meta
    grades = count_grades(report.entries)
    gravest = next((one.value for one in Severity if one is not Severity.INFO and grades[one.label]), "none")
    case = gravest if meta.kind.is_full_text else "part_text"
    return f"{phrases.fill('conclusion', case=case, lower=tell_title(meta.title))}{render_counts(report)}"


def tell_state(report: Report, phrases: Phrases) -> str:
    """That nobody has reviewed the findings yet, or how far the review is."""
    if not is_reviewed(report):
        return phrases.fill("state", case="draft")
    settled = sum(map(is_settled, report.gaps))
    case = "whole" if settled == len(report.gaps) else "part"
    return phrases.fill("state", case=case, total=str(len(report.gaps)), reviewed=str(settled))


def _numbered(names: Sequence[str]) -> Iterator[str]:
    """The names of the upper plans, with the letters before the numbers of findings where there are several plans."""
    for number, name in enumerate(names, start=1):
        yield f"{name}（编号 U{number}）" if len(names) > 1 else name


def _tell_material(table: ReportTable, row: Row, name: str) -> str:
    cells = {column.key: str(cell) for column, cell in zip(table.columns, row.cells, strict=True)}
    if cells["issued"] != NO_VALUE:
        cells["issued"] = tell_day(cells["issued"])
    titles = {column.key: column.title for column in table.columns}
    told = [f"{titles[key]}：{cells[key]}" for key in _TOLD if cells[key] != NO_VALUE]
    lacking = [titles[key] for key in _TOLD if cells[key] == NO_VALUE]
    missing = f"；材料中未见{'、'.join(lacking)}" if lacking else ""
    return f"{name}：《{tell_title(cells['title'])}》。{'；'.join(told)}{missing}。"


def _limits(report: Report) -> Iterator[tuple[str, str]]:
    for row in build_limit_table(report).rows:
        matter, detail = row.cells
        yield str(matter), str(detail)
