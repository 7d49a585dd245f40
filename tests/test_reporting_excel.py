"""The workbook, read back: sheets, filters, colours, print set-up; no formula; equal bytes for equal results."""

import io
from dataclasses import replace

import factories as make
import openpyxl
import pytest
from alignment_sample import make_sample
from openpyxl.utils import get_column_letter

from align.errors import OutputError
from align.reporting.entries import Part
from align.reporting.excel import render_workbook, write_workbook
from align.reporting.reviewcolumns import parse_key
from align.reporting.settling import find_labels

SHEETS = ["总览", "缺口清单", "任务", "指标", "工程", "依据与自洽", "本级新增", "不适用"]


def read(judgements):
    return openpyxl.load_workbook(io.BytesIO(render_workbook(judgements)))


@pytest.fixture(scope="module")
def workbook():
    return read(make_sample())


def header(sheet):
    return next(row for row in sheet.iter_rows(values_only=True) if row[0] == "编号")


def test_the_sheets_are_there_in_order(workbook):
    assert workbook.sheetnames == SHEETS


def test_equal_results_give_equal_bytes():
    assert render_workbook(make_sample()) == render_workbook(make_sample())


@pytest.mark.parametrize("name", SHEETS[1:])
def test_lists_are_filtered_frozen_wrapped_and_set_for_print(workbook, name):
    sheet = workbook[name]
    assert sheet.auto_filter.ref
    assert sheet.freeze_panes
    assert sheet.page_setup.orientation == "landscape"
    assert int(sheet.page_setup.paperSize) == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows
    assert all(cell.alignment.wrap_text for cell in sheet[sheet.max_row])


def test_rows_take_the_colour_of_their_severity(workbook):
    sheet = workbook["缺口清单"]
    by_grade = {row[1].value: row[1].fill.fgColor.rgb for row in sheet.iter_rows(min_row=3)}
    assert set(by_grade) == {"严重", "较重", "一般", "提示"}
    assert len(set(by_grade.values())) == 4


def test_rows_are_tall_enough_for_their_longest_cell(workbook):
    sheet = workbook["任务"]
    heights = [sheet.row_dimensions[row].height for row in range(2, sheet.max_row + 1)]
    assert min(heights) >= 18
    assert max(heights) > 60


def test_columns_to_fill_in_by_hand_are_empty(workbook):
    sheet = workbook["任务"]
    titles = header(sheet)
    for title in ("责任科室", "复核结论", "审查意见", "建议文字", "复核人"):
        assert {row[titles.index(title)] for row in sheet.iter_rows(min_row=2, values_only=True)} == {None}


def test_every_finding_is_known_by_a_hidden_column(workbook):
    """The last column of every list tells which finding a row is of, whatever is sorted or inserted around it."""
    for name, first in (("缺口清单", 3), ("任务", 2), ("指标", 3), ("工程", 2), ("不适用", 3)):
        sheet = workbook[name]
        keys = [row[-1] for row in sheet.iter_rows(min_row=first, values_only=True)]
        assert len(set(keys)) == len(keys) > 0
        assert all(parse_key(key) for key in keys)
        assert sheet.column_dimensions[get_column_letter(sheet.max_column)].hidden


def test_verdicts_are_chosen_from_a_list_that_fits_the_sheet(workbook):
    """What may be said of tasks is offered for tasks, and so on; the list covers every row."""
    for name, part, first in (("任务", Part.TASK, 2), ("指标", Part.INDICATOR, 3)):
        sheet = workbook[name]
        (rule,) = sheet.data_validations.dataValidation
        column = get_column_letter([cell.value for cell in sheet[first - 1]].index("复核结论") + 1)
        assert rule.formula1.strip('"').split(",") == list(find_labels((part,)))
        assert str(rule.sqref) == f"{column}{first}:{column}{sheet.max_row}"


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(mark):
    text = f'{mark}HYPERLINK("http://x")'
    judgements = make.make_judgements(tasks=(make.make_task_finding(task=make.make_task(text=text), reason=text),))
    cells = [cell for sheet in read(judgements) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    (reason,) = [cell for cell in cells if cell.value == text and cell.parent.title == "任务"]
    assert reason.quotePrefix


def test_addresses_are_not_made_links():
    finding = make.make_task_finding(reason="http://example.org/")
    workbook = read(make.make_judgements(tasks=(finding,)))
    assert not [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def test_a_text_too_long_for_a_cell_is_cut_and_says_so():
    judgements = make.make_judgements(tasks=(make.make_task_finding(reason="长" * 40_000),))
    sheet = read(judgements)["任务"]
    text = sheet.cell(row=2, column=header(sheet).index("理由与建议") + 1).value
    assert len(text) == 32_767
    assert text.endswith("全文见 JSON 结果）")


def test_control_characters_do_not_break_the_file():
    text = "完成\x00\x0b整治"
    judgements = make.make_judgements(tasks=(make.make_task_finding(task=make.make_task(text=text)),))
    assert "完成整治" in read(judgements)["任务"].cell(row=2, column=5).value


def test_numbers_are_numbers(workbook):
    sheet = workbook["任务"]
    assert sheet.cell(row=2, column=header(sheet).index("把握度") + 1).value == pytest.approx(0.83)


def test_nothing_found_still_gives_all_sheets():
    assert read(make.make_judgements()).sheetnames == SHEETS


def test_several_uppers_share_the_sheets():
    sample = make_sample()
    other = replace(sample, upper=replace(sample.upper, meta=make.make_meta(title="云川省规划")))
    sheet = read((sample, other))["任务"]
    column = header(sheet).index("上级规划")
    titles = [row[column] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert titles.count("云川省规划") == titles.count("青石市“十四五”生态环境保护规划") == 18


def test_the_file_is_written_and_a_missing_folder_told(tmp_path):
    write_workbook(tmp_path / "表.xlsx", make_sample())
    assert openpyxl.load_workbook(tmp_path / "表.xlsx").sheetnames == SHEETS
    with pytest.raises(OutputError):
        write_workbook(tmp_path / "无" / "表.xlsx", make_sample())
