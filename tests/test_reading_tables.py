"""Tables in plain text are runs of lines with tabs or bars; running text, lists and contents pages are none."""

from __future__ import annotations

import pytest

from align.reading.plain.tables import find_tables
from align.reading.plain.text import split_lines


def grids(text: str) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in table.rows] for table in find_tables(split_lines(text))]


TABLES = [
    pytest.param(
        "序号\t指标\t单位\t2025年\n（一）环境治理\n1\t断面优良率\t%\t100\n2\t优良天数\t天\t330\n（二）生态保护\n3\t森林覆盖率\t%\t55",
        [
            ["序号", "指标", "单位", "2025年"],
            ["（一）环境治理"],
            ["1", "断面优良率", "%", "100"],
            ["2", "优良天数", "天", "330"],
            ["（二）生态保护"],
            ["3", "森林覆盖率", "%", "55"],
        ],
        id="rows that name a group and have lost their cells",
    ),
    pytest.param(
        "指标|2020年|2025年\n森林覆盖率|52|55", [["指标", "2020年", "2025年"], ["森林覆盖率", "52", "55"]], id="bars"
    ),
    pytest.param("指标\t2025年\n森林覆盖率\t55", [["指标", "2025年"], ["森林覆盖率", "55"]], id="tabs"),
    pytest.param("指标 ｜ 2025年\n森林覆盖率 ｜ 55", [["指标", "2025年"], ["森林覆盖率", "55"]], id="full-width bars"),
    pytest.param("| 指标 | 值 |\n|---|:-:|\n| 湿地 | 3 |", [["指标", "值"], ["湿地", "3"]], id="framed, with a rule"),
    pytest.param(
        "青川县主要指标||\n类别|指标|值\n环境|断面优良率|100\n|优良天数|330",
        [["青川县主要指标", "", ""], ["类别", "指标", "值"], ["环境", "断面优良率", "100"], ["", "优良天数", "330"]],
        id="caption row and blank categories",
    ),
    pytest.param(
        "类别\t序号\t指标\n水\t1\t断面\n\t2\t湖库",
        [["类别", "序号", "指标"], ["水", "1", "断面"], ["", "2", "湖库"]],
        id="blank category before a tab",
    ),
    pytest.param(
        "一级|二级|现状|目标\n公平|入学率|98|99\n覆盖率|93|95\n差异系数|小学|0.4|0.3\n初中|0.3|0.2",
        [
            ["一级", "二级", "现状", "目标"],
            ["公平", "入学率", "98", "99"],
            ["覆盖率", "93", "95"],
            ["差异系数", "小学", "0.4", "0.3"],
            ["初中", "0.3", "0.2"],
        ],
        id="ragged rows below merged cells",
    ),
    pytest.param(
        "序号|项目|投资\n1|污水厂|2.1\n\n2|管网|3.4\n— 12 —\n3|湿地|1.0\n合计||6.5",
        [
            ["序号", "项目", "投资"],
            ["1", "污水厂", "2.1"],
            ["2", "管网", "3.4"],
            ["3", "湿地", "1.0"],
            ["合计", "", "6.5"],
        ],
        id="page breaks inside",
    ),
    pytest.param(
        "序号|项目|投资\n1|污水厂|2.1\n第 3 页 共 9 页\n（续表）\n序号|项目|投资\n2|管网|3.4",
        [["序号", "项目", "投资"], ["1", "污水厂", "2.1"], ["2", "管网", "3.4"]],
        id="head repeated after the break",
    ),
    pytest.param(
        "主要指标||\n指标|单位|值\n断面|%|95\n12\n指标|单位|值\n天数|天|330",
        [["主要指标", "", ""], ["指标", "单位", "值"], ["断面", "%", "95"], ["天数", "天", "330"]],
        id="head repeated without the caption",
    ),
    pytest.param(
        "工程|内容\n治水|建设截污管网。实施生态补水。\n治气|淘汰老旧锅炉。",
        [["工程", "内容"], ["治水", "建设截污管网。实施生态补水。"], ["治气", "淘汰老旧锅炉。"]],
        id="sentences below a head",
    ),
    pytest.param("年份\t值\n1\t3\n2\t4", [["年份", "值"], ["1", "3"], ["2", "4"]], id="numbers that grow below a head"),
    pytest.param("指标|值\n甲|1\n||||\n乙|2", [["指标", "值"], ["甲", "1"], ["乙", "2"]], id="a row of nothing"),
]

NO_TABLES = [
    pytest.param("联系人：李工|电话：0839", id="one line"),
    pytest.param("推进“山水|林田”一体化保护修复。\n统筹水资源、水环境、水生态治理。", id="a bar in running text"),
    pytest.param("\t加强大气污染防治。\n\t加强水污染防治。", id="paragraphs indented by a tab"),
    pytest.param("第一章 总则\t1\n第二章 目标\t3\n第三章 任务\t3", id="contents page"),
    pytest.param("前言\tI\n第一章 总则\t1\n第二章 目标\t12", id="contents page with Roman numbers"),
    pytest.param("1.\t建设污水厂\n2.\t建设管网\n3.\t修复湿地", id="numbered list"),
    pytest.param("（一）\t推进减排\n（二）\t推进扩绿", id="list in brackets"),
    pytest.param("●\t推进减排\n●\t推进扩绿", id="bullets"),
    pytest.param("第一条\t为了保护环境\n第二条\t本规划适用于全县", id="articles"),
    pytest.param("到2025年，\t生态环境持续改善。\n到2035年，\t美丽青川基本建成。", id="sentences parted by a tab"),
    pytest.param(
        "深入实施可持续发展战略，完善生态文明领域统筹协调机制，构建生态文明体系，推动经济社会发展\t全面转型\n继续\t推进",
        id="a long first cell",
    ),
    pytest.param("|\n||", id="bars without text"),
    pytest.param("进展情况||\n工作安排||", id="rows with one cell filled"),
    pytest.param("没有分隔的一行\n没有分隔的二行", id="no separators"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_table_is_found_whole(text, expected):
    assert grids(text) == [expected]


@pytest.mark.parametrize("text", NO_TABLES)
def test_what_is_no_table_is_left_alone(text):
    assert grids(text) == []


@pytest.mark.parametrize(
    "between",
    ["二、重点工程", "注：本表为规划值。", "\n" * 12],
    ids=["a heading", "a note", "a long gap"],
)
def test_text_between_two_tables_keeps_them_apart(between):
    assert len(grids(f"甲|乙|丙\n1|2|3\n{between}\n甲|乙|丙\n4|5|6")) == 2


def test_another_number_of_columns_starts_another_table():
    assert [len(table[0]) for table in grids("甲|乙\n1|2\n\n甲|乙|丙|丁\n4|5|6|7")] == [2, 4]


def test_tables_with_far_more_columns_in_the_next_line_are_parted():
    assert [len(table) for table in grids("甲|乙\n1|2\n甲|乙|丙|丁|戊\n4|5|6|7|8")] == [2, 2]


def test_cells_know_their_place_in_the_text():
    text = "　表\n 指标 | 值 \n　湿地\t保有量 | 3 \n"
    for table in find_tables(split_lines(text)):
        for row in table.rows:
            for cell in row:
                assert cell.span.slice(text) == cell.text
    assert grids(text) == [[["指标", "值"], ["湿地\t保有量", "3"]]]
