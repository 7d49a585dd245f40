"""Indicator tables as files of their own: one source for .csv, .tsv and .xlsx, and bad files told apart."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from align.errors import InputError
from align.reading.document import read_source
from align.reading.sheets.spreadsheet import read_csv, read_tsv
from align.reading.sheets.workbookparts import MAX_COLUMNS, MAX_ROWS
from align.source import BlockKind, Source, SourceFormat

TITLE = "云川省“十五五”时期主要指标"
ROWS = [
    ["类别", "指标", "单位", "2025年", "2030年", "属性"],
    ["绿色低碳", "森林覆盖率", "%", "31.2", "≥32.5", "约束性"],
    ["绿色低碳", "PM2.5浓度", "微克/立方米", "30", "28", "约束性"],
]
NOTE = "注：2025年为预计数。"


def texts(source: Source, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in source.tables[table].rows]


def paragraphs(source: Source) -> list[str]:
    return [block.span.slice(source.text) for block in source.blocks if block.kind is BlockKind.PARAGRAPH]


def codes(source: Source) -> list[str]:
    return [notice.code for notice in source.warnings]


def write_separated(path: Path, separator: str, encoding: str = "utf-8") -> Path:
    lines = [TITLE, "", *(separator.join(row) for row in ROWS)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def save(workbook: Workbook, path: Path) -> Path:
    workbook.save(path)
    return path


def write_excel(path: Path) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append([TITLE])
    sheet.append([])
    for row in ROWS:
        sheet.append([float(cell) if cell.replace(".", "").isdigit() else cell for cell in row])
    return save(workbook, path)


@pytest.mark.parametrize(
    ("name", "separator", "format_"),
    [
        ("表.csv", ",", SourceFormat.CSV),
        ("表.CSV", ";", SourceFormat.CSV),
        ("表.csv", "\t", SourceFormat.CSV),
        ("表.csv", "，", SourceFormat.CSV),
        ("表.tsv", "\t", SourceFormat.TSV),
        ("表.xlsx", "", SourceFormat.EXCEL),
    ],
)
def test_every_format_gives_the_same_title_and_rows(tmp_path, name, separator, format_):
    path = write_separated(tmp_path / name, separator) if separator else write_excel(tmp_path / name)
    source = read_source(path)
    assert source.format is format_
    assert format_.is_spreadsheet
    assert paragraphs(source) == [TITLE]
    assert texts(source) == ROWS
    assert source.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings_are_those_of_text_files(tmp_path, encoding):
    assert texts(read_source(write_separated(tmp_path / "表.csv", ",", encoding))) == ROWS


def test_every_cell_stands_where_its_span_says(tmp_path):
    """The text that was built holds each cell at its span."""
    source = read_source(write_excel(tmp_path / "表.xlsx"))
    for row in source.tables[0].rows:
        for cell in row:
            assert cell.span.slice(source.text) == cell.text


def test_a_quoted_cell_may_hold_line_breaks_and_separators():
    data = '指标,2030年\n"森林\n覆盖率,全域","≥32.5\r\n以上"\n"写作""双引号""",1\n'.encode()
    content = read_csv(data, Path("表.csv"))
    assert [[cell.text for cell in row] for row in content.tables[0].rows] == [
        ["指标", "2030年"],
        ["森林覆盖率,全域", "≥32.5以上"],
        ['写作"双引号"', "1"],
    ]


def test_words_on_two_lines_keep_a_blank():
    content = read_csv('指标,单位\n"GDP\ngrowth",%\n'.encode(), Path("表.csv"))
    assert content.tables[0].rows[1][0].text == "GDP growth"


def test_straight_quotes_inside_a_cell_are_text_and_told():
    """“十五五” typed with straight quotes encloses no cell; the quotes stay, and a notice says so."""
    content = read_tsv('指标\t取值\n增速\t"十五五"目标5%\n'.encode(), Path("表.tsv"))
    assert content.tables[0].rows[1][1].text == '"十五五"目标5%'
    assert [notice.code for notice in content.warnings] == ["reading.quotes"]


def test_blank_rows_and_columns_at_the_end_are_left_out():
    content = read_csv("指标,单位,,\n森林覆盖率,%,,\n,,,\n".encode(), Path("表.csv"))
    assert [len(row) for row in content.tables[0].rows] == [2, 2]


def test_a_note_below_stays_with_the_table():
    content = read_csv(f"指标,单位\n森林覆盖率,%\n{NOTE}\n".encode(), Path("表.csv"))
    assert content.tables[0].rows[-1][0].text == NOTE


