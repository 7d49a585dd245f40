"""Our own plans come back from office formats as they went in; and the files they go through are real office files."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import numpy
import pypdfium2
import pytest
from docx.oxml.ns import qn
from lxml import etree, html
from PIL import Image
from roundtrip import trip as trip_module
from roundtrip.__main__ import main
from roundtrip.cases import Case, find_cases
from roundtrip.comparison import Comparison, compare_plans
from roundtrip.rendering.elements import Frame, Grid, Kind, Manuscript, Passage
from roundtrip.rendering.files import Format, file_of, make_files
from roundtrip.rendering.furniture import clean_page, join_broken
from roundtrip.rendering.manuscript import read_manuscript
from roundtrip.rendering.marks import parse_mark
from roundtrip.rendering.numbering import plan_numbering
from roundtrip.rendering.scan import write_scan
from roundtrip.rendering.soffice import has_program
from roundtrip.rendering.textgrids import build_grid, take_rows
from roundtrip.rendering.wordfile import write_word
from roundtrip.trip import FLOORS, Trip, run_trip

from align.errors import InputError
from align.model import Nature, Plan
from align.pipeline import read_plan

# The demonstration and three cases: a long one, one with groups in its table, one with parts and a head of two rows.
CASES = find_cases(("demo", "environment_province_city_long", "education_city_county", "outline_city_county_155"))
TABLE_BREAK = re.compile(r"[-—]\d+[-—]|续表\d?")
needs_office = pytest.mark.skipif(not has_program(), reason="LibreOffice is not installed")


def case_of(name: str) -> Case:
    (found,) = (case for case in find_cases((name,)) if case.name == name)
    return found


def manuscript_of(name: str) -> Manuscript:
    return read_manuscript(case_of(name).path)


# ------------------------------------------------------------ there and back


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> dict[Format, Trip]:
    """The cases there and back by the formats that need no other program."""
    folder = tmp_path_factory.mktemp("roundtrip")
    return {format_: run_trip(CASES, format_, folder) for format_ in (Format.DOCX, Format.HTML)}


def keeps_floors(trip: Trip, comparison: Comparison) -> bool:
    floor = FLOORS[trip.format]
    return (
        trip.rate(comparison, "tasks") >= floor.tasks
        and trip.rate(comparison, "indicators") >= floor.indicators
        and comparison.shares["tasks"].extra <= comparison.shares["tasks"].total * (1 - floor.tasks)
    )


@pytest.mark.parametrize("format_", [Format.DOCX, Format.HTML])
@pytest.mark.parametrize("name", [case.name for case in CASES])
def test_plans_come_back(trips: dict[Format, Trip], format_: Format, name: str) -> None:
    """Tasks and every value of every indicator are found again, and hardly a task is found that was not there."""
    (comparison,) = (one for one in trips[format_].comparisons if one.case == name)
    assert keeps_floors(trips[format_], comparison), comparison.differences[:5]


@needs_office
@pytest.mark.parametrize(
    ("format_", "name"), [(Format.DOC, "demo-city"), (Format.PDF, "outline_city_county_155-upper")]
)
def test_a_plan_comes_back_from_what_libreoffice_makes(tmp_path: Path, format_: Format, name: str) -> None:
    """One plan each by the old Word format and by a PDF with tables over several pages."""
    trip = run_trip([case_of(name)], format_, tmp_path)
    (comparison,) = trip.comparisons
    assert keeps_floors(trip, comparison), comparison.differences[:5]


def test_scans_are_left_out_where_they_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first refusal ends it, with its reason; no other scan is made."""
    made: list[str] = []

    def refuse(path: Path) -> Plan:
        raise InputError(path, "没有文字层", "请先做文字识别")

    monkeypatch.setattr(trip_module, "make_files", lambda cases, *_: made.extend(case.name for case in cases))
    monkeypatch.setattr(trip_module, "read_plan", refuse)
    trip = run_trip(CASES, Format.SCAN, tmp_path)
    assert not trip.comparisons
    assert "没有文字层" in trip.refusal
    assert made == [CASES[0].name]


