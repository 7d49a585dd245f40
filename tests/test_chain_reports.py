"""A chain on screen, in the workbook, on the page, as JSON and as frames: each tells the same, and equal chains give equal bytes."""

from __future__ import annotations

import io
import json
import re

import openpyxl
import pytest
from chain_plans import broken_chain, demo_chain, demo_plans, find_thread
from jsonschema import Draft202012Validator
from lxml import html
from rich.cells import cell_len
from rich.console import Console
from test_cli import SCHEMAS, demo, run

from align import align_chain
from align.reporting.chain.book import render_chain_book
from align.reporting.chain.grids import build_indicator_grid, build_task_grid
from align.reporting.chain.page import render_chain_page
from align.reporting.chain.report import build_chain_report, render_chain_conclusion
from align.reporting.chain.tables import build_break_table, build_chain_limits, build_fate_table, build_level_table
from align.reporting.jsonfile import render_json


def screen(width: int) -> str:
    console = Console(width=width, record=True, file=io.StringIO())
    console.print(demo_chain())
    return console.export_text()


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def book_text() -> str:
    book = openpyxl.load_workbook(io.BytesIO(render_chain_book(demo_chain())))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def page_text() -> str:
    return html.document_fromstring(render_chain_page(demo_chain())).text_content()


@pytest.mark.parametrize("renderer", ["workbook", "page"])
def test_every_form_tells_every_break_and_thread(renderer: str) -> None:
    """Numbers, reasons and both quotes of each break, and the verdicts level by level."""
    plain = squeeze({"workbook": book_text, "page": page_text}[renderer]())
    report = build_chain_report(demo_chain())
    for entry in report.entries:
        assert entry.number in plain
        assert squeeze(entry.reason) in plain
        assert all(squeeze(quote.text) in plain for quote in (*entry.upper, *entry.lower))
    for grid in (build_task_grid(report, demo_chain().tasks), build_indicator_grid(report)):
        assert all(squeeze(cell.head) in plain for row in grid.rows for cell in row.cells)
        assert all(squeeze(meaning) in plain for _, _, meaning in grid.legend)
    assert squeeze(render_chain_conclusion(report)) in plain


def test_the_screen_tells_the_gravest_and_counts_the_rest() -> None:
    """Ten breaks of each plan are drawn, and how many more there are is said."""
    plain = squeeze(screen(120))
    report = build_chain_report(demo_chain())
    assert "另有13处未列出" in plain
    assert "另有21处未列出" in plain
    assert squeeze(render_chain_conclusion(report)).replace("、", "") in plain.replace("│", "").replace("、", "")
    assert all(entry.number in plain for entry in report.entries_at(1)[:10])


def test_no_line_is_wider_than_the_screen() -> None:
    """Nothing is cropped or broken by the terminal."""
    for width in (60, 80, 120):
        assert max(cell_len(line) for line in screen(width).splitlines()) <= width


def test_the_counts_add_up() -> None:
    """Every task of the top plan has one fate, and the breaks of the levels are all there are."""
    report = build_chain_report(demo_chain())
    for row in build_fate_table(report).rows:
        assert row.cells[1] == sum(int(cell or 0) for cell in row.cells[2:])
    levels = build_level_table(report)
    assert sum(map(int, (*levels.column("tasks"), *levels.column("indicators")))) == len(report.entries)
    assert len(build_break_table(report).rows) == len(report.entries)


def test_breaks_stand_level_by_level_gravest_first() -> None:
    """The order of the numbers is the order to work in."""
    report = build_chain_report(demo_chain())
    places = [(report.link_of(entry).lower, entry.severity.rank) for entry in report.entries]
    assert places == sorted(places)


def test_a_cell_tells_what_answers_and_what_is_still_lacking() -> None:
    """What the city left out is told at the district, made good or not."""
    report = build_chain_report(demo_chain())
    thread = find_thread(demo_chain(), "严格落实建筑工地扬尘防治")
    (row,) = build_task_grid(report, [thread]).rows
    city, district = row.cells
    assert (city.head, city.marks) == ("部分衔接", report.marks[thread.number, 1])
    assert district.head == "已衔接（上级有缺）"
    assert "补上了上级所缺：到2025年设区市和县城建成区道路机械化清扫率分别达到90%、80%以上" in district.body
    assert any(line.startswith("上级所缺，仍缺：加强渣土运输车辆全过程监管") for line in district.body)


