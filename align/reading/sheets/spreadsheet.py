"""Reads indicator tables that are documents of their own: .csv, .tsv and .xlsx, a table for each file or sheet.

Formulas are read as the values the sheet was saved with; nothing is evaluated.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from align.errors import InputError
from align.reading.archive import check_archive, check_markup
from align.reading.content import Content, ContentBuilder, RawCell
from align.reading.encoding import parse_bytes
from align.reading.sheets.cellformat import render_value
from align.reading.sheets.workbookparts import MAX_COLUMNS, MAX_ROWS, UNSAVED, slim_workbook

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_KIND = "Excel 表格"
_MAX_BYTES = 20 * 1024 * 1024
_LONGEST_CELL = 32_767
_TOO_LARGE = "请只保留主要指标表，另存为一份文件后重试"
_REMEDY = "请用 Excel 或 WPS 打开检查，另存为新的 .xlsx 后重试"
_SEPARATORS = ",\t;，；|"
# Names that programs give to sheets by themselves.
_DEFAULT_SHEET = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_BROKEN_LINE = re.compile(r"(?<=[^\x00-\x7f])[ \t]*\n[ \t]*|[ \t]*\n[ \t]*(?=[^\x00-\x7f])")

Grid = Sequence[Sequence[RawCell]]
Place = tuple[int, int]


def read_csv(data: bytes, path: Path) -> Content:
    """The content of a file of separated values; the separator is the one that stands most often in the first line.

    Raises:
        InputError: no text in a known encoding, or more than an indicator table holds.
    """
    return _read_separated(data, path, None)


def read_tsv(data: bytes, path: Path) -> Content:
    """The content of a file of values separated by tabs; raises as :func:`read_csv`."""
    return _read_separated(data, path, "\t")


def read_excel(data: bytes, path: Path) -> Content:
    """The content of an Excel file: visible sheets in order, merged cells repeated, numbers as their format shows them.

    Raises:
        InputError: the file is damaged, no Excel file, or holds more than an indicator table.
    """
    workbook = _open(data, path)
    builder = ContentBuilder()
    hidden = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state != "visible"]
    shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    lost: Counter[str] = Counter()
    for sheet in shown:
        grid = _read_sheet(sheet, path)
        if not any(cell.text for row in grid for cell in row):
            continue
        if len(shown) > 1 and not _DEFAULT_SHEET.fullmatch(sheet.title.strip()):
            builder.add_paragraph(sheet.title)
        _add_grid(builder, grid)
        lost.update(_find_lost(sheet))
    _tell(builder, lost, hidden)
    return builder.build()


def read_cells(data: bytes, path: Path) -> dict[str, dict[Place, str]]:
    """The cells with text of every sheet of an Excel file, hidden ones too, by row and column counted from 1.

    Raises:
        InputError: the file is damaged or no Excel file.
    """
    workbook = _open(data, path)
    return {
        sheet.title: {place: str(cell.value).strip() for place, cell in _filled(sheet)} for sheet in workbook.worksheets
    }


def _check_size(data: bytes, path: Path) -> None:
    if len(data) > _MAX_BYTES:
        raise InputError(path, f"表格文件过大（{len(data) // 1024**2} MB）", _TOO_LARGE)


def _read_separated(data: bytes, path: Path, separator: str | None) -> Content:
    _check_size(data, path)
    decoded = parse_bytes(data, path)
    builder = ContentBuilder()
    if decoded.broken:
        builder.add_notice("reading.broken_bytes", f"有 {decoded.broken} 处字节无法解码，已用“\ufffd”代替，请核对原文")
    rows, quoted = _split_rows(decoded.text, separator or _find_separator(decoded.text))
    if not quoted:
        builder.add_notice("reading.quotes", "表中引号用法不合 CSV 规则，已把引号当作文字照录，请核对单元格是否分对")
    columns = max((number for row in rows for number, cell in enumerate(row, start=1) if cell.strip()), default=0)
    _check_extent(len(rows), columns, "", path)
    _add_grid(builder, [[RawCell(_tidy(text)) for text in row] for row in rows])
    return builder.build()


def _find_separator(text: str) -> str:
    """The separator of the first line with any, quoted parts left aside; a comma where no line has one."""
    for line in io.StringIO(text):
        counts = {mark: re.sub(r'"[^"]*"', "", line).count(mark) for mark in _SEPARATORS}
        if any(counts.values()):
            return max(_SEPARATORS, key=lambda mark: counts[mark])
    return ","


def _split_rows(text: str, separator: str) -> tuple[list[list[str]], bool]:
    """The rows with any text, one more than a table may have at the most, and whether quotes were read as the rules have them.

    A quote that does not enclose its whole cell (“十五五” typed with straight quotes) is no quoting but part of the text.
    """
    try:
        return _take_rows(csv.reader(io.StringIO(text), delimiter=separator, strict=True)), True
    except csv.Error:
        return _take_rows(line.rstrip("\n").split(separator) for line in io.StringIO(text)), False


def _take_rows(rows: Iterable[list[str]]) -> list[list[str]]:
    return list(islice((row for row in rows if any(cell.strip() for cell in row)), MAX_ROWS + 1))


def _check_extent(rows: int, columns: int, sheet: str, path: Path) -> None:
    where = f"工作表“{sheet}”" if sheet else "表格"
    if rows > MAX_ROWS:
        raise InputError(path, f"{where}超过 {MAX_ROWS} 行", _TOO_LARGE)
    if columns > MAX_COLUMNS:
        raise InputError(path, f"{where}有 {columns} 列，超过 {MAX_COLUMNS} 列", _TOO_LARGE)


@lru_cache(maxsize=1_000)
def _tidy(text: str) -> str:
    """A cell's text on one line; a break beside a Chinese character leaves no blank."""
    return _BROKEN_LINE.sub("", text.strip())[:_LONGEST_CELL]


