"""Sheets made to harm, or grown by accident: their texts are read, or they are refused, in little time and memory."""

from __future__ import annotations

import io
import re
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from word_files import repack

from align.errors import InputError
from align.reading.content import Content, ContentLimitError
from align.reading.sheets import workbookparts
from align.reading.sheets.spreadsheet import read_csv, read_excel

PATH = Path("指标.xlsx")
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
QUICK = 10.0


@pytest.fixture(autouse=True)
def in_little_time():
    """Each of these takes a fraction of a second; what it defends against takes minutes or for ever."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < QUICK


def text_row(number: int, *texts: str) -> str:
    cells = (
        f'<c r="{chr(65 + place)}{number}" t="inlineStr"><is><t>{text}</t></is></c>' for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


HEAD = text_row(1, "指标", "2030年")


def workbook(rows: str, after: str = "", *, prefix: str = "", encoding: str = "utf-8") -> bytes:
    """A workbook with one sheet of this markup."""
    sheet = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    if prefix:
        sheet = re.sub(r"<(/?)(\w)", rf"<\1{prefix}:\2", sheet).replace("xmlns=", f"xmlns:{prefix}=")
    data = f'<?xml version="1.0" encoding="{encoding}"?>{sheet}'.encode(encoding)
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return repack(stream.getvalue(), lambda name, part: data if name == SHEET else part)


def share_strings(data: bytes, strings: bytes) -> bytes:
    """The workbook with a table of shared strings."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    declared = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    made = io.BytesIO(repack(data, lambda name, part: part.replace(b"</Types>", declared) if name[0] == "[" else part))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", strings)
    return made.getvalue()


def grid(content: Content) -> list[list[str]]:
    return [[cell.text for cell in row] for row in content.tables[0].rows]


def test_a_hundred_thousand_blank_rows_cost_nothing():
    blank = "".join(
        f'<row r="{number}" ht="15" customHeight="1"><c r="A{number}" s="0"/><c r="B{number}" s="0"></c></row>'
        for number in range(2, 100_000)
    )
    assert grid(read_excel(workbook(HEAD + blank + text_row(100_001, "", "")), PATH)) == [["指标", "2030年"]]


@pytest.mark.parametrize(("prefix", "encoding"), [("x", "utf-8"), ("", "utf-16"), ("", "gb18030"), ("", "utf-16-le")])
def test_sheets_in_other_spellings_are_slimmed_too(prefix, encoding):
    after = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    with pytest.raises(InputError, match=r"合并的单元格异常地多.*取消"):
        read_excel(workbook(HEAD, after, prefix=prefix, encoding=encoding), PATH)


def test_a_title_merged_over_all_columns_is_read():
    rows = text_row(1, "主要指标") + text_row(2, "指标", "2030年")
    content = read_excel(workbook(rows, '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>'), PATH)
    assert content.text == "主要指标\n指标\t2030年\n"


def test_many_merged_cells_are_refused(monkeypatch):
    monkeypatch.setattr(workbookparts, "_MAX_MERGED", 1_000)
    merged = "".join(f'<mergeCell ref="A{row}:Z{row + 1}"/>' for row in range(1, 100, 2))
    with pytest.raises(InputError, match="合并的单元格异常地多"):
        read_excel(workbook(HEAD, f"<mergeCells>{merged}</mergeCells>"), PATH)


@pytest.mark.parametrize("reference", ["", "A1", "XFE1:XFF2", "没有", "A0:B0", "ZZZ9999999:ZZZ9999999", "B2:A1"])
def test_odd_merged_cells_do_no_harm(reference):
    after = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    assert grid(read_excel(workbook(HEAD, after), PATH)) == [["指标", "2030年"]]


def test_a_link_over_the_whole_sheet_costs_nothing():
    after = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'
    assert grid(read_excel(workbook(HEAD, after), PATH)) == [["指标", "2030年"]]


def test_the_last_column_is_beyond_a_table():
    with pytest.raises(InputError, match="16384 列，超过 200 列"):
        read_excel(workbook(f'{HEAD}<row r="2"><c r="XFD2"><v>1</v></c></row>'), PATH)