def test_what_was_not_looked_at_is_said() -> None:
    """Sentences left aside and parts that are not followed from level to level."""
    told = "\n".join(
        str(cell) for row in build_chain_limits(build_chain_report(demo_chain())).rows for cell in row.cells
    )
    assert "列为任务逐条对照的 42 句" in told
    assert "工程、编制依据、自述数字和结构文字不逐级贯通" in told


def test_the_workbook_is_frozen_and_coloured() -> None:
    """Four sheets; the requirement stays in sight, and verdicts differ in colour."""
    book = openpyxl.load_workbook(io.BytesIO(render_chain_book(demo_chain())))
    assert book.sheetnames == ["总览", "断点清单", "任务逐级对照", "指标逐级对照"]
    sheet = book["任务逐级对照"]
    assert sheet.freeze_panes == "D3"
    assert len({sheet.cell(row, 4).fill.fgColor.rgb for row in range(3, 45)}) >= 3


def test_the_json_keeps_its_schema() -> None:
    """The result fits its schema file, and marks and breaks name each other."""
    schema = json.loads((SCHEMAS / "chain.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    result = json.loads(render_json(demo_chain().to_dict()))
    Draft202012Validator(schema).validate(result)
    assert (result["schema"], result["version"]) == ("plan-align/chain", 1)
    assert [plan["parents"] for plan in result["plans"]] == [[], [0], [1]]
    marks = [number for thread in result["tasks"] for stop in thread["stops"] for number in stop["breaks"]]
    assert set(marks) == {each["number"] for each in result["breaks"] if each["part"] == "task"}


def test_equal_chains_give_equal_bytes() -> None:
    """In whatever order the plans are given."""
    again = align_chain(demo_plans())
    assert render_chain_page(again) == render_chain_page(demo_chain())
    assert render_chain_book(again) == render_chain_book(demo_chain())
    assert render_json(again.to_dict()) == render_json(demo_chain().to_dict())


def test_the_page_asks_nothing_of_a_network_and_its_links_lead_somewhere() -> None:
    """One file that works offline, without a dead link."""
    page = render_chain_page(demo_chain())
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?https?:", page)
    tree = html.document_fromstring(page)
    ids = set(tree.xpath("//@id"))
    assert {link.removeprefix("#") for link in tree.xpath("//a/@href")} <= ids


def test_frames_have_a_row_for_every_stop_and_break() -> None:
    """Nothing is left out of the data frames, and a pivot gives the grid."""
    chain = broken_chain()
    threads, breaks = chain.threads_frame(), chain.breaks_frame()
    assert len(threads) == sum(len(thread.stops) for thread in chain.threads)
    assert len(breaks) == len(chain.breaks)
    wide = threads[threads["part"] == "task"].pivot_table(
        index="thread", columns="plan", values="state", aggfunc="first"
    )
    number = find_thread(chain, "开展衡江干支流入河排污口").number
    assert wide.loc[number].to_dict() == {"衡海省": "origin", "泊川市": "compared", "霁原区": "beyond"}
    value = threads[(threads["thread"] == "IND-001") & (threads["plan"] == "衡海省")].iloc[0]
    assert (value["answer"], value["nature"]) == ("30.5", "约束性")


def test_a_notebook_shows_the_page() -> None:
    """The page stands in a frame of its own."""
    assert "<iframe" in demo_chain()._repr_html_()


def test_the_command_writes_all_reports(tmp_path) -> None:
    """Workbook, page and JSON, named after the lowest plan."""
    files = [demo(name) for name in ("city", "province")]
    done = run("chain", *files, "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "规划上下贯通审查" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"city.上下贯通{s}" for s in (".html", ".json", ".xlsx")
    ]


def test_the_command_prints_json_alone(tmp_path) -> None:
    """Nothing but JSON goes to stdout."""
    done = run("chain", demo("province"), demo("city"), "--json")
    assert json.loads(done.stdout)["schema"] == "plan-align/chain"


@pytest.mark.parametrize(
    ("names", "message"), [(("city",), "至少要两份规划"), (("city", "city"), "领域也相同，分不出上下")]
)
def test_the_command_refuses_what_makes_no_chain(names: tuple[str, ...], message: str) -> None:
    """One sentence on stderr and exit code 2."""
    done = run("chain", *map(demo, names))
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