def test_near_tasks_count_in_scans(district: Plan) -> None:
    """One character wrong in every task: nothing is found word for word, all of it in a scan."""
    tasks = tuple(replace(task, clean=task.clean[:-2] + "口" + task.clean[-1]) for task in district.tasks)
    comparison = compare_plans("x", district, replace(district, tasks=tasks))
    means = [Trip(format=format_, comparisons=(comparison,)).mean("tasks") for format_ in (Format.PDF, Format.SCAN)]
    assert means == [0.0, 1.0]


# ------------------------------------------------------------ the comparison itself


@pytest.fixture(scope="module")
def district() -> Plan:
    return read_plan(case_of("demo-district").path)


def test_a_plan_is_like_itself(district: Plan) -> None:
    """All found, nothing too many, no difference."""
    comparison = compare_plans("x", district, district)
    assert not comparison.differences
    assert all((share.rate, share.extra) == (1.0, 0) for share in comparison.shares.values())


def test_a_lost_task_and_an_altered_one_are_told(district: Plan) -> None:
    """The first task is gone and the second has another character: one lost, one near."""
    _, second, *others = district.tasks
    changed = replace(second, clean=second.clean.replace("2020年", "2021年"))
    comparison = compare_plans("x", district, replace(district, tasks=(changed, *others)))
    share = comparison.shares["tasks"]
    assert (share.found, share.near, share.extra) == (share.total - 2, 1, 0)
    assert sorted(one.field for one in comparison.differences) == ["lost", "near"]


def test_width_and_spaces_make_no_difference(district: Plan) -> None:
    """Full-width digits, half-width commas and spaces are ways of writing the same."""
    tasks = tuple(
        replace(task, clean=task.clean.replace("，", ",").replace("2", "２").replace("年", " 年 "))
        for task in district.tasks
    )
    assert compare_plans("x", district, replace(district, tasks=tasks)).shares["tasks"].rate == 1.0


@pytest.mark.parametrize(
    ("field", "value"),
    [("target", "32"), ("baseline", None), ("unit", "毫克/升"), ("nature", Nature.ANTICIPATORY), ("name", "PM2.5浓度")],
)
def test_a_changed_field_of_an_indicator_is_told(district: Plan, field: str, value: str | None) -> None:
    """Name, field and both values; the indicator counts as lost."""
    first, *others = district.indicators
    changed = replace(district, indicators=(replace(first, **{field: value}), *others))
    comparison = compare_plans("x", district, changed)
    (difference,) = comparison.differences
    shown = "" if value is None else str(value)
    assert (difference.field, difference.item, difference.rendered) == (field, first.name, shown)
    assert comparison.shares["indicators"].found == len(district.indicators) - 1


def test_an_indicator_too_many_is_told(district: Plan) -> None:
    """Each indicator finds one partner and no more."""
    twice = replace(district, indicators=(*district.indicators, district.indicators[0]))
    assert compare_plans("x", district, twice).shares["indicators"].extra == 1


def test_divisions_are_compared_by_role_and_place(district: Plan) -> None:
    """A change of role counts; where a division hangs is told beside it."""
    changed = tuple(
        replace(division, role=district.divisions[-1].role) if division.title == "主要任务" else division
        for division in district.divisions
    )
    comparison = compare_plans("x", district, replace(district, divisions=changed))
    assert [one.field for one in comparison.differences] == ["changed"]
    moved = tuple(replace(division, parent_id=None) for division in district.divisions)
    comparison = compare_plans("x", district, replace(district, divisions=moved))
    assert {one.field for one in comparison.differences} == {"parent"}
    assert comparison.shares["divisions"].rate == 1.0


# ------------------------------------------------------------ numbers


def marked(text: str) -> Passage:
    mark, rest = parse_mark(text) or (None, text)
    return Passage(kind=Kind.BODY, text=rest, mark=mark)