def _add_grid(builder: ContentBuilder, grid: Grid) -> None:
    """Adds the rows: those before the first with two different texts are title lines, the rest is the table."""
    rows = [row for row in grid if any(cell.text for cell in row)]
    first = next((number for number, row in enumerate(rows) if len(_texts(row)) > 1), len(rows))
    for row in rows[:first]:
        builder.add_paragraph(next(iter(_texts(row))))
    width = max((index + 1 for row in rows[first:] for index, cell in enumerate(row) if cell.text), default=0)
    builder.add_table([row[:width] for row in rows[first:]])


def _texts(row: Sequence[RawCell]) -> dict[str, None]:
    return dict.fromkeys(cell.text for cell in row if cell.text)


def _open(data: bytes, path: Path) -> Workbook:
    import openpyxl

    _check_size(data, path)
    check_archive(data, path, _KIND, _REMEDY)
    try:
        slim = slim_workbook(data, path)
        check_markup(slim, path, _KIND)
        # What openpyxl warns of (rules for input, conditional formats) and even prints (styles that are missing) is no text.
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(slim), data_only=True, keep_links=False)
    except InputError:
        raise
    # openpyxl, zipfile and the XML parser each raise what they like on a damaged part; all of it means the same to the user.
    except Exception as error:
        raise InputError(path, "Excel 表格已损坏，或不是 Excel 表格", _REMEDY) from error


def _filled(sheet: Worksheet) -> Iterator[tuple[Place, Cell | MergedCell]]:
    """The cells with a value and their row and column, row by row.

    Asking the sheet for its rows would create every cell of its extent, which formats alone may stretch to millions.
    """
    cells: dict[Place, Cell | MergedCell] = sheet._cells
    yield from ((place, cells[place]) for place in sorted(cells) if cells[place].value is not None)


def _read_sheet(sheet: Worksheet, path: Path) -> list[list[RawCell]]:
    try:
        texts = {place: text for place, cell in _filled(sheet) if (text := _show(cell))}
    except IndexError as error:  # a format that the file does not have: 0.677 might be 67.7%
        raise InputError(path, f"工作表“{sheet.title}”已损坏，单元格的格式缺失", _REMEDY) from error
    rows, columns = (max((place[axis] for place in texts), default=0) for axis in (0, 1))
    _check_extent(rows, columns, sheet.title, path)
    merged = _merged_texts(sheet, texts, rows, columns)
    return [
        [
            RawCell(merged[row, column], merged=True)
            if (row, column) in merged
            else RawCell(texts.get((row, column), ""))
            for column in range(1, columns + 1)
        ]
        for row in range(1, rows + 1)
    ]


def _merged_texts(sheet: Worksheet, texts: dict[Place, str], rows: int, columns: int) -> dict[Place, str]:
    """The cells that a merged cell covers besides its first one, with that one's text; within the filled extent."""
    merged: dict[Place, str] = {}
    for area in sheet.merged_cells.ranges:
        text = texts.get((area.min_row, area.min_col), "")
        for row in range(area.min_row, min(area.max_row, rows) + 1):
            for column in range(area.min_col, min(area.max_col, columns) + 1):
                if (row, column) != (area.min_row, area.min_col):
                    merged[row, column] = text
    return merged


def _show(cell: Cell | MergedCell) -> str:
    if getattr(cell, "data_type", "") == "e":
        return ""
    return _tidy(render_value(cell.value, cell.number_format or "General"))


def _find_lost(sheet: Worksheet) -> Iterator[str]:
    """What of a sheet has no value to read: cells that show an error, formulas saved without their result."""
    for _, cell in _filled(sheet):
        if cell.data_type == "e":
            yield "formula" if cell.value == UNSAVED else "error"


def _tell(builder: ContentBuilder, lost: Counter[str], hidden: Sequence[str]) -> None:
    if lost["formula"]:
        message = f"有 {lost['formula']} 个公式单元格没有存下计算结果，按空白读入；请用 Excel 或 WPS 打开保存一次后重试"
        builder.add_notice("reading.formulas", message)
    if lost["error"]:
        builder.add_notice("reading.cell_errors", f"有 {lost['error']} 个单元格显示为错误值（如 #REF!），按空白读入")
    if hidden:
        builder.add_notice("reading.hidden_sheets", f"隐藏的工作表未读入：{'、'.join(hidden)}")
