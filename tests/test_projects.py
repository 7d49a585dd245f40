"""Projects in tables, sentences and items."""

from __future__ import annotations

from decimal import Decimal

import pytest
from plan_texts import REAL_TEXTS, outline_source, read_plan_text, read_shared

from align.knowledge.project_words import load_project_words
from align.model import Project
from align.parsing.projects import find_projects

FILLER = "\n".join(["推进城镇污水处理提质增效，实施管网混错接改造和雨污分流，新建改造污水管网。"] * 5)
SUMMARY = """四、重点工程
共安排重点工程13项，投资6.5亿元，具体如下：
工程类别 | 项目数（项） | 投资（亿元） | 建设重点
大气治理 | 6 | 3.12 | 超低排放改造
水治理 | 5 | 2.65 | 管网改造
能力建设 | 2 | 0.73 | 智慧平台
合计 | 13 | 6.50 | —
五、保障措施
"""
NAMED = """附件2
青石市“十四五”学校重大建设项目一览
序号|区域|项目名称|计划投资（万元）
1|东山区|东山第一小学|24600
2|东山第二小学|23000
3|西河区|西河中学扩建|1700
合计（万元）||49300
"""


def projects_of(text: str) -> tuple[Project, ...]:
    source = read_plan_text(f"青石市“十四五”综合规划\n{FILLER}\n{text}\n{FILLER}")
    return find_projects(source, outline_source(source)[1])


def test_summary_table() -> None:
    """Categories with count and money; the row of totals is no category."""
    found = projects_of(SUMMARY)
    assert [(p.name, p.count, p.investment) for p in found] == [
        ("大气治理", 6, Decimal("3.12")),
        ("水治理", 5, Decimal("2.65")),
        ("能力建设", 2, Decimal("0.73")),
    ]


def test_a_caption_may_tell_what_the_table_lists_and_its_unit() -> None:
    """Neither header nor chapter says 工程; the money is in 万元 by the caption."""
    table = (
        "四、要办的事\n表2 重点工程分类（投资单位：万元）\n类别 | 个数 | 投资 | 主要内容\n"
        "水源 | 6 | 218500 | 水库加高\n防洪 | 7 | 126400 | 堤防加固\n"
    )
    assert [(p.name, p.count, p.investment) for p in projects_of(table)] == [
        ("水源", 6, Decimal("21.85")),
        ("防洪", 7, Decimal("12.64")),
    ]


def test_the_last_share_set_like_a_heading_counts() -> None:
    """An enumerated share that a paragraph follows looks like a heading of it."""
    found = projects_of(
        "四、重大工程\n谋划重大工程14个，总投资20亿元。其中：\n1．防控类9个，投资11.8亿元，重点建设实验室；\n"
        "2．服务类3个，投资5.2亿元；\n3．人才类2个，投资3亿元。\n各县要抓紧落实建设条件，做深做细前期工作。"
    )
    assert [(p.count, p.investment) for p in found] == [
        (9, Decimal("11.8")),
        (3, Decimal("5.2")),
        (2, Decimal("3")),
    ]


def test_named_table_with_merged_cells_and_ten_thousands() -> None:
    """Rows that lack a merged cell are read from the right, 万元 becomes 亿元, the category goes on downwards."""
    found = projects_of(NAMED)
    assert [(p.name, p.category, p.investment) for p in found] == [
        ("东山第一小学", "东山区", Decimal("2.46")),
        ("东山第二小学", "东山区", Decimal("2.3")),
        ("西河中学扩建", "西河区", Decimal("0.17")),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "其中：绿色低碳类9项，投资12.6亿元；大气防治类8项，投资9.4亿元。",
            [("绿色低碳类", 9, Decimal("12.6")), ("大气防治类", 8, Decimal("9.4"))],
        ),
        (
            "供水工程3个，总投资1200万元；排水工程5个，总投资3400万元。",
            [("供水", 3, Decimal("0.12")), ("排水", 5, Decimal("0.34"))],
        ),
        ("全市共安排工程46项，投资58亿元。", []),
        ("完成污水管网26公里，投资1.2亿元，惠及3个街道。", []),
    ],
)
def test_shares_in_a_sentence(sentence: str, expected: list[tuple[str, int, Decimal]]) -> None:
    """Two shares or more make a list; a single total does not."""
    found = projects_of(f"四、重点工程\n{sentence}\n五、保障措施")
    assert [(p.name, p.count, p.investment) for p in found] == expected


