"""Reads what reviewers wrote in a 衔接对照表, whatever they sorted, filtered, inserted, moved or coloured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl.cell.cell import ERROR_CODES

from align.errors import InputError
from align.reading.sheets.spreadsheet import read_cells
from align.reading.sheets.workbookparts import UNSAVED
from align.reporting.reviewcolumns import (
    CHOICE_TITLE,
    COMMENT_TITLE,
    KEY_TITLE,
    REVIEWER_TITLE,
    WORDING_TITLE,
    parse_key,
)
from align.reporting.reviews import digest_cells

ERRORS = frozenset((*ERROR_CODES, UNSAVED))
"""What a cell shows in which text was taken for a formula."""
_TITLES = (CHOICE_TITLE, COMMENT_TITLE, WORDING_TITLE, REVIEWER_TITLE)
# The names stand in one of the first rows; people put a letterhead above them.
_HEAD_ROWS = 20
_Cells = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookRow:
    """A row someone wrote in.

    Attributes:
        sheet, row: where it stands, as the program that shows it counts.
        label, comment, wording, reviewer: the cells of the reviewers' columns.
        draft, finding: which finding it is of; ``None`` for a row inserted by hand.
        told: what the row held when it was written out (``digest_cells``).
    """

    sheet: str
    row: int
    label: str
    comment: str
    wording: str
    reviewer: str
    draft: str | None
    finding: str | None
    told: str

    @property
    def where(self) -> str:
        """The row for a message."""
        return f"“{self.sheet}”表第 {self.row} 行"

    @property
    def is_blank(self) -> bool:
        """Whether nothing is said; a name alone says nothing."""
        return not (self.label or self.comment or self.wording)

    @property
    def is_changed(self) -> bool:
        """Whether someone wrote in it since it was written out."""
        return digest_cells(self.label, self.comment, self.wording, self.reviewer) != self.told


def read_workbook(path: Path) -> tuple[WorkbookRow, ...]:
    """The rows of a workbook in which reviewers wrote, sheet by sheet.

    Raises:
        InputError: no Excel file, or none with the columns of a 衔接对照表.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, "文件打不开", "请核对路径和文件名，并关闭正在打开它的程序。") from error
    heads = {sheet: (cells, _find_head(cells)) for sheet, cells in read_cells(data, path).items()}
    if not any(head for _, head in heads.values()):
        problem = f"没有“{KEY_TITLE}”“{CHOICE_TITLE}”等列，不是本程序写出的衔接对照表"
        raise InputError(path, problem, "请用 check 写出的 .xlsx；程序标识列是隐藏的，请勿删除。")
    return tuple(
        row
        for sheet, (cells, head) in heads.items()
        if head is not None
        for row in _read_rows(sheet, cells, head)
        if row.is_changed
    )


def _find_head(cells: _Cells) -> tuple[int, dict[str, int]] | None:
    """The row with the names of the columns, and where each of the reviewers' columns is."""
    for number in range(1, _HEAD_ROWS + 1):
        columns = {text: place[1] for place, text in cells.items() if place[0] == number}
        if KEY_TITLE in columns and CHOICE_TITLE in columns:
            return number, columns
    return None


def _read_rows(sheet: str, cells: _Cells, head: tuple[int, dict[str, int]]) -> Iterator[WorkbookRow]:
    first, columns = head
    for number in sorted({row for row, _ in cells if row > first}):
        label, comment, wording, reviewer = (
            cells.get((number, columns[title]), "") if title in columns else "" for title in _TITLES
        )
        key = parse_key(cells.get((number, columns[KEY_TITLE]), ""))
        draft, told, finding = key or (None, digest_cells(), None)
        yield WorkbookRow(
            sheet=sheet,
            row=number,
            label=label,
            comment=comment,
            wording=wording,
            reviewer=reviewer,
            draft=draft,
            finding=finding,
            told=told,
        )
