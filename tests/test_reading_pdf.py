"""PDF documents give lines and ruled tables page by page; what has no text layer is told."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest
from pdf_pages import PICTURE, build, rule, table, text

from align.errors import InputError
from align.reading.content import Content
from align.reading.pdf.document import read_pdf
from align.source import BlockKind

PATH = Path("规划.pdf")


def lines(content: Content) -> list[tuple[int | None, str]]:
    return [
        (block.page, block.span.slice(content.text)) for block in content.blocks if block.kind is BlockKind.PARAGRAPH
    ]


def grid(content: Content, index: int = 0) -> list[list[str]]:
    return [["~" * cell.merged + cell.text for cell in row] for row in content.tables[index].rows]


def test_lines_keep_page_and_order():
    content = read_pdf(build(text(90, 700, "目标") + text(90, 750, "一、总则"), text(90, 750, "二、任务")), PATH)
    assert lines(content) == [(1, "一、总则"), (1, "目标"), (2, "二、任务")]
    assert content.pages == 2
    assert content.warnings == ()


def test_justified_lines_get_no_spaces_between_characters():
    spaced = "".join(text(90 + 15 * place, 700, character) for place, character in enumerate("推进生态保护修复"))
    assert lines(read_pdf(build(spaced), PATH)) == [(1, "推进生态保护修复")]


def test_characters_printed_twice_to_look_bold_come_once():
    page = text(90, 700, "重点任务") + text(90.3, 700, "重点任务")
    assert lines(read_pdf(build(page), PATH)) == [(1, "重点任务")]


def test_a_ruled_table_stands_in_its_place_and_not_in_the_text_again():
    page = (
        text(90, 780, "主要指标见下表。")
        + table(90, 760, [["指标", "目标"], ["森林覆盖率", "55"], ["优良天数", "330"]])
        + text(90, 600, "注：略。")
    )
    content = read_pdf(build(page), PATH)
    assert [block.kind.value for block in content.blocks] == ["paragraph", "table", "paragraph"]
    assert grid(content) == [["指标", "目标"], ["森林覆盖率", "55"], ["优良天数", "330"]]
    assert content.tables[0].page == 1
    assert content.text == "主要指标见下表。\n指标\t目标\n森林覆盖率\t55\n优良天数\t330\n注：略。\n"


def test_a_cell_merged_downwards_repeats():
    page = table(90, 760, [["类别", "指标"], ["水", "断面"], [None, "饮用水"]])
    assert grid(read_pdf(build(page), PATH)) == [["类别", "指标"], ["水", "断面"], ["~水", "饮用水"]]


def test_wrapped_lines_of_a_cell_are_one():
    page = table(90, 760, [["指标", "值"], ["", "3"]], height=40)
    page += text(94, 705, "新增考古") + text(94, 690, "发掘项目")
    assert grid(read_pdf(build(page), PATH))[1] == ["新增考古发掘项目", "3"]


def test_a_table_goes_on_on_the_next_page():
    first = text(90, 820, "青川县规划") + table(90, 760, [["序号", "项目"], ["1", "管网"]]) + text(290, 30, "4")
    second = text(90, 820, "青川县规划") + table(90, 780, [["序号", "项目"], ["2", "湿地"]]) + text(290, 30, "5")
    third = text(90, 820, "青川县规划") + text(90, 780, "二、保障")
    content = read_pdf(build(first, second, third), PATH)
    assert [grid(content)] == [[["序号", "项目"], ["1", "管网"], ["2", "湿地"]]]
    assert (3, "二、保障") in lines(content)


@pytest.mark.parametrize(
    "second",
    [
        text(90, 800, "二、重点工程") + table(90, 780, [["序号", "项目"], ["2", "湿地"]]),
        table(90, 780, [["序号", "项目", "投资"], ["2", "湿地", "3"]]),
    ],
    ids=["a heading between", "another number of columns"],
)
def test_another_table_on_the_next_page_stays_apart(second):
    content = read_pdf(build(table(90, 760, [["序号", "项目"], ["1", "管网"]]), second), PATH)
    assert len(content.tables) == 2
    assert [each.page for each in content.tables] == [1, 2]


def test_a_frame_with_one_column_is_a_box_of_lines():
    page = table(90, 760, [["专栏1 工程"], ["1．管网。"]], width=300)
    content = read_pdf(build(page), PATH)
    assert content.tables == ()
    assert lines(content) == [(1, "专栏1 工程"), (1, "1．管网。")]


def test_backgrounds_are_no_rules():
    page = "1 g\n" + "".join(rule(x, y, 200, 30) for x in (90, 290) for y in (640, 670, 700)) + "0 g\n"
    page += text(94, 680, "推进减排") + text(294, 650, "推进扩绿")
    assert read_pdf(build(page), PATH).tables == ()


def test_the_frame_of_a_printed_web_page_is_no_table():
    words = "推进生态保护修复" * 4
    page = "".join(text(40, 800 - 15 * row, words, 10) for row in range(50))
    page += rule(20, 20, 0.5, 800) + rule(570, 20, 0.5, 800) + rule(380, 20, 0.5, 800)
    page += "".join(rule(20, y, 550, 0.5) for y in (20, 420, 820))
    page += text(400, 800, "栏目") + text(400, 300, "栏目")
    content = read_pdf(build(page), PATH)
    assert content.tables == ()
    assert len(content.blocks) >= 50


def test_pages_without_a_text_layer_are_named():
    pages = [text(90, 700, "总则"), PICTURE, PICTURE, text(90, 700, "任务"), "", PICTURE]
    content = read_pdf(build(*pages), PATH)
    (notice,) = content.warnings
    assert notice.code == "reading.no_text_layer"
    assert "第 2–3、6 页" in notice.message
    assert content.pages == 6


def test_pictures_beside_text_are_named():
    (notice,) = read_pdf(build(text(90, 780, "指标如下图") + PICTURE), PATH).warnings
    assert notice.code == "reading.pictures_not_read"
    assert "第 1 页" in notice.message


def test_a_map_is_not_searched_for_tables():
    page = text(90, 780, "规划图") + "".join(f"{x} {x} m {x + 1} {x} l S\n" for x in range(4100))
    content = read_pdf(build(page), PATH)
    assert [notice.code for notice in content.warnings] == ["reading.tables_not_read"]
    assert lines(content) == [(1, "规划图")]


@pytest.mark.parametrize("pages", [[PICTURE], [PICTURE, PICTURE], [""]])
def test_a_scan_needs_ocr(pages):
    with pytest.raises(InputError, match="没有文字层") as caught:
        read_pdf(build(*pages), PATH)
    assert "先做文字识别" in caught.value.remedy
    assert f"{len(pages)} 页" in caught.value.problem


def test_an_encrypted_file_needs_its_password():
    secret = (
        f"/Encrypt<</Filter/Standard/V 1/R 2/P -44/O<{os.urandom(32).hex()}>/U<{os.urandom(32).hex()}>>>/ID[<00><00>]"
    )
    with pytest.raises(InputError, match="已加密"):
        read_pdf(build(text(90, 700, "总则"), trailer=secret), PATH)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.4\n", id="head only"),
        pytest.param(b"%PDF-1.4\n" + bytes(range(256)) * 20, id="junk"),
        pytest.param(build(text(90, 700, "总则")).replace(b"/Type/Page", b"/Type/None"), id="no pages"),
    ],
)
def test_damaged_files_are_refused(data):
    with pytest.raises(InputError, match="已损坏"):
        read_pdf(data, PATH)


def test_pdfminer_keeps_quiet_and_its_logger_is_left_as_it_was(caplog, capfd):
    before = logging.getLogger("pdfminer").level
    read_pdf(build(text(90, 700, "总则") + "/Nope gs /P1 scn\n"), PATH)
    assert logging.getLogger("pdfminer").level == before
    assert caplog.records == []
    assert capfd.readouterr().err == ""


def test_lowered_and_raised_figures_stay_with_their_letters():
    """PM₂.₅ and m³ set as smaller figures below and above the line, in the text and in a cell."""
    page = (
        text(90, 700, "细颗粒物PM")
        + text(162, 696, "2.5", 7)
        + text(183, 700, "浓度降至30μg/m")
        + text(303, 706, "3", 7)
        + table(90, 600, [["指标", "目标"], ["PM", "30"]])
        + text(118, 561, "2.5", 7)
    )
    content = read_pdf(build(page), PATH)
    assert lines(content) == [(1, "细颗粒物PM2.5浓度降至30μg/m3")]
    assert grid(content)[1] == ["PM2.5", "30"]