@pytest.mark.parametrize(
    ("texts", "typed", "lists"),
    [
        (["一、甲", "（一）乙", "（二）乙", "二、甲", "（一）乙"], [], 1),
        (["第一章 甲", "第一节 乙", "第二节 乙", "第二章 甲", "第一节 乙"], [], 1),
        (["第一篇 甲", "第一章 乙", "第二篇 甲", "第二章 乙", "第三章 乙"], [], 2),
        (["一、甲", "三、甲", "四、甲"], ["三、甲", "四、甲"], 1),
        (["1．甲", "2．甲", "1．甲", "2．甲", "3．甲"], [], 2),
        (["（一）甲", "1．乙", "2．乙", "（二）甲", "3．乙", "4．乙"], [], 2),
        (["（1）甲", "①乙", "②乙", "（2）甲", "①乙"], [], 1),
        (["2．甲", "3．甲"], ["2．甲", "3．甲"], 1),
        (["1．甲", "2.甲", "2．甲"], ["2.甲"], 2),
        (["◆甲", "◆甲"], [], 1),
    ],
)
def test_lists_write_what_lists_can(texts: list[str], typed: list[str], lists: int) -> None:
    """A jump is typed; a number that runs on below a wider one, or starts again on its own, has a list of its own."""
    passages = [marked(text) for text in texts]
    plan = plan_numbering(passages)
    assert [passage.whole for number, passage in enumerate(passages) if number not in plan.places] == typed
    assert len(plan.lists) == lists


def test_a_box_has_a_list_of_its_own() -> None:
    """The numbers in a box begin at 1, and those outside go on behind it."""
    box = Frame(passages=(Passage(kind=Kind.BOX_TITLE, text="专栏1 甲"), marked("1．乙"), marked("2．乙")))
    plan = plan_numbering([marked("1．甲"), box, marked("2．甲")])
    places = [plan.places[number].list_id for number in (0, 2, 3, 4)]
    assert places == [1, 2, 2, 1]


@pytest.mark.parametrize(
    "text", ["2020年底前完成。", "3.5万人", "十四五时期", "第一章", "一是基础薄弱。", "（试行）", "1.5%以上"]
)
def test_what_is_no_mark(text: str) -> None:
    """Years, quantities, words and a mark with nothing behind it."""
    assert parse_mark(text) is None


# ------------------------------------------------------------ what the lines of a text are


def test_page_furniture_goes() -> None:
    """Contents and page numbers are left out, and a sentence that a page parted is whole."""
    text = "规划\n目  录\n第一章  基础……1\n第二章  目标\n\n第一章  基础\n完善监测网络，对重点排污单位的自行监测数据开展\n\n— 3 —\n\n抽查。\n第二章  目标\n"
    whole = "完善监测网络，对重点排污单位的自行监测数据开展抽查。"
    assert list(filter(None, join_broken(clean_page(text)))) == ["规划", "第一章  基础", whole, "第二章  目标"]


TABLES = {
    "category": ("类别\t指标\t值\n甲\t子\t1\n\t丑\t2\n乙\t寅\t3", [("甲", 1, 2), ("乙", 1, 1)]),
    "category repeated": ("类别\t指标\t值\n甲\t子\t1\n甲\t丑\t2\n乙\t寅\t3", [("甲", 1, 2), ("乙", 1, 1)]),
    "category over a page": ("类别|指标|值\n甲|子|1\n|丑|2\n— 3 —\n续表\n类别|指标|值\n|寅|3", [("甲", 1, 3)]),
    "head of two rows": (
        "序号\t指标\t目标值\t\t属性\n\t\t2020年\t2025年\t\n1\t子\t1\t2\t约束性",
        [("目标值", 2, 1), ("序号", 1, 2), ("属性", 1, 2)],
    ),
    "group": ("序号|指标|值\n一、环境质量\n1|子|1", [("一、环境质量", 3, 1)]),
    "group with bars": ("序号|指标|值\n一、环境质量||\n1|子|1", [("一、环境质量", 3, 1)]),
    "broken cell": ("序号\t指标\t值\n1\t数字经济核心产业\n增加值占比\t7", [("数字经济核心产业增加值占比", 1, 1)]),
    "broken first cell": ("指标\t单位\t值\n适龄儿童入\n学率\t%\t7", [("适龄儿童入学率", 1, 1)]),
    "framed": ("|指标|值|\n|子|1|", [("指标", 1, 1)]),
}


