"""What is to be compared: the plans of a folder, or the manifest of a library (清单) as people corrected it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from align.correction import NO_CORRECTION, Correction
from align.errors import InputError
from align.knowledge.regions import Regions, load_regions
from align.libraries import LibraryPair, PlanFile
from align.model import Level
from align.reading.sheets.spreadsheet import read_cells
from align.reading.signatures import may_hold_plan
from align.reporting.library.manifest import (
    FILE,
    FOLDER,
    LEVEL,
    LOWER,
    NO,
    PARENT,
    PERIOD,
    REGION,
    SECTOR,
    TOLD,
    UPPER,
    WANTED,
    YES,
)

MANIFEST = "清单.xlsx"
"""The manifest in a folder of results."""

# What programs leave beside the files they have open, and what systems hide.
_HIDDEN = ("~", ".")
_HEAD_ROWS = 20
_PERIOD = re.compile(r"(\d{4})\s*年?\s*[-—–－~～至]+\s*(\d{4})\s*年?")
_LEVELS = {level.label.removesuffix("级"): level for level in Level} | {
    "区": Level.COUNTY,
    "县区": Level.COUNTY,
    "国": Level.NATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOrder:
    """A file to be read: its name in the library, where it is, and what is known better than it tells."""

    file: str
    path: Path
    correction: Correction
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A manifest: where the plans lie, what is known of them, and the pairs; none where these are to be found anew."""

    folder: Path
    plans: tuple[PlanOrder, ...]
    pairs: tuple[LibraryPair, ...]

    @property
    def files(self) -> Mapping[str, PlanFile]:
        """Where each plan is and what is known better than it tells, by its name in the library."""
        return {order.file: PlanFile(path=order.path, correction=order.correction) for order in self.plans}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a sheet by the titles of its columns."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, title: str) -> str:
        return self.cells.get(title, "")


def open_source(source: Path, output: Path | None = None) -> Manifest:
    """What a user named: a folder of plans, or a manifest; ``output`` in a folder is left out.

    Raises:
        InputError: there is neither, or it cannot be used.
    """
    if not source.exists():
        raise InputError(
            source, "没有这个文件夹或清单", "请核对路径；要的是存放规划的文件夹，或 batch 写出的 清单.xlsx。"
        )
    return open_folder(source, output) if source.is_dir() else read_manifest(source, load_regions())


def open_folder(folder: Path, output: Path | None = None) -> Manifest:
    """A folder of plans as a manifest that knows nothing of them yet; ``output`` in it is left out.

    Raises:
        InputError: it is no folder, or holds no plan.
    """
    files = find_plan_files(folder, output)
    names = (path.relative_to(folder).as_posix() for path in files)
    plans = (PlanOrder(file=name, path=path, correction=NO_CORRECTION) for name, path in zip(names, files, strict=True))
    return Manifest(folder=folder, plans=tuple(plans), pairs=())


def find_plan_files(folder: Path, besides: Path | None) -> tuple[Path, ...]:
    """The files in a folder and those below that may be plans, in order.

    Args:
        folder: where to look.
        besides: a folder that is left out, if any: what the program itself writes.

    Raises:
        InputError: it is no folder, or holds no such file.
    """
    if not folder.is_dir():
        raise InputError(folder, "不是文件夹", "请给出存放规划文件的文件夹，或 batch 写出的清单（.xlsx）。")
    own = besides.resolve() if besides is not None else None
    found = tuple(
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and may_hold_plan(path)
        and not any(part.startswith(_HIDDEN) for part in path.relative_to(folder).parts)
        and own not in path.resolve().parents
    )
    if not found:
        raise InputError(folder, "文件夹里没有可读的规划文件", "请把各级规划（docx、pdf、txt 等）放进去。")
    return found