def test_a_string_shared_by_every_cell_is_refused():
    rows = "".join(
        f'<row r="{row}">{"".join(f"""<c r="{chr(65 + column)}{row}" t="s"><v>0</v></c>""" for column in range(20))}</row>'
        for row in range(1, 400)
    )
    strings = f'<sst xmlns="{NAMESPACE}"><si><t>{"长" * 30_000}</t></si></sst>'.encode()
    with pytest.raises(ContentLimitError, match="文字超过"):
        read_excel(share_strings(workbook(rows), strings), PATH)


def test_entities_that_multiply_are_refused():
    entities = '<!ENTITY a "一">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    strings = f'<!DOCTYPE x [{entities}]><sst xmlns="{NAMESPACE}"><si><t>&j;</t></si></sst>'.encode()
    with pytest.raises(InputError, match="文档类型声明"):
        read_excel(share_strings(workbook(HEAD), strings), PATH)


def test_absurd_nesting_does_no_harm():
    deep = f'<row r="2"><c r="A2">{"<x>" * 100_000}{"</x>" * 100_000}</c></row>'
    assert grid(read_excel(workbook(HEAD + deep), PATH)) == [["指标", "2030年"]]


def test_formulas_are_read_as_stored_and_calls_out_are_never_made():
    """A call to another program, to the network, to another file: text stored beside it is read, nothing is done."""
    rows = (
        '<row r="2"><c r="A2" t="str"><f>cmd|"/c calc"!A1</f><v>优良天数</v></c><c r="B2"><f>WEBSERVICE("http://x/")</f></c>'
        '<c r="C2"><f>[1]外.xlsx!A1</f><v/></c><c r="D2" t="str"><f>IF(1,"","")</f><v></v></c></row>'
    )
    content = read_excel(workbook(HEAD + rows), PATH)
    assert grid(content) == [["指标", "2030年"], ["优良天数", ""]]
    assert [notice.message[:8] for notice in content.warnings] == ["有 2 个公式单元"[:8]]


def test_a_long_formula_shared_by_many_cells_is_not_expanded():
    shared = (
        f'<row r="2"><c r="A2"><f t="shared" ref="A2:A4000" si="0">{"+".join(["A1"] * 2_000)}</f><v>1</v></c></row>'
    )
    more = "".join(f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in range(3, 4_000))
    assert len(grid(read_excel(workbook(HEAD + shared + more), PATH))) == 3_999


@pytest.mark.parametrize("value", ["1e400", "-1e400", "9" * 400, "1e308"])
def test_numbers_beyond_all_bounds_are_shown_plainly(value):
    (_, row) = grid(
        read_excel(workbook(f'{HEAD}<row r="2"><c r="A2"><v>{value}</v></c><c r="B2"><v>1</v></c></row>'), PATH)
    )
    assert row[1] == "1"


def test_a_strict_workbook_is_read_like_any_other():
    usual = re.compile(rb"http://schemas\.openxmlformats\.org/(spreadsheetml|officeDocument|drawingml)/2006/(\w+)")
    strict = repack(workbook(HEAD), lambda name, part: usual.sub(rb"http://purl.oclc.org/ooxml/\1/\2", part))
    assert grid(read_excel(strict, PATH)) == [["指标", "2030年"]]


def test_rules_and_drawings_say_nothing(recwarn):
    """What openpyxl would warn of is no concern of the user's."""
    after = (
        '<conditionalFormatting sqref="A1:XFD1048576"/><dataValidations count="1"><dataValidation sqref="A1:XFD1048576"/>'
        '</dataValidations><drawing r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    )
    assert grid(read_excel(workbook(HEAD, after), PATH)) == [["指标", "2030年"]]
    assert not recwarn.list


def test_blank_lines_of_a_text_table_do_not_count():
    lines = "指标,2030年\n" + ",\n" * 200_000 + "天数,330\n"
    assert grid(read_csv(lines.encode(), Path("表.csv"))) == [["指标", "2030年"], ["天数", "330"]]


def break_styles(data: bytes, attribute: bytes) -> bytes:
    """The workbook with styles that refer to what it does not have."""
    odd = re.compile(attribute + rb'="\d+"')
    return repack(data, lambda name, part: odd.sub(attribute + b'="199"', part) if name == "xl/styles.xml" else part)


def test_what_the_library_prints_does_not_spoil_what_is_printed_for_programs(capsys):
    with pytest.raises(InputError, match="已损坏"):
        read_excel(break_styles(workbook(HEAD), b"xfId"), PATH)
    assert capsys.readouterr().out == ""