def test_merged_cells_repeat_their_text(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in ([TITLE, None, None], ["类别", "指标", "2030年"], ["绿色", "甲", 1], [None, "乙", 2]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    source = read_source(save(workbook, tmp_path / "表.xlsx"))
    assert paragraphs(source) == [TITLE]
    assert texts(source) == [["类别", "指标", "2030年"], ["绿色", "甲", "1"], ["绿色", "乙", "2"]]
    assert [row[0].merged for row in source.tables[0].rows] == [False, False, True]


def test_sheets_are_read_in_order_and_empty_or_hidden_ones_left_out(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.title = "经济指标"
    workbook.active.append(["指标", "2030年"])
    workbook.create_sheet("空表")
    workbook.create_sheet("Sheet3").append(["指标", "2025年"])
    hidden = workbook.create_sheet("底稿")
    hidden.append(["密", "不读"])
    hidden.sheet_state = "hidden"
    source = read_source(save(workbook, tmp_path / "表.xlsx"))
    assert [texts(source, index) for index in range(len(source.tables))] == [[["指标", "2030年"]], [["指标", "2025年"]]]
    assert paragraphs(source) == ["经济指标"]
    assert codes(source) == ["reading.hidden_sheets"]
    assert "底稿" in source.warnings[0].message
    assert "不读" not in source.text


def put_value(path: Path, formula: str, value: str) -> None:
    """Stores a formula's result in the saved sheet, as a spreadsheet program would."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = (
        sheet.replace(f"<f>{formula}</f><v></v>", f"<f>{formula}</f><v>{value}</v>")
        .replace(f"<f>{formula}</f><v />", f"<f>{formula}</f><v>{value}</v>")
        .encode()
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_formulas_are_read_as_the_values_saved(tmp_path):
    """The stored result counts even where it is not what the formula would give: nothing is evaluated."""
    workbook = openpyxl.Workbook()
    workbook.active.append(["指标", "2030年", "2025年"])
    workbook.active.append(["甲", "=1+1", "=2+2"])
    path = save(workbook, tmp_path / "表.xlsx")
    put_value(path, "1+1", "41.5")
    source = read_source(path)
    assert texts(source)[1] == ["甲", "41.5", ""]
    assert codes(source) == ["reading.formulas"]
    assert "1 个公式" in source.warnings[0].message


def test_error_values_are_blank_and_told(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active.append(["指标", "2030年"])
    workbook.active.append(["甲", "#REF!"])
    source = read_source(save(workbook, tmp_path / "表.xlsx"))
    assert texts(source)[1] == ["甲", ""]
    assert codes(source) == ["reading.cell_errors"]


def test_formats_far_below_the_table_cost_nothing(tmp_path):
    """A border in row 1,000,000 makes no million rows."""
    workbook = openpyxl.Workbook()
    workbook.active.append(["指标", "2030年"])
    workbook.active.cell(1_000_000, 300).number_format = "0.0"
    assert texts(read_source(save(workbook, tmp_path / "表.xlsx"))) == [["指标", "2030年"]]


@pytest.mark.parametrize(("row", "column", "told"), [(MAX_ROWS + 1, 1, "行"), (1, MAX_COLUMNS + 1, "列")])
def test_more_than_an_indicator_table_is_refused(tmp_path, row, column, told):
    workbook = openpyxl.Workbook()
    workbook.active.append(["指标", "2030年"])
    workbook.active.cell(row, column).value = "末"
    with pytest.raises(InputError, match=f"超过.*{told}"):
        read_source(save(workbook, tmp_path / "表.xlsx"))
    lines = "\n".join([*["甲,乙"] * (row - 1), ",".join(["末"] * max(2, column))])
    with pytest.raises(InputError, match=f"超过.*{told}"):
        read_csv(lines.encode(), Path("表.csv"))


def empty_workbook() -> bytes:
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "problem", "remedy"),
    [
        pytest.param("表.xlsx", b"PK\x03\x04broken", "已损坏", "另存", id="broken archive"),
        pytest.param("表.xlsx", "指标,单位".encode(), "已损坏", "另存", id="text"),
        pytest.param(
            "表.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "旧版 Excel", "后缀改为 .xls", id="old"
        ),
        pytest.param(
            "表.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "已加密",
            "密码",
            id="encrypted",
        ),
        pytest.param("表.xlsx", empty_workbook(), "没有可读的文字", "确认", id="no cells"),
        pytest.param("表.csv", b",,,\n,,\n", "没有可读的文字", "确认", id="only separators"),
        pytest.param("表.csv", b"PK\x03\x04" + bytes(64), "内容却是", "后缀", id="archive as csv"),
        pytest.param("表.csv", b"%PDF-1.7\n", "PDF", ".pdf", id="pdf as csv"),
        pytest.param("表.ett", b"x", "不支持的文件类型（.ett）", "另存为 .xlsx", id="wps template"),
    ],
)
def test_bad_files_are_refused_with_what_and_how_to_mend(tmp_path, name, data, problem, remedy):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_source(path)
    assert problem in caught.value.problem
    assert remedy in caught.value.remedy


def test_a_word_document_renamed_is_no_workbook(tmp_path):
    path = tmp_path / "规划.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(InputError, match="不是 Excel 表格"):
        read_source(path)


CELLS = st.text(st.sampled_from('森林覆盖率0123.%≥—,;" \n'), max_size=8)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_spreadsheet_writes_is_read_back(rows):
    """Every properly quoted CSV file gives its cells, and every cell stands at its span."""
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([["指标", "目标"], *rows])
    content = read_csv(buffer.getvalue().encode(), Path("表.csv"))
    expected = ["".join(cell.split()) for row in rows for cell in row if cell.strip()]
    read = ["".join(cell.text.split()) for table in content.tables for row in table.rows[1:] for cell in row]
    assert [cell for cell in read if cell] == expected
    for table in content.tables:
        for row in table.rows:
            for cell in row:
                assert cell.span.slice(content.text) == cell.text