def read_manifest(path: Path, regions: Regions) -> Manifest:
    """The manifest in a workbook: one that ``batch`` wrote, or one with nothing but the columns of pairs.

    Args:
        path: the workbook.
        regions: the places that are known.

    Raises:
        InputError: it is no workbook, holds neither plans nor pairs, or a row says what cannot be understood.
    """
    try:
        sheets = read_cells(path.read_bytes(), path)
    except OSError as error:
        raise InputError(path, "文件打不开", "请核对路径和文件名，并关闭正在打开它的程序。") from error
    plans, pairs, places = (
        [row for cells in sheets.values() for row in _list_rows(cells, titles)]
        for titles in ((FILE, LEVEL), (LOWER, UPPER), (FOLDER,))
    )
    if not plans and not pairs:
        problem = f"没有“{FILE}”“{LEVEL}”或“{LOWER}”“{UPPER}”等列，不是规划清单"
        raise InputError(path, problem, "请用 plan-align batch 文件夹 -o 文件夹 写出的 清单.xlsx。")
    # without “..”, a plan has the same path as when its folder was given, and is not read again
    folder = Path(os.path.normpath(path.parent / (places[0][FOLDER] if places else ".")))
    wanted = tuple(_read_pair(row, path) for row in pairs if row[LOWER] or row[UPPER])
    orders = {row[FILE]: _read_plan(row, folder, path, regions) for row in plans if row[FILE]}
    for pair in wanted:
        for file in (pair.lower, pair.upper):
            orders.setdefault(file, PlanOrder(file=file, path=folder / file, correction=NO_CORRECTION))
    return Manifest(folder=folder, plans=tuple(orders.values()), pairs=wanted)


def _list_rows(cells: Mapping[tuple[int, int], str], titles: tuple[str, ...]) -> Iterator[_Row]:
    """The rows below the row that holds all of some titles."""
    for head in range(1, _HEAD_ROWS + 1):
        columns = {column: text for (row, column), text in cells.items() if row == head}
        if set(titles) <= set(columns.values()):
            numbers = sorted({row for row, _ in cells if row > head})
            for number in numbers:
                yield _Row(number, {title: cells.get((number, column), "") for column, title in columns.items()})
            return


def _read_pair(row: _Row, path: Path) -> LibraryPair:
    if not (row[LOWER] and row[UPPER]):
        raise InputError(path, f"配对表第 {row.number} 行缺一份文件", f"请填写“{LOWER}”和“{UPPER}”，或删去这一行。")
    if row[WANTED] not in ("", YES, NO):
        raise InputError(path, f"配对表第 {row.number} 行的“{WANTED}”是“{row[WANTED]}”", f"请填“{YES}”或“{NO}”。")
    return LibraryPair(lower=row[LOWER], upper=row[UPPER], direct=False, wanted=row[WANTED] != NO, reason=row["说明"])


def _read_plan(row: _Row, folder: Path, path: Path, regions: Regions) -> PlanOrder:
    """A plan; what stands in the row is a correction where it is not what the program told."""
    order = PlanOrder(file=row[FILE], path=folder / row[FILE], correction=NO_CORRECTION)
    told = "|".join(row[title] for title in (LEVEL, REGION, PARENT, SECTOR, PERIOD))
    if told == row[TOLD]:
        return order
    was = dict(zip((LEVEL, REGION, PARENT, SECTOR, PERIOD), (row[TOLD] or "||||").split("|"), strict=False))
    changed = {title: row[title] for title in was if row[title] and row[title] != was[title]}
    return replace(order, correction=_read_correction(changed, row, path, regions), parent=changed.get(PARENT))


def _read_correction(changed: Mapping[str, str], row: _Row, path: Path, regions: Regions) -> Correction:
    level, period = changed.get(LEVEL), changed.get(PERIOD)
    if level is not None and level.removesuffix("级") not in _LEVELS:
        raise InputError(path, f"规划表第 {row.number} 行的层级是“{level}”", "请填国家、省、市或县。")
    match = _PERIOD.fullmatch(period) if period is not None else None
    if period is not None and (match is None or int(match[1]) > int(match[2])):
        raise InputError(path, f"规划表第 {row.number} 行的规划期是“{period}”", "请按“2021—2025”的样子填写。")
    region = regions.find(changed[REGION]) if REGION in changed else None
    return Correction(
        level=_LEVELS[level.removesuffix("级")] if level is not None else None,
        region=changed.get(REGION),
        region_code=region.code if region is not None else None,
        sector=changed.get(SECTOR),
        period=(int(match[1]), int(match[2])) if match is not None else None,
    )
