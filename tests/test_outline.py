"""Divisions, their roles and what stands in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from factories import FixedRoles, make_source
from plan_texts import clean_source

from align.model import DivisionKind, Role
from align.parsing.divisions import build_outline
from align.parsing.outline import Outline
from align.reading.content import ContentBuilder, RawCell

ROLES = {
    "规划基础": Role.CONTEXT,
    "前言": Role.CONTEXT,
    "总体要求": Role.OBJECTIVES,
    "主要任务": Role.TASKS,
    "重点工程": Role.PROJECTS,
    "保障措施": Role.SAFEGUARDS,
}


def outline_of(text: str) -> Outline:
    return build_outline(clean_source(make_source(text=text)), FixedRoles(ROLES))


def labels(outline: Outline) -> list[tuple[int, str]]:
    return [(division.level, division.label) for division in outline.divisions[1:]]


BODY = "推进城镇污水处理提质增效，实施管网混错接改造和雨污分流，新建改造污水管网。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"第一章 规划基础\n第一节 现状\n{BODY}\n第二章 主要任务\n第一节 治水\n一、污水\n{BODY}\n第二节 治气\n{BODY}",
            [
                (1, "第一章 规划基础"),
                (2, "第一节 现状"),
                (1, "第二章 主要任务"),
                (2, "第一节 治水"),
                (3, "一、污水"),
                (2, "第二节 治气"),
            ],
        ),
        (
            f"一、总体要求\n（一）指导思想\n{BODY}\n二、主要任务\n（一）治水\n1．治理污水。{BODY}\n2．保护水源。{BODY}\n（二）治气\n{BODY}",
            [
                (1, "一、总体要求"),
                (2, "（一）指导思想"),
                (1, "二、主要任务"),
                (2, "（一）治水"),
                (3, "1.治理污水"),
                (3, "2.保护水源"),
                (2, "（二）治气"),
            ],
        ),
        (
            f"一、主要任务\n1.1 治水工作\n1.1.1 管网建设。{BODY}\n1.1.2 水源保护。{BODY}\n1.2 治气工作\n{BODY}",
            [
                (1, "一、主要任务"),
                (2, "1.1 治水工作"),
                (3, "1.1.1 管网建设"),
                (3, "1.1.2 水源保护"),
                (2, "1.2 治气工作"),
            ],
        ),
        (
            f"一、主要任务\n【重点任务1】治理污水\n{BODY}\n【重点任务2】保护水源\n{BODY}\n二、保障措施\n{BODY}",
            [(1, "一、主要任务"), (2, "【重点任务1】 治理污水"), (2, "【重点任务2】 保护水源"), (1, "二、保障措施")],
        ),
        (
            f"前  言\n{BODY}\n第一章 规划基础\n{BODY}",
            [(1, "前言"), (1, "第一章 规划基础")],
        ),
        (
            f"一、主要任务\n（一）治水。\n{BODY}\n（二）治气。\n{BODY}",
            [(1, "一、主要任务"), (2, "（一）治水"), (2, "（二）治气")],
        ),
        (
            f"{BODY}\n制定过程\n（一）谋划阶段。{BODY}\n（二）编制阶段。{BODY}\n三、主要任务\n{BODY}",
            [(1, "制定过程"), (2, "（一）谋划阶段"), (2, "（二）编制阶段"), (1, "三、主要任务")],
        ),
        (
            f"二、主要任务\n3.治水工作\n{BODY}\n4.治气工作\n{BODY}\n三、保障措施\n5.组织领导\n{BODY}",
            [(1, "二、主要任务"), (2, "3.治水工作"), (2, "4.治气工作"), (1, "三、保障措施"), (2, "5.组织领导")],
        ),
    ],
    ids=["章节", "公文", "十进", "标签", "前言", "句号标题", "无编号", "连续编号"],
)
def test_numbering_styles(text: str, expected: list[tuple[int, str]]) -> None:
    """Every style of numbering met in real plans nests as its reader would nest it."""
    assert labels(outline_of(text)) == expected


def test_box_keeps_its_own_numbering() -> None:
    """Items of a box start again at 1 and do not end it; the next section does."""
    text = (
        f"一、主要任务\n（一）治水\n1．治理污水。{BODY}\n2．保护水源。{BODY}\n专栏1 治水行动\n"
        f"1．管网行动。{BODY}\n2．水源行动。{BODY}\n3．监测行动。{BODY}\n（二）治气\n{BODY}"
    )
    outline = outline_of(text)
    boxes = [division.label for division in outline.divisions if division.kind is DivisionKind.BOX]
    assert boxes == ["专栏1 治水行动", "1.管网行动", "2.水源行动", "3.监测行动"]
    assert (2, "（二）治气") in labels(outline)


def test_numbering_outside_a_box_goes_on_after_it() -> None:
    """Number 3 after a box whose own items ended at 1 belongs to the section that stood at 2."""
    text = f"一、主要任务\n1．治水。{BODY}\n2．治气。{BODY}\n专栏1 行动\n1．管网行动。{BODY}\n3．治土。{BODY}"
    assert (2, "3.治土") in labels(outline_of(text))


def test_an_annex_in_the_middle_ends_where_the_numbering_goes_on() -> None:
    """附表 before 第三章 holds its table, not the chapters after it."""
    text = f"第一章 规划基础\n{BODY}\n第二章 总体要求\n{BODY}\n附表 主要指标\n{BODY}\n第三章 治水\n第一节 治污\n{BODY}"
    assert (1, "第三章 治水") in labels(outline_of(text))


def test_numbering_inside_an_annex_stays_inside() -> None:
    """An annex at the end has numbers of its own."""
    text = f"一、主要任务\n{BODY}\n附件1：项目清单\n一、治水项目\n{BODY}\n二、治气项目\n{BODY}"
    assert (2, "二、治气项目") in labels(outline_of(text))


def test_items_are_not_headings() -> None:
    """Enumerated sentences end with a full stop or semicolon and have nothing under them."""
    text = (
        "一、编制依据\n（一）《水污染防治法》；\n（二）《青石市“十四五”规划》（青政发〔2021〕3号）。\n二、主要任务\n"
        + BODY
    )
    outline = outline_of(text)
    assert labels(outline) == [(1, "一、编制依据"), (1, "二、主要任务")]
    assert [paragraph.marker for paragraph in outline.paragraphs] == ["（一）", "（二）", ""]


def test_a_sentence_about_a_chapter_is_no_chapter() -> None:
    """An explanation says 第一章总结成效…… in the middle of its own sections."""
    text = f"一、主要任务\n（一）分析形势\n第一章客观总结“十三五”期间工作成效，指出区域环境质量得到持续改善、生态修复全面加强、突出问题有力解决等方面成效。\n（二）明确任务\n{BODY}"
    assert labels(outline_of(text)) == [(1, "一、主要任务"), (2, "（一）分析形势"), (2, "（二）明确任务")]


@pytest.mark.parametrize(
    "opening",
    [
        [("青石市教育事业十四五发展规划", 2), ("征求意见稿", 3)],
        [("青石市“十四五”教育发展规划（草案）", 1)],
        [("各区人民政府：现将规划印发给你们，请结合实际贯彻执行。", None), ("青石市“十四五”教育发展规划", 1)],
    ],
)
def test_the_title_of_the_plan_is_no_chapter(opening: list[tuple[str, int | None]]) -> None:
    """Web pages and Word files set it as a heading; chapters below it still tell their own roles."""
    builder = ContentBuilder()
    for text, level in [
        *opening,
        *((line, None) for line in f"一、主要任务\n{BODY}\n二、保障措施\n{BODY}".split("\n")),
    ]:
        builder.add_paragraph(text, level=level)
    content = builder.build()
    source = replace(make_source(text=content.text), blocks=content.blocks)
    outline = build_outline(clean_source(source), FixedRoles(ROLES))
    assert labels(outline) == [(1, "一、主要任务"), (1, "二、保障措施")]


def test_roles_are_inherited_and_unknown_chapters_are_tasks() -> None:
    """A chapter whose heading names no role is one of the task chapters; its sections share its role."""
    outline = outline_of(
        f"第一章 规划基础\n第一节 成绩\n{BODY}\n第二章 打好碧水保卫战\n第一节 治水\n{BODY}\n第三章 保障措施\n{BODY}"
    )
    roles = {division.title: division.role for division in outline.divisions}
    assert roles["成绩"] is Role.CONTEXT
    assert roles["打好碧水保卫战"] is Role.TASKS
    assert roles["治水"] is Role.TASKS
    assert roles["保障措施"] is Role.SAFEGUARDS


def test_an_opening_chapter_without_a_telling_name_is_context() -> None:
    """Before the objectives a plan speaks of the state of things, whatever it calls the chapter."""
    roles = {**ROLES, "成效": Role.CONTEXT, "依据": Role.BASIS}
    text = f"一、起步条件\n（一）成效\n{BODY}\n（二）差距不足\n{BODY}\n（三）依据\n{BODY}\n二、总体要求\n{BODY}\n三、铺好高速路\n（一）成效\n{BODY}"
    outline = build_outline(clean_source(make_source(text=text)), FixedRoles(roles))
    assert [division.role for division in outline.divisions[1:]] == [
        Role.CONTEXT,
        Role.CONTEXT,
        Role.CONTEXT,
        Role.BASIS,
        Role.OBJECTIVES,
        Role.TASKS,
        Role.TASKS,
    ]


def test_a_text_without_headings_is_all_tasks() -> None:
    """A short 行动方案 is not lost."""
    outline = outline_of(BODY)
    assert outline.divisions[0].role is Role.TASKS
    assert outline.paragraphs[0].role is Role.TASKS


def test_paragraphs_cover_the_body_and_spans_nest() -> None:
    """Every paragraph lies in the span of its division, and every division in that of its parent."""
    text = f"第一章 规划基础\n{BODY}\n第二章 主要任务\n第一节 治水\n{BODY}\n专栏1 行动\n1．甲行动。{BODY}\n第二节 治气\n{BODY}"
    outline = outline_of(text)
    divisions = {division.id: division for division in outline.divisions}
    for paragraph in outline.paragraphs:
        assert divisions[paragraph.division_id].span.contains(paragraph.span())
        assert paragraph.span().slice(text).startswith(paragraph.text[:4])
    for division in outline.divisions:
        if division.parent_id is not None and division.parent_id != "D0":
            assert divisions[division.parent_id].span.contains(division.span)


def test_ids_are_stable_when_another_chapter_changes() -> None:
    """Editing one section leaves the ids of the others alone."""
    first = outline_of(f"第一章 规划基础\n{BODY}\n第二章 主要任务\n{BODY}")
    second = outline_of(f"第一章 发展基础和形势\n{BODY}\n第二章 主要任务\n{BODY}")
    assert first.divisions[2].id == second.divisions[2].id
    assert first.divisions[1].id != second.divisions[1].id


def test_a_table_headed_by_the_name_of_a_box_is_that_box() -> None:
    """The first row, one cell over all columns, is the heading; the rows below stand in the box."""
    builder = ContentBuilder()
    builder.add_paragraph("一、总体要求")
    builder.add_paragraph(BODY)
    head = RawCell("专栏1 主要指标")
    rows = [
        [head, head._replace(merged=True)],
        [RawCell("指标"), RawCell("目标")],
        [RawCell("森林覆盖率"), RawCell("52")],
    ]
    builder.add_table(rows)
    content = builder.build()
    source = replace(make_source(text=content.text), blocks=content.blocks, tables=content.tables)
    outline = build_outline(clean_source(source), FixedRoles(ROLES))
    assert labels(outline) == [(1, "一、总体要求"), (2, "专栏1 主要指标")]
    box = outline.divisions[-1]
    assert box.kind is DivisionKind.BOX
    assert [p.line.text for p in outline.paragraphs if p.division_id == box.id] == ["指标目标", "森林覆盖率52"]