@pytest.mark.parametrize(("text", "cells"), TABLES.values(), ids=TABLES.keys())
def test_tables_get_their_merged_cells_back(text: str, cells: list[tuple[str, int, int]]) -> None:
    """Text, columns and rows of cells; no column is left without a cell."""
    lines = text.split("\n")
    rows, after = take_rows(lines, 0)
    grid = build_grid(rows)
    found = {(cell.text, cell.columns, cell.rows) for row in grid.rows for cell in row}
    assert set(cells) <= found
    assert after == len(lines)
    area = sum(cell.columns * cell.rows for row in grid.rows for cell in row)
    assert area == grid.width * len(grid.rows)


def test_a_manuscript_knows_its_parts() -> None:
    """Notice, title, headings, box, captions, notes, tables."""
    manuscript = manuscript_of("demo-city")
    kinds = [passage.kind for passage in manuscript.front]
    assert kinds == [
        *(Kind.TITLE, Kind.NUMBER, Kind.SALUTATION, Kind.BODY, Kind.SIGNATURE, Kind.SIGNATURE),
        *(Kind.TITLE, Kind.SUBTITLE),
    ]
    assert manuscript.title == "泊川市“十四五”生态环境保护规划"
    assert [type(element) for element in manuscript.body].count(Grid) == 2
    (box,) = (element for element in manuscript.body if isinstance(element, Frame))
    assert [passage.kind for passage in box.passages] == [Kind.BOX_TITLE, Kind.BODY, Kind.BODY]
    levels = {passage.level for passage in manuscript.headings()}
    assert levels == {1, 2, 3}


def test_no_word_of_a_text_is_left_behind() -> None:
    """Every line of every text but page furniture stands somewhere in its manuscript."""
    for case in find_cases():
        manuscript = read_manuscript(case.path)
        written = squeeze("".join(list_texts(manuscript)))
        for line in join_broken(clean_page(case.path.read_text(encoding="utf-8"))):
            for cell in map(squeeze, line.replace("|", "\t").split("\t")):
                assert cell in written or TABLE_BREAK.fullmatch(cell), (case.name, cell)


def list_texts(manuscript: Manuscript) -> Iterator[str]:
    yield from (passage.whole for passage in manuscript.front)
    for element in manuscript.body:
        if isinstance(element, Grid):
            yield from (cell.text for row in element.rows for cell in row)
        else:
            passages = element.passages if isinstance(element, Frame) else (element,)
            yield from (passage.whole for passage in passages)


def squeeze(text: str) -> str:
    return "".join(text.split())


# ------------------------------------------------------------ Word files


@pytest.fixture(scope="module")
def outline(tmp_path_factory: pytest.TempPathFactory) -> docx.document.Document:
    """A plan with parts, chapters, sections, a box, and a table with a head of two rows over a page break."""
    path = tmp_path_factory.mktemp("word") / "规划.docx"
    write_word(manuscript_of("outline_city_county_155-upper"), path)
    return docx.Document(str(path))


def own_text(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(qn("w:t")))


def is_contents(paragraph: etree._Element) -> bool:
    return next(paragraph.iterancestors(qn("w:sdt")), None) is not None


def test_marks_stand_in_no_run(outline: docx.document.Document) -> None:
    """All 46 numbers of the text are written by lists: by the paragraph's own, or by that of its style."""
    styles = {style.style_id: style.element for style in outline.styles}
    paragraphs = [p for p in outline.element.body.iter(qn("w:p")) if not is_contents(p)]
    assert not [own_text(p) for p in paragraphs if parse_mark(own_text(p))]
    numbered = 0
    for paragraph in paragraphs:
        number = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        by_style = style is not None and styles[style.get(qn("w:val"))].find(f".//{qn('w:numPr')}") is not None
        numbered += number.get(qn("w:val")) != "0" if number is not None else by_style
    assert numbered == 46


def test_lists_have_chinese_formats(outline: docx.document.Document) -> None:
    """第一篇, 第一章, 第一节 and the items of the box, each with the text around its number."""
    levels = [
        (level.find(qn("w:numFmt")).get(qn("w:val")), level.find(qn("w:lvlText")).get(qn("w:val")))
        for level in outline.part.numbering_part.element.iter(qn("w:lvl"))
    ]
    chinese = "chineseCountingThousand"
    assert levels == [(chinese, "第%1篇"), (chinese, "第%1章"), (chinese, "第%2节"), ("decimal", "%1．")]


