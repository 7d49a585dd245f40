"""Tells how much of a document was read: what a reviewer must know before believing that something is missing."""

from __future__ import annotations

from dataclasses import dataclass

from align.judging.unread import LOST_TABLES
from align.model import Origin, Plan
from align.reading.paged.pages import list_pages

_PICTURES = "reading.pictures_not_read"
_NO_TEXT = "reading.no_text_layer"
_RECOGNISED = "reading.recognised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a document was read (读入情况).

    Attributes:
        pages: how many pages it has, where the format tells.
        characters: how many characters were read, spaces not counted.
        tables: how many tables were found.
        parsed_tables: how many of them gave indicators or projects.
        inferred_tables: how many of them have columns that were told from where the words stand, not from rules or cells.
        lost_tables: how many places looked like a table whose columns could not be told.
        guessed_cells: how many cells the inferred tables have.
        unread_pages: pages without text, which were not read.
        picture_pages: pages with pictures that were not read; empty where the format has no pages.
        recognised_pages: pages whose text, or the text in whose pictures, the program recognised (OCR).
    """

    pages: int | None
    characters: int
    tables: int
    parsed_tables: int
    inferred_tables: int
    lost_tables: int
    guessed_cells: int
    unread_pages: tuple[int, ...]
    picture_pages: tuple[int, ...]
    recognised_pages: tuple[int, ...]


def find_reading(plan: Plan) -> Reading:
    """How the document of a plan was read."""
    source = plan.source
    inferred = [table for table in source.tables if table.inferred]
    return Reading(
        pages=source.pages,
        characters=sum(not character.isspace() for character in source.text),
        tables=len(source.tables),
        parsed_tables=_count_parsed(plan),
        inferred_tables=len(inferred),
        lost_tables=sum(max(len(notice.pages), 1) for notice in plan.warnings if notice.code in LOST_TABLES),
        guessed_cells=sum(not cell.merged for table in inferred for row in table.rows for cell in row),
        unread_pages=_pages_of(plan, _NO_TEXT),
        picture_pages=_pages_of(plan, _PICTURES),
        recognised_pages=_pages_of(plan, _RECOGNISED),
    )


def tell_reading(reading: Reading) -> str:
    """One line in Chinese; what is nought is not said."""
    pages = f"{reading.pages} 页，" if reading.pages else ""
    tables = f"；表格 {reading.tables} 张，其中读出指标或工程的 {reading.parsed_tables} 张" if reading.tables else ""
    parts = (
        (reading.inferred_tables, f"按位置推断列的 {reading.inferred_tables} 张（{reading.guessed_cells} 格，请核对）"),
        (reading.lost_tables, f"疑似表格而未能识别的 {reading.lost_tables} 处"),
        (len(reading.unread_pages), f"未读入的页：{list_pages(reading.unread_pages)}"),
        (len(reading.picture_pages), f"有未读图片的页：{list_pages(reading.picture_pages)}"),
        (len(reading.recognised_pages), f"由图片识别文字的页：{list_pages(reading.recognised_pages)}"),
    )
    rest = "".join(f"；{told}" for count, told in parts if count)
    return f"{pages}{reading.characters} 字{tables}{rest}"


def _count_parsed(plan: Plan) -> int:
    found = [one.span for one in plan.indicators if one.origin is Origin.TABLE] + [one.span for one in plan.projects]
    return sum(any(table.span.overlaps(span) for span in found) for table in plan.source.tables)


def _pages_of(plan: Plan, code: str) -> tuple[int, ...]:
    return tuple(sorted({page for notice in plan.warnings if notice.code == code for page in notice.pages}))
