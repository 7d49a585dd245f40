"""专栏: where their titles end and their items begin, and where the box itself ends."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from factories import FixedRoles, make_source
from plan_texts import clean_source, outline_source, read_plan_text
from word_files import append, paragraph, read, row, table

from align.model import DivisionKind, Role
from align.parsing.divisions import build_outline
from align.parsing.outline import Outline
from align.parsing.projects import find_projects
from align.reading.content import Content
from align.reading.web.page import read_html

OPENING = "第三章 主要任务\n第一节 推进产业数字化\n推动制造业企业开展数字化改造，支持龙头企业建设工业互联网平台，培育示范工厂。\n"
NAMES = ("智能工厂建设", "园区网络升级工程", "数据要素流通")
DEEDS = (
    "引导骨干企业推广柔性生产线，五年内建成一百家示范车间。",
    "完成工业园区光纤网络改造，建设园区专用网络基站。",
    "制定公共数据开放目录，推动数据交易规范运行。",
)
NUMBERS = {
    "01": ("01", "02", "03"),
    "01 ": ("01 ", "02 ", "03 "),
    "1.": ("1.", "2.", "3."),
    "1 ": ("1 ", "2 ", "3 "),
    "1": ("1", "2", "3"),
    "（1）": ("（1）", "（2）", "（3）"),
    "①": ("①", "②", "③"),
}
TITLES = {
    "short": "专栏1 产业数字化重点工程",
    "long": "专栏1 “数字云澄”新型信息基础设施与产业数字化融合应用重点建设工程",
    "with marks": "专栏1：补齐园区短板，提升公共服务能力和产业数字化水平重点建设工程",
}
ITEMS = {
    "run in": "{number}{name}。{deed}\n",
    "name above": "{number}{name}\n{deed}\n",
    "names only": "{number}{name}\n",
}


def boxed(title: str, item: str, numbers: tuple[str, ...]) -> str:
    filled = (item.format(number=n, name=name, deed=d) for n, name, d in zip(numbers, NAMES, DEEDS, strict=True))
    return f"{OPENING}{title}\n{''.join(filled)}第二节 发展数字产业\n培育软件企业，支持企业开展关键技术攻关，建设软件园区。\n"


def outline_of(text: str) -> Outline:
    return build_outline(clean_source(make_source(text=text)), FixedRoles({"主要任务": Role.TASKS}))


def texts_under(outline: Outline, label: str) -> list[str]:
    (division,) = (one for one in outline.divisions if one.label == label)
    return [paragraph.text for paragraph in outline.paragraphs if paragraph.division_id == division.id]


@pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)
@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("numbers", NUMBERS.values(), ids=NUMBERS)
def test_every_item_of_a_box_is_a_project_of_its_own(numbers, title, item):
    """Whatever the numbers and however long the title, the first item is not joined to it."""
    source = read_plan_text(boxed(title, item, numbers))
    _, outline, _ = outline_source(source)
    box = next(division for division in outline.divisions if division.kind is DivisionKind.BOX)
    assert box.title == title.removeprefix("专栏1").strip(" ：")
    assert [project.name for project in find_projects(source, outline)] == list(NAMES)
    assert any(division.label == "第二节 发展数字产业" for division in outline.divisions)


def test_bare_numbers_are_markers_and_point_to_the_source():
    """01 is shown as the plan writes it, and the item's words are found in the source."""
    text = boxed(TITLES["short"], ITEMS["run in"], NUMBERS["01 "])
    outline = outline_of(text)
    items = [division for division in outline.divisions if division.kind is DivisionKind.BOX][1:]
    assert [item.label for item in items] == [f"0{n} {name}" for n, name in enumerate(NAMES, 1)]
    assert [item.heading.slice(text) for item in items] == [f"0{n} {name}" for n, name in enumerate(NAMES, 1)]


@pytest.mark.parametrize(
    "line",
    ["1个县建成示范区。", "1 万亩农田完成改造。", "01月底前完成。", "1家企业上市。", "10大行动全面推进。"],
)
def test_quantities_do_not_count_items(line):
    """A line of a box that begins with an amount or a date is no item."""
    outline = outline_of(f"{OPENING}专栏1 行动\n{line}\n2智能车间。{DEEDS[0]}\n")
    assert [paragraph.marker for paragraph in outline.paragraphs[1:]] == ["", ""]


def test_bare_numbers_outside_a_box_are_text():
    """What begins with 1 in running text may be anything."""
    outline = outline_of(f"{OPENING}1智能工厂。{DEEDS[0]}\n2智能园区。{DEEDS[1]}\n")
    assert [paragraph.marker for paragraph in outline.paragraphs] == ["", "", ""]


def test_ten_items_and_more_are_counted():
    """After 09 comes 10."""
    items = "".join(f"{n:02}智能工厂{chr(0x4E00 + n)}。{DEEDS[0]}\n" for n in range(1, 13))
    outline = outline_of(f"{OPENING}专栏1 行动\n{items}")
    assert [one.marker for one in outline.divisions if one.kind is DivisionKind.BOX][1:] == [
        f"{n:02}" for n in range(1, 13)
    ]


# ------------------------------------------------------------ frames

BOX = ("专栏1 产业数字化重点工程", f"01 {NAMES[0]}。{DEEDS[0]}", f"02 {NAMES[1]}。{DEEDS[1]}")
AFTER = "完善数字基础设施，推进千兆光网和移动网络协同发展，扩大农村覆盖。"
SECTION = "第一节 推进产业数字化"


def parse(content: Content) -> Outline:
    source = make_source(text=content.text, blocks=content.blocks, tables=content.tables)
    return build_outline(clean_source(source), FixedRoles({"主要任务": Role.TASKS}))