def test_a_number_that_jumps_is_typed(tmp_path: Path) -> None:
    """（二） is missing in the text, so that no list writes （三）."""
    path = tmp_path / "规划.docx"
    write_word(manuscript_of("water_province_city-lower"), path)
    texts = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "（三）防洪" in texts
    assert not any(text.startswith("（一）") for text in texts if "\t" not in text)


def test_headings_have_levels_where_there_are_chapters(outline: docx.document.Document, tmp_path: Path) -> None:
    """Word's own heading styles, or looks without an outline level."""
    names = {paragraph.style.name for paragraph in outline.paragraphs if paragraph.text == "发展基础"}
    assert names == {"Heading 2"}
    path = tmp_path / "规划.docx"
    write_word(manuscript_of("demo-city"), path)
    assert not any(p.style.name.startswith("Heading") for p in docx.Document(str(path)).paragraphs)


def test_category_cells_are_merged(outline: docx.document.Document) -> None:
    """A category stands once, in a cell over its rows; the cells below hold nothing. The head spans three columns."""
    table = max(outline.element.body.iter(qn("w:tbl")), key=lambda found: len(found.findall(qn("w:tr"))))
    firsts = [row.find(qn("w:tc")) for row in table.iter(qn("w:tr"))][2:]
    merges = [cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}").get(qn("w:val"), "continue") for cell in firsts]
    assert merges.count("restart") == 5
    assert merges.count("continue") == len(merges) - 5
    goes_on = [cell for cell, merge in zip(firsts, merges, strict=True) if merge == "continue"]
    assert not any(own_text(cell) for cell in goes_on)
    assert [span.get(qn("w:val")) for span in table.iter(qn("w:gridSpan"))] == ["3"]
    assert len(list(table.iter(qn("w:tblHeader")))) == 2


def test_a_box_is_a_frame_of_one_cell(outline: docx.document.Document) -> None:
    """Its number is a field that counts; its items are paragraphs of the cell."""
    (box,) = (table for table in outline.element.body.iter(qn("w:tbl")) if len(list(table.iter(qn("w:tc")))) == 1)
    paragraphs = list(box.iter(qn("w:p")))
    assert own_text(paragraphs[0]) == "专栏1  数字澄阳重点行动"
    assert any("SEQ 专栏" in (code.text or "") for code in paragraphs[0].iter(qn("w:instrText")))
    assert len(paragraphs) == 5


def test_contents_header_and_page_number(outline: docx.document.Document) -> None:
    """A field over the headings with their numbers as text, the plan's name above, the page number below."""
    (contents,) = outline.element.body.iter(qn("w:sdt"))
    lines = [own_text(paragraph) for paragraph in contents.iter(qn("w:p"))]
    assert lines[0] == "目    录"
    assert lines[2].startswith("第一篇 发展基础和总体要求")
    codes = " ".join(code.text or "" for code in outline.element.body.iter(qn("w:instrText")))
    assert 'TOC \\o "1-2"' in codes
    assert "PAGEREF" in codes
    section = outline.sections[0]
    assert section.header.paragraphs[0].text == "澄阳市国民经济和社会发展第十五个五年规划纲要"
    assert any("PAGE" in (code.text or "") for code in section.footer._element.iter(qn("w:instrText")))


def test_indices_stand_low_and_high(tmp_path: Path) -> None:
    """The 2.5 of PM2.5 below the line, the 3 of m3 above it, as offices set them."""
    path = tmp_path / "规划.docx"
    write_word(manuscript_of("environment_city_county_note-upper"), path)
    runs = [run for p in docx.Document(str(path)).element.body.iter(qn("w:p")) for run in p.iter(qn("w:r"))]
    scripts = {(own_text(run), script.get(qn("w:val"))) for run in runs for script in run.iter(qn("w:vertAlign"))}
    assert scripts == {("2.5", "subscript"), ("3", "superscript")}


# ------------------------------------------------------------ web pages and scans


