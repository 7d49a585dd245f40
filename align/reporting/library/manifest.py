"""Draws the manifest of a library (清单): what was told of each plan, and which pairs are compared, for people to correct."""

from __future__ import annotations

from align.libraries import LibraryPlan, PlanLibrary
from align.model import Level
from align.reporting.library.tables import PLAN_COLUMNS, build_doubt_table, list_plan_cells
from align.reporting.sheets import Drawing, render_sheets
from align.reporting.tables import ColumnKind, ReportTable, Row, build_column

PLANS_SHEET, PAIRS_SHEET, DOUBTS_SHEET, FOLDER_SHEET = "规划", "配对", "须核对", "文件夹"
FILE, LEVEL, REGION, PARENT, SECTOR, PERIOD = (column.title for column in PLAN_COLUMNS[:1] + PLAN_COLUMNS[2:7])
LOWER, UPPER, WANTED, FOLDER, TOLD = "本级规划文件", "上级规划文件", "对照", "规划文件夹", "程序认定"
YES, NO = "是", "否"

_PLANS_NOTE = (
    "层级、地区、上级地区、领域、规划期认错的，直接改；改后删去“配对”表里的各行，程序按改过的内容重新配对。"
    "改好后运行 plan-align batch 清单.xlsx -o 文件夹"
)
_PAIRS_NOTE = "不要对照的，“对照”改为“否”；缺的配对，添一行写上两份文件。"


def render_manifest(library: PlanLibrary, folder: str) -> bytes:
    """The manifest as a workbook; equal libraries give equal bytes.

    Args:
        library: the plans and pairs.
        folder: where the plans lie, seen from the folder of the manifest.
    """
    tables = (
        (PLANS_SHEET, _build_plans(library)),
        (PAIRS_SHEET, _build_pairs(library)),
        (DOUBTS_SHEET, build_doubt_table(library)),
        (FOLDER_SHEET, _build_folder(folder)),
    )

    def draw(drawing: Drawing) -> None:
        for name, table in tables:
            drawing.draw_table(name, table)

    return render_sheets("规划清单", draw)


def digest_plan(plan: LibraryPlan) -> str:
    """What the program told of a plan, by which a corrected row is known."""
    return "|".join(str(cell or "") for cell in list_plan_cells(plan)[2:7])


def _build_plans(library: PlanLibrary) -> ReportTable:
    levels = build_column("level", LEVEL, 8, ColumnKind.CHOICE, tuple(level.label for level in Level))
    columns = tuple(levels if column.key == "level" else column for column in PLAN_COLUMNS)
    rows = tuple(Row(cells=(*list_plan_cells(plan), digest_plan(plan))) for plan in library.plans)
    told = build_column("told", TOLD, 60, ColumnKind.HIDDEN)
    return ReportTable(key="plans", title=PLANS_SHEET, columns=(*columns, told), rows=rows, note=_PLANS_NOTE)


def _build_pairs(library: PlanLibrary) -> ReportTable:
    columns = (
        build_column("lower", LOWER, 46, ColumnKind.TEXT),
        build_column("upper", UPPER, 46, ColumnKind.TEXT),
        build_column("wanted", WANTED, 8, ColumnKind.CHOICE, (YES, NO)),
        build_column("reason", "说明", 50, ColumnKind.TEXT),
    )
    rows = tuple(Row(cells=(pair.lower, pair.upper, YES if pair.wanted else NO, pair.reason)) for pair in library.pairs)
    return ReportTable(key="pairs", title=PAIRS_SHEET, columns=columns, rows=rows, note=_PAIRS_NOTE)


def _build_folder(folder: str) -> ReportTable:
    columns = (build_column("folder", FOLDER, 80, ColumnKind.TEXT),)
    note = "各文件的位置从这个文件夹算起；写相对位置的，从本清单所在的文件夹算起。"
    return ReportTable(key="folder", title=FOLDER_SHEET, columns=columns, rows=(Row(cells=(folder,)),), note=note)