def test_enumerated_projects() -> None:
    """Run-in headings under a chapter of projects, with the money their text gives."""
    found = projects_of(
        "四、重点工程\n（一）老城区管网改造工程。改造管网42公里，总投资2.4亿元，2024年建成。\n"
        "（二）智慧矿区平台项目。接入视频数据，投资约800万元。\n（三）加强组织领导。压实各方责任，投资不限。\n五、保障措施"
    )
    assert [(p.name, p.investment) for p in found] == [
        ("老城区管网改造工程", Decimal("2.4")),
        ("智慧矿区平台项目", Decimal("0.08")),
    ]


def test_boxes_of_projects() -> None:
    """Every item of a box called 工程 is a project; of another box only what calls itself one."""
    text = (
        "三、主要任务\n推进污染治理，持续改善环境质量，确保群众满意。\n专栏1 水环境治理重点工程\n1．管网雨污分流改造。新建管网42公里。\n2．入河排口整治。完成整治。\n"
        "四、保障措施\n加强领导，压实责任，确保完成。"
    )
    assert [p.name for p in projects_of(text)] == ["管网雨污分流改造", "入河排口整治"]


def test_tables_of_indicators_are_no_projects() -> None:
    """A table without the words of projects is left alone."""
    table = "表1 主要指标\n序号 | 指标名称 | 单位 | 2020年 | 2025年\n1 | 森林覆盖率 | % | 31 | 32\n2 | 优良天数 | 天 | 290 | 311\n"
    assert projects_of(table) == ()


def test_text_is_the_exact_slice_and_ids_differ() -> None:
    """Evidence can be shown in place, and no two projects share an id."""
    source = read_plan_text(f"青石市规划\n{FILLER}\n{SUMMARY}\n{NAMED}")
    found = find_projects(source, outline_source(source)[1])
    assert len(found) == 6
    assert all(project.text == project.span.slice(source.text) for project in found)
    assert len({project.id for project in found}) == len(found)


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        ("165.135", "亿元", "165.135"),
        ("11908", "万元", "1.1908"),
        ("1,200", "万元", "0.12"),
        ("-", "万元", None),
        ("3", "美元", None),
    ],
)
def test_money_is_exact(amount: str, unit: str, expected: str | None) -> None:
    """亿元 without rounding; what is no number or no known unit gives nothing."""
    found = load_project_words().money_in_yi(amount, unit)
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.real
@pytest.mark.skipif(not REAL_TEXTS.exists(), reason="the real documents are not here")
def test_a_real_annex_is_read_to_the_end() -> None:
    """The annex of a real plan lists 159 schools and sums them up itself."""
    source = read_shared(REAL_TEXTS / "city_shaoxing_education_145.txt")
    found = find_projects(source, outline_source(source)[1])
    assert len(found) == 159
    assert sum((p.investment or Decimal(0) for p in found), Decimal(0)) == Decimal("331.9298")


def test_shares_on_lines_of_their_own() -> None:
    """A total whose parts stand on the lines below, each by itself."""
    text = "四、重点工程\n共实施重点工程9项，总投资4.2亿元，分为三类：\n治水类4项，投资2.1亿元；\n治气类3项，投资1.6亿元；\n能力类2项，投资0.5亿元。"
    assert [(p.name, p.count) for p in projects_of(text)] == [("治水类", 4), ("治气类", 3), ("能力类", 2)]


def test_a_box_that_describes_shares_adds_no_project() -> None:
    """What a sentence has counted by kind is not counted again where the kinds are set out."""
    text = (
        "四、重点工程\n共实施重大工程9项。其中：治水工程4项，投资2.1亿元；治气工程5项，投资1.6亿元。\n"
        "专栏2 重大工程主要内容\n1．治水工程。包括截污纳管等项目。\n2．治气工程。包括脱硝改造等项目。"
    )
    assert sum(project.count for project in projects_of(text)) == 9