def test_a_page_has_headings_tables_and_a_site_round_it(tmp_path: Path) -> None:
    """h1 to h4, cells over rows and columns, menus and a foot."""
    case = case_of("demo-province")
    make_files([case], Format.HTML, tmp_path)
    page = html.parse(str(file_of(case, Format.HTML, tmp_path))).getroot()
    assert [heading.text for heading in page.iter("h1")] == ["衡海省“十四五”生态环境保护规划"]
    assert all(len(list(page.iter(tag))) > 10 for tag in ("h2", "h3", "h4"))
    assert page.xpath("//td[@rowspan='9']/p/text()") == ["环境质量改善"]
    assert page.xpath("//nav//a")
    assert page.xpath("//footer//a")


def test_a_scan_is_pictures_and_nothing_else(tmp_path: Path) -> None:
    """Grey JPEG pages at 200 dpi without a text layer; the same file gives the same scan."""
    source = tmp_path / "规划.pdf"
    drawn = Image.new("L", (595, 842), 255)
    drawn.paste(0, (100, 100, 500, 110))
    drawn.save(source, "PDF", save_all=True, append_images=[drawn], resolution=72)
    first, second = tmp_path / "一.pdf", tmp_path / "二.pdf"
    for path in (first, second):
        write_scan(source, path)
    document = pypdfium2.PdfDocument(first)
    assert len(document) == 2
    assert all(page.get_textpage().get_text_bounded() == "" for page in document)
    pictures = [picture for page in document for picture in page.get_objects()]
    assert [picture.get_filters() for picture in pictures] == [["DCTDecode"]] * 2
    assert abs(pictures[0].get_px_size()[0] - 595 / 72 * 200) < 3
    tones = numpy.unique(pictures[0].get_bitmap().to_numpy())
    assert len(tones) > 20  # not only black and white: noise, and edges that a tilt blurs
    again = next(iter(pypdfium2.PdfDocument(second)[0].get_objects()))
    assert bytes(again.get_data()) == bytes(pictures[0].get_data())


# ------------------------------------------------------------ the command


def test_files_are_made_again_only_when_the_text_is_newer(tmp_path: Path) -> None:
    """What is present and newer is kept."""
    text = tmp_path / "规划.txt"
    text.write_text(case_of("demo-city").path.read_text(encoding="utf-8"), encoding="utf-8")
    case = Case(name="x", path=text)
    made = file_of(case, Format.DOCX, tmp_path)
    make_files([case], Format.DOCX, tmp_path)
    before = made.stat().st_mtime_ns
    make_files([case], Format.DOCX, tmp_path)
    assert made.stat().st_mtime_ns == before
    os.utime(text, ns=(before + 10**9, before + 10**9))
    make_files([case], Format.DOCX, tmp_path)
    assert made.stat().st_mtime_ns > before


def test_the_command_tells_and_writes_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table per format, one over all, the differences as a file; nothing else is left without --keep."""
    assert main(["demo-city", "--formats", "docx", "html", "--folder", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "demo-city" in shown
    assert "往返测试" in shown
    assert "达到" in shown
    assert sorted(path.name for path in tmp_path.iterdir()) == ["differences-docx.tsv", "differences-html.tsv"]


def test_a_missed_floor_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 1, and the kind that stays below."""
    floor = replace(FLOORS[Format.DOCX], tasks=1.01)
    monkeypatch.setitem(FLOORS, Format.DOCX, floor)
    assert run_trip([case_of("demo-city")], Format.DOCX, tmp_path).missed() == ("tasks",)
    assert main(["demo-city", "--formats", "docx", "--folder", str(tmp_path)]) == 1


def test_a_word_that_fits_no_plan_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 2 and the word."""
    assert main(["nowhere", "--folder", str(tmp_path)]) == 2
    assert "nowhere" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_loses_all(tmp_path: Path) -> None:
    """A refused file is no gap in the means: all its tasks are lost."""
    case = case_of("demo-city")
    broken = file_of(case, Format.DOCX, tmp_path)
    broken.write_bytes(b"PK\x03\x04")
    os.utime(broken, (4_000_000_000, 4_000_000_000))
    trip = run_trip([case], Format.DOCX, tmp_path)
    assert trip.mean("tasks") == 0.0
    assert "Word" in trip.comparisons[0].unread


def test_all_texts_are_cases() -> None:
    """37 plans: three of the demonstration, both sides of every gold case."""
    assert len(find_cases()) == 37
    with pytest.raises(LookupError):
        find_cases(["nowhere"])