def word(*elements: str) -> Outline:
    document = docx.Document()
    for element in (*(paragraph(line) for line in OPENING.splitlines()), *elements):
        append(document, element)
    return parse(read(document))


def page(body: str) -> Outline:
    opening = "".join(f"<p>{line}</p>" for line in OPENING.splitlines())
    return parse(read_html(f"<html><body>{opening}{body}<p>{AFTER}</p></body></html>".encode(), Path("规划.html")))


def cell(*lines: str) -> str:
    return f"<w:tc>{''.join(paragraph(line) for line in lines)}</w:tc>"


def test_items_are_counted_on_in_a_second_frame():
    """A box that is drawn as two tables is one list."""
    outline = word(table(row(cell(*BOX[:2]))), table(row(cell(BOX[2]))), paragraph(AFTER))
    assert texts_under(outline, f"02 {NAMES[1]}") == [DEEDS[1]]


HTML_LINES = "".join(f"<p>{line}</p>" for line in BOX)


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param((table(row(cell(*BOX))), paragraph(AFTER)), id="one cell"),
        pytest.param((table(*(row(cell(line)) for line in BOX)), paragraph(AFTER)), id="a row per paragraph"),
        pytest.param((paragraph(BOX[0]), table(row(cell(*BOX[1:]))), paragraph(AFTER)), id="title above the frame"),
        pytest.param((table(row(cell(*BOX[:2]))), table(row(cell(BOX[2]))), paragraph(AFTER)), id="two frames"),
        pytest.param((table(row(cell(BOX[0])), row(cell(BOX[1]), cell(BOX[2]))), paragraph(AFTER)), id="title row"),
    ],
)
def test_text_behind_the_frame_of_a_box_belongs_to_the_section(frame):
    """A Word document knows where the frame ends."""
    outline = word(*frame)
    assert texts_under(outline, SECTION)[-1] == AFTER
    assert len(texts_under(outline, SECTION)) == 2


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<table><tr><td>{HTML_LINES}</td></tr></table>", id="table"),
        pytest.param(f"<div style='padding:4px;border:1px solid #000'>{HTML_LINES}</div>", id="border"),
        pytest.param(f"<fieldset>{HTML_LINES}</fieldset>", id="fieldset"),
        pytest.param(
            f"<div style='border:solid windowtext 1.0pt'><div style='border:1px dashed'>{HTML_LINES}</div></div>",
            id="frame in a frame",
        ),
    ],
)
def test_pages_know_frames_too(body):
    """A table of one cell, an element with a border all around, a set of fields."""
    assert texts_under(page(body), SECTION)[-1] == AFTER


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<div style='border:none'>{HTML_LINES}</div>", id="no border"),
        pytest.param(f"<div style='border-bottom:1px solid'>{HTML_LINES}</div>", id="a line"),
        pytest.param(f"<div style='border:0 solid'>{HTML_LINES}</div>", id="width 0"),
    ],
)
def test_without_a_frame_the_text_stays_in_the_box(body):
    """Where nothing tells the end of a box, what follows without number or heading is its own."""
    assert AFTER in texts_under(page(body), f"02 {NAMES[1]}")


def test_a_frame_around_the_whole_page_does_not_hold_chapters_in_a_box():
    """A box in the middle of a framed article ends where numbers go on, as in any text."""
    body = "".join(f"<p>{line}</p>" for line in (*OPENING.splitlines(), *BOX, "第二节 发展数字产业", AFTER))
    outline = parse(
        read_html(f"<html><body><div style='border:1px solid'>{body}</div></body></html>".encode(), Path("规划.html"))
    )
    assert texts_under(outline, "第二节 发展数字产业") == [AFTER]


def test_numbers_of_the_section_may_start_again_inside_a_frame():
    """（三） in a frame is an item of the box though the section has come to （二）."""
    items = ("专栏1 行动", f"（一）管网。{DEEDS[0]}", f"（二）水源。{DEEDS[0]}", f"（三）监测。{DEEDS[0]}")
    outline = word(
        paragraph(f"（一）治水。{AFTER}"),
        paragraph(f"（二）治气。{AFTER}"),
        table(row(cell(*items))),
        paragraph(f"（三）治土。{AFTER}"),
    )
    kinds = {one.label: one.kind for one in outline.divisions}
    assert kinds["（三）监测"] is DivisionKind.BOX
    assert kinds["（三）治土"] is DivisionKind.CHAPTER


def test_a_framed_heading_behind_a_box_is_none_of_it():
    """Headings may be framed, too: the numbers tell."""
    items = ("专栏1 行动", f"1.管网。{DEEDS[0]}", f"2.水源。{DEEDS[0]}")
    outline = word(
        paragraph(f"（一）治水。{AFTER}"), table(row(cell(*items))), table(row(cell("（二）治气"))), paragraph(AFTER)
    )
    assert texts_under(outline, "（二）治气") == [AFTER]
    assert {one.label: one.kind for one in outline.divisions}["（二）治气"] is DivisionKind.CHAPTER


def test_the_last_item_of_a_frame_takes_no_text_from_behind_it():
    """A name at the end of a frame is an item, not the heading of the text below the frame."""
    outline = word(table(row(cell("专栏1 行动", "1.智能工厂建设", "2.园区网络升级"))), paragraph(AFTER))
    assert texts_under(outline, "专栏1 行动") == ["智能工厂建设", "园区网络升级"]


def test_a_frame_around_the_title_alone_tells_no_end():
    """The title of a box may be framed for show, with its items below in the open."""
    outline = word(table(row(cell(BOX[0]))), *(paragraph(line) for line in BOX[1:]), paragraph(AFTER))
    assert AFTER in texts_under(outline, f"02 {NAMES[1]}")
