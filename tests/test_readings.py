"""What was read of a document is told, and what hangs on an unread part stays open."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from factories import make_notice, make_plan, make_source
from plan_texts import read_plan_text
from rich.console import Console

from align.bundled import bundled
from align.model import Plan
from align.pipeline import align_plans, build_plan, read_plan
from align.reading.content import ContentBuilder, RawCell
from align.reporting.fields import build_reading
from align.reporting.findings import build_entries
from align.reporting.readings import find_reading, tell_reading
from align.reporting.terminal import build_screen
from align.results import IndicatorVerdict, ProjectVerdict, Severity, TaskVerdict
from align.source import Recognition

DEMO = bundled("corpora", "demo")
CITY = read_plan(DEMO / "city.txt")
DISTRICT = "青石区“十四五”生态环境保护规划\n一、主要任务\n推进城镇污水处理提质增效，新建污水管网12公里。\n二、保障措施\n加强组织领导，压实责任。"
UNREAD_PAGE = make_notice(code="reading.no_text_layer", message="第 3 页没有文字层（扫描页），内容未读入", pages=(3,))
LOST_TABLE = make_notice(code="reading.flattened_table", message="疑似表格被转换成逐格一行（30 行）")
MAP = make_notice(code="reading.converted", message="由 LibreOffice 转换后读入")


def lower(*notices: object) -> Plan:
    plan = build_plan(make_source(text=DISTRICT, path="区规划.txt"))
    return replace(plan, warnings=(*plan.warnings, *notices))


@pytest.mark.parametrize(
    ("notice", "tasks", "tables"), [(UNREAD_PAGE, True, True), (LOST_TABLE, False, True), (MAP, False, False)]
)
def test_what_is_missing_stays_open_where_a_part_was_not_read(notice: object, tasks: bool, tables: bool) -> None:
    """An unread page may hold anything, a lost table only figures and projects; a converted file hides nothing."""
    alignment = align_plans(CITY, lower(notice))
    missing = [finding for finding in alignment.tasks if finding.verdict is TaskVerdict.MISSING]
    indicators = [finding for finding in alignment.indicators if finding.verdict is IndicatorVerdict.MISSING]
    assert {finding.pending for finding in missing} == {tasks}
    assert {finding.pending for finding in indicators} == {tables}
    graver = {finding.severity for finding in indicators} - {Severity.NOTICE, Severity.INFO}
    assert bool(graver) is not tables
    assert all(("待核" in finding.reason) is tables for finding in indicators)


def test_a_project_not_listed_stays_open_where_a_table_was_lost() -> None:
    """The table that could not be read may list it."""
    text = "青石市“十四五”生态环境保护规划\n一、主要任务\n推进城镇污水处理提质增效，新建污水管网120公里，完善雨污分流。\n二、重点工程\n序号\t项目名称\t投资（亿元）\n1\t智慧环保监测平台建设工程\t2.5\n2\t流域生态缓冲带建设工程\t3.1"
    upper = build_plan(read_plan_text(text, "市规划.txt"))
    for notices in ((), (LOST_TABLE,)):
        projects = align_plans(upper, lower(*notices)).projects
        assert [finding.verdict for finding in projects] == [ProjectVerdict.NOT_LISTED] * 2
        assert {finding.pending for finding in projects} == {bool(notices)}


def test_what_was_found_is_not_open() -> None:
    """Only that something is missing hangs on what was not read."""
    alignment = align_plans(CITY, lower(UNREAD_PAGE))
    found = [finding for finding in alignment.tasks if finding.verdict is not TaskVerdict.MISSING]
    assert found
    assert not any(finding.pending for finding in found)


def test_reports_say_what_is_open() -> None:
    """The verdict a reader sees carries the word; the verdict itself stays one of the four."""
    entries = build_entries(align_plans(CITY, lower(UNREAD_PAGE)), 0, numbered=False)
    told = {entry.outcome for entry in entries if entry.verdict is TaskVerdict.MISSING}
    assert told == {"未衔接（待核）"}


def test_a_reading_counts_pages_characters_and_tables() -> None:
    """Tables that gave indicators apart from others, inferred ones with their cells, lost ones with their pages."""
    builder = ContentBuilder()
    builder.add_paragraph("青石区“十四五”生态环境保护规划", page=1)
    rows = [["指标", "单位", "2020年", "2025年"], ["森林覆盖率", "%", "50", "52"], ["空气优良率", "%", "90", "92"]]
    builder.add_table([[RawCell(cell) for cell in row] for row in rows], page=2)
    builder.add_table([[RawCell("联系人"), RawCell("电话")], [RawCell("张三"), RawCell("见附件")]], page=3)
    content = builder.build(pages=4)
    tables = (content.tables[0], replace(content.tables[1], inferred=True))
    source = replace(make_source(text=content.text), blocks=content.blocks, tables=tables, pages=4)
    plan = replace(
        build_plan(source), warnings=(UNREAD_PAGE, make_notice(code="reading.tables_not_read", pages=(1, 4)))
    )
    reading = find_reading(plan)
    assert (reading.pages, reading.tables, reading.parsed_tables) == (4, 2, 1)
    assert (reading.inferred_tables, reading.guessed_cells, reading.lost_tables) == (1, 4, 2)
    assert reading.unread_pages == (3,)
    assert reading.characters == len("".join(content.text.split()))
    assert tell_reading(reading) == (
        f"4 页，{reading.characters} 字；表格 2 张，其中读出指标或工程的 1 张；按位置推断列的 1 张（4 格，请核对）；"
        "疑似表格而未能识别的 2 处；未读入的页：3"
    )
    assert build_reading(plan)["unread_pages"] == [3]


def test_a_plain_reading_says_little() -> None:
    """Without pages, tables and losses only the number of characters is left."""
    assert tell_reading(find_reading(make_plan(source=make_source(text="推进 治理。"), warnings=()))) == "5 字"


def test_a_screen_tells_how_the_documents_were_read() -> None:
    """Both plans of a check, each by its role."""
    console = Console(width=160, record=True, file=io.StringIO())
    below = lower()
    console.print(build_screen(align_plans(CITY, below)))
    told = console.export_text()
    assert f"读入上级  {tell_reading(find_reading(CITY))}" in told
    assert f"读入本级  {tell_reading(find_reading(below))}" in told


@pytest.mark.parametrize(("confidence", "pending"), [(0.72, True), (0.97, False)])
def test_figures_recognised_without_certainty_are_not_silently_compared(confidence: float, pending: bool) -> None:
    """The comparison stands, but open, at most a hint, and the quote tells how sure the recognition is."""
    tables = [
        f"{place}“十四五”生态环境保护规划\n一、规划目标\n指标\t单位\t2025年目标\t属性\n森林覆盖率\t%\t{target}\t约束性\n空气优良率\t%\t90\t约束性\n"
        "二、主要任务\n推进城镇污水处理提质增效，新建污水管网120公里，完善雨污分流。"
        for place, target in (("青石市", "52"), ("青石区", "50"))
    ]
    upper, below = (build_plan(read_plan_text(text, f"{text[:3]}规划.txt")) for text in tables)
    span = below.indicators[0].span
    source = replace(below.source, recognised=(Recognition(span=span, confidence=confidence),))
    alignment = align_plans(upper, replace(below, source=source))
    first, second = alignment.indicators[:2]
    assert (first.verdict, first.pending, second.pending) == (IndicatorVerdict.LOOSER, pending, False)
    assert ("把握 0.72" in first.reason) is pending
    entry = next(entry for entry in build_entries(alignment, 0, numbered=False) if entry.id == first.id)
    assert f"图片识别（把握 {confidence}）" in entry.lower[0].where
